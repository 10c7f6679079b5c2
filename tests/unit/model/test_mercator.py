"""The projection: there and back, what is in view, marks that do not hide each other."""

from itertools import combinations
from math import isclose, log10

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model import mercator
from embedded_hub.model.mercator import fanned, fit, per_metre, scale_bar, to_point, to_world
from embedded_hub.model.position import way_m

LATITUDES = st.floats(-85.0, 85.0)
LONGITUDES = st.floats(-179.999, 179.999)
POINTS = st.tuples(LATITUDES, LONGITUDES)
PIXELS = st.tuples(st.floats(0, 400), st.floats(0, 400))


@given(POINTS)
def test_a_place_comes_back_from_the_square(point: tuple[float, float]) -> None:
    back = to_point(to_world(point))
    assert isclose(back[0], point[0], abs_tol=1e-9)
    assert isclose(back[1], point[1], abs_tol=1e-9)


def test_the_square_has_its_known_corners() -> None:
    assert to_world((0.0, 0.0)) == (0.5, 0.5)
    north_west = to_world((90.0, -180.0))
    assert north_west[0] == 0.0
    assert isclose(north_west[1], 0.0, abs_tol=1e-9)
    # Street tiles of Berlin at zoom 10 are 550/335 (every tile server's numbering).
    x, y = to_world((52.52, 13.405))
    assert (int(x * 1024), int(y * 1024)) == (550, 335)


@given(LATITUDES, LONGITUDES)
def test_a_metre_is_as_long_in_the_square_as_on_the_earth(latitude: float, east: float) -> None:
    step = 1e-5
    here, there = (latitude, east * 0.9), (latitude, east * 0.9 + step)
    width = to_world(there)[0] - to_world(here)[0]
    assert isclose(width, way_m(here, there) * per_metre(latitude), rel_tol=0.01)


@given(
    st.lists(st.tuples(POINTS, st.floats(0, 0.01)), min_size=1, max_size=12),
    st.floats(50, 4000),
    st.floats(50, 4000),
)
def test_everything_is_in_view_once_it_is_fitted(
    spots: list[tuple[tuple[float, float], float]], width: float, height: float
) -> None:
    places = [(to_world(point), reach) for point, reach in spots]
    view = fit(places, width, height)
    assert view is not None
    pixels = mercator.TILE_PX * 2**view.zoom
    if view.zoom == mercator.LEAST_ZOOM:
        return  # as far away as it goes
    for (x, y), reach in places:
        assert (abs(x - view.x) + reach) * pixels <= width / 2 * 1.000001
        assert (abs(y - view.y) + reach) * pixels <= height / 2 * 1.000001


def test_nothing_has_no_view() -> None:
    assert fit([], 100, 100) is None


@given(st.floats(0.05, 100_000), st.floats(60, 400))
def test_the_scale_bar_is_round_and_fits(metres_per_px: float, most_px: float) -> None:
    metres, length = scale_bar(metres_per_px, most_px)
    assert length <= most_px * 1.000001
    assert length > most_px / 2.6
    leading = round(metres / 10 ** int(log10(metres)), 6)
    assert str(leading).strip("0.")[0] in "125"


@given(st.lists(PIXELS, max_size=8))
def test_marks_at_one_place_stand_beside_each_other(spots: list[tuple[float, float]]) -> None:
    crowd = [*spots, *[(100.0, 100.0)] * 3]
    offsets = fanned(crowd, 44.0)
    moved = [x + offset for (x, _), offset in zip(crowd, offsets, strict=True)]
    for one, other in combinations(range(len(spots), len(crowd)), 2):
        assert abs(moved[one] - moved[other]) >= 44.0 - 1e-6


def test_a_mark_alone_stays_where_it_is() -> None:
    assert fanned([(0.0, 0.0), (100.0, 0.0), (0.0, 100.0)], 44.0) == [0.0, 0.0, 0.0]
