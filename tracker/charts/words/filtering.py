"""Filters in the words of a picture, without names of options."""

from tracker.charts.words.dating import short_date
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name, range_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate, Precision
from tracker.model.selection import Selection

ALL_STATUSES = 6  # as many as there are: then nothing was chosen


def selection_in_words(
    selection: Selection, chronicle: Chronicle, language: Language = ENGLISH
) -> str:
    """Say which events and links were chosen.

    Parameters
    ----------
    selection : Selection
        The filters, read.
    chronicle : Chronicle
        What they chose: actors, types and sources are called by their names.
    language : Language, optional
        In which to say it.

    Returns
    -------
    str
        Such as ``September to December 2016, acts of Russia or on it``; nothing without filters.

    Examples
    --------
    >>> months = {"since": EventDate.parse("2016-09"), "until": EventDate.parse("2016-12")}
    >>> selection_in_words(Selection(**months, place="Aleppo"), Chronicle())
    'September to December 2016, in “Aleppo”'
    """
    said = []
    if span := _span(selection, language):
        said.append(span)
    if selection.actors:
        names = [
            chronicle.actors[code].name if code in chronicle.actors else code
            for code in selection.actors
        ]
        phrase = (
            language("acts of {names} or on it", names=names[0])
            if len(names) == 1
            else language("acts of {names} or on them", names=_either(names, language))
        )
        said.append(phrase)
    if selection.types:
        kinds = [
            chronicle.types[code].label if code in chronicle.types else code
            for code in selection.types
        ]
        said.append(language("only {names}", names=_either(kinds, language)))
    if selection.place:
        said.append(language("in “{name}”", name=selection.place))
    if selection.near is not None:
        far = f"{selection.near.kilometres:.4g}"
        said.append(language("within {n} km of {name}", n=far, name=selection.near.name))
    if selection.text:
        said.append(language("with the words “{name}”", name=selection.text))
    for _, labels in selection.labels:
        said.append(language("labelled {names}", names=_either(list(labels), language)))
    if selection.min_intensity is not None:
        least = f"{selection.min_intensity:g}"
        said.append(language("of ±{number} or more", number=least))
    if selection.statuses and not selection.only_happened:
        if len(selection.statuses) < ALL_STATUSES:
            kinds = [language(status.replace("-", " ")) for status in selection.statuses]
            said.append(language("only what is {names}", names=_either(kinds, language)))
        else:
            said.append(language("whether it happened or not"))
    if selection.weighing.relations:
        kinds = [language.word(code) for code in selection.weighing.relations]
        said.append(language("only links “{names}”", names=_either(kinds, language)))
    if selection.weighing.min_likelihood is not None:
        least = f"{selection.weighing.min_likelihood:g}"
        said.append(language("links of likelihood {number} or more", number=least))
    if selection.account:
        name = claimant_name(selection.account, chronicle)
        said.append(language("links as claimed by {name}", name=name))
    if selection.min_grade is not None:
        said.append(language("links with sources of grade {name} or better",
                             name=str(selection.min_grade)))  # fmt: skip
    if selection.known_by is not None:
        said.append(language("links as known by {last}", last=_date(selection.known_by, language)))
    if selection.exactly:
        said.append(language("without parts of actors"))
    if selection.max_marking is not None:
        said.append(language("nothing marked above {name}", name=str(selection.max_marking)))
    return language(", ").join(said)


def _either(names: list[str], language: Language) -> str:
    """Names of which one is enough."""
    whole = names[0]
    for name in names[1:]:
        whole = language("{one} or {other}", one=whole, other=name)
    return whole


def _span(selection: Selection, language: Language) -> str:
    """The time that events were chosen from."""
    since, until = selection.since, selection.until
    if since is not None and until is not None:
        months = (Precision.MONTH, Precision.DAY)
        if since.precision in months and until.precision in months:
            by_day = Precision.DAY in (since.precision, until.precision)
            return range_in_words(since.start, until.end, language, by_day=by_day)
        first, last = (_date(date, language) for date in (since, until))
        return first if first == last else language("{first} to {last}", first=first, last=last)
    if since is not None:
        return language("from {first}", first=_date(since, language))
    if until is not None:
        return language("until {last}", last=_date(until, language))
    return ""


def _date(date: EventDate, language: Language) -> str:
    """A date of a filter, its months in full where it is a plain day or month."""
    if date.is_interval or date.is_approximate or date.is_one_of:
        return short_date(date, language, with_year=True)
    if date.precision is Precision.MONTH:
        return language.month_of_year(date.start)
    if date.precision in (Precision.DAY, Precision.TIME):
        return language.full_day(date.start)
    return short_date(date, language, with_year=True)
