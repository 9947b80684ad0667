"""The triggers that guard records of power and internet: they are put right by new records, never rewritten or removed.

What was told of a closed month stays: a row whose time touches one is neither added nor taken out, and an end that was
still open may be filled only where that changes nothing in it.
"""

from __future__ import annotations

from stpdesk.db.schema_guards import guard, named

_CLOSED = "FROM closings WHERE reopened_at IS NULL AND"
_WAY = "' is closed; reopen it with a reason first.'"
_LOCAL = "datetime({0}, '+5 hours')"
_EVER = "'9999-12'"


def _touched(row: str) -> str:
    """SQL for the first closed month in which a row has time, NULL where it has none; an open end lasts for ever.

    An end exactly at midnight of the 1st does not reach into that month.
    """
    first = f"substr({_LOCAL.format(f'{row}.starts')}, 1, 7)"
    last = f"coalesce(substr(datetime({row}.ends, '+5 hours', '-1 second'), 1, 7), {_EVER})"
    return f"(SELECT min(month) {_CLOSED} month BETWEEN {first} AND {last})"


def _after(moment: str) -> str:
    """SQL for the first closed month that has time after an instant."""
    return f"(SELECT min(month) {_CLOSED} month >= substr({_LOCAL.format(moment)}, 1, 7))"


def _closed(month: str, found: str) -> tuple[str, str]:
    """Condition and sentence: a closed month would change."""
    return f"({found}) AND {month} IS NOT NULL", f"'The month ' || {month} || {_WAY}"


def _changed(*columns: str) -> str:
    """True where one of the columns becomes another."""
    return " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)


def _overwritten(*columns: str) -> str:
    """True where what was told becomes another, or none; a blank may be filled in."""
    return " OR ".join(f"(OLD.{one} IS NOT NULL AND OLD.{one} IS NOT NEW.{one})" for one in columns)


def _kept(table: str, noun: str, fixed: tuple[str, ...], told: tuple[str, ...]) -> dict[str, str]:
    """Guards of one table: `fixed` columns never change, `told` ones only while the row counts."""
    who = f"'{noun} ' || OLD.number" if table != "gaps" else f"'The {noun} since ' || OLD.starts"
    retiring = "OLD.retired_by IS NULL AND NEW.retired_by IS NOT NULL"
    texts = {
        "delete": guard(
            "BEFORE DELETE", table, "1", f"{who} || ' stays on record; dismiss it with a reason instead.'"
        ),
        "born_retired": guard(
            "BEFORE INSERT",
            table,
            "NEW.retired_by IS NOT NULL",
            f"'A new {noun.lower()} counts until it is put right.'",
        ),
        "retired": guard(
            "BEFORE UPDATE",
            table,
            "OLD.retired_by IS NOT NULL",
            f"{who} || ' was put right or dismissed already and never changes.'",
        ),
        "fixed": guard(
            "BEFORE UPDATE",
            table,
            _changed(*fixed),
            f"{who} || ' is put right by a new record, with a reason.'",
        ),
    }
    if len(told) > 1:
        texts["told"] = guard(
            "BEFORE UPDATE",
            table,
            f"OLD.retired_by IS NULL AND ({_overwritten(*told[1:])})",
            f"{who} || ' says otherwise already; it is put right by a new record, with a reason.'",
        )
    if told:
        texts["alone"] = guard(
            "BEFORE UPDATE",
            table,
            f"{retiring} AND ({_changed(*told)})",
            f"{who} || ' is put right by a new record and itself stays as it was.'",
        )
    if "starts" in fixed:
        texts["closed_insert"] = guard("BEFORE INSERT", table, *_closed(_touched("NEW"), "1"))
        texts["closed_retire"] = guard("BEFORE UPDATE", table, *_closed(_touched("OLD"), retiring))
    return {f"guard_{table}_{name}": text for name, text in texts.items()}


_ENDED = "OLD.ends IS NULL AND NEW.ends IS NOT NULL"
_OUTAGES = {
    **_kept(
        "outages",
        "Outage",
        ("number", "service", "link_id", "starts", "planned", "source", "proposal", "unit_count", "made_by"),
        ("ends", "cause", "note"),
    ),
    "guard_outages_ends": guard(
        "BEFORE UPDATE",
        "outages",
        "OLD.ends IS NOT NULL AND OLD.ends IS NOT NEW.ends",
        "'Outage ' || OLD.number || ' has its end; move it with a reason.'",
    ),
    "guard_outages_closed_end": guard("BEFORE UPDATE", "outages", *_closed(_after("NEW.ends"), _ENDED)),
    "guard_outages_closed_told": guard(
        "BEFORE UPDATE", "outages", *_closed(_touched("OLD"), _changed("cause", "note"))
    ),
    "guard_outage_units_update": guard(
        "BEFORE UPDATE", "outage_units", "1", "'The units of an outage are put right by a new record.'"
    ),
    "guard_outage_units_delete": guard(
        "BEFORE DELETE", "outage_units", "1", "'The units of an outage are put right by a new record.'"
    ),
    "guard_outage_units_insert": guard(
        "BEFORE INSERT",
        "outage_units",
        "(SELECT unit_count FROM outages WHERE id = NEW.outage_id)"
        " <= (SELECT count(*) FROM outage_units WHERE outage_id = NEW.outage_id)",
        "'The units of an outage are put right by a new record.'",
    ),
}


_STARTED = f"(SELECT month {_CLOSED} month = substr({_LOCAL.format('OLD.starts')}, 1, 7))"
_RUNS = {
    **_kept(
        "supply_runs",
        "Run",
        ("number", "source", "starts", "carries", "made_by"),
        ("ends", "litres_e4", "kwh_e4", "hour_meter_e4", "note"),
    ),
    "guard_supply_runs_ends": guard(
        "BEFORE UPDATE",
        "supply_runs",
        "OLD.ends IS NOT NULL AND OLD.ends IS NOT NEW.ends",
        "'Run ' || OLD.number || ' has its end; move it with a reason.'",
    ),
    "guard_supply_runs_closed_end": guard(
        "BEFORE UPDATE", "supply_runs", *_closed(_after("NEW.ends"), _ENDED)
    ),
    # litres belong to the month the run started in; what else is read off the engine comes when it stops
    "guard_supply_runs_closed_litres": guard(
        "BEFORE UPDATE", "supply_runs", *_closed(_STARTED, _changed("litres_e4"))
    ),
    "guard_supply_runs_closed_told": guard(
        "BEFORE UPDATE",
        "supply_runs",
        *_closed(
            _touched("OLD"),
            f"NOT ({_ENDED}) AND ({_changed('litres_e4', 'kwh_e4', 'hour_meter_e4', 'note')})",
        ),
    ),
}

_GAPS = _kept("gaps", "Gap", ("starts", "ends", "service", "link_id", "note", "proposal", "made_by"), ())

_EARLIEST, _LATEST = "'0000-01-01'", "'9998-12-31'"
_PATTERN = " AND ".join(
    f"s.{one} = {{0}}.{one}" for one in ("weekdays", "from_minute", "to_minute", "service")
)


def _announced(row: str) -> str:
    """SQL for the first closed month whose announced windows depend on a row of the schedule.

    Where another live row of the same weekdays, times and service covers the row's days in a month, nothing changes
    there: that is how a row is cut around a day, or shortened, while months it served are closed. A window across
    midnight reaches into the month after its last day.
    """
    night = f"({row}.to_minute BETWEEN 1 AND {row}.from_minute OR {row}.to_minute > 1440)"
    first, last = f"coalesce({row}.valid_from, {_EARLIEST})", f"coalesce({row}.valid_to, {_LATEST})"
    opens = f"date(c.month || '-01', -{night} || ' days')"
    ends = "date(c.month || '-01', '+1 month', '-1 day')"
    covered = (
        f"SELECT 1 FROM schedule s WHERE s.retired_by IS NULL AND s.id <> {row}.id AND {_PATTERN.format(row)}"
        f" AND coalesce(s.valid_from, {_EARLIEST}) <= max({first}, {opens})"
        f" AND coalesce(s.valid_to, {_LATEST}) >= min({last}, {ends})"
    )
    return (
        f"(SELECT min(c.month) FROM closings c WHERE c.reopened_at IS NULL AND {first} <= {ends} AND {last} >= {opens}"
        f" AND NOT EXISTS ({covered}))"
    )


_SCHEDULE = {
    **_kept(
        "schedule",
        "Window",
        ("number", "weekdays", "from_minute", "to_minute", "service", "valid_from", "valid_to", "made_by"),
        (),
    ),
    "guard_schedule_closed_insert": guard("BEFORE INSERT", "schedule", *_closed(_announced("NEW"), "1")),
    "guard_schedule_closed_retire": guard(
        "BEFORE UPDATE",
        "schedule",
        *_closed(_announced("OLD"), "OLD.retired_by IS NULL AND NEW.retired_by IS NOT NULL"),
    ),
}


def _serving(first: str, last: str) -> str:
    """SQL for the first closed month between two days."""
    return f"(SELECT min(month) {_CLOSED} month BETWEEN substr({first}, 1, 7) AND substr({last}, 1, 7))"


def _link_guard(when: str, month: str, condition: str) -> str:
    """A guard of a link's days in service."""
    sentence = (
        f"'Link ' || NEW.code || ' would be in service on other days of the closed month ' || {month} ||"
        " '; give days outside it, or reopen it with a reason first.'"
    )
    return guard(when, "links", f"({condition}) AND {month} IS NOT NULL", sentence)


def _days(column: str, blank: str) -> tuple[str, str]:
    """The earlier and the later of a link's old and new day."""
    old, new = f"coalesce(OLD.{column}, {blank})", f"coalesce(NEW.{column}, {blank})"
    return f"min({old}, {new})", f"max({old}, {new})"


_UNSERVED = (
    f"(SELECT min(month) {_CLOSED} (coalesce(NEW.in_service_from, {_EARLIEST}) > month || '-01'"
    f" OR coalesce(NEW.ends, {_LATEST}) < date(month || '-01', '+1 month', '-1 day')))"
)
_FIRSTS = _days("in_service_from", _EARLIEST)
_LASTS = _days("ends", _LATEST)
_LINKS = {
    "guard_links_delete": guard(
        "BEFORE DELETE",
        "links",
        "1",
        "'Link ' || OLD.code || ' stays on record; give the last day it was in service.'",
    ),
    "guard_links_closed_insert": _link_guard(
        "BEFORE INSERT",
        _serving(f"coalesce(NEW.in_service_from, {_EARLIEST})", f"coalesce(NEW.ends, {_LATEST})"),
        "EXISTS (SELECT 1 FROM links)",
    ),
    # months closed without a link were measured on one unnamed link: the first link gets its place there
    "guard_links_first": guard(
        "BEFORE INSERT",
        "links",
        f"NOT EXISTS (SELECT 1 FROM links) AND {_UNSERVED} IS NOT NULL",
        f"'The closed month ' || {_UNSERVED} || ' was measured on the internet as a whole, and link ' || NEW.code || '"
        " would leave days of it out: enter first, without a first day, the link that served then; or reopen it with a"
        " reason first.'",
    ),
    "guard_links_closed_first": _link_guard(
        "BEFORE UPDATE", _serving(_FIRSTS[0], f"date({_FIRSTS[1]}, '-1 day')"), _changed("in_service_from")
    ),
    "guard_links_closed_last": _link_guard(
        "BEFORE UPDATE", _serving(f"date({_LASTS[0]}, '+1 day')", _LASTS[1]), _changed("ends")
    ),
}

_USUAL = {
    "outage_join_minutes": "'3'",
    "momentary_minutes": "'5'",
    "power_grace_minutes": "'5'",
    "outages_from": "'null'",
}


def _settings_guard(when: str, old: str) -> str:
    """A guard of settings that are part of a closed month's figures; where time begins, only of months it moves in."""
    was, will = (f"coalesce({text} ->> '$', {_EARLIEST})" for text in (old, "NEW.value"))
    from_ = f"NEW.name = 'outages_from' AND month BETWEEN substr(min({was}, {will}), 1, 7) AND substr(max({was}, {will}), 1, 7)"
    # a first day that is the month's own first cuts nothing off the month, whichever way it moves
    from_ += f" AND month || '-01' < max({was}, {will})"
    month = f"(SELECT min(month) {_CLOSED} (NEW.name <> 'outages_from' OR ({from_})))"
    return guard(
        when,
        "settings",
        f"NEW.name IN ({', '.join(repr(name) for name in _USUAL)}) AND {old} IS NOT NEW.value AND {month} IS NOT NULL",
        f"'The setting ' || NEW.name || ' is part of the figures of the closed month ' || {month} ||"
        " '; reopen it with a reason first, and close it again after.'",
    )


_SETTINGS = {
    "guard_settings_closed_insert": _settings_guard(
        "BEFORE INSERT",
        f"(CASE NEW.name {' '.join(f'WHEN {name!r} THEN {usual}' for name, usual in _USUAL.items())} END)",
    ),
    "guard_settings_closed_update": _settings_guard("BEFORE UPDATE", "OLD.value"),
}

_SAID = {
    f"guard_{table}_{op.lower()}": guard(f"BEFORE {op}", table, "1", f"'{sentence}'")
    for table, sentence in (
        ("corrections", "A correction and its reason stay as they were given."),
        ("answers", "What was said to a proposal stays as it was said."),
    )
    for op in ("UPDATE", "DELETE")
}

SERVICE_GUARDS = named({**_OUTAGES, **_RUNS, **_GAPS, **_SCHEDULE, **_LINKS, **_SAID, **_SETTINGS})
"""Every refusing trigger of power and internet by name."""
