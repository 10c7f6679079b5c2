import pytest

from embedded_hub.gateways.mqtt.discovery import expand, read
from embedded_hub.gateways.mqtt.templates import command_template, value_template


@pytest.mark.parametrize(
    ("template", "payload", "value"),
    [
        (None, "21", "21"),
        ("{{ value_json.t }}", '{"t": 4}', "4"),
        ("{{ value_json.a.b[0] | float | round(1) }}", '{"a": {"b": ["2.34"]}}', "2.3"),
        ("{{ value | int(0) + 1 }}", "x", "1"),
        ("{{ value_json.t | default('none') }}", "{}", "none"),
        ("{{ iif(value == 'on', 'ON', 'OFF') }}", "on", "ON"),
        ("{{ value_json.t | is_defined }}", "{}", None),
        ("{{ 1 / 0 }}", "x", None),
        ("{{ value.__class__.__mro__ }}", "x", None),
        ("{% broken", "x", None),
        ("{{ value_json.t | bitwise_and(4) }}", '{"t": 6}', "4"),
    ],
)
def test_a_template_reads_a_payload_or_leaves_it(
    template: str | None, payload: str, value: str | None
) -> None:
    assert value_template(template)(payload) == value


def test_a_command_template_writes_what_a_device_wants() -> None:
    assert command_template('{"v": {{ value }}}')(5) == '{"v": 5}'
    assert command_template(None)(5.0) == "5"
    assert command_template("{{ value.nothing.more }}")("x") == "x"


def test_short_keys_are_written_out_and_the_base_is_put_in() -> None:
    config = expand(
        {
            "~": "home/x",
            "stat_t": "~/state",
            "cmd_t": "cmd/~",
            "avty": [{"t": "~/there", "pl_avail": "yes"}],
            "dev": {"ids": ["a"], "mf": "Acme"},
        }
    )
    assert (config["state_topic"], config["command_topic"]) == ("home/x/state", "cmd/home/x")
    assert config["availability"] == [{"topic": "home/x/there", "payload_available": "yes"}]
    assert config["device"] == {"identifiers": ["a"], "manufacturer": "Acme"}


@pytest.mark.parametrize(
    "topic", ["light/config", "light/x", "light/a/b/c/config", "Light/x/config", "light/ä/config"]
)
def test_what_is_no_discovery_topic_announces_nothing(topic: str) -> None:
    assert list(read(topic, b'{"name": "x"}')) == []
