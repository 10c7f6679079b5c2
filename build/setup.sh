# Set-up shared by ./run and ./test: system packages, virtual environment, dependencies.
# Sourced, never run. Every step is skipped when it has been done: a second start costs ~0.1 s.
# shellcheck shell=bash disable=SC2034  # the lists are read by those two

HOMEWIRE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=${HOMEWIRE_VENV:-$HOMEWIRE_ROOT/.venv}
STAMPS=$VENV/.homewire
SETUP_LOG=$HOMEWIRE_ROOT/.cache/setup.log

# Debian 12 names; each list is what the step after it cannot do without (docs/adr/0008).
APT_PYTHON=(python3 python3-venv)
APT_DESKTOP=(
  libgl1 libegl1 libglib2.0-0 libdbus-1-3 libbrotli1 libgssapi-krb5-2 libfreetype6 libfontconfig1
  fonts-dejavu-core
  libx11-6 libx11-xcb1 libxkbcommon0 libxkbcommon-x11-0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-xkb1
  libwayland-client0 libwayland-cursor0 libwayland-egl1
)
# A screen, a certificate maker, what PyInstaller takes libraries apart with, a voice, a sound card,
# two browsers with the tool that makes one trust an authority, and a broker.
APT_TEST=(
  xvfb xauth xdotool openssl binutils espeak-ng opus-tools
  pulseaudio pulseaudio-utils libpulse-mainloop-glib0
  chromium firefox-esr libnss3-tools mosquitto
)
# Node.js is often there from elsewhere, and then Debian's npm would not install beside it.
command -v npm >/dev/null || APT_TEST+=(nodejs npm)

say() { printf 'homewire: %s\n' "$*" >&2; }

# as_root COMMAND…: runs it with root's rights, or fails where there is no way to them.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1; fi
}

# apt_missing PACKAGE…: prints which are neither installed nor provided by another package, as
# libglib2.0-0 is by libglib2.0-0t64 on a newer system.
apt_missing() {
  local LC_ALL=C
  # shellcheck disable=SC2016  # the dollars are dpkg-query's
  comm -23 <(printf '%s\n' "$@" | sort -u) <(
    dpkg-query -W -f='${db:Status-Status}, ${Package}, ${Provides}\n' \
      | sed -n 's/^installed, //p' | tr -s ', ' '\n' | sort -u
  )
}

# apt_install PACKAGE…: installs what is missing; without root it says what to ask for.
apt_install() {
  [ $# -gt 0 ] && command -v dpkg-query >/dev/null || return 0
  local missing
  mapfile -t missing < <(apt_missing "$@")
  [ ${#missing[@]} = 0 ] && return 0
  if ! as_root true; then
    say "please ask an administrator for: apt install ${missing[*]}"
    return 1
  fi
  say "installing system packages: ${missing[*]}"
  mkdir -p "$(dirname "$SETUP_LOG")"
  # A foreign package source that cannot be reached must not stop the others.
  as_root apt-get update -q >"$SETUP_LOG" 2>&1 || say "not every package source answered"
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "${missing[@]}" >>"$SETUP_LOG" 2>&1; then
    tail -n 5 "$SETUP_LOG" >&2
    say "that failed; the whole story is in $SETUP_LOG"
    return 1
  fi
}

# is_done NAME CONTENT: whether that step was done, with that content.
is_done() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }

# mark_done NAME CONTENT
mark_done() {
  mkdir -p "$STAMPS"
  printf '%s' "$2" >"$STAMPS/$1"
}

# is_python PROGRAM: whether it is an interpreter this program runs on, 3.11 to 3.13.
is_python() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# find_python: prints the newest suitable interpreter that can make virtual environments.
find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
    if is_python "$candidate" && "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

# pip ARGUMENT…: the virtual environment's own, with nothing to say unless something is wrong.
pip() { "$VENV/bin/python" -m pip --quiet --disable-pip-version-check "$@" >&2; }

# make_venv: creates the virtual environment once, and again where the folder was moved, since
# the programs in it carry its old place.
make_venv() {
  is_done venv "$VENV" && is_python "$VENV/bin/python" && return 0
  if [ -e "$STAMPS/venv" ] || ! is_python "$VENV/bin/python" || ! pip --version 2>/dev/null; then
    local python
    python=$(find_python) || { say "Python 3.11, 3.12 or 3.13 with venv is needed"; return 1; }
    say "making a virtual environment with $("$python" --version)"
    "$python" -m venv --clear "$VENV"
  fi
  # Dependency groups came with pip 25.1; Debian 12 has 23.0.
  pip install --upgrade 'pip>=25.1'
  mark_done venv "$VENV"
}

# pip_install NAME ARGUMENT…: installs once per content of pyproject.toml.
pip_install() {
  local name=$1 wanted
  shift
  wanted="$(cksum <"$HOMEWIRE_ROOT/pyproject.toml") $*"
  is_done "$name" "$wanted" && return 0
  say "installing Python packages ($name); this takes a minute the first time"
  (cd "$HOMEWIRE_ROOT" && pip install "$@")
  mark_done "$name" "$wanted"
}

# A Python from elsewhere will do as well.
if is_done venv "$VENV" || find_python >/dev/null; then APT_PYTHON=(); fi
