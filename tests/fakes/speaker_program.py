"""A program with espeak-ng's command line that says a steady tone, 0.1 s for each character."""

import sys
from pathlib import Path

_SOURCE = """\
#!{python}
import struct, sys
voice = sys.argv[sys.argv.index("-v") + 1]
text = sys.stdin.read()
if voice not in ("en", "de"):
    raise SystemExit(1)
pcm = struct.pack("<h", 1000) * (2205 * len(text))
form = struct.pack("<HHIIHH", 1, 1, 22050, 44100, 2, 16)
sys.stdout.buffer.write(b"RIFF\\x24\\xf0\\xff\\x7fWAVEfmt " + struct.pack("<I", 16) + form)
sys.stdout.buffer.write(b"data\\x00\\xf0\\xff\\x7f" + pcm)
"""


def write_speaker(path: Path) -> None:
    """Write the program; it speaks ``en`` and ``de``."""
    path.write_text(_SOURCE.format(python=sys.executable))
    path.chmod(0o755)
