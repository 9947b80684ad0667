"""Types the README's two commands on a bare Debian: `python3 -m tools.bare [FOLDER]`, as root on Debian.

FOLDER (kept, and used again when it is there) or a temporary one becomes a Debian with nothing but git and Python;
this checkout's HEAD is cloned into it. Only this computer's own pip and apt settings are carried over, so that it finds
the same packages.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import system

ROOT = Path(__file__).resolve().parent.parent
RELEASE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
PLACE = "opt/stp desk"  # a blank in the path is on purpose
SETTINGS = ("etc/apt", "etc/pip.conf", "etc/xdg/pip", "etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt")
PASSED_ON = ("PIP_", "SSL_", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
COMMANDS = (["run.py"], ["run.py"], ["run.py", "test"], ["run.py", "doctor"])


def make(folder: Path) -> None:
    """Make a minimal Debian there, with git and Python."""
    wanted = ["--variant=minbase", "--include=python3,git,ca-certificates"]
    subprocess.run(
        ["debootstrap", *wanted, RELEASE, str(folder), MIRROR], check=True, stdout=subprocess.DEVNULL
    )


def carry_over(folder: Path) -> None:
    """Copy this computer's pip and apt settings into it."""
    for name in SETTINGS:
        here, there = Path("/", name), folder / name
        if here.is_dir():
            shutil.copytree(here, there, dirs_exist_ok=True, symlinks=False, ignore_dangling_symlinks=True)
        elif here.exists():
            shutil.copyfile(here, there)
    pip = Path.home() / ".config" / "pip"
    if pip.is_dir():
        shutil.copytree(pip, folder / "etc" / "xdg" / "pip", dirs_exist_ok=True)


def clone(folder: Path) -> None:
    """Clone HEAD into it, as a stranger would."""
    shutil.rmtree(folder / PLACE, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder / PLACE)], check=True)


def type_there(folder: Path, words: list[str]) -> int:
    """Run one command in it, with a clean environment, and say how long it took."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
    clean = kept | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}  # noqa: S108 of the chroot
    print(f"=== python3 {' '.join(words)}", flush=True)
    began = time.monotonic()
    apart = ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={folder / 'proc'}"]  # ends with it
    devices = 'mount -t sysfs -o ro sys "$0/sys" && exec chroot "$0" "$@"'  # the monitor asks which network is there
    inside = ["sh", "-c", 'cd "$0" && exec python3 "$@"', f"/{PLACE}", *words]
    line = [*apart, "sh", "-c", devices, str(folder), *inside]
    status = subprocess.call(line, env=clean)
    print(f"=== exit status {status} after {time.monotonic() - began:.1f} s", flush=True)
    return status


def main(words: list[str]) -> int:
    """Return the highest exit status of the commands."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0):
        print("Making a Debian needs root.", file=sys.stderr)
        return 3
    system.ensure("bare")
    folder = Path(words[0]) if words else Path(tempfile.mkdtemp(prefix="bare-debian-"))
    try:
        if not (folder / "etc").exists():
            make(folder)
        carry_over(folder)
        clone(folder)
        return max([type_there(folder, command) for command in COMMANDS])
    finally:
        if not words:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
