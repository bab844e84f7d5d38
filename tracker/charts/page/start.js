// Where all comes together: the form chooses, the drawing and the table show, the panel tells.

(async function start() {
  const byId = (id) => document.getElementById(id);
  const drawing = new Drawing();
  const table = new Table();
  let shown = chosen(asked());
  let chain = null;

  const evidence = new Evidence((number) => {
    drawing.ring(number);
    if (number !== null) drawing.reveal(number);
  });

  function fill(id, choices) {
    for (const [value, name] of choices) byId(id).append(new Option(name, value));
  }
  fill("actor", DATA.actors);
  fill("type", DATA.types);
  fill("account", DATA.accounts);
  for (const id of ["from", "to"]) fill(id, DATA.events.map((event) => [event.id, `${event.date}: ${event.title}`]));
  byId("to").selectedIndex = DATA.events.length - 1;

  function choose() {
    const filter = asked();
    shown = chosen(filter);
    forget();
    table.show(shown.events);
    evidence.narrow(shown.links, filter.account);
    const pairs = new Set(DATA.links.filter((link) => !link.denied).map((link) => `${link.cause}-${link.effect}`));
    byId("count").textContent =
      `${shown.events.size} of ${DATA.events.length} events, ${shown.links.size} of ${pairs.size} links`;
  }

  function forget() {
    chain = null;
    byId("no-chain").hidden = true;
    byId("found").replaceChildren();
    drawing.show(shown, null);
  }

  function tell(found, from, to) {
    const said = document.createElement("p");
    byId("no-chain").hidden = false;
    if (found === null) {
      said.textContent = from === to ? "Choose two different events." : "No chain of the links chosen leads there.";
      byId("found").replaceChildren(said);
      return;
    }
    const list = document.createElement("ol");
    const weakest = Math.min(...found.links.map((link) => link.likelihood));
    const step = (number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.show = `event-${number}`;
      button.textContent = `${EVENTS.get(number).date}: ${EVENTS.get(number).title}`;
      return button;
    };
    const first = document.createElement("li");
    first.append(step(found.links[0].cause));
    list.append(first);
    for (const link of found.links) {
      const item = document.createElement("li");
      const why = document.createElement("button");
      why.type = "button";
      why.className = "why";
      why.dataset.show = `link-${link.cause}-${link.effect}`;
      why.textContent = bandText(link.low, link.high);
      why.setAttribute("aria-label", `Why: ${why.textContent}`);
      item.append(why, " → ", step(link.effect));
      if (link.likelihood === weakest) {
        const note = document.createElement("span");
        note.className = "weakest";
        note.textContent = " (by the weakest link)";
        item.append(note);
      }
      list.append(item);
    }
    said.textContent = `Strongest chain: ${found.links.length} links, strength ${bandText(found.low, found.high)} (a ranking score, no probability).`;
    byId("found").replaceChildren(said, list);
  }

  byId("chain").addEventListener("submit", (submit) => {
    submit.preventDefault();
    const from = Number(byId("from").value), to = Number(byId("to").value);
    const found = strongestChain(throughWhatHappened(shown.links, from, to), from, to);
    chain = found && found.links;
    tell(found, from, to);
    drawing.show(shown, chain);
  });
  byId("no-chain").addEventListener("click", forget);

  // A click opens the evidence; a second one with the shift key asks for the chain between.
  let shifted = false, last = null;
  addEventListener("pointerdown", (press) => { shifted = press.shiftKey; }, true);
  await drawing.open(
    (number) => {
      if (shifted && last !== null && last !== number) {
        const [one, other] = [last, number].sort((a, b) => DATA.events.indexOf(EVENTS.get(a)) - DATA.events.indexOf(EVENTS.get(b)));
        byId("from").value = one;
        byId("to").value = other;
        byId("chain").requestSubmit();
      }
      last = number;
      evidence.open(`event-${number}`);
    },
    (link) => evidence.open(`link-${link}`),
  );

  byId("choice").addEventListener("input", choose);
  byId("choice").addEventListener("reset", () => setTimeout(choose));
  byId("choice").addEventListener("submit", (submit) => submit.preventDefault());
  byId("closer").addEventListener("click", () => drawing.zoom(1 / 1.5));
  byId("farther").addEventListener("click", () => drawing.zoom(1.5));
  byId("whole").addEventListener("click", () => drawing.whole());

  function view(asTable) {
    byId("rows").hidden = !asTable;
    byId("pictures").hidden = asTable;
    byId("as-table").setAttribute("aria-pressed", asTable);
    byId("as-timeline").setAttribute("aria-pressed", !asTable);
  }
  byId("as-table").addEventListener("click", () => view(true));
  byId("as-timeline").addEventListener("click", () => view(false));
  document.querySelector(".skip").addEventListener("click", () => view(true));

  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  function paint(dark) {
    root.dataset.theme = dark ? "dark" : "light";
    for (const sign of document.querySelectorAll("#key [data-colour]")) {
      sign.style.borderTopColor = (dark && DATA.dark[sign.dataset.colour]) || sign.dataset.colour;
    }
    byId("light-or-dark").textContent = dark ? "Light" : "Dark";
    drawing.paint(dark);
  }
  byId("light-or-dark").addEventListener("click", () => paint(root.dataset.theme !== "dark"));

  // From event to event with the arrow keys, in order of time.
  let at = -1;
  byId("timeline").addEventListener("keydown", (key) => {
    const order = DATA.events.filter((event) => shown.events.has(event.id));
    if (key.key === "ArrowRight" || key.key === "ArrowLeft") {
      at = Math.max(0, Math.min(order.length - 1, at + (key.key === "ArrowRight" ? 1 : -1)));
      const event = order[at];
      if (!event) return;
      drawing.ring(event.id);
      drawing.reveal(event.id);
      byId("here").textContent = `${event.date}: ${event.title}`;
    } else if (key.key === "Enter" && order[at]) evidence.open(`event-${order[at].id}`, true);
    else if (key.key === "+") drawing.zoom(1 / 1.5);
    else if (key.key === "-") drawing.zoom(1.5);
    else if (key.key === "0") drawing.whole();
    else return;
    key.preventDefault();
  });

  view(false);
  choose();
  paint(root.dataset.theme === "dark" || (root.dataset.theme === "auto" && prefersDark.matches));
  root.dataset.ready = "yes";
})();
