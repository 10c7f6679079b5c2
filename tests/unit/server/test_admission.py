from embedded_hub.server.admission import Admission, Place


def test_an_address_has_free_places_then_crowded_ones_then_none() -> None:
    admission = Admission(2, 3)
    places = [admission.enter("a") for _ in range(4)]
    assert places == [Place.FREE, Place.FREE, Place.CROWDED, Place.REFUSED]
    assert admission.enter("b") is Place.FREE


def test_a_socket_that_leaves_makes_room_for_another() -> None:
    admission = Admission(1, 1)
    admission.enter("a")
    admission.leave("a")
    assert admission.enter("a") is Place.FREE


def test_a_refused_socket_was_not_counted() -> None:
    admission = Admission(1, 1)
    admission.enter("a")
    for _ in range(10):
        admission.enter("a")
    admission.leave("a")
    assert admission.enter("a") is Place.FREE
