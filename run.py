"""Sets STP Desk up and starts it: `python3 run.py` (on Windows `py run.py`). Needs nothing but Python 3.11.

run.py                the program; the first time it sets itself up, in this folder only
run.py stpdesk ...    the command line: `run.py stpdesk --help`
run.py test [...]     lint, types, import rules and tests; words after it go to pytest
run.py lint           the same without the tests
run.py screens [...]  a picture of every screen and dialog, into build/screens
run.py documents      every document of the sample park, PDF and Excel, into build/documents
run.py bench [...]    speeds and memory, each as a ratio to a floor measured in the same run
run.py soak [...]     the long tests
run.py doctor         what this computer has, and what to do about what it lacks
"""

import contextlib
import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.version_info < (3, 11):
    print(
        "STP Desk needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2], file=sys.stderr
    )
    sys.exit(3)

WINDOWS = sys.platform == "win32"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
PACKAGES = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
MARK = PACKAGES / "stpdesk-made-from"
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # everything of LOCK, and what the developers' tasks need
TASKS = ("test", "lint", "screens", "documents", "bench", "soak")


class CannotSetUp(Exception):
    """A sentence for the person at the keyboard: what is missing and what to do."""


def key(lock: str) -> str:
    """What a venv is made from: this lock, this folder, this Python. Another key means another venv."""
    place = f"{lock}|{ROOT}|{sys.version_info[:2]}|"
    return hashlib.sha256(place.encode() + (ROOT / lock).read_bytes()).hexdigest()


def made_from() -> set[str]:
    """Return the keys of the locks this venv holds whole; none if it is missing, half made or out of date."""
    if not (PYTHON.exists() and MARK.exists()):
        return set()
    marks = set(MARK.read_text("ascii").split())
    return marks if marks <= {key(LOCK), key(DEV_LOCK)} else set()


def set_up(lock: str) -> None:
    """Make the venv hold `lock`. The mark is written last, so an interrupted set-up is begun again."""
    if key(lock) in made_from():
        return
    with alone():
        had = made_from()
        if key(lock) in had:
            return
        if not had:
            make_venv()
        MARK.unlink(missing_ok=True)
        try:
            install(lock)
        except CannotSetUp:
            MARK.write_text("\n".join(had), "ascii")  # pip changes nothing before it has everything
            raise
        put_on_path()
        now = had | {key(lock), key(LOCK)}
        MARK.with_suffix(".new").write_text("\n".join(now), "ascii")
        MARK.with_suffix(".new").replace(MARK)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work in this folder; the operating system frees the lock if it dies."""
    with (ROOT / ".venv.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # waits ten seconds, unlike flock
            except OSError as busy:
                raise CannotSetUp(
                    "Another set-up is at work in this folder. Wait until it is done."
                ) from busy
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Make an empty venv; Debian keeps what that needs in a package of its own."""
    from tools import system

    system.ensure("set-up")
    importlib.invalidate_caches()
    say("Setting up STP Desk in this folder (once) ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    python = getattr(sys, "_base_executable", sys.executable)  # not the venv's own, if that one runs this
    make = [python, "-m", "venv", "--without-pip", str(VENV)]
    made = subprocess.run(make, capture_output=True, text=True, check=False)
    if made.returncode:
        raise CannotSetUp(f"Python could not make a virtual environment in {VENV}: {last_word(made)}")


def pip() -> Path:
    """Find the pip that every Python carries for its venvs: run from its wheel, it need not be unpacked first."""
    import ensurepip

    places = [
        Path(ensurepip.__file__).parent / "_bundled",
        Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or ROOT),
    ]
    for wheel in (wheel for place in places for wheel in place.glob("pip-*.whl")):
        return wheel / "pip"
    raise CannotSetUp(
        "This Python carries no pip: install Python 3.11 or newer from your system or python.org."
    )


def install(lock: str) -> None:
    """Install exactly what the lock names, each file checked by its hash; from wheelhouse/ if it is there."""
    house = (ROOT / "wheelhouse").is_dir()
    say(f"Installing the packages of {lock} from {'wheelhouse' if house else 'the internet'} ...")
    named = re.search(r"^pip==(?:.*\\\n)*.*$", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    if named and not (PACKAGES / "pip").exists():  # a new pip takes half the time of those Pythons carry
        with tempfile.TemporaryDirectory() as folder:
            only = Path(folder) / lock
            only.write_text(named.group() + "\n", "utf-8")
            run_pip([str(pip())], lock, only)
    run_pip(["-P", "-m", "pip"] if (PACKAGES / "pip").exists() else [str(pip())], lock, ROOT / lock)


def run_pip(start: list[str], lock: str, wanted: Path) -> None:
    """Let a pip install the packages of a file; why it could not, as a sentence about the lock they are from."""
    house = ROOT / "wheelhouse"
    source = ["--no-index", "--find-links", str(house)] if house.is_dir() else ["--retries", "2"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
    checked = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(wanted)]
    command = [str(PYTHON), *start, "install", *quiet, *source, *checked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    said = f"Nothing was installed. pip said: {last_word(done)}"
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise CannotSetUp(f"A package is not the one that {lock} names. {said}")
    if "No space left" in done.stderr:
        raise CannotSetUp(f"The disk is full: free 1 GB and type the same command again. {said}")
    if house.is_dir():
        raise CannotSetUp(
            f"The folder wheelhouse does not hold what {lock} names: fill it again, or delete it. {said}"
        )
    raise CannotSetUp(
        "The packages could not be fetched. Check the internet connection and type the same command again, "
        f"or fill the folder wheelhouse on another computer (README.md says how). {said}"
    )


def put_on_path() -> None:
    """Make `stpdesk` importable and startable in the venv, from this folder as it is."""
    (PACKAGES / "stpdesk.pth").write_text(os.path.relpath(ROOT, PACKAGES), "ascii")
    if WINDOWS:
        (SCRIPTS / "stpdesk.cmd").write_text('@"%~dp0python.exe" -P -m stpdesk %*\r\n', "ascii", newline="")
        return
    launcher = SCRIPTS / "stpdesk"
    launcher.write_text(
        '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m stpdesk "$@"\n', "ascii"
    )
    launcher.chmod(0o755)


def see_to_window() -> None:
    """Where a window can be shown, see to the libraries it needs; elsewhere the program does without."""
    from stpdesk.display import has_display
    from tools import system

    if has_display():
        system.ensure("window")


def start(module: str, words: list[str]) -> int:
    """Hand over to a module in the venv, in the folder the person is in."""
    command = [str(PYTHON), "-P", "-m", module, *words]
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.call(command)


def last_word(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last thing that a program said went wrong."""
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines() or ["(nothing)"]
    return next((line for line in reversed(lines) if line.startswith("ERROR:")), lines[-1])


def say(sentence: str) -> None:
    """Tell the person, beside stdout, which belongs to the command."""
    print(sentence, file=sys.stderr, flush=True)


def main(words: list[str]) -> int:
    """Set up and dispatch: 0 done, 2 wrong usage, 3 cannot be set up; else what the task returns."""
    task, rest = (words[0], words[1:]) if words else ("stpdesk", [])
    try:
        if task == "stpdesk":
            set_up(LOCK)
            if not rest:
                see_to_window()
            return start("stpdesk", rest)
        if task in TASKS:
            set_up(DEV_LOCK)
            return start(f"tools.{task}", rest)
        if task == "doctor":
            from tools import doctor

            return doctor.main()
    except CannotSetUp as refusal:
        say(str(refusal))
        return 3
    except OSError as fault:
        say(f"The program could not be set up or started: {fault}")
        return 3
    except KeyboardInterrupt:
        say("Interrupted. The same command goes on from here.")
        return 130
    if task in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    say(
        f"run.py does not know “{task}”. It knows: stpdesk, {', '.join(TASKS)}, doctor; alone it starts the program."
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
