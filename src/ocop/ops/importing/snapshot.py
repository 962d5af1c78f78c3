"""What is in the register already, as matching and planning need it, read once."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Area, AreaSuccession, Producer
from ocop.dossiers.models import Product
from ocop.kernel.text import fold
from ocop.ops.importing.matching import KnownProducer, evidence_of
from ocop.ops.importing.names import accent_key
from ocop.ops.importing.places import Place, Places
from ocop.recognition.models import Recognition


@dataclass
class Snapshot:
    """Producers, their products by name, and the recognitions known now by product."""

    producers: dict[int, Producer] = field(default_factory=dict)
    products: dict[tuple[int, str], Product] = field(default_factory=dict)
    recognitions: dict[int, list[Recognition]] = field(default_factory=dict)
    now_of: dict[int, int] = field(default_factory=dict)
    areas: dict[int, Area] = field(default_factory=dict)

    def now(self, area_id: int | None, commune_id: int | None) -> int | None:
        """Today's commune of a record: as stored, else the main successor of the unit that its source names."""
        return commune_id or (self.now_of.get(area_id) if area_id else None)

    def known_producers(self) -> list[KnownProducer]:
        """The producers as matching sees them."""
        evidence = defaultdict(set)
        for (producer_id, _key), product in self.products.items():
            for one in self.recognitions.get(product.pk, ()):
                evidence[producer_id].add(evidence_of(product.name, one.stars, one.decision_number))
        return [
            KnownProducer(
                id=one.pk,
                name=one.name,
                now=self.now(one.area_id, one.commune_id),
                place=self._place(one),
                tax_code=one.tax_code,
                evidence=frozenset(evidence[one.pk]),
            )
            for one in self.producers.values()
        ]

    def _place(self, producer: Producer) -> str:
        area = self.areas.get(producer.commune_id or producer.area_id or 0)
        return area.name if area else ""


def take_snapshot() -> Snapshot:
    """Read everything that an import may meet."""
    found = Snapshot()
    found.areas = {area.pk: area for area in Area.objects.filter(pk__in=_used_areas()).order_by("pk")}
    for old_id, new_id in AreaSuccession.objects.filter(is_main=True).order_by("pk").values_list("old_id", "new_id"):
        found.now_of[old_id] = new_id
    found.producers = {one.pk: one for one in Producer.objects.order_by("pk").iterator(chunk_size=2000)}
    for product in Product.objects.filter(producer__isnull=False).order_by("pk").iterator(chunk_size=2000):
        if product.producer_id is not None:
            found.products.setdefault((product.producer_id, accent_key(product.name)), product)
    lists: defaultdict[int, list[Recognition]] = defaultdict(list)
    for one in Recognition.objects.known_at().order_by("pk").iterator(chunk_size=2000):
        lists[one.product_id].append(one)
    found.recognitions = dict(lists)
    return found


def _used_areas() -> set[int]:
    used: set[int] = set()
    for pair in Producer.objects.order_by().values_list("area_id", "commune_id").distinct():
        used.update(identity for identity in pair if identity)
    return used


def own_places() -> Places:
    """The communes of the installation's province in today's list, and those of the old provinces that it came from."""
    code = settings.CONFIG.province
    new = list(Area.objects.filter(unit_list=UnitList.SINCE, level=AreaLevel.COMMUNE, parent__code=code).order_by("pk"))
    places = [Place(area.pk, area.name, True, area.pk, area.name) for area in new]
    links = AreaSuccession.objects.filter(new__in=[area.pk for area in new], old__level=AreaLevel.COMMUNE)
    chosen: dict[int, AreaSuccession] = {}
    for link in links.select_related("old__parent", "new").order_by("old_id", "-is_main", "pk"):
        chosen.setdefault(link.old_id, link)
    for link in chosen.values():
        context = link.old.parent.name if link.old.parent else ""
        places.append(Place(link.old_id, link.old.name, False, link.new_id, link.new.name, context))
    provinces = Area.objects.filter(level=AreaLevel.PROVINCE).order_by("pk").values_list("name", flat=True)
    return Places(places, provinces)


def city_provinces() -> frozenset[str]:
    """Folded names of provinces that are cities, old and new: «UBND thành phố Cần Thơ» is a province's."""
    names = Area.objects.filter(level=AreaLevel.PROVINCE, folded__startswith="thanh pho").order_by("pk")
    return frozenset(fold(name) for name in names.values_list("name", flat=True))
