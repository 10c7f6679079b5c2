import pytest

from embedded_hub.speech.api import BYTES_PER_S
from embedded_hub.speech.desk import Desk
from embedded_hub.speech.messages import Answer, Cancel, Feed, Finish, Heard, Open, Refused
from tests.fakes.spelling_engine import SpellingEngine, pcm_of

SECOND = pcm_of("x" * (BYTES_PER_S // 2))


class Office:
    """A desk, what it answered, and whether it is behind."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.is_behind = False
        self.desk = Desk(SpellingEngine(), self.answers.append, lambda: self.is_behind)


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_talk_burst_ends_in_one_final_answer(office: Office) -> None:
    office.desk.take(Open(1, "de"))
    office.desk.take(Feed(1, pcm_of("hal")))
    office.desk.take(Feed(1, pcm_of("lo")))
    office.desk.take(Finish(1))
    assert office.answers == [
        Heard(1, is_final=True, text="hallo", stable_chars=5, language="de", confidence=1.0)
    ]


def test_each_second_of_sound_has_a_partial_answer(office: Office) -> None:
    office.desk.take(Open(1, None))
    for _ in range(6):
        office.desk.take(Feed(1, SECOND[: BYTES_PER_S // 2]))
    assert [isinstance(one, Heard) and one.is_final for one in office.answers] == [False] * 3


def test_partial_answers_are_left_out_when_behind_and_final_ones_never(office: Office) -> None:
    office.desk.take(Open(1, None))
    office.is_behind = True
    for _ in range(3):
        office.desk.take(Feed(1, SECOND))
    office.desk.take(Finish(1))
    (answer,) = office.answers
    assert isinstance(answer, Heard)
    assert answer.is_final
    assert len(answer.text) == 3 * BYTES_PER_S // 2


def test_people_who_speak_at_once_are_told_apart(office: Office) -> None:
    for message in (
        *(Open(1, None), Open(2, None), Feed(1, pcm_of("a")), Feed(2, pcm_of("b"))),
        *(Feed(1, pcm_of("a")), Finish(2), Finish(1)),
    ):
        office.desk.take(message)
    heard = [(one.stream, one.text) for one in office.answers if isinstance(one, Heard)]
    assert heard == [(2, "b"), (1, "aa")]


def test_nothing_is_said_of_a_stream_nobody_waits_for(office: Office) -> None:
    for message in (Open(1, None), Cancel(1), Feed(1, SECOND), Finish(1), Finish(9)):
        office.desk.take(message)
    assert office.answers == []


def test_a_language_the_engine_does_not_know_is_refused_once(office: Office) -> None:
    for message in (Open(1, "tlh"), Feed(1, SECOND), Finish(1)):
        office.desk.take(message)
    assert office.answers == [Refused(1, "this model knows no Klingon")]
