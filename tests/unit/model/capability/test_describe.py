"""The answer to get_services, in the shape clients of Home Assistant read."""

import json
from typing import Any, cast

import pytest

from embedded_hub.errors import ActionInvalid
from embedded_hub.model.capability import (
    DOMAINS,
    HOMEWIDE,
    Field,
    check_arguments,
    describe_services,
    limits,
    options,
)


def described(*domains: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(json.dumps(describe_services(domains))))


def test_only_the_domains_present_are_described() -> None:
    assert set(described("light", "sensor", "frobnicator")) == {
        "homeassistant",
        "notify",
        "persistent_notification",
        "light",
    }


def test_generic_actions_take_any_entity() -> None:
    services = described()["homeassistant"]

    assert set(services) == {"turn_on", "turn_off", "toggle"}
    assert services["toggle"]["target"] == {"entity": [{}]}


def test_notices_have_no_target() -> None:
    services = described()["persistent_notification"]

    assert set(services) == {"create", "dismiss", "dismiss_all"}
    assert "target" not in services["create"]
    assert services["create"]["fields"]["message"]["required"] is True


def test_every_service_has_the_parts_clients_read() -> None:
    for services in described(*DOMAINS).values():
        for service in services.values():
            assert service["name"]
            assert service["description"]
            for field in service["fields"].values():
                assert field["name"]
                assert len(field["selector"]) == 1


def test_a_feature_is_listed_bit_by_bit() -> None:
    services = described("climate")["climate"]

    assert services["set_temperature"]["target"] == {
        "entity": [{"domain": ["climate"], "supported_features": [1, 2]}]
    }
    assert services["set_hvac_mode"]["target"] == {"entity": [{"domain": ["climate"]}]}


@pytest.mark.parametrize(
    ("domain", "service", "field", "selector"),
    [
        ("light", "turn_on", "brightness", {"number": {"min": 0, "max": 255}}),
        (
            "light",
            "turn_on",
            "kelvin",
            {"color_temp": {"unit": "kelvin", "min": 2000, "max": 6535}},
        ),
        ("light", "turn_on", "rgb_color", {"color_rgb": None}),
        ("light", "turn_on", "hs_color", {"object": None}),
        ("light", "turn_on", "flash", {"select": {"options": ["short", "long"]}}),
        ("light", "turn_on", "effect", {"text": None}),
        (
            "media_player",
            "volume_set",
            "volume_level",
            {"number": {"min": 0, "max": 1, "step": 0.01}},
        ),
        ("media_player", "join", "group_members", {"entity": {"multiple": True}}),
        ("media_player", "volume_mute", "is_volume_muted", {"boolean": None}),
        ("lock", "unlock", "code", {"text": None}),
        ("date", "set_value", "date", {"date": None}),
        ("time", "set_value", "time", {"time": None}),
        ("datetime", "set_value", "datetime", {"datetime": None}),
        ("vacuum", "send_command", "params", {"object": None}),
    ],
)
def test_a_field_has_the_selector_of_its_type(
    domain: str, service: str, field: str, selector: dict[str, Any]
) -> None:
    assert described(domain)[domain][service]["fields"][field]["selector"] == selector


def test_every_slider_has_both_ends() -> None:
    endless = [
        f"{domain}.{service}.{name}"
        for domain, services in described(*DOMAINS).items()
        for service, description in services.items()
        for name, field in description["fields"].items()
        if "number" in field["selector"] and not {"min", "max"} <= set(field["selector"]["number"])
    ]

    assert endless == []


def test_a_field_says_which_lights_have_it() -> None:
    fields = described("light")["light"]["turn_on"]["fields"]

    assert fields["effect"]["filter"] == {"supported_features": [4]}
    assert fields["white"]["filter"] == {"attribute": {"supported_color_modes": ["white"]}}
    assert "filter" not in described("cover")["cover"]["set_cover_position"]["fields"]["position"]


def test_a_service_that_answers_says_so() -> None:
    assert described("weather")["weather"]["get_forecasts"]["response"] == {"optional": False}


def test_a_notice_is_checked_without_an_entity() -> None:
    fields = HOMEWIDE["persistent_notification"]["create"].fields

    assert check_arguments(fields, {}, {"message": "Hi", "notification_id": 7}) == {
        "message": "Hi",
        "notification_id": "7",
    }
    with pytest.raises(ActionInvalid) as caught:
        check_arguments(fields, {}, {"title": "Hi"})
    assert caught.value.details == {"field": "message"}


def test_a_forms_limits_and_options_are_the_entitys_own() -> None:
    field = Field(
        type="number",
        minimum=0,
        maximum=100,
        minimum_attribute="min",
        options=("a",),
        options_attribute="options",
    )

    assert limits(field, {"min": 7}) == (7, 100)
    assert limits(field, {"min": "low"}) == (0, 100)
    assert options(field, {"options": ["x", "y"]}) == ("x", "y")
    assert options(field, {}) == ("a",)
