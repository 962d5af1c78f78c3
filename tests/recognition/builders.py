"""Products and recognitions for tests, by the services."""

from typing import Any

from ocop.dossiers.models import Product
from ocop.dossiers.services import create_product
from ocop.kernel.dates import PartialDate
from ocop.recognition.models import Recognition
from ocop.recognition.services import record_recognition
from tests.places import SYSTEM


def product(name: str = "Muối ớt", **values: Any) -> Product:
    """A product."""
    return create_product(actor=SYSTEM, name=name, **values)


def recognised(of: Product | str, stars: int | None, decided: str = "", **values: Any) -> Recognition:
    """A recognition decided on a day, in a month, in a year (``2022-06-24``, ``2022-06``, ``2022``) or without a date."""
    known = of if isinstance(of, Product) else product(of)
    values.setdefault("area", known.area)
    return record_recognition(actor=SYSTEM, product=known, stars=stars, decided=PartialDate.parse(decided), **values)
