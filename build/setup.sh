# Set-up shared by ./run and ./test: system packages, virtual environment, dependencies.
# Sourced, never run. Every step is skipped when it has been done; a second start costs ~0.1 s.
# shellcheck shell=bash

HOMEWIRE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=${HOMEWIRE_VENV:-$HOMEWIRE_ROOT/.venv}
STAMPS=$VENV/.homewire

# Debian 12 names; each list is what the step after it cannot do without (docs/adr/0008).
APT_PYTHON="python3 python3-venv"
APT_DESKTOP="libgl1 libegl1 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6 libglib2.0-0
  libdbus-1-3 libbrotli1 fonts-dejavu-core libpulse0 libxext6 libxrandr2 libdrm2 libxcb-cursor0
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
APT_TEST="xvfb xauth nodejs npm binutils"

say() { printf 'homewire: %s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1; fi
}

# apt_install PACKAGE…: installs what is missing; without root it says what to ask for.
apt_install() {
  command -v dpkg-query >/dev/null || return 0
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
      || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  say "installing system packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if ! { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends \
      "${missing[@]}"; } >&2; then
    say "please ask an administrator for: apt install ${missing[*]}"
    return 1
  fi
}

# find_python: prints the newest suitable interpreter (3.11 to 3.13).
find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

# make_venv: creates the virtual environment once.
make_venv() {
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c '' 2>/dev/null && return 0
  local python
  if ! python=$(find_python) || ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    # shellcheck disable=SC2086
    apt_install $APT_PYTHON
    python=$(find_python) || { say "Python 3.11, 3.12 or 3.13 is needed"; return 1; }
  fi
  say "making a virtual environment with $("$python" --version)"
  "$python" -m venv "$VENV"
  # Dependency groups came with pip 25.1; Debian 12 has 23.0.
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' >&2
}

# pip_install NAME ARGUMENT…: installs once per content of pyproject.toml.
pip_install() {
  local name=$1 now; shift
  now=$(cksum < "$HOMEWIRE_ROOT/pyproject.toml")
  mkdir -p "$STAMPS"
  [ "$(cat "$STAMPS/$name" 2>/dev/null)" = "$now $*" ] && return 0
  say "installing Python packages ($name); this takes a minute the first time"
  (cd "$HOMEWIRE_ROOT" && "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2)
  printf '%s' "$now $*" > "$STAMPS/$name"
}
