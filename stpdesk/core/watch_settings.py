"""The monitor's settings between their keys, the content of `monitor.toml` and the plan; each value is checked once, here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.outages import Link
from stpdesk.core.watch_values import (
    CODE,
    DAY,
    FLAG,
    FOREIGN,
    GATEWAY,
    HOST,
    NAME,
    OWN,
    PAGE,
    PARK,
    PORT,
    QUESTION,
    SECONDS,
    UPS,
    Kind,
    Unfit,
    Value,
    number,
    told,
    whole,
)  # fmt: skip
from stpdesk.core.watching import FOREIGN as FOREIGN_HOSTS
from stpdesk.core.watching import Judging, LinkWatch, Times, UpsWatch, WatchPlan

FILE = "monitor.toml"

TOP: dict[str, Kind] = {"battery": FLAG, "notify": FLAG}
SECTIONS: dict[str, dict[str, Kind]] = {
    "times": {
        "interval": number(1, 3600, SECONDS),
        "suspicion": number(0.5, 600, SECONDS),
        "jitter": number(0, 600, SECONDS),
        "timeout": number(0.1, 60, SECONDS),
        "power": number(1, 3600, SECONDS),
        "battery": number(0.5, 600, SECONDS),
        "heartbeat": number(1, 600, SECONDS),
    },
    "judging": {
        "failures": whole(1, 20),
        "passes": whole(1, 20),
        "loss_pct": number(0, 100, "a percentage"),
        "slower": number(1, 1000, "a number of times"),
        "flap_edges": whole(1, 1000),
        "flap_minutes": number(1, 1440, "a number of minutes"),
        "remind_minutes": number(1, 10_080, "a number of minutes"),
        "keep_days": whole(1, 3650, "a whole number of days"),
    },
    "ups": {"name": UPS, "host": HOST, "port": PORT},
}
LINK: dict[str, Kind] = {
    "source": OWN,
    "gateway": GATEWAY,
    "resolver": GATEWAY,
    "domestic": NAME,
    "foreign": FOREIGN,
    "question": QUESTION,
    "portal": PAGE,
}
"""What can be set of a link; its code and dates come from the park."""

_OF_LINK = {"code": CODE, **LINK, "first": DAY, "last": DAY}
KEYS = {
    **TOP,
    **{f"{section}.{key}": kind for section, kinds in SECTIONS.items() for key, kind in kinds.items()},
}
"""Every key but those of links."""

Settings = Mapping[str, object]
"""Keys and values that differ from the usual: `times.interval`, `ups.name`, `link.SCO.gateway`, `link.gateway`."""


def plan_of(table: Mapping[str, object]) -> tuple[WatchPlan, list[str]]:
    """The plan in the content of `monitor.toml`, and a sentence for each key nobody knows.

    Refused with a sentence for each value that is wrong: its key, what is expected and what stands there.
    """
    reading = _Reading()
    top = reading.values(table, {"park": PARK, **TOP}, "")
    parts = {section: reading.section(table, section, kinds) for section, kinds in SECTIONS.items()}
    links = reading.links(table)
    reading.unknown(table, {"park", "link", *TOP, *SECTIONS}, "")
    if reading.wrong:
        raise Refused("{problems}", problems="\n  ".join(reading.wrong))
    plan = WatchPlan(
        links=links,
        ups=UpsWatch(**parts["ups"]),
        times=Times(**parts["times"]),
        judging=Judging(**parts["judging"]),
        **top,
    )
    return plan, reading.unknowns


def doubts(plan: WatchPlan) -> list[str]:
    """What a plan may hold and a person should nonetheless look at, in sentences."""
    return [
        f"{f'Link {link.code}' if link.code else 'The internet link'} has one target abroad, {link.foreign[0]}; if that one"
        " fails by itself, the link may be taken to be down. Set two or more: monitor --set"
        f" link.{f'{link.code}.' if link.code else ''}foreign={','.join(FOREIGN_HOSTS)}"
        for link in plan.links
        if len(link.foreign) == 1
    ]


class _Reading:
    """What was wrong and what was unknown while a file is read."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.unknowns: list[str] = []

    def section(self, table: Mapping[str, object], name: str, kinds: Mapping[str, Kind]) -> dict[str, Any]:
        """The values of one section."""
        found = table.get(name, {})
        if not isinstance(found, Mapping):
            self._fault(name, f"a section, [{name}]", found)
            return {}
        self.unknown(found, kinds, f"{name}.")
        return self.values(found, kinds, f"{name}.")

    def links(self, table: Mapping[str, object]) -> tuple[LinkWatch, ...]:
        """The links; without any, the one unnamed link."""
        listed = table.get("link", []) or [{}]
        if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
            self._fault("link", "one section for each link, [[link]]", listed)
            return ()
        if len(listed) > 1 and any("code" not in one for one in listed):
            self.wrong.append(f"In {FILE}, every link needs its code where there are several.")
        found: list[LinkWatch] = []
        for one in listed:
            prefix = f"link.{told(one['code'])}." if "code" in one else "link."
            self.unknown(one, _OF_LINK, prefix)
            found.append(LinkWatch(**{"code": None, **self.values(one, _OF_LINK, prefix)}))
        codes = [fold(link.code) for link in found if link.code is not None]
        if len(set(codes)) < len(codes):
            self.wrong.append(f"In {FILE}, two links have the same code.")
        return tuple(found)

    def values(self, table: Mapping[str, object], kinds: Mapping[str, Kind], prefix: str) -> dict[str, Any]:
        """The values that stand there and are right."""
        found: dict[str, Any] = {}
        for key, kind in kinds.items():
            if key in table:
                try:
                    found[key] = kind.check(table[key])
                except Unfit:
                    self._fault(prefix + key, kind.expected, table[key])
        return found

    def unknown(self, table: Mapping[str, object], known: Iterable[str], prefix: str) -> None:
        """Tells of keys nobody knows."""
        listed = list(known)
        for key in table:
            if key not in listed:
                near = _near(key, listed, 1)
                meant = f" Was {prefix}{near[0]} meant?" if near else ""
                self.unknowns.append(
                    f"{FILE} holds {prefix}{told(key)}, which the monitor does not know.{meant}"
                )

    def _fault(self, key: str, expected: str, value: object) -> None:
        self.wrong.append(f"In {FILE}, {key} must be {expected}; “{told(value)}” stands there.")


def table_of(plan: WatchPlan) -> dict[str, dict[str, object]]:
    """The content of `monitor.toml`, section by section; the section of no name comes first, links as `link`."""
    sections: dict[str, dict[str, object]] = {
        "": {"park": plan.park, **_values(plan, TOP)},
        **{section: {section: _values(getattr(plan, section), kinds)} for section, kinds in SECTIONS.items()},
    }
    sections["link"] = {"link": [_values(link, _OF_LINK) for link in plan.links]}
    return sections


def _values(holder: object, kinds: Iterable[str]) -> dict[str, object]:
    """The values of a part of the plan, but what is blank by nature."""
    found = {key: getattr(holder, key) for key in kinds}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in found.items()
        if value is not None
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key points to: its proper spelling, the kind of its values, the part of the plan (a link by its place)."""

    key: str
    kind: Kind
    part: str | int
    name: str


def find(key: str, plan: WatchPlan) -> Place | None:
    """The place of a key, whatever its case; None where there is no such key."""
    section, _, name = key.strip().rpartition(".")
    name = name.casefold()
    part = section.casefold()
    kinds = SECTIONS.get(part, {} if section else TOP)
    if name in kinds:
        return Place(f"{part}.{name}" if part else name, kinds[name], part, name)
    head, _, code = section.partition(".")
    if head.casefold() != "link" or name not in LINK:
        return None
    for place, link in enumerate(plan.links):
        if fold(link.code or "") == fold(code):
            return Place(_key_of_link(link, name), LINK[name], place, name)
    return None


def _key_of_link(link: LinkWatch, name: str) -> str:
    return f"link.{name}" if link.code is None else f"link.{link.code}.{name}"


def plan_for(park: str, links: Sequence[Link], settings: Settings) -> WatchPlan:
    """The plan of a park: its links as entered, the usual values, and the settings on top.

    A setting of a link that is gone, or one that an older version allowed, leaves the usual value.
    """
    watched = tuple(LinkWatch(link.code, first=link.first, last=link.last) for link in links)
    plan = WatchPlan(park=park, links=watched or (LinkWatch(None),))
    for key, value in settings.items():
        place = find(key, plan)
        if place is not None:
            with suppress(Unfit):
                plan = _with(plan, place, place.kind.check(value))
    return plan


def _with(plan: WatchPlan, place: Place, value: Value) -> WatchPlan:
    """The plan with one value changed."""
    change: dict[str, Any] = {place.name: value}
    if isinstance(place.part, int):
        links = list(plan.links)
        links[place.part] = replace(links[place.part], **change)
        change = {"links": tuple(links)}
    elif place.part:
        change = {place.part: replace(getattr(plan, place.part), **change)}
    return replace(plan, **change)


def setting(words: str, plan: WatchPlan) -> tuple[str, object]:
    """`KEY=VALUE` as typed: the key as it is kept and its value; None = the usual again. Refused where either is wrong."""
    key, equals, word = words.partition("=")
    if not equals:
        raise Refused(
            "Type KEY=VALUE, such as times.interval=20; “{words}” is not.", field="set", words=told(words)
        )
    place = find(key, plan)
    if place is None:
        raise _no_such(key.strip(), plan)
    if not word.strip():
        return place.key, None
    try:
        value = place.kind.check(place.kind.typed(word))
    except Unfit:
        raise Refused(
            "The setting {key} must be {expected}; “{word}” is not. Type {key}= for the usual value.",
            field=place.key, key=place.key, expected=place.kind.expected, word=told(word.strip()),
        ) from None  # fmt: skip
    return place.key, list(value) if isinstance(value, tuple) else value


def keys(plan: WatchPlan) -> list[str]:
    """Every key that can be set in a park with these links."""
    return [*KEYS, *(_key_of_link(link, name) for link in plan.links for name in LINK)]


def _no_such(key: str, plan: WatchPlan) -> Refused:
    """The refusal of an unknown key, with those that are near."""
    near = ", ".join(_near(key, keys(plan), 4)) or "; ".join(
        (*TOP, *(f"{section}.…" for section in SECTIONS), "link.…")
    )
    return Refused(
        "The monitor has no setting {key}. Near it: {near}.", field="set", key=told(key), near=near
    )


def _near(word: str, known: Sequence[str], most: int) -> list[str]:
    """Known words that are spelled much the same."""
    from difflib import get_close_matches

    return get_close_matches(word, known, most, 0.55)
