"""Practice scoring: no account, nothing stored, everything in the address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from ocop.rules.compiled import CriteriaSet
from ocop.web.access import public_page
from ocop.web.public.practice_link import PracticeState, is_form, read_state
from ocop.web.public.practice_sheet import (
    EXAMPLE,
    EXAMPLE_SET,
    all_sets,
    case_choices,
    link_to,
    outcome,
    practice_set,
    sectors,
    sheet_parts,
    undo_link,
)


@public_page
def choose_set(request: HttpRequest) -> HttpResponse:
    """One filled example, then the product sets to choose from."""
    search = request.GET.get("q", "")[:80]
    example = practice_set(EXAMPLE_SET)
    query = QueryDict(f"a={EXAMPLE}")
    context = {
        "decision": example.decision,
        "law_slug": example.decision.replace("/", "-"),
        "example": outcome(example, read_state(example, query)),
        "example_set": example,
        "example_url": f"{reverse('practice-sheet', args=[EXAMPLE_SET])}?a={EXAMPLE}",
        "search": search,
        "sectors": sectors(search),
        "count": len(all_sets()),
    }
    return render(request, "public/practice/choose.html", context)


@public_page
def sheet(request: HttpRequest, set_number: int) -> HttpResponse:
    """The sheet of one product set with the choices of the address. A sent form becomes a short address."""
    criteria_set = _set_or_404(set_number)
    state = read_state(criteria_set, request.GET)
    base = reverse("practice-sheet", args=[set_number])
    if is_form(request.GET) and not state.problems:
        return HttpResponseRedirect(link_to(criteria_set, state, base))
    undo = _undo(criteria_set, request.GET.get("cu", "")) if state.is_empty else None
    context = {
        **_outcome_context(criteria_set, state, base),
        "law_slug": criteria_set.decision.replace("/", "-"),
        "parts": sheet_parts(criteria_set, state),
        "cases": case_choices(criteria_set, state),
        "head_grounds": [(one, one.code in state.grounds) for one in criteria_set.grounds if one.criterion is None],
        "requirements": [
            (one, one.code in state.requirements_unmet) for one in criteria_set.criteria if one.requirement
        ],
        "exemptions": [(one, one.code in state.not_applicable) for one in criteria_set.criteria if one.may_not_apply],
        "undo_url": link_to(criteria_set, undo, base) if undo else "",
        "is_example": set_number == EXAMPLE_SET and request.GET.get("a") == EXAMPLE,
    }
    return render(request, "public/practice/sheet.html", context)


@public_page
def result(request: HttpRequest, set_number: int) -> HttpResponse:
    """The changing parts of the sheet alone, for the page's script."""
    criteria_set = _set_or_404(set_number)
    state = read_state(criteria_set, request.GET)
    base = reverse("practice-sheet", args=[set_number])
    return render(request, "public/practice/result.html", _outcome_context(criteria_set, state, base))


def _outcome_context(criteria_set: CriteriaSet, state: PracticeState, base: str) -> dict[str, object]:
    return {
        "set": criteria_set,
        "state": state,
        "out": outcome(criteria_set, state),
        "link": link_to(criteria_set, state, base),
        "clear_url": undo_link(base, state),
        "sheet_url": base,
    }


def _set_or_404(number: int) -> CriteriaSet:
    try:
        return practice_set(number)
    except KeyError as error:
        raise Http404(str(error)) from error


def _undo(criteria_set: CriteriaSet, query: str) -> PracticeState | None:
    """The choices that were cleared a moment ago, if the address still carries them."""
    state = read_state(criteria_set, QueryDict(query[:4000]))
    return None if state.is_empty else state
