// Where all comes together: the form chooses, the drawing and the table show, the panel tells.

(function start() {
  const byId = (id) => document.getElementById(id);
  for (const id of ["explore", "choice", "count", "views", "live"]) byId(id).hidden = false;
  if (byId("static")) byId("static").hidden = true;
  const table = new Table();
  const drawing = new Drawing(byId("timeline"));
  const overview = new Overview(byId("overview"), drawing, () => keep(false));
  let filter = asked(), shown = chosen(filter), chain = null, ends = null, asTable = false;

  function fill(id, choices) {
    byId(id).append(...choices.map(([value, name]) => new Option(name, value)));
  }
  fill("actor", DATA.actors);
  fill("type", DATA.types);
  fill("account", DATA.accounts);
  // The ends of a chain are filled in when they are first asked for: thousands of options are slow.
  let filled = false;
  function fillEnds() {
    if (filled) return;
    filled = true;
    for (const id of ["from", "to"]) fill(id, DATA.events.map((event) => [event.id, `${event.date}: ${event.title}`]));
    byId("to").selectedIndex = DATA.events.length - 1;
  }
  if (DATA.events.length <= 600) fillEnds();
  for (const id of ["from", "to"]) for (const name of ["pointerdown", "focus"]) byId(id).addEventListener(name, fillEnds);

  const evidence = new Evidence(() => { drawing.ring(null); keep(true); });
  const steps = new Steps((at) => { step(at); keep(true); });
  const pairs = new Set(DATA.links.filter((link) => !link.denied).map((link) => `${link.cause}-${link.effect}`));

  function choose() {
    filter = asked();
    shown = chosen(filter);
    table.show(shown.events);
    evidence.narrow(shown.links, filter.account);
    light();
  }

  /** How much is shown, and of a crowd how it is drawn. */
  function count() {
    const said = [say("{shown} of {all} events, {drawn} of {links} links",
      { shown: figure(shown.events.size), all: figure(DATA.events.length), drawn: figure(shown.links.size), links: figure(pairs.size) })];
    if (drawing.crowded) said.push(say("too many for a mark each: those that matter most, over how many there are, at most {most} in a place", { most: figure(drawing.most || 0) }));
    if (drawing.arcsDrawn === MOST_ARCS) said.push(say("of the links in view the likeliest {number}", { number: figure(MOST_ARCS) }));
    const text = said.join("; ");
    if (byId("count").textContent !== text) byId("count").textContent = text;
  }
  drawing.after = () => { overview.draw(); count(); };

  /** Bring the chain out that is asked for, in what the filters let through. */
  function light() {
    chain = null;
    byId("no-chain").hidden = true;
    byId("found").replaceChildren();
    if (ends) {
      const [from, to] = ends;
      const found = strongestChain(throughWhatHappened(shown.links, from, to), from, to);
      chain = found && found.links;
      tell(found, from, to);
    } else if (steps.at >= 0 || DATA.lit) {
      chain = DATA.chain.slice(1).map((effect, n) => shown.links.get(`${DATA.chain[n]}-${effect}`)).filter(Boolean);
    }
    drawing.show(shown, chain);
  }

  function tell(found, from, to) {
    byId("no-chain").hidden = false;
    if (found === null) {
      byId("found").replaceChildren(element("p", { textContent: from === to
        ? say("Choose two different events.") : say("No chain of the links chosen leads there.") }));
      return;
    }
    const weakest = Math.min(...found.links.map((link) => link.likelihood));
    const stop = (number) => element("a", { href: `#event-${number}`, dir: "auto", textContent: `${EVENTS.get(number).date}: ${EVENTS.get(number).title}` });
    const list = element("ol", {}, element("li", {}, stop(found.links[0].cause)));
    for (const link of found.links) {
      const band = bandText(link.low, link.high);
      const why = element("a", { href: `#link-${link.cause}-${link.effect}`, className: "why", textContent: band });
      why.setAttribute("aria-label", say("Why: {what}", { what: band }));
      const item = element("li", {}, why, " → ", stop(link.effect));
      if (link.likelihood === weakest) item.append(element("span", { className: "weakest", textContent: ` (${say("by the weakest link")})` }));
      list.append(item);
    }
    const strength = bandText(found.low, found.high);
    byId("found").replaceChildren(element("p", { textContent:
      say("Strongest chain: {number} links, strength {strength} (a ranking score, no probability).", { number: found.links.length, strength }) }), list);
  }

  function step(at) {
    steps.show(at);
    ends = null;
    light();
    const number = steps.events[steps.at];
    if (number === undefined) return;
    open(`event-${number}`, false, false);
  }

  /** Open an event or a link, in the panel and on the timeline. */
  function open(id, focus, isStep = true) {
    evidence.open(id, focus);
    const number = evidence.number;
    drawing.ring(number);
    if (number !== null) drawing.reveal(number);
    if (isStep) keep(true);
  }

  // What the address holds.
  function stateNow() {
    const article = document.querySelector("#evidence article.open");
    const { start, end } = drawing.window, isWhole = start <= 0 && end >= drawing.plan.wide;
    const state = { open: article ? article.id : "" };
    for (const name of FILTERS) state[name] = byId(name).value;
    state.view = asTable ? "table" : "";
    state.window = isWhole ? "" : `${start.toFixed(1)}~${end.toFixed(1)}`;
    state.chain = ends ? ends.join("~") : "";
    state.step = steps.at >= 0 ? steps.at + 1 : "";
    return state;
  }
  let later = null;
  function keep(isStep) {
    clearTimeout(later);
    if (isStep) keepAddress(stateNow(), true);
    else later = setTimeout(() => keepAddress(stateNow(), false), 250);
  }
  function apply(state, focus = false) {
    for (const name of FILTERS) byId(name).value = state[name] || "";
    const numbers = (text) => (text || "").split("~").map(Number);
    const [from, to] = numbers(state.chain);
    ends = EVENTS.has(from) && EVENTS.has(to) ? [from, to] : null;
    if (ends) {
      fillEnds();
      byId("from").value = from;
      byId("to").value = to;
    }
    view(state.view === "table");
    const [start, end] = numbers(state.window);
    if (state.window && end > start) drawing.show_window(start, end);
    else drawing.whole();
    const at = Number(state.step);
    steps.show(at >= 1 ? at - 1 : -1);
    choose();
    if (state.open) open(state.open, focus, false);
    else {
      evidence.close();
      drawing.ring(null);
    }
  }
  addEventListener("popstate", () => apply(readAddress(location.hash)));
  document.addEventListener("click", (click) => {
    const link = click.target.closest('a[href^="#event-"], a[href^="#link-"]');
    if (!link || click.ctrlKey || click.metaKey) return;
    click.preventDefault();
    const step = link.closest("[data-step]");
    if (step && link.getAttribute("href").startsWith("#event-")) {
      ends = null;
      steps.show(Number(step.dataset.step));
      light();
    }
    open(link.getAttribute("href").slice(1), true);
  });

  // A click opens the evidence; a second one with the shift key asks for the chain between.
  let last = null;
  byId("timeline").addEventListener("click", (click) => {
    const event = click.target.closest("[data-event]"), link = click.target.closest("[data-link]");
    if (event) {
      const number = Number(event.dataset.event);
      if (!shown.events.has(number)) return;
      if (click.shiftKey && last !== null && last !== number) {
        ends = [last, number].sort((a, b) => drawing.index.get(a) - drawing.index.get(b));
        fillEnds();
        byId("from").value = ends[0];
        byId("to").value = ends[1];
        light();
      }
      last = number;
      open(`event-${number}`);
    } else if (link) open(`link-${link.dataset.link}`);
  });
  byId("spine").addEventListener("click", (click) => {
    const event = click.target.closest("[data-event]");
    if (event && EVENTS.has(Number(event.dataset.event))) open(`event-${event.dataset.event}`, true);
  });
  byId("chain").addEventListener("submit", (submit) => {
    submit.preventDefault();
    fillEnds();
    ends = [Number(byId("from").value), Number(byId("to").value)];
    light();
    keep(true);
  });
  byId("no-chain").addEventListener("click", () => { ends = null; steps.show(-1); light(); keep(true); });

  byId("choice").addEventListener("input", () => { choose(); keep(false); });
  byId("choice").addEventListener("change", () => keep(true));
  byId("choice").addEventListener("reset", () => setTimeout(() => { ends = null; choose(); keep(true); }));
  byId("choice").addEventListener("submit", (submit) => submit.preventDefault());
  listenForGestures(drawing, () => keep(false));
  const zoomed = (work) => () => { work(); keep(false); };
  byId("closer").addEventListener("click", zoomed(() => drawing.zoom(1 / 1.5)));
  byId("farther").addEventListener("click", zoomed(() => drawing.zoom(1.5)));
  byId("whole").addEventListener("click", zoomed(() => drawing.whole()));

  function view(isTable) {
    asTable = isTable;
    byId("rows").hidden = !asTable;
    byId("pictures").hidden = asTable;
    byId("as-table").setAttribute("aria-pressed", asTable);
    byId("as-timeline").setAttribute("aria-pressed", !asTable);
  }
  byId("as-table").addEventListener("click", () => { view(true); keep(true); });
  byId("as-timeline").addEventListener("click", () => { view(false); keep(true); });
  document.querySelector(".skip").addEventListener("click", (click) => {
    click.preventDefault();
    view(true);
    byId("rows").focus();
    byId("rows").scrollIntoView();
    keep(true);
  });

  const say_done = (text) => { byId("done").textContent = text; };
  byId("save-svg").addEventListener("click", () => saveSvg(drawing));
  byId("save-png").addEventListener("click", () => savePng(drawing).catch(() => say_done(say("The picture is too large for this browser; SVG has no limit."))));
  byId("save-csv").addEventListener("click", () => saveCsv(table));
  byId("cite").addEventListener("click", () => copyText(citation()).then(
    () => say_done(say("Copied.")), () => say_done(say("This browser does not let pages copy."))));

  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  function paintAll(dark) {
    root.dataset.theme = dark ? "dark" : "light";
    byId("light-or-dark").textContent = dark ? say("Light") : say("Dark");
  }
  byId("light-or-dark").addEventListener("click", () => paintAll(root.dataset.theme !== "dark"));

  // From event to event with the arrow keys, in order of time; a screen reader hears each.
  byId("timeline").addEventListener("keydown", (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey) return;
    const order = DATA.events.filter((event) => shown.events.has(event.id));
    const at = order.findIndex((event) => event.id === drawing.current);
    if (key.key === "ArrowRight" || key.key === "ArrowLeft" || key.key === "Home" || key.key === "End") {
      const next = key.key === "Home" ? 0 : key.key === "End" ? order.length - 1
        : at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + (key.key === "ArrowRight" ? 1 : -1)));
      const event = order[next];
      if (!event) return;
      drawing.ring(event.id);
      drawing.reveal(event.id);
      byId("here").textContent = `${event.date}: ${event.title}`;
    } else if (key.key === "Enter" && order[at]) open(`event-${order[at].id}`, true);
    else if (key.key === "Escape") evidence.leave();
    else if (key.key === "+" || key.key === "=") drawing.zoom(1 / 1.5);
    else if (key.key === "-") drawing.zoom(1.5);
    else if (key.key === "0") drawing.whole();
    else return;
    key.preventDefault();
    keep(false);
  });

  paintAll(root.dataset.theme === "dark" || (root.dataset.theme === "auto" && prefersDark.matches));
  apply(readAddress(location.hash));
  drawing.lay();
  drawing.draw();
  if (location.hash.length > 1 && document.querySelector("article.open")) byId("live").scrollIntoView({ block: "start" });
  root.dataset.ready = "yes";
})();
