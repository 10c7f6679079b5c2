"""What nodes with ESPHome say, however odd, is described and told."""

import dataclasses
import math
import random
from typing import Any

import msgspec
import pytest
from aioesphomeapi import APIVersion, DeviceInfo
from aioesphomeapi.model_conversions import (
    LIST_ENTITIES_SERVICES_RESPONSE_TYPES,
    SUBSCRIBE_STATES_RESPONSE_TYPES,
)

from embedded_hub.gateways.esphome.node import KINDS, Node

LISTED = {
    kind: message
    for message, kind in LIST_ENTITIES_SERVICES_RESPONSE_TYPES.items()
    if kind is not None and kind in KINDS
}
TOLD = {kind: message for message, kind in SUBSCRIBE_STATES_RESPONSE_TYPES.items()}
FLOATS = (0.0, 1.0, -1.0, 0.5, math.nan, math.inf, -math.inf, 3e38)
WHOLE = (0, 1, 2, 3, 7, 35, 51, 255, 2**31 - 1)
NODE: Any = DeviceInfo()
TEXTS = ("", "x", "ä" * 400, "Heat")


def _any_of(field: Any, draw: random.Random) -> Any:
    if field.cpp_type in (field.CPPTYPE_FLOAT, field.CPPTYPE_DOUBLE):
        return draw.choice(FLOATS)
    if field.cpp_type == field.CPPTYPE_BOOL:
        return draw.random() < 0.5
    if field.cpp_type == field.CPPTYPE_STRING:
        text = draw.choice(TEXTS)
        return text.encode() if field.type == field.TYPE_BYTES else text
    return draw.choice((0, 1, 2, 3, 9) if field.cpp_type == field.CPPTYPE_ENUM else WHOLE)


def _filled(message: Any, draw: random.Random) -> Any:
    for field in message.DESCRIPTOR.fields:
        if draw.random() < 0.3 or field.cpp_type == field.CPPTYPE_MESSAGE:
            continue
        if field.is_repeated:
            getattr(message, field.name).extend(_any_of(field, draw) for _ in range(2))
        else:
            setattr(message, field.name, _any_of(field, draw))
    return message


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.__name__)
def test_numbers_that_are_none_and_words_nobody_knows_do_no_harm(kind: Any) -> None:
    draw = random.Random(7)  # noqa: S311 - the same damage in every run
    told = KINDS[kind].state
    for _ in range(40):
        info = kind.from_pb(_filled(LISTED[kind](), draw))
        node = Node(NODE, [info], APIVersion(1, draw.choice((3, 8, 14))), "host")
        msgspec.json.encode(node.describe())
        if told is None or told not in TOLD:
            continue
        state: Any = told.from_pb(_filled(TOLD[told](), draw))
        state = dataclasses.replace(state, key=info.key, device_id=info.device_id)
        facet = node.take(state)
        assert facet is not None
        report = facet.report()
        assert report.value is None or len(report.value) <= 255
        said = {str(report.value), *map(str, report.attributes.values())}
        assert said.isdisjoint({"nan", "inf", "-inf"})
