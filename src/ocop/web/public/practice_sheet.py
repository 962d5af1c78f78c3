"""What the practice pages show, made from a criteria set, the choices of a visitor and the engine's answers.

Nothing is decided here: every point, rank and step comes from :mod:`ocop.rules`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import urlencode

from ocop.kernel.law import rulebook
from ocop.kernel.text import fold
from ocop.rules.answers import Sheet
from ocop.rules.compiled import SCALE, CriteriaSet, Criterion, Ground, Option
from ocop.rules.numbers import spoken
from ocop.rules.roadmap import Roadmap, Step, roadmap
from ocop.rules.scoring import ScoreResult, score_sheet
from ocop.rules.tables import MissedGate
from ocop.web.public.practice_link import NONE_MARK, PracticeState, with_cases

EXAMPLE_SET = 1
EXAMPLE = (
    "1.1b-1.2b-1.3c-1.4b-1.5d-1.6c-1.7k-2.1c-2.2c-2.3c-2.4a-3.1a-3.2a-3.3b-3.4b-3.5a-4.1d-4.2b-4.3d-5.1e-5.2b-5.3d-"
    "6.1c-6.2d-6.3c-6.4d-7b-8d-9b-10c-11b-12a"
)
"""The illustrative sheet of the first visit: 76 points, one minimum of 4 stars missed (the example of the data contract)."""

_SECTORS = (
    ("food", "Thực phẩm", 6),
    ("drink", "Đồ uống", 17),
    ("herb", "Dược liệu", 20),
    ("craft", "Hàng thủ công", 21),
    ("ornamental", "Sinh vật cảnh", 24),
    ("tourism", "Du lịch", 26),
)
"""Short names of the six sectors in the order of Phụ lục I, and the set whose pictogram stands for them."""


def decision_in_force() -> str:
    """The decision that practice scoring uses: the newest of the rulebook."""
    return rulebook().decisions()[0]


def practice_set(number: int) -> CriteriaSet:
    """A product set of the decision in force; ``KeyError`` when it has no such number."""
    return rulebook().criteria_set(decision_in_force(), number)


@cache
def all_sets() -> tuple[CriteriaSet, ...]:
    """Every product set of the decision in force, in its order."""
    return tuple(practice_set(number) for number in rulebook().numbers(decision_in_force()))


@dataclass(frozen=True)
class Sector:
    """One of the six groups of Phụ lục I with the product sets to choose from."""

    code: str
    short: str
    name: str
    picture: int
    sets: tuple["SetCard", ...]


@dataclass(frozen=True)
class SetCard:
    """A product set to choose; ``words`` is what it is found by, folded."""

    number: int
    name: str
    criteria: int
    words: str


def sectors(search: str = "") -> tuple[Sector, ...]:
    """The product sets by sector; with ``search`` only those whose names hold every word of it, accents aside."""
    words = fold(search).split()
    found = []
    grouped = groupby(all_sets(), key=lambda one: one.sector)
    for (code, short, picture), (name, sets) in zip(_SECTORS, grouped, strict=True):
        cards = (SetCard(one.number, one.name, len(one.criteria), search_text(one)) for one in sets)
        kept = tuple(card for card in cards if all(word in card.words for word in words))
        if kept:
            found.append(Sector(code, short, name, picture, kept))
    return tuple(found)


def search_text(criteria_set: CriteriaSet) -> str:
    """The folded words that a product set is found by."""
    return fold(" ".join((criteria_set.name, criteria_set.subgroup, criteria_set.group, criteria_set.sector)))


def sentence_case(title: str) -> str:
    """A title that the decision prints in capitals, as running text."""
    return title.capitalize() if title.isupper() else title


@dataclass(frozen=True)
class OptionRow:
    """One row to choose: what is sent, the points as printed, the text, the star level it is the minimum for."""

    value: str
    points: str
    text: str
    gate: int | None
    chosen: bool


@dataclass(frozen=True)
class CriterionRow:
    """One criterion on the sheet. ``options`` is empty while the case has not been chosen."""

    criterion: Criterion
    options: tuple[OptionRow, ...]
    grounds: tuple[tuple[Ground, bool], ...]
    case_title: str

    @property
    def anchor(self) -> str:
        """The id of the criterion on the page."""
        return anchor(self.criterion.code)

    @property
    def name(self) -> str:
        """The companion's short name, else the decision's title as running text."""
        return short_name(self.criterion)

    @property
    def maximum(self) -> str:
        """The most points, as printed."""
        return spoken(self.criterion.maximum)


@dataclass(frozen=True)
class Block:
    """Criteria under one numbered heading of the decision; ``title`` is empty for a criterion that stands alone."""

    code: str
    title: str
    maximum: str
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class PartView:
    """Phần A, B or C of the sheet."""

    code: str
    title: str
    maximum: str
    blocks: tuple[Block, ...]


def anchor(code: str) -> str:
    """The id of a criterion on the page: 3.5 → ``tc-3-5``."""
    return "tc-" + code.replace(".", "-")


def short_name(criterion: Criterion) -> str:
    """What people call the criterion."""
    return sentence_case(criterion.short if criterion.short and not criterion.short.endswith("…") else criterion.title)


def sheet_parts(criteria_set: CriteriaSet, state: PracticeState) -> tuple[PartView, ...]:
    """The whole sheet in printed order, with what has been chosen."""
    headings = {heading.code: heading for heading in criteria_set.headings}
    parts = []
    for part in criteria_set.parts:
        rows = [_row(criteria_set, one, state) for one in criteria_set.criteria if one.part == part.code]
        blocks = []
        for key, group in groupby(rows, key=lambda row: row.criterion.parents[:1] or (row.criterion.code,)):
            heading = headings.get(key[0])
            title = sentence_case(heading.title) if heading else ""
            blocks.append(Block(key[0], title, spoken(heading.maximum) if heading else "", tuple(group)))
        parts.append(PartView(part.code, sentence_case(part.title), spoken(part.maximum), tuple(blocks)))
    return tuple(parts)


def _row(criteria_set: CriteriaSet, criterion: Criterion, state: PracticeState) -> CriterionRow:
    has_answer = criterion.code in state.answers
    answer = state.answers.get(criterion.code)
    several = len(criterion.lists) > 1
    options: list[OptionRow] = []
    if state.case or not several:
        printed: Sequence[Option] = criterion.lists[state.case - 1 if several and state.case else 0]
        options = [
            OptionRow(one.letter, spoken(one.points), one.text, one.gate, has_answer and answer == one.letter)
            for one in printed
        ]
        # «Không đạt mức nào» is a choice of its own wherever the decision prints no option of 0 points (our reading).
        if all(one.points for one in printed) or (has_answer and answer is None):
            options.insert(0, OptionRow(NONE_MARK, "0", "Không đạt mức nào", None, has_answer and answer is None))
    by_rule = {rule.ground for rule in criteria_set.stop_rules}
    return CriterionRow(
        criterion,
        tuple(options),
        tuple(
            (ground, ground.code in state.grounds)
            for ground in criteria_set.grounds
            if ground.criterion == criterion.code and ground.code not in by_rule
        ),
        criterion.case_titles[state.case - 1] if several and state.case else "",
    )


@dataclass(frozen=True)
class CaseChoice:
    """One answer to «sản phẩm thuộc trường hợp nào»."""

    number: int
    text: str
    chosen: bool


def case_choices(criteria_set: CriteriaSet, state: PracticeState) -> tuple[CaseChoice, ...]:
    """The printed cases, each with every name that the criteria give it."""
    criteria = with_cases(criteria_set)
    if not criteria:
        return ()
    choices = []
    for index in range(min(len(one.lists) for one in criteria)):
        titles = dict.fromkeys(one.case_titles[index].split(":", 1)[-1].strip() for one in criteria)
        choices.append(CaseChoice(index + 1, "; hoặc ".join(titles), state.case == index + 1))
    return tuple(choices)


@dataclass(frozen=True)
class Mark:
    """A criterion on the rail: ``state`` is open, done or missed (a minimum of the next star)."""

    code: str
    name: str
    anchor: str
    state: str
    word: str


@dataclass(frozen=True)
class StepView:
    """A step of the road, in words."""

    step: Step
    name: str
    anchor: str
    gain: str
    from_text: str
    to_text: str
    star: int | None


@dataclass(frozen=True)
class GateView:
    """A star minimum that is missed, in words: what the criterion has, and what it needs at least."""

    code: str
    name: str
    anchor: str
    stars: int
    has: str
    needs: str
    needs_text: str


@dataclass(frozen=True)
class Outcome:
    """Everything that changes when a choice changes."""

    state: PracticeState
    result: ScoreResult
    road: Roadmap | None
    steps: tuple[StepView, ...]
    marks: tuple[Mark, ...]
    missed: tuple[GateView, ...]
    best_total: int

    @property
    def count(self) -> int:
        """Criteria in the set."""
        return len(self.marks)

    @property
    def answered(self) -> int:
        """Criteria with a choice."""
        return len(self.state.answers)

    @property
    def open_count(self) -> int:
        """Criteria without a choice."""
        return self.count - self.answered

    @property
    def total_after(self) -> str:
        """The total at the end of the road."""
        after = self.road.total_after if self.road else None
        return "" if after is None else spoken(after)

    @property
    def complete(self) -> bool:
        """Every criterion has a choice."""
        return self.answered == self.count

    @property
    def total(self) -> str:
        """The total as people write it."""
        return spoken(self.result.total)

    @property
    def best(self) -> str:
        """The most that the sheet can still reach."""
        return spoken(self.best_total)

    @property
    def limits(self) -> list[str]:
        """Lower limits of 2, 3, 4 and 5 stars in points."""
        return [str(limit // SCALE) for _, limit in sorted(self.result.criteria_set.bands) if limit]

    @property
    def parts(self) -> list[tuple[str, str, str, int, int]]:
        """(code, points, maximum) in words, and both as whole numbers for the bar."""
        pairs = zip(self.result.criteria_set.parts, self.result.parts, strict=True)
        return [(part.code, spoken(points), spoken(part.maximum), points, part.maximum) for part, points in pairs]

    @property
    def next_open(self) -> Mark | None:
        """The first criterion without a choice."""
        return next((mark for mark in self.marks if mark.state == "open"), None)

    @property
    def first_missed(self) -> GateView | None:
        """The minimum that holds the rank down: of the next star level, first in the decision's order."""
        stars = self.result.stars
        if stars is None or stars >= self.result.stars_by_points:
            return None
        return next((gate for gate in self.missed if gate.stars == stars + 1), None)

    @property
    def points_short(self) -> str:
        """Points missing to the road's target; empty when there are enough."""
        if self.road is None:
            return ""
        limit = dict(self.result.criteria_set.bands)[self.road.target]
        return spoken(limit - self.result.total) if limit > self.result.total else ""

    @property
    def by_ministry(self) -> bool:
        """Is this a rank that the Ministry recognises?"""
        return self.result.authority == "ministry"

    @property
    def spoken_line(self) -> str:
        """One short sentence for screen readers."""
        rank = f"{self.result.stars} sao" if self.result.stars else "không xếp hạng"
        early = "" if self.complete else "Tạm tính "
        return f"{early}{self.total} điểm, {rank}. Đã chọn {self.answered} trên {self.count} tiêu chí."


def outcome(criteria_set: CriteriaSet, state: PracticeState) -> Outcome:
    """Score the choices. A criterion without a choice counts nothing yet and is shown as «chưa chọn»."""
    result = score_sheet(criteria_set, state.sheet(criteria_set))
    road = roadmap(criteria_set, result)
    holding = {gate.criterion for gate in result.gates_missed if road and gate.stars <= road.target}
    return Outcome(
        state,
        result,
        road,
        tuple(_steps(criteria_set, state, road)) if road else (),
        tuple(_mark(one, state, holding) for one in criteria_set.criteria),
        tuple(_gate(criteria_set, state, gate) for gate in result.gates_missed if road and gate.stars <= road.target),
        _best(criteria_set, state).total,
    )


def _mark(criterion: Criterion, state: PracticeState, holding: set[str]) -> Mark:
    name = short_name(criterion)
    if criterion.code not in state.answers:
        return Mark(criterion.code, name, anchor(criterion.code), "open", "chưa chọn")
    if criterion.code in holding:
        return Mark(criterion.code, name, anchor(criterion.code), "missed", "chưa đạt mức tối thiểu")
    return Mark(criterion.code, name, anchor(criterion.code), "done", "đã chọn")


def _gate(criteria_set: CriteriaSet, state: PracticeState, gate: MissedGate) -> GateView:
    criterion = next(one for one in criteria_set.criteria if one.code == gate.criterion)
    return GateView(
        gate.criterion,
        short_name(criterion),
        anchor(gate.criterion),
        gate.stars,
        spoken(gate.has_points),
        spoken(gate.needs_points),
        _options(criterion, state)[gate.needs].text,
    )


def _options(criterion: Criterion, state: PracticeState) -> dict[str, Option]:
    """The printed options by letter, of the chosen case."""
    case = state.case if state.case and len(criterion.lists) > 1 else 1
    return {option.letter: option for option in criterion.lists[case - 1]}


def _best(criteria_set: CriteriaSet, state: PracticeState) -> ScoreResult:
    """The sheet with the best option in every criterion that has no choice yet."""
    answers: dict[str, str | None] = dict(state.answers)
    cases: dict[str, int] = {}
    for criterion in criteria_set.criteria:
        numbers = [state.case] if state.case else list(range(1, len(criterion.lists) + 1))
        if len(criterion.lists) == 1:
            numbers = [1]
        options = [(option.points, -index, number, option.letter) for number in numbers if number
                   for index, option in enumerate(criterion.lists[number - 1])]  # fmt: skip
        _, _, number, letter = max(options)
        if len(criterion.lists) > 1:
            cases[criterion.code] = number
        answers.setdefault(criterion.code, letter)
    return score_sheet(
        criteria_set, Sheet(answers, cases, state.grounds or False, state.not_applicable, state.requirements_unmet)
    )


def _steps(criteria_set: CriteriaSet, state: PracticeState, road: Roadmap) -> Iterator[StepView]:
    known = {one.code: one for one in criteria_set.criteria}
    for step in road.steps:
        criterion = known[step.criterion]
        options = _options(criterion, state)
        yield StepView(
            step,
            short_name(criterion),
            anchor(step.criterion),
            spoken(step.gain),
            options[step.old].text if step.old else "",
            options[step.new].text,
            options[step.new].gate,
        )


def link_to(criteria_set: CriteriaSet, state: PracticeState, base: str) -> str:
    """The address of the sheet with these choices."""
    query = state.query()
    return f"{base}?{query}" if query else base


def undo_link(base: str, state: PracticeState) -> str:
    """The address of the empty sheet that can give these choices back."""
    return f"{base}?{urlencode({'cu': state.query()})}" if not state.is_empty else base
