import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from embedded_hub.errors import ConfigError, InvalidInfo
from embedded_hub.gateways.api import Manifest
from embedded_hub.gateways.catalog import Catalog


def test_every_built_in_driver_has_a_manifest_whose_module_makes_gateways() -> None:
    for entry in Catalog.installed().types():
        manifest = Catalog.installed().manifest(str(entry["type"]))
        assert manifest.summary.endswith(".")
        assert callable(importlib.import_module(manifest.module).create)


def test_listing_the_catalogue_imports_no_driver() -> None:
    script = (
        "import sys, json; from embedded_hub.gateways.catalog import Catalog; "
        "types = [one['type'] for one in Catalog.installed().types()]; "
        "print(json.dumps([types, sorted(sys.modules)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    types, modules = json.loads(done.stdout)
    assert {"home_assistant", "this_pc"} <= set(types)
    assert not [name for name in modules if name.endswith((".driver", ".codec", ".link"))]
    assert not {"websockets", "psutil"} & set(modules)


def test_the_catalogue_says_what_a_form_needs_and_not_where_the_code_is() -> None:
    [entry] = [one for one in Catalog.installed().types() if one["type"] == "home_assistant"]
    assert "module" not in entry
    options = entry["options"]
    assert isinstance(options, list | tuple)
    assert {option["name"] for option in options if isinstance(option, dict)} == {"url", "token"}


def test_a_second_driver_of_the_same_type_is_passed_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = Manifest(type="x", title="First", summary="One.", module="m")
    second = Manifest(type="x", title="Second", summary="Two.", module="m")
    assert Catalog([first, second]).manifest("x") is first
    assert "second driver" in caplog.text


def test_an_unknown_type_is_named_in_the_error() -> None:
    with pytest.raises(InvalidInfo, match="toaster"):
        Catalog([]).manifest("toaster")


async def test_a_driver_that_cannot_be_imported_is_a_matter_of_configuration() -> None:
    catalog = Catalog([Manifest(type="x", title="X", summary="X.", module="no.such.module")])
    for type_ in ("x", "never_installed"):
        with pytest.raises(ConfigError):
            await catalog.load(type_)


def test_drivers_installed_beside_are_found_and_a_broken_one_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "toaster_driver.py").write_text(
        "from embedded_hub.gateways.api import Manifest\n"
        "MANIFEST = Manifest(type='toaster', title='Toaster', summary='Toast.', module='m')\n"
        "NOTHING = 3\n",
        encoding="utf-8",
    )
    (tmp_path / "broken_driver.py").write_text("import no_such_module\n", encoding="utf-8")
    metadata = tmp_path / "toaster-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: toaster\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        "[homewire.gateways]\n"
        "toaster = toaster_driver:MANIFEST\n"
        "broken = broken_driver:MANIFEST\n"
        "nothing = toaster_driver:NOTHING\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    types = {entry["type"] for entry in Catalog.installed().types()}
    assert {"toaster", "this_pc"} <= types
    assert not {"broken", "nothing"} & types
    assert "'broken' cannot be read" in caplog.text
    assert "'nothing' has no manifest" in caplog.text
