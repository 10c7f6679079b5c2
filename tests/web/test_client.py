"""The web client's modules, run by Node.js; the vectors they read are the desktop's own answers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "resources" / "web"
TESTS = sorted((Path(__file__).parent / "client").glob("*.test.mjs"))
LONGEST_FILE = 600


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_the_web_client_does_what_its_tests_say(node: str, path: Path) -> None:
    command = [node, "--test", "--test-reporter=tap", str(path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    passed = re.search(r"^# pass (\d+)$", ran.stdout, re.MULTILINE)
    assert passed is not None
    assert int(passed[1]) > 0


@pytest.mark.timeout(180)
def test_the_web_client_is_typed(compiler: list[str]) -> None:
    command = [*compiler, "--project", "tests/web/tsconfig.json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    "script", ["generate_web_tables.py", "generate_web_types.py", "generate_web_vectors.py"]
)
def test_what_is_generated_for_the_web_client_is_fresh(script: str) -> None:
    command = [sys.executable, str(ROOT / "build" / script), "--check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"run python build/{script}\n{ran.stderr}"


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    for page in WEB.glob("*.html"):
        source = page.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", source), page.name
        assert not re.search(r"<script(?![^>]*\ssrc=)", source), page.name


def test_nothing_a_device_is_called_can_become_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    hits = [
        path.name
        for path in WEB.rglob("*.js")
        if forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert hits == []


def test_the_pages_load_nothing_from_elsewhere() -> None:
    address = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}/", re.IGNORECASE)
    for path in WEB.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".webmanifest"):
            assert not address.search(path.read_text(encoding="utf-8")), path.name


def test_files_stay_small_enough_to_be_read() -> None:
    long = {
        path.name: count
        for path in WEB.rglob("*.js")
        if "tables" not in path.parts
        and (count := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}
