import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.drafting.conftest import Draft
from tracker.model.dates import EventDate
from tracker.model.drafting import Drafted
from tracker.store.seed.cues import shipped_cues

SAID = {
    "Russia suspended the treaty.": ("RUS", "", "pact-withdrawal", "occurred"),
    "The treaty was suspended by Russia.": ("RUS", "", "pact-withdrawal", "occurred"),
    "The treaty was torn up by the US last week.": ("USA", "", "pact-withdrawal", "occurred"),
    "Moscow pulled out of the accord.": ("RUS", "", "pact-withdrawal", "occurred"),
    "Iran expelled three French diplomats.": ("IRN", "FRA", "expulsion", "occurred"),
    "Washington has publicly accused the Kremlin of hacking.": ("USA", "RUS", "accusation", "occurred"),
    "Russian warplanes bombed Idlib.": ("RUS", "", "air-strike", "occurred"),
    "Russian airstrikes on Turkey continued.": ("RUS", "TUR", "air-strike", "occurred"),
    "Officials in Tehran condemned Israel.": ("IRN", "ISR", "disapproval", "occurred"),
    "The president of France recalled the ambassador.": ("FRA", "", "relations-break", "occurred"),
    "The Kremlin's spokesman condemned Turkey.": ("RUS", "TUR", "disapproval", "occurred"),
    "President Vladimir Putin condemned Turkey.": ("RUS", "TUR", "disapproval", "occurred"),
    "British Prime Minister Theresa May met German Chancellor Angela Merkel.": ("GBR DEU", "", "talks", "occurred"),
    "Talks between India and Pakistan collapsed.": ("IND PAK", "", "talks-suspension", "occurred"),
    "Egypt called off the talks.": ("EGY", "", "talks-suspension", "occurred"),
    "Egypt called the talks off.": ("EGY", "", "talks-suspension", "occurred"),
    "Israel threatened to bomb Iran.": ("ISR", "IRN", "threat-of-force", "occurred"),
    "Israel threatened to expel a Turkish envoy.": ("ISR", "TUR", "expulsion", "threatened"),
    "China plans to hold naval exercises.": ("CHN", "", "show-of-force", "planned"),
    "China will impose sanctions on Japan.": ("CHN", "JPN", "sanctions", "planned"),
    "China is imposing sanctions on Japan.": ("CHN", "JPN", "sanctions", "ongoing"),
    "The USA has never bombed Iran.": ("USA", "IRN", "air-strike", "did-not-occur"),
    "Iran did not expel the diplomats.": ("IRN", "", "expulsion", "did-not-occur"),
    "Russia denied bombing Turkey.": ("RUS", "TUR", "air-strike", "denied"),
}  # fmt: skip
NOT_SAID = (
    "The US should bomb Iran.",
    "If Russia suspends the treaty, talks will be hard.",
    "Did Russia suspend the treaty?",
    "The suspended treaty was long.",
    "Tell us about the weather in Turkey.",
    "Russian gas is cheap.",
    "",
)


def _one(drafts: list[Drafted], type_code: str) -> Drafted:
    return next(each for each in drafts if each.type == type_code)


@pytest.mark.parametrize("text", SAID)
def test_who_did_what_to_whom_and_how_it_stands_are_read_by_grammar(
    drafted: Draft, text: str
) -> None:
    """Who did what to whom and how it stands are read by grammar."""
    by, to, type_code, status = SAID[text]
    draft = _one(drafted(text), type_code)
    assert (" ".join(draft.by), " ".join(draft.to), draft.status) == (by, to, status)


@pytest.mark.parametrize("text", NOT_SAID)
def test_wishes_conditions_questions_and_adjectives_are_no_events(
    drafted: Draft, text: str
) -> None:
    """Wishes conditions questions and adjectives are no events."""
    assert drafted(text) == []


def test_a_name_before_another_noun_does_not_act(drafted: Draft) -> None:
    """A name before another noun does not act."""
    [draft] = drafted("Russian rebels expelled the diplomats.")
    assert draft.by == ()


def test_a_name_within_a_longer_one_is_nobody(drafted: Draft) -> None:
    """A name within a longer one is nobody."""
    [draft] = drafted("Obama convened the National Security Council.")
    assert draft.to == ()


def test_us_is_no_state_in_small_letters(drafted: Draft) -> None:
    """Us is no state in small letters."""
    assert all(
        "USA" not in each.by + each.to
        for each in drafted("France told us to leave; Iran expelled us.")
    )


def test_a_pronoun_stands_for_who_acted_in_the_sentence_before(drafted: Draft) -> None:
    """A pronoun stands for who acted in the sentence before."""
    drafts = drafted("Turkey, which backs the rebels, closed the border. It shelled Kobani.")
    assert _one(drafts, "bombardment").by == ("TUR",)
    assert _one(drafts, "bombardment").rules["by"] == "“it”, carried over from sentence 1"


def test_it_reaches_no_further_than_the_sentence_before(drafted: Draft) -> None:
    """It reaches no further than the sentence before."""
    drafts = drafted("Turkey closed the border. The weather was bad. It shelled Kobani.")
    assert _one(drafts, "bombardment").by == ()


def test_verbs_that_are_joined_have_one_subject(drafted: Draft) -> None:
    """Verbs that are joined have one subject."""
    drafts = drafted("Turkey recalled its ambassador and expelled two Israeli diplomats.")
    assert {(each.type, each.by) for each in drafts} == {
        ("relations-break", ("TUR",)),
        ("expulsion", ("TUR",)),
    }


def test_a_day_is_counted_from_the_day_of_publication(drafted: Draft) -> None:
    """A day is counted from the day of publication."""
    [draft] = drafted("Russia suspended the treaty on Monday.")
    assert (draft.date, draft.rules["date"]) == ("2016-10-10", "said: “Monday”")


def test_a_day_is_carried_forward_within_a_paragraph(drafted: Draft) -> None:
    """A day is carried forward within a paragraph."""
    drafts = drafted("Russia suspended the treaty on 3 October. The US recalled its ambassador.")
    assert drafts[1].date == "2016-10-03"
    assert drafts[1].rules["date"] == "carried forward from sentence 1: “3 October”"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 26 May 1999 India bombed Iran. The next day Iran bombed India.", "26 27"),
        ("On 26 May 1999 India bombed Iran, and Iran bombed India the following day.", "26 27"),
        ("On 26 May 1999 India bombed Iran. Iran bombed India that night.", "26 26"),
        ("On 13 May 1999 India bombed Iran. Two weeks later Iran bombed India.", "13 27"),
        ("On 13 May 1999 India bombed Iran. The next day Iran bombed India. A day later India "
         "bombed Syria.", "13 14 15"),
    ],
)  # fmt: skip
def test_the_next_day_is_counted_from_the_day_before_it(
    drafted: Draft, text: str, days: str
) -> None:
    """The next day is counted from the last day that the text says, and not the same."""
    drafts = drafted(text)
    assert [each.date for each in drafts] == [f"1999-05-{day}" for day in days.split()]


def test_a_day_without_a_year_is_of_the_year_with_which_a_sentence_began(drafted: Draft) -> None:
    """Within the paragraph; a year that is said by the way dates nothing else."""
    text = "In late December 1998 India bombed Iran. On 3 January Iran bombed India."
    assert [each.date for each in drafted(text)] == ["1998-12~", "1999-01-03"]
    assert _one(drafted(text), "air-strike").date == "1998-12~"
    apart = text.replace(". On", ".\n\nOn")
    assert drafted(apart)[1].date == "2016-01-03"
    by_the_way = "Iran bombed India on 3 March 1998. On 3 January India bombed Iran."
    assert [each.date for each in drafted(by_the_way)] == ["1998-03-03", "2016-01-03"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Monday Russia agreed to suspend the treaty.", "2016-10-10"),
        ("Russia said on Monday that it would suspend the treaty.", "2016-10-10"),
        ("Russia said on Friday that it would suspend the treaty on Monday.", "2016-10-17"),
        ("Russia will suspend the treaty on Monday.", "2016-10-17"),
        ("On Monday Russia will suspend the treaty.", "2016-10-17"),
    ],
)
def test_a_plan_is_of_the_day_it_is_for_or_else_of_that_it_was_made(
    drafted: Draft, text: str, day: str
) -> None:
    """The day of a promise is behind, that of what is promised is ahead."""
    assert _one(drafted(text), "pact-withdrawal").date == day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("India had not planned to bomb Iran.", None),
        ("India is not considering bombing Iran.", None),
        ("India had no intention of bombing Iran.", None),
        ("India stopped short of bombing Iran.", None),
        ("India did not manage to bomb Iran.", ("IND", "IRN", "did-not-occur")),
        ("India did not fail to bomb Iran.", ("IND", "IRN", "occurred")),
        ("India announced plans of bombing Iran.", ("IND", "IRN", "planned")),
        ("India is accused of bombing Iran.", ("IND", "IRN", "occurred")),
        ("India was accused by Turkey of bombing Iran.", ("IND", "IRN", "occurred")),
    ],
)
def test_what_governs_an_act_may_be_denied_or_be_a_noun(
    drafted: Draft, text: str, found: tuple[str, str, str] | None
) -> None:
    """What nobody planned is no plan, and an act that somebody is accused of is theirs."""
    strikes = [each for each in drafted(text) if each.type in {"air-strike", "de-escalation"}]
    assert [(" ".join(each.by), " ".join(each.to), each.status) for each in strikes] == (
        [] if found is None else [found]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hamas fired rockets at Israel.", {"bombardment": "occurred"}),
        ("North Korea fired a missile into the sea.", {"missile-test": "occurred"}),
        ("Had Pakistan not withdrawn its troops, there would be war.", {}),
        ("Pakistan had not withdrawn its troops.", {"troop-withdrawal": "did-not-occur"}),
        ("India nearly bombed Iran.", {"air-strike": "did-not-occur"}),
        ("India almost immediately bombed Iran.", {"air-strike": "occurred"}),
        ("Iran denied that it had bombed India and accused Turkey of hacking.",
         {"air-strike": "denied", "accusation": "occurred"}),
    ],
)  # fmt: skip
def test_what_is_aimed_nearly_done_or_only_supposed_is_drafted_as_such(
    drafted: Draft, text: str, found: dict[str, str]
) -> None:
    """A rocket at somebody is no test, a condition no event, and who denies may accuse as well."""
    drafts = {each.type: each.status for each in drafted(text)}
    assert {kind: drafts[kind] for kind in drafts if kind != "cyberattack"} == found


def test_an_accusation_leaves_open_whether_it_happened(drafted: Draft) -> None:
    """Where nobody is named who accuses, too."""
    strike = _one(drafted("India is accused of bombing Iran."), "air-strike")
    assert strike.rules["hedge"] == "“accused”: the text leaves open whether it happened"
    assert "hedge" not in _one(drafted("India is accused of bombing Iran."), "accusation").rules
    strike = _one(drafted("India was accused by Turkey of bombing Iran."), "air-strike")
    assert [each.claimed_by for each in strike.claims] == ["TUR"]


def test_without_a_day_it_is_about_that_of_publication_and_says_so(drafted: Draft) -> None:
    """Without a day it is about that of publication and says so."""
    [draft] = drafted("Russia suspended the treaty.")
    assert (draft.date, "none" in draft.rules["date"]) == ("2016-10-15~", True)


def test_without_any_day_the_date_is_left_empty(drafted: Draft) -> None:
    """Without any day the date is left empty."""
    [draft] = drafted("Russia suspended the treaty on Monday.", published="")
    assert (draft.date, "date" in draft.rules) == ("", False)


def test_the_end_of_a_span_is_no_date(drafted: Draft) -> None:
    """The end of a span is no date."""
    [draft] = drafted("Russia suspended the treaty that had held since 1991.")
    assert draft.date == "2016-10-15~"


def test_reported_speech_is_the_claim_of_who_says_so(drafted: Draft) -> None:
    """Reported speech is the claim of who says so."""
    for text in (
        "Ukraine said that Russia bombed Kiev.",
        "Russia bombed Kiev, Ukraine said.",
        "According to Ukrainian officials, Russia bombed Kiev.",
    ):
        [draft] = drafted(text)
        assert [(each.claimed_by, each.denied) for each in draft.claims] == [("UKR", False)], text


def test_a_denial_is_a_claim_that_denies(drafted: Draft) -> None:
    """A denial is a claim that denies."""
    [draft] = drafted("Russia denied that it had bombed Turkey.")
    assert [(each.claimed_by, each.denied) for each in draft.claims] == [("RUS", True)]
    assert draft.status == "denied"


def test_what_somebody_is_accused_of_is_the_claim_of_the_accuser(drafted: Draft) -> None:
    """What somebody is accused of is the claim of the accuser."""
    draft = _one(drafted("Russia accused Washington of breaking the ceasefire."), "ceasefire-end")
    assert (draft.by, [each.claimed_by for each in draft.claims]) == (("USA",), ["RUS"])


def test_nobody_is_made_a_claimant_whom_the_register_does_not_know(drafted: Draft) -> None:
    """Nobody is made a claimant whom the register does not know."""
    [draft] = drafted("Russia bombed Kiev, a monitoring group said.")
    assert draft.claims == ()


@pytest.mark.parametrize(
    ("text", "likelihood"),
    [
        ("France will probably recall its ambassador.", "likely"),
        ("France will almost certainly recall its ambassador.", "almost certain"),
        ("France may have recalled its ambassador.", "roughly even chance"),
        ("France recalled its ambassador.", ""),
    ],
)
def test_hedges_are_words_of_likelihood(drafted: Draft, text: str, likelihood: str) -> None:
    """Hedges are words of likelihood."""
    assert _one(drafted(text), "relations-break").likelihood == likelihood


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "France recalled its ambassador in response to Iran's expulsion of French envoys.",
            "responds",
        ),
        ("France recalled its ambassador after Iran expelled two diplomats.", "leads-to"),
        ("After Iran expelled two diplomats, France recalled its ambassador.", "leads-to"),
        ("France recalled its ambassador because Iran expelled two diplomats.", "leads-to"),
        ("Iran expelled two diplomats. In response, France recalled its ambassador.", "responds"),
    ],
)
def test_what_the_text_joins_is_a_cause(drafted: Draft, text: str, relation: str) -> None:
    """What the text joins is a cause."""
    drafts = drafted(text)
    effect, cause = _one(drafts, "relations-break"), _one(drafts, "expulsion")
    assert [(each.key, each.relation) for each in effect.because] == [(cause.key, relation)]


def test_after_alone_is_an_even_chance(drafted: Draft) -> None:
    """After alone is an even chance."""
    drafts = drafted("France recalled its ambassador after Iran expelled two diplomats.")
    assert drafts[0].because[0].likelihood == "roughly even chance"


def test_each_quotation_stands_in_the_text_word_for_word_at_its_offsets(drafted: Draft) -> None:
    """Each quotation stands in the text word for word at its offsets."""
    text = "Iran expelled\ntwo French diplomats.\n\nRussia suspended the treaty (see above)."
    for draft in drafted(text):
        assert " ".join(text[draft.start : draft.end].split()) == draft.quotation
    assert [each.locator for each in drafted(text)] == ["paragraph 1", "paragraph 2"]


def test_a_text_is_drafted_the_same_whenever_it_is_read(drafted: Draft) -> None:
    """A text is drafted the same whenever it is read."""
    text = "Iran expelled two diplomats. Iran expelled two diplomats."
    keys = [each.key for each in drafted(text)]
    assert keys == [each.key for each in drafted(text)]
    assert len(set(keys)) == 2


WORDS = sorted(
    {word for cue in shipped_cues() for word in re.findall(r"[a-z]+", cue.cue)}
    | {"Russia", "the", "US", "Iran", "'s", ",", ".", "“", "has", "not", "to", "Monday", "it", "(", "\n\n", "said"}
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["", "2016-10-15"]))
def test_whatever_words_stand_in_a_text_each_draft_is_whole(
    drafted: Draft, words: list[str], published: str
) -> None:
    """Whatever words stand in a text each draft is whole."""
    text = " ".join(words)
    for draft in drafted(text, published):
        assert draft.quotation == " ".join(text[draft.start : draft.end].split())
        assert draft.type in {each.type for each in shipped_cues()}
        assert not set(draft.by) & set(draft.to)
        assert not draft.date or EventDate.parse(draft.date).text
        assert Drafted.of_plain(draft.plain()) == draft


def test_every_type_of_the_codebook_has_cues() -> None:
    """Every type of the codebook has cues."""
    book = (ROOT / "tracker" / "store" / "seed" / "codebook.toml").read_text(encoding="utf-8")
    assert set(re.findall(r"^\[types\.([a-z-]+)\]", book, re.M)) == {
        each.type for each in shipped_cues()
    }
