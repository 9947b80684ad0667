"""Colours, sizes and the stylesheet: tokens of resources/themes, told apart by the palette a widget has.

Nothing here is global: a widget's palette says which theme it is painted in, the application's font how large text is.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from stpdesk.resources import folder

BASE = 13
"""Pixels of ordinary text at 100 %; every other size is given at this one and scaled by `px`."""

FAMILIES = ("Noto Sans", "Noto Naskh Arabic")
FIRST = ("NotoSans-Regular", "NotoSans-SemiBold")
ON_PAPER = ("NotoNastaliqUrdu-Regular",)
"""Printed headings only: on the screen it would be taken for Urdu, which then overlaps."""

SIZES = (100, 110, 125, 150, 175, 200)
"""Text sizes on offer, in percent."""

SYSTEM, LIGHT, DARK = "system", "light", "dark"
STYLE = ("-style", "Fusion")
"""Words for QApplication: told so, PySide need not load the hundreds of names of QStyle at the start."""
DRESSED = "dressed"
"""Property of the application once `apply` painted it."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """One theme's colours by what they are for (shared looks: calm, one accent); one object a theme."""

    bg: QColor
    surface: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    amber: QColor
    amber_soft: QColor
    red: QColor
    red_soft: QColor
    blue: QColor

    @property
    def outline(self) -> QColor:
        """Outlines of controls: the line mixed 65 % to muted, so that they show at 3:1."""
        return mixed(self.line, self.muted, 0.65)

    @property
    def hover(self) -> QColor:
        """Behind what the pointer is on."""
        return mixed(self.surface, self.text, 0.05)

    @property
    def faint(self) -> QColor:
        """Words and icons of what cannot be pressed."""
        return mixed(self.surface, self.muted, 0.7)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour so far on the way from one to the other."""
    a, b = one.getRgb(), other.getRgb()
    return QColor(*(round(x + (y - x) * share) for x, y in zip(a[:3], b[:3], strict=True)))  # type: ignore[index]


@cache
def themes() -> dict[str, Tokens]:
    """Both themes by name."""
    read: dict[str, dict[str, str]] = {}
    for line in (folder("themes") / "tokens.toml").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(
            "="
        )  # as plain as this file is; tomllib takes as long as the whole start page
        if line.startswith("["):
            inside = read.setdefault(line.strip(" []"), {})
        elif value:
            inside[name.strip()] = value.strip(' "')
    names = [field.name for field in fields(Tokens)]
    return {theme: Tokens(*(QColor(colours[name]) for name in names)) for theme, colours in read.items()}


def tokens(widget: QWidget | None = None) -> Tokens:
    """The tokens a widget is painted with (the application's, without one)."""
    palette = (
        widget.window().palette() if widget else QApplication.palette()
    )  # a stylesheet may darken a widget's own
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return themes()[DARK if dark else LIGHT]


@cache
def px(size: float) -> int:
    """A size given at 100 % as pixels at the text size in use."""
    return round(size * max(QApplication.font().pixelSize(), 1) / BASE)


def font(size: float = BASE, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font in a size given at 100 %; the caller's own."""
    return QFont(_font(px(size), weight))


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    """The same by its pixels: a font made of its names takes ten times as long as another's copy."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def semibold(size: float = BASE) -> QFont:
    """The same, semibold: one thing a row."""
    return font(size, weight=QFont.Weight.DemiBold)


def load_fonts(*, first: bool = True, rest: bool = True) -> None:
    """Makes the bundled fonts known, so that every PC shows the same letters: what the first page is written in, the rest."""
    for path in sorted(folder("fonts").glob("*.ttf")):
        if path.stem in ON_PAPER:
            continue
        if first if path.stem in FIRST else rest:
            QFontDatabase.addApplicationFont(str(path))


def is_dark(choice: str) -> bool:
    """Whether a choice (system, light, dark) means dark now."""
    if choice != SYSTEM:
        return choice == DARK
    app = QApplication.instance()
    if app is not None and not app.property(DRESSED):
        return (
            is_dark_now()
        )  # the palette the system gave; asked for its scheme, PySide loads all of Qt's namespace
    from PySide6.QtCore import Qt

    return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def is_dark_now() -> bool:
    """Whether the palette in use is a dark one."""
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def apply(app: QApplication, choice: str, percent: int) -> None:
    """Paints the whole program in a theme and a text size: palette, font, stylesheet. The style must be Fusion.

    What is there already is left: a stylesheet is worked out anew for every widget that lives. Of a theme a widget hears by
    StyleChange: at PaletteChange its window's palette, by which it knows its colours, may still be the old one.
    """
    name = DARK if is_dark(choice) else LIGHT
    wanted = f"{name} {percent}"
    if app.property(DRESSED) == wanted:
        return
    colours = themes()[name]
    made = QFont(list(FAMILIES))
    made.setPixelSize(round(BASE * percent / 100))
    app.setFont(made)
    px.cache_clear()
    app.setPalette(palette_of(colours))
    if app.property(DRESSED):
        app.setStyleSheet("")  # one in place of another takes Qt five times as long
    app.setStyleSheet(stylesheet(colours))
    if app.property(DRESSED):
        from stpdesk.ui.icons import redraw  # which asks here for colours and sizes

        redraw()
    app.setProperty(DRESSED, wanted)


def palette_of(colours: Tokens) -> QPalette:
    """Every role a widget of Qt's own paints with."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for part, colour in (
        (role.Window, colours.bg), (role.WindowText, colours.text), (role.Base, colours.surface),
        (role.AlternateBase, colours.bg), (role.Text, colours.text), (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface), (role.ButtonText, colours.text), (role.BrightText, colours.red),
        (role.Highlight, colours.accent_soft), (role.HighlightedText, colours.text), (role.Link, colours.accent),
        (role.Accent, colours.accent), (role.ToolTipBase, colours.surface), (role.ToolTipText, colours.text),
        (role.Light, colours.surface), (role.Midlight, colours.hover), (role.Mid, colours.line),
        (role.Dark, colours.outline), (role.Shadow, colours.muted),
    ):  # fmt: skip
        palette.setColor(part, colour)
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, part, colours.faint)
    return palette


def stylesheet(colours: Tokens) -> str:
    """The stylesheet of a theme: sizes through `px`, colours from its tokens."""
    text = (folder("themes") / "style.qss").read_text(encoding="utf-8")
    names = {field.name: getattr(colours, field.name).name() for field in fields(Tokens)}
    dark = colours.bg.lightness() < 128
    for drawing in ("checked", "arrow", "tick"):
        names[drawing] = (folder("themes") / f"{drawing}-{DARK if dark else LIGHT}.svg").as_posix()
    names |= {"outline": colours.outline.name(), "hover": colours.hover.name()}
    names["handle"] = mixed(colours.line, colours.muted, 0.3).name()
    names |= {
        "accent_hover": mixed(colours.accent, colours.text, 0.15).name(),
        "accent_pressed": mixed(colours.accent, colours.text, 0.3).name(),
        "pressed": mixed(colours.surface, colours.text, 0.1).name(),
        "faint": colours.faint.name(),
    }
    names |= {f"px{size}": f"{px(size)}px" for size in (*range(1, 49), 54, 64, 96, 120, 160, 196, 312)}
    ring = px(2) - 1  # how much thicker a ring is than the outline in its place: what is inside gives way
    names |= {f"in{size}": f"{px(size) - ring}px" for size in range(5, 17)}
    high, wide = px(6) - 4, px(10) - 2  # around long texts, whose first line stands where that of a line does
    names |= {"long": f"{high}px {wide}px", "inlong": f"{high - ring}px {wide - ring}px"}
    names |= {f"high{size}": f"{px(size) - 2 * ring}px" for size in (16, 24, 30, 54)}
    return Template(text).substitute(names)
