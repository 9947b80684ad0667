"""Invented names of firms and people, Urdu too, and identifiers that are plainly samples."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stpdesk.actions.sample.profiles import Profile

NOUNS = (
    "Ibex", "Poppy", "Lark", "Bridge", "Terrace", "Gate", "Falcon", "Marble", "Spring", "Willow", "Meadow",
    "Thread", "Compass", "Kettle", "Loom", "Ladder", "Harbour", "Feather", "Anchor", "Window", "Pebble",
    "Ferry", "Heron", "Beacon", "Saddle", "Almond", "Quill", "Rafter",
)  # fmt: skip
TRADES = {
    "IT/ITeS company": (
        "Softworks",
        "Codehouse",
        "Data Services",
        "Cloudworks",
        "Systems",
        "Automation",
        "Testing",
    ),
    "call centre": ("Contact Centre", "Voice Services", "Helpline", "Support Desk"),
    "start-up": ("Labs", "Apps", "Games", "Learning", "Health Tech", "Agri Tech"),
    "freelancer": ("Studio", "Design", "Translations", "Web Studio"),
    "other": ("Services",),
}
_MEN = (
    "Ahmed", "Bilal", "Danish", "Farhan", "Ghulam Abbas", "Hamid", "Imran", "Jamshed", "Karim", "Liaqat",
    "Mehdi", "Nadeem", "Qasim", "Rehan", "Sajjad", "Tariq", "Usman", "Wajid", "Yawar", "Zahid",
)  # fmt: skip
_WOMEN = (
    "Amina", "Bushra", "Fatima", "Gul Bano", "Hina", "Javeria", "Kiran", "Mahnoor", "Nasreen", "Parveen",
    "Rabia", "Sadia", "Shehla", "Tahira", "Uzma", "Zainab",
)  # fmt: skip
_FAMILIES = (
    "Ali", "Baig", "Hussain", "Karimi", "Khan", "Malik", "Mir", "Qureshi", "Raza", "Shah", "Wali", "Yousaf",
    "Abbasi", "Haider", "Nabi", "Rehman",
)  # fmt: skip

URDU_FREELANCER = "زینب ڈیزائن اسٹوڈیو"
URDU_CONTACT = "زینب بانو"
URDU_COMPANY = "نیلا ستارہ سافٹ ویئر"
URDU_CHEQUE = "چیک بینک سے واپس آ گیا، رقم ناکافی"
URDU_SNOW = "برف باری سے لائن ٹوٹ گئی"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact."""

    name: str
    woman: bool


def person(dice: Random, women_pct: int = 25) -> Person:
    """An invented man or woman."""
    woman = dice.randrange(100) < women_pct
    given = _WOMEN[dice.randrange(len(_WOMEN))] if woman else _MEN[dice.randrange(len(_MEN))]
    return Person(f"{given} {_FAMILIES[dice.randrange(len(_FAMILIES))]}", woman)


def firm(profile: Profile, n: int, kind: str) -> str:
    """The name of the nth tenant: every n has its own pair of words."""
    words = len(profile.adjectives)
    pairs = words * len(NOUNS)
    place = n * 275 % pairs
    trades = TRADES.get(kind, TRADES["other"])
    again = n // pairs
    branch = f" {again + 1}" if again else ""
    return f"{profile.adjectives[place % words]} {NOUNS[place // words]} {trades[n % len(trades)]}{branch}"


def mail(firm_name: str, n: int) -> str:
    """An address in a domain that can never exist: the firm's two words, or the tenant's number."""
    words = [word.casefold() for word in firm_name.split()[:2] if word.isascii() and word.isalpha()]
    return f"accounts@{'-'.join(words) if len(words) == 2 else f'tenant-{n}'}.example"


def phone(profile: Profile, n: int) -> str:
    """A number with the city's code."""
    return f"{profile.phone}{n % 100_000:05d}"


def ntn(n: int) -> str:
    """A seven-digit tax number of the sample's own range."""
    return f"91{n % 100_000:05d}"


def strn(n: int) -> str:
    """A thirteen-digit sales tax number of the sample's own range."""
    return f"99-01-{n // 1000 % 10_000:04d}-{n % 1000:03d}-00"


def cnic(profile: Profile, n: int, *, woman: bool) -> str:
    """An identity card number whose last digit fits the person: odd for men, even for women."""
    return f"{profile.cnic}-{n % 10_000_000:07d}-{n % 4 * 2 + (2 if woman else 1)}"
