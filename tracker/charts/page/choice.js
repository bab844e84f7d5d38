"use strict";
// What is chosen: which events and links the filters of the page let through.

const DATA = JSON.parse(document.getElementById("data").textContent);
const EVENTS = new Map(DATA.events.map((event) => [event.id, event]));

// How many links each event is an end of, as far as the page has them.
DATA.degree = new Map();
for (const name of new Set((DATA.links || []).map((link) => `${link.cause}-${link.effect}`)))
  for (const id of name.split("-").map(Number)) DATA.degree.set(id, (DATA.degree.get(id) || 0) + 1);

/** A text as searches compare it, in the browser of whatever country: see `plain` of tracker. */
function plain(text) {
  return text
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/\u00df/g, "ss")
    .replace(/\u0131/g, "i")
    .replace(/\u03c2/g, "\u03c3")
    .replace(/\u2019/g, "'")
    .normalize("NFC");
}

/** The filters as they stand in the form; an empty one is no condition. */
function asked() {
  const value = (id) => document.getElementById(id).value;
  return {
    words: plain(value("words")).split(/\s+/).filter(Boolean),
    actor: value("actor"),
    type: value("type"),
    account: value("account"),
    letter: value("letter"),
    digit: value("digit"),
    known: value("known"),
    since: value("since"),
    until: value("until"),
  };
}

/** Whether one of the citations is graded well enough and had been published by the day. */
function vouched(cited, filter) {
  if (filter.letter === "" && filter.digit === "" && filter.known === "") return true;
  return cited.some(
    ([letter, digit, day]) =>
      (filter.letter === "" || letter <= Number(filter.letter)) &&
      (filter.digit === "" || digit <= Number(filter.digit)) &&
      (filter.known === "" || (day !== null && day <= filter.known)),
  );
}

/** The numbers of the events, and the claims of links, that the filters let through. */
function chosen(filter) {
  const events = new Set(
    DATA.events
      .filter(
        (event) =>
          filter.words.every((word) => event.words.includes(word)) &&
          (filter.actor === "" || event.actors.includes(filter.actor)) &&
          (filter.type === "" || event.type === filter.type) &&
          (filter.since === "" || event.last >= filter.since) &&
          (filter.until === "" || event.first <= filter.until) &&
          vouched(event.cited, filter),
      )
      .map((event) => event.id),
  );
  const claims = DATA.links.filter(
    (link) =>
      events.has(link.cause) &&
      events.has(link.effect) &&
      (filter.account === "" || link.by === filter.account) &&
      vouched(link.cited, filter),
  );
  const pairs = new Map();
  for (const claim of claims) {
    const name = `${claim.cause}-${claim.effect}`;
    if (!pairs.has(name)) pairs.set(name, []);
    pairs.get(name).push(claim);
  }
  const links = new Map();
  for (const [name, made] of pairs) {
    const link = weighed(made, filter.account === "");
    if (!link) continue;
    const claimants = [...new Set(made.filter((claim) => !claim.denied).map((claim) => claim.by))];
    links.set(name, { ...link, claimants, disputed: made.some((claim) => claim.denied) });
  }
  return { events, links };
}

/**
 * What the claims of one pair come to: the analyst's own judgement, else all side by side, as the
 * widest band that covers them. A denial alone is no link; one of the analyst, or of what only
 * justifies another, is drawn and counts in no chain.
 */
function weighed(made, everybody) {
  const claimed = made.filter((claim) => !claim.denied);
  if (claimed.length === 0) return null;
  const own = everybody ? claimed.filter((claim) => claim.by === "analyst") : [];
  const counted = (own.length ? own : claimed).filter((claim) => claim.isCause);
  const refused = everybody && made.some((claim) => claim.denied && claim.by === "analyst");
  const likeliest = (some) => some.reduce((a, b) => (b.likelihood > a.likelihood ? b : a));
  if (counted.length === 0 || refused) return { ...likeliest(claimed), counts: false };
  const low = Math.min(...counted.map((claim) => claim.low));
  const high = Math.max(...counted.map((claim) => claim.high));
  return { ...likeliest(counted), low, high, likelihood: (low + high) / 2, counts: true };
}

/** A band as text: both ends, or one number where it is one. */
function bandText(low, high) {
  const said = (number) => String(Number(number.toPrecision(2)));
  return said(low) === said(high) ? said(low) : say("{first} to {last}", { first: said(low), last: said(high) });
}
