"""Change the code in small ways and see whether the tests notice: `mutants.py [COUNT] [SEED]`.

A mutant is the code with one comparison, condition, constant, argument, call, return or piece of
SQL changed. The tests of its folder run first, then all others; a mutant that no test fails on
survives, and shows either a test that is missing or code that makes no difference.

The mutants are a sample drawn by a seed, from a copy of the tree. The libraries at hand do not
suit: mutmut 3 changes the bodies of functions alone and no SQL, cosmic-ray runs one command for
every mutant that there is, and neither draws a sample or runs the nearest tests first.
"""

import argparse
import ast
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
FOLDERS = ("model", "analysis", "recording", "store")
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0")
# The documentation runs the installed command, not the copy.
WHOLE = ("--numprocesses=auto", "--ignore=tests/test_docs.py", "tests", "tracker")
UNCOPIED = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", ".hypothesis", "out")
LEAST_SECONDS, TIMES = (
    120.0,
    10.0,
)  # a mutant hangs that takes so long, and so much longer than code

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
IS_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|EXISTS|JOIN)\b|[=<>] [?:]")
IN_SET = re.compile(r"\bSET (?!.*\bWHERE\b)", re.DOTALL)  # there an equals sign gives a value
SYMMETRIC = ("max", "min")
IN_SQL = (
    (r" AND ", " OR "), (r" OR ", " AND "), (r" <= ", " < "), (r" < ", " <= "), (r" >= ", " > "),
    (r" > ", " >= "), (r" = ", " <> "), (r" <> ", " = "), (r" IS NOT ", " IS "), (r"\bNOT ", ""),
    (r" IS (?!NOT)", " IS NOT "), (r" DESC\b", ""), (r"\bDISTINCT ", ""), (r"\bmin\(", "max("),
    (r"\bmax\(", "min("),
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change to one file, by the bytes it replaces."""

    path: Path  # within the tree
    line: int
    start: int
    end: int
    before: str
    after: str

    def __str__(self) -> str:
        before, after = (_shortened(text) for text in _apart(self.before, self.after))
        return f"{self.path}:{self.line}  {before}  →  {after}"

    @property
    def folder(self) -> str:
        """The folder of the package that it is in, which has a folder of tests of its own."""
        return self.path.parts[1]

    def changed(self, source: bytes) -> bytes:
        """The text of the file with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants(source: bytes, path: Path) -> Iterator[Mutant]:
    """All changes that are tried on a file, in the order of its syntax tree."""
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    left_out = _left_out(tree)
    above = {below: node for node in ast.walk(tree) for below in ast.iter_child_nodes(node)}

    def bounds(node: ast.stmt | ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        first = starts[node.lineno - 1] + node.col_offset
        return first, starts[node.end_lineno - 1] + node.end_col_offset

    for node in ast.walk(tree):
        if node in left_out or not isinstance(node, ast.stmt | ast.expr):
            continue
        for new in changes(node):
            # Before Python 3.12 what is within an f-string does not know where it stands.
            whole, changed = _whole_text(node, new, above)
            start, end = bounds(whole)
            before, after = source[start:end].decode(), _written(changed)
            yield Mutant(path, whole.lineno, start, end, before, after)


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """The replacements that are tried for a part of the code."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                ops = [*node.ops[:place], COMPARED[type(operator)](), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if type(node.op) in CALCULATED:
            yield ast.BinOp(node.left, CALCULATED[type(node.op)](), node.right)
        case ast.IfExp() if not _is_plain_condition(node.test):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=str(sql)) if IS_SQL.search(sql):
            for pattern, other in IN_SQL:
                for found in re.finditer(pattern, sql):
                    if not (other == " <> " and IN_SET.search(sql[: found.start()])):
                        yield ast.Constant(sql[: found.start()] + other + sql[found.end() :])
        case ast.Call(args=[_, _, *_]) if ast.unparse(node.func) not in SYMMETRIC:
            for place, pair in enumerate(pairwise(node.args)):
                is_told = any(isinstance(each, ast.Starred) or _is_obvious(each) for each in pair)
                if not is_told and ast.unparse(pair[0]) != ast.unparse(pair[1]):
                    args = [*node.args[:place], *reversed(pair), *node.args[place + 2 :]]
                    yield ast.Call(node.func, args, node.keywords)
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def drawn(root: Path, folders: Collection[str], count: int, seed: int) -> list[Mutant]:
    """So many mutants of the folders, drawn by a seed; those that are no Python are passed over."""
    files = sorted(file for name in folders for file in (root / "tracker" / name).rglob("*.py"))
    known = [each for file in files for each in mutants(file.read_bytes(), file.relative_to(root))]
    random.Random(seed).shuffle(known)
    chosen: list[Mutant] = []
    for mutant in known:
        if len(chosen) == count:
            break
        if _is_python(mutant.changed((root / mutant.path).read_bytes())):
            chosen.append(mutant)
    return chosen


class Trial:
    """A copy of the tree to change and to test, over and over."""

    def __init__(self, tree: Path, further: bool, slow: dict[tuple[str, ...], float]) -> None:
        self.tree = tree
        self.further = further
        self.slow = slow
        # Compiled files are known by their time to the second; each change gets a time of its own.
        self.clock = int(time.time()) - 10_000_000

    def fails(self, *tests: str) -> str:
        """By which test the tests fail; nothing where they pass."""
        environment = {**os.environ, "PYTHONPATH": str(self.tree)}
        environment.setdefault("TRACKER_REAL_DATA", str(ROOT.parent / "shared" / "data"))
        process = subprocess.Popen(
            [sys.executable, *PYTEST, *tests],
            cwd=self.tree, env=environment, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=self.slow.get(tests))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return "it hangs"
        if process.returncode == 0:
            return ""
        failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
        return failed[0] if failed else said.strip().rpartition("\n")[2]

    def outcome(self, mutant: Mutant) -> str:
        """By which test a mutant is killed; nothing where it survives."""
        file = self.tree / mutant.path
        source = file.read_bytes()
        self._write(file, mutant.changed(source))
        try:
            killer = self.fails(*nearest(mutant.folder))
            return self.fails(*WHOLE) if self.further and not killer else killer
        finally:
            self._write(file, source)

    def _write(self, file: Path, text: bytes) -> None:
        file.write_bytes(text)
        self.clock += 2
        os.utime(file, (self.clock, self.clock))


def nearest(folder: str) -> tuple[str, ...]:
    """The tests of a folder, those in its docstrings too."""
    above = ("tests/recording",) if folder == "store" else ()  # by way of it things are stored
    return f"tests/{folder}", f"tracker/{folder}", *above


def timed(trial: Trial, folders: Iterable[str]) -> None:
    """Let the tests pass once on the code as it is, and note how long a mutant may take."""
    for tests in (*map(nearest, folders), *([WHOLE] if trial.further else [])):
        began = time.monotonic()
        if failed := trial.fails(*tests):
            sys.exit(f"The tests fail on the code as it is, by {failed}; mend that first.")
        trial.slow[tests] = max(LEAST_SECONDS, TIMES * (time.monotonic() - began))


def main(words: Sequence[str]) -> None:
    """Draw the mutants, try each, and print what came of it."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=60, help="how many; 60 by default")
    parser.add_argument("seed", nargs="?", type=int, default=1, help="which; 1 by default")
    parser.add_argument("--jobs", type=int, default=1, help="how many copies are tested at a time")
    parser.add_argument("--under", nargs="+", choices=FOLDERS, default=FOLDERS, help="folders")
    parser.add_argument("--near", action="store_true", help="run the tests of the folder alone")
    parser.add_argument("--list", action="store_true", help="name the mutants and try none")
    asked = parser.parse_args(words)
    chosen = drawn(ROOT, asked.under, asked.count, asked.seed)
    if asked.list:
        print(*chosen, sep="\n")
        return
    with TemporaryDirectory(prefix="mutants-") as folder:
        idle: Queue[Trial] = Queue()
        slow: dict[tuple[str, ...], float] = {}
        for number in range(asked.jobs):
            tree = shutil.copytree(ROOT, Path(folder) / f"copy-{number}", ignore=UNCOPIED)
            idle.put(Trial(tree, not asked.near, slow))
        first = idle.get()
        timed(first, sorted({mutant.folder for mutant in chosen}))
        idle.put(first)

        def tried(mutant: Mutant) -> str:
            trial = idle.get()
            try:
                return trial.outcome(mutant)
            finally:
                idle.put(trial)

        survivors = []
        with ThreadPoolExecutor(asked.jobs) as pool:
            for mutant, killer in zip(chosen, pool.map(tried, chosen), strict=True):
                print(f"killed    {mutant}  ({killer})" if killer else f"SURVIVED  {mutant}")
                sys.stdout.flush()
                survivors += [] if killer else [mutant]
    print(f"\n{len(chosen) - len(survivors)} of {len(chosen)} mutants of seed {asked.seed} killed.")
    print(*survivors, sep="\n")


def _left_out(tree: ast.AST) -> set[ast.AST]:
    """The parts left unchanged: docstrings, annotations, decorators, code for type checkers."""
    out: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                out += [*node.decorator_list, *([node.returns] if node.returns else [])]
            case ast.ClassDef():
                out += node.decorator_list
            case (
                ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation)
            ):
                out.append(annotation)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                out.append(node)
            case ast.Expr(value=ast.Constant()):
                out.append(node)
    return {below for node in out for below in ast.walk(node)}


def _whole_text(
    node: ast.stmt | ast.expr, new: ast.AST, above: dict[ast.AST, ast.AST]
) -> tuple[ast.stmt | ast.expr, ast.AST]:
    """The outermost f-string around a part and the same with the change, or just the two."""
    whole, changed = node, new
    old: ast.AST = node
    while (parent := above.get(old)) is not None and not isinstance(old, ast.stmt):
        new = _with(parent, old, new)
        if isinstance(parent, ast.JoinedStr):
            whole, changed = parent, new
        old = parent
    return whole, changed


def _with(parent: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """A node with one of those below it replaced."""
    made = copy(parent)
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(made, name, new)
        elif isinstance(value, list):
            setattr(made, name, [new if each is old else each for each in value])
    return made


def _written(node: ast.AST) -> str:
    """A part of the code as text that may stand wherever such a part may."""
    text = ast.unparse(node)
    atomic = isinstance(node, ast.stmt | ast.Constant | ast.JoinedStr | ast.Call)
    return text if atomic else f"({text})"


def _is_obvious(argument: ast.expr) -> bool:
    """Whether an argument cannot be taken for another one: the database, or SQL."""
    return ast.unparse(argument).rpartition(".")[2] == "db" or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and IS_SQL.search(part.value)
        for part in ast.walk(argument)
    )


def _is_plain_condition(test: ast.expr) -> bool:
    """Whether a condition is negated already by a change of its own."""
    return isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1)


def _is_python(text: bytes) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two long texts from shortly before where they begin to differ."""
    one, other = " ".join(one.split()), " ".join(other.replace("\\n", " ").split())
    if max(len(one), len(other)) < 90:
        return one, other
    one, other = one.lstrip("f\"'"), other.lstrip("f\"'")
    unlike = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    begin = max(0, next(unlike, 0) - 30)
    return one[begin:], other[begin:]


def _shortened(text: str) -> str:
    return text if len(text) < 90 else f"{text[:88]}…"


if __name__ == "__main__":
    main(sys.argv[1:])
