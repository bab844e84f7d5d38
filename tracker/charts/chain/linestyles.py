"""Line styles of a chain: a pattern for each relation, a width by likelihood, and their key."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from tracker.charts.frame.legend import DENIED, LINK
from tracker.charts.scene import Arrow, Glyph, LegendEntry, Mark
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.likelihood import likelihood_words

Dashes = tuple[float, ...]
# On and off, in points: each is told apart from the others in the length of a sample.
PATTERNS: tuple[Dashes, ...] = (
    (), (6.0, 2.6), (1.7, 1.7), (7.0, 2.0, 1.6, 2.0), (3.2, 1.8), (5.0, 1.6, 1.4, 1.6, 1.4, 1.6),
)  # fmt: skip
# What these are drawn with in every chain; other relations have what is left.
OWN = {
    "leads-to": 0, "enables": 1, "provokes": 2, "responds": 3, "retaliates": 4, "pressures": 5,
}  # fmt: skip
CLASSES = ((0.8, 2.3), (0.45, 1.4), (0.0, 0.7))  # from which likelihood on a line is how wide
SAMPLE = ((-15.0, 0.0), (11.0, 0.0))
DENIAL = 6.0
PATH, RELATION, LIKELIHOOD = (LINK, 0), (LINK, 5), (LINK, 6)


@dataclass(frozen=True)
class LineStyles:
    """The looks of the lines of one chain.

    Attributes
    ----------
    patterns : mapping of str to tuple of float
        For each relation its dashes, none for a line that is whole.
    verbs : mapping of str to str
        What each relation is called.
    words : mapping of float to str
        For each width of a line what it means.
    """

    patterns: Mapping[str, Dashes]
    verbs: Mapping[str, str]
    words: Mapping[float, str]
    order: Mapping[str, int] = field(default_factory=dict)

    def entries(self, relation: str, likelihood: float, language: Language) -> list[LegendEntry]:
        """The entries of the key for a line."""
        wide = width_of(likelihood)
        # Relations that have to share a pattern share an entry.
        dashes = self.patterns[relation]
        named = [self.verbs[each] for each, own in self.patterns.items() if own == dashes]
        said = language(", ").join(dict.fromkeys(named))
        place = min(self.order[each] for each, own in self.patterns.items() if own == dashes)
        return [_pattern_entry(said, dashes, place), _width_entry(self.words[wide], wide)]


def styles_of(
    made: Iterable[tuple[str, float]], verbs: Mapping[str, str], language: Language
) -> LineStyles:
    """Choose the looks of lines.

    Parameters
    ----------
    made : iterable of (str, float)
        Relation and likelihood of each line.
    verbs : mapping of str to str
        What each relation is called.
    language : Language
        That of the key.

    Returns
    -------
    LineStyles
        The commonest relations of the codebook have the same pattern in every chain; of others the
        rarer ones share one where there are too many.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> styles = styles_of([("enables", 0.9)], {"enables": "enables"}, ENGLISH)
    >>> [entry.text for entry in styles.entries("enables", 0.9, ENGLISH)]
    ['enables', 'very likely']
    """
    lines = list(made)
    often = Counter(relation for relation, _ in lines)
    ranked = sorted(often, key=lambda relation: (-often[relation], relation))
    places = {relation: OWN[relation] for relation in ranked if relation in OWN}
    free = [place for place in range(len(PATTERNS)) if place not in places.values()]
    others = [relation for relation in ranked if relation not in OWN]
    for at, relation in enumerate(others):
        places[relation] = free[min(at, len(free) - 1)] if free else len(PATTERNS) - 1
    patterns = {relation: PATTERNS[places[relation]] for relation in ranked}
    words: dict[float, str] = {}
    for wide in {width_of(likelihood) for _, likelihood in lines}:
        own = {likelihood for _, likelihood in lines if width_of(likelihood) == wide}
        met = list(dict.fromkeys(likelihood_words(each) for each in sorted(own, reverse=True)))
        said = language(met[0])
        for other in met[1:]:
            said = language("{one} or {other}", one=said, other=language(other))
        words[wide] = said
    return LineStyles(patterns, verbs, words, {each: at for at, each in enumerate(ranked)})


def width_of(likelihood: float) -> float:
    """How wide the line of a link is, in three steps that can be told apart.

    Parameters
    ----------
    likelihood : float
        Of the link.

    Returns
    -------
    float
        Points.

    Examples
    --------
    >>> width_of(0.95) > width_of(0.6) > width_of(0.2)
    True
    """
    return next(wide for least, wide in CLASSES if likelihood >= least)


@cache
def path_entry(language: Language) -> LegendEntry:
    """Make the entry of the arrows of the path."""
    arrow = Arrow(SAMPLE, theme.INK, CLASSES[1][1])
    return LegendEntry(language("strongest chain into the outcome"), (arrow,), PATH)


@cache
def _pattern_entry(verb: str, dashes: Dashes, place: int) -> LegendEntry:
    arrow = Arrow(SAMPLE, theme.LINK, 1.5, dashes=dashes)
    return LegendEntry(verb, (arrow,), (*RELATION, place))


@cache
def _width_entry(words: str, wide: float) -> LegendEntry:
    arrow = Arrow(SAMPLE, theme.LINK, wide, headed=False)
    return LegendEntry(words, (arrow,), (*LIKELIHOOD, -round(wide * 10)))


@cache
def denial_entry(language: Language) -> LegendEntry:
    """Make the entry of arrows that somebody denies, which carry a cross."""
    arrow = Arrow(SAMPLE, theme.LINK, 1.5)
    mark = denial_mark(-2.0, 0.0, theme.LINK)
    return LegendEntry(language("denied by somebody"), (arrow, mark), (DENIED,))


def denial_mark(x: float, y: float, colour: str) -> Mark:
    """Make the cross on an arrow that somebody denies."""
    return Mark(x, y, Glyph.CROSS, colour, DENIAL)
