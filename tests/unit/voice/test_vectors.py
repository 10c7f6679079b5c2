"""The scenarios the web client's twins are held to are those the cores play today."""

from tests.vectors.record_voice import files


def test_the_recorded_scenarios_are_what_the_cores_answer_now() -> None:
    stale = [target.name for target, text in files().items() if target.read_text("utf-8") != text]
    assert not stale, "run: python -m tests.vectors.record_voice"
