"""Signatures of the history: its head signed with an SSH key, by ssh-keygen, and verified.

A hash chain shows that entries were changed by one who did not compute it anew. One who did is
found by a head that was noted elsewhere, or by a signature that only the holder of a key can make.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.errors import InvalidInput, Refused, StoreError, shown
from tracker.model.verification import Flaw
from tracker.store import seals
from tracker.store.database import Database

NAMESPACE = "tracker-history"


def sign(db: Database, key: Path) -> tuple[str, str]:
    """Sign the head of the chain with an SSH key, and keep the signature; gives head and signature.

    Changes by other programs that are not sealed yet are sealed first, so that they are in it.
    """
    if not key.is_file():
        raise InvalidInput(
            f"There is no key {shown(key)}; name an SSH key, such as ~/.ssh/id_ed25519."
        )
    with db.sealing():
        head = seals.head(db.connection)
        if head is None:
            raise Refused(f"{shown(db.path)} has no history to sign.")
        signature = _ssh_keygen(("-Y", "sign", "-f", str(key), "-n", NAMESPACE), _message(head))
        db.run(
            """INSERT INTO signatures (seal, at, who, signature)
               VALUES ((SELECT max(id) FROM seals), ?, ?, ?)""",
            (db.now(), db.analyst, signature),
        )
    return head, signature


def signature_flaws(db: Database, allowed: Path) -> tuple[list[str], list[Flaw]]:
    """Who signed, as far as their keys are among the `allowed` signers, and what does not hold."""
    if not allowed.is_file():
        raise InvalidInput(
            f"There is no file {shown(allowed)}; a file of allowed signers has lines of a name and "
            "a public key, as `man ssh-keygen` describes them."
        )
    held, flaws = [], []
    for row in db.rows(
        """SELECT g.id, g.at, g.who, g.signature, s.hash, s.id AS seal FROM signatures g
           LEFT JOIN seals s ON s.id = g.seal ORDER BY g.id"""
    ):
        about = f"signature {row['id']} (by {row['who']}, {row['at']})"
        if row["hash"] is None:
            flaws.append(Flaw("history", f"The {about} is of an entry that is gone."))
        elif (by := _signer(row["signature"], row["hash"].hex(), allowed)) is None:
            flaws.append(
                Flaw(
                    "history",
                    f"The {about} does not hold: the history up to entry {row['seal']} was "
                    "rewritten, or the key is not among the allowed signers.",
                )
            )
        else:
            held.append(f"Entry {row['seal']} and all before it are as {by} signed them.")
    return held, flaws


def _signer(signature: str, head: str, allowed: Path) -> str | None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_text(signature, encoding="ascii", errors="replace")
        shared = ("-f", str(allowed), "-s", str(file))
        for name in _asked(("-Y", "find-principals", *shared), "").splitlines():
            if _asked(("-Y", "verify", *shared, "-I", name, "-n", NAMESPACE), _message(head)):
                return name
    return None


def _message(head: str) -> str:
    return f"{head}\n"


def _asked(arguments: Sequence[str], text: str) -> str:
    """What ssh-keygen prints; nothing where it says no."""
    try:
        return _ssh_keygen(arguments, text)
    except StoreError:
        return ""


def _ssh_keygen(arguments: Sequence[str], text: str) -> str:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise StoreError(
            "Signing needs ssh-keygen, which is not on this machine; install OpenSSH 8.2 or newer."
        )
    done = subprocess.run(
        (program, *arguments), input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = " ".join(done.stderr.split()) or "no reason given"
        raise StoreError(f"ssh-keygen refused: {reason}.")
    return done.stdout
