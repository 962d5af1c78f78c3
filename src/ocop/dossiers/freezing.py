"""The frozen copy of a dossier at submission: canonical JSON with the papers by digest."""

import hashlib
from typing import Any

import orjson

from ocop.dossiers.dossier_facts import sections_of
from ocop.dossiers.models import Dossier
from ocop.kernel.law import rulebook
from ocop.rules.procedures import FactValue


def _filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, False, [], {})


def form_facts(dossier: Dossier) -> dict[str, FactValue]:
    """Whether Mẫu 01, Mẫu 02 and the pledge are complete: every required field filled, every criterion answered."""
    typed = {one.code: one.data for one in dossier.sections.all()}
    answered = {one.criterion for one in dossier.answers.all() if one.letter or one.is_none}
    criteria = {one.code for one in rulebook().criteria_set(dossier.decision, dossier.set_number).criteria}
    whole = {}
    for task in sections_of(dossier.kind):
        needed = [one for one in task.section.fields if one.required and one.kind != "criteria_answers"]
        whole[task.code] = all(_filled(typed.get(task.code, {}).get(one.id)) for one in needed)
    return {
        "form_01_complete": all(done for code, done in whole.items() if code.startswith("mau_01.")),
        "form_02_complete": all(done for code, done in whole.items() if code.startswith("mau_02."))
        and criteria <= answered,
        "pledge_signed": whole["mau_01.pledge"],
    }


def frozen(dossier: Dossier) -> tuple[dict[str, Any], str]:
    """Everything that is filed, and the SHA-256 of its canonical JSON (keys sorted, no spaces)."""
    answers = []
    for one in dossier.answers.order_by("criterion").prefetch_related("papers__files"):
        papers = [
            {
                "paper": paper.pk, "kind": paper.kind, "title": paper.title, "number": paper.number,
                "files": [file.digest for file in paper.files.all()],
            }
            for paper in one.papers.all()
        ]  # fmt: skip
        answers.append(
            {
                "criterion": one.criterion, "letter": one.letter, "none": one.is_none, "description": one.description,
                "papers": papers,
            }
        )  # fmt: skip
    content = {
        "product": dossier.product.name, "producer": dossier.producer.name, "kind": dossier.kind, "decision": dossier.decision,
        "set": dossier.set_number, "set_digest": dossier.set_digest, "cases": dossier.cases,
        "not_applicable": dossier.not_applicable, "sections": {one.code: one.data for one in dossier.sections.all()},
        "answers": answers,
    }  # fmt: skip
    return content, hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
