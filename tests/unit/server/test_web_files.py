from pathlib import Path

import pytest

from embedded_hub.server.pages import PageRequest, answer_file, app_policy
from embedded_hub.server.web_files import is_known, read_web_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talk").mkdir()
    for name, content in {
        "index.html": "start",
        "sw.js": "worker",
        "talk/worklet.mjs": "worklet",
        "app.webmanifest": "{}",
        "icon.svg": "<svg/>",
        "letters.woff2": "w",
        "notes.md": "notes",
        "types.d.ts": "types",
        ".secret.json": "{}",
    }.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "link.json").symlink_to("/etc/hostname")
    return tmp_path


def test_files_are_served_under_their_names_with_the_types_browsers_insist_on(folder: Path) -> None:
    files = read_web_files(folder)
    assert {name: file.content_type.partition(";")[0] for name, file in files.items()} == {
        "/": "text/html",
        "/index": "text/html",
        "/index.html": "text/html",
        "/pair": "text/html",
        "/sw.js": "text/javascript",
        "/talk/worklet.mjs": "text/javascript",
        "/app.webmanifest": "application/manifest+json",
        "/icon.svg": "image/svg+xml",
        "/letters.woff2": "font/woff2",
    }
    assert files["/"].content == b"start"


def test_a_pairing_page_of_its_own_takes_the_start_page_s_place(folder: Path) -> None:
    (folder / "pair.html").write_text("pair")
    assert read_web_files(folder)["/pair"].content == b"pair"


def test_a_tag_changes_exactly_when_the_content_does(folder: Path) -> None:
    before = read_web_files(folder)
    (folder / "sw.js").write_text("worker 2")
    after = read_web_files(folder)
    assert before["/sw.js"].tag != after["/sw.js"].tag
    assert before["/"].tag == after["/"].tag


@pytest.mark.parametrize("known", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_a_browser_s_copy_is_recognised_however_it_is_named(known: str) -> None:
    assert is_known('"a"', known)


@pytest.mark.parametrize("known", ["", "a", '"b"', 'W/"ab"'])
def test_another_copy_is_not(known: str) -> None:
    assert not is_known('"a"', known)


def test_a_file_is_answered_whole_or_not_again(folder: Path) -> None:
    file = read_web_files(folder)["/sw.js"]
    whole = answer_file(file, PageRequest(path="/sw.js", host="hub.local"))
    assert (whole.status_code, whole.body) == (200, b"worker")
    assert whole.headers["Cache-Control"] == "no-cache"
    again = PageRequest(path="/sw.js", host="hub.local", if_none_match=whole.headers["ETag"])
    answered = answer_file(file, again)
    assert (answered.status_code, answered.body) == (304, b"")
    assert "Content-Length" not in answered.headers


def test_the_policy_lets_the_page_reach_its_own_hub_and_nobody_else() -> None:
    policy = app_policy("192.168.1.20:8755")
    assert "connect-src 'self' ws://192.168.1.20:8755 wss://192.168.1.20:8755;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self';" in app_policy("[fd00::5]:8755")
