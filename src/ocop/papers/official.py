"""An administrative paper (Nghị định 30/2020/NĐ-CP) as plain values, before it becomes PDF or Word.

Texts are data and never markup: a star, a hash or an angle bracket in a name is printed as it is.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO = "Độc lập - Tự do - Hạnh phúc"

_OPEN = "\u00a0" * 9
_LONGEST_HEAD_LINE = 25
_BREAK_BEFORE = ("VÀ", "TỈNH", "THÀNH")


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Head of the paper. Number and day stay open until it is signed; an unknown agency leaves its line open."""

    superior: str
    issuer: str
    symbol: str
    place: str
    month: int
    year: int

    @property
    def superior_lines(self) -> tuple[str, ...]:
        """In capitals, broken where a clerk would break them."""
        return head_lines(self.superior)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        """In capitals, broken where a clerk would break them."""
        return head_lines(self.issuer)

    @property
    def number_line(self) -> str:
        """«Số:        /BC-SNN», to be filled in by the registry."""
        return f"Số:{_OPEN}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """«Tây Ninh, ngày … tháng 6 năm 2022»; the decree writes months 1 and 2 with a zero."""
        month = f"{self.month:02d}" if self.month < 3 else str(self.month)
        return f"{self.place}, ngày{_OPEN}tháng {month} năm {self.year}"


@dataclass(frozen=True)
class Heading:
    """A heading with its number: level 1 «I. KẾT QUẢ», level 2 «1. Kết quả đánh giá»."""

    text: str
    level: Literal[1, 2] = 1
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text: first line indented, both edges even. ``note`` is set smaller and in italics."""

    text: str
    note: bool = False
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width and how its cells stand."""

    title: str
    share: float
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table whose first row is repeated on each page. ``total`` sets the last row in bold."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False
    type: Literal["table"] = "table"


Block = Heading | Paragraph | Table


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A list at the end, on its own pages with its own page numbers."""

    label: str
    title: str
    reference: str
    body: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """The whole paper. ``signer_title`` names an office, never a person.

    The last ``closing`` blocks of the body stay on one page with the signature.
    """

    letterhead: Letterhead
    kind: str
    subject: str
    body: tuple[Block, ...]
    signer_title: str
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    closing: int = 1

    def as_data(self) -> dict[str, Any]:
        """Plain dictionaries and lists for the templates."""
        head = self.letterhead
        return {
            "national_name": NATIONAL_NAME,
            "national_motto": NATIONAL_MOTTO,
            "superior_lines": list(head.superior_lines),
            "issuer_lines": list(head.issuer_lines),
            "number_line": head.number_line,
            "date_line": head.date_line,
            "kind": self.kind,
            "subject": self.subject,
            "body": [_block(block) for block in self.body],
            "closing": self.closing,
            "signer_title": self.signer_title.upper(),
            "recipients": recipient_lines(self.recipients),
            "annexes": [
                {**asdict(annex), "title": annex.title.upper(), "body": [_block(block) for block in annex.body]}
                for annex in self.annexes
            ],
        }


def _block(block: Block) -> dict[str, Any]:
    data = asdict(block)
    if isinstance(block, Table):
        data["cells"] = [
            [
                {"text": text, "align": column.align, "bold": block.total and index == len(block.rows) - 1}
                for column, text in zip(block.columns, row, strict=True)
            ]
            for index, row in enumerate(block.rows)
        ]
    return data


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """Lines of «Nơi nhận»: a dash before each, a semicolon after each, a full stop after the last."""
    if not recipients:
        return []
    bare = [line.strip().rstrip(";.") for line in recipients]
    return [*(f"- {line};" for line in bare[:-1]), f"- {bare[-1]}."]


def head_lines(name: str) -> tuple[str, ...]:
    """An agency's name in capitals on one or two even lines, broken before «VÀ», «TỈNH», «THÀNH PHỐ» where that is near."""
    words = name.upper().split()
    text = " ".join(words)
    if len(text) <= _LONGEST_HEAD_LINE:
        return (text,) if text else ("…" * 8,)

    def cost(at: int) -> int:
        longest = max(len(" ".join(words[:at])), len(" ".join(words[at:])))
        return longest - (8 if words[at] in _BREAK_BEFORE else 0)

    at = min(range(1, len(words)), key=cost)
    return (" ".join(words[:at]), " ".join(words[at:]))
