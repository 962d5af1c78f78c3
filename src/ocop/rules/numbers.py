"""Points as text: exact, from scaled integers and fractions, never through floats."""

from fractions import Fraction
from functools import lru_cache

from ocop.rules.compiled import SCALE

_DECIMALS = len(str(SCALE)) - 1


@lru_cache(maxsize=20_000)
def plain(points: int) -> str:
    """Scaled points as the shortest decimal string of the data formats: 7600 → ``76``, 50 → ``0.5``."""
    whole, rest = divmod(abs(points), SCALE)
    sign = "-" if points < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest:0{_DECIMALS}d}".rstrip("0")


def spoken(points: int) -> str:
    """Scaled points as a Vietnamese reader writes them: 250 → ``2,5``."""
    return plain(points).replace(".", ",")


def half_up(value: Fraction) -> int:
    """The nearest integer of a value that is not negative; a half goes up."""
    return int((2 * value.numerator + value.denominator) // (2 * value.denominator))


def two_decimals(scaled: Fraction) -> str:
    """An exact mean of scaled points with always two decimals, half up: 8999.5 → ``90.00``."""
    whole, rest = divmod(half_up(scaled * 100 / SCALE), 100)
    return f"{whole}.{rest:02d}"
