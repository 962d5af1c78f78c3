"""What a council's regulation (Quy chế) says about its meeting, and whose sheets may count."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ocop.rules.answers import (
    Rules,
    Sheet,
    SheetError,
    SheetReader,
    read_answers,
    read_declarations,
    require_keys,
    show,
)
from ocop.rules.compiled import CriteriaSet

TALLY_KEYS = frozenset(
    {
        "id",
        "decision",
        "set",
        "cases",
        "disqualified",
        "not_applicable",
        "requirements_unmet",
        "sheets",
        "facts",
        "regulation",
    }
)
REGULATION_KEYS = frozenset(
    {
        "members",
        "recused",
        "chair",
        "quorum",
        "max_spread",
        "gates",
        "present",
        "quorum_base",
        "min_sheets",
        "round_before_band",
    }
)
GATES = ("facts", "majority", "mean")
BASES = ("all", "entitled")


class MemberSheet(NamedTuple):
    """One member's answers."""

    member: str
    answers: Mapping[str, str | None]


class Regulation(NamedTuple):
    """The council and its rules.

    ``members``: how many there are. ``quorum``: the part of them that must be there. ``max_spread``: points between the
    highest and the lowest total above which the council talks the product over. ``gates``: how star minimums are decided.
    ``present``: who attended, ``None`` when not recorded: then the sheets stand for it, and are compared with the members
    entitled. ``quorum_base``: quorum of ``all`` members (default where ``present`` is given) or of those ``entitled``.
    ``min_sheets``: least number of sheets, ``None`` for more than half of all members. ``round_before_band``: decimals
    to which the mean is rounded before the band is looked up, ``None`` (default) for not at all.
    """

    members: int
    quorum: Fraction
    max_spread: Fraction
    gates: str = "facts"
    recused: tuple[str, ...] = ()
    chair: str | None = None
    present: tuple[str, ...] | None = None
    quorum_base: str | None = None
    min_sheets: int | None = None
    round_before_band: int | None = None

    @property
    def entitled(self) -> int:
        """Members who may score this product."""
        return self.members - len(self.recused)

    @property
    def base(self) -> int:
        """The number of members that the quorum is a part of."""
        base = self.quorum_base or ("all" if self.present is not None else "entitled")
        return self.members if base == "all" else self.entitled

    @property
    def fewest_sheets(self) -> int:
        """The least number of sheets for a valid result."""
        return self.min_sheets if self.min_sheets is not None else self.members // 2 + 1

    def quorum_met(self, scoring: Sequence[str]) -> bool:
        """Enough members there, the chair among them (where one is named), and enough sheets. Compared exactly."""
        there = self.present if self.present is not None else scoring
        return (
            len(there) >= self.quorum * self.base
            and len(scoring) >= self.fewest_sheets
            and (self.chair is None or self.chair in there)
        )


class TallyRequest(NamedTuple):
    """Everything that ``ocop tally`` is given. ``common`` holds the council's declarations, without answers."""

    criteria_set: CriteriaSet
    sheets: tuple[MemberSheet, ...]
    regulation: Regulation
    facts: Mapping[str, str | None]
    common: Sheet


def read_tally(data: Any, rules: Rules) -> TallyRequest:
    """Turn the parsed JSON of a tally into a request; :class:`~ocop.rules.answers.SheetError` says what is wrong."""
    require_keys(data, TALLY_KEYS, ("decision", "set", "sheets", "regulation"))
    criteria_set = SheetReader(rules).criteria_set(data["decision"], data["set"])
    common = Sheet({}, *read_declarations(data))
    if not isinstance(data["sheets"], list):
        raise SheetError("«sheets» phải là danh sách phiếu của các thành viên", "sheets")
    sheets = tuple(_read_member(entry) for entry in data["sheets"])
    facts = read_answers(data.get("facts") or {}, "facts")
    return TallyRequest(criteria_set, sheets, read_regulation(data["regulation"]), facts, common)


def _read_member(entry: Any) -> MemberSheet:
    require_keys(entry, frozenset({"member", "answers"}), ("member", "answers"), "sheets")
    if not isinstance(entry["member"], str) or not entry["member"]:
        raise SheetError(f"«member» phải là mã thành viên, không phải {show(entry['member'])}", "sheets", "member")
    return MemberSheet(entry["member"], read_answers(entry["answers"], "sheets", "answers"))


def read_regulation(data: Any) -> Regulation:
    """The regulation from its JSON."""
    require_keys(data, REGULATION_KEYS, ("members", "quorum", "max_spread", "gates"), "regulation")
    members = _count(data, "members", least=1)
    regulation = Regulation(
        members,
        _part(data["quorum"]),
        _points(data["max_spread"]),
        _one_of(data["gates"], "gates", GATES),
        _names(data.get("recused"), "recused") or (),
        _name(data.get("chair"), "chair"),
        _names(data.get("present"), "present"),
        None if data.get("quorum_base") is None else _one_of(data["quorum_base"], "quorum_base", BASES),
        None if data.get("min_sheets") is None else _count(data, "min_sheets", least=1),
        _decimals(data.get("round_before_band")),
    )
    for key, names in (("recused", regulation.recused), ("present", regulation.present or ())):
        if len(names) > members:
            raise SheetError(
                f"«{key}» ghi {len(names)} người nhưng hội đồng có {members} thành viên; sửa một trong hai",
                "regulation",
                key,
            )
    return regulation


def check_members(sheets: Sequence[MemberSheet], regulation: Regulation) -> None:
    """Whose sheets may count: no sheet at all, two of one member, one of a recused member or too many are errors."""
    if not sheets:
        raise SheetError("chưa có phiếu nào; cần ít nhất một phiếu trong «sheets»", "sheets")
    seen: set[str] = set()
    for member in (sheet.member for sheet in sheets):
        if member in seen:
            raise SheetError(f"thành viên {show(member)} có hai phiếu; giữ lại một", "sheets", "member")
        if member in regulation.recused:
            raise SheetError(
                f"thành viên {show(member)} đã rút khỏi việc chấm sản phẩm này; bỏ phiếu này", "sheets", "member"
            )
        seen.add(member)
    if len(sheets) > regulation.entitled:
        raise SheetError(
            f"có {len(sheets)} phiếu nhưng chỉ {regulation.entitled} thành viên được chấm "
            f"({regulation.members} thành viên, {len(regulation.recused)} rút); kiểm tra «members», «recused» và «sheets»",
            "sheets",
        )


def _count(data: Mapping[str, Any], key: str, *, least: int) -> int:
    value = data[key]
    if type(value) is not int or value < least:
        raise SheetError(f"«{key}» phải là số nguyên từ {least}, không phải {show(value)}", "regulation", key)
    return value


def _part(value: Any) -> Fraction:
    """«3/4», «0.75» or 1, above 0 and at most 1."""
    text = str(value) if type(value) is int else value
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,6}(/0*[1-9][0-9]{0,5}|\.[0-9]{1,6})?", text):
        part = Fraction(text)
        if 0 < part <= 1:
            return part
    raise SheetError(
        f'«quorum» phải là phần của hội đồng như "3/4", lớn hơn 0 và không quá 1, không phải {show(value)}',
        "regulation",
        "quorum",
    )


def _points(value: Any) -> Fraction:
    text = str(value) if type(value) is int else value
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
        return Fraction(text)
    raise SheetError(f'«max_spread» phải là số điểm như "10", không phải {show(value)}', "regulation", "max_spread")


def _one_of(value: Any, key: str, allowed: Sequence[str]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise SheetError(f"«{key}» phải là một trong: {', '.join(allowed)}; không phải {show(value)}", "regulation", key)


def _name(value: Any, key: str) -> str | None:
    if value is None or (isinstance(value, str) and value):
        return value
    raise SheetError(f"«{key}» phải là mã thành viên, không phải {show(value)}", "regulation", key)


def _names(value: Any, key: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(name, str) and name for name in value):
        if len(set(value)) < len(value):
            raise SheetError(f"«{key}» ghi một thành viên hai lần; giữ lại một", "regulation", key)
        return tuple(value)
    raise SheetError(f'«{key}» phải là danh sách mã thành viên như ["m1"], không phải {show(value)}', "regulation", key)


def _decimals(value: Any) -> int | None:
    if value is None or value == "none":
        return None
    if type(value) is int and value in (0, 1):
        return value
    if value in ("0", "1"):
        return int(value)
    raise SheetError(
        f'«round_before_band» phải là "none", 1 hoặc 0, không phải {show(value)}', "regulation", "round_before_band"
    )
