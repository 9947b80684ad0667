"""The passwords of the people who open a park; the file's own key never changes."""

from __future__ import annotations

from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import keys


def change_password(session: Session, old: str, new: str) -> Changes:
    """Another password for whoever is signed in. Refuses a wrong old one (`old`) and an empty new one (`password`)."""

    def change(found: keys.Keys, _file_key: bytes) -> keys.Keys:
        try:
            return keys.change_password(found, session.actor, old, new)
        except Refused as refused:
            if not new:
                raise
            raise Refused("The old password is not right.", field="old") from refused

    session.park.change_keys(change)
    return Changes(said="Your password is another now. Backups made before open with the old one.")


def reset_password(session: Session, new: str) -> Changes:
    """A new password for whoever opened the park with the recovery code, which stays as it is."""
    session.park.change_keys(lambda found, file_key: keys.reset_password(found, file_key, session.actor, new))
    return Changes(said="Your new password is set. The recovery code stays as it is: lock it away again.")
