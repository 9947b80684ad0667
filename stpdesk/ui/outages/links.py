"""The park's internet links: entered, changed, in service from a day to a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.civil import local
from stpdesk.core.outages import Link
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Quantity
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.form import Form
from stpdesk.ui.now import now
from stpdesk.ui.outages.acts import said
from stpdesk.ui.outages.words import tr
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

ROLES = ("primary", "backup")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link as the list has it."""

    key: int
    link: Link

    @property
    def code(self) -> str:
        """Its code."""
        return self.link.code

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        one = self.link
        return " ".join(part for part in (one.code, one.isp, one.upstream, one.role) if part)


class Links(Part):
    """All of them, in the order they were entered."""

    def _build(self) -> None:
        """Change and new."""
        self.act_button(button(tr("Change…"), icon="edit"), self.open)
        self.act_button(button(tr("New link…"), icon="plus"), self.add, one=False)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "links", tr("Internet links"),
            (
                Column("code", tr("Link"), Kind.STRONG, 136),
                Column("isp", tr("Provider"), Kind.TEXT, 170, sort=None, stretch=True),
                Column("upstream", tr("Upstream"), Kind.TEXT, 330, sort=None, gives=2),
                Column("mbps", tr("Mbps"), Kind.QUANTITY, 80, sort=None),
                Column("role", tr("Role"), Kind.MUTED, 100, sort=None),
                Column("first", tr("In service from"), Kind.DATE, 124, sort=None),
                Column("last", tr("To"), Kind.DATE, 110, sort=None),
            ),
            keys=there.keys, rows=there.rows, cells=link_cells, when="day",
            empty=tr("No link is entered. Enter each line the internet comes in by: every link then has its own figures."),
            act=tr("New link…"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[LinkRow]:
        """The links."""
        from stpdesk.actions.links import listed

        return [LinkRow(place, one) for place, one in enumerate(listed(session), start=1)]

    def open(self) -> None:
        """The selected link."""
        row: LinkRow | None = self.chosen()
        if row is not None:
            self.dialog(tr("Link {code}").format(code=row.code), self._form(row.link))

    def add(self) -> None:
        """A new link."""
        self.dialog(tr("New link"), self._form(None))

    def _form(self, link: Link | None) -> Form:
        """Its fields."""

        def act(session: Session, values: dict[str, Any]) -> Changes:
            return save(session, link, values)

        def today() -> date:
            return local(now()).date()

        form = Form(self._desk, "link", save=tr("Save link"), act=act)
        if link is None:
            form.add(
                Text("link", tr("Code"), required=True, width=160),
                tr("as the monitor and the papers name it"),
            )
        form.add(Text("isp", tr("Provider"), width=280))
        form.add(Text("upstream", tr("Upstream"), width=280), tr("whose cable it goes out by"))
        form.add(Quantity("mbps", tr("Speed"), suffix=tr("Mbps")))
        form.add(Suggest("role", tr("Role"), ROLES))
        form.add(
            Date("first", tr("In service from"), today), tr("blank = from the beginning"), also=("from",)
        )
        form.add(Date("last", tr("To"), today), tr("last day; blank while it is in service"), also=("to",))
        form.consequence(tr("Days out of service count neither up nor down."))
        if link is None:
            form.start({})
        else:
            names = ("isp", "upstream", "mbps", "role", "first", "last")
            form.start({name: getattr(link, name) for name in names}, thing=link.code)
        return form


def link_cells(one: LinkRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    link = one.link
    ends = link.last or Cell(None, tr("in service"), tone="muted")
    begins = link.first or Cell(None, tr("beginning"), tone="muted")
    return (link.code, link.isp, link.upstream, link.mbps, link.role, begins, ends)


def save(session: Session, link: Link | None, values: dict[str, Any]) -> Changes:
    """A new link, or one changed."""
    from stpdesk.actions.links import add_link, edit_link

    told = {name: values[name] for name in ("isp", "upstream", "mbps", "role", "first", "last")}
    if link is None:
        made = add_link(session, values["link"], **told)
        return said(made, tr("Link {code} is entered.").format(code=values["link"]))
    made = edit_link(session, link.code, told)
    return said(made, tr("Link {code} is changed.").format(code=link.code), undone=True)
