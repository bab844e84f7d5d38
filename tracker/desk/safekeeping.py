"""Safekeeping: verify the database and its history, sign it, copy it and go back to a copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, shown
from tracker.model.answer import Recorded
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.model.answers.manage import Verification
    from tracker.model.verification import ChainState, Flaw
    from tracker.store.redaction_scope import Scope

SHORTEST = 3  # signs of a text that can be redacted wherever it is


class Safekeeping(OpenRecord):
    """The calls that look after the database and the history in it."""

    def verify(self) -> Verification:
        """Check all there is to check: the file, its references, its words, its history, its rows.

        The file by SQLite's own check; the history against its hash chain; the rows against the
        history, which is taken back on a copy; circles of links and contradictions of order.
        """
        from tracker.store.verification import chain_state, file_flaws, record_flaws

        db = self._reading()
        found = list(file_flaws(db))
        if any(flaw.where == "file" for flaw in found):
            from tracker.model.verification import ChainState

            return _verification(found, ChainState(0, None, 0, ()))
        chain = chain_state(db)
        found += [*chain.flaws, *record_flaws(db), *self._order_flaws()]
        return _verification(found, chain)

    def verify_history(
        self, *, noted: str | None = None, signers: Path | str | None = None
    ) -> Verification:
        """Check the history against its hash chain, and the rows against the history.

        `noted` is a head that was noted elsewhere, which has to be an entry; `signers` is a file
        of allowed signers, as ssh-keygen has it, for the signatures that are kept.
        """
        from tracker.store.signatures import signature_flaws
        from tracker.store.verification import chain_state, record_flaws

        db = self._reading()
        chain = chain_state(db, noted)
        found = [*chain.flaws, *record_flaws(db)]
        said: list[str] = []
        if signers is not None:
            said, wrong = signature_flaws(db, Path(signers))
            found += wrong
            said = said or ["No signature by an allowed signer is kept."]
        return _verification(found, chain, tuple(said))

    def history_head(self) -> Recorded[str]:
        """The last seal of the history, which stands for all of it: to be noted elsewhere."""
        from tracker.store.verification import chain_state

        chain = chain_state(self._reading())
        said = (
            (
                f"{counted(chain.unsealed, 'row')} that other programs changed stand outside the "
                "chain; the next command that writes seals them.",
            )
            if chain.unsealed
            else ()
        )  # fmt: skip
        return Recorded(chain.head or "", remarks=said)

    def sign_history(self, key: Path | str) -> Recorded[str]:
        """Sign the history with an SSH key; gives the signature, which is also kept."""
        from tracker.store.signatures import sign

        head, signature = sign(self._writing(), Path(key).expanduser())
        self.stored.append("log --sign")
        return Recorded(signature, remarks=(f"Signed the history up to {head}.",))

    def backup(
        self, target: Path | str, *, history: bool = True, force: bool = False
    ) -> Recorded[Path]:
        """Copy the database whole, even while others use it; `force` replaces a file.

        Without `history` the copy has what is recorded and nothing of its past: no history, no
        list of files that were read, no handles that events had.
        """
        from tracker.store.limits import marked
        from tracker.store.safekeeping import backup
        from tracker.store.seals import head

        db = self._reading()
        backup(db, Path(target), history, force)
        self.stored.append(str(target))
        said = [f"The copy was checked. The head of its history is {head(db.connection)}."]
        if not history:
            said = [
                "The copy was checked. It holds what is recorded and nothing of its past: no "
                "history to undo, no files that were read, no former handles."
            ]
        held = marked(db)
        if held.highest is not None:
            said.append(
                f"It holds what is marked, too: {held.listed}, up to {held.highest}. An export "
                "leaves such out."
            )
        return Recorded(Path(target), remarks=tuple(said))

    def restore(self, source: Path | str) -> Recorded[Path]:
        """Put a backup in the place of the database; what stood there stays beside it."""
        from tracker.store.safekeeping import restore, schema_of

        self.close()
        done = restore(self.path, Path(source))
        self.stored.append(f"database restore {source}")
        said = f"{shown(self.path)} is now as {shown(source)}.{schema_of(done)}"
        if done.kept is not None:
            state = "was damaged, and " if done.was_damaged else ""
            said += f" What stood there {state}is kept as {shown(done.kept)}."
        return Recorded(self.path, remarks=(said,))

    def vacuum(self) -> Recorded[Path]:
        """Rebuild the file without the space that deleted rows left."""
        from tracker.store.safekeeping import vacuum

        before, after = vacuum(self._writing())
        said = f"{shown(self.path)}: {before / 1024:,.0f} kB before, {after / 1024:,.0f} kB now."
        return Recorded(self.path, remarks=(said,))

    def redaction_of(
        self, *, event: EventName | None = None, source: str | None = None, text: str | None = None
    ) -> str:
        """What a redaction would take out, in words; one of the three is to be given."""
        return self._scope(event, source, text)[1]

    def redact(
        self, *, event: EventName | None = None, source: str | None = None, text: str | None = None
    ) -> Recorded[int]:
        """Take all texts of an event or a source, or one text, out of the record and its history.

        Titles, notes, quotations, handles and all they were before are gone for good, as are the
        pages of the file that had them; the salted hashes stay, so that the history still holds.
        Drafts beside the database lose them as well. It cannot be undone. Files beside the database
        that have it still are named.
        """
        from tracker.desk.drafts import redact_drafts
        from tracker.store.redaction import redact, still_holding

        scope, named = self._scope(event, source, text)
        count = redact(self._writing(), scope, named)
        self.stored.append(f"database redact {named}")
        said = [f"Redacted {named}: {counted(count, 'value')}. The file was rebuilt without them."]
        if drafts := redact_drafts(self.path, scope.redacted_line):
            listed = ", ".join(file.name for file in drafts)
            said.append(f"Redacted as well in {counted(len(drafts), 'draft')} beside it: {listed}.")
        beside = still_holding(self.path, text)
        if beside:
            listed = ", ".join(file.name for file in beside)
            said.append(f"Not reached, and perhaps with it still: {listed}.")
        said.append("Backups, exports and pictures elsewhere are not reached either.")
        return Recorded(count, remarks=tuple(said))

    def _scope(
        self, event: EventName | None, source: str | None, text: str | None
    ) -> tuple[Scope, str]:
        from tracker.store import registers
        from tracker.store.redaction_scope import Scope
        from tracker.store.references import resolve

        if sum(each is not None for each in (event, source, text)) != 1:
            raise InvalidInput("Name one thing to redact: an event, a source or a text.")
        db = self._reading()
        if event is not None:
            number = resolve(db, str(event))
            return Scope(event=number), f"event {number}"
        if source is not None:
            code = registers.resolve(db, registers.SOURCES, source)
            return Scope(source=code), "a source"
        assert text is not None
        if len(text.strip()) < SHORTEST:
            raise InvalidInput(
                f"{text!r} is too short to be redacted wherever it is: it would stand within "
                f"other words. Give {SHORTEST} signs or more."
            )
        return Scope(text=text.strip()), "a text"

    def _order_flaws(self) -> list[Flaw]:
        """Circles of links and claims of order that cannot all hold."""
        from tracker.analysis.validation import RULES, findings
        from tracker.model.verification import Flaw
        from tracker.store import chronicle

        rules = [name for name in ("circle", "contradiction") if name in RULES]
        found = findings(chronicle.load(self._reading()), rules)
        return [Flaw("order", f"{each.about}: {each.message}") for each in found]


def _verification(found: list[Flaw], chain: ChainState, said: tuple[str, ...] = ()) -> Verification:
    from tracker.model.answers.manage import Verification

    conclusion = (
        ""
        if found
        else f"Nothing is wrong. The history is sealed up to entry {chain.entries:,}; its head is "
        f"{chain.head}."
    )
    if chain.unsealed:
        rows = counted(chain.unsealed, "row")
        said = (
            *said,
            f"Another program changed {rows} since; the next command that writes seals that.",
        )
    return Verification(tuple(found), chain, conclusion=conclusion, remarks=said)
