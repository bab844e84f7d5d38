"""What it takes to log one event: `one_event.py TRACKER_BIN PEERS_BIN [ROUNDS]`.

The keystrokes are those between the quotes, or of the row with its end; the seconds are of whole
processes, in turn. Of a spreadsheet there is nothing to time.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent.parent / "events.db"
TITLE = "Moscow suspends the plutonium pact"
LINE = (
    f"2016-10-03 RUS > USA pact-withdrawal: {TITLE} @Moscow [kremlin.ru A1] #arms "
    "because talks-suspended likely"
)
ROW = (
    f"2016-10-03\tRUS\tUSA\tpact-withdrawal\t{TITLE}\tMoscow\tkremlin.ru\tA1\tarms\t"
    "talks suspended\tlikely\n"
)
ENTRY = (
    f"2016-10-03: {TITLE}. Moscow, RUS > USA, pact-withdrawal, kremlin.ru A1, because "
    "talks-suspended likely @arms"
)
OPTIONS = [
    TITLE, "--on", "2016-10-03", "--by", "RUS", "--to", "USA", "--type", "pact-withdrawal",
    "--place", "Moscow", "--source", "kremlin.ru", "--grade", "A1", "--tag", "arms", "--because",
    "talks-suspended,leads-to,likely",
]  # fmt: skip


def typed(words: list[str]) -> int:
    """How many keys a command's options take, with the quotes about words of several words."""
    return sum(len(word) + 2 * (" " in word) + 1 for word in words) - 1


def _processor() -> float:
    """The seconds of the processor that finished processes have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Log the event each way, in turn, and print a table."""
    tracker, peers = str(Path(sys.argv[1]) / "tracker"), str(Path(sys.argv[2]) / "jrnl")
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 11
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TRACKER_")}
    with tempfile.TemporaryDirectory() as folder:
        database, settings = Path(folder, "sample.db"), Path(folder, "jrnl.yaml")
        shutil.copy(SAMPLE, database)
        settings.write_text(
            f"version: v4.2\neditor: ''\nencrypt: false\njournals:\n  default: {folder}/j.txt\n"
            "default_hour: 9\ndefault_minute: 0\ntimeformat: '%Y-%m-%d %H:%M'\nlinewrap: 79\n"
            "tagsymbols: '@'\nhighlight: false\ntemplate: false\nindent_character: '|'\n"
            "colors: {body: none, date: none, tags: none, title: none}\n"
        )
        add = [tracker, "add", "--anyway", "--db", str(database)]
        ways = {
            "tracker add, one line": (len(LINE), [*add, LINE]),
            "tracker add, options": (typed(OPTIONS), [*add, *OPTIONS]),
            "a row of a spreadsheet": (len(ROW), []),
            "jrnl, one entry": (len(ENTRY), [peers, "--config-file", str(settings), ENTRY]),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for turn in range(rounds + 1):
            for name, (_, words) in ways.items():
                if not words:
                    continue
                before, start = _processor(), time.perf_counter()
                done = subprocess.run(
                    words, capture_output=True, text=True, env=environment, input="", check=False
                )
                if done.returncode:
                    raise SystemExit(f"{name} failed: {done.stderr}")
                if turn:  # the first turn warms the caches
                    times[name].append((_processor() - before, time.perf_counter() - start))
    print("| one event by | keystrokes | s of the processor | s in all |\n|---|---:|---:|---:|")
    for name, (keys, _) in ways.items():
        medians = [f"{statistics.median(each):.2f}" for each in zip(*times[name], strict=True)]
        print(f"| {name} | {keys} | {' | '.join(medians or ['', ''])} |")


if __name__ == "__main__":
    main()
