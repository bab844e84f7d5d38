// The strongest chain between two events by the midpoints of likelihoods, by dynamic programming.

/** The numbers of all events that links join, every cause before its effects (Kahn 1962). */
function causalOrder(links) {
  const waiting = new Map();
  const after = new Map();
  for (const link of links.values()) {
    if (!link.counts) continue;
    waiting.set(link.effect, (waiting.get(link.effect) || 0) + 1);
    if (!waiting.has(link.cause)) waiting.set(link.cause, 0);
    if (!after.has(link.cause)) after.set(link.cause, []);
    after.get(link.cause).push(link);
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([event]) => event);
  const order = [];
  while (ready.length) {
    const event = ready.pop();
    order.push(event);
    for (const link of after.get(event) || []) {
      waiting.set(link.effect, waiting.get(link.effect) - 1);
      if (waiting.get(link.effect) === 0) ready.push(link.effect);
    }
  }
  return { order, after };
}

/** The links of the strongest chain from one event to another; null where none leads there. */
function strongestChain(links, from, to) {
  const { order, after } = causalOrder(links);
  const best = new Map([[from, { strength: 1, by: null }]]);
  for (const event of order) {
    const here = best.get(event);
    if (!here) continue;
    for (const link of after.get(event) || []) {
      const strength = here.strength * link.likelihood;
      const known = best.get(link.effect);
      if (!known || known.strength < strength) best.set(link.effect, { strength, by: link });
    }
  }
  if (from === to || !best.has(to)) return null;
  const chain = [];
  for (let event = to; event !== from; event = chain[0].cause) chain.unshift(best.get(event).by);
  const product = (end) => chain.reduce((whole, link) => whole * link[end], 1);
  return { links: chain, low: product("low"), high: product("high") };
}

/** The links between events that happened; the two that are asked about may be anything. */
function throughWhatHappened(links, from, to) {
  const passable = (event) => event === from || event === to || EVENTS.get(event).happened;
  return new Map([...links].filter(([, link]) => passable(link.cause) && passable(link.effect)));
}
