"""Pending marks and problems."""

from desktop.viewmodels.marks import DONE_GRACE_S, Marks
from embedded_hub.model.action import DONE, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityId

LAMP = EntityId("light.lamp")
FAILED = Outcome(kind=OutcomeKind.FAILED, code="busy", message="Busy.")
UNKNOWN = Outcome(kind=OutcomeKind.UNKNOWN, code="unknown_outcome")


def test_what_was_asked_is_pending_until_the_entity_reports() -> None:
    marks = Marks()
    marks.asked(LAMP, "40 %")
    mark = marks.pending(LAMP)
    assert mark is not None
    assert mark.asked == "40 %"
    marks.state_came(LAMP)
    assert marks.pending(LAMP) is None


def test_confirmation_before_the_state_keeps_the_mark_for_a_grace_time() -> None:
    marks = Marks()
    marks.asked(LAMP, "On")
    marks.ended(LAMP, DONE, 100.0)
    assert marks.pending(LAMP) is not None
    assert marks.has_expiring
    assert marks.expire(100.0 + DONE_GRACE_S - 0.1) == []
    assert marks.expire(100.0 + DONE_GRACE_S) == [LAMP]
    assert marks.pending(LAMP) is None
    assert not marks.has_expiring


def test_state_of_an_earlier_command_does_not_end_a_drag() -> None:
    marks = Marks()
    marks.asked(LAMP, "40 %")
    marks.asked(LAMP, "60 %")
    marks.state_came(LAMP)
    assert marks.pending(LAMP) is not None
    marks.ended(LAMP, DONE, 0.0)
    marks.ended(LAMP, DONE, 0.0)
    assert marks.pending(LAMP) is None


def test_failure_ends_the_mark_and_stays_until_read() -> None:
    marks = Marks()
    marks.asked(LAMP, "On")
    problem = marks.ended(LAMP, FAILED, 0.0)
    assert problem is not None
    assert (problem.kind, problem.code) == ("failed", "busy")
    assert marks.pending(LAMP) is None
    marks.state_came(LAMP)
    assert marks.problem(LAMP) == problem
    marks.dismiss(LAMP)
    assert marks.problem(LAMP) is None


def test_unknown_outcome_never_flips_back_by_itself() -> None:
    marks = Marks()
    marks.asked(LAMP, "Unlocked")
    marks.ended(LAMP, UNKNOWN, 0.0)
    problem = marks.problem(LAMP)
    assert problem is not None
    assert problem.kind == "unknown"
    assert marks.expire(1e9) == []
    assert marks.problem(LAMP) is not None


def test_new_command_puts_the_old_problem_away() -> None:
    marks = Marks()
    marks.asked(LAMP, "On")
    marks.ended(LAMP, FAILED, 0.0)
    marks.asked(LAMP, "On")
    assert marks.problem(LAMP) is None
    assert marks.pending(LAMP) is not None


def test_entities_that_went_leave_no_marks() -> None:
    marks = Marks()
    marks.asked(LAMP, "On")
    marks.ended(LAMP, FAILED, 0.0)
    marks.retain(set())
    assert marks.problem(LAMP) is None


def test_outcome_of_a_command_whose_mark_went_is_only_a_problem() -> None:
    marks = Marks()
    assert marks.ended(LAMP, DONE, 0.0) is None
    assert marks.ended(LAMP, FAILED, 0.0) is not None
