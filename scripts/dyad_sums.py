"""Sum the acts of some dyads out of published files, without tracker: `dyad_sums.py DATA`.

It knows nothing but the csv module and the table below, and prints what tests/analysis/dyads.json
holds; `scripts/dyads` runs it in an environment of its own. The values are those of GDELT's table
of Goldstein scores for CAMEO codes, after Goldstein (1992), doi:10.1177/0022002792036002007.
"""

import csv
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

GOLDSTEIN = """
-10: 1823 183 1831 1832 1833 186 19 190 193 194 195 20 200 202 203 204 2041 2042
-9.5: 182 191 192 196 201
-9.2: 171 1711 1712
-9: 175 18 180 181 1821 1822
-8: 163 184 185
-7.5: 144 1441 1442 1443 1444 145 1451 1452 1453 1454
-7.2: 15 150 151 152 153 154
-7: 136 137 138 1381 1382 1383 1384 1385 139 164 166 1661 1662 1663 17 170
-6.5: 14 140 141 1411 1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 165
-6: 13
-5.8: 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135
-5.6: 162 1621 1622 1623
-5: 10 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044 105
-5: 1051 1052 1053 1054 1055 1056 107 108 125 126 127 128 129 172 1721 1722 1723 1724 173
-5: 174
-4.4: 130
-4: 12 120 121 1211 1212 122 1221 1222 1223 1224 123 1231 1232 1233 1234 124 1241 1242 1243
-4: 1244 1245 1246 16 160 161
-2: 016 09 090 091 092 093 094 11 110 111 112 1121 1122 1123 1124 1125 113 114 115 116
-0.4: 012
-0.3: 024 0241 0242 0243 0244 025 0251 0252 0253 0254 0255 0256
-0.1: 011
0: 01 010 014 015 017
0.4: 013
1: 04 040 041
1.9: 042
2.5: 044
2.8: 043
3: 02 020
3.2: 022
3.4: 018 019 021 0211 0212 0213 0214 023 0231 0232 0233 0234 051
3.5: 05 050 052
3.8: 053
4: 026 027 028 03 030 036
4.5: 032
5: 037 039 045 08 080 081 0811 0812 0813 0814 082 083 0831 0832 0833 0834
5.2: 031 0311 0312 0313 0314 033 0331 0332 0333
6: 0334 054 06 060
6.4: 061
7: 034 0341 0342 0343 0344 035 0351 0352 0353 0354 0355 0356 038 046 055 056 064 07 070 075
7: 084 0841 0842 085
7.4: 062 063 071 073
8: 057
8.3: 072
8.5: 074
9: 086 0861 0862 0863 087 0871 0872 0873
10: 0874
"""
Value = Fraction
Part = Fraction
Act = tuple[str, Value, Part]
"""Its day, its value, and the part of it that is of that day."""
NONE = Fraction(0)  # of a code that the table does not have
VALUES = {
    code: Fraction(value)
    for value, codes in (line.split(":") for line in GOLDSTEIN.strip().splitlines())
    for code in codes.split()
}
# Pairs of KEDS's Levant data, each with a month that is recorded day by day.
LEVANT = (("ISR", "PAL", "2000-10"), ("IRQ", "IRN", "1985-03"), ("USA", "ISR", "2002-03"))
# What makes somebody of a country its state, in ICEWS.
ORGANS = {
    "government",
    "military",
    "executive",
    "legislative / parliamentary",
    "judicial",
    "police",
}
BLOC = "international government organization"


def tally(acts: list[tuple[Value, Part]]) -> dict[str, float]:
    """Numbers and sums of acts, each a value with the part of it that counts."""
    hostile = [(value, part) for value, part in acts if value < 0]
    cooperative = [(value, part) for value, part in acts if value > 0]
    return {
        "acts": float(sum(part for _, part in acts)),
        "hostile": float(sum(part for _, part in hostile)),
        "hostile_sum": float(sum(value * part for value, part in hostile)),
        "cooperative": float(sum(part for _, part in cooperative)),
        "cooperative_sum": float(sum(value * part for value, part in cooperative)),
    }


def tallies(acts: list[Act]) -> dict[str, dict[str, float]]:
    """Tallies of acts by day."""
    groups: dict[str, list[tuple[Value, Part]]] = defaultdict(list)
    for day, value, part in acts:
        groups[day].append((value, part))
    return {name: tally(found) for name, found in sorted(groups.items())}


def lags(ours: list[Act], theirs: list[Act]) -> dict[str, dict[str, float | None]]:
    """The median days until the next act of the others on a later day, by the signs of both."""
    found: dict[str, dict[str, float | None]] = {}
    for after, mine in (("hostile", -1), ("cooperative", 1)):
        for then, other in (("hostile", -1), ("cooperative", 1)):
            days = sorted({day for day, value, _ in theirs if value * other > 0})
            waits = []
            for day, value, _ in ours:
                if value * mine > 0:
                    later = [each for each in days if each > day]
                    if later:
                        waits.append((date.fromisoformat(later[0]) - date.fromisoformat(day)).days)
            found[f"{after} {then}"] = {
                "followed": len(waits), "median_days": median(waits) if waits else None,
            }  # fmt: skip
    return found


def levant(data: Path) -> dict[str, Any]:
    """Three dyads of KEDS: the whole, one month by day, and the lags."""
    acts: dict[tuple[str, str], list[Act]] = defaultdict(list)
    with (data / "kedsdyads" / "levant.cameo.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            acts[row["source"], row["target"]].append(
                (row["date"], VALUES.get(row["code"], NONE), Part(1))
            )
    found = {}
    for one, other, month in LEVANT:
        for doer, target in ((one, other), (other, one)):
            ours, theirs = acts[doer, target], acts[target, doer]
            found[f"{doer} {target}"] = {
                "whole": tally([(value, part) for _, value, part in ours]),
                "month": month,
                "days": tallies([a for a in ours if a[0].startswith(month)]),
                "lags": lags(ours, theirs),
            }
    return found


def icews(data: Path) -> dict[str, Any]:
    """The United States and North Korea by day."""
    acts: dict[tuple[str | None, ...], list[Act]] = defaultdict(list)
    with (data / "icews" / "events.2018.sample.tab").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sides: list[str | None] = []
            for side in ("Source", "Target"):
                sectors = {part.strip().lower() for part in row[f"{side} Sectors"].split(",")}
                organs = sectors & (ORGANS - {"government"} if BLOC in sectors else ORGANS)
                country = row[f"{side} Country"]
                of_state = organs or row[f"{side} Name"].lower() == country.lower()
                sides.append(country if of_state else None)
            acts[tuple(sides)].append((row["Event Date"], Fraction(row["Intensity"]), Part(1)))
    pairs = {
        "USA PRK": ("United States", "North Korea"),
        "PRK USA": ("North Korea", "United States"),
    }
    return {name: tallies(acts[pair]) for name, pair in pairs.items()}


def ucdp(data: Path) -> dict[str, Any]:
    """Fights of Syria's government and the insurgents by day, those of several days spread."""
    acts: list[Act] = []
    with (data / "ucdp" / "ged_syria_2016q4.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["side_a"], row["side_b"]) == ("Government of Syria", "Syrian insurgents"):
                first, last = (
                    date.fromisoformat(row[end][:10]) for end in ("date_start", "date_end")
                )
                days = (last - first).days + 1
                for number in range(days):
                    day = first + timedelta(days=number)
                    acts.append((day.isoformat(), VALUES["190"], Fraction(1, days)))
    return {"SYR SYR-OPP": tallies(acts)}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    figures = {"levant": levant(folder), "icews": icews(folder), "ucdp": ucdp(folder)}
    json.dump(figures, sys.stdout, indent=1)
    sys.stdout.write("\n")
