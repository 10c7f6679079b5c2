"""Commands under way, takeovers and haste: the small arithmetic of a native gateway."""

from embedded_hub.gateways.native.commands import MAX_UNDER_WAY, CommandBook
from embedded_hub.gateways.native.rate import RateLimit
from embedded_hub.gateways.native.takeovers import Takeovers
from embedded_hub.model.action import DONE, OutcomeKind
from embedded_hub.protocol import gateway_messages as gw


def command(command_id: str = "c1", ttl: int = 5000) -> gw.Cmd:
    return gw.Cmd(id=command_id, to="d/e", do="set", args={"on": True}, ttl=ttl)


def book_with(*messages: gw.Cmd | gw.Cmds) -> CommandBook:
    book = CommandBook()
    for message in messages:
        book.open(message, 0.0)
    return book


def test_done_resolves_with_what_it_gave_back() -> None:
    resolved = book_with(command()).done(gw.Done(id="c1", ok=True, result={"answer": 42}))
    assert resolved is not None
    assert resolved.outcomes[0].response == {"answer": 42}


def test_failure_keeps_its_code_and_unknown_codes_are_internal() -> None:
    for said, kept in (("denied", "denied"), ("weird", "internal"), (None, "internal")):
        resolved = book_with(command()).done(gw.Done(id="c1", ok=False, code=said, msg="no"))
        assert resolved is not None
        (outcome,) = resolved.outcomes
        assert (outcome.kind, outcome.code, outcome.message) == (OutcomeKind.FAILED, kept, "no")


def test_second_answer_and_answer_nobody_asked_for_resolve_nothing() -> None:
    book = book_with(command())
    assert book.done(gw.Done(id="c1", ok=True)) is not None
    assert book.done(gw.Done(id="c1", ok=False)) is None
    assert book.done(gw.Done(id="other", ok=True)) is None


def test_only_commands_with_time_left_are_sent_again_with_the_rest_of_it() -> None:
    book = book_with(command("c1", ttl=5000), command("c2", ttl=1000))
    assert book.resend(2.0) == [command("c1", ttl=3000)]


def test_what_can_be_said_of_a_command_nobody_answered() -> None:
    book = book_with(command("sent"), command("taken"), command("asleep"))
    book.took(gw.Took(id="taken"))
    book.took(gw.Took(id="asleep", eta="wake"))
    said = {one.id: one.outcomes[0].message or "" for one in book.abandon()}
    assert "not confirmed" in said["sent"]
    assert "not finished" in said["taken"]
    assert "wakes" in said["asleep"]
    assert len(book) == 0


def test_scene_has_one_outcome_for_each_of_its_items() -> None:
    scene = gw.Cmds(id="c9", items=(("a/b", "set", {}), ("c/d", "set", {})), ttl=1000)
    items = (gw.ItemDone(ok=True), gw.ItemDone(ok=False, code="unreachable"))
    resolved = book_with(scene).done(gw.Done(id="c9", ok=False, code="unreachable", items=items))
    assert resolved is not None
    assert resolved.outcomes[0] == DONE
    assert resolved.outcomes[1].code == "unreachable"
    unnamed = book_with(scene).done(gw.Done(id="c9", ok=True))
    assert unnamed is not None
    assert unnamed.outcomes == (DONE, DONE)
    assert len(book_with(scene).give_up("c9").outcomes) == 2


def test_no_more_are_under_way_than_the_gateway_remembers() -> None:
    book = book_with(*(command(f"c{number}") for number in range(MAX_UNDER_WAY - 1)))
    assert not book.is_full
    book.open(command("last"), 0.0)
    assert book.is_full


def test_fourth_takeover_within_a_minute_is_held_for_a_minute() -> None:
    takeovers = Takeovers()
    assert [takeovers.admits(at_s) for at_s in (0, 10, 20, 30)] == [True, True, True, False]
    assert takeovers.is_held(89)
    assert takeovers.retry_s(30) == 60
    assert not takeovers.admits(89)
    assert takeovers.admits(90)


def test_takeovers_now_and_then_are_no_clones() -> None:
    takeovers = Takeovers()
    assert all(takeovers.admits(at_s) for at_s in range(0, 600, 25))


def test_rate_lets_a_burst_pass_and_then_the_promise() -> None:
    rate = RateLimit(10, 0.0)
    assert sum(rate.admits(0.0) for _ in range(50)) == 20
    assert sum(rate.admits(1.0) for _ in range(50)) == 10
    assert rate.tells(1.0)
    assert not rate.tells(1.5)
    assert rate.tells(2.0)


def test_only_haste_that_goes_on_is_abuse() -> None:
    rate = RateLimit(10, 0.0)
    for _ in range(200):
        rate.admits(0.0)
    assert not rate.is_abused
    for _ in range(50):
        rate.admits(0.0)
    assert rate.is_abused
