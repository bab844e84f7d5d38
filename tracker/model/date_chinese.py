"""Dates in Chinese put into English words around ISO dates.

>>> chinese_in_english("1999年5月3日至7日之间某日"), chinese_in_english("1999年5月上旬")
('between 1999-05-03 and 1999-05-07', 'early 1999-05')
"""

import re

# Days and months of which the year stands before, as in 1999年5月3日至7日.
DATE = re.compile(
    r"(?:(?P<year>\d{4}) ?年)?(?: ?(?P<month>\d{1,2}) ?月)?(?: ?(?P<day>\d{1,2}) ?日)?"
)
PARTS = {
    "凌晨": "early morning", "黎明": "dawn", "上午": "morning", "早上": "morning",
    "中午": "midday", "下午": "afternoon", "黄昏": "dusk", "晚上": "evening", "傍晚": "dusk",
    "夜间": "night", "夜里": "night",
    "上旬": "early", "初": "early", "中旬": "mid", "下旬": "late", "底": "late", "末": "late",
}  # fmt: skip
SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
SHAPES = (
    (r"^可能约", "perhaps about "), (r"^可能是?", "perhaps "), (r"^(?:大约|约)", "about "),
    (r"^不晚于", "by "), (r"^不早于", "not before "), (r"^自(.+)起$", r"since \1"),
    (r"^至(.+)为止$", r"until \1"), (r"^(.+)(?:之前|以前)$", r"before \1"),
    (r"^(.+)(?:之后|以后)$", r"after \1"), (r"^(.+)至(.+)之间某[日时]$", r"between \1 and \2"),
    (r"^从(.+)[至到](.+)$", r"from \1 to \2"), (r"某[日月]$", ""), (r"[、或]", " or "),
    (r"[至到]", " to "), (r"约", "about "), (r"可能是?", "perhaps "),
)  # fmt: skip
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
YEARS = (
    (r"(\d{4})年第([一二三四])季度", lambda m: f"q{QUARTERS[m[2]]} {m[1]}"),
    (r"(\d{4})年([上下])半年", lambda m: f"h{1 + (m[2] == '下')} {m[1]}"),
    (r"(\d{4})年(前|中间|后)四个月",
     lambda m: f"{ {'前': 'first', '中间': 'second'}.get(m[2], 'third')} third of {m[1]}"),
    (r"(\d{4})年代", lambda m: f"{m[1]}s"), (r"(\d{1,2})世纪", lambda m: f"{m[1]}th century"),
    (r"(\d{4}(?:-\d\d)?)年([春夏秋冬])[季天]?(?:\(([北南])半球\))?",
     lambda m: f"{ {'北': 'northern ', '南': 'southern '}.get(m[3] or '', '')}"
               f"{SEASONS[m[2]]} {m[1]}"),
)  # fmt: skip


def is_chinese(words: str) -> bool:
    """Whether a text has the signs of years, months or days."""
    return any(sign in words for sign in "年月日世")


def chinese_in_english(words: str) -> str:
    """A date in Chinese in words that are read as English."""
    text = words.replace("（", "(").replace("）", ")").replace("–", "-")
    text = re.sub(r"(\d{4}) to \d\d(\d\d)年", r"\1-\2年", text)  # as 1998–99 was taken apart
    for form, into in YEARS:
        text = re.sub(form, into, text)
    for form, shape in SHAPES:
        text = re.sub(form, shape, text)
    known: dict[str, str] = {}

    def iso(match: re.Match[str]) -> str:
        if not match[0]:
            return ""
        if match["year"]:
            known.clear()
        for name in ("year", "month", "day"):
            if match[name]:
                known[name] = f"{int(match[name]):0{4 if name == 'year' else 2}}"
        end = "day" if match["day"] else "month" if match["month"] else "year"
        names = ("year", "month", "day")[: ("year", "month", "day").index(end) + 1]
        blank = " " if match[0].startswith(" ") else ""
        return blank + "-".join(known.get(name, "") for name in names)

    text = DATE.sub(iso, text)
    for sign, name in PARTS.items():
        text = re.sub(rf"(\d{{4}}-\d\d(?:-\d\d)?(?: to \d{{4}}-\d\d-\d\d)?|\d{{4}}){sign}",
                      rf"{name} \1", text)  # fmt: skip
    return " ".join(text.split())
