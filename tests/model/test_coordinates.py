"""Coordinates: one way to store a point, many to write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InvalidText
from tracker.model.coordinates import degrees_of, is_point, point_at, point_of, point_or_none


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_stored_point_is_read_as_itself(north: float, east: float) -> None:
    """To a tenth of a metre, in each of the spellings."""
    point = point_at(north, east)
    assert point is not None
    assert is_point(point)
    assert degrees_of(point) == pytest.approx((north, east), abs=1e-6)
    first, second = point.split(",")
    for spelled in (f"{first}, {second}", f"{first} {second}", f"geo:{first},{second}",
                    f"POINT ({second} {first})"):  # fmt: skip
        assert point_of(spelled) == point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("36,2;37,16", "36.2,37.16"), ("36°12'N, 37°9'36\"E", "36.2,37.16"),
        ("33.45S 70.5W", "-33.45,-70.5"), ("−33.45, −70.5", "-33.45,-70.5"), ("0,0", "0,0"),
    ],
)  # fmt: skip
def test_people_write_points_in_many_ways(text: str, point: str) -> None:
    """Decimal commas, degrees and minutes, letters of the hemispheres, typographic signs."""
    assert point_of(text) == point


@pytest.mark.parametrize(
    "text", ["north", "36.2", "91,0", "0,181", "36.2,37.2,100,4", "nan,nan", ""]
)
def test_what_is_no_point_is_refused(text: str) -> None:
    """In a sentence that says how one is written."""
    with pytest.raises(InvalidText, match=r"coordinates"):
        point_of(text)


@pytest.mark.parametrize(
    "cells", [("", ""), ("NA", "NA"), ("0", "0"), ("inf", "1"), (None, "3"), ("nan", "3")]
)
def test_cells_of_a_feed_that_say_nothing_are_no_point(
    cells: tuple[str | None, str | None],
) -> None:
    """Nor are zeros in both, which programs write for nothing."""
    assert point_or_none(*cells) is None
