"""From law files to the plain tables of :mod:`ocop.rules.compiled`. Slow (YAML); the rulebook keeps the result."""

import hashlib
from functools import lru_cache
from pathlib import Path

from ocop.rules import compiled as c
from ocop.rules.companion_law import CompanionFile, Entry
from ocop.rules.criteria_law import GROUND_EFFECTS, CriteriaFile, Decision, DecisionsFile, Item, Misprint, Part
from ocop.rules.errors import LawError
from ocop.rules.reader import read_document
from ocop.rules.schema import Points

DECISIONS = "decisions.yaml"


def load_decisions(root: Path) -> dict[str, Decision]:
    """Every decision in ``root/decisions.yaml`` by its key."""
    return _decisions(root / DECISIONS, _content(root / DECISIONS))


def load_companion(root: Path, decision: Decision) -> dict[str, Entry]:
    """The companion's entry of each criterion, by ``set/criterion``; empty where the decision has no companion."""
    if decision.companion is None:
        return {}
    path = root / decision.companion
    return _companion(path, _content(path))


@lru_cache(maxsize=4)
def _decisions(path: Path, content: bytes | None) -> dict[str, Decision]:
    """Kept by content, because every set of a decision needs the same file."""
    return {one.key: one for one in read_document(path, DecisionsFile, content).model.decisions}


@lru_cache(maxsize=4)
def _companion(path: Path, content: bytes | None) -> dict[str, Entry]:
    entries = read_document(path, CompanionFile, content).model.entries
    return {covered: entry for entry in entries for covered in entry.covers}


def _content(path: Path) -> bytes | None:
    """The bytes of the file, or ``None`` when it cannot be read: the reader then says why."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def compile_set(root: Path, path: Path) -> c.CriteriaSet:
    """Read one criteria file below ``root`` and compile it. Raises :class:`LawError`."""
    raw = path.read_bytes()
    file = read_document(path, CriteriaFile, raw).model
    decisions = load_decisions(root)
    if file.decision not in decisions:
        raise LawError.at(path, 0, f"quyết định «{file.decision}» chưa có trong {DECISIONS}")
    decision = decisions[file.decision]
    digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    return compiled_set(file, decision, load_companion(root, decision), digest)


def compiled_set(file: CriteriaFile, decision: Decision, companion: dict[str, Entry], digest: str) -> c.CriteriaSet:
    """The plain table of one product set."""
    walked = list(file.walk())
    return c.CriteriaSet(
        decision=file.decision,
        number=file.number,
        code=f"{decision.folder.rsplit('/', 1)[-1]}-{file.number:02d}",
        name=file.name,
        sector=file.sector,
        group=file.group,
        subgroup=file.subgroup or "",
        digest=digest,
        complete=file.complete,
        defects=file.incomplete_because,
        samples=file.samples or 0,
        parts=tuple(c.Heading(part.code, part.title, part.code, scaled(part.points)) for part in file.parts),
        headings=tuple(
            c.Heading(item.code, item.title, part.code, scaled(item.points))
            for part, _, item, _ in walked
            if item.items
        ),
        bands=tuple((band.stars, scaled(band.from_points)) for band in decision.bands),
        certifiable_from=decision.certifiable_from,
        authorities=tuple((one.stars, one.authority) for one in decision.recognised_by),
        grounds=_head_grounds(file) + tuple(g for _, _, item, _ in walked for g in _grounds(item)),
        stop_rules=tuple(
            c.StopRule(note.code or "", note.criteria)
            for _, _, item, _ in walked
            for note in item.notes
            if note.effect == "zero_stops"
        ),
        criteria=tuple(
            _criterion(part, parents, item, companion.get(f"{file.number}/{item.code}"))
            for part, parents, item, _ in walked
            if not item.items
        ),
        rejection_notice=file.rejection.printed if file.rejection else None,
        classification=file.classification or "",
        misprints=tuple(_misprint(one) for one in file.misprints),
    )


def scaled(points: Points) -> int:
    """Points as an integer of :data:`ocop.rules.compiled.SCALE`; two decimals at most, so exact."""
    return int(points * c.SCALE)


def _head_grounds(file: CriteriaFile) -> tuple[c.Ground, ...]:
    grounds = file.rejection.grounds if file.rejection else ()
    return tuple(c.Ground(ground.code, ground.text, "reject", None) for ground in grounds)


def _grounds(item: Item) -> tuple[c.Ground, ...]:
    return tuple(
        c.Ground(note.code or "", note.printed, GROUND_EFFECTS[note.effect], item.code)
        for note in item.notes
        if note.effect in GROUND_EFFECTS
    )


def _criterion(part: Part, parents: tuple[Item, ...], item: Item, entry: Entry | None) -> c.Criterion:
    requirement, counts, lifted = (
        next((note for note in item.notes if note.effect == effect), None)
        for effect in ("requirement", "counts_while", "may_not_apply")
    )
    return c.Criterion(
        code=item.code,
        title=item.title,
        part=part.code,
        parents=tuple(parent.code for parent in parents),
        maximum=scaled(item.points),
        lists=tuple(
            tuple(c.Option(o.letter, o.text, scaled(o.points), o.minimum_for) for o in options)
            for options in item.lists
        ),
        case_titles=tuple(case.title for case in item.cases),
        gate=item.minimum_for,
        counts_while=counts.criterion if counts else None,
        counts_while_text=counts.printed if counts else None,
        fixed=item.fixed_because is not None,
        fixed_because=item.fixed_because,
        may_not_apply=lifted.printed if lifted else None,
        requirement=c.Requirement(requirement.code or "", requirement.printed) if requirement else None,
        notes=tuple(note.printed for note in item.notes),
        short=entry.short if entry else _shortened(item.title),
        question=entry.question if entry else "",
        judgement=entry.nature == "judgement" if entry else False,
        takes_time=tuple((one.letter, one.text) for one in item.takes_time),
        printed_title=_printed_title(item),
        warns=tuple(c.Warn(one.code, one.letters, one.while_zero, one.text) for one in item.warns),
        evidence_notes=tuple(
            c.EvidenceNote(note.printed, note.evidence, note.from_letter) for note in item.notes if note.evidence
        ),
        evidence=entry.evidence if entry else (),
        option_evidence=_option_evidence(item, entry),
        looks_for=entry.looks_for if entry else "",
    )


def _option_evidence(item: Item, entry: Entry | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if entry is None:
        return ()
    special = {one.letter: one.evidence for one in entry.by_option}
    options = {option.letter: option for options in item.lists for option in options}
    proven = {
        letter: special.get(letter, entry.evidence if option.points else ()) for letter, option in options.items()
    }
    return tuple((letter, kinds) for letter, kinds in sorted(proven.items()) if kinds)


def _printed_title(item: Item) -> str:
    return " ".join([item.title, *(note.printed for note in item.notes if note.at == "title")])


def _shortened(title: str, limit: int = 40) -> str:
    if len(title) <= limit:
        return title
    return title[: limit - 1].rsplit(" ", 1)[0] + "…"


def _misprint(one: Misprint) -> str:
    place = f"Tiêu chí {one.criterion}, {one.where}" if one.criterion else one.where[0].upper() + one.where[1:]
    printed = f"in «{one.printed}»" if one.printed else "không in"
    read = f", đọc là «{one.read_as}»" if one.read_as else ""
    return f"{place}: {printed}{read}. {one.reason} Cần đối chiếu với {one.compare}."
