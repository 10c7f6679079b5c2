import io
from pathlib import Path

import pytest

from embedded_hub.cli.values import read_pairs, split_call, typed
from embedded_hub.client.action_call import Target
from embedded_hub.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120", 120),
        ("0.5", 0.5),
        ("true", True),
        ("null", None),
        ("[255,0,0]", [255, 0, 0]),
        ('"120"', "120"),
        ("heat_cool", "heat_cool"),
        ("007", "007"),
        ("NaN", "NaN"),
        ("", ""),
        ("[" * 100_000, "[" * 100_000),
    ],
)
def test_a_value_is_json_where_it_parses_and_text_where_not(text: str, value: object) -> None:
    assert typed(text) == value


def test_targets_are_divided_from_the_actions_own_values() -> None:
    target, arguments = split_call(
        {"entity_id": "light.a, light.b,", "area_id": "study", "brightness": "120"}
    )
    assert target == Target(entity_id=("light.a", "light.b"), area_id=("study",))
    assert arguments == {"brightness": 120}


def test_a_file_stands_for_its_content_without_the_last_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("p=w\n")
    assert read_pairs([f"token=@{tmp_path / 'secret'}", "x=a=b", "y=@@home"]) == {
        "token": "p=w",
        "x": "a=b",
        "y": "@home",
    }


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\r\n"))
    assert read_pairs(["token=@-"]) == {"token": "secret"}


@pytest.mark.parametrize(
    ("pairs", "complaint"),
    [
        (["brightness"], "KEY=VALUE"),
        (["=3"], "KEY=VALUE"),
        (["a=1", "a=2"], "twice"),
        (["a=@/no/such/file"], "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_a_config_error(pairs: list[str], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read_pairs(pairs)
