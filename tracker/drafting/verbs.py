"""Forms of English verbs and nouns, made from the word that a dictionary has.

>>> verb_forms("ban")["banned"], verb_forms("withdraw")["withdrew"]
(('ed', 'en'), ('ed',))
"""

from functools import cache

from tracker.model.names import words_in

# past tense and participle, where they are not made by -ed
IRREGULAR = {
    "be": ("was", "been"), "become": ("became", "become"), "begin": ("began", "begun"),
    "blow": ("blew", "blown"), "break": ("broke", "broken"), "bring": ("brought", "brought"),
    "build": ("built", "built"), "burn": ("burned", "burnt"), "buy": ("bought", "bought"),
    "catch": ("caught", "caught"), "choose": ("chose", "chosen"), "come": ("came", "come"),
    "cut": ("cut", "cut"), "deal": ("dealt", "dealt"), "do": ("did", "done"),
    "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"), "fight": ("fought", "fought"), "find": ("found", "found"),
    "flee": ("fled", "fled"), "fly": ("flew", "flown"), "forbid": ("forbade", "forbidden"),
    "forgo": ("forwent", "forgone"), "freeze": ("froze", "frozen"), "get": ("got", "got"),
    "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"),
    "have": ("had", "had"), "hide": ("hid", "hidden"), "hit": ("hit", "hit"),
    "hold": ("held", "held"), "hurt": ("hurt", "hurt"), "keep": ("kept", "kept"),
    "know": ("knew", "known"), "lay": ("laid", "laid"), "lead": ("led", "led"),
    "leave": ("left", "left"), "lend": ("lent", "lent"), "let": ("let", "let"),
    "lose": ("lost", "lost"), "make": ("made", "made"), "meet": ("met", "met"),
    "overthrow": ("overthrew", "overthrown"), "pay": ("paid", "paid"), "put": ("put", "put"),
    "quit": ("quit", "quit"), "read": ("read", "read"), "rise": ("rose", "risen"),
    "run": ("ran", "run"), "say": ("said", "said"), "see": ("saw", "seen"),
    "seek": ("sought", "sought"), "sell": ("sold", "sold"), "send": ("sent", "sent"),
    "set": ("set", "set"), "shoot": ("shot", "shot"), "shut": ("shut", "shut"),
    "sink": ("sank", "sunk"), "sit": ("sat", "sat"), "speak": ("spoke", "spoken"),
    "spread": ("spread", "spread"), "stand": ("stood", "stood"), "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"), "take": ("took", "taken"), "tear": ("tore", "torn"),
    "tell": ("told", "told"), "think": ("thought", "thought"), "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"), "uphold": ("upheld", "upheld"),
    "win": ("won", "won"), "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld", "withheld"),
    "write": ("wrote", "written"),
}  # fmt: skip
DOUBLING = frozenset(
    words_in("admit commit compel control defer expel permit rebel refer repel submit")
)
ES = ("s", "x", "z", "ch", "sh", "o")
VOWELS = "aeiou"


@cache
def verb_forms(verb: str) -> dict[str, tuple[str, ...]]:
    """The forms of a verb, each with what it may be: base, s, ed, en or ing.

    Of a verb in -el or -al both spellings are forms: canceled and cancelled.
    """
    forms: dict[str, list[str]] = {verb: ["base"]}

    def add(form: str, kind: str) -> None:
        forms.setdefault(form, []).append(kind)

    consonant_y = verb.endswith("y") and verb[-2:-1] not in VOWELS
    hisses = verb.endswith(ES)
    add(f"{verb[:-1]}ies" if consonant_y else f"{verb}es" if hisses else f"{verb}s", "s")
    stems = _stems(verb)
    for stem in stems:
        add(f"{stem}ing", "ing")
    if verb in IRREGULAR:
        past, participle = IRREGULAR[verb]
        add(past, "ed")
        add(participle, "en")
    else:
        for stem in stems:
            past = f"{verb}d" if verb.endswith("e") else f"{stem}ed"
            past = f"{verb[:-1]}ied" if consonant_y else past
            add(past, "ed")
            add(past, "en")
    return {form: tuple(dict.fromkeys(kinds)) for form, kinds in forms.items()}


def _stems(verb: str) -> tuple[str, ...]:
    """What -ing and -ed are put behind."""
    if verb.endswith("ie"):
        return (f"{verb[:-2]}y",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (verb[:-1],)
    if verb in DOUBLING:
        return (verb + verb[-1],)
    if len(verb) > 3 and verb.endswith(("el", "al")) and verb[-3] not in VOWELS:
        return (verb, f"{verb}l")
    syllables = sum(
        letter in VOWELS and (place == 0 or verb[place - 1] not in VOWELS)
        for place, letter in enumerate(verb)
    )
    closed = len(verb) > 2 and verb[-1] not in f"{VOWELS}wxy" and verb[-2] in VOWELS
    if syllables == 1 and closed and verb[-3] not in VOWELS:
        return (verb + verb[-1],)
    if verb.startswith("qu") and verb.endswith("it"):
        return (f"{verb}t",)
    return (verb,)


@cache
def singular(word: str) -> str:
    """A noun without the ending of its plural, as nouns of cues are compared.

    >>> singular("treaties"), singular("missiles"), singular("crises"), singular("forces")
    ('treaty', 'missile', 'crisis', 'force')
    """
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word == "crises":
        return "crisis"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
