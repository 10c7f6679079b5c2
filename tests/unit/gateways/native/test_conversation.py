"""Both halves of the protocol against each other over a wire that does its worst. No socket.

Whatever is lost, repeated, reordered or cut: every event arrives exactly once and in order, the
states end equal, and no command is carried out twice.
"""

from collections import deque
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.client.gateway_replay import CommandMemory, Outbox
from embedded_hub.gateways.native.commands import Resolved
from embedded_hub.gateways.native.effects import Connected, Effect, Happened, Report, Send
from embedded_hub.gateways.native.session import Memory, Session
from embedded_hub.model.action import OutcomeKind
from embedded_hub.protocol import gateway_messages as gw

DEVICE = gw.DeviceSpec(
    id="d",
    name="Device",
    entities=(
        *(gw.EntitySpec(id=name, kind="sensor", caps={"v": gw.Cap(type="int")}) for name in "abc"),
        gw.EntitySpec(id="bell", kind="event", caps={"type": gw.Cap(options=("ring",))}),
    ),
)
LIMITS = gw.Limits(rate=1_000_000)

STEPS = (
    *("state", "state", "event", "event", "command", "up", "up", "down", "ack", "rush", "rush"),
    *("duplicate", "lose", "swap", "cut", "forget", "reboot"),
)


class Wire:
    """A gateway, a hub, and the frames between them."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.utc_s = 1_795_399_200.0
        # the gateway
        self.boot = 1
        self.outbox = Outbox()
        self.done_commands = CommandMemory()
        self.carried_out: list[str] = []
        self.truth: dict[str, int] = {}
        self.sent_events: list[int] = []
        self.boots_events: list[list[int]] = [self.sent_events]
        self.is_welcome = False
        # the hub
        self.memory = Memory()
        self.session: Session | None = None
        self.states: dict[str, str | None] = {}
        self.events: list[int] = []
        self.kept_events = 0
        self.connected = 0
        self.outcomes: dict[str, OutcomeKind] = {}
        self.command_count = 0
        # between them
        self.up: deque[str] = deque()
        self.down: deque[gw.Message] = deque()
        self.connect()

    # --- the gateway ---------------------------------------------------------------------------

    def connect(self) -> None:
        self.up.clear()
        self.down.clear()
        self.is_welcome = False
        self.session = Session("g", self.memory, session_id="s", limits=LIMITS, now_s=self.now_s)
        hello = gw.Hello(
            gw="g",
            boot=f"b{self.boot}",
            seq=self.outbox.seq,
            oldest=self.outbox.oldest(),
            rev=5,
        )
        self.up.append(gw.encode(hello))

    def state(self, number: int) -> None:
        key = f"d/{'abc'[number % 3]}"
        self.truth[key] = number
        self.outbox.state(key, {"v": number})

    def event(self, number: int) -> None:
        self.sent_events.append(number)
        self.outbox.event("d/bell", "ring", {"n": number}, self.now_s)

    def reboot(self) -> None:
        """Restart: what the devices are is read again, what was under way is gone."""
        self.boot += 1
        self.outbox = Outbox()
        self.done_commands = CommandMemory()
        for key, value in self.truth.items():
            self.outbox.state(key, {"v": value})
        self.sent_events = []
        self.boots_events.append(self.sent_events)
        self.connect()

    def pump(self) -> None:
        while self.is_welcome:
            message = self.outbox.next(self.now_s, self._stamp)
            if message is None:
                return
            self.up.append(gw.encode(message))

    def _stamp(self, at_s: float) -> int:
        return round((self.utc_s + at_s - self.now_s) * 1000)

    def deliver_down(self) -> None:
        if not self.down:
            return
        message = gw.decode_from_hub(gw.encode(self.down.popleft()))
        match message:
            case gw.Welcome():
                self.is_welcome = True
                self.outbox.welcome(message)
                if message.rev != 5:
                    announce = gw.Announce(rev=5, full=True, devices=gw.encode_devices([DEVICE]))
                    self.up.append(gw.encode(announce))
            case gw.Ack():
                self.outbox.ack(message.seq)
            case gw.Err():
                self.outbox.rewind()
            case gw.Cmd():
                self._command(message)

    def _command(self, message: gw.Cmd) -> None:
        if self.done_commands.begin(message.id):
            self.carried_out.append(message.id)
            self.done_commands.end(gw.Done(id=message.id, ok=True))
        done = self.done_commands.outcome(message.id)
        self.up.append(gw.encode(gw.Took(id=message.id)))
        if done is not None:
            self.up.append(gw.encode(done))

    # --- the hub -------------------------------------------------------------------------------

    def deliver_up(self, count: int = 1) -> None:
        self.pump()
        for _ in range(min(count, len(self.up))):
            assert self.session is not None
            self.take(self.session.receive(self.up.popleft(), self.now_s, self.utc_s))

    def take(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send():
                    self.down.append(effect.message)
                case Report():
                    self.states[effect.report.key] = effect.report.value
                case Happened():
                    number = effect.content["n"]
                    assert isinstance(number, int)
                    self.events.append(number)
                case Connected():
                    self.connected += 1
                case Resolved():
                    self.outcomes[effect.id] = effect.outcomes[0].kind
                case _:
                    pass

    def rush(self) -> None:
        """Let a few frames pass both ways, as on a good day."""
        for _ in range(4):
            self.deliver_up()
            self.deliver_down()

    def acknowledge(self) -> None:
        if self.session is not None and self.session.ack_due_s() is not None:
            seq = self.session.begin_ack()
            self.kept_events = len(self.events)
            self.down.append(self.session.acked(seq))

    def forget(self) -> None:
        """Restart the hub: what was not kept for good is gone."""
        del self.events[self.kept_events :]
        self.states.clear()
        self.memory = Memory(self.memory.boot, self.memory.acked)
        self.connect()

    def command(self) -> None:
        if not self.connected or self.memory.commands.is_full:
            return
        self.command_count += 1
        message = gw.Cmd(id=f"c{self.command_count}", to="d/a", do="set", args={}, ttl=60_000)
        self.memory.commands.open(message, self.now_s)
        self.down.append(message)

    # --- the wire ------------------------------------------------------------------------------

    def play(self, steps: list[str]) -> None:
        for number, step in enumerate(steps):
            self.now_s += 0.01
            self.utc_s += 0.01
            self.one(step, number)
            self.pump()

    def one(self, step: str, number: int) -> None:
        plain = {
            "command": self.command,
            "up": self.deliver_up,
            "down": self.deliver_down,
            "rush": self.rush,
            "ack": self.acknowledge,
            "cut": self.connect,
            "forget": self.forget,
            "reboot": self.reboot,
        }
        if step in plain:
            plain[step]()
        elif step == "state":
            self.state(number)
        elif step == "event":
            self.event(number)
        elif self.is_welcome and self.memory.is_whole and self.memory.inventory.rev:
            # A WebSocket never spoils what begins a connection without ending it.
            self.spoil(step)

    def spoil(self, step: str) -> None:
        if step == "duplicate" and self.up:
            self.up.appendleft(self.up[0])
        elif step == "lose" and self.up:
            self.up.popleft()
        elif step == "swap" and len(self.up) > 1:
            self.up[0], self.up[1] = self.up[1], self.up[0]

    def settle(self) -> None:
        """Let a last, good connection finish everything."""
        self.connect()
        for _ in range(2000):
            self.pump()
            if not self.up and not self.down and not self.outbox.has_next:
                self.acknowledge()
                if not self.down:
                    return
            self.deliver_up()
            self.deliver_down()
        raise AssertionError("the conversation does not come to rest")


def steps(*without: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([name for name in STEPS if name not in without]), max_size=60)


@settings(max_examples=300, deadline=None)
@given(steps("reboot"))
def test_every_event_arrives_exactly_once_and_states_converge(play: list[str]) -> None:
    wire = Wire()
    wire.settle()
    wire.play(play)
    wire.settle()
    assert wire.events == wire.sent_events
    told = {key: value for key, value in wire.states.items() if value is not None}
    assert told == {key: str(value) for key, value in wire.truth.items()}
    assert wire.connected >= 1


@settings(max_examples=200, deadline=None)
@given(steps())
def test_over_a_restart_nothing_comes_twice_or_out_of_order(play: list[str]) -> None:
    wire = Wire()
    wire.settle()
    wire.play(play)
    wire.settle()
    assert len(wire.events) == len(set(wire.events))
    assert wire.events == sorted(wire.events)
    # The last boot's events were never in danger.
    last = wire.boots_events[-1]
    assert wire.events[len(wire.events) - len(last) :] == last
    told = {key: value for key, value in wire.states.items() if value is not None}
    assert told == {key: str(value) for key, value in wire.truth.items()}


@settings(max_examples=300, deadline=None)
@given(steps("forget"))
def test_no_command_is_carried_out_twice_and_each_one_ends(play: list[str]) -> None:
    wire = Wire()
    wire.settle()
    wire.play(play)
    wire.settle()
    assert len(wire.carried_out) == len(set(wire.carried_out))
    for number in range(1, wire.command_count + 1):
        ended = wire.outcomes.get(f"c{number}")
        is_waiting = f"c{number}" in wire.memory.commands
        assert ended is not None or is_waiting
        if ended is OutcomeKind.DONE:
            assert f"c{number}" in wire.carried_out


def test_ten_thousand_offline_states_collapse_and_fifty_events_arrive_once() -> None:
    wire = Wire()
    wire.settle()
    wire.is_welcome = False
    for number in range(10_000):
        wire.state(number)
        if number % 200 == 0:
            wire.event(number)
    wire.settle()
    assert wire.events == list(range(0, 10_000, 200))
    assert wire.states == {"d/a": "9999", "d/b": "9997", "d/c": "9998"}
    # One message for all the values, fifty for the events; before that the first snapshot.
    assert wire.outbox.seq <= 53
