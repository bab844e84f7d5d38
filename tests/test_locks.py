"""The locks: what the two commands install, and when they install it anew."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from base64 import urlsafe_b64encode
from hashlib import sha256
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["project"]["optional-dependencies"]
BUILD = PROJECT["dependency-groups"]["build"]
WANTED: dict[str, list[str]] = {
    "tracker": [*PROJECT["project"]["dependencies"], *BUILD],
    **{
        name: [*PROJECT["project"]["dependencies"], *BUILD, *wanted]
        for name, wanted in GROUPS.items()
    },
    "lock": PROJECT["dependency-groups"]["lock"],
}
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>\S+?)(?: ; (?P<marker>.+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PLATFORMS = ("linux", "darwin", "win32")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def lines_of(lock: str) -> list[str]:
    """What pip reads of a lock: each requirement in one line, without comments."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return text.replace("\\\n", " ").splitlines()


def pins(lock: str, python: str = "3.11", platform: str = "linux") -> dict[str, str]:
    """The version of each library that a lock has for a Python and a platform."""
    system = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform]
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    found: dict[str, str] = {}
    for line in lines_of(lock):
        if line.startswith("--"):
            continue
        requirement = Requirement(line.partition(" --hash")[0])
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.name not in found, f"{requirement.name} is there twice"
            found[requirement.name] = str(requirement.specifier).removeprefix("==")
    return found


def test_there_is_a_lock_of_each_group() -> None:
    """Each group of pyproject.toml has its lock; `scripts/lock` writes them."""
    assert {path.stem for path in (ROOT / "locks").iterdir()} == set(WANTED)


@pytest.mark.parametrize("lock", WANTED)
def test_a_lock_has_versions_and_hashes_and_nothing_else(lock: str) -> None:
    """No index, address or path stands in a lock, nor a library without hashes."""
    options = [line for line in lines_of(lock) if line.startswith("-")]
    assert set(options) <= {"--only-binary :all:", "--no-binary cpe", "--no-binary pyspark"}
    for line in lines_of(lock):
        if not line.startswith("-"):
            pin, *hashes = re.split(r"\s+(?=--hash)", line.strip())
            assert PIN.fullmatch(pin), pin
            assert hashes, pin
            assert all(HASH.fullmatch(each) for each in hashes), pin
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|index|file:|find-links|@|-r |-c |/(?!lock\b)|\\(?!\n)", text)


@pytest.mark.parametrize(("lock", "python", "platform"), list(product(WANTED, PYTHONS, PLATFORMS)))
def test_a_lock_has_what_its_group_asks_for(lock: str, python: str, platform: str) -> None:
    """Every requirement of the group is there, in a version within its bounds, on each Python."""
    found = pins(lock, python, platform)
    for text in WANTED[lock]:
        wanted = Requirement(text)
        version = found.get(canonicalize_name(wanted.name))
        assert version is not None, f"{wanted.name} is in no lock: run scripts/lock"
        assert wanted.specifier.contains(version), f"{text}, but {version}: run scripts/lock"


@pytest.mark.parametrize("python", PYTHONS)
def test_locks_stand_in_one_environment(python: str) -> None:
    """A library has the same version in every lock that has it."""
    versions: dict[str, str] = {}
    for lock in set(WANTED) - {"lock"}:
        for name, version in pins(lock, python).items():
            assert versions.setdefault(name, version) == version


def test_the_build_backend_is_locked() -> None:
    """What builds the package stands in the group that every lock has, with what it asks for."""
    builds = {canonicalize_name(Requirement(each).name) for each in BUILD}
    backend = pytest.importorskip("hatchling.build", reason="scripts/test installs it")
    for text in [*PROJECT["build-system"]["requires"], *backend.get_requires_for_build_editable()]:
        assert canonicalize_name(Requirement(text).name) in builds


def test_this_environment_is_of_the_locks() -> None:
    """What scripts/test runs the tests with is what the locks say, to the version."""
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        pytest.skip("scripts/test runs this, in the .venv that it makes")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format", "freeze"],
        capture_output=True,
        text=True,
        check=True,
    )
    installed = dict(line.split("==") for line in done.stdout.split())
    locked = pins("test", f"{sys.version_info.major}.{sys.version_info.minor}", sys.platform)
    found: dict[str, str] = {
        canonicalize_name(name): version for name, version in installed.items()
    }
    assert {name: found.get(name) for name in locked} == locked


# A package of one file that its own pyproject.toml builds, and an index that is a folder.
BACKEND = """
import zipfile


def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "toy-1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        info = "toy-1.dist-info"
        needs = "Requires-Dist: brick" + open("needs.txt").read()
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: toy\\nVersion: 1\\n{needs}")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""


class Clone:
    """A small project with scripts/environment, and the wheels that its locks name."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self.wheels = folder / "wheels"
        (self.root / "scripts").mkdir(parents=True)
        (self.root / "locks").mkdir()
        self.wheels.mkdir()
        shutil.copy(ROOT / "scripts/environment", self.root / "scripts")
        (self.root / "backend.py").write_text(BACKEND)
        (self.root / "needs.txt").write_text("\n")
        (self.root / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )

    def wheel(self, name: str, version: str) -> str:
        """Make a wheel of nothing, and give its line of a lock."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        texts = {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(
            f"{file},sha256={urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip('=')},\n"
            for file, text in texts.items()
        )
        with ZipFile(path, "w") as wheel:
            for file, text in {**texts, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
                wheel.writestr(file, text)
        return f"{name}=={version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"

    def lock(self, name: str, *lines: str) -> None:
        """Write a lock."""
        (self.root / "locks" / f"{name}.txt").write_text("".join(lines))

    def make(self, group: str = "") -> subprocess.CompletedProcess[str]:
        """Make the environment, without an index."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c",
             f'source "{self.root}/scripts/environment"; make_environment {group}'],
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith("PIP_")},
                "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(self.wheels),
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def installed(self) -> set[str]:
        """What is in the environment, by the names of its folders, but what Python puts there."""
        [packages] = (self.root / ".venv").glob("lib/python3*/site-packages")
        found = {path.stem for path in packages.glob("*.dist-info")}
        return {name for name in found if not name.startswith(("pip-", "setuptools-"))}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A project whose package needs one library, and whose group of tests has one more."""
    clone = Clone(tmp_path)
    brick, beam = clone.wheel("brick", "1"), clone.wheel("beam", "1")
    clone.lock("tracker", brick)
    clone.lock("test", brick, beam)
    return clone


@pytest.mark.slow
def test_the_environment_is_what_the_locks_say(clone: Clone) -> None:
    """It is made once, gets a group when that is asked for, and is made anew of another lock."""
    first = clone.make()
    assert first.returncode == 0, first.stderr
    assert clone.installed() == {"toy-1", "brick-1"}
    assert "Installing" not in clone.make().stderr
    assert clone.make("test").stderr == "Installing test …\n"
    assert clone.installed() == {"toy-1", "brick-1", "beam-1"}
    brick = clone.wheel("brick", "2")
    clone.lock("tracker", brick)
    clone.lock("test", brick)
    assert "Making .venv …" in clone.make("test").stderr
    assert clone.installed() == {"toy-1", "brick-2"}


@pytest.mark.slow
def test_a_file_of_another_hash_is_refused(clone: Clone) -> None:
    """A library that is not the locked one, byte for byte, ends the command, as often as it is run."""
    clone.lock("tracker", "brick==1 --hash=sha256:" + 64 * "0" + "\n")
    for _ in range(2):
        done = clone.make()
        assert done.returncode != 0
        assert "DO NOT MATCH THE HASHES" in done.stderr
        assert clone.installed() == set()


@pytest.mark.slow
def test_the_package_follows_its_pyproject(clone: Clone) -> None:
    """It is installed again where that has changed, and what no lock has is asked for in a sentence."""
    assert clone.make().returncode == 0
    with (clone.root / "pyproject.toml").open("a") as file:
        file.write("# Changed.\n")
    (clone.root / "needs.txt").write_text(">=2\n")
    for _ in range(2):
        done = clone.make()
        assert done.returncode == 1
        assert "toy 1 has requirement brick>=2, but you have brick 1" in done.stderr
        assert done.stderr.endswith("run scripts/lock.\n")
    (clone.root / "needs.txt").write_text("\n")
    assert clone.make().returncode == 0
