"""Events drafted from articles, and the review of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.desk.opening import OpenRecord
from tracker.desk.values import date_of
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from tracker.config import Limits
    from tracker.drafting.lexicon import Lexicon
    from tracker.model.actor import Actor
    from tracker.model.answer import Recorded
    from tracker.model.dates import EventDate
    from tracker.model.drafting import (
        Article,
        CueList,
        Drafted,
        DraftList,
        Reviewed,
        TypeCue,
        WaitingDraft,
    )
    from tracker.store.database import Database

    Advance = Callable[[int], None]
    Progress = Callable[[Path], Advance | None]
STATES = ("state", "institution")
SHORTEST_CODE = 3
UNDATED = "YYYY-MM-DD"
A_DAY = "0001-01-01"


class Drafting(OpenRecord):
    """The calls by which texts become drafts, and drafts become events."""

    def draft(
        self,
        files: Iterable[Path | str],
        *,
        source: str | None = None,
        published: EventDate | date | str | None = None,
        author: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> DraftList:
        """Draft the events that articles tell of; they wait for review, and count for nothing.

        What the files do not say of themselves may be said here of one file: its title as a
        `source`, the day on which it was `published`, its `author`, `publisher` and `url`. What
        was drafted before, and accepted or refused since, is not proposed again.
        """
        from tracker.formats.articles import read_article
        from tracker.formats.input_names import find_files, name_of
        from tracker.formats.limits import DEFAULT
        from tracker.model.drafting import Article, DraftList
        from tracker.model.numbers import counted
        from tracker.recording.drafting import store_drafts, waiting_drafts

        paths = find_files([Path(each) for each in files])
        if len(paths) > 1 and any((source, url)):
            raise InvalidInput("--source and --url are of one text; name one file with them.")
        day = date_of(published)
        said = Article(
            "", source or "", author or "", day.text if day else "", publisher or "", url or ""
        )
        found: list[Drafted] = []
        remarks: list[str] = []
        names: list[str] = []
        with ExitStack() as stack:
            db, created = stack.enter_context(self._starting())
            for path in paths:
                name = name_of(path)
                article = read_article(path, limits or DEFAULT, progress and progress(path))
                article = _named(_with(article, said), path, name)
                drafts = tuple(self._drafted(db, article))
                if not drafts:
                    remarks.append(f"{name} tells of no event that a cue of the codebook finds.")
                found += drafts
                names.append(name)
            numbers, known = store_drafts(db, ", ".join(names[:3]), found)
            waiting = tuple(waiting_drafts(db, numbers))
        if known:
            remarks.append(f"{counted(known, 'draft')} of before: not proposed again.")
        undated = sum(not each.draft.date for each in waiting)
        if undated:
            remarks.append(
                f"{counted(undated, 'draft')} without a date: --published says on which day the "
                "text appeared."
            )
        conclusion = (
            f"{counted(len(waiting), 'draft')}, none of which counts until you accept it: "
            "`tracker review`."
            if waiting
            else "Nothing new to review."
        )
        return DraftList(waiting, conclusion=conclusion, remarks=(*created, *remarks))

    def _drafted(self, db: Database, article: Article) -> Iterable[Drafted]:
        from tracker.drafting.cues import CueIndex
        from tracker.drafting.drafts import draft_events
        from tracker.recording.cues import cues_of
        from tracker.recording.drafting import known_source

        if not article.published:
            article = replace(article, published=known_source(db, article.title))
        known = {
            name: value
            for name in ("publisher", "author", "published", "url")
            if (value := getattr(article, name))
        }
        index = CueIndex.of(cues_of(db))
        for draft in draft_events(article, lexicon_of(db, article.published), index, article.title):
            yield replace(draft, known=known)

    def drafts(self) -> DraftList:
        """The drafts that wait for review."""
        from tracker.model.drafting import DraftList
        from tracker.recording.drafting import waiting_drafts

        found = tuple(waiting_drafts(self._reading()))
        return DraftList(found, conclusion="" if found else "No draft waits to be reviewed.")

    def is_draft(self, number: int) -> bool:
        """Whether a draft waits under a number."""
        from tracker.recording.drafting import is_draft

        return is_draft(self._reading(), number)

    def told_draft(self, waiting: WaitingDraft) -> list[str]:
        """A draft in lines, each field with the rule by which it came."""
        from tracker.output.drafting import told

        return told(waiting)

    def accept_draft(self, number: int) -> Recorded[Reviewed]:
        """Record the event of a draft, with the citation of its sentence."""
        from tracker.recording.drafting import accept_draft

        return accept_draft(self._writing(), number)

    def refuse_draft(self, number: int) -> Recorded[Reviewed]:
        """Let a draft wait no more; drafting again does not propose it."""
        from tracker.recording.drafting import refuse_draft

        return refuse_draft(self._writing(), number)

    def merge_draft(self, number: int, event: object) -> Recorded[Reviewed]:
        """Cite the sentence of a draft for an event that is recorded already."""
        from tracker.recording.drafting import merge_draft

        return merge_draft(self._writing(), number, event)

    def draft_text(self, number: int) -> str:
        """The event of a draft as a block of the text file, for an editor."""
        from tracker.formats.text.writing import EventBlock, event_lines
        from tracker.recording.drafting import draft_of, event_draft_of

        draft = draft_of(self._reading(), number)
        dated = draft if draft.date else replace(draft, date=A_DAY)
        lines = list(event_lines(EventBlock(event_draft_of(dated)), {}))
        if not draft.date:
            lines[0] = lines[0].replace(A_DAY, UNDATED, 1)
        why = [f"# {name}: {rule}" for name, rule in draft.rules.items()]
        return "".join(f"{line}\n" for line in (*why, *lines))

    def accept_text(self, number: int, text: str) -> Recorded[Reviewed]:
        """Record the event of a draft as somebody has changed it in its block."""
        from tracker.desk.syncing import _names
        from tracker.formats.text import read_file
        from tracker.recording.drafting import accept_draft

        db = self._writing()
        batch = read_file(text.splitlines(), _names(db)).batch
        if len(batch.events) != 1:
            raise InvalidInput(
                "Leave one event in the text: a draft becomes one. Nothing was recorded."
            )
        if batch.links or batch.orders:
            raise InvalidInput("Links are made with `tracker link`, once the event is recorded.")
        return accept_draft(db, number, batch.events[0])

    def cues(self, event_type: str | None = None) -> CueList:
        """The cues of the codebook, or those of one type: the words by which drafts are found."""
        from tracker.model.drafting import CueList
        from tracker.recording.cues import cues_of
        from tracker.store import registers

        db = self._registers()
        code = None if event_type is None else registers.resolve(db, registers.TYPES, event_type)
        found = tuple(each for each in cues_of(db) if code in (None, each.type))
        return CueList(found, conclusion="" if found else f"{code} has no cue.")

    def add_cue(self, event_type: str, cue: str) -> Recorded[TypeCue]:
        """Let a text be found by further words to tell of an event of a type."""
        from tracker.model.answer import Recorded
        from tracker.recording.cues import add_cue

        with self._starting() as (db, created):
            made = add_cue(db, event_type, cue)
        said = f"A text tells of {made.type} by “{made.cue}”, too."
        return Recorded(made, remarks=(*created, said))


def _with(article: Article, said: Article) -> Article:
    """The article with what somebody says of it in place of what it says of itself."""
    return replace(
        article,
        title=said.title or article.title,
        author=said.author or article.author,
        published=said.published or article.published,
        publisher=said.publisher or article.publisher,
        url=said.url or article.url,
    )


def _named(article: Article, path: Path, name: str) -> Article:
    """The article with a title to be cited by: its own, else the name of its file."""
    title = " ".join(article.title.split())[:200]
    if not title and str(path) == "-":
        raise InvalidInput("Say what the text on standard input is called, with --source.")
    return replace(article, title=title or path.stem or name)


def lexicon_of(db: Database, published: str = "") -> Lexicon:
    """Whom names in a text of a day stand for: by the register, demonyms, and offices then held."""
    from tracker.drafting.lexicon import Lexicon, shipped_demonyms
    from tracker.model.dates import EventDate
    from tracker.store import listing

    day = EventDate.known(published) if published else None
    actors = listing.actors(db)
    names: dict[str, str] = {}
    acting: dict[str, str] = {}
    for actor in actors.values():
        # ISO's codes are seldom written in prose, and AND, ARE and CAN are words.
        is_name = actor.kind != "state" or actor.code == "USA"
        codes = [actor.code] if is_name and len(actor.code) >= SHORTEST_CODE else []
        for name in (actor.name, *actor.aliases, *codes):
            names.setdefault(name, actor.code)
        if (whole := _acts_for(actor, actors, day)) is not None:
            acting[actor.code] = whole
    demonyms = {code: list(words) for code, words in shipped_demonyms().items()}
    return Lexicon.of(names, actors, demonyms, acting)


def _acts_for(actor: Actor, actors: dict[str, Actor], day: EventDate | None) -> str | None:
    """The state for which a person or an institution acts on a day, where that is one."""
    wholes = {
        part.whole
        for part in actor.part_of
        if (day is None or part.may_hold_at(day))
        and part.whole in actors
        and actors[part.whole].kind in STATES
    }
    return wholes.pop() if len(wholes) == 1 else None
