"""The house's own rules, which no ready linter knows: each is a small function over one file."""

import ast
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST = 350
CLOCK_READERS = frozenset(
    {
        "stpdesk/actions/session.py",  # the clock itself
        "stpdesk/db/ids.py",  # UUIDv7 keys sort by time; no figure reads it back
        "stpdesk/monitor/clock.py",  # the monitor's own clock: it watches the PC's, also where that jumps
    }
)
ASKS = frozenset({"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "strftime"})
CLOCK = re.compile(r"(date|datetime)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|strftime)")
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|"
    r"(CREATE|DROP|ALTER)\s+(TABLE|VIEW|INDEX|TRIGGER)|PRAGMA\s)",
    re.DOTALL,
)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b")
VAGUE = re.compile(r"_?(utils?|helpers?|managers?|commons?|misc)")
ONE_MACHINE = re.compile(r"(?<![\w.])/(work|root|home)/")
LATER = re.compile(r"\b(TODO|FIXME|X{3})\b")
WORD, WORDS = re.compile(r"\b[A-Z][a-z]+"), re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")
KEYS = re.compile(r"((Ctrl|Alt|Shift|Esc|Enter|Return|Del|Delete|F\d+|[A-Z0-9])[+ ]?)+")
NAMES = frozenset({"STP Desk", "Noto Sans", "Noto Naskh Arabic", "Rs"})
TRANSLATED = frozenset(
    {"tr", "translate", "Refused", "Slip", "Sentence", "Page", "Place", "Act", "print", "system"}
)
SHOWS = frozenset(
    {
        "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle", "setPlaceholderText",
        "setTitle", "addAction", "addMenu", "addItem", "addItems", "QLabel", "QPushButton", "QCheckBox", "QRadioButton",
        "QAction", "label", "button", "link", "Elided", "KeyButton", "say", "set_words", "section",
    }
)  # fmt: skip
"""Calls whose arguments people read."""
TEXT = frozenset({".py", ".md", ".toml", ".in", ".lock", ".txt", ".csv", ""})
NOT_OURS = frozenset({"build", "dist", "wheelhouse", "__pycache__"})


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Source:
    """One file, read once; `nodes` is the whole tree of a file of the program, and empty for all others."""

    path: str
    text: str
    nodes: tuple[ast.AST, ...]


Found = Iterator[tuple[int, str]]


def reads_the_clock(source: Source) -> Found:
    """Only the session's clock asks what time it is, so that a test can set it and figures repeat."""
    if not source.path.startswith("stpdesk/") or source.path in CLOCK_READERS:
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ASKS:
            name = ast.unparse(node)
            if CLOCK.fullmatch(name) or CLOCK.fullmatch(name.partition(".")[2]):
                yield node.lineno, f"{name}: only Session.clock reads the time; take the date as an argument"


def speaks_sql(source: Source) -> Found:
    """All the SQL is in db."""
    if not source.path.startswith("stpdesk/") or source.path.startswith("stpdesk/db/"):
        return
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno, "SQL outside stpdesk/db"


def bites(source: Source) -> Found:
    """Three ways sqlite-utils loses data: an open transaction, a silent overwrite, dropped triggers."""
    if not source.path.startswith("stpdesk/"):
        return
    for node in source.nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called = node.func
        if called.attr == "execute" and ast.unparse(called).endswith(".conn.execute") and _writes(node):
            yield node.lineno, "conn.execute of a write opens a transaction that nobody commits"
        if any(word.arg == "replace" and _is_true(word.value) for word in node.keywords):
            yield node.lineno, "replace=True overwrites a row past its triggers"
        if called.attr == "transform" and "install_triggers(" not in source.text:
            yield (
                node.lineno,
                "transform() drops the table's triggers: call install_triggers(db) in this file",
            )


def _writes(call: ast.Call) -> bool:
    node = call.args[0] if call.args else None
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    return (
        isinstance(first, ast.Constant) and isinstance(first.value, str) and bool(WRITES.match(first.value))
    )


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def is_named_vaguely(source: Source) -> Found:
    """A module is named after a noun of the field."""
    if source.path.endswith(".py") and VAGUE.fullmatch(Path(source.path).stem):
        yield 1, "a module's name says what it is about: not util, helper, manager or common"


def is_too_long(source: Source) -> Found:
    """A file of the program over 350 lines holds two nouns."""
    lines = source.text.count("\n")
    if lines > LONGEST and source.path.endswith(".py") and not source.path.startswith("tests/"):
        yield lines, f"{lines} lines, {LONGEST} at most: split it by noun"


def speaks_one_language(source: Source) -> Found:
    """What the window says goes through tr(), so that it can say it in Urdu: whole sentences, and words on widgets."""
    if not source.path.startswith("stpdesk/ui/"):
        return
    inside: dict[ast.AST, ast.AST] = {
        child: node for node in source.nodes for child in ast.iter_child_nodes(node)
    }
    for node in source.nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _is_said(node, node.value, inside)
        ):
            yield node.lineno, f"“{node.value[:40]}” is not translated: put it through tr()"


def _is_said(node: ast.AST, text: str, inside: dict[ast.AST, ast.AST]) -> bool:
    """Whether a text is for people and nobody translates it: climbs to the statement it stands in."""
    if text.strip() in NAMES or KEYS.fullmatch(text.strip()) or isinstance(inside[node], ast.Expr):
        return False  # a name, a key or a docstring
    said = WORDS.search(text) is not None
    while not isinstance(node, ast.stmt):
        before, node = node, inside[node]
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TRANSLATED or called.endswith("Error"):
                return False
            said = said or (called in SHOWS and before in node.args and WORD.search(text) is not None)
        elif isinstance(node, ast.Compare | ast.Subscript) or (
            isinstance(node, ast.Dict) and before in node.keys
        ):
            return False
    translated_later = isinstance(node, ast.Assign) and isinstance(inside.get(node), ast.Module)
    return said and not translated_later and not isinstance(node, ast.Raise | ast.Assert)


def names_one_machine(source: Source) -> Found:
    """The project knows no folder of the computer it was written on."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if ONE_MACHINE.search(line):
            yield number, "a path of one machine"


def puts_off(source: Source) -> Found:
    """What is left to do is an issue, not a comment."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if LATER.search(line) and source.path != "tools/rules.py":
            yield number, "work put off in a comment: do it or file it"


RULES: tuple[Callable[[Source], Found], ...] = (
    reads_the_clock,
    speaks_sql,
    bites,
    is_named_vaguely,
    is_too_long,
    speaks_one_language,
    names_one_machine,
    puts_off,
)


def sources(root: Path) -> Iterator[Source]:
    """Read the project's text files; a Python file that does not parse is left to ruff, which says why."""
    for path in sorted(_files(root)):
        text = path.read_text("utf-8", errors="replace")
        name = path.relative_to(root).as_posix()
        nodes: tuple[ast.AST, ...] = ()
        if path.suffix == ".py" and name.startswith("stpdesk/"):  # rules about trees are about the program
            try:
                nodes = tuple(ast.walk(ast.parse(text)))
            except SyntaxError:
                continue
        yield Source(name, text, nodes)


def _files(root: Path) -> Iterator[Path]:
    """The project's text files; folders that are not ours are not entered, for the venv alone holds thousands."""
    for folder, inside, names in os.walk(root):
        here = Path(folder)
        inside[:] = [
            name
            for name in inside
            if name not in NOT_OURS and (not name.startswith(".") or (here == root and name == ".ci"))
        ]
        yield from (here / name for name in names if not name.startswith(".") and Path(name).suffix in TEXT)


def faults(root: Path) -> list[Fault]:
    """Return every fault of every file, in the order of the files."""
    return [
        Fault(source.path, line, sentence)
        for source in sources(root)
        for rule in RULES
        for line, sentence in rule(source)
    ]
