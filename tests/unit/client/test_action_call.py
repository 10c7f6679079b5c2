import pytest

from embedded_hub.client.action_call import (
    Target,
    call_service_fields,
    done,
    no_connection,
    outcome_of,
)
from embedded_hub.errors import (
    ActionTimeout,
    AuthenticationFailed,
    CannotConnect,
    EntityNotFound,
    HomewireError,
    LinkClosed,
    LocalProtocolError,
    NotConnected,
    RequestError,
    RequestTimeout,
    Unauthorized,
)
from embedded_hub.model.action import OutcomeKind


def test_an_entity_names_the_domain_of_its_action() -> None:
    assert call_service_fields("light.desk", "turn_on", {"brightness": 9}) == {
        "domain": "light",
        "service": "turn_on",
        "service_data": {"brightness": 9},
        "target": {"entity_id": ["light.desk"]},
    }


def test_an_area_needs_the_domain_with_the_action() -> None:
    target = Target(area_id=("kitchen",))
    fields = call_service_fields(target, "light.turn_off", {})
    assert (fields["domain"], fields["service"]) == ("light", "turn_off")
    assert fields["target"] == {"area_id": ["kitchen"]}
    with pytest.raises(LocalProtocolError, match=r"light\.turn_on"):
        call_service_fields(target, "turn_off", {})


def test_entities_of_two_domains_need_the_domain_with_the_action() -> None:
    with pytest.raises(LocalProtocolError):
        call_service_fields(Target(entity_id=("light.a", "fan.b")), "turn_off", {})


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotConnected(), OutcomeKind.NOT_CONNECTED),
        (AuthenticationFailed(), OutcomeKind.UNKNOWN),
        (LinkClosed(), OutcomeKind.UNKNOWN),
        (ActionTimeout(), OutcomeKind.UNKNOWN),
        (RequestTimeout(), OutcomeKind.UNKNOWN),
        (EntityNotFound(), OutcomeKind.FAILED),
        (Unauthorized(), OutcomeKind.FAILED),
        (RequestError(), OutcomeKind.FAILED),
    ],
)
def test_every_error_is_one_of_the_ends_of_an_action(
    error: HomewireError, kind: OutcomeKind
) -> None:
    outcome = outcome_of(error)
    assert (outcome.kind, outcome.code) == (kind, error.code)


def test_a_link_that_failed_before_sending_leaves_nothing_open() -> None:
    assert outcome_of(CannotConnect(), was_sent=False).kind is OutcomeKind.NOT_CONNECTED
    assert no_connection().kind is OutcomeKind.NOT_CONNECTED


def test_a_code_we_have_no_class_for_reaches_the_person() -> None:
    assert (
        outcome_of(RequestError("m", details={"code": "quota_of_theirs"})).code == "quota_of_theirs"
    )


def test_what_an_action_gives_back_is_its_response() -> None:
    assert done({"context": {"id": "1"}, "response": {"answer": 42}}).response == {"answer": 42}
    assert done(None).response is None
