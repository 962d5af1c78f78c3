"""Addresses of pages: folded, ASCII, unique."""

from collections.abc import Iterable

from django.db.models import Model, Q

from ocop.kernel.text import fold

_LONGEST = 90


def slug_of(text: str) -> str:
    """«Muối ớt – Đường phèn» as «muoi-ot-duong-phen»; empty when nothing of it is a Latin letter or digit."""
    words = fold(text).encode("ascii", "ignore").decode().split()
    return "-".join(words)[:_LONGEST].strip("-")


class SlugMaker:
    """Gives unused slugs for a model; one query for all names asked for, then every given one counts as used."""

    def __init__(self, model: type[Model], names: Iterable[str], *, otherwise: str) -> None:
        self._otherwise = otherwise
        bases = {slug_of(name) or otherwise for name in names}
        manager = model._default_manager
        if len(bases) > 20:
            self._used = set(manager.order_by().values_list("slug", flat=True))
        else:
            wanted = Q(pk__in=())
            for base in bases:
                wanted |= Q(slug=base) | Q(slug__startswith=f"{base}-")
            self._used = set(manager.filter(wanted).order_by().values_list("slug", flat=True))
        self._next: dict[str, int] = {}

    def give(self, name: str, *, more: str = "") -> str:
        """An unused slug for ``name``; when taken, one with ``more`` (such as the producer's name), then with a number."""
        base = slug_of(name) or self._otherwise
        longer = slug_of(f"{name} {more}")
        for choice in (base, longer):
            if choice and choice not in self._used:
                self._used.add(choice)
                return choice
        number = self._next.get(base, 2)
        while f"{base}-{number}" in self._used:
            number += 1
        self._next[base] = number + 1
        slug = f"{base}-{number}"
        self._used.add(slug)
        return slug
