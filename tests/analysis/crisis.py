"""Links of the sample crisis as they once were, of which numbers were worked out elsewhere.

The sample changes with what is found out about the crisis; these stay.
"""

from tests.analysis.drawn import event
from tracker.model.chronicle import Chronicle
from tracker.model.likelihood import parse_likelihood
from tracker.model.link import Link
from tracker.model.source import Citation, Source

EVENTS = [
    "2015-09-30-russian-air-campaign",
    "2016-06-14-dnc-intrusion-disclosed",
    "2016-07-22-dnc-mail-published",
    "2016-09-09-ceasefire-announced",
    "2016-09-17-deir-ez-zor-strike",
    "2016-09-19-ceasefire-declared-over",
    "2016-09-19-aid-convoy-struck",
    "2016-09-22-aleppo-offensive",
    "2016-09-28-kerry-threatens-suspension",
    "2016-10-nuclear-use-talk",
    "2016-10-03-talks-suspended",
    "2016-10-03-pmda-suspended",
    "2016-10-04-s300-tartus",
    "2016-10-06-warning-against-strikes",
    "2016-10-07-war-crimes-call",
    "2016-10-07-hacking-accusation",
    "2016-10-08-aleppo-veto",
    "2016-10-08-iskander-kaliningrad",
    "2016-10-11-paris-visit-cancelled",
    "2016-10-11-proportional-response",
    "2016-10-14-nsc-syria-options",
    "2016-10-15-lausanne-talks",
    "2016-10-18-aleppo-pause",
    "2016-12-29-diplomats-expelled",
    "2016-12-29-hacking-sanctions",
    "2016-12-30-no-counter-expulsions",
]

DAY = {name: name[:10] if name[8:10].isdigit() else name[:7] for name in EVENTS}

LINKS = """
2016-06-14-dnc-intrusion-disclosed | 2016-07-22-dnc-mail-published | USA | enables | very likely | odni-2017-01-06
2015-09-30-russian-air-campaign | 2016-09-09-ceasefire-announced | analyst | enables | very likely | state-2016-09-09
2016-09-09-ceasefire-announced | 2016-09-19-ceasefire-declared-over | analyst | leads-to | very likely | syria-times-2016-09-12
2016-09-17-deir-ez-zor-strike | 2016-09-19-ceasefire-declared-over | RUS | undermines | very likely | russian-mfa-2016-09-17
2016-09-17-deir-ez-zor-strike | 2016-09-19-ceasefire-declared-over | analyst | undermines | roughly even chance | syrian-army-2016-09-19
2015-09-30-russian-air-campaign | 2016-09-22-aleppo-offensive | editorial-2016-10-15 | enables | likely | editorial-2016-10-15
2016-09-19-ceasefire-declared-over | 2016-09-22-aleppo-offensive | analyst | enables | almost certain | reuters-2016-09-22
2016-09-22-aleppo-offensive | 2016-09-28-kerry-threatens-suspension | USA | provokes | almost certain | state-2016-09-28
2016-09-19-aid-convoy-struck | 2016-10-03-talks-suspended | USA | provokes | likely | state-2016-10-03
2016-09-22-aleppo-offensive | 2016-10-03-talks-suspended | USA | provokes | almost certain | state-2016-10-03 white-house-2016-10-12
2016-09-28-kerry-threatens-suspension | 2016-10-03-talks-suspended | USA | leads-to | very likely | state-2016-09-28 state-2016-10-03
2016-09-28-kerry-threatens-suspension | 2016-10-03-pmda-suspended | RUS | provokes | likely | russian-mfa-2016-10-03 russian-decree-2016-10-03
2016-10-03-talks-suspended | 2016-10-03-pmda-suspended | analyst | retaliates | unlikely | russian-decree-2016-10-03 new-york-times-2016-10-03
2016-10-03-talks-suspended | 2016-10-03-pmda-suspended | new-york-times-2016-10-03 | retaliates | likely | new-york-times-2016-10-03
2016-09-17-deir-ez-zor-strike | 2016-10-04-s300-tartus | RUS | responds | very likely | russian-mod-2016-10-06 dozhd-2016-10-07
2016-10-04-s300-tartus | 2016-10-06-warning-against-strikes | RUS | enables | almost certain | russian-mod-2016-10-06
2016-09-22-aleppo-offensive | 2016-10-07-war-crimes-call | USA | provokes | almost certain | state-2016-10-07
2016-06-14-dnc-intrusion-disclosed | 2016-10-07-hacking-accusation | USA | responds | almost certain | dhs-odni-2016-10-07
2016-07-22-dnc-mail-published | 2016-10-07-hacking-accusation | USA | provokes | very likely | dhs-odni-2016-10-07
2016-10-03-talks-suspended | 2016-10-07-hacking-accusation | analyst | enables | unlikely | editorial-2016-10-15
2016-09-22-aleppo-offensive | 2016-10-08-aleppo-veto | analyst | leads-to | almost certain | unsc-2016-10-08
2016-10-03-talks-suspended | 2016-10-08-iskander-kaliningrad | editorial-2016-10-15 | provokes | likely | editorial-2016-10-15
2016-10-03-talks-suspended | 2016-10-nuclear-use-talk | analyst | provokes | likely | independent-2016-10-12
2016-10-08-aleppo-veto | 2016-10-11-paris-visit-cancelled | analyst | leads-to | likely | reuters-2016-10-11-paris
2016-06-14-dnc-intrusion-disclosed | 2016-10-11-proportional-response | USA | provokes | very likely | reuters-2016-10-11-hacking
2016-10-07-hacking-accusation | 2016-10-11-proportional-response | USA | enables | very likely | reuters-2016-10-11-hacking
2016-09-22-aleppo-offensive | 2016-10-14-nsc-syria-options | editorial-2016-10-15 | pressures | very likely | editorial-2016-10-15
2016-10-03-talks-suspended | 2016-10-14-nsc-syria-options | analyst | enables | likely | reuters-2016-10-13
2016-10-06-warning-against-strikes | 2016-10-14-nsc-syria-options | analyst | leads-to | likely | reuters-2016-10-13
2016-10-03-talks-suspended | 2016-10-15-lausanne-talks | analyst | leads-to | very likely | white-house-2016-10-12
2016-10-15-lausanne-talks | 2016-10-18-aleppo-pause | analyst | de-escalates | roughly even chance | reuters-2016-10-15 rferl-2016-10-18
2016-06-14-dnc-intrusion-disclosed | 2016-12-29-diplomats-expelled | USA | retaliates | likely | white-house-2016-12-29 state-2016-12-29
2016-10-11-proportional-response | 2016-12-29-diplomats-expelled | USA | leads-to | very likely | white-house-2016-12-29
2016-10-11-proportional-response | 2016-12-29-hacking-sanctions | USA | leads-to | almost certain | white-house-2016-12-29 executive-order-13757
2016-12-29-diplomats-expelled | 2016-12-30-no-counter-expulsions | RUS | responds | almost certain | kremlin-2016-12-30
"""


def crisis() -> Chronicle:
    """The events and links, every likelihood in words."""
    numbers = {name: number for number, name in enumerate(EVENTS, start=1)}
    links = []
    cited: set[str] = set()
    for line in LINKS.strip().splitlines():
        cause, effect, claimed_by, relation, words, sources = line.split(" | ")
        cited.update(sources.split())
        links.append(
            Link(
                numbers[cause], numbers[effect], relation, parse_likelihood(words), claimed_by,
                citations=tuple(Citation(source) for source in sources.split()), in_words=True,
            )
        )  # fmt: skip
    return Chronicle(
        events={number: event(number, DAY[name]) for name, number in numbers.items()},
        links=tuple(links),
        sources={code: Source(code, code) for code in cited},
    )


def number_of(name: str) -> int:
    """The number of an event by a part of its name."""
    (found,) = (number for number, each in enumerate(EVENTS, start=1) if name in each)
    return found
