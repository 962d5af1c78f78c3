"""The account of June 2022 in a database, once for each module; every test rolls its own changes back."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from ocop.kernel.access import Actor
from ocop.ops.seed.june_2022 import load_june_2022
from ocop.ops.seed.tay_ninh import load_tay_ninh
from tests.places import load_places


@pytest.fixture(scope="module")
def _story(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    actor = Actor.system("test")
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_places()
        load_tay_ninh(actor)
        load_june_2022(actor)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def story(_story: None, db: None) -> None:
    """27 products, two events, targets, tasks and texts, all recorded now."""
