from embedded_hub.server.ping_wheel import SPOKES, PingWheel

INTERVAL_S, DEAD_S = 20.0, 45.0


class Peer:
    def __init__(self, last_received_s: float = 0.0) -> None:
        self.last_received_s = last_received_s


def turn(
    wheel: PingWheel[Peer], start_s: float, *, are_alive: bool = True
) -> tuple[list[Peer], list[Peer], float]:
    due: list[Peer] = []
    dead: list[Peer] = []
    now_s = start_s
    for _ in range(SPOKES):
        now_s += wheel.step_s
        found = wheel.step(now_s)
        due += found.due
        dead += found.dead
        if are_alive:
            for peer in found.due:
                peer.last_received_s = now_s
    return due, dead, now_s


def test_everybody_is_pinged_once_an_interval() -> None:
    wheel: PingWheel[Peer] = PingWheel(INTERVAL_S, DEAD_S)
    peers = [Peer() for _ in range(100)]
    for peer in peers:
        wheel.add(peer)
    due, dead, now_s = turn(wheel, 0.0)
    assert sorted(map(id, due)) == sorted(map(id, peers))
    assert not dead
    assert now_s == INTERVAL_S


def test_a_crowd_that_came_at_once_is_spread_over_the_interval() -> None:
    wheel: PingWheel[Peer] = PingWheel(INTERVAL_S, DEAD_S)
    for _ in range(10 * SPOKES):
        wheel.add(Peer())
    assert {len(wheel.step(float(step)).due) for step in range(SPOKES)} == {10}


def test_a_peer_that_sends_nothing_is_dead_after_the_limit() -> None:
    wheel: PingWheel[Peer] = PingWheel(INTERVAL_S, DEAD_S)
    silent, lively = Peer(), Peer()
    wheel.add(silent)
    wheel.add(lively)
    died_at: dict[Peer, int] = {}
    for second in range(1, 121):
        found = wheel.step(float(second))
        for peer in found.dead:
            died_at.setdefault(peer, second)
        if second <= 20 or lively in found.due:
            for peer in found.due:
                # Its pong is a moment late, as they are.
                peer.last_received_s = second + 0.5
    assert lively not in died_at
    assert silent.last_received_s + DEAD_S <= died_at[silent] <= silent.last_received_s + DEAD_S + 1


def test_a_peer_that_left_is_not_pinged() -> None:
    wheel: PingWheel[Peer] = PingWheel(INTERVAL_S, DEAD_S)
    peer = Peer()
    wheel.add(peer)
    wheel.remove(peer)
    wheel.remove(peer)
    assert turn(wheel, 0.0)[0] == []
    assert len(wheel) == 0


def test_nobody_is_dead_because_the_machine_slept() -> None:
    wheel: PingWheel[Peer] = PingWheel(INTERVAL_S, DEAD_S)
    wheel.add(Peer(last_received_s=0.0))
    _, _, now_s = turn(wheel, 0.0)
    due, dead, now_s = turn(wheel, now_s + 8 * 3600.0, are_alive=False)
    assert len(due) == 1
    assert not dead
    found = [turn(wheel, now_s + number * INTERVAL_S, are_alive=False)[1] for number in range(2)]
    assert [len(dead) for dead in found] == [0, 1]
