"""Questions of the public lists, read from the address: what is asked, what is wrong, and the form as it was sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from ocop.directory.enums import ProducerType
from ocop.directory.queries import AreaScope, resolve_area
from ocop.dossiers.enums import ProductGroup, Standing
from ocop.kernel.operations import Refused
from ocop.kernel.text import clean, date_vi
from ocop.recognition.register import RegisterFilter
from ocop.recognition.states import RecognitionState

PAGE_SIZE = 50
OTHER_LISTS: Mapping[str, str] = {
    "tiem-nang": "Sản phẩm tiềm năng",
    "neu-ten": "Được nêu tên, chưa có thứ hạng",
    "chua-ro-ngay": "Chưa rõ ngày công nhận",
}
_STANDINGS = {"tiem-nang": (Standing.POTENTIAL.value,), "neu-ten": (Standing.NAMED.value,)}
STARS = ("5", "4", "3", "2", "1")
_LONGEST = 120


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, and how to mend it."""

    field: str
    what: str
    fix: str


@dataclass(frozen=True)
class Question:
    """What the reader asks of a list. ``values`` is what was sent, so that the form can be shown again."""

    filter: RegisterFilter
    as_of: date
    day_given: bool
    page: int
    other: str
    scope: AreaScope | None
    values: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()

    @property
    def chosen(self) -> int:
        """How many filters are in use, the words and the page apart."""
        return sum(bool(self.values.get(name)) for name in ("sao", "nhom", "loai", "tinh-trang", "dia-ban", "ngay"))

    def problem(self, name: str) -> Problem | None:
        """The first problem of a field."""
        return next((one for one in self.problems if one.field == name), None)

    def query(self, **changes: str | tuple[str, ...]) -> str:
        """The query string of this question without its page, with some values changed."""
        values = {name: texts for name, texts in self.values.items() if name != "trang"}
        for name, change in changes.items():
            values[name.replace("_", "-")] = (change,) if isinstance(change, str) else change
        return urlencode([(name, text) for name, texts in values.items() for text in texts if text])


@dataclass
class _Reader:
    """Reads one query string and gathers its problems."""

    query: QueryDict
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def word(self, name: str) -> str:
        text = clean(self.query.get(name, ""))
        if text:
            self.values[name] = (text[:_LONGEST],)
        return text

    def text(self, name: str) -> str:
        text = self.word(name)
        if len(text) > _LONGEST:
            self.problems.append(
                Problem(
                    name,
                    f"Ô tìm dài {len(text)} chữ, nhiều nhất là {_LONGEST}.",
                    "Chỉ ghi tên sản phẩm, cơ sở hoặc xã.",
                )
            )
            return ""
        return text

    def choices(self, name: str, known: Iterable[str], what: str) -> tuple[str, ...]:
        """Several values, also «4,5» in one; an unknown one is named."""
        given = [part for text in self.query.getlist(name) for part in clean(text).split(",") if part]
        known = tuple(known)
        kept = tuple(dict.fromkeys(part for part in given if part in known))
        if kept:
            self.values[name] = kept
        foreign = [part for part in given if part not in known]
        if foreign:
            self.problems.append(
                Problem(name, f"Không có {what} «{foreign[0][:30]}».", f"Chọn trong danh sách {what} bên dưới.")
            )
        return kept

    def day(self, name: str, default: date) -> date:
        text = self.word(name)
        if not text:
            return default
        try:
            found = date.fromisoformat(text)
        except ValueError:
            self.problems.append(
                Problem(
                    name,
                    f"«{text[:30]}» không phải một ngày.",
                    "Ghi năm-tháng-ngày, ví dụ 2022-06-24, hoặc chọn trên lịch.",
                )
            )
            return default
        if found > default:
            self.problems.append(
                Problem(
                    name,
                    f"Ngày {date_vi(found)} chưa đến nên chưa có số liệu.",
                    f"Chọn ngày đến hôm nay, {date_vi(default)}.",
                )
            )
            return default
        return found

    def page(self, name: str = "trang") -> int:
        text = self.word(name)
        if not text:
            return 1
        if text.isascii() and text.isdecimal() and int(text[:9]) >= 1:
            return int(text[:9])
        self.problems.append(Problem(name, f"«{text[:30]}» không phải số trang.", "Số trang bắt đầu từ 1."))
        return 1

    def area(self, name: str, as_of: date, resolve: Callable[[str, date], AreaScope]) -> AreaScope | None:
        code = self.word(name)
        if not code:
            return None
        try:
            return resolve(code, as_of)
        except Refused as refusal:
            self.problems.append(Problem(name, str(refusal), "Chọn một địa bàn trong danh sách."))
            return None


def read_register(query: QueryDict) -> Question:
    """Read the question of the register of products; every wrong value becomes a problem, the rest is asked all the same."""
    reader = _Reader(query)
    text = reader.text("q")
    stars = reader.choices("sao", STARS, "hạng sao")
    groups = reader.choices("nhom", ProductGroup.values, "nhóm sản phẩm")
    kinds = reader.choices("loai", ProducerType.values, "loại hình chủ thể")
    states = reader.choices("tinh-trang", [state.value for state in RecognitionState], "tình trạng")
    other = next(iter(reader.choices("muc", OTHER_LISTS, "danh sách")), "")
    day_given = bool(query.get("ngay"))
    as_of = reader.day("ngay", timezone.localdate())
    # Communes are offered from today's list whatever the day asked for.
    scope = reader.area("dia-ban", as_of, area_of_list)
    asked = RegisterFilter(
        q=text,
        stars=tuple(int(star) for star in stars),
        groups=groups,
        producer_types=kinds,
        statuses=states,
        standings=_STANDINGS.get(other, ()),
        undated=other == "chua-ro-ngay",
    )
    return Question(asked, as_of, day_given, reader.page(), other, scope, reader.values, tuple(reader.problems))


def read_producers(query: QueryDict) -> Question:
    """Read the question of the list of producers."""
    reader = _Reader(query)
    text = reader.text("q")
    kinds = reader.choices("loai", ProducerType.values, "loại hình chủ thể")
    today = timezone.localdate()
    scope = reader.area("dia-ban", today, area_of_list)
    asked = RegisterFilter(q=text, producer_types=kinds)
    return Question(asked, today, False, reader.page(), "", scope, reader.values, tuple(reader.problems))


def read_day(query: QueryDict) -> Question:
    """Read the day of the home page."""
    reader = _Reader(query)
    day = reader.day("ngay", timezone.localdate())
    return Question(RegisterFilter(), day, bool(query.get("ngay")), 1, "", None, reader.values, tuple(reader.problems))


def area_of_list(code: str, as_of: date) -> AreaScope:
    """The unit of a code: with a day as in ``72@2025-06-30``, else in the list of units in force today."""
    return resolve_area(code, as_of if "@" in code else timezone.localdate())


def on_page(question: Question, pages: int) -> Question:
    """The same question with its page kept inside what there is."""
    return replace(question, page=min(question.page, max(pages, 1)))
