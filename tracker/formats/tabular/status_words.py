"""Words by which tables say whether an act came about, in the languages that tables come in."""

from tracker.errors import InvalidText
from tracker.model.event import Status, parse_status
from tracker.model.names import folded

WORDS: dict[Status, tuple[str, ...]] = {
    Status.OCCURRED: (
        "happened", "took place", "eingetreten", "erfolgt", "geschehen", "stattgefunden",
        "a eu lieu", "survenu", "ocurrido", "ocurrió", "avvenuto", "произошло", "состоялось",
        "свершилось", "відбулося", "сталося",
    ),
    Status.ONGOING: (
        "under way", "underway", "in progress", "continuing", "laufend", "andauernd", "en cours",
        "en curso", "in corso", "продолжается", "идёт", "идет", "триває",
    ),
    Status.THREATENED: (
        "threat", "angedroht", "menacé", "amenazado", "minacciato", "угроза", "погроза",
    ),
    Status.PLANNED: (
        "scheduled", "intended", "announced", "upcoming", "geplant", "angekündigt", "vorgesehen",
        "prévu", "prévue", "planifié", "planifiée", "annoncé", "annoncée", "planeado",
        "planificado", "previsto", "prevista", "pianificato", "gepland", "planowane",
        "запланировано", "планируется", "намечено", "заплановано", "планується",
    ),
    Status.DENIED: ("dementiert", "bestritten", "démenti", "nié", "desmentido", "smentito",
                    "отрицается", "опровергнуто", "заперечується"),
    Status.DID_NOT_OCCUR: (
        "not occurred", "did not happen", "never happened", "cancelled", "canceled", "called off",
        "abgesagt", "nicht eingetreten", "nicht erfolgt", "annulé", "annulée", "n'a pas eu lieu",
        "cancelado", "cancelada", "annullato", "отменено", "не состоялось", "не произошло",
        "скасовано", "не відбулося",
    ),
}  # fmt: skip
STATUSES = {folded(word): status for status, words in WORDS.items() for word in words}


def status_of(text: str) -> Status:
    """Read a cell of statuses: one of ours, or a word that says the same.

    Parameters
    ----------
    text : str
        The cell; capitals do not matter, and hyphens may be blanks.

    Returns
    -------
    Status
        The status.

    Raises
    ------
    InvalidText
        If the word says nothing of whether an act came about.

    Examples
    --------
    >>> status_of("Planned").value, status_of("geplant").value, status_of("Annulé").value
    ('planned', 'planned', 'did-not-occur')
    """
    found = STATUSES.get(" ".join(folded(text).replace("-", " ").replace("_", " ").split()))
    if found is not None:
        return found
    try:
        return parse_status(text.replace("_", " "))
    except InvalidText as error:
        raise InvalidText(
            f"status {text[:40]!r}",
            f'is none of {", ".join(Status)} (--value "status:{text[:40]}=planned" reads a word)',
        ) from error
