"""Keeps translations in step with the sources, and compiles them.

``python build/translations.py`` updates ``resources/i18n/*.ts`` from every string in QML and
Python and writes the ``.qm`` files the program loads; ``--check`` changes nothing and fails when
something is stale or not translated. German is written by people; English is the sources' own
language and has plural forms only.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = {"de": (), "en": ("-pluralonly",)}
SOURCES = (("desktop", "*.py"), ("resources/qml", "*.qml"))
TOOLS = Path(sys.executable).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Update or check; returns 1 with a list of complaints on standard error."""
    parser = argparse.ArgumentParser(description="Update translations.")
    parser.add_argument("--check", action="store_true", help="only say what is stale")
    if parser.parse_args(arguments).check:
        complaints = check()
        print("\n".join(complaints), file=sys.stderr)
        return 1 if complaints else 0
    FOLDER.mkdir(exist_ok=True)
    update(FOLDER)
    return 0


def check() -> list[str]:
    """Return what is stale or missing; empty when all is well."""
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        for path in FOLDER.glob("*.ts"):
            shutil.copy(path, fresh)
        update(fresh)
        for path in sorted(fresh.iterdir()):
            kept = FOLDER / path.name
            if not kept.exists() or kept.read_bytes() != path.read_bytes():
                complaints.append(f"{path.name} is stale: run python build/translations.py")
            if path.suffix == ".ts":
                complaints += [f"{path.name}: not translated: {text}" for text in unfinished(path)]
    return complaints


def update(folder: Path) -> None:
    """Bring the files of a folder up to date with the sources."""
    sources = [
        str(path) for name, pattern in SOURCES for path in sorted((ROOT / name).rglob(pattern))
    ]
    for language, options in LANGUAGES.items():
        source = folder / f"homewire_{language}.ts"
        common = ("-locations", "none", "-no-obsolete", "-source-language", "en")
        _run(
            "lupdate", *common, *options, *sources, "-ts", str(source), "-target-language", language
        )
        _run("lrelease", str(source), "-qm", str(source.with_suffix(".qm")))


def unfinished(path: Path) -> list[str]:
    """Return the texts of a file nobody has translated."""
    messages = ET.parse(path).iter("message")  # noqa: S314 - our own file
    return [
        message.findtext("source", "")
        for message in messages
        if message.find("translation[@type='unfinished']") is not None
    ]


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(TOOLS / f"pyside6-{tool}"), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
