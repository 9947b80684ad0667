"""Runs command lines of the program in forks of one process, which has paid for the imports once.

A line of JSON a command on standard input; a line with the exit status back. Each command still is a process of
its own: `stpdesk` is run as `__main__` with its own arguments, environment, standard output and exit.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import runpy
import sys
import traceback
from typing import Any


def preload() -> None:
    """Everything a command may import; what cannot be imported is left to the command."""
    for name in ("openpyxl", "sqlite_utils", "sqlcipher3", "nacl.secret", "argon2", "lxml.etree", "stpdesk"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    package = sys.modules["stpdesk"]
    for module in pkgutil.walk_packages(package.__path__, "stpdesk."):
        if not module.name.endswith("__main__") and ".pdf" not in module.name:
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)


def command(task: dict[str, Any]) -> int:
    """In the fork: run it, give its exit status."""
    for path, number in ((os.devnull, 0), (task["out"], 1), (task["err"], 2)):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, flags, 0o600), number)
    os.environ.update(task["env"])
    sys.argv = ["stpdesk", *task["args"]]
    try:
        runpy.run_module("stpdesk", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        if isinstance(left.code, int) or left.code is None:
            return left.code or 0
        print(left.code, file=sys.stderr)
        return 1
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    preload()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            status = command(json.loads(line))
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
