"""A new park: what it is, where it lies, who manages it; then its recovery code, which is typed back before it opens."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from stpdesk.core.civil import local
from stpdesk.core.errors import Refused
from stpdesk.core.passwords import LEAST
from stpdesk.core.standing_subsidies import first_year
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.fields.choice import Suggest
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.numbers import Percent
from stpdesk.ui.fields.rows import Rows
from stpdesk.ui.fields.written import Text
from stpdesk.ui.forms.row import Row, Rule
from stpdesk.ui.now import now
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.progress import Working
from stpdesk.ui.sentences import in_words
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.start.password import fault_of
from stpdesk.ui.start.places import code_from, home
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.parks import Prepared
    from stpdesk.ui.window import Window

WIDTH, LABEL, FOLDER = 720, 136, 484
PROVINCES = ("Punjab", "Sindh", "Khyber Pakhtunkhwa", "Balochistan", "Islamabad", "Gilgit-Baltistan", "AJK")
KINDS = ("STP", "IT park", "co-working centre", "women technology park", "freelancing hub")
HEADS = ("rent", "internet", "service", "parking", "electricity", "generator", "other")
SETTINGS = ("code", "name", "city", "province", "kind", "established_on")


def _today() -> date:
    """Today, for dates typed as `5/11`."""
    return local(now()).date()


class NewPark(Middle):
    """The page; `Recovery` follows it."""

    def __init__(self, window: Window, workbook: Path | None = None) -> None:
        super().__init__(WIDTH)
        self._window, self._workbook = window, workbook
        self._given: set[str] = set()
        self._make_fields()
        self._lay_out()
        self._connect()
        self.first = self.fields["name"].control()
        if workbook is not None:
            window.desk.beside(self, partial(_settings_of, workbook), self._fill, refused=self._refused)

    def _fill(self, values: dict[str, Any]) -> None:
        """What the workbook says of the park."""
        for name in SETTINGS:
            if values.get(name) is not None:
                self.fields[name].set_value(values[name])
                self._given.add(name)
        self._propose()

    def _make_fields(self) -> None:
        """Every field by its name in core."""
        tr = self.tr
        made: list[Field] = [
            Text("name", tr("Name"), required=True, hint=tr("Software Technology Park, Gilgit")),
            Text("code", tr("Code"), required=True, width=112),
            Text("city", tr("City"), width=204),
            Suggest("province", tr("Province"), PROVINCES, width=168),
            Suggest("kind", tr("Kind"), KINDS),
            Date("established_on", tr("Established"), _today),
            Text("folder", tr("Folder"), required=True, most=400, width=FOLDER),
            Text("user", tr("Your name"), required=True, width=224),
        ]
        self.fields = {field.name: field for field in made}
        self.fields["user"].set_value("manager")
        self.fields["kind"].set_value("STP")
        self.secret, self.again = Secret("password", tr("Password")), Secret("again", tr("Password again"))
        self.ticked = QCheckBox(
            tr("PSEB pays the whole internet and 25 % of the rent for the first 12 months")
        )
        self.ticked.setAccessibleName(self.ticked.text())
        self.subsidies = Subsidies(
            "subsidies", tr("Subsidies"), self._subsidy, add_words=tr("Add a standing subsidy")
        )
        self._browse = button(tr("Choose…"))
        self._browse.setAccessibleName(tr("Choose the folder"))

    def _subsidy(self) -> list[Field]:
        """One row of standing subsidies."""
        tr = self.tr
        return [
            Suggest("head", tr("Pays for"), HEADS, required=True, width=112),
            Percent("pct", tr("Share"), required=True),
            Text("funder", tr("Paid by"), required=True, width=80),
            Date("from", tr("From"), _today, required=True, width=130),
            Date("to", tr("To"), _today, required=True, width=130),
        ]

    def _lay_out(self) -> None:
        """Labels on one edge, fields on the other."""
        tr, fields, column = self.tr, self.fields, self.column
        column.addWidget(label(tr("New park"), "title"))
        column.addSpacing(px(8))
        self._row(fields["name"])
        self._row(fields["code"], note=tr("stands in the number of every document"))
        self._row(fields["city"], then=(tr("province"), fields["province"]))
        self._row(fields["kind"])
        self._row(fields["established_on"], note=tr("standing subsidies count from here"))
        self._row(fields["folder"], beside=self._browse)
        self._whole = label("", "caption", wrap=True)
        self._whole.setContentsMargins(px(LABEL), 0, 0, 0)
        self._whole.hide()
        column.addWidget(self._whole)
        self._rule()
        self._row(fields["user"])
        self._row(self.secret, note=tr("%d characters at least") % LEAST)
        self._row(self.again)
        self._rule()
        column.addWidget(label(tr("Standing subsidies"), "section"))
        column.addWidget(self.ticked)
        column.addWidget(self.subsidies)
        self._words = FaultLine()
        self.working = Working()
        column.addWidget(self._words)
        column.addWidget(self.working)
        self._make = KeyButton(tr("Make the park"), "Ctrl+Enter", primary=True)
        self._back = button(tr("Back"))
        column.addSpacing(px(8))
        column.addLayout(row(self._make, self._back, None))

    def _rule(self) -> None:
        """A hairline with room around it."""
        self.column.addSpacing(px(4))
        self.column.addWidget(Rule())
        self.column.addSpacing(px(4))

    def _row(
        self,
        field: Field,
        *,
        note: str = "",
        beside: QWidget | None = None,
        then: tuple[str, Field] | None = None,
    ) -> None:
        """A field after its label, perhaps a word and another; what is wrong with it shows below."""
        made = Row(field.label, [field, then[1]], [then[0]]) if then else Row(field.label, [field])
        made.label.setFixedWidth(px(LABEL))
        if note:
            field.note(note)
        if beside is None:
            self.column.addWidget(made)
            return
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(made, 1)
        line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)  # beside the field, whatever stands below it
        self.column.addLayout(line)

    def _connect(self) -> None:
        """Proposals follow the name until somebody types another."""
        self.fields["name"].changed.connect(self._propose)
        self.fields["folder"].changed.connect(self._show_whole)
        for name in ("code", "folder"):
            control = self.fields[name].control()
            if isinstance(control, QLineEdit):
                control.textEdited.connect(lambda _, name=name: self._given.add(name))
        self.fields["established_on"].left.connect(self._on_established)
        self.ticked.toggled.connect(self._tick)
        self._browse.clicked.connect(self._choose)
        self._make.clicked.connect(self.make)
        self._back.clicked.connect(self._window.start)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self._make.click)
        self.subsidies.reordered.connect(self._order)
        self._order()

    def _order(self) -> None:
        """Tab goes as the eye does, through the rows of subsidies too."""
        stops: list[QWidget] = []
        for name, field in self.fields.items():
            stops += [*field.stops(), self._browse] if name == "folder" else field.stops()
        stops += [*self.secret.stops(), *self.again.stops(), self.ticked, *self.subsidies.stops()]
        for one, other in pairwise([*stops, self._make, self._back]):
            QWidget.setTabOrder(one, other)

    def _propose(self) -> None:
        """A code and a folder from the name."""
        name = self.fields["name"].text().strip()
        if "code" not in self._given:
            self.fields["code"].set_text(code_from(name))
        if "folder" not in self._given:
            bare = "".join(letter for letter in name if letter not in '<>:"/\\|?*').strip(" .")
            self.fields["folder"].set_text(str(home() / f"{bare}.stpdesk") if bare else "")

    def _show_whole(self) -> None:
        """A path whose end the field does not show stands below it, broken after folders."""
        path = self.fields["folder"].text().strip()
        room = px(FOLDER) - px(26)  # its outline and the room inside it
        self._whole.setVisible(self.fontMetrics().horizontalAdvance(path) > room)
        self._whole.setText("".join(f"{one}\N{ZERO WIDTH SPACE}" if one in "/\\" else one for one in path))

    def _choose(self) -> None:
        """The folder the park's own folder is made in."""
        inside = QFileDialog.getExistingDirectory(self, self.tr("In which folder?"), str(home().parent))
        if inside:
            self._given.add("folder")
            own = Path(self.fields["folder"].text() or "park.stpdesk").name
            self.fields["folder"].set_text(str(Path(inside) / own))

    def _tick(self, on: bool) -> None:
        """PSEB's rows come and go; what a person added stays."""
        kept = [one for one in self.subsidies.value() if one.get("funder") != "PSEB"]
        schemes = first_year(self.fields["established_on"].value() or _today()) if on else []
        rows = [
            {"head": one.head, "pct": one.pct, "funder": one.funder, "from": one.starts, "to": one.ends}
            for one in schemes
        ]
        self.subsidies.set_value([*rows, *kept])

    def _on_established(self) -> None:
        """The twelve months count from another day."""
        if self.ticked.isChecked():
            self._tick(True)

    def _tell(self, words: str) -> None:
        """What is wrong with all of it; no line where there is nothing."""
        self._words.say(words)

    # making it --------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Makes the park under a hidden name, once every field is good."""
        fields = [*self.fields.values(), self.secret, self.again, self.subsidies]
        for field in fields:
            field.touch()
        fault = fault_of(self.secret.text(), self.again.text())
        if fault and not self.secret.is_blank():
            short = len(self.secret.text()) < LEAST
            (self.secret if short else self.again).set_fault(fault)
        if self.again.is_blank():
            self.again.set_fault(self.tr("Type the same password once more."))
        wrong = next((field for field in fields if field.slip() is not None), None)
        if wrong is not None:
            wrong.focus_to_correct()
            return
        self._tell("")
        self.setEnabled(False)
        self.working.begin(self.tr("Making the park…"))
        values = {
            name: self.fields[name].value() for name in SETTINGS if self.fields[name].value() is not None
        }
        work = partial(
            _prepare, home() / Path(self.fields["folder"].text().strip()).expanduser(), self.fields["user"].value(),
            self.secret.text(), values, self.subsidies.value(),
        )  # fmt: skip
        self._window.desk.beside(self, work, self._prepared, refused=self._refused)

    def _prepared(self, made: Prepared) -> None:
        """On to the recovery code."""
        from stpdesk.ui.start.recovery import Recovery

        page = Recovery(
            self._window, made, str(self.fields["user"].value()), self.secret.text(), self._workbook
        )
        self._window.show_face(page)

    def _refused(self, refusal: Refused) -> None:
        """Beside its field, where it has one."""
        self.setEnabled(True)
        self.working.end()
        field = {**self.fields, "password": self.secret}.get(refusal.field or "")
        if field is None:
            self._tell(in_words(refusal))
        else:
            field.set_fault(in_words(refusal))
            field.focus_to_correct()


class Subsidies(Rows):
    """Standing subsidies: no label stands beside their heads."""

    HEADS = 18


class Secret(Text):
    """A password: dots, taken as it was typed."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, required=True, width=224)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def settle(self) -> None:
        """Nothing is put in order."""
        Field.settle(self)

    def _leave(self, event: QEvent) -> None:
        """As every field, without touching the text."""
        super()._leave(event)


def _settings_of(path: Path) -> dict[str, Any]:
    """The Park sheet of a workbook, on a worker's thread."""
    from stpdesk.workbook.reading import read

    return dict(read(path).settings)


def _prepare(
    folder: Path, user: str, password: str, values: dict[str, object], subsidies: list[dict[str, Any]]
) -> Prepared:
    """On a worker's thread."""
    from stpdesk.actions.parks import prepare_park

    named = [{"scheme": f"{one['funder']} {one['head']} support", **one} for one in subsidies]
    return prepare_park(folder, user=user, password=password, values=values, subsidies=named)
