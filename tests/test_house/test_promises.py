"""What tests/conftest.py and the README promise is true."""

import re
import stat

import pytest

import run

pytest_plugins = ["pytester"]


def test_ci_runs_the_readmes_test_command() -> None:
    script = run.ROOT / ".ci" / "run"
    assert "python3 run.py test" in script.read_text("utf-8")
    assert "python3 run.py test" in (run.ROOT / "README.md").read_text("utf-8")
    if not run.WINDOWS:
        assert script.stat().st_mode & stat.S_IXUSR


def test_every_task_is_a_module_and_in_the_readme() -> None:
    readme = (run.ROOT / "README.md").read_text("utf-8")
    for task in [*run.TASKS, "doctor"]:
        assert (run.ROOT / "tools" / f"{task}.py").exists()
        assert f"run.py {task}" in readme


def test_links_between_the_documents_lead_somewhere() -> None:
    for document in [*run.ROOT.glob("*.md"), *run.ROOT.glob("*/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


TESTS = """
import logging, os

def test_warns(caplog):
    logging.getLogger("a").warning("odd")

def test_informs():
    logging.getLogger("a").info("fine")

def test_means_to_warn(caplog):
    logging.getLogger("a").warning("meant")
    caplog.clear()

def test_knows_no_park_of_this_computer():
    assert "STPDESK_PARK" not in os.environ
"""


def test_a_test_that_logs_a_warning_fails_and_lint_is_told_above_the_last_line(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STPDESK_PARK", "somebody's")
    said = pytester.path / "lint.txt"
    said.write_text("--- style\nrun.py:1: odd\n\nLint found faults: style.", "utf-8")
    monkeypatch.setenv("STPDESK_LINT_SAID", str(said))
    pytester.makeconftest((run.ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["*logged: odd*", "run.py:1: odd", "Lint found faults*style*", "4 passed*"])
