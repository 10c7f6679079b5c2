import pytest

from embedded_hub.cli.ask import _Outcome, exit_code_of
from embedded_hub.cli.exit_codes import ExitCode


@pytest.mark.parametrize(
    ("response_type", "outcome", "code"),
    [
        ("action_done", _Outcome(), ExitCode.DONE),
        ("query_answer", _Outcome(), ExitCode.DONE),
        ("error", _Outcome(code="no_intent_match"), ExitCode.FAILED),
        ("error", _Outcome(reason="not_connected"), ExitCode.NOT_CONNECTED),
        ("error", _Outcome(reason="unknown_outcome"), ExitCode.UNKNOWN),
        ("action_done", _Outcome(failed=["x"], reason="busy"), ExitCode.FAILED),
    ],
)
def test_an_answer_exits_as_an_action_would(
    response_type: str, outcome: _Outcome, code: ExitCode
) -> None:
    assert exit_code_of(response_type, outcome) is code
