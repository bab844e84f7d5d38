"""A made-up feed in GDELT's layout, of any length: the same rows for the same number.

What bears on the cost of reading is as in the feed itself: 61 fields of about 400 bytes, a second
actor in two rows of three, codes of which few are frequent and many rare, several rows to an
article, a few days' worth of dates, places that come again.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SEED = 719024875
FIRST = date(2016, 9, 1)
DAYS = 92
COUNTRIES = (
    ("USA", "UNITED STATES", "US"), ("RUS", "RUSSIA", "RS"), ("SYR", "SYRIA", "SY"),
    ("GBR", "UNITED KINGDOM", "UK"), ("TUR", "TURKEY", "TU"), ("CHN", "CHINA", "CH"),
    ("FRA", "FRANCE", "FR"), ("UKR", "UKRAINE", "UP"), ("ISR", "ISRAEL", "IS"),
    ("IRN", "IRAN", "IR"), ("DEU", "GERMANY", "GM"), ("IRQ", "IRAQ", "IZ"),
    ("PAK", "PAKISTAN", "PK"), ("IND", "INDIA", "IN"), ("AUS", "AUSTRALIA", "AS"),
    ("NGA", "NIGERIA", "NI"), ("PHL", "PHILIPPINES", "RP"), ("PSE", "PALESTINIAN", "GZ"),
    ("KEN", "KENYA", "KE"), ("POL", "POLAND", "PL"), ("", "", ""),
)  # fmt: skip
ORGANS = ("", "GOV", "MIL", "", "COP", "BUS", "CVL", "", "MED", "OPP", "LEG", "JUD", "EDU")
ACTS = (
    ("042", 1.9, 1), ("043", 2.8, 1), ("010", 0.0, 1), ("051", 3.4, 1), ("193", -10.0, 4),
    ("190", -10.0, 4), ("020", 3.0, 1), ("040", 1.0, 1), ("173", -5.0, 4), ("013", 0.4, 1),
    ("090", -2.0, 3), ("110", -2.0, 3), ("012", -0.4, 1), ("112", -2.0, 3), ("036", 4.0, 1),
    ("120", -4.0, 3), ("141", -6.5, 3), ("046", 7.0, 1), ("111", -2.0, 3), ("070", 7.0, 2),
    ("172", -5.0, 4), ("084", 7.0, 2), ("130", -4.4, 3), ("180", -9.0, 4), ("060", 6.0, 2),
    ("1053", -5.0, 3), ("0871", 9.0, 2), ("1383", -7.0, 3), ("150", -7.2, 4), ("203", -10.0, 4),
)  # fmt: skip
TOWNS = ("Springfield", "Novy Port", "Al Qasr", "Saint-Denis", "Green Bay", "Kirovsk", "Zahra",
         "Port Said", "Hill Top", "Nagar", "Rio Claro", "Bad Neustadt")  # fmt: skip
WORDS = ("talks", "strike", "minister", "says", "border", "aid", "police", "troops", "deal", "vote",
         "sanctions", "convoy", "ceasefire", "envoy", "court", "missile", "protest", "summit",
         "after", "over", "with", "new", "as", "killed", "reports")  # fmt: skip


def rows(count: int, seed: int = SEED) -> Iterator[str]:
    """So many rows with their line ends, in the order in which the world heard of them."""
    dice = random.Random(seed)
    often = [list(accumulate(1 / (n + 1) for n in range(len(each)))) for each in (COUNTRIES, ACTS)]
    url = ""
    for number in range(count):
        heard = FIRST + timedelta(days=number * DAYS // count)
        day = heard if dice.random() < 0.95 else heard - timedelta(days=dice.choice((7, 30, 365)))
        if dice.random() < 0.4 or not url:
            url = _article(dice)
        code, goldstein, quad = dice.choices(ACTS, cum_weights=often[1])[0]
        one = _actor(dice, often[0])
        other = _actor(dice, often[0]) if dice.random() < 0.7 else ("", "", "")
        places = [_place(dice, each[2]) for each in (one, other, one)]
        fraction = f"{day.year}.{int((day.timetuple().tm_yday - 1) / 365 * 10_000):04}"
        mentions = 1 + int(dice.expovariate(0.15))
        root = code[:3] if len(code) == 4 else code
        yield "\t".join((
            f"{500_000_000 + number}", f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", fraction,
            *_fields(one), *_fields(other), "1" if dice.random() < 0.6 else "0",
            code, root, code[:2], f"{quad}", f"{goldstein:g}", f"{mentions}", "1", f"{mentions}",
            f"{dice.uniform(-10, 5):.14f}", *places[0], *places[1], *places[2],
            f"{heard:%Y%m%d}{dice.randrange(24):02}{dice.randrange(0, 60, 15):02}00", url,
        )) + "\n"  # fmt: skip


def _actor(dice: random.Random, often: list[float]) -> tuple[str, str, str]:
    country, name, fips = dice.choices(COUNTRIES, cum_weights=often)[0]
    organ = dice.choice(ORGANS) or ("" if country else "GOV")
    return country + organ, name or organ, fips


def _fields(actor: tuple[str, str, str]) -> tuple[str, ...]:
    code, name, _ = actor
    country, organ = (code[:3], code[3:]) if len(code) != 3 or name != code else ("", code)
    return code, name, country, "", "", "", "", organ, "", ""


def _place(dice: random.Random, fips: str) -> tuple[str, ...]:
    if not fips:
        return ("0", "", "", "", "", "", "", "")
    town = dice.choice(TOWNS)
    region = dice.randrange(20)
    return (
        "4", f"{town}, Region {region}, {fips}", fips, f"{fips}{region:02}", f"{region * 977}",
        f"{dice.uniform(-60, 70):.4f}", f"{dice.uniform(-180, 180):.4f}", f"-{region * 10_007}",
    )  # fmt: skip


def _article(dice: random.Random) -> str:
    slug = "-".join(dice.choice(WORDS) for _ in range(7))
    site = f"{dice.choice(WORDS)}{dice.randrange(3_000)}"
    return f"http://www.{site}.com/news/{slug}-{dice.randrange(10**7)}.html"


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as file:
        file.writelines(rows(int(sys.argv[1])))
