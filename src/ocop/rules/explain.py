"""The sentences around a result: Vietnamese that a producer understands, no pronoun, one or two sentences."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from ocop.rules.compiled import SCALE, CriteriaSet, Criterion
from ocop.rules.numbers import spoken, two_decimals

if TYPE_CHECKING:
    from ocop.rules.scoring import FoundGround, ScoreResult
    from ocop.rules.tables import MissedGate
    from ocop.rules.tally import TallyGate, TallyResult

_NAMED = 3
"""How many missed minimums a sentence names; the rest is counted."""


def short_name(criterion: Criterion) -> str:
    """The criterion's name for people: the companion's, never in capitals throughout."""
    short = criterion.short or criterion.title
    return short.capitalize() if short.isupper() else short


def name(criterion: Criterion) -> str:
    """«tiêu chí 3.5 (Sở hữu trí tuệ)»."""
    return f"tiêu chí {criterion.code} ({short_name(criterion)})"


def score_text(result: "ScoreResult") -> str:
    """The rank of one sheet and its reason."""
    total = spoken(result.total)
    if result.stars is None:
        text = no_rank(result.criteria_set, total, result.grounds)
    elif result.stars < result.stars_by_points:
        text = _capped(total, result.stars, result.stars_by_points, result.gates_missed, result.criteria_set)
    else:
        text = plain_rank(result.criteria_set, total, result.stars)
    if result.conditions:
        return " ".join([text, *(condition.why for condition in result.conditions)])
    return text


def no_rank(criteria_set: CriteriaSet, total: str, grounds: "Sequence[FoundGround]") -> str:
    """Why there is no rank although there are points."""
    reasons = [_ground(criteria_set, ground) for ground in grounds] or ["hồ sơ bị loại theo kết luận đã ghi"]
    return f"Không xếp hạng: {'; '.join(dict.fromkeys(reasons))} (tổng điểm các tiêu chí: {total})."


def _ground(criteria_set: CriteriaSet, ground: "FoundGround") -> str:
    printed = ground.text.removeprefix("Ghi chú: ").rstrip(". ")
    if ground.zero:
        zero = ", ".join(f"{one.code} ({short_name(one)})" for one in criteria_set.criteria if one.code in ground.zero)
        return f"dừng đánh giá vì 0 điểm ở tiêu chí {zero} («{printed}»)"
    start = {"stop": "dừng đánh giá", "not_assessed": "sản phẩm không được đánh giá"}.get(ground.kind, "hồ sơ bị loại")
    return f"{start} («{printed}»)"


def plain_rank(criteria_set: CriteriaSet, total: str, stars: int) -> str:
    """The sentence where points alone decide."""
    return _plain_rank(total, stars, criteria_set.certifiable_from, criteria_set.bands, criteria_set.authorities)


@lru_cache(maxsize=20_000)
def _plain_rank(
    total: str,
    stars: int,
    certifiable_from: int,
    bands: tuple[tuple[int, int], ...],
    authorities: tuple[tuple[int, str], ...],
) -> str:
    limits = dict(bands)
    if stars < certifiable_from:
        return (
            f"{total} điểm, mức {stars} sao: chưa đủ {spoken(limits[certifiable_from])} điểm để được công nhận "
            f"(từ {certifiable_from} sao)."
        )
    if dict(authorities).get(stars) == "ministry":
        return f"{total} điểm và đạt mọi mức tối thiểu: có tiềm năng đạt {stars} sao, trình Bộ đánh giá, công nhận."
    if stars + 1 not in limits:
        return f"{total} điểm, xếp {stars} sao: đủ điểm và đạt mọi mức tối thiểu."
    return (
        f"{total} điểm, xếp {stars} sao: đạt mọi mức tối thiểu của {stars} sao; "
        f"{stars + 1} sao cần từ {spoken(limits[stars + 1])} điểm."
    )


def _capped(total: str, stars: int, by_points: int, missed: "Sequence[MissedGate]", criteria_set: CriteriaSet) -> str:
    level = stars + 1
    binding = [gate for gate in missed if gate.stars == level]
    text = f"{total} điểm đạt mức {by_points} sao về điểm, nhưng xếp {stars} sao vì "
    if len(binding) == 1:
        text += f"tiêu chí {binding[0].state}; từ {level} sao {binding[0].need}."
    else:
        named = [f"{gate.state}, {gate.need}" for gate in binding[:_NAMED]]
        text += f"{len(binding)} tiêu chí chưa đạt mức tối thiểu của {level} sao: {listed(named, len(binding))}"
    return text + below(criteria_set, stars)


def listed(named: Sequence[str], count: int) -> str:
    """Some of ``count`` things by name, the rest as a number, with the full stop."""
    rest = count - len(named)
    return "; ".join(named) + (f"; và {rest} tiêu chí khác." if rest else ".")


def below(criteria_set: CriteriaSet, stars: int) -> str:
    """The closing words for a rank that is not recognised."""
    if stars >= criteria_set.certifiable_from:
        return ""
    return f" Chưa được công nhận: cần từ {criteria_set.certifiable_from} sao."


def missed_state(criterion: str, short: str, has_points: int) -> str:
    """What a criterion that misses a minimum has: «3.5 (Sở hữu trí tuệ) mới đạt 1 điểm»."""
    has = f"mới đạt {spoken(has_points)} điểm" if has_points else "chưa đạt điểm nào"
    return f"{criterion} ({short}) {has}"


def missed_need(needs: str, needs_points: int) -> str:
    """What the minimum asks for: «cần ít nhất mức b (2 điểm)»."""
    return f"cần ít nhất mức {needs} ({spoken(needs_points)} điểm)"


def not_counted(criterion: Criterion, controller: Criterion) -> str:
    """Why a criterion counts 0: the one that it hangs on earns nothing."""
    printed = f" («{criterion.counts_while_text.rstrip(':. ')}»)" if criterion.counts_while_text else ""
    start = name(criterion)
    return f"{start[0].upper()}{start[1:]} không được tính điểm vì {name(controller)} chưa có điểm{printed}."


def requirement_unmet(criterion: Criterion) -> str:
    """Why a criterion counts 0: what the decision requires with it is declared unmet."""
    required = criterion.requirement.text.removeprefix("Yêu cầu: ") if criterion.requirement else ""
    start = name(criterion)
    return f"{start[0].upper()}{start[1:]} tính 0 điểm vì chưa đáp ứng yêu cầu kèm theo («{required}»)."


def minimum_lifted(criterion: Criterion) -> str:
    """That a minimum is not asked for, by the printed words."""
    start = name(criterion)
    return (
        f"{start[0].upper()}{start[1:]} không xét mức tối thiểu vì sản phẩm không thuộc diện bắt buộc "
        f"(«{criterion.may_not_apply}»)."
    )


def case_warnings(criteria_set: CriteriaSet, cases: Mapping[str, int]) -> tuple[str, ...]:
    """Differing cases within one sheet: allowed, but unusual."""
    codes = [criterion.code for criterion in criteria_set.criteria if criterion.code in cases]
    if len({cases[code] for code in codes}) < 2:
        return ()
    chosen = ", ".join(f"{code}: trường hợp {cases[code]}" for code in codes)
    return (f"Các tiêu chí chọn trường hợp khác nhau ({chosen}); cần xem lại có đúng loại hình không.",)


def step_note(criterion: Criterion, letter: str) -> str | None:
    """What a producer should know about a step of the road: it needs time, or the council judges it."""
    notes = [text.rstrip(".") for option, text in criterion.takes_time if option == letter]
    if criterion.judgement:
        notes.append("do Hội đồng đánh giá")
    return "; ".join(notes) or None


def tally_text(result: "TallyResult") -> str:
    """The council's rank and its reason, then what the meeting should know."""
    total = two_decimals(result.mean).replace(".", ",")
    if result.stars is None:
        text = no_rank(result.criteria_set, total, result.grounds)
    elif result.stars < result.stars_by_points:
        text = _tally_capped(total, result.stars, result.stars_by_points, result.gates_missed, result.criteria_set)
    else:
        text = plain_rank(result.criteria_set, total, result.stars)
    return " ".join([f"Kết quả của Hội đồng: {text[0].lower()}{text[1:]}", *_meeting_notes(result)])


def _tally_capped(
    total: str, stars: int, by_points: int, missed: "Sequence[TallyGate]", criteria_set: CriteriaSet
) -> str:
    level = stars + 1
    binding = [gate for gate in missed if gate.stars == level]
    named = [_tally_gate(gate) for gate in binding[:_NAMED]]
    return (
        f"{total} điểm đạt mức {by_points} sao về điểm, nhưng xếp {stars} sao vì {len(binding)} tiêu chí chưa đạt "
        f"mức tối thiểu của {level} sao: {listed(named, len(binding))}{below(criteria_set, stars)}"
    )


def _tally_gate(gate: "TallyGate") -> str:
    need = missed_need(gate.needs, gate.needs_points)
    if gate.by == "fact":
        return f"{gate.criterion} ({gate.short}) theo hồ sơ đã kiểm tra có {spoken(int(gate.has_points))} điểm, {need}"
    if gate.by == "mean":
        mean = two_decimals(gate.has_points).replace(".", ",")
        return f"{gate.criterion} ({gate.short}) điểm trung bình {mean}, {need}"
    return f"{gate.criterion} ({gate.short}) chỉ {gate.met_by}/{gate.of} phiếu đạt, {need} ở quá nửa số phiếu"


def _meeting_notes(result: "TallyResult") -> list[str]:
    """Rounding, spread, quorum and conditions, each as a sentence, where there is something to say."""
    regulation, notes = result.regulation, [condition.why for condition in result.conditions]
    shown = Fraction(two_decimals(result.mean)) * SCALE
    limit = next((limit for _, limit in result.criteria_set.bands if result.mean < limit <= shown), None)
    if regulation.round_before_band is not None:
        notes.append(
            f"Theo Quy chế, điểm được làm tròn đến {regulation.round_before_band} chữ số thập phân trước khi xếp mức."
        )
    elif limit is not None:
        notes.append(f"Điểm trung bình chính xác chưa tới {spoken(limit)}.")
    if result.needs_discussion:
        notes.append(f"Các phiếu chênh nhau {spoken(result.spread)} điểm, vượt mức cho phép: Hội đồng cần thảo luận.")
    if not result.quorum_met:
        notes.append("Chưa đủ điều kiện của phiên họp (số người dự, chủ trì hoặc số phiếu): kết quả chưa có hiệu lực.")
    return notes
