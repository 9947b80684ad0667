"""run.py sets itself up from nothing, recovers, refuses in a sentence, and leaves what is good alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

WITHOUT_PIP = """
import sys
sys.path[0] = sys.argv[1]
import run
run.install = lambda lock: None
sys.exit(run.main(sys.argv[2:]))
"""
WITH_OUR_PIP = """
import pathlib, sys
place, sys.path[0] = pathlib.Path(sys.argv.pop(1)), sys.argv[1]
import run
run.pip = lambda: place
sys.exit(run.main(sys.argv[2:]))
"""
PROGRAM = 'import sys\nprint("started", *sys.argv[1:])\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout, in a folder with blanks and Urdu in its name, whose lock asks for nothing."""
    folder = tmp_path / "my programs پارک" / "stp desk"
    shutil.copytree(run.ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(run.ROOT / "run.py", folder / "run.py")
    (folder / run.LOCK).touch()
    (folder / run.DEV_LOCK).touch()
    (folder / "stpdesk").mkdir()
    (folder / "stpdesk" / "__init__.py").touch()
    shutil.copyfile(run.ROOT / "stpdesk" / "display.py", folder / "stpdesk" / "display.py")
    (folder / "stpdesk" / "__main__.py").write_text(PROGRAM, "utf-8")
    return folder


def type_run(checkout: Path, *words: str, pip: bool = False) -> subprocess.CompletedProcess[str]:
    """Type a command at run.py from another folder; without `pip`, installing is left out, as it is slow."""
    start = [str(checkout / "run.py")] if pip else ["-c", WITHOUT_PIP, str(checkout)]
    return _typed(checkout, [*start, *words], {})


def type_run_ours(checkout: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Installing with the pip of our venv, alone in a folder: it starts sooner than the one Python carries."""
    ours = checkout.parent / "ours" / "pip"
    ours.parent.mkdir()
    if run.WINDOWS:
        shutil.copytree(run.PACKAGES / "pip", ours)
    else:
        ours.symlink_to(run.PACKAGES / "pip")
    return _typed(checkout, ["-c", WITH_OUR_PIP, str(ours), str(checkout), *words], env)


def _typed(checkout: Path, words: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=checkout.parent,
        env=plain | {"PIP_CONFIG_FILE": os.devnull} | env,  # no pip settings of this computer
        capture_output=True,
        text=True,
        check=False,
    )


def venv_of(checkout: Path, path: Path) -> Path:
    """The same place in the small checkout's venv as in ours."""
    return checkout / path.relative_to(run.ROOT)


def test_nothing_but_python_is_enough(checkout: Path) -> None:
    typed = type_run(checkout, pip=True)
    assert (typed.returncode, typed.stdout) == (0, "started\n")


def test_words_reach_the_program_from_any_folder(checkout: Path) -> None:
    assert (
        type_run(checkout, "stpdesk", "bill", "2026-10", "--json").stdout == "started bill 2026-10 --json\n"
    )


def test_a_second_start_sets_nothing_up(checkout: Path) -> None:
    assert "Setting up" in type_run(checkout).stderr
    assert type_run(checkout).stderr == ""


def test_the_command_works_by_itself(checkout: Path, tmp_path: Path) -> None:
    type_run(checkout)
    if run.WINDOWS:
        command = ["cmd", "/c", str(venv_of(checkout, run.SCRIPTS) / "stpdesk.cmd")]
    else:
        link = tmp_path / "stpdesk"
        link.symlink_to(venv_of(checkout, run.SCRIPTS) / "stpdesk")
        command = [str(link)]
    done = subprocess.run([*command, "a b"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "started a b\n"


def test_a_folder_that_shadows_the_program_does_not(checkout: Path) -> None:
    (checkout.parent / "stpdesk.py").write_text("print('shadow')", "utf-8")
    assert type_run(checkout).stdout == "started\n"


def test_another_lock_makes_another_venv(checkout: Path) -> None:
    type_run(checkout)
    stray = venv_of(checkout, run.VENV) / "stray"
    stray.touch()
    (checkout / run.LOCK).write_text("# changed\n", "ascii")
    assert "Setting up" in type_run(checkout).stderr
    assert not stray.exists()


def test_the_developers_packages_are_added_to_the_venv(checkout: Path) -> None:
    type_run(checkout)
    stray = venv_of(checkout, run.VENV) / "stray"
    stray.touch()
    (checkout / "tools" / "bench.py").write_text("print('benched')", "utf-8")
    typed = type_run(checkout, "bench")
    assert (typed.stdout, stray.exists()) == ("benched\n", True)
    assert "Setting up" not in typed.stderr
    assert type_run(checkout).stderr == ""


@pytest.mark.parametrize("lost", ["MARK", "PYTHON", "PACKAGES"])
def test_a_broken_venv_is_made_again(checkout: Path, lost: str) -> None:
    type_run(checkout)
    place = venv_of(checkout, getattr(run, lost))
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    typed = type_run(checkout)
    assert (typed.returncode, typed.stdout) == (0, "started\n")
    assert "Setting up" in typed.stderr


def test_a_set_up_that_was_killed_is_begun_again(checkout: Path) -> None:
    venv = venv_of(checkout, run.VENV)
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("half", "ascii")
    assert type_run(checkout).stdout == "started\n"


def test_no_network_is_a_sentence_and_keeps_what_works(checkout: Path) -> None:
    type_run(checkout)
    (checkout / run.DEV_LOCK).write_text(f"six==1.17.0 --hash=sha256:{'0' * 64}\n", "ascii")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    typed = type_run_ours(checkout, "test", **nowhere)
    assert typed.returncode == 3
    assert "Check the internet connection" in typed.stderr
    assert "Traceback" not in typed.stderr
    assert type_run(checkout).stderr == ""


def test_a_wheelhouse_that_lacks_a_package_is_a_sentence(checkout: Path) -> None:
    (checkout / "wheelhouse").mkdir()
    (checkout / run.LOCK).write_text(f"six==1.17.0 --hash=sha256:{'0' * 64}\n", "ascii")
    typed = type_run_ours(checkout)
    assert typed.returncode == 3
    assert "wheelhouse does not hold" in typed.stderr


def test_a_package_that_is_not_the_locked_one_is_refused(checkout: Path) -> None:
    wheel = checkout / "wheelhouse" / "odd-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"not what was locked")
    (checkout / run.LOCK).write_text(f"odd==1.0 --hash=sha256:{'0' * 64}\n", "ascii")
    typed = type_run_ours(checkout)
    assert typed.returncode == 3
    assert f"not the one that {run.LOCK} names" in typed.stderr


def test_an_unknown_word_is_wrong_usage(checkout: Path) -> None:
    typed = type_run(checkout, "tset")
    assert typed.returncode == 2
    assert "tset" in typed.stderr
    assert not venv_of(checkout, run.VENV).exists()


def test_help_tells_every_task(checkout: Path) -> None:
    shown = type_run(checkout, "--help").stdout
    assert all(task in shown for task in [*run.TASKS, "stpdesk", "doctor"])


def test_doctor_changes_nothing_and_says_what_to_do(checkout: Path) -> None:
    typed = type_run(checkout, "doctor")
    assert typed.returncode == 1
    assert "type: python3 run.py" in typed.stdout
    assert not venv_of(checkout, run.VENV).exists()
