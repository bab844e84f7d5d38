"use strict";
// What is chosen: which events and links the filters of the page let through.

const DATA = JSON.parse(document.getElementById("data").textContent);
const EVENTS = new Map(DATA.events.map((event) => [event.id, event]));

/** The filters as they stand in the form; an empty one is no condition. */
function asked() {
  const value = (id) => document.getElementById(id).value;
  return {
    words: value("words").toLocaleLowerCase().split(/\s+/).filter(Boolean),
    actor: value("actor"),
    type: value("type"),
    account: value("account"),
    letter: value("letter"),
    digit: value("digit"),
    known: value("known"),
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
  // Of each pair the likeliest claim; a denial alone is no link.
  const links = new Map();
  for (const claim of claims) {
    if (claim.denied) continue;
    const name = `${claim.cause}-${claim.effect}`;
    const best = links.get(name);
    if (!best || best.likelihood < claim.likelihood) links.set(name, claim);
  }
  return { events, links };
}
