"""Codes of Matter devices: those its own reference library makes, and what people make of them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import InvalidInfo
from embedded_hub.gateways.matter.codes import checked_code

PRINTED = "34970112332"
PRINTED_WITH_VENDOR = "455259059604639023089"
SCANNED = "MT:Y.K90AFN00KA0648G00"


@pytest.mark.parametrize(
    ("given_code", "code"),
    [
        (PRINTED, PRINTED),
        ("3497-011-2332", PRINTED),
        (" 3497 011 2332 ", PRINTED),
        (PRINTED_WITH_VENDOR, PRINTED_WITH_VENDOR),
        ("639687151901484353666", "639687151901484353666"),
        (SCANNED, SCANNED),
        ("mt:y.k90afn00ka0648g00", SCANNED),
        ("MT:-24J0AFN00KA0648G00", "MT:-24J0AFN00KA0648G00"),
        ("MT:W0Y0121I14EG.I1W700", "MT:W0Y0121I14EG.I1W700"),
        (f"{SCANNED}*W0Y0121I14EG.I1W700", f"{SCANNED}*W0Y0121I14EG.I1W700"),
    ],
)
def test_a_code_goes_to_the_server_without_its_decoration(given_code: str, code: str) -> None:
    assert checked_code(given_code) == code


@pytest.mark.parametrize(
    ("given_code", "why"),
    [
        (None, "is needed"),
        ("  ", "is needed"),
        ("3497011233", "has 10"),
        ("349701123320", "has 12"),
        ("94970112330", "wrong"),
        ("90054912332", "Matter sign"),
        ("hello", "11 or 21 digits"),
        ("٣٤٩٧٠١١٢٣٣٢", "11 or 21 digits"),
        ("MT:", "missing"),
        ("MT:Y.K90AFN00", "missing"),
        ("MT:Y.K90AFN00KA0648G0", "missing"),
        ("MT:Y.K90AFN00KA0648G0!", "'!'"),
        ("MT:.....AFN00KA0648G00", "wrong"),
        ("MT:" + "0" * 5000, "too long"),
        ("MT:0000000000000000000", "no Matter device"),
        ("00275906787", "no Matter device"),
    ],
)
def test_what_no_device_has_is_refused_with_what_is_wrong(given_code: str, why: str) -> None:
    with pytest.raises(InvalidInfo, match=why) as refused:
        checked_code(given_code)
    assert refused.value.details["field"] == "code"


@given(place=st.integers(0, 10), by=st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(place: int, by: int) -> None:
    wrong = (int(PRINTED[place]) + by) % 10
    with pytest.raises(InvalidInfo):
        checked_code(f"{PRINTED[:place]}{wrong}{PRINTED[place + 1 :]}")


@given(st.text(max_size=40), st.sampled_from(("", "MT:")))
def test_no_text_is_more_than_a_wrong_code(text: str, prefix: str) -> None:
    with contextlib.suppress(InvalidInfo):
        assert checked_code(f"{prefix}{text}")
