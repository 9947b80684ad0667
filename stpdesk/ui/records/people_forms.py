"""The forms about people: a new one, another role, another name, passwords."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from stpdesk.core.changes import Changes
from stpdesk.core.passwords import refuse_weak
from stpdesk.ui import allowed
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.secret import Secret
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.forms.sheet import LABEL_LEAST
from stpdesk.ui.records.people_roles import may, tr
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.people import Listed
    from stpdesk.actions.session import Session


def _roles(form: Form) -> Segmented:
    """The four roles; what the chosen one may do stands below."""
    options = [(role, allowed.role_name(role)) for role in allowed.ROLES]
    field = form.add(Segmented("role", tr("Role"), options, value=allowed.DUTY))
    from stpdesk.ui.parts import label

    words = label(may(allowed.DUTY), "muted", wrap=True)
    words.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
    words.setContentsMargins(px(LABEL_LEAST), 0, 0, 0)  # on the fields' edge
    words.setMinimumHeight(words.fontMetrics().lineSpacing() * 3)
    form.widget(words)
    field.changed.connect(lambda: words.setText(may(str(field.value() or allowed.DUTY))))
    return field


def _passwords(form: Form, name: Text | str) -> None:
    """A new password, twice."""

    def check(typed: str) -> None:
        refuse_weak(typed, name if isinstance(name, str) else name.text())

    first = form.add(Secret("password", tr("New password"), check=check), tr("8 characters at least"))
    form.add(Secret("again", tr("The same again"), same_as=first))


def new(desk: Desk) -> Form:
    """One more person."""
    form = Form(desk, "person", save=tr("Add person"), act=_add)
    name = form.add(Text("name", tr("Name"), required=True, most=60, width=280), tr("as they sign in"))
    _roles(form)
    _passwords(form, name)
    form.consequence(tr("They sign in with it, and can change it."))
    form.start({"role": allowed.DUTY})
    return form


def role(desk: Desk, one: Listed) -> Form:
    """Another role."""
    form = Form(desk, "person-role", save=tr("Save role"), act=partial(_role, key=one.person.id))
    _roles(form)
    form.consequence(tr("It counts from their next sign-in."))
    form.start({"role": one.person.role}, thing=one.person.name)
    return form


def rename(desk: Desk, one: Listed) -> Form:
    """Another name, for which a password is needed."""
    form = Form(desk, "person-name", save=tr("Rename"), act=partial(_rename, key=one.person.id))
    name = form.add(Text("name", tr("New name"), required=True, most=60, width=280), tr("as they sign in"))
    if one.here:
        form.add(Secret("password", tr("Your password")), tr("it stays your password"))
    else:
        _passwords(form, name)
    form.consequence(tr("What was done under the old name keeps it."))
    form.start({"name": one.person.name}, thing=one.person.name)
    form.typed_over = name
    return form


def password(desk: Desk, one: Listed) -> Form:
    """A new one for somebody else."""
    save = tr("Bring back") if one.person.retired else tr("Set password")
    form = Form(desk, "person-password", save=save, act=partial(_password, key=one.person.id))
    _passwords(form, one.person.name)
    form.consequence(tr("Tell it to nobody else; they change it themselves."))
    form.start({}, thing=one.person.name)
    return form


def own_password(desk: Desk, one: Listed) -> Form:
    """One's own, with the old one."""
    form = Form(desk, "own-password", save=tr("Save password"), act=_own)
    form.add(Secret("old", tr("Old password")))
    _passwords(form, one.person.name)
    form.consequence(tr("Backups made before still open with the old one."))
    form.start({}, thing=one.person.name)
    return form


# acts, on the writer's thread: Argon2 takes a fifth of a second -----------------------------------------------------------


def _said(changes: Changes, text: str) -> Changes:
    """The same with a sentence for the person."""
    return Changes(changes.nouns, **{**changes.told, "said": text})


def _add(session: Session, values: dict[str, Any]) -> Changes:
    from stpdesk.actions.people import add_person
    from stpdesk.actions.session import Role

    made = add_person(session, values["name"], Role(values["role"]), values["password"])
    return _said(made, tr("{name} can sign in now.").format(name=made.told["name"]))


def _role(session: Session, values: dict[str, Any], *, key: str) -> Changes:
    from stpdesk.actions.people import set_role
    from stpdesk.actions.session import Role

    made = set_role(session, key, Role(values["role"]))
    words = tr("{name} is {role} from the next sign-in.")
    return _said(made, words.format(name=made.told["name"], role=allowed.role_name(values["role"]).lower()))


def _rename(session: Session, values: dict[str, Any], *, key: str) -> Changes:
    from stpdesk.actions.people import rename_person

    made = rename_person(session, key, values["name"], values["password"])
    return _said(made, tr("The name is {name} now.").format(name=made.told["name"]))


def _password(session: Session, values: dict[str, Any], *, key: str) -> Changes:
    from stpdesk.actions.people import set_password

    made = set_password(session, key, values["password"])
    return _said(made, tr("{name} signs in with the new password.").format(name=made.told["name"]))


def _own(session: Session, values: dict[str, Any]) -> Changes:
    from stpdesk.actions.people import change_password

    return change_password(session, values["old"], values["password"])


def retired(session: Session, key: str, name: str) -> Changes:
    """Takes a person's key away, and says so."""
    from stpdesk.actions.people import retire

    return _said(retire(session, key), tr("{name} can no longer open the park.").format(name=name))
