"""The command line."""

from pathlib import Path

import pytest

from desktop.options import Size, parse


def test_plain_start_asks_for_nothing() -> None:
    options = parse([])
    assert options.hub is None
    assert not options.is_private


def test_screenshot_is_taken_without_a_trace() -> None:
    options = parse(
        ["--demo", "--screenshot", "x.png", "--size", "390x844", "--theme", "dark", "--after", "2"]
    )
    assert options.is_private
    assert (options.screenshot, options.size) == (Path("x.png"), Size(390, 844))
    assert (options.theme, options.after_s, options.is_demo) == ("dark", 2.0, True)


@pytest.mark.parametrize(
    "wrong",
    [["--size", "0x9"], ["--size", "big"], ["--theme", "pink"], ["--token-file", "f"], ["extra"]],
)
def test_wrong_command_line_is_code_2_with_a_sentence(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(wrong)
    assert ended.value.code == 2
    assert "homewire: error:" in capsys.readouterr().err
