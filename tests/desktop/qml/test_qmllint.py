"""qmllint, with the real types of the Python view models, has nothing to say."""

import subprocess
import sys
from pathlib import Path

import resources
from tests.desktop.qml import typeinfo

QMLLINT = Path(sys.executable).with_name("pyside6-qmllint")


def test_qmllint_finds_nothing(tmp_path: Path) -> None:
    typeinfo.write(tmp_path)
    files = sorted(str(path) for path in resources.path("qml").rglob("*.qml"))
    result = subprocess.run(
        [QMLLINT, "-I", resources.path("qml"), "-I", tmp_path, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout + result.stderr == ""
    assert result.returncode == 0


def test_every_qml_file_is_in_its_module() -> None:
    for module in resources.path("qml/Homewire").iterdir():
        listed = {line.split()[-1] for line in (module / "qmldir").read_text().splitlines()[1:]}
        assert listed == {path.name for path in module.glob("*.qml")}, module.name
