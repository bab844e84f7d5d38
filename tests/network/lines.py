"""How each command is called where it is watched, and the files that it is given.

`{files}` stands for the folder of those files. Whoever adds a command, a format that is read or a
feed gives it a line here; a test says so.
"""

import json
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.feeds import (
    test_acled,
    test_gdelt,
    test_icb,
    test_icews,
    test_mid,
    test_polecat,
    test_ucdp,
)

HAS_ARCHIVE = find_spec("duckdb") is not None
HAS_PARQUET = find_spec("pyarrow") is not None
ADDRESS = "https://example.org/a.png"
TITLE = f'<img src="{ADDRESS}"> <script src="{ADDRESS}"></script> ![x]({ADDRESS}) {ADDRESS}'
# What the record has besides the sample: addresses wherever a text can stand.
RECORD = (
    ("sources", "add", "Nobody cites this"),
    ("sources", "add", TITLE, "--url", ADDRESS, "--publisher", ADDRESS),
    ("add", TITLE, "--on", "2016-10-04", "--by", "RUS", "--type", "threat", "--place", ADDRESS,
     "--source", ADDRESS, "--summary", TITLE, "--tag", "address", "--tag", "leaks"),
    ("link", "11", "29", "--relation", "provokes", "--likelihood", "likely", "--because", TITLE),
    ("note", "11", TITLE),
    ("edit", "11", "--at", "55.75,37.62"),
    ("add", "Of this, the twin", "--on", "2016-10-05", "--by", "USA", "--type", "threat"),
    ("add", "Taken back", "--on", "2016-10-05", "--by", "USA", "--type", "threat"),
    ("undo",),
)  # fmt: skip

COMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("'A threat' --on 2016-10-06 --by RUS --to USA --type threat --source https://a.example/",),
    "tag": ("https://a.example/ 11",),
    "edit": ("11 --on 2016-10-03 --place https://a.example/",),
    "claim": ("11 --by RUS --because 'See https://a.example/'",),
    "note": ("11 'See https://a.example/'",),
    "cite": ("11 --source https://a.example/ --grade A1",),
    "link": ("11 22 --relation provokes --likelihood likely",),
    "unlink": ("11 29",),
    "order": ("", "11 before 22"),
    "interview": (),  # it asks at a terminal only
    "remove": ("29",),
    "merge": ("{files}/old.db",),
    "review": ("",),
    "sync": ("crisis.txt", "crisis.txt --dry-run"),
    "undo": ("",),
    "redo": ("",),
    "list": ("", "--since 2016-10~", "--known-by 2016-10-07 --format json"),
    "show": ("11", "29", "29 --format json"),
    "search": ("example",),
    "log": ("", "--rows", "--as-of yesterday", "11", "--verify", "--head"),
    "paths": ("1 22", "1 22 --by time", "1 22 --count"),
    "likelihood": ("1 22",),
    "causes": ("22",),
    "effects": ("1",),
    "roots": ("",),
    "outcomes": ("",),
    "turning-points": ("1 22",),
    "offramps": ("1 22", "1 22 --any"),
    "whatif": ("--without 10",),
    "sensitivity": ("1 22",),
    "accounts": ("", "RUS USA -o two-sides.svg"),
    "dyads": ("", "RUS USA --by month --format csv"),
    "compare": ("{files}/old.db record.db", "{files}/old.db"),
    "hypotheses": ("11", "11 -o a.svg", "11 --cell editorial-2016-10-15=RUS=neutral"),
    "agree": ("{files}/old.db",),
    "claims": ("", "--prior likely"),
    "timeline": ("-o a.svg", "-o a.png", "-o a.pdf", "--format mermaid", "--format text",
                 "-o b.svg --lang zh --notes --alt", "-o c.svg --lanes account --size 180mm"),
    "chain": ("1 22 -o a.svg", "1 22 -o a.pdf --turning-points --offramps", "1 22 --format dot"),
    "ladder": ("RUS USA -o a.svg",),
    "tension": ("RUS USA -o a.svg",),
    "matrix": ("-o a.svg",),
    "calendar": ("-o a.svg",),
    "map": ("-o a.svg", "-o b.png --near 55.7,37.6 --within 100km", "-o c.pdf --lang zh"),
    "draw": ("timeline -o a.svg", "ladder -o b.svg"),
    "report": ("-o a.html", "-o b.html --title https://a.example/ --theme dark"),
    "export": ("",),
    "import": ("{files}/table.csv --set type=threat --save-map mine",
               "{files}/*.csv --set type=threat --rejects r.csv"),
    "draft": ("{files}/article.txt --published 2016-10-15", "{files}/article.txt --source 'A text'"),
    "formats": ("",),
    "check": ("", "--rule no-source"),
    "duplicates": ("", "--merge 29 30", "--apart 29 30"),
    "actors list": ("korea",),
    "actors alias": ("RUS https://a.example/",),
    "actors remove": ("ABKHAZIA",),
    "actors rename": ("SYR-OPP SYRIAN-OPP",),
    "actors merge": ("SYR-OPP SYR-CIV",),
    "actors add": ("HELMETS https://a.example/ --kind organization",),
    "actors part": ("SYR-OPP SYR-CIV --from 2015", "KERRY USA --remove"),
    "actors edit": ("SYR-OPP --kind organization",),
    "sources list": ("",),
    "sources alias": ("editorial-2016-10-15 https://a.example/",),
    "sources remove": ("nobody-cites-this",),
    "sources rename": ("editorial-2016-10-15 editorial",),
    "sources merge": ("independent-2016-10-12 editorial-2016-10-15",),
    "sources add": ("'A paper' --url https://a.example/",),
    "sources edit": ("editorial-2016-10-15 --url https://a.example/",),
    "relations list": ("", "--used"),
    "relations remove": ("averts",),
    "types list": ("missile",),
    "types cues": ("", "threat 'to growl at'"),
    "types alias": ("pact-withdrawal 'treaty exit'",),
    "types remove": ("coup",),
    "types rename": ("pact-withdrawal exit-from-pact",),
    "types merge": ("pact-withdrawal threat",),
    "types add": ("airspace 'Airspace violation' --cameo 150 --goldstein -7 --quad 4 "
                  "--definition https://a.example/",),
    "tags list": ("",),
    "tags rename": ("address addresses",),
    "tags merge": ("address leaks",),
    # Without the libraries of the extra they say so, and ask nothing of the network either.
    "archive add": ("{files}/gdelt.txt --archive feeds",) if HAS_ARCHIVE else (),
    "archive info": (),
    "archive check": (),
    "archive promote": (),
    "database info": ("",),
    "database imports": ("",),
    "database migrate": ("",),
    "database backup": ("copy.db",),
    "database restore": ("{files}/old.db",),
    "database verify": ("",),
    "database vacuum": ("",),
    "database redact": ('--text "No such text" --yes',),
}  # fmt: skip

# Lines that are refused: an address is no file, and no file may call for another.
REFUSED = (
    "interview",
    "import https://a.example/events.csv",
    "import //a.example/share/events.csv",
    "import {files}/hostile/entity.graphml",
    "import {files}/hostile/entity.gexf",
    "list --db https://a.example/record.db",
    "compare https://a.example/record.db record.db",
    "export --to stix https://a.example/bundle.json",
    "timeline -o a.svg --font https://a.example/font.ttf",
)

# A file of each format that is read and not written, by the name of the format.
FEEDS: dict[str, str] = {
    "gdelt": test_gdelt.row(),
    "acled": f"{test_acled.HEADINGS}\n{test_acled.row()}",
    "icews": f"{test_icews.HEADINGS}\n{test_icews.row()}",
    "keds": "date,source,target,code\n1979-04-15,ISRMIL,JOR,190",
    "polecat": f"{test_polecat.HEADINGS}\n{test_polecat.row()}",
    "ucdp": f"{test_ucdp.HEADINGS}\n{test_ucdp.row()}",
    "midip": test_mid.table(test_mid.row("USA", "2", "1", "7")),
    "midi": test_mid.INCIDENTS,
    "icb": f"{test_icb.HEADINGS}\nICB2,196,2,USA,CUBAN MISSILES,4,1962,10,16,365,6,1962,10,20",
    "json": json.dumps([{"title": ADDRESS, "date": "2016-10-03", "by": "RUS", "type": "threat"}]),
}
# Those among them that are no text.
CONTAINERS = ("xlsx", "sqlite", "parquet")


def write_files(folder: Path) -> None:
    """Write a file of each format that is only read, a table, and hostile files."""
    hostile = folder / "hostile"
    hostile.mkdir(parents=True)
    texts = {f"{name}.txt": f"{text}\n" for name, text in FEEDS.items()}
    texts["article.txt"] = f"Russia suspended the treaty, says {ADDRESS}.\n"
    texts["table.csv"] = f"title,date,by,source,place\n{ADDRESS},2016-10-03,RUS,{ADDRESS},=A1\n"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append(["title", "date", "by", "type", "source"])
    book.active.append([f'=WEBSERVICE("{ADDRESS}")', "2016-10-03", "RUS", "threat", ADDRESS])
    book.active["A2"].hyperlink = ADDRESS
    book.save(folder / "xlsx.txt")
    with closing(sqlite3.connect(folder / "sqlite.txt")) as database, database:
        database.execute("CREATE TABLE acts (title, date, [by], type, source)")
        database.execute(
            "INSERT INTO acts VALUES (?, '2016-10-03', 'RUS', 'threat', ?)", (ADDRESS, ADDRESS)
        )
    if HAS_PARQUET:
        from pyarrow import parquet, table

        row = {"title": ADDRESS, "date": "2016-10-03", "by": "RUS", "type": "threat"}
        parquet.write_table(
            table({key: [value] for key, value in row.items()}), folder / "parquet.txt"
        )
    for kind in ("graphml", "gexf"):
        (hostile / f"entity.{kind}").write_text(
            f'<!DOCTYPE {kind} SYSTEM "{ADDRESS}" [<!ENTITY a SYSTEM "{ADDRESS}">]>'
            f"<{kind}>&a;</{kind}>"
        )
