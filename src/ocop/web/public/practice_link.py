"""What a practice sheet holds, and how it lies in an address: ``?a=1.1b-1.2a-3.5k&th=2&loai=…&yc=1.1&kad=7``.

``a`` lists criterion and option; ``k`` («không») stands for «không đạt mức nào», an answer that earns 0 points. A criterion
that is not in ``a`` has not been answered, which is never the same as 0. The plain form sends one ``c-<criterion>`` field
a criterion instead; both are read, ``a`` is written. Links without a decision mean 26/2026/QĐ-TTg for ever.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from ocop.rules.answers import Sheet
from ocop.rules.compiled import CriteriaSet, Criterion

NONE_MARK = "k"
"""«Không đạt mức nào». No set prints so many options (tested)."""

FIELD = "c-"
_TOKEN = re.compile(r"(\d+(?:\.\d+){0,3})([a-z])")
_LONGEST = 2000
"""Characters of ``a`` that are read: four times the longest honest link."""
_NAMED = 5
"""How many unreadable parts a message names."""


@dataclass(frozen=True)
class PracticeState:
    """The choices of one visitor. ``answers``: criterion → letter, or ``None`` for «không đạt mức nào»; absent: not answered.

    ``case`` is the printed case of the product (set 26), asked once. ``problems`` are sentences about what could not be
    read in the address; everything else is kept.
    """

    answers: Mapping[str, str | None] = field(default_factory=dict)
    case: int | None = None
    grounds: tuple[str, ...] = ()
    requirements_unmet: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing has been chosen yet."""
        return not (self.answers or self.case or self.grounds or self.requirements_unmet or self.not_applicable)

    def sheet(self, criteria_set: CriteriaSet) -> Sheet:
        """The state as the engine reads it."""
        cases = {one.code: self.case for one in with_cases(criteria_set)} if self.case else {}
        return Sheet(self.answers, cases, self.grounds or False, self.not_applicable, self.requirements_unmet)

    def query(self) -> str:
        """The query string of this state, in one fixed order; empty for an empty state."""
        pairs: list[tuple[str, str]] = []
        if self.answers:
            pairs.append(("a", "-".join(f"{code}{letter or NONE_MARK}" for code, letter in self.answers.items())))
        if self.case:
            pairs.append(("th", str(self.case)))
        pairs += [("loai", code) for code in self.grounds]
        pairs += [("yc", code) for code in self.requirements_unmet]
        pairs += [("kad", code) for code in self.not_applicable]
        return urlencode(pairs)


def with_cases(criteria_set: CriteriaSet) -> tuple[Criterion, ...]:
    """The criteria that print one list of options for each case."""
    return tuple(one for one in criteria_set.criteria if len(one.lists) > 1)


def options_of(criterion: Criterion, case: int | None) -> tuple[str, ...]:
    """The letters to choose from; none while a criterion with cases has no case."""
    if len(criterion.lists) > 1:
        return tuple(option.letter for option in criterion.lists[case - 1]) if case else ()
    return tuple(option.letter for option in criterion.lists[0])


def read_state(criteria_set: CriteriaSet, query: QueryDict) -> PracticeState:
    """Read an address or a sent form. What cannot be read is named in ``problems`` and left out; the rest is kept."""
    problems: list[str] = []
    case = _read_case(criteria_set, query, problems)
    state = PracticeState(
        answers=_read_answers(criteria_set, query, case, problems),
        case=case,
        grounds=_read_codes(query, "loai", [one.code for one in criteria_set.grounds], problems),
        requirements_unmet=_read_codes(query, "yc", [c.code for c in criteria_set.criteria if c.requirement], problems),
        not_applicable=_read_codes(query, "kad", [c.code for c in criteria_set.criteria if c.may_not_apply], problems),
    )
    return _case_changed(criteria_set, state, query.get("th-cu"), problems)


def is_form(query: QueryDict) -> bool:
    """Was this sent by the form, so that it should be written as a short link?"""
    return any(name.startswith(FIELD) or name == "th-cu" for name in query)


def _case_changed(
    criteria_set: CriteriaSet, state: PracticeState, before: str | None, problems: list[str]
) -> PracticeState:
    """Letters of another case mean something else: they are dropped, and a sentence says so."""
    codes = [one.code for one in with_cases(criteria_set) if one.code in state.answers]
    if before is not None and before != str(state.case or "") and codes:
        kept = {code: letter for code, letter in state.answers.items() if code not in codes}
        problems.append(
            f"Trường hợp đã đổi nên cần chọn lại tiêu chí {', '.join(codes)}. Các lựa chọn khác được giữ nguyên."
        )
        return replace(state, answers=kept, problems=tuple(problems))
    return replace(state, problems=tuple(problems))


def _read_case(criteria_set: CriteriaSet, query: QueryDict, problems: list[str]) -> int | None:
    text = query.get("th", "")
    if not text:
        return None
    criteria = with_cases(criteria_set)
    if not criteria:
        problems.append("Bộ sản phẩm này không chia trường hợp, nên phần «th» trong liên kết được bỏ qua.")
        return None
    most = min(len(one.lists) for one in criteria)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= most):
        problems.append(
            f"Liên kết ghi trường hợp «{_shown(text)}», trong khi chỉ có trường hợp 1 đến {most}: hãy chọn lại ở đầu phiếu."
        )
        return None
    return int(text)


def _read_answers(
    criteria_set: CriteriaSet, query: QueryDict, case: int | None, problems: list[str]
) -> dict[str, str | None]:
    """The answers in the decision's order."""
    known = {one.code: one for one in criteria_set.criteria}
    found: dict[str, str | None] = {}
    unreadable: list[str] = []
    waiting: list[str] = []
    for token in _tokens(query):
        match = _TOKEN.fullmatch(token)
        criterion = known.get(match[1]) if match else None
        if match is None or criterion is None:
            unreadable.append(token)
            continue
        letter = match[2]
        if letter == NONE_MARK:
            found[criterion.code] = None
        elif len(criterion.lists) > 1 and case is None:
            waiting.append(criterion.code)
        elif letter in options_of(criterion, case):
            found[criterion.code] = letter
        else:
            unreadable.append(token)
    if unreadable:
        problems.append(_unreadable(unreadable))
    if waiting:
        problems.append(
            f"Tiêu chí {', '.join(dict.fromkeys(waiting))} cần biết trường hợp của sản phẩm: "
            "hãy chọn trường hợp ở đầu phiếu, rồi chọn lại các tiêu chí này."
        )
    return {code: found[code] for code in known if code in found}


def _tokens(query: QueryDict) -> Iterator[str]:
    for token in query.get("a", "")[:_LONGEST].lower().split("-"):
        if token.strip():
            yield token.strip()
    for name in query:
        if name.startswith(FIELD) and query[name]:
            yield f"{name.removeprefix(FIELD)}{query[name]}"


def _read_codes(query: QueryDict, name: str, known: list[str], problems: list[str]) -> tuple[str, ...]:
    given = list(dict.fromkeys(query.getlist(name)))
    foreign = [code for code in given if code not in known]
    if foreign:
        problems.append(_unreadable(foreign))
    return tuple(code for code in dict.fromkeys(known) if code in given)


def _unreadable(parts: list[str]) -> str:
    named = ", ".join(f"«{_shown(part)}»" for part in parts[:_NAMED])
    rest = f" và {len(parts) - _NAMED} phần khác" if len(parts) > _NAMED else ""
    return f"Liên kết có phần không thuộc bộ sản phẩm này: {named}{rest}. Phần đó được bỏ qua; hãy xem lại các tiêu chí chưa chọn."


def _shown(text: str) -> str:
    return "".join(char for char in text[:24] if char.isprintable()) + ("…" if len(text) > 24 else "")
