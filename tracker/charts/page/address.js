// The address: what is open, chosen, seen and brought out stands behind its #, so that Back works.

const FILTERS = ["words", "since", "until", "actor", "type", "account", "letter", "digit", "known"];

/** Read a state from what stands behind the # of an address: `event-10&actor=RUS&window=0-400`. */
function readAddress(hash) {
  const [first, ...rest] = hash.replace(/^#/, "").split("&");
  const parts = first.includes("=") ? [first, ...rest] : rest;
  const state = { open: first.includes("=") ? "" : decoded(first) };
  for (const part of parts) {
    const [name, ...value] = part.split("=");
    state[decoded(name)] = decoded(value.join("="));
  }
  return { ...state, open: idOf(state.open) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text; // somebody cut the address
  }
}

/** The id of an article by what was asked for: `event-10`, `link-3-5`, the number, or the handle. */
function idOf(name) {
  if (/^(event-\d+|link-\d+-\d+)$/.test(name)) return name;
  if (/^\d+$/.test(name) && EVENTS.has(Number(name))) return `event-${name}`;
  const found = DATA.events.find((event) => event.handle === name) || DATA.events.find((event) => name && event.handle.endsWith(`-${name}`));
  return found ? `event-${found.id}` : "";
}

/** Write a state as it stands behind the #; what is as it was at first is left out. */
function writeAddress(state) {
  const parts = state.open ? [state.open] : [];
  for (const [name, value] of Object.entries(state))
    if (name !== "open" && value !== "" && value !== null && value !== undefined) parts.push(`${name}=${encodeURIComponent(value)}`);
  return `#${parts.join("&")}`;
}

/** Put a state into the address, as a step of its own or in place of the last. */
function keepAddress(state, isStep) {
  const hash = writeAddress(state);
  if (hash === (location.hash || "#")) return;
  try {
    if (isStep) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  } catch {
    // a page within another, as a notebook shows it, has no address of its own
  }
}
