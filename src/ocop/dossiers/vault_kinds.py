"""The kinds of paper: the fifteen of the decision (``law/evidence.yaml``) and «other» (the list is a guide, Mẫu 02, Phần III)."""

from functools import lru_cache

from ocop.rules.law_models import Evidence, catalogue_of
from ocop.rules.rulebook import law_directory

OTHER = "other"
OTHER_NAME = "Giấy tờ khác"


def evidence_kinds() -> tuple[Evidence, ...]:
    """The kinds of the decision, in its order."""
    return catalogue_of(law_directory()).evidence.kinds


@lru_cache(maxsize=1)
def kind_names() -> dict[str, str]:
    """Code → name in Vietnamese, the fifteen and «other»."""
    return {**{kind.code: kind.name for kind in evidence_kinds()}, OTHER: OTHER_NAME}
