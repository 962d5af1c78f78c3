"""Points as text at their borders: hundredths, negative hundredths, halves."""

from fractions import Fraction

import pytest

from ocop.rules.numbers import half_up, plain, spoken, two_decimals


@pytest.mark.parametrize(
    ("points", "text"),
    [(0, "0"), (5, "0.05"), (50, "0.5"), (105, "1.05"), (110, "1.1"), (7600, "76"), (-1, "-0.01"), (-100, "-1")],
)
def test_scaled_points_are_written_in_the_shortest_exact_form(points: int, text: str) -> None:
    assert plain(points) == text
    assert spoken(points) == text.replace(".", ",")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(0), "0.00"), (Fraction(1, 2), "0.01"), (Fraction(499, 1000), "0.00"), (Fraction(17999, 2), "90.00")],
)
def test_a_mean_has_two_decimals_and_a_half_goes_up(value: Fraction, text: str) -> None:
    assert two_decimals(value) == text
    assert half_up(value) == int(value + Fraction(1, 2))
