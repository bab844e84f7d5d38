"""Colours of marks by a label, such as a tag, instead of by QuadClass."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.charts.frame.legend import CLASS
from tracker.charts.scene import Box, LegendEntry
from tracker.charts.style import theme
from tracker.charts.timeline.lanes import NO_LABEL, OTHERS
from tracker.charts.words.language import Language
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.event_fields import label_field

LABELLED = CLASS - 1  # the entries of labels stand before those of the classes


@dataclass(frozen=True)
class LabelColours:
    """The colours of the most frequent labels, and where an event's label is found.

    Attributes
    ----------
    colours : mapping of str to str
        At most six labels, the most frequent first, with their colours.
    labels_of : callable
        The labels of an event.
    """

    colours: Mapping[str, str]
    labels_of: Callable[[Event], tuple[str, ...]]

    def colour(self, event: Event) -> str:
        """The colour of the first label of an event that has one; else one of two greys."""
        labels = self.labels_of(event)
        grey = theme.LINK if labels else theme.UNCODED
        return next((self.colours[label] for label in labels if label in self.colours), grey)

    def entry(self, event: Event, language: Language) -> LegendEntry:
        """The legend's entry of the colour that an event has."""
        colour, names = self.colour(event), list(self.colours)
        name = next((each for each in names if self.colours[each] == colour), "")
        grey = OTHERS if self.labels_of(event) else NO_LABEL
        place = names.index(name) if name else len(names) + (grey is NO_LABEL)
        swatch = Box(-9, -4, 18, 8, colour)
        return LegendEntry(name or language(grey), (swatch,), (LABELLED, place))


def label_colours(
    chronicle: Chronicle, option: str, numbers: Mapping[int, int] | None = None
) -> LabelColours:
    """Choose colours for the labels of a chronicle.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    option : str
        The labels' name as a filter, such as `tag`.
    numbers : mapping of int to int, optional
        How many events one stands for, where it is not one.

    Returns
    -------
    LabelColours
        The six most frequent labels have colours of Tol's muted scheme; the others are dark grey,
        and events without any are light grey.

    Raises
    ------
    KeyError
        If there are no labels of that name.

    Examples
    --------
    >>> label_colours(Chronicle(), "no such label")
    Traceback (most recent call last):
    KeyError: 'no such label'
    """
    field = label_field(option)
    if field is None:
        raise KeyError(option)
    counts: Counter[str] = Counter()
    for event in chronicle.events.values():
        for label in field.in_words(event):
            counts[label] += (numbers or {}).get(event.id, 1)
    frequent = sorted(counts, key=lambda label: (-counts[label], label))
    return LabelColours(dict(zip(frequent, theme.SIDES, strict=False)), field.in_words)
