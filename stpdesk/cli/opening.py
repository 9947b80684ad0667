"""Which park, who, and the secret that opens it: options, environment, or a prompt."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stpdesk.actions.session import Role, Session, system_clock
from stpdesk.cli.where import folder
from stpdesk.core.errors import Refused
from stpdesk.db.park import Park


def user(options: argparse.Namespace) -> str:
    """Who is working."""
    return str(getattr(options, "user", "manager"))


def password(options: argparse.Namespace, *, new: bool = False) -> str:
    """The password: from a file, from STPDESK_PASSWORD, or typed (twice for a new one)."""
    file = getattr(options, "password_file", None)
    if file:
        return _line(Path(file), "password")
    told = os.environ.get("STPDESK_PASSWORD")
    if told is not None:
        return told
    if not sys.stdin.isatty():
        raise Refused("No password: use --password-file F or STPDESK_PASSWORD.", field="password")
    typed = getpass.getpass("New password: " if new else "Password: ")
    if new and getpass.getpass("The same again: ") != typed:
        raise Refused("The two passwords differ.", field="password")
    return typed


def recovery(options: argparse.Namespace) -> str | None:
    """The recovery code, where one is given instead of a password."""
    file = getattr(options, "recovery_file", None)
    return _line(Path(file), "recovery code") if file else os.environ.get("STPDESK_RECOVERY")


def _line(path: Path, what: str) -> str:
    """The first line of a file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused("The {what} file {file} cannot be read.", what=what, file=path) from None
    return text.splitlines()[0] if text else ""


@contextmanager
def session(options: argparse.Namespace, *, write: bool) -> Iterator[Session]:
    """An open park and the person at work, closed afterwards."""
    place, code = folder(options), recovery(options)
    secret = None if code is not None else password(options)
    park = Park.open(
        place, user=user(options), password=secret, recovery=code, write=write, clock=system_clock
    )
    with park:
        yield Session(park, park.actor, system_clock, Role(park.role))
