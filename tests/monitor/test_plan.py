"""`monitor.toml`: what the program writes it reads, what is wrong is a sentence, and nothing in it is lost."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.core.outages import Link
from stpdesk.core.watch_settings import FILE, KEYS, LINK, keys, plan_for, plan_of, setting, table_of
from stpdesk.core.watching import Judging, LinkWatch, Times, UpsWatch, WatchPlan
from stpdesk.db.plan_file import text
from stpdesk.monitor.plan import LARGEST, PlanFile, read_plan

PARK = plan_for("GLT", [Link("1", "SCO"), Link("2", "پی ٹی سی ایل 2.5G")], {})

codes = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)
addresses = st.ip_addresses(v=4).map(str)
targets = st.one_of(addresses, st.builds("{}:{}".format, addresses, st.integers(1, 65535)))
days = st.none() | st.dates()
links = st.builds(
    LinkWatch,
    code=codes,
    source=st.just("") | addresses,
    gateway=st.sampled_from(["", "auto"]) | targets,
    resolver=st.sampled_from(["", "auto"]) | targets,
    domestic=st.sampled_from(["", "www.gov.pk", "x_y.pk."]),
    foreign=st.lists(targets, min_size=1, max_size=8, unique=True).map(tuple),
    question=st.just("example.com"),
    portal=st.sampled_from(["", "http://a.b:8080/c?d=e#f", "http://127.0.0.1/"]),
    first=days,
    last=days,
)
plans = st.builds(
    WatchPlan,
    park=codes,
    links=st.lists(links, min_size=1, max_size=4, unique_by=lambda link: (link.code or "").casefold()).map(
        tuple
    ),
    ups=st.builds(
        UpsWatch,
        st.sampled_from(["", "park"]),
        st.sampled_from(["127.0.0.1", "nut.lan"]),
        st.integers(1, 65535),
    ),
    battery=st.booleans(),
    notify=st.booleans(),
    times=st.builds(Times, st.floats(1, 3600), st.floats(0.5, 600), heartbeat=st.integers(1, 600)),
    judging=st.builds(Judging, st.integers(1, 20), st.integers(1, 20), st.floats(0, 100)),
)


@settings(max_examples=40)
@given(plans)
def test_what_is_written_is_read_the_same(plan: WatchPlan) -> None:
    try:
        found, notices = plan_of(tomllib.loads(text(plan)))
    except Refused as refused:  # two codes that people would call the same
        assert "two links have the same code" in str(refused)
    else:
        assert (found, notices) == (plan, [])


def test_the_file_says_what_it_is_and_how_to_change_it() -> None:
    written = text(PARK)
    assert written.startswith("# What “stpdesk monitor” watches")
    assert "monitor --set times.interval=20" in written
    assert 'code = "پی ٹی سی ایل 2.5G"' in written


WRONG = {
    'battery = "maybe"': ("battery", "yes or no", "maybe"),
    "times = 3": ("times", "a section, [times]", "3"),
    "link = 3": ("link", "[[link]]", "3"),
    '[times]\ninterval = "abc"': ("times.interval", "a number of seconds from 1 to 3,600", "abc"),
    "[times]\ninterval = 0": ("times.interval", "1 to 3,600", "0"),
    "[times]\ninterval = nan": ("times.interval", "1 to 3,600", "nan"),
    "[times]\ninterval = inf": ("times.interval", "1 to 3,600", "inf"),
    "[times]\ninterval = true": ("times.interval", "1 to 3,600", "yes"),
    "[judging]\nfailures = 2.5": ("judging.failures", "a whole number from 1 to 20", "2.5"),
    "[ups]\nport = 70000": ("ups.port", "1 to 65,535", "70000"),
    '[ups]\nname = "a b"': ("ups.name", "the name of a UPS", "a b"),
    '[ups]\nhost = ""': ("ups.host", "the name or IPv4 address", "none"),
    '[[link]]\ncode = "A"\ngateway = "1.2.3"': ("link.A.gateway", "an address such as 192.168.1.1", "1.2.3"),
    '[[link]]\ncode = "A"\nsource = "auto"': ("link.A.source", "an address of this PC", "auto"),
    '[[link]]\nforeign = "1.1.1.1"': ("link.foreign", "1 to 8 different addresses", "1.1.1.1"),
    '[[link]]\nforeign = ["1.1.1.1", "1.1.1.1"]': ("link.foreign", "different", "1.1.1.1,1.1.1.1"),
    "[[link]]\nforeign = []": ("link.foreign", "different", "none"),
    '[[link]]\nforeign = ["1.1.1.1:0"]': ("link.foreign", "different", "1.1.1.1:0"),
    '[[link]]\nportal = "https://x.pk/"': ("link.portal", "http://", "https://x.pk/"),
    '[[link]]\nquestion = ""': ("link.question", "a name such as example.com", "none"),
    "[[link]]\nfirst = 2026-10-05T10:00:00": ("link.first", "a date such as", "2026-10-05 10:00:00"),
    '[[link]]\ncode = " "': ("link. .code", "the code of a link", " "),
}


@pytest.mark.parametrize("contents", WRONG)
def test_a_wrong_value_is_told_with_its_key_what_is_expected_and_what_stands_there(
    contents: str, tmp_path: Path
) -> None:
    key, expected, stands = WRONG[contents]
    (tmp_path / FILE).write_text(contents, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_plan(tmp_path)
    sentence = str(refused.value)
    assert sentence.startswith(f"In {FILE}, {key} must be ")
    assert expected in sentence
    assert sentence.endswith(f"“{stands}” stands there.")


def test_every_wrong_value_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'battery = 1\n[times]\ninterval = 0\n[[link]]\ncode = "A"\n[[link]]\ncode = "a"\n'
    )
    with pytest.raises(Refused) as refused:
        read_plan(tmp_path)
    assert [line.split()[2] for line in str(refused.value).splitlines()] == [
        "battery",
        "times.interval",
        "two",
    ]


def test_unknown_keys_are_told_and_not_fatal(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'colour = "red"\n[times]\nintervall = 9\ninterval = 20\n[[link]]\ncode = "A"\nuser = 1\n'
    )
    plan, notices = read_plan(tmp_path)
    assert (plan.times.interval, plan.links[0].code) == (20, "A")
    assert notices[0].endswith(
        "holds times.intervall, which the monitor does not know. Was times.interval meant?"
    )
    assert [notice.split()[2].rstrip(",") for notice in notices] == [
        "times.intervall",
        "link.A.user",
        "colour",
    ]


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (b"[times\ninterval = 3", "at line 1, column 7"),
        (b"a = ", "understood at its end."),
        (b"\xff\xfea\x00", "UTF-8"),
        (b"\x00" * 100, "line 1"),
        (b"a = [" * 5000, "cannot be understood"),
        (b"#" * (LARGEST + 1), "too long"),
    ],
)
def test_a_file_that_is_no_plan_is_a_sentence(contents: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(contents)
    with pytest.raises(Refused, match=told):
        read_plan(tmp_path)


def test_a_missing_file_and_a_folder_in_its_place_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"has no monitor\.toml.*monitor --set"):
        read_plan(tmp_path)
    (tmp_path / FILE).mkdir()
    with pytest.raises(Refused, match="cannot be read"):
        read_plan(tmp_path)


def test_an_empty_file_is_the_usual_plan(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf")
    assert read_plan(tmp_path) == (WatchPlan(), [])


def test_a_changed_file_gives_its_plan_once_and_a_broken_one_is_refused_once(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(text(PARK), encoding="utf-8")
    file = PlanFile(tmp_path)
    assert file.read() == PARK
    assert file.changed() is None
    slower = replace(PARK, times=Times(interval=60))
    path.write_text(text(slower), encoding="utf-8")
    assert file.changed() == slower
    assert file.changed() is None
    path.write_text("[times", encoding="utf-8")
    with pytest.raises(Refused):
        file.changed()
    assert file.changed() is None
    path.unlink()
    with pytest.raises(Refused):
        file.changed()
    assert file.changed() is None
    path.write_text(text(PARK), encoding="utf-8")
    os.utime(path, (1, 1))
    assert file.changed() == PARK


SET = {
    "times.interval=20": ("times.interval", 20),
    " Times.Interval = 20.5 ": ("times.interval", 20.5),
    "times.interval=": ("times.interval", None),
    "notify=no": ("notify", False),
    "battery=YES": ("battery", True),
    "ups.name=park": ("ups.name", "park"),
    "ups.name=none": ("ups.name", ""),
    "link.sco.gateway=AUTO": ("link.SCO.gateway", "auto"),
    "link.SCO.foreign=1.1.1.1, 8.8.8.8": ("link.SCO.foreign", ["1.1.1.1", "8.8.8.8"]),
    "link.پی ٹی سی ایل 2.5g.source=10.0.0.2": ("link.پی ٹی سی ایل 2.5G.source", "10.0.0.2"),
    "link.SCO.portal=http://a.b/c?d=e": ("link.SCO.portal", "http://a.b/c?d=e"),
}


@pytest.mark.parametrize("words", SET)
def test_a_setting_is_typed_as_people_type(words: str) -> None:
    assert setting(words, PARK) == SET[words]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("times.intervall=20", "no setting times.intervall. Near it: times.interval,"),
        ("link.PTCL.gateway=1.1.1.1", "no setting link.PTCL.gateway. Near it: link.SCO.gateway"),
        ("link.gateway=1.1.1.1", "Near it: link.SCO.gateway"),
        ("link.SCO.code=X", "no setting link.SCO.code"),
        ("park=X", "no setting park"),
        ("qqqq=1", "Near it: battery; notify; times.…"),
        ("times.interval", "Type KEY=VALUE"),
        ("times.interval=soon", "times.interval must be a number of seconds from 1 to 3,600; “soon” is not."),
        ("judging.failures=1e999", "a whole number from 1 to 20"),
        ("link.SCO.foreign=", ""),
        ("link.SCO.foreign=,", "“,” is not"),
    ],
)
def test_a_wrong_setting_names_its_key_and_what_is_near(words: str, told: str) -> None:
    if not told:
        assert setting(words, PARK)[1] is None
        return
    with pytest.raises(Refused) as refused:
        setting(words, PARK)
    assert told in str(refused.value)


def test_settings_lie_on_top_of_the_usual_and_the_links_of_the_park() -> None:
    plan = plan_for(
        "GLT",
        [Link("1", "SCO", first=date(2026, 1, 1)), Link("2", "PTCL", last=date(2026, 6, 30))],
        {
            "times.interval": 20,
            "link.sco.gateway": "10.0.0.1",
            "link.gone.gateway": "10.0.0.2",
            "ups.port": 0,
        },
    )
    assert plan.times == Times(interval=20)
    assert plan.links == (
        LinkWatch("SCO", gateway="10.0.0.1", first=date(2026, 1, 1)),
        LinkWatch("PTCL", last=date(2026, 6, 30)),
    )
    assert plan.ups == UpsWatch()
    assert plan_for("GLT", [], {"link.gateway": "10.0.0.1"}).links == (LinkWatch(None, gateway="10.0.0.1"),)


def test_every_field_of_the_plan_can_be_set_but_what_comes_from_the_park() -> None:
    fields = {"battery", "notify"}
    for name in ("times", "judging", "ups"):
        fields |= {f"{name}.{field}" for field in type(getattr(PARK, name)).__dataclass_fields__}
    assert fields == set(KEYS)
    assert set(LINK) == set(LinkWatch.__dataclass_fields__) - {"code", "first", "last"}
    assert len(keys(PARK)) == len(KEYS) + 2 * len(LINK)
    assert set(table_of(PARK)) == {"", "times", "judging", "ups", "link"}
