import asyncio
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from embedded_hub.errors import ConfigError, InvalidInfo
from embedded_hub.gateways.api import Manifest
from embedded_hub.gateways.catalog import Catalog, check_options


def test_every_built_in_driver_has_a_manifest_whose_module_makes_gateways() -> None:
    for entry in Catalog.installed().types():
        manifest = Catalog.installed().manifest(str(entry["type"]))
        assert manifest.summary.endswith(".")
        module = importlib.import_module(manifest.module)
        assert callable(module.open_switchboard if manifest.dials_in else module.create)


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


def test_a_second_driver_of_the_same_type_is_shown_and_not_used() -> None:
    first = Manifest(type="x", title="First", summary="One.", module="m")
    second = Manifest(type="x", title="Second", summary="Two.", module="theirs.driver")
    catalog = Catalog([first, second])
    assert catalog.manifest("x") is first
    shown = catalog.manifest("x@theirs")
    assert (shown.title, shown.problem) == ("Second", "another driver is of type 'x' already")


def test_an_unknown_type_is_named_in_the_error() -> None:
    with pytest.raises(InvalidInfo, match="toaster"):
        Catalog([]).manifest("toaster")


async def test_a_driver_that_cannot_be_imported_is_a_matter_of_configuration() -> None:
    catalog = Catalog([Manifest(type="x", title="X", summary="X.", module="no.such.module")])
    for type_ in ("x", "never_installed"):
        with pytest.raises(ConfigError):
            await catalog.load(type_)


def install(folder: Path, module: str, entries: str) -> None:
    """Put a package with entry points where Python finds it."""
    (folder / "toaster_driver.py").write_text(module, encoding="utf-8")
    metadata = folder / "toaster-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: toaster\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[homewire.gateways]\n{entries}", encoding="utf-8")


async def test_drivers_installed_beside_are_found_and_broken_ones_shown_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_driver.py").write_text("import no_such_module\n", encoding="utf-8")
    install(
        tmp_path,
        "from embedded_hub.gateways.api import Manifest\n"
        "def of(type_, **more):\n"
        "    return Manifest(type=type_, title='T', summary='S.', module='toaster', **more)\n"
        "MANIFEST, OTHER, LATER = of('toaster'), of('wled'), of('later', api_version=2)\n"
        "NOTHING = 3\n",
        "toaster = toaster_driver:MANIFEST\n"
        "other = toaster_driver:OTHER\n"
        "later = toaster_driver:LATER\n"
        "nothing = toaster_driver:NOTHING\n"
        "broken = broken_driver:MANIFEST\n",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    catalog = await asyncio.to_thread(Catalog.installed)
    problems = {one.type: one.problem for one in catalog.manifests()}
    assert (problems["toaster"], problems["wled"]) == ("", "")
    assert "No module named 'no_such_module'" in problems["broken"]
    assert problems["nothing"] == "it has no manifest"
    assert "written for version 2 of the interface" in problems["later"]
    assert problems["wled@toaster"] == "another driver is of type 'wled' already"
    shown = {str(one["type"]): str(one["summary"]) for one in catalog.types()}
    assert shown["broken"].startswith("This driver cannot be used: ModuleNotFoundError")
    for type_ in ("broken", "nothing", "later", "wled@toaster"):
        with pytest.raises(ConfigError, match=r"cannot be used: .+"):
            await catalog.load(type_)


@pytest.mark.parametrize("type_", ["wled", "mqtt", "hue", "esphome", "zigbee2mqtt", "matter"])
@pytest.mark.parametrize(
    "written",
    [
        "a\0b", "a\nb", "\u202eevil", "\ud800", "x" * 300, "x." * 200, "a b", "127.0.0.1:99999",
        "[::1", "http://u:hidden-one@[::1", "//", ":80",
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_no_address_for_any_driver(type_: str, written: str) -> None:
    manifest = Catalog.installed().manifest(type_)
    place = next(one.name for one in manifest.options if one.name in ("host", "url"))
    with pytest.raises(InvalidInfo) as refused:
        check_options(manifest, {place: written}, lacking={"app_key"})
    assert refused.value.details["field"] == place
    assert "hidden-one" not in str(refused.value)


@pytest.mark.parametrize(
    "written",
    ["192.168.1.4", "fe80::1%eth0", "[fe80::1]:6053", "lamp.local:80", "küche.fritz.box",
     "http://192.168.1.4/", "ws://192.168.1.20:3000/path"],
)  # fmt: skip
def test_an_address_is_taken_as_it_was_written(written: str) -> None:
    manifest = Catalog.installed().manifest("wled")
    assert check_options(manifest, {"host": written}).public == {"host": written}


@pytest.mark.parametrize("port", ["0", "65536", "-1", "1e3", "\u0661", "9" * 5000])
def test_a_port_is_a_number_there_is(port: str) -> None:
    manifest = Catalog.installed().manifest("mqtt")
    with pytest.raises(InvalidInfo, match="1 to 65535"):
        check_options(manifest, {"host": "h", "port": port})
