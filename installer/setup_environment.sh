#!/bin/sh
# Makes .venv from requirements.lock (hashes checked) and sees to the few OS libraries that Qt needs.
# Root: installs them. Others: prints the one line to run. Called by the Makefile; safe to run again.
set -eu
cd "$(dirname "$0")/.."

# shared library -> Debian/Ubuntu package
libraries="libEGL.so.1=libegl1 libGL.so.1=libgl1 libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
libxcb-image.so.0=libxcb-image0 libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0
libxcb-randr.so.0=libxcb-randr0 libxcb-xinerama.so.0=libxcb-xinerama0 libnspr4.so=libnspr4"

PYTHON=${PYTHON:-}
if [ -z "$PYTHON" ]; then
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$candidate
            break
        fi
    done
fi
[ -n "$PYTHON" ] || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 3; }

missing=""
if command -v dpkg >/dev/null 2>&1; then
    known=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null || true)
    for pair in $libraries; do
        case "$known" in *"${pair%%=*}"*) ;; *) missing="$missing ${pair#*=}" ;; esac
    done
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        missing="$missing python$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "Installing:$missing"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "A few system packages are missing. Please run, then try again:" >&2
        echo "  sudo apt-get install -y --no-install-recommends$missing" >&2
        exit 3
    fi
fi

[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
echo "Installing the locked dependencies into .venv (about a minute the first time) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/installed
