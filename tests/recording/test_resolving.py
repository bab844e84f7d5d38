"""Types by their names, and by CAMEO's codes."""

import pytest

from tests.conftest import draft
from tracker.errors import NotFound
from tracker.recording.events import add_event
from tracker.recording.resolving import find_type
from tracker.store.database import Database


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("threat", "threat"),
        ("cameo:1312", "threat"),
        ("130", "threat"),
        ("145", "protest"),
        ("112", "accusation"),
        ("1125", "accusation"),
        ("194", "clash"),
        ("0874", "troop-withdrawal"),
        ("173", "cameo-17"),
        ("170", "cameo-17"),
        ("160", "cameo-16"),
        ("030", "cameo-03"),
        ("cameo-19", "cameo-19"),
        ("99", "None"),
        ("nothing", "None"),
    ],
)
def test_a_code_is_the_nearest_type_or_its_root(desk: Database, said: str, code: str) -> None:
    """Narrower types that are filed under a root's unspecified code are not what the root is."""
    assert str(find_type(desk, said)) == code


def test_a_root_is_recorded_once_an_event_is_of_it(desk: Database) -> None:
    """And not before; what is no code of CAMEO is refused."""
    find_type(desk, "173")
    assert not desk.rows("SELECT 1 FROM types WHERE code = 'cameo-17'")
    event = add_event(desk, draft("An arrest", "2016-10-03", "173")).value
    assert (event.type.code, event.intensity) == ("cameo-17", -7.0)
    with pytest.raises(NotFound, match="There is no type '99'"):
        add_event(desk, draft("Nothing", "2016-10-03", "99"))
