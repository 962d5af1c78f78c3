"""The regulation at its borders: least numbers, names, and what the quorum is a part of."""

from typing import Any

import pytest

from ocop.rules.answers import SheetError
from ocop.rules.meeting import Regulation, read_regulation


def regulation(**changes: Any) -> Regulation:
    return read_regulation({"members": 3, "quorum": "2/3", "max_spread": "10", "gates": "facts", **changes})


def test_one_member_and_one_sheet_are_the_least() -> None:
    found = regulation(members=1, min_sheets=1)
    assert (found.members, found.fewest_sheets, found.quorum_met(["m1"])) == (1, 1, True)
    for key in ("members", "min_sheets"):
        with pytest.raises(SheetError, match="số nguyên từ 1"):
            regulation(**{key: 0})


@pytest.mark.parametrize("names", [["m1", 2], [2, "m1"], ["m1", ""], [None]])
@pytest.mark.parametrize("key", ["recused", "present"])
def test_every_name_of_a_list_is_a_name(key: str, names: list[Any]) -> None:
    with pytest.raises(SheetError, match=f"«{key}» phải là danh sách mã thành viên"):
        regulation(**{key: names})


@pytest.mark.parametrize(("members", "fewest"), [(3, 2), (4, 3), (9, 5)])
def test_more_than_half_of_all_members_hand_in_a_sheet(members: int, fewest: int) -> None:
    assert regulation(members=members, recused=["m1"]).fewest_sheets == fewest
