"""The lookup tables: many minimums, parts side by side, what hangs on what, the memory of compiled sets."""

from itertools import combinations

import orjson
import pytest

from ocop.rules import tables
from ocop.rules.scoring import score
from ocop.rules.tables import Table, table_of
from tests.rules.score_builders import criteria_set, criterion


def many(count: int) -> tables.CriteriaSet:
    """So many criteria with a minimum for 3 stars each."""
    return criteria_set(*(criterion(str(at), [(0, None), (2, 3)]) for at in range(1, count + 1)))


@pytest.mark.parametrize("count", [1, 11, 12, 13, 24, 25, 40])
def test_every_missed_minimum_is_told_in_order_however_many(count: int) -> None:
    law = many(count)
    codes = [str(at) for at in range(1, count + 1)]
    assert [one.criterion for one in score(law, {}).gates_missed] == codes
    assert score(law, dict.fromkeys(codes, "b")).gates_missed == ()
    for met in ([codes[0]], [codes[-1]], codes[::2], codes[1::2]):
        missed = [one.criterion for one in score(law, dict.fromkeys(met, "b")).gates_missed]
        assert missed == [code for code in codes if code not in met]


def test_parts_do_not_run_into_one_another() -> None:
    law = criteria_set(
        *(criterion(code, [(0, None), (100, None)], part=part) for code, part in (("1", "A"), ("2", "B"), ("3", "C")))
    )
    for chosen in (subset for size in range(4) for subset in combinations("123", size)):
        result = score(law, dict.fromkeys(chosen, "b"))
        assert result.parts == tuple(10000 if code in chosen else 0 for code in "123")
        assert result.total == 10000 * len(chosen)


def test_a_missed_minimum_says_what_it_needs_and_has_and_is_written_alike() -> None:
    law = criteria_set(criterion("1", [(0, None), (1, None), (2.5, 3), (4, 4)]))
    three, four = score(law, {"1": "b"}).gates_missed
    assert three.json == {"criterion": "1", "stars": 3, "needs": "c", "needs_points": "2.5", "has_points": "1"}
    assert (four.stars, four.needs, four.has_points) == (4, "d", 100)
    assert orjson.loads(orjson.dumps(three.written)) == three.json
    assert score(law, {"1": "c"}).gates_missed == (table_of(law).gates[1].by_letter["c"],)
    assert score(law, {}).gates_missed[0].has_points == 0


def test_a_minimum_on_the_criterion_itself_is_met_by_any_points() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (0.01, None), (2, None)], gate=4), criterion("2", [(0, 3), (1, None)])
    )
    table = table_of(law)
    assert [(gate.stars, gate.needs, gate.needs_points, gate.whole) for gate in table.gates] == [
        (4, "b", 1, True),
        (3, "a", 0, False),
    ]
    assert [one.criterion for one in score(law, {"1": "a", "2": "a"}).gates_missed] == ["1"]
    assert score(law, {"1": "b", "2": "a"}).gates_missed == ()
    assert [one.criterion for one in score(law, {"1": "b"}).gates_missed] == ["2"], "no answer meets no minimum"


def test_minimums_of_cases_come_with_the_case() -> None:
    law = criteria_set(
        criterion("1", [(0, None), (2, 3)], [(0, None), (3, 3), (4, 5)]), criterion("2", [(0, None), (2, 3)])
    )
    table = table_of(law)
    assert (table.key("1", {"1": 2}), table.key("1", {}), table.key("2", {"2": 2})) == ("1#2", "1#1", "2")
    assert [option.points for option in table.options("1", {"1": 2})] == [0, 300, 400]
    assert [option.points for option in table.options("1", {})] == [0, 200]
    assert [(one.criterion, one.stars) for one in score(law, {"2": "b"}, cases={"1": 2}).gates_missed] == [
        ("1", 3),
        ("1", 5),
    ]
    assert [(one.criterion, one.stars) for one in score(law, {"1": "b"}, cases={"1": 2}).gates_missed] == [
        ("1", 5),
        ("2", 3),
    ]
    assert (table.points("1", "b", {"1": 2}), table.points("1", None, {"1": 2})) == (300, 0)


def test_what_hangs_on_what_is_refused_where_it_cannot_be_counted() -> None:
    cases = criterion("1", [(0, None), (1, None)], [(0, None), (2, None)])
    plain, hanging = criterion("1", [(0, None), (1, None)]), criterion("2", [(0, None), (1, None)], counts_while="1")
    coupling = Table(criteria_set(plain, hanging)).couplings[0]
    assert (coupling.controller, coupling.dependents, coupling.earning) == ("1", (hanging,), frozenset({"b"}))
    with pytest.raises(ValueError, match="has no cases"):
        Table(criteria_set(cases, hanging))
    with pytest.raises(ValueError, match="hangs on none"):
        Table(criteria_set(plain, hanging, criterion("3", [(0, None), (1, None)], counts_while="2")))
    with pytest.raises(ValueError, match="not in the set: 1"):
        Table(criteria_set(hanging))
    assert Table(criteria_set(plain)).couplings == ()


def test_a_set_is_compiled_once_and_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_tables", {})
    monkeypatch.setattr(tables, "_MOST_TABLES", 2)
    one, two, three = many(1), many(2), many(3)
    first = table_of(one)
    assert table_of(one) is first
    table_of(two)
    assert table_of(one) is first and len(tables._tables) == 2
    assert table_of(three).criteria_set is three
    assert len(tables._tables) == 1
    assert table_of(one) is not first
