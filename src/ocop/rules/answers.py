"""Answer sheets: what goes into the engine, and the error that names what is wrong in one."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from ocop.rules.compiled import CriteriaSet, Criterion


class SheetError(Exception):
    """An answer sheet that cannot be scored.

    The message is Vietnamese and says what is wrong and how to mend it. ``path`` holds the keys that lead to the place
    in the sheet, outermost first, so that a caller can name the line.
    """

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


class Sheet(NamedTuple):
    """The answers for one product and what was declared about it.

    ``answers``: criterion → letter, ``None`` or absent for «không đạt mức nào» (0 points). ``cases``: criterion → number
    of the printed case, from 1. ``disqualified``: yes, no, or the codes of the grounds. ``not_applicable``: criteria whose
    minimum is lifted (26/2026, set 21, criterion 7). ``requirements_unmet``: criteria whose «Yêu cầu» is not met.
    """

    answers: Mapping[str, str | None]
    cases: Mapping[str, int] = {}
    disqualified: bool | tuple[str, ...] = False
    not_applicable: tuple[str, ...] = ()
    requirements_unmet: tuple[str, ...] = ()


class Rules(Protocol):
    """Where criteria sets come from: the rulebook, or a stand-in with the same two calls."""

    def criteria_set(self, decision: str, number: int) -> CriteriaSet:
        """The set; ``KeyError`` where there is none."""

    def keys(self) -> Iterable[tuple[str, int]]:
        """Every (decision, set number) that exists."""


SHEET_KEYS = frozenset(
    {"id", "decision", "set", "answers", "cases", "disqualified", "not_applicable", "requirements_unmet"}
)


def find_set(rules: Rules, decision: Any, number: Any) -> CriteriaSet:
    """The criteria set a sheet names, ready to score; :class:`SheetError` when unknown or incomplete."""
    keys = list(rules.keys())
    decisions = dict.fromkeys(known for known, _ in keys)
    if not isinstance(decision, str) or decision not in decisions:
        raise SheetError(
            f"không có quyết định {show(decision)}; «decision» là một trong: {', '.join(decisions)}", "decision"
        )
    numbers = sorted(known for owner, known in keys if owner == decision)
    if type(number) is not int or number not in numbers:
        raise SheetError(
            f"{decision} không có bộ sản phẩm {show(number)}; «set» là số nguyên từ {numbers[0]} đến {numbers[-1]}",
            "set",
        )
    found = rules.criteria_set(decision, number)
    require_complete(found)
    return found


def require_complete(criteria_set: CriteriaSet) -> None:
    """Refuse a set whose source text is incomplete: a score from it would be invented."""
    if not criteria_set.complete:
        why = f" ({'; '.join(criteria_set.defects)})" if criteria_set.defects else ""
        raise SheetError(
            f"bộ sản phẩm {criteria_set.number} của {criteria_set.decision} chưa đủ văn bản gốc nên không chấm điểm được"
            f"{why}; chọn bộ khác, hoặc bổ sung dữ liệu từ bản ký",
            "set",
        )


_NEEDED = frozenset({"decision", "set", "answers"})
_PLAIN_KEYS = frozenset({"id", "decision", "set", "answers", "disqualified"})


class SheetReader:
    """Reads the parsed JSON of answer sheets against one rulebook; remembers the sets that it has met."""

    def __init__(self, rules: Rules) -> None:
        """Sets come from ``rules`` when a sheet first names them."""
        self._rules = rules
        self._met: dict[tuple[str, int], CriteriaSet] = {}

    def criteria_set(self, decision: Any, number: Any) -> CriteriaSet:
        """The set that a sheet names, as :func:`find_set`."""
        if type(number) is int and type(decision) is str and (met := self._met.get((decision, number))):
            return met
        found = self._met[decision, number] = find_set(self._rules, decision, number)
        return found

    def read(self, data: Any) -> tuple[CriteriaSet, Sheet]:
        """The set and the :class:`Sheet` of one answer sheet.

        Letters and criteria themselves are checked by the engine, which knows the set. :class:`SheetError` otherwise.
        """
        if type(data) is not dict or not data.keys() >= _NEEDED or not data.keys() <= SHEET_KEYS:
            require_keys(data, SHEET_KEYS, ("decision", "set", "answers"))
        criteria_set = self.criteria_set(data["decision"], data["set"])
        answers = data["answers"]
        if type(answers) is not dict:
            read_answers(answers, "answers")
        if data.keys() <= _PLAIN_KEYS and data.get("disqualified", False) is False:
            return criteria_set, Sheet(answers)
        return criteria_set, Sheet(answers, *read_declarations(data))


def read_declarations(
    data: Mapping[str, Any],
) -> tuple[dict[str, int], bool | tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What stands beside the answers: cases, grounds, minimums lifted, requirements unmet."""
    return (
        _read_cases(data.get("cases")),
        _read_disqualified(data.get("disqualified", False)),
        _read_codes(data.get("not_applicable"), "not_applicable"),
        _read_codes(data.get("requirements_unmet"), "requirements_unmet"),
    )


def require_keys(data: Any, allowed: frozenset[str], required: Iterable[str], *path: str) -> None:
    """The object has every required key and no unknown one; its name in messages is the last of ``path``."""
    name = f"«{path[-1]}»" if path else "phiếu"
    if not isinstance(data, dict):
        raise SheetError(f"{name} phải là một đối tượng JSON {{…}}, không phải {show(data)}", *path)
    for key in data.keys() - allowed:
        raise SheetError(f"{name} có khóa lạ {show(key)}; các khóa được dùng: {', '.join(sorted(allowed))}", *path, key)
    for key in required:
        if key not in data:
            raise SheetError(f"{name} thiếu khóa «{key}»; thêm khóa này", *path)


def read_answers(value: Any, *path: str) -> dict[str, str | None]:
    """Criterion → letter or ``None``; the keys and letters are checked against the set later."""
    if not isinstance(value, dict):
        raise SheetError(f"«{path[-1]}» phải là {{tiêu chí: chữ cái hoặc null}}, không phải {show(value)}", *path)
    return value


def _read_cases(value: Any) -> dict[str, int]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SheetError(
            f'«cases» phải là {{tiêu chí: số trường hợp}}, ví dụ {{"8": 2}}, không phải {show(value)}', "cases"
        )
    return value


def _read_disqualified(value: Any) -> bool | tuple[str, ...]:
    if isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return tuple(value)
    raise SheetError(
        f"«disqualified» phải là true, false hoặc danh sách mã căn cứ loại, không phải {show(value)}", "disqualified"
    )


def _read_codes(value: Any, key: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return tuple(value)
    raise SheetError(f'«{key}» phải là danh sách tiêu chí, ví dụ ["1.1"], không phải {show(value)}', key)


def answer_error(criteria_set: CriteriaSet, code: Any, letter: Any, case: int | None, *path: str) -> SheetError:
    """The error for one answer that the set does not know, with the letters or criteria that would do."""
    criterion = next((known for known in criteria_set.criteria if known.code == code), None)
    if criterion is None:
        return _unknown_criterion(criteria_set, code, *path)
    if len(criterion.lists) > 1 and case is None:
        return SheetError(
            f"tiêu chí {code} in {len(criterion.lists)} trường hợp ({_case_names(criterion)}): "
            f'thêm "cases": {{"{code}": 1}} hoặc số của trường hợp đúng',
            *path,
            str(code),
        )
    letters = ", ".join(option.letter for option in criterion.lists[(case or 1) - 1])
    return SheetError(f"tiêu chí {code} không có mức {show(letter)}; chọn một trong: {letters}, null", *path, str(code))


def case_error(criteria_set: CriteriaSet, code: Any, case: Any) -> SheetError:
    """The error for an entry of ``cases`` that the set does not print."""
    criterion = next((known for known in criteria_set.criteria if known.code == code), None)
    if criterion is None:
        return _unknown_criterion(criteria_set, code, "cases")
    if len(criterion.lists) == 1:
        having = [known.code for known in criteria_set.criteria if len(known.lists) > 1]
        hint = f"chỉ các tiêu chí {', '.join(having)} có" if having else "bộ này không có tiêu chí nào chia trường hợp"
        return SheetError(f"tiêu chí {code} không chia trường hợp ({hint}); bỏ khỏi «cases»", "cases", str(code))
    return SheetError(
        f"tiêu chí {code} không có trường hợp {show(case)}; dùng số từ 1 đến {len(criterion.lists)} "
        f"({_case_names(criterion)})",
        "cases",
        str(code),
    )


def declaration_error(criteria_set: CriteriaSet, code: str, key: str) -> SheetError:
    """The error for a code in ``not_applicable``, ``requirements_unmet`` or ``disqualified`` that the set does not allow."""
    if key == "disqualified":
        allowed = [ground.code for ground in criteria_set.grounds]
        what, none = "mã căn cứ loại", "bộ này không in căn cứ loại nào; dùng true hoặc false"
    elif key == "not_applicable":
        allowed = [criterion.code for criterion in criteria_set.criteria if criterion.may_not_apply]
        what, none = "tiêu chí được miễn mức tối thiểu", "bộ này không có tiêu chí nào như vậy; bỏ khóa này"
    else:
        allowed = [criterion.code for criterion in criteria_set.criteria if criterion.requirement]
        what, none = "tiêu chí có «Yêu cầu» kèm theo", "bộ này không có tiêu chí nào như vậy; bỏ khóa này"
    hint = f"được dùng: {', '.join(allowed)}" if allowed else none
    return SheetError(f"«{key}»: {show(code)} không phải {what} của bộ sản phẩm {criteria_set.number}; {hint}", key)


def _unknown_criterion(criteria_set: CriteriaSet, code: Any, *path: str) -> SheetError:
    below = [known.code for known in criteria_set.criteria if code in known.parents]
    if below:
        message = f"{show(code)} là đề mục, không phải tiêu chí; trả lời các tiêu chí bên dưới: {', '.join(below)}"
    else:
        known = ", ".join(criterion.code for criterion in criteria_set.criteria)
        message = f"bộ sản phẩm {criteria_set.number} không có tiêu chí {show(code)}; các tiêu chí: {known}"
    return SheetError(message, *path, str(code))


def _case_names(criterion: Criterion) -> str:
    return "; ".join(
        title if title.startswith("Trường hợp") else f"{number}: {title}"
        for number, title in enumerate(criterion.case_titles, start=1)
    )


def show(value: Any) -> str:
    """A value as it is named in an error: short, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "".join(" " if unicodedata.category(char).startswith("C") else char for char in str(value)[:80])
    return f"«{text[:40]}…»" if len(text) > 40 else f"«{text}»"
