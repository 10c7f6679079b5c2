"""The house channel: what is heard, what is not, and who is told; nothing understands here."""

import asyncio

import pytest

from embedded_hub.audio.opus import is_opus_there
from embedded_hub.core.intercom.house import HOUSE_USER
from embedded_hub.core.intercom.speech_ports import HouseReply, Question
from embedded_hub.core.intercom.talk_groups import house_channel
from embedded_hub.core.people import Principal, Role
from embedded_hub.errors import (
    CodecUnsupported,
    HomewireError,
    NotSupported,
    RequestError,
    StorageError,
)
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.voice_events import StreamStart
from tests.fakes.scripted_transcriber import ScriptedTranscriber
from tests.unit.core.intercom.conftest import Ear, Flat
from tests.unit.core.intercom.test_transcripts import begin, end

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")


class Butler:
    """Answers everything in the same way and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Question]] = []
        self.failure: HomewireError | None = None

    async def answer(self, principal: Principal, question: Question) -> HouseReply:
        self.asked.append((principal.user.name, question))
        if self.failure is not None:
            raise self.failure
        return HouseReply(text=f"You said {question.text}", language="en", kind="action_done")


class Announcer:
    """Says everything in 0.1 s."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def speak(self, text: str, *, language: str | None, voice: str | None) -> bytes:
        self.said.append(text)
        return bytes(3200)


@pytest.fixture
def butler(flat: Flat) -> Butler:
    butler = Butler()
    flat.intercom.house.answerer = butler
    return butler


@pytest.fixture
def engine(flat: Flat) -> ScriptedTranscriber:
    engine = ScriptedTranscriber()
    flat.intercom.transcripts.use(engine)
    return engine


async def answer(ear: Ear) -> HouseAnswered:
    async with asyncio.timeout(5):
        while not ear.told(HouseAnswered):
            await asyncio.sleep(0.005)
    [told] = ear.told(HouseAnswered)
    return told


async def test_what_is_heard_is_asked_with_the_speakers_name_and_room(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    await flat.furnish()
    anna, ear = await flat.join(name="Anna", area="kitchen")
    burst_id = begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    told = await answer(ear)
    assert (told.question, told.text, told.message) == ("400 ms", "You said 400 ms", burst_id)
    [(name, question)] = butler.asked
    assert (name, question.area_id, question.is_spoken) == ("Anna", "kitchen", True)
    assert question.cmd_id == f"house/{burst_id}"
    kept = await flat.store.get(burst_id)
    assert kept is not None
    assert kept.answer == "You said 400 ms"


async def test_an_answer_is_said_to_the_device_that_asked_alone(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    announcer = flat.intercom.house.announcer = Announcer()
    anna, ear = await flat.join(name="Anna")
    _, tablet = await flat.join(name="Anna")
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    await answer(tablet)
    async with asyncio.timeout(5):
        while not ear.told(StreamStart):
            await asyncio.sleep(0.005)
    flat.pass_time(1.0)
    [start] = ear.told(StreamStart)
    assert (start.talking.user, start.replay) == (HOUSE_USER, True)
    assert len(ear.payloads) == 5
    assert tablet.told(StreamStart) == []
    assert announcer.said == ["You said 400 ms"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [(RequestError("crash"), "stt_failed"), (NotSupported("no model"), "stt_failed")],
)
async def test_what_nothing_could_hear_is_not_done_and_said_so(
    flat: Flat,
    butler: Butler,
    engine: ScriptedTranscriber,
    failure: HomewireError,
    code: str,
) -> None:
    anna, ear = await flat.join(name="Anna")
    engine.failures = [failure]
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    told = await answer(ear)
    assert (told.response_type, told.code, told.text) == ("error", code, "")
    assert butler.asked == []


async def test_what_is_written_later_from_the_record_is_not_carried_out(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    anna, ear = await flat.join(name="Anna")
    engine.failures = [RequestError("crash")]
    burst_id = begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    await answer(ear)
    async with asyncio.timeout(5):
        while (await flat.store.get(burst_id)).text is None:  # type: ignore[union-attr]
            await asyncio.sleep(0.005)
    assert butler.asked == []


async def test_what_was_taken_back_or_cut_off_is_not_carried_out(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    anna, ear = await flat.join(name="Anna")
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna, is_cancelled=True)
    begin(flat, anna, house_channel(anna.user_id))
    flat.pass_time(1.0)  # the lease runs out
    await flat.intercom.close()
    assert butler.asked == []
    assert ear.told(HouseAnswered) == []


async def test_a_language_nobody_understands_is_answered_in_a_sentence(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    anna, ear = await flat.join(name="Anna")
    butler.failure = NotSupported("there are no sentences in Klingon")
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    told = await answer(ear)
    assert (told.response_type, told.code) == ("error", "not_supported")
    assert "Klingon" in told.text


async def test_a_typed_question_that_failed_may_be_asked_again_with_its_nonce(
    flat: Flat, butler: Butler
) -> None:
    anna, _ = await flat.join(name="Anna")
    house, question = flat.intercom.house, Question(text="hello")
    butler.failure = NotSupported("not now")
    with pytest.raises(NotSupported):
        await house.ask(anna.principal, question, nonce="n")
    butler.failure = None
    first = await house.ask(anna.principal, question, nonce="n")
    again = await house.ask(anna.principal, question, nonce="n")
    other = await house.ask(anna.principal, question, nonce="m")
    assert first is again
    assert other.message != first.message
    assert len(butler.asked) == 3
    assert all(not one.is_spoken for _, one in butler.asked)


async def test_nobody_answers_in_a_home_that_cannot_be_spoken_to(flat: Flat) -> None:
    anna, _ = await flat.join(name="Anna")
    with pytest.raises(NotSupported):
        await flat.intercom.house.ask(anna.principal, Question(text="hello"))
    channels = [group.id for group in flat.intercom.listed(anna.principal)]
    assert house_channel(anna.user_id) not in channels


async def test_a_house_channel_belongs_to_one_person(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    anna, _ = await flat.join(name="Anna")
    gus, _ = await flat.join(Role.GUEST, name="Gus")
    for member, other in ((anna, gus), (gus, anna)):
        listed = [group.id for group in flat.intercom.listed(member.principal)]
        assert house_channel(member.user_id) in listed
        assert house_channel(other.user_id) not in listed


async def test_an_answer_that_cannot_be_said_is_still_told(
    flat: Flat, butler: Butler, engine: ScriptedTranscriber
) -> None:
    class Mute:
        async def speak(self, text: str, *, language: str | None, voice: str | None) -> bytes:
            raise CodecUnsupported("no voice")

    flat.intercom.house.announcer = Mute()
    anna, ear = await flat.join(name="Anna")
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    assert (await answer(ear)).text == "You said 400 ms"


@pytest.mark.logs_errors
async def test_what_was_done_is_answered_even_when_it_cannot_be_kept(
    flat: Flat,
    butler: Butler,
    engine: ScriptedTranscriber,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(flat.store, "keep", full)
    anna, ear = await flat.join(name="Anna")
    typed = await flat.intercom.house.ask(anna.principal, Question(text="hello"))
    assert typed.text == "You said hello"
    ear.events.clear()
    begin(flat, anna, house_channel(anna.user_id))
    end(flat, anna)
    assert (await answer(ear)).text == "You said 400 ms"
