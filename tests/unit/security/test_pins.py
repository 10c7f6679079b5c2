import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import ConfigError
from embedded_hub.security.pins import parse_pin, pin_of, spoken

DIGESTS = st.binary(min_size=32, max_size=32)


@given(DIGESTS)
def test_a_pin_is_read_in_every_form_people_paste(digest: bytes) -> None:
    pin = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    standard = base64.b64encode(digest).decode()
    pairs = ":".join(f"{byte:02X}" for byte in digest)
    forms = [pin, pin + "=", standard, digest.hex(), pairs, spoken(pin), f" {pin}\n"]
    forms += [f"sha256//{standard}", f"SHA256:{standard}", f"sha-256:{digest.hex()}"]
    assert {parse_pin(form) for form in forms} == {pin}


@pytest.mark.parametrize(
    "text", ["", "x", "sha256:", "A" * 42, "A" * 44, "g" * 64, "ä" * 43, "A=" * 22]
)
def test_what_is_no_pin_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_pin(text)


@given(st.text(max_size=90))
def test_any_text_is_a_pin_or_refused(text: str) -> None:
    try:
        assert len(parse_pin(text)) == 43
    except ConfigError:
        return


def test_a_pin_is_the_hash_of_the_key() -> None:
    assert pin_of(b"") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    assert spoken(pin_of(b"")).startswith("e3b0 c442 98fc")
