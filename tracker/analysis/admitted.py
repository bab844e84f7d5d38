"""Keep of a chronicle the links that are asked for, as a picture shows them."""

from dataclasses import replace

from tracker.analysis.graph import weighed_claims
from tracker.model.chronicle import Chronicle
from tracker.model.weighing import AVERTS, REASONS_GIVEN, Weighing


def admitted(chronicle: Chronicle, weighing: Weighing) -> Chronicle:
    """Keep the links of the relations asked for that are as likely as asked.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.
    weighing : Weighing
        Which claims count. One that names no relation and no least likelihood keeps all.

    Returns
    -------
    Chronicle
        The same events. Of events that are linked by enough, by the band that counts for them,
        all claims of these relations and all denials; what is no cause, an averting or a mere
        justification, is taken claim by claim.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> own, other = Link(1, 2, "enables", 0.3), Link(1, 2, "enables", 0.9, "USA")
    >>> links = (own, other, Link(1, 3, "enables", 0.9))
    >>> chronicle = Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)
    >>> [link.effect for link in admitted(chronicle, Weighing(min_likelihood=0.5)).links]
    [3]
    """
    if not weighing.is_narrow:
        return chronicle
    likely = weighed_claims(chronicle, weighing).keys()
    apart = REASONS_GIVEN | {AVERTS}
    links = tuple(
        link
        for link in chronicle.links
        if (
            weighing.admits(link)
            if link.relation in apart
            else weighing.is_of_relation(link) and (frozenset(link.causes), link.effect) in likely
        )
    )
    kept = {(cause, link.effect) for link in links for cause in link.causes}
    denials = tuple(
        denial
        for denial in chronicle.denials
        if weighing.is_of_relation(denial)
        and all((cause, denial.effect) in kept for cause in denial.causes)
    )
    return replace(chronicle, links=links, denials=denials)
