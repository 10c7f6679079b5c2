"""Addresses of street pictures: only what a policy can hold is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.street_tiles import origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("http://192.168.1.4:8080/osm/{z}/{y}/{x}?key=a-b", "http://192.168.1.4:8080"),
        ("https://Tiles.Example.org/{z}/{x}/{y}", "https://tiles.example.org"),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", None),
        ("https://tiles.example.org/{z}/{x}.png", None),
        ("https://tiles.example.org/{z}/{z}/{x}/{y}.png", None),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", None),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}", None),
        ("https://user:secret@tiles.example.org/{z}/{x}/{y}", None),
        ("//tiles.example.org/{z}/{x}/{y}", None),
        ("", None),
    ],
)
def test_an_address_names_its_server(address: str, origin: str | None) -> None:
    assert origin_of(address) == origin


@given(st.text(max_size=60))
def test_no_address_can_add_to_a_policy(name: str) -> None:
    origin = origin_of(f"https://{name}/{{z}}/{{x}}/{{y}}")
    assert origin is None or not set(origin) & set(" ;,'\"*\r\n{}@")
