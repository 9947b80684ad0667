"""What the signed-in person's role lets them do, said before anything is typed; the acts themselves refuse all the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stpdesk.ui.desk import Desk

MANAGER, ACCOUNTS, DUTY, VIEWER = "manager", "accounts", "duty", "viewer"
ROLES = (MANAGER, ACCOUNTS, DUTY, VIEWER)

FORMS = {
    **dict.fromkeys(
        ("tenant", "newcomer", "lease", "lease-end", "attachment", "unit", "floor-image", "meter", "one-off", "credit", "receipt",
         "reversal", "certificate", "deposit", "fbr"), (ACCOUNTS,),
    ),
    **dict.fromkeys(
        ("outage", "outage-start", "outage-split", "outage-new", "outage-causes", "power-cut", "window", "window-cancel", "run", "link", "proposal"),
        (DUTY,),
    ),
    **dict.fromkeys(("repair", "reading"), (ACCOUNTS, DUTY)),
    **dict.fromkeys(
        ("backup-plan", "person", "person-role", "person-name", "person-password", "matter", "matter-settled", "signatories", "late-fee",
         "setting-", "monitor-", "dated-"), (),
    ),
    "own-password": ROLES,
}  # fmt: skip
"""Who but the manager may save each form, by its name or the beginning of it up to a hyphen."""


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("allowed", text)


def role_name(role: str) -> str:
    """`Park manager`, `Accounts officer`, `Duty officer`, `Viewer`."""
    return {
        MANAGER: tr("Park manager"),
        ACCOUNTS: tr("Accounts officer"),
        DUTY: tr("Duty officer"),
        VIEWER: tr("Viewer"),
    }[role]


def why_not(desk: Desk, *roles: str) -> str:
    """The sentence why the signed-in person may not do what the manager and these roles may; "" where they may."""
    park = desk.park
    if park is None:
        return ""
    if not park.writable:
        return tr("This park is open to be read only; nothing can be saved.")
    if park.role in {MANAGER, *roles}:
        return ""
    return {
        frozenset({ACCOUNTS}): tr("You are signed in as {role}. Only an accounts officer or the park manager can do this."),
        frozenset({DUTY}): tr("You are signed in as {role}. Only a duty officer or the park manager can do this."),
        frozenset({ACCOUNTS, DUTY}): tr("You are signed in as {role}. Only an accounts or duty officer or the park manager can do this."),
    }.get(frozenset(roles), tr("You are signed in as {role}. Only the park manager can do this.")).format(
        role=role_name(park.role).lower()
    )  # fmt: skip


def barred(desk: Desk, form: str) -> str:
    """Why the signed-in person may not save a form of this name; "" where they may."""
    roles = FORMS.get(form, FORMS.get(f"{form.partition('-')[0]}-"))
    return "" if roles is None else why_not(desk, *roles)
