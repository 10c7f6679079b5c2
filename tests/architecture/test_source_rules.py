"""Rules about the source that no linter knows: names, boundaries, modal loops, file sizes."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("embedded_hub", "desktop", "resources")

BANNED_NAMES = {"manager", "helper", "helpers", "utils", "util", "misc"}
# Where somebody else's code may fail in any way (docs/ARCHITECTURE.md, "Boundaries").
BROAD_EXCEPT_ALLOWED = {
    # a listener: the others must still hear
    "embedded_hub/core/bus.py",
    "embedded_hub/client/exchange.py",
    "embedded_hub/client/hub_link.py",
    # a session, a driver, a view model's work
    "embedded_hub/server/session.py",
    "embedded_hub/gateways/supervisor.py",
    "desktop/viewmodels/tasks.py",
    # the system's keyring, whose back ends raise what they like
    "desktop/platform/secrets.py",
}
MAX_LINES = 600


def sources() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def test_no_file_has_a_name_that_says_nothing() -> None:
    offenders = [
        name for name, _ in sources() if BANNED_NAMES & set(Path(name).stem.strip("_").split("_"))
    ]
    assert offenders == []


def test_everything_is_caught_only_at_the_named_boundaries() -> None:
    offenders = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert offenders <= BROAD_EXCEPT_ALLOWED


def test_nothing_opens_a_modal_event_loop() -> None:
    offenders = {
        f"{name}:{node.lineno}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"exec", "exec_"}
        # The one real event loop of the program.
        and name != "desktop/loop.py"
    }
    assert offenders == set()


def test_no_task_is_made_and_forgotten() -> None:
    offenders = {
        f"{name}:{node.lineno}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in {"create_task", "ensure_future"}
        # A TaskGroup owns what it makes.
        and not (
            isinstance(node.value.func.value, ast.Name)
            and node.value.func.value.id in {"group", "tasks"}
        )
    }
    assert offenders == set()


def test_every_file_can_be_read_in_one_sitting() -> None:
    offenders = {
        path.relative_to(ROOT).as_posix(): count
        for package in (*PACKAGES, "tests")
        for path in (ROOT / package).rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert offenders == {}
