"""What breaks RFC 6455 or JSON ends its own connection, with the code that says why."""

import pytest

from tests.integration.hostile.hubs import Hub, enter
from tests.integration.hostile.wire import CLOSE, PING, Raw, frame

BIG = 256 * 1024


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(frame(b"{}", mask=False), 1002, id="unmasked"),
        pytest.param(b"\xc1\x80" + bytes(4), 1002, id="reserved bit"),
        pytest.param(frame(b"", 3), 1002, id="reserved data opcode"),
        pytest.param(frame(b"", 11), 1002, id="reserved control opcode"),
        pytest.param(frame(b"x", PING, fin=False), 1002, id="ping in pieces"),
        pytest.param(frame(b"x" * 126, PING), 1002, id="ping too large"),
        pytest.param(frame(b"x", 0), 1002, id="continues nothing"),
        pytest.param(frame(b"{", fin=False) + frame(b"}"), 1002, id="text within text"),
        pytest.param(frame(b"\x03", CLOSE), 1002, id="half a close code"),
        *(
            pytest.param(frame(code.to_bytes(2), CLOSE), 1002, id=f"close {code}")
            for code in (999, 1005, 1006, 5000)
        ),
        pytest.param(frame(b"\x03\xe8\xff", CLOSE), 1007, id="close reason not UTF-8"),
        pytest.param(frame(b"\x03\xe8", CLOSE), 1000, id="a proper close"),
        pytest.param(
            frame(b'"\xe2', fin=False) + frame(b'("', 0), 1007, id="bad UTF-8 over two pieces"
        ),
        pytest.param(frame(b'"\xed\xa0\x80"'), 1007, id="a surrogate in UTF-8"),
        pytest.param(b"\x81\xff" + b"\x7f" + b"\xff" * 7 + bytes(4), 1009, id="9 exabytes"),
        pytest.param(frame(b'"' + b"x" * BIG + b'"'), 1009, id="too large"),
        pytest.param(
            frame(b"{", fin=False) + frame(b" ", 0, fin=False) * 10_000, 1009, id="10,000 pieces"
        ),
        pytest.param(frame(b"[" * 65 + b"]" * 65), 1008, id="too deep"),
        pytest.param(frame(b'{"id":1,"type":"ping","x":NaN}'), 1008, id="NaN"),
        *(pytest.param(frame(text), 1008, id=repr(text)) for text in (b"", b"hello", b"\0")),
    ],
)
async def test_a_frame_that_breaks_the_rules_is_closed_with_its_code(
    hub: Hub, family: str, data: bytes, code: int
) -> None:
    async with await Raw.enter(hub.port, family) as raw:
        raw.write(data)
        assert await raw.close_code() == code


async def test_ids_only_ever_grow_and_stay_what_json_can_hold(hub: Hub) -> None:
    async with enter(hub) as client:
        for number, expected in [
            *((0, "invalid_format"), (-1, "invalid_format"), (2**53, "invalid_format")),
            *((5, None), (5, "id_reuse"), (4, "id_reuse"), (2**53 - 1, None)),
        ]:
            await client.socket.send(f'{{"id":{number},"type":"ping"}}')
            answer = await client.hear()
            assert answer.get("error", {}).get("code") == expected
