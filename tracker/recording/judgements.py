"""Judgements of a file that is imported: rival explanations, rated evidence, interview answers."""

from collections import Counter

from tracker.model.chronicle import Batch
from tracker.recording.counterfactuals import store_answer
from tracker.recording.hypotheses import store_rating, store_rival
from tracker.recording.refusals import refusals_located
from tracker.recording.resolving import number_of_handle
from tracker.store import counterfactuals, hypotheses
from tracker.store.database import Database


def store_judgements(
    db: Database,
    batch: Batch,
    left_out: set[str | None],
    added: Counter[str],
    known: Counter[str],
) -> None:
    """Store explanations, ratings and answers that are not there yet; what is there stands."""
    for rival in batch.rivals:
        if left_out.isdisjoint({rival.event, *(end for pair in rival.links for end in pair)}):
            with refusals_located(f"explanation {rival.name[:60]} of {rival.event}"):
                number = number_of_handle(db, rival.event)
                there = hypotheses.rivals_of(db, [number])
                fresh = all(each.name != rival.name.strip() for each in there)
                if fresh:
                    store_rival(db, rival)
                (added if fresh else known)["rival explanations"] += 1
    for rating in batch.ratings:
        if rating.event not in left_out:
            with refusals_located(f"rating of {rating.source} for {rating.event}"):
                cell = (rating.explanation, rating.source, rating.locator)
                there_rated = hypotheses.ratings_of(db, [number_of_handle(db, rating.event)])
                fresh = all((r.explanation, r.source, r.locator) != cell for r in there_rated)
                if fresh:
                    store_rating(db, rating)
                (added if fresh else known)["ratings"] += 1
    for answer in batch.counterfactuals:
        if left_out.isdisjoint({answer.cause, answer.effect}):
            with refusals_located(f"answer on {answer.cause} → {answer.effect}"):
                ends = [number_of_handle(db, end) for end in (answer.cause, answer.effect)]
                answered = counterfactuals.among(db, ends)
                fresh = all([each.cause, each.effect] != ends for each in answered)
                if fresh:
                    store_answer(db, answer)
                (added if fresh else known)["answers"] += 1
