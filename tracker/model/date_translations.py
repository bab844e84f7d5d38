"""Words around dates in the languages of charts, put into English: `début mai` is early May.

>>> list(in_english("anfang mai 1999")), list(in_english("с 3 по 7 мая 1999"))
(['early mai 1999'], ['from 3 to 7 мая 1999'])

Names of months stay as they are, since they are read in every language. What the charts say in a
language is read back as the same date; a test holds each language to that.
"""

import re
from collections.abc import Iterator
from functools import cache

# For each language what stands in a text, and what in its place; one after the other.
PHRASES = {
    "de": (
        (r"\b(?:in der )?nacht vom (.+) (?:auf|zum|bis)(?: den| zum)?\b", r"night of \1 to"),
        (r"\b(?:in der )?nacht vom\b", "night of"),
        (r"(.+), (?:am|im|in der) (frühen morgen|morgengrauen|morgen|mittag|nachmittag"
         r"|abenddämmerung|abend|nacht)$", r"\2 of \1"),
        (r"^(?:am|im|in der) (frühen morgen|morgengrauen|morgen|vormittag|mittag|nachmittag|abend"
         r"|nacht) (?:des|vom|am)\b", r"\1 of"),
        (r"\bfrühen morgen\b", "early morning"), (r"\bmorgengrauen\b", "dawn"),
        (r"\b(?:morgen|vormittag)\b", "morning"), (r"\bmittag\b", "midday"),
        (r"\bnachmittag\b", "afternoon"), (r"\babenddämmerung\b", "dusk"),
        (r"\babend\b", "evening"), (r"\bnacht\b", "night"),
        (r"\b(?:an einem tag |irgendwann )(?:vom|von|zwischen dem|zwischen) (.+) (?:bis|und)"
         r"(?: zum| dem)?\b", r"some time from \1 to"),
        (r"\bein tag in\b", "some day in"), (r"\bein monat in\b", "some time in"),
        (r"\bzwischen(?: dem)? (.+) und(?: dem)?\b", r"between \1 and"),
        (r"\b(?:vom|von) (.+) bis(?: zum)?\b", r"from \1 to"),
        (r"^(?:seit|ab)(?: dem)?\b", "since"), (r"^bis (?:ende|anfang|mitte)\b", r"until \g<0>"),
        (r"^until bis\b", "until"), (r"^bis(?: zum)?\b", "until"), (r"\bbis(?: zum)?\b", "to"),
        (r"\b(?:spätestens|bis spätestens)(?: am)?\b", "by"),
        (r"\bfrühestens(?: am)?\b", "not before"),
        (r"^vor(?: dem)?\b", "before"), (r"^nach(?: dem)?\b", "after"),
        (r"\b(?:etwa|ungefähr|um(?: den)?)\b", "about"), (r"\b(?:vielleicht|wohl)\b", "perhaps"),
        (r"\b(?:zu |am )?(?:anfang|beginn)(?: des)?\b", "early"), (r"\bmitte(?: des)?\b", "mid"),
        (r"\bende(?: des)?\b", "late"),
        (r"\b(frühling|frühjahr|sommer|herbst|winter) (\S+(?: to \d+)?) \((nord|süd)halbkugel\)",
         r"\3ern \1 \2"), (r"\bnordern\b", "northern"), (r"\bsüdern\b", "southern"),
        (r"\b(?:frühling|frühjahr)\b", "spring"), (r"\bsommer\b", "summer"),
        (r"\bherbst\b", "autumn"), (r"\b([1-4])\. quartal\b", r"q\1"),
        (r"\b([1-3])\. jahresdrittel\b", r"third #\1 of"), (r"\b([12])\. halbjahr\b", r"h\1"),
        (r"\b(\d{3}0)er(?: jahre)?\b", r"\1s"), (r"\b(\d{1,2})\. jahrhundert\b", r"\1th century"),
        (r"\boder\b", "or"), (r"\bund\b", "and"), (r"^(?:im|am)\b", "on"),
    ),
    "fr": (
        (r"\bl’(?=été|automne|hiver)", ""), (r"\b(?:dans la |la )?nuit du\b", "night of"),
        (r"(.+), (au petit matin|à l’aube|le matin|vers midi|l’après-midi|au crépuscule|le soir"
         r"|dans la nuit)$", r"\2 of \1"),
        (r"\bau petit matin\b", "early morning"), (r"à l’aube\b", "dawn"),
        (r"\bl’après-midi\b", "afternoon"), (r"\bau crépuscule\b", "dusk"),
        (r"\bvers midi\b", "midday"), (r"\b(?:le )?matin\b", "morning"),
        (r"\b(?:le |au )?soir(?:ée)?\b", "evening"), (r"\b(morning|evening|dawn) du\b", r"\1 of"),
        (r"\bun jour du (.+) au\b", r"some time from \1 to"), (r"\bun jour en\b", "some day in"),
        (r"\bun mois de\b", "some time in"), (r"\bentre(?: le)? (.+) et(?: le)?\b",
                                              r"between \1 and"),
        (r"^(?:du|de) (.+) (?:au|à)\b", r"from \1 to"), (r"^(\S.*) (?:au|à) ", r"\1 to "),
        (r"\b(?:depuis|à partir de|à partir)(?: du| le)?\b", "since"),
        (r"jusqu’(?:en|au|à)", "until"), (r"\bau plus tard (?:en|le)\b", "by"),
        (r"\bau plus tôt (?:en|le)\b", "not before"), (r"^avant(?: le)?\b", "before"),
        (r"^après(?: le)?\b", "after"), (r"\b(?:vers|environ)(?: le)?\b", "about"),
        (r"\bpeut-être(?: le)?\b", "perhaps"),
        (r"\b(?:au |le )?(?:début|commencement)(?: de| du| d’)?", "early"),
        (r"\b(?:à la |la )?mi-", "mid "), (r"\b(?:au )?milieu(?: de| du)?\b", "mid"),
        (r"\b(?:à la |la )?fin(?: de| du| d’)?", "late"),
        (r"\b(printemps|été|automne|hiver) (\S+(?: to \d+)?) \(hémisphère (nord|sud)\)",
         r"\3ern \1 \2"),
        (r"\bnordern\b", "northern"), (r"\bsudern\b", "southern"),
        (r"\bprintemps\b", "spring"), (r"\bété\b", "summer"), (r"\bautomne\b", "autumn"),
        (r"\bhiver\b", "winter"), (r"\b([1-4])(?:er|e) trimestre\b", r"q\1"),
        (r"\b([1-3])(?:er|e) quadrimestre\b", r"third #\1 of"),
        (r"\b([12])(?:er|e) semestre\b", r"h\1"), (r"\bannées (\d{3}0)\b", r"\1s"),
        (r"\b([ivx]+)e siècle\b", r"\1 century"), (r"\bou\b", "or"), (r"\bet\b", "and"),
        (r"\bau\b", "to"), (r"^en\b", "in"),
    ),
    "es": (
        (r"\b(?:en la )?noche del\b", "night of"),
        (r"(.+), (de madrugada|al amanecer|por la mañana|al mediodía|por la tarde|al anochecer"
         r"|a última hora)$", r"\2 of \1"),
        (r"\bde madrugada\b", "early morning"), (r"\bal amanecer\b", "dawn"),
        (r"\bpor la mañana\b", "morning"), (r"\bal mediodía\b", "midday"),
        (r"\bpor la tarde\b", "afternoon"), (r"\bal anochecer\b", "dusk"),
        (r"\ba última hora\b", "evening"), (r"\b(morning|dawn|dusk|evening) del\b", r"\1 of"),
        (r"\bun día del (.+) al\b", r"some time from \1 to"), (r"\bun día de\b", "some day in"),
        (r"\bun mes de\b", "some time in"), (r"\bentre(?: el)? (.+) y(?: el)?\b",
                                             r"between \1 and"),
        (r"\b(?:a más tardar)(?: en| el)?\b", "by"), (r"\bno antes del?\b", "not before"),
        (r"\bantes del?\b", "before"), (r"\bdespués del?\b", "after"),
        (r"\b(?:desde|a partir de)(?: el|l)?\b", "since"), (r"^hasta(?: el)?\b", "until"),
        (r"^del? (.+) (?:al?|hasta)(?: el)?\b", r"from \1 to"),
        (r"\b(?:hacia|alrededor del?)(?: el)?\b", "about"), (r"\bquizás?(?: el)?\b", "perhaps"),
        (r"\b(?:a )?(?:principios|comienzos|inicios)(?: de)?\b", "early"),
        (r"\b(?:a )?mediados(?: de)?\b", "mid"), (r"\b(?:a )?(?:finales|fines)(?: de)?\b", "late"),
        (r"\b(primavera|verano|otoño|invierno) de (\S+(?: to \d+)?) \(hemisferio (norte|sur)\)",
         r"\3ern \1 \2"), (r"\bnorteern\b", "northern"), (r"\bsurern\b", "southern"),
        (r"\b(?:(northern|southern) )?(primavera|verano|otoño|invierno) (?:de )?", r"\1 \2 "),
        (r"^ ", ""), (r" {2,}", " "), (r"\bprimavera\b", "spring"), (r"\bverano\b", "summer"),
        (r"\botoño\b", "autumn"), (r"\binvierno\b", "winter"),
        (r"\b([1-4])\.(?:er|º) trimestre de\b", r"q\1"),
        (r"\b([1-3])\.(?:er|º) cuatrimestre de\b", r"third #\1 of"),
        (r"\b([12])\.(?:er|º) semestre de\b", r"h\1"),
        (r"\b(?:década de|años) (\d{3}0)\b", r"\1s"), (r"\bsiglo ([ivx]+)\b", r"\1 century"),
        (r"\bo\b", "or"), (r"\by\b", "and"), (r"\bal?\b", "to"),
    ),
    "ru": (
        (r"(?:в )?ночь: ", "night of "), (r"\bв ночь со? (.+) на\b", r"night of \1 to"),
        (r"(.+?),? (рано утром|на рассвете|утром|в полдень|днём|в сумерках|вечером|ночью)$",
         r"\2 of \1"), (r",$", ""),
        (r"^(рано утром|на рассвете|утром|в полдень|днём|днем|в сумерках|вечером|ночью) (?!of)",
         r"\1 of "),
        (r"\bрано утром\b", "early morning"), (r"\bна рассвете\b", "dawn"), (r"\bутром\b",
                                                                          "morning"),
        (r"\bв полдень\b", "midday"), (r"\bдн[её]м\b", "afternoon"), (r"\bв сумерках\b", "dusk"),
        (r"\bвечером\b", "evening"), (r"\bночью\b", "night"), (r",$", ""),
        (r"\b(?:какой-то день|когда-то): (.+) - ", r"some time from \1 to "),
        (r"\b(?:какой-то день|какой-то месяц): ", "some time in "),
        (r"\bмежду (.+) и\b", r"between \1 and"), (r"\bсо? (.+) (?:по|до)\b", r"from \1 to"),
        (r"^не позднее:?", "by"), (r"^не раньше:?", "not before"), (r"\bне позднее:?", "by"),
        (r"\bне раньше:?", "not before"),
        (r"\b(?:раньше|до|перед) (.+) включительно", r"until \1"), (r"^(?:по|до)\b", "until"),
        (r"^(?:перед|раньше)\b", "before"), (r"^после\b", "after"), (r"^к\b", "by"),
        (r"^со?\b", "since"), (r"^(.+) - …$", r"since \1"),
        (r"^… - ", "until "),
        (r"\bвозможно,?", "perhaps"), (r"\b(?:прибл\.|приблизительно|примерно|около)", "about"),
        (r"\b(?:в )?начал[оеа]\b", "early"), (r"\b(?:в )?середин[ауые]\b", "mid"),
        (r"\b(?:в )?кон(?:ец|це|ца)\b", "late"),
        (r"\b(весна|лето|осень|зима) (\S+(?: to \d+)?) \((север|юж)\S+ полушарие\)", r"\3 \1 \2"),
        (r"\bсевер\b", "northern"), (r"\bюж\b", "southern"),
        (r"\bвесн[аоы]й?\b", "spring"), (r"\bлет(?:о|ом|а)\b", "summer"),
        (r"\bосень?ю?\b", "autumn"), (r"\bзим(?:а|ой|ы)\b", "winter"),
        (r"\b(iv|i{1,3}) квартал\b", r"quarter \1"), (r"\bпервая треть\b", "first third of"),
        (r"\bвторая треть\b", "second third of"), (r"\bпоследняя треть\b", "third third of"),
        (r"\b(ii?) полугодие\b", r"half \1"), (r"\b(\d{3}0)-е(?: годы)?\b", r"\1s"),
        (r"\b([ivx]+) век\b", r"\1 century"), (r"\bили\b", "or"), (r"\bи\b", "and"),
        (r" года?\b", ""), (r"^в\b", "in"),
    ),
    "uk": (
        (r"(?:у )?ніч: ", "night of "),
        (r"(.+), (рано-вранці|на світанку|вранці|опівдні|пополудні|у сутінках|ввечері|вночі)$",
         r"\2 of \1"),
        (r"^(рано-вранці|на світанку|вранці|опівдні|пополудні|увечері|ввечері|вночі) (?!of)",
         r"\1 of "),
        (r"\bрано-вранці\b", "early morning"), (r"\bна світанку\b", "dawn"),
        (r"\bвранці\b", "morning"), (r"\bопівдні\b", "midday"), (r"\bпополудні\b", "afternoon"),
        (r"\bу сутінках\b", "dusk"), (r"\b[ув]вечері\b", "evening"), (r"\bвночі\b", "night"),
        (r"\b(?:якийсь день|колись): (.+) - ", r"some time from \1 to "),
        (r"\b(?:якийсь день|якийсь місяць): ", "some time in "),
        (r"\bміж (.+) (?:і|та)\b", r"between \1 and"), (r"\b(?:з|від) (.+) (?:до|по)\b",
                                                       r"from \1 to"),
        (r"\bне пізніше:?", "by"), (r"\bне раніше:?", "not before"),
        (r"\bдо (.+) включно", r"until \1"), (r"^до\b", "until"), (r"^перед\b", "before"),
        (r"^після\b", "after"), (r"^(?:з|від)\b", "since"), (r"^(.+) - …$", r"since \1"),
        (r"^… - ", "until "),
        (r"\bможливо,?", "perhaps"), (r"\b(?:прибл\.|приблизно|близько)", "about"),
        (r"\b(?:на )?початку?\b", "early"), (r"\b(?:у |в )?середин[аіи]\b", "mid"),
        (r"\b(?:наприкінці|кінець|у кінці|в кінці)\b", "late"),
        (r"\b(весна|літо|осінь|зима) (\S+(?: to \d+)?) \((північна|південна) півкуля\)",
         r"\3 \1 \2"),
        (r"\bпівнічна\b", "northern"), (r"\bпівденна\b", "southern"),
        (r"\b(?:весна|навесні)\b", "spring"), (r"\b(?:літо|влітку)\b", "summer"),
        (r"\b(?:осінь|восени)\b", "autumn"), (r"\b(?:зима|взимку)\b", "winter"),
        (r"\b(iv|i{1,3}) квартал\b", r"quarter \1"), (r"\bперша третина\b", "first third of"),
        (r"\bдруга третина\b", "second third of"), (r"\bостання третина\b", "third third of"),
        (r"\b(ii?) півріччя\b", r"half \1"), (r"\b(\d{3}0)-ті(?: роки)?\b", r"\1s"),
        (r"\b([ivx]+) століття\b", r"\1 century"), (r"\bабо\b", "or"), (r"\b(?:і|та)\b", "and"),
        (r" року?\b", ""), (r"^[ув]\b", "in"),
    ),
}  # fmt: skip
ROMAN = {"iv": 4, "ix": 9, "i": 1, "v": 5, "x": 10}
NUMERAL = re.compile(r"\b([ivx]+) century\b|\b(quarter|half) (iv|i{1,3})\b|\bthird #([1-3])")
THIRDS = ("first", "second", "third")


def in_english(words: str) -> Iterator[str]:
    """Readings of folded words in English, one for each language that has words in them."""
    if words.isascii() and words.replace(" ", "").isdigit():
        return
    words = words.replace("'", "’")
    from tracker.model.date_chinese import chinese_in_english, is_chinese

    if is_chinese(words):
        yield chinese_in_english(words)
        return
    said = set()
    for language in PHRASES:
        text = words
        for form, into in _compiled(language):
            text = form.sub(into, text)
        if text != words:
            said.add(NUMERAL.sub(_numbered, " ".join(text.split())))
    yield from sorted(said)


def _numbered(match: re.Match[str]) -> str:
    if match[4]:
        return f"{THIRDS[int(match[4]) - 1]} third"
    number = sum(ROMAN[each] for each in re.findall("iv|ix|i|v|x", match[1] or match[3]))
    if match[2]:
        return f"{'q' if match[2] == 'quarter' else 'h'}{number}"
    return f"{number}th century"


@cache
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form), into) for form, into in PHRASES[language])
