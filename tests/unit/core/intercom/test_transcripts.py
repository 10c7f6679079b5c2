"""What is written down and when, with an engine in memory and a clock that stands still."""

import asyncio

import pytest

from embedded_hub.audio.codec import make_encoder
from embedded_hub.audio.opus import is_opus_there
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.intercom.transcripts import MAX_LIVE
from embedded_hub.errors import NotSupported, RequestError
from embedded_hub.model.voice import BurstId, Frame
from embedded_hub.protocol.voice_events import TranscriptChanged
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.scripted_transcriber import ScriptedTranscriber
from tests.unit.core.intercom.conftest import Ear, Flat

pytestmark = pytest.mark.skipif(not is_opus_there(), reason="libopus is not installed")
COUNT = 20
TEXT = "400 ms"


@pytest.fixture
def engine(flat: Flat) -> ScriptedTranscriber:
    engine = ScriptedTranscriber()
    flat.intercom.transcripts.use(engine)
    return engine


def sound(count: int = COUNT) -> list[Frame]:
    encoder, stamper = make_encoder("opus", 16_000), FrameStamper()
    return [stamper.stamp(encoder.encode(bytes(640))) for _ in range(count)]


async def reader(flat: Flat) -> tuple[Member, Ear]:
    member, ear = await flat.join()
    flat.intercom.follow(member, None, is_live=True, is_reading=True)
    return member, ear


def begin(flat: Flat, member: Member, channel: str = "all") -> BurstId:
    decision = flat.talk(member, channel)
    assert decision.burst is not None
    flat.say(member, decision.handler, sound())
    return decision.burst.id


def end(flat: Flat, member: Member, *, is_cancelled: bool = False) -> None:
    [burst] = [one for one in flat.intercom.live.bursts() if one.member is member]
    flat.intercom.release(member, burst.stream, is_cancelled=is_cancelled)


async def settled(flat: Flat) -> None:
    """Wait until nothing is being written any more, nor to be tried again."""
    transcripts = flat.intercom.transcripts
    async with asyncio.timeout(5):
        while transcripts._live:
            await asyncio.sleep(0.005)
        if transcripts._catching_up is not None:
            await transcripts._catching_up


async def until_text(flat: Flat, burst_id: BurstId) -> str:
    async with asyncio.timeout(5):
        while True:
            record = await flat.store.get(burst_id)
            if record is not None and record.text is not None:
                return record.text
            await asyncio.sleep(0.005)


async def test_partial_texts_have_no_revision_and_the_last_one_is_kept(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    member, ear = await reader(flat)
    engine.partials = ["4", "400"]
    burst_id = begin(flat, member)
    end(flat, member)
    assert await until_text(flat, burst_id) == TEXT
    told = [(one.text, one.rev, one.final) for one in ear.told(TranscriptChanged)]
    assert told == [("4", 0, False), ("400", 0, False), (TEXT, 1, True)]


async def test_only_so_many_are_written_as_they_are_said_and_the_rest_after(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    engine.may_end.clear()
    people = [(await flat.join(name=f"p{n}"))[0] for n in range(MAX_LIVE + 2)]
    channels = ["all", "area:kitchen", "area:hall"]
    target, _ = await flat.join(name="target")
    channels += [f"user:{target.user_id}", f"user:{people[0].user_id}"]
    bursts = [begin(flat, *pair) for pair in zip(people, channels, strict=True)]
    for member in people:
        end(flat, member)
    await asyncio.sleep(0.02)
    assert engine.begun <= MAX_LIVE + 1  # of those that came too late one is written at a time
    engine.may_end.set()
    assert [await until_text(flat, one) for one in bursts] == [TEXT] * len(bursts)
    assert engine.most_at_once <= MAX_LIVE + 1


async def test_what_broke_down_is_written_from_the_record(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    member, ear = await reader(flat)
    engine.failures = [RequestError("crash")]
    burst_id = begin(flat, member)
    end(flat, member)
    assert await until_text(flat, burst_id) == TEXT
    assert engine.begun == 2
    [told] = ear.told(TranscriptChanged)
    assert (told.final, told.stream) == (True, None)


async def test_what_cannot_be_written_is_not_tried_again(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    member, ear = await reader(flat)
    engine.failures = [NotSupported("not this language")]
    begin(flat, member)
    end(flat, member)
    await settled(flat)
    assert engine.begun == 1
    assert ear.told(TranscriptChanged) == []
    assert flat.intercom.transcripts.refusal == "not this language"


async def test_everybody_is_heard_in_their_own_language(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    flat.intercom.transcripts.language = "en"
    member, _ = await flat.join()
    for language in (None, "de"):
        await flat.intercom.prefer(member.principal, Preferences(language=language))
        burst_id = begin(flat, member)
        end(flat, member)
        await until_text(flat, burst_id)
    assert engine.languages == ["en", "de"]


async def test_what_was_taken_back_is_forgotten(flat: Flat, engine: ScriptedTranscriber) -> None:
    member, ear = await reader(flat)
    begin(flat, member)
    end(flat, member, is_cancelled=True)
    await flat.intercom.close()
    assert ear.told(TranscriptChanged) == []
    assert engine.begun == engine.ended


async def test_nothing_goes_on_once_the_owner_wants_nothing_written(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    member, ear = await reader(flat)
    engine.may_end.clear()
    burst_id = begin(flat, member)
    end(flat, member)
    await asyncio.sleep(0)
    flat.intercom.transcripts.use(None)
    engine.may_end.set()
    await flat.intercom.close()
    record = await flat.store.get(burst_id)
    assert record is not None
    assert record.text is None
    assert ear.told(TranscriptChanged) == []


async def test_what_was_said_before_is_caught_up_with_and_nothing_older(flat: Flat) -> None:
    member, _ = await flat.join()
    bursts = []
    for _ in range(2):
        bursts.append(begin(flat, member))
        end(flat, member)
        flat.pass_time(100, step_s=10)
    await asyncio.sleep(0.01)
    flat.intercom.transcripts.use(ScriptedTranscriber())
    since = flat.clock.utc_s() - 150
    await flat.intercom.transcripts.catch_up(since)
    assert await until_text(flat, bursts[1]) == TEXT
    first = await flat.store.get(bursts[0])
    assert first is not None
    assert first.text is None


async def test_a_person_who_wrote_first_is_not_corrected_by_a_machine(
    flat: Flat, engine: ScriptedTranscriber
) -> None:
    member, _ = await reader(flat)
    engine.may_end.clear()
    burst_id = begin(flat, member)
    end(flat, member)
    async with asyncio.timeout(5):
        while await flat.store.get(burst_id) is None:
            await asyncio.sleep(0.005)
    await flat.intercom.past.correct(member.principal, burst_id, "mine")
    engine.may_end.set()
    await settled(flat)
    assert await until_text(flat, burst_id) == "mine"
