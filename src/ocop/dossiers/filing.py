"""The producer's side of a dossier: open it and write it, section by section, saved as it is typed."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.utils import timezone

from ocop.directory.models import Producer
from ocop.dossiers import dossier_access as access
from ocop.dossiers.dossier_facts import decision_on, sections_of
from ocop.dossiers.enums import DossierKind, SectionState
from ocop.dossiers.freezing import form_facts, frozen
from ocop.dossiers.models import Dossier, DossierAnswer, DossierSection, Paper, Product, Submission
from ocop.dossiers.vault_access import consented
from ocop.kernel.access import Actor
from ocop.kernel.law import rulebook
from ocop.kernel.operations import Conflict, Refused, now, operation, record_event
from ocop.rules.governing import ApplicationKind
from ocop.rules.procedures import Action, FactValue, procedures_of
from ocop.rules.rulebook import law_directory


class ChangedElsewhere(Conflict):
    """Somebody saved the same place in between; ``theirs`` is what stands there now, so that both texts can be shown."""

    def __init__(self, theirs: Mapping[str, Any], version: int) -> None:
        super().__init__("Phần này vừa được lưu ở nơi khác. Hãy so hai bản và giữ bản đúng.")
        self.theirs, self.version = theirs, version


@operation(access=access.open_for)
def open_dossier(*, actor: Actor, producer: Producer, product: Product, kind: str) -> Dossier:
    """A new draft, under the decision that governs today, pinned to its set by digest. Who may take part is no block (A12).

    Raises:
        Refused: the product is another producer's, has no place or set yet, or has an open dossier.
    """
    if product.producer_id != producer.pk:
        raise Refused("Sản phẩm này không thuộc cơ sở. Hãy chọn một sản phẩm của cơ sở.")
    commune = product.commune or producer.commune
    if product.set_number is None or commune is None:
        raise Refused("Sản phẩm chưa có bộ sản phẩm hoặc chưa rõ xã. Hãy bổ sung trong phần sản phẩm rồi mở hồ sơ.")
    Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if Dossier.objects.filter(product=product, end="").exists():
        raise Refused(f"Sản phẩm «{product}» đang có một hồ sơ chưa xong. Hãy mở hồ sơ đó để làm tiếp.")
    typed = cast(ApplicationKind, DossierKind(kind).value)
    decision, made = decision_on(timezone.localdate(), typed), now()
    consent = None if producer.pk in actor.producer_ids or actor.is_system else consented(actor).filter(
        producer=producer).first()  # fmt: skip
    dossier = Dossier(
        product=product, producer=producer, commune=commune, kind=typed, decision=decision, set_number=product.set_number,
        set_digest=rulebook().criteria_set(decision, product.set_number).digest,
        step=procedures_of(law_directory()).by_id[typed].starts_at, step_since=made, created_by=actor.user, created_at=made,
        consent=consent, is_illustrative=product.is_illustrative,
    )  # fmt: skip
    dossier.save(force_insert=True)
    for one in sections_of(typed):
        DossierSection(dossier=dossier, code=one.code).save(force_insert=True)
    record_event("dossier.opened", f"dossier:{dossier.pk}", {"kind": kind, "digest": dossier.set_digest})
    return dossier


def _locked_draft(dossier: Dossier) -> Dossier:
    current = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if current.end or current.step != procedures_of(law_directory()).by_id[current.kind].starts_at:
        raise Refused("Hồ sơ đã nộp nên không sửa được. Chỉ phần UBND xã trả lại mới mở ra để sửa.")
    return current


def _section(dossier: Dossier, code: str, version: int) -> DossierSection:
    section = DossierSection.objects.filter(dossier=dossier, code=code).first()
    if section is None:
        raise Refused(f"Hồ sơ này không có phần «{code}». Hãy mở lại từ danh sách việc.")
    if section.version != version:
        raise ChangedElsewhere(section.data, section.version)
    return section


@operation(access=access.write_own)
def save_section(*, actor: Actor, dossier: Dossier, code: str, version: int, data: Mapping[str, Any]) -> DossierSection:
    """Save what was typed in a section, also half of it; fields that are not given stay.

    Raises:
        ChangedElsewhere: the section has another version by now.
        Refused: the dossier is filed, or the section or a field does not exist.
    """
    current = _locked_draft(dossier)
    section = _section(current, code, version)
    fields = {field.id for one in sections_of(current.kind) if one.code == code for field in one.section.fields}
    if unknown := sorted(set(data) - fields):
        raise Refused(f"Phần này không có ô «{unknown[0]}». Hãy tải lại trang.")
    section.data, section.state = {**section.data, **data}, SectionState.DOING
    section.saved_at, section.version = now(), version + 1
    section.save()
    record_event("dossier.section_saved", f"dossier:{current.pk}", {"section": code, "version": section.version})
    return section


@operation(access=access.write_own)
def set_section_state(*, actor: Actor, dossier: Dossier, code: str, version: int, state: str) -> DossierSection:
    """A person says that a section is done, or not yet. Raises as :func:`save_section`."""
    current = _locked_draft(dossier)
    section = _section(current, code, version)
    section.state, section.version = SectionState(state), version + 1
    section.save()
    record_event("dossier.section_state_set", f"dossier:{current.pk}", {"section": code, "state": section.state})
    return section


@operation(access=access.write_own)
def save_answer(
    *, actor: Actor, dossier: Dossier, criterion: str, version: int, letter: str = "", is_none: bool = False,
    description: str = "", papers: Sequence[Paper] = (),
) -> DossierAnswer:  # fmt: skip
    """Save the own mark of a criterion; ``version`` 0 while nothing was saved. ``is_none``: «không đạt mức nào».

    Raises:
        ChangedElsewhere: the answer has another version by now.
        Refused: the dossier is filed, no such criterion or option, or a paper of another producer.
    """
    current = _locked_draft(dossier)
    asked = {one.code: one for one in rulebook().criteria_set(current.decision, current.set_number).criteria}
    if criterion not in asked:
        raise Refused(f"Bộ sản phẩm này không có tiêu chí {criterion}. Hãy tải lại trang.")
    lists = asked[criterion].lists
    case = int(current.cases.get(criterion, 1)) - 1
    if (letter and is_none) or (letter and letter not in {one.letter for one in lists[case]}):
        raise Refused(f"Tiêu chí {criterion} không có mức «{letter}». Hãy chọn một mức trong danh sách.")
    if any(one.producer_id != current.producer_id or one.removed_at for one in papers):
        raise Refused("Có giấy tờ không thuộc kho của cơ sở. Hãy chọn lại trong kho giấy tờ.")
    answer = DossierAnswer.objects.filter(dossier=current, criterion=criterion).first()
    if (answer.version if answer else 0) != version:
        theirs = {"letter": answer.letter, "description": answer.description} if answer else {}
        raise ChangedElsewhere(theirs, answer.version if answer else 0)
    answer = answer or DossierAnswer(dossier=current, criterion=criterion)
    answer.letter, answer.is_none, answer.description = letter, is_none, description
    answer.saved_at, answer.version = now(), version + 1
    answer.save()
    answer.papers.set(papers)
    record_event("dossier.answer_saved", f"dossier:{current.pk}", {"criterion": criterion, "version": answer.version})
    return answer


def _take(dossier: Dossier, action_id: str, facts: Mapping[str, FactValue]) -> Action:
    """The producer's action in the present step, or every reason why not."""
    if dossier.end:
        raise Refused("Hồ sơ này đã kết thúc. Hãy mở hồ sơ mới nếu cần.")
    found = procedures_of(law_directory()).actions(dossier.kind, dossier.step, facts, "producer")
    one = next((one for one in found if one.action.id == action_id), None)
    if one is None:
        raise Refused("Hồ sơ đang ở bước không làm được việc này. Hãy mở lại trang hồ sơ để xem việc tiếp theo.")
    if not one.allowed:
        raise Refused(" ".join(one.why_not))
    return one.action


@operation(access=access.write_own)
def submit_dossier(*, actor: Actor, dossier: Dossier) -> Submission:
    """File the dossier with the commune; a frozen copy is kept. A second press gives the copy of the first.

    Raises:
        Refused: what the procedure of its kind still needs (``law/procedures``), all reasons in one message.
    """
    current = Dossier.objects.select_for_update().get(pk=dossier.pk)
    last = Submission.objects.filter(dossier=current).order_by("-number").first()
    if (
        last is not None
        and not current.end
        and current.step != procedures_of(law_directory()).by_id[current.kind].starts_at
    ):
        record_event("dossier.submit_repeated", f"dossier:{current.pk}", {"submission": last.number})
        return last
    action = _take(current, "submit", form_facts(current))
    content, digest = frozen(current)
    submission = Submission(
        dossier=current, number=last.number + 1 if last else 1, at=now(), content=content, digest=digest, submitted_by=actor.user
    )  # fmt: skip
    submission.save(force_insert=True)
    current.step, current.step_since, current.version = action.to or current.step, submission.at, current.version + 1
    current.filed_at = current.filed_at or submission.at
    current.save()
    record_event("dossier.submitted", f"dossier:{current.pk}", {"submission": submission.number, "digest": digest})
    return submission


@operation(access=access.write_own)
def withdraw_dossier(*, actor: Actor, dossier: Dossier) -> Dossier:
    """End the dossier by the producer's wish; what was filed stays. Raises :class:`Refused` where the step has no such action."""
    current = Dossier.objects.select_for_update().get(pk=dossier.pk)
    action = _take(current, "withdraw", {})
    current.end, current.step_since, current.version = action.end or "", now(), current.version + 1
    current.save()
    current.clocks.filter(stopped_on__isnull=True).update(stopped_on=timezone.localdate())
    record_event("dossier.withdrawn", f"dossier:{current.pk}", {"step": current.step})
    return current
