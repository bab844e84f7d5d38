"""The mutants that scripts/mutants tries on the code."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "scripts" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for their module
    spec.loader.exec_module(module)
    return module


def made(script: ModuleType, source: str) -> set[str]:
    """The texts that come of a text."""
    data = source.encode()
    return {each.changed(data).decode() for each in script.mutants(data, Path("tracker/x/y.py"))}


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("x = a < b", {"x = (a <= b)"}),
        ("x = a < b == c", {"x = (a <= b == c)", "x = (a < b != c)"}),
        ("x = a and not b", {"x = (a or not b)", "x = a and b"}),
        ("x = é + 'ü' * k", {"x = (é - 'ü' * k)", "x = é + ('ü' / k)"}),
        ("x = True", {"x = False"}),
        ("x = 1 if a else b", {"x = 2 if a else b", "x = 0 if a else b", "x = (1 if not a else b)"}),
        ("f(a, b, *c)", {"f(b, a, *c)", "pass"}),
        ("f(a, a)", {"pass"}),
        ("max(a, b)", {"pass"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
        ("x = f'{a < b:>3}'", {"x = f'{a <= b:>3}'"}),
        ("x = 'SELECT 1 FROM t WHERE a = ? AND NOT b'", {
            "x = 'SELECT 1 FROM t WHERE a <> ? AND NOT b'",
            "x = 'SELECT 1 FROM t WHERE a = ? OR NOT b'",
            "x = 'SELECT 1 FROM t WHERE a = ? AND b'",
        }),
        ("x = 'UPDATE t SET a = ? WHERE b = ?'", {"x = 'UPDATE t SET a = ? WHERE b <> ?'"}),
        ("x = 'this AND that'", set()),
        ('"""A docstring: 1 < 2."""\nx: Literal[1]\n@frozen(slots=True)\ndef f(a: list[1]) -> set[2]: ...', set()),
        ("if TYPE_CHECKING:\n    x = 1", set()),
    ],
)  # fmt: skip
def test_each_part_of_the_code_is_changed_in_its_ways(
    script: ModuleType, source: str, mutants: set[str]
) -> None:
    """One change at a time, the rest as it is written; what makes no difference is left alone."""
    found = made(script, source)
    assert {text.replace("(not b)", "b").replace("(b)", "b") for text in found} == mutants


def test_a_seed_draws_the_same_mutants_again(script: ModuleType) -> None:
    """Another draws others; every one of them is Python, and says where and what it changes."""
    first, again, other = (script.drawn(ROOT, ("model",), 20, seed) for seed in (1, 1, 2))
    assert first == again != other
    for mutant in (*first, *other):
        source = (ROOT / mutant.path).read_bytes()
        changed = mutant.changed(source)
        assert changed != source
        compile(changed, mutant.path, "exec")
        assert str(mutant).startswith(f"{mutant.path.as_posix()}:{mutant.line}  ")
        assert mutant.folder == "model"


def test_what_changes_nothing_survives_and_what_breaks_is_killed(
    script: ModuleType, tmp_path: Path
) -> None:
    """By the first test that fails on it; afterwards the code is as it was."""
    for name in ("tracker/model", "tests/model"):
        (tmp_path / name).mkdir(parents=True)
    code, test = tmp_path / "tracker/model/code.py", tmp_path / "tests/model/test_code.py"
    written = "def least(a, b):\n    return a if a < b else b\n"
    code.write_text(written)
    (tmp_path / "tracker/__init__.py").touch()
    test.write_text(
        "from tracker.model.code import least\n\n\ndef test_least():\n    assert least(1, 2) == 1\n"
    )
    trial = script.Trial(tmp_path, False, {})
    script.timed(trial, ["model"])
    fates = {
        mutant.after: trial.outcome(mutant)
        for mutant in script.mutants(code.read_bytes(), code.relative_to(tmp_path))
    }
    assert fates == {"return None": "tests/model/test_code.py::test_least", "(a <= b)": ""}
    assert code.read_text() == written
    test.write_text("def test_least():\n    assert False\n")
    with pytest.raises(SystemExit, match="fail on the code as it is"):
        script.timed(trial, ["model"])
