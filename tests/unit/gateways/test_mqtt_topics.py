import pytest

from embedded_hub.gateways.mqtt.topics import is_topic


@pytest.mark.parametrize("topic", ["a", "/", "home/Küche 1/°C", "$SYS/up", "ü" * 32_767])
def test_what_names_one_topic_is_one(topic: str) -> None:
    assert is_topic(topic)


@pytest.mark.parametrize(
    "topic",
    [
        *("", "a/temp#1", "x/#/y", "a/+", "a\x00", "a\x7f", "\ud800", "\ufdd0", "\U0001ffff"),
        *("$share/group/a", "/" * 200, "ü" * 32_768),
    ],
)
def test_what_a_broker_may_hang_up_on_is_none(topic: str) -> None:
    assert not is_topic(topic)
