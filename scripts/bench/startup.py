"""Time whole processes in turn: `startup.py TRACKER_BIN PEERS_BIN [ROUNDS]`."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "events.db"
EVENT = ["--on", "2016-10-03", "--by", "RUS", "--to", "USA", "--type", "threat"]
ROW = '{"title": "T", "date": "2016-10-03", "by": "RUS", "to": "USA", "type": "threat"}'


def commands(folder: Path, tracker: Path, peers: Path) -> dict[str, tuple[list[str], str]]:
    """A command to time: a name, its words, and what it reads."""
    sample, plain = str(folder / "sample.db"), str(folder / "plain.db")
    shutil.copy(SAMPLE, sample)
    configuration = folder / "jrnl.yaml"
    configuration.write_text(
        f"version: v4.2\neditor: ''\nencrypt: false\njournals:\n  default: {folder / 'j.txt'}\n"
        "default_hour: 9\ndefault_minute: 0\ntimeformat: '%Y-%m-%d %H:%M'\nlinewrap: 79\n"
        "tagsymbols: '@'\nhighlight: false\ntemplate: false\nindent_character: '|'\n"
        "colors: {body: none, date: none, tags: none, title: none}\n"
    )
    jrnl = [str(peers / "jrnl"), "--config-file", str(configuration)]
    return {
        "minimal typer program": (
            [str(tracker / "python"), str(HERE / "minimal.py"), "T", "--db", plain, *EVENT],
            "",
        ),
        "tracker add": (
            [str(tracker / "tracker"), "add", "T", "--anyway", "--db", sample, *EVENT],
            "",
        ),
        "tracker list": ([str(tracker / "tracker"), "list", "--limit", "20", "--db", sample], ""),
        "tracker list --format json": (
            [str(tracker / "tracker"), "list", "-n", "20", "-f", "json", "--db", sample],
            "",
        ),
        "jrnl, one entry": ([*jrnl, "2016-10-03 09:00: T. @RUS @USA"], ""),
        "jrnl, list": ([*jrnl, "-n", "20"], ""),
        "sqlite-utils insert": ([str(peers / "sqlite-utils"), "insert", plain, "peer", "-"], ROW),
        "sqlite-utils rows": (
            [str(peers / "sqlite-utils"), "rows", plain, "events", "--limit", "20"],
            "",
        ),
    }


def main() -> None:
    """Run every command in turn, as often as asked, and print the medians."""
    tracker, peers = Path(sys.argv[1]), Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 21
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TRACKER_", "PYTHON"))}
    with tempfile.TemporaryDirectory() as folder:
        timed = commands(Path(folder), tracker, peers)
        times: dict[str, list[float]] = {name: [] for name in timed}
        for turn in range(rounds + 1):
            for name, (words, read) in timed.items():
                start = time.perf_counter()
                done = subprocess.run(
                    words, input=read, text=True, capture_output=True, env=environment, check=False
                )
                if done.returncode:
                    raise SystemExit(f"{name} failed: {done.stderr}")
                if turn:  # the first turn warms the caches
                    times[name].append(time.perf_counter() - start)
    floor = times["minimal typer program"]
    print("| command | median ms | beside the minimal program |\n|---|---:|---:|")
    for name, taken in times.items():
        ratio = statistics.median(one / other for one, other in zip(taken, floor, strict=True))
        print(f"| {name} | {statistics.median(taken) * 1000:.0f} | {ratio:.2f} × |")


if __name__ == "__main__":
    main()
