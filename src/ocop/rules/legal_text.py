"""The wording of a decision's articles, quoted exactly, so that every rule can be opened at its source."""

from functools import lru_cache
from pathlib import Path

from ocop.rules.kinds import Kind
from ocop.rules.reader import read
from ocop.rules.rulebook import law_directory
from ocop.rules.schema import Code, LawFile, LawModel, Line


class LegalPoint(LawModel):
    """A lettered point («điểm») of a clause, with the unnumbered paragraphs that follow it."""

    letter: Line
    text: Line
    more: tuple[Line, ...] = ()


class LegalClause(LawModel):
    """A numbered clause («khoản»); ``number`` is empty where an article has only a paragraph."""

    number: Line | None
    text: Line | None
    points: tuple[LegalPoint, ...] = ()
    more: tuple[Line, ...] = ()


class Article(LawModel):
    """An article («Điều»)."""

    number: Line
    title: Line
    clauses: tuple[LegalClause, ...]


class Chapter(LawModel):
    """A chapter («Chương») with its articles."""

    number: Line
    title: Line
    articles: tuple[Article, ...]


class LegalText(LawFile):
    """A decision's chapters and articles. ``decision`` is the key of its criteria."""

    instrument: Code
    decision: Line
    source: Line
    checked: Line
    signer: Line
    chapters: tuple[Chapter, ...]

    def article(self, number: str) -> Article | None:
        """The article of that number, or ``None``."""
        return next((one for chapter in self.chapters for one in chapter.articles if one.number == number), None)


KINDS = (Kind("ocop-law/text/1", LegalText),)


@lru_cache(maxsize=4)
def legal_text(decision: str, law_dir: Path | None = None) -> LegalText | None:
    """The wording of ``decision`` (such as ``26/2026``), or ``None`` where the project does not hold it."""
    path = (law_dir or law_directory()) / "texts" / f"{decision.replace('/', '_')}.yaml"
    return read(path, LegalText) if path.is_file() else None
