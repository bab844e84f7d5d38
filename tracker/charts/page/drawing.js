// The timeline itself: an SVG that is drawn anew for each window of time.

const PALE = 0.1; // of what the filters leave out
const MOST_ARCS = 300; // that can be told apart at all
const AXIS = 48; // pixels under the lanes
const OPEN = 26, TIP = 8; // of what is open, beyond what is known of it; and of its point

class Drawing {
  constructor(host) {
    this.host = host;
    this.plan = DATA.plan;
    this.index = new Map(DATA.events.map((event, n) => [event.id, n]));
    this.window = { start: 0, end: this.plan.wide };
    this.shown = null;
    this.chain = [];
    this.current = null;
    this.after = () => {};
    const named = new Map();
    for (const [...ends] of this.plan.joint) {
      const effect = ends.pop();
      for (const cause of ends) named.set(`${cause}-${effect}`, ends);
    }
    this.joint = named;
    this.lay();
    new ResizeObserver(() => this.lay()).observe(host);
  }

  /** Lay the rows out for the width there is. */
  lay() {
    const width = this.host.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    this.slim = width < 560;
    this.left = this.slim ? 6 : GUTTER;
    this.right = width - 10;
    this.laid = layRows(this.plan, DATA.events, this.right - this.left - (this.slim ? 30 : 90), this.slim);
    this.names = new Map();
    this.head = this.plan.phases.length ? 18 : 6;
    this.tall = this.laid.tall + this.head + AXIS;
    this.ask();
  }

  /** Draw before the next frame, however often it is asked for. */
  ask() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => { this.asked = false; this.draw(); });
  }

  get perUnit() {
    return (this.right - this.left - (this.slim ? 30 : 90) * this.share) / (this.window.end - this.window.start);
  }

  /** How much of the room for labels at the right is free: all of it where the end is in sight. */
  get share() {
    return this.window.end >= this.plan.wide * 0.999 ? 1 : 0;
  }

  xOf(place) {
    return this.left + 8 + (place - this.window.start) * this.perUnit;
  }

  yOf(id, lane) {
    return this.head + this.laid.heights.get(`${id}/${lane}`);
  }

  /** The mark of an event where it has its label and where its arcs end; in lanes of accounts theirs. */
  place(id, lane = null) {
    const mark = this.plan.marks[this.index.get(id)];
    const own = lane !== null && mark.l.includes(lane) ? lane : mark.home ?? mark.l[0];
    return { x: this.xOf(mark.x), y: this.yOf(id, own), half: mark.s / 2 };
  }

  /** Show what the filters let through, and a chain of links that is brought out. */
  show(shown, chain) {
    this.shown = shown;
    this.chain = chain || [];
    this.lit = new Set(this.chain.flatMap((link) => [link.cause, link.effect]));
    this.steps = new Set(this.chain.map((link) => `${link.cause}-${link.effect}`));
    this.ask();
  }

  ring(id) {
    this.current = id;
    this.ask();
  }

  draw() {
    if (!this.shown || !this.width) return;
    const marks = this.marksInView();
    const root = shape("svg", { width: this.width, height: this.tall, viewBox: `0 0 ${this.width} ${this.tall}`,
      "font-family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif", "font-size": 11, "aria-hidden": "true" });
    root.append(
      shape("defs", {}, shape("clipPath", { id: "inside" },
        shape("rect", { x: this.left, y: 0, width: this.right - this.left, height: this.tall }))),
      this.ground(),
      shape("g", { "clip-path": "url(#inside)" }, ...this.phases(), ...this.ribbons(), ...this.arcs(marks), ...this.bars(marks), ...this.marks(marks)),
      ...this.axis(), ...this.names_(), ...this.labels(marks),
    );
    this.root = root;
    this.host.replaceChildren(root);
    this.after();
  }

  /** The events that are drawn as marks, and whether the others are too many to be. */
  marksInView() {
    const inView = [];
    const { start, end } = this.window;
    DATA.events.forEach((event, n) => {
      const mark = this.plan.marks[n];
      const from = mark.bars ? Math.min(mark.x, ...mark.bars.map((bar) => bar[0])) : mark.x;
      const to = mark.bars ? Math.max(mark.x, ...mark.bars.map((bar) => bar[1])) : mark.x;
      if (to >= start && from <= end) inView.push(n);
    });
    const chosen = inView.filter((n) => this.shown.events.has(DATA.events[n].id));
    this.crowded = chosen.length > MANY;
    if (!this.crowded) {
      const pale = inView.length > MANY ? [] : inView.filter((n) => !this.shown.events.has(DATA.events[n].id));
      return [...pale, ...chosen];
    }
    const matters = (n) => {
      const { id, weight } = DATA.events[n];
      return (this.lit.has(id) || id === this.current ? 1000 : 0) + weight + Math.min(DATA.degree.get(id) || 0, 5) * 1.5;
    };
    return [...chosen].sort((a, b) => matters(b) - matters(a) || a - b).slice(0, 60).sort((a, b) => a - b);
  }

  ground() {
    const lanes = this.laid.lanes.map((lane, n) => shape("rect", { x: 0, y: this.head + lane.top, width: this.width,
      height: lane.tall, fill: n % 2 ? GROUND : PANEL }));
    return shape("g", {}, ...lanes);
  }

  names_() {
    const texts = [];
    for (const lane of this.laid.lanes) {
      const top = this.head + lane.top;
      if (this.slim) {
        texts.push(shape("text", { x: this.left, y: top + 13, fill: INK, "font-weight": 700 }, lane.name));
        continue;
      }
      const lines = wrapName(lane.name);
      // A tall lane has its name again and again, so that one is in sight whatever part of it is.
      const times = Math.max(1, Math.floor(lane.tall / 420));
      for (let n = 0; n < times; n++) {
        const middle = top + (lane.tall * (n + 0.5)) / times - (lines.length - 1) * 7 + 4;
        lines.forEach((line, at) => texts.push(shape("text", { x: 8, y: middle + at * 14, fill: INK, "font-weight": 700, "font-size": 12 }, line)));
      }
    }
    return texts;
  }

  phases() {
    return this.plan.phases.flatMap(([name, from, to, colour]) => {
      const x = this.xOf(from), wide = Math.max(2, this.xOf(to) - x);
      if (x > this.right || x + wide < this.left) return [];
      const middle = Math.max(this.left + 4, Math.min(this.right - 4, x + wide / 2));
      return [shape("rect", { x, y: 0, width: wide, height: this.tall - AXIS, fill: paint(colour), opacity: 0.16 }),
        shape("text", { x: middle, y: 12, fill: INK, "text-anchor": "middle", "font-weight": 700 }, name)];
    });
  }

  ribbons() {
    if (!this.crowded) return [];
    const wide = this.right - this.left;
    const found = densityOf(this.plan, DATA.events, this.shown.events, (place) => this.xOf(place) - this.left, wide);
    this.most = found.most;
    return this.laid.lanes.flatMap((lane, n) =>
      ribbonPaths(found.counts[n], found.most, this.left, this.head + lane.top + lane.tall - 2)
        .map((path, tone) => path && shape("path", { d: path, fill: paint(this.plan.tones[tone]), opacity: 0.9, class: "density" })).filter(Boolean));
  }

  arcs(marks) {
    const there = new Set(marks.map((n) => DATA.events[n].id));
    const { start, end } = this.window;
    const x = (id) => this.plan.marks[this.index.get(id)].x;
    const all = [...this.shown.links.values()].filter((link) => {
      if (this.crowded && !(there.has(link.cause) && there.has(link.effect)) && !this.steps.has(`${link.cause}-${link.effect}`)) return false;
      return Math.max(x(link.cause), x(link.effect)) >= start && Math.min(x(link.cause), x(link.effect)) <= end;
    });
    const isStep = (link) => this.steps.has(`${link.cause}-${link.effect}`);
    all.sort((a, b) => isStep(a) - isStep(b) || a.likelihood - b.likelihood);
    const drawn = all.slice(-MOST_ARCS);
    this.arcsDrawn = drawn.length;
    const thicket = Math.min(1, Math.sqrt(80 / Math.max(1, drawn.length)));
    return drawn.flatMap((link) => this.arc(link, isStep(link), thicket));
  }

  /** An arc with its head, its claimant's bead and a wider line that is easily clicked. */
  arc(link, lit, thicket) {
    const name = `${link.cause}-${link.effect}`;
    const lane = this.plan.accounts ? this.plan.accounts[link.by] ?? null : null;
    const from = this.place(link.cause, lane), effect = this.place(link.effect, lane);
    const looks = this.plan.looks;
    const claimants = link.claimants || [link.by];
    const look = claimants.length === 1 ? looks[claimants[0]] : null;
    const colour = !Object.keys(looks).length ? this.plan.link : claimants.length > 1 ? this.plan.shared : look ? look[0] : this.plan.link;
    let width = (0.6 + 1.7 * link.likelihood) * thicket, opacity = (0.3 + 0.45 * link.likelihood) * thicket;
    if (this.chain.length) [width, opacity] = lit ? [width + 1, 0.97] : [width, opacity * 0.3];
    const shared = this.joint.get(name);
    const to = shared && shared.length > 1 ? this.meeting(shared, effect) : effect;
    const arrow = arrowOf(arcBetween(from, to), width, [from.half + 2, to.half + 2], to === effect);
    const style = { fill: "none", stroke: paint(colour), "stroke-width": short(width), opacity: short(opacity * 10) / 10,
      "stroke-dasharray": link.disputed ? "5 3" : null };
    const parts = [
      shape("path", { d: arrow.path, ...style, "data-link": name, class: lit ? "arc lit" : "arc" }),
      shape("path", { d: arrow.path, fill: "none", stroke: "transparent", "stroke-width": 10, "data-link": name }),
    ];
    const head = (points) => shape("polygon", { points, fill: paint(colour), opacity: Math.max(0.35, opacity), "data-link": name, class: "head" });
    if (arrow.head) parts.push(head(arrow.head));
    if (to !== effect) {
      const on = arrowOf([to, between(to, effect, 0.33), between(to, effect, 0.67), effect], width, [0, effect.half + 2]);
      parts.push(shape("path", { d: on.path, ...style }), head(on.head),
        shape("circle", { cx: short(to.x), cy: short(to.y), r: 2.4, fill: paint(colour), opacity }));
    }
    if (look && thicket === 1 && (!this.chain.length || lit)) {
      const middle = pointAt(arrow.line, 0.5);
      parts.push(this.glyph(look[1], middle.x, middle.y, 5.5, { fill: paint(colour), opacity, "data-link": name }));
    }
    return parts;
  }

  /** Where arcs of causes that are claimed only together meet: before their effect. */
  meeting(causes, effect) {
    const starts = causes.map((cause) => this.place(cause));
    const dx = starts.reduce((sum, each) => sum + each.x, 0) / starts.length - effect.x;
    const dy = starts.reduce((sum, each) => sum + each.y, 0) / starts.length - effect.y;
    const far = Math.hypot(dx, dy) || 1, near = Math.min(26, far / 2);
    return { x: effect.x + (dx / far) * near, y: effect.y + (dy / far) * near, half: 0 };
  }

  bars(marks) {
    return marks.flatMap((n) => {
      const event = DATA.events[n], mark = this.plan.marks[n];
      if (!mark.bars) return [];
      const seen = this.shown.events.has(event.id) ? 1 : PALE;
      return mark.l.flatMap((lane) => mark.bars.flatMap(([from, to, fadesLeft, fadesRight, derived, opensLeft, opensRight]) => {
        // What is open goes on in a point that is as long at every zoom, for no time is known of it.
        // At the beginning of the axis it is as long as there is room, so that it is seen.
        const known = this.xOf(from);
        const left = opensLeft ? Math.max(known - OPEN, Math.min(known - TIP, this.left)) + TIP : known;
        const step = (this.xOf(to) + (opensRight ? OPEN - TIP : 0) - left) / 6;
        const y = this.yOf(event.id, lane), tall = derived ? 3 : 10;
        const point = (at, way) => shape("polygon", { points: `${short(at)},${y - 5} ${short(at + way * TIP)},${y} ${short(at)},${y + 5}`,
          fill: paint(mark.c), opacity: short(0.32 * seen * 100) / 100, "data-event": event.id });
        const points = [...(opensLeft ? [point(left, -1)] : []), ...(opensRight ? [point(left + 6 * step, 1)] : [])];
        return points.concat(Array.from({ length: 6 }, (_, at) => {
          const share = (at + 0.5) / 6;
          const strength = Math.min(1, fadesLeft ? share / 0.5 : 1, fadesRight ? (1 - share) / 0.5 : 1);
          return shape("rect", { x: short(left + step * at), y: derived ? y + 5 : y - 5, width: short(Math.max(0.5, step)), height: tall,
            fill: paint(mark.c), opacity: short((derived ? 0.7 : 0.06 + 0.26 * strength) * seen * 100) / 100, "data-event": event.id });
        }));
      }));
    });
  }

  marks(marks) {
    return marks.flatMap((n) => {
      const event = DATA.events[n], mark = this.plan.marks[n];
      const x = this.xOf(mark.x), seen = this.shown.events.has(event.id);
      const stands = mark.l.map((lane) => this.yOf(event.id, lane));
      const group = shape("g", { "data-event": event.id, class: seen ? "mark" : "mark pale", opacity: seen ? 1 : PALE });
      if (mark.home !== undefined) // a joint act: a line from lane to lane
        group.append(shape("line", { x1: x, x2: x, y1: Math.min(...stands), y2: Math.max(...stands), stroke: MUTED }));
      const isLit = this.lit.has(event.id), isCurrent = event.id === this.current;
      for (const y of stands) {
        if (isLit || isCurrent) group.append(shape("circle", { cx: short(x), cy: y, r: mark.s / 2 + (isCurrent ? 6 : 4), fill: "none",
          stroke: isCurrent ? "var(--accent)" : INK, "stroke-width": isCurrent ? 2.6 : 1.6, class: isCurrent ? "current" : "lit" }));
        group.append(this.glyph(mark.g, x, y, mark.s, { fill: mark.hollow ? GROUND : paint(mark.c), stroke: mark.hollow ? paint(mark.c) : GROUND,
          "stroke-width": mark.hollow ? 1.8 : 0.8, "stroke-dasharray": mark.sign ? "2 2" : null }));
        if (mark.sign && mark.sign !== "empty") group.append(this.sign(mark, x, y));
      }
      group.prepend(shape("title", {}, `${event.date}: ${event.title}`));
      return [group];
    });
  }

  glyph(name, x, y, size, style) {
    if (!this.plan.glyphs[name]) return shape("circle", { cx: short(x), cy: short(y), r: short(size / 2), ...style });
    const points = this.plan.glyphs[name].map(([dx, dy]) => `${short(x + dx * size)},${short(y + dy * size)}`).join(" ");
    return shape("polygon", { points, ...style });
  }

  sign(mark, x, y) {
    const r = mark.s / 2, ink = paint(mark.c);
    if (mark.sign === "dot") return shape("circle", { cx: x, cy: y, r: r * 0.35, fill: ink });
    const cross = mark.sign === "cross" ? `M${short(x - r)} ${short(y - r)}l${2 * r} ${2 * r}` : "";
    return shape("path", { d: `M${short(x - r)} ${short(y + r)}l${2 * r} ${-2 * r}${cross}`, stroke: ink, "stroke-width": 1.4 });
  }

  labels(marks) {
    const longest = this.slim ? SHORTEST : LONGEST;
    const order = marks.filter((n) => this.shown.events.has(DATA.events[n].id)).map((n) => {
      const event = DATA.events[n], mark = this.plan.marks[n], at = this.place(event.id);
      const must = this.lit.has(event.id) || event.id === this.current;
      return { id: event.id, x: at.x, y: at.y, half: at.half, must, matters: (must ? 1000 : 0) + event.weight, event };
    }).filter((each) => each.x >= this.left && each.x <= this.right);
    order.sort((a, b) => b.matters - a.matters || a.x - b.x);
    for (const each of order) {
      const key = each.id;
      if (!this.names.has(key)) {
        const text = labelOf(each.event, longest);
        this.names.set(key, [text, widthOf(text) * 1.04]);
      }
      [each.text, each.wide] = this.names.get(key);
      if (each.must) each.wide *= 1.1; // in bold
    }
    const heads = this.slim // there the names of lanes stand above their marks
      ? this.laid.lanes.map((lane) => [0, this.head + lane.top, this.left + widthOf(lane.name) * 1.1 + 6, this.head + lane.top + 17]) : [];
    return placeLabels(order, this.left, this.width - 2, this.tall - AXIS, heads).flatMap((each) => {
      const text = shape("text", { x: short(each.lx), y: short(each.ly + 4), fill: INK, stroke: GROUND, "stroke-width": 3, "stroke-opacity": 0.75,
        "paint-order": "stroke", "font-weight": each.must ? 700 : null, "data-event": each.id, class: "label" }, each.text);
      if (!each.line) return [text];
      const near = each.lx > each.x ? each.lx : Math.min(each.x, each.lx + each.wide);
      return [shape("line", { x1: short(each.x), y1: short(each.y), x2: short(near), y2: short(each.ly), stroke: MUTED, "stroke-width": 0.7 }), text];
    });
  }

  axis() {
    const floor = this.head + this.laid.tall;
    const parts = [shape("line", { x1: this.left, x2: this.right, y1: floor, y2: floor, stroke: FAINT })];
    for (const tick of ticksOf(this.plan, this.window, this.perUnit)) {
      const x = short(this.xOf(tick.place));
      if (x < this.left - 1 || x > this.right) continue;
      parts.push(shape("line", { x1: x, x2: x, y1: floor, y2: floor + 4, stroke: MUTED }),
        shape("text", { x, y: floor + 16, fill: MUTED, "text-anchor": "middle" }, tick.text));
      if (tick.year) parts.push(shape("text", { x, y: floor + 29, fill: INK, "text-anchor": "middle", "font-weight": 700 }, tick.year));
    }
    for (const [from, to, text] of this.plan.breaks) {
      const x = short((this.xOf(from) + this.xOf(to)) / 2);
      if (x < this.left || x > this.right) continue;
      parts.push(shape("path", { d: `M${x - 2.5} ${this.head}V${floor + 3}M${x + 2.5} ${this.head}V${floor + 3}`, stroke: MUTED, "stroke-width": 0.8, "stroke-dasharray": "2 3", class: "break" }),
        shape("text", { x, y: floor + 42, fill: MUTED, "text-anchor": "middle", "font-size": 10 }, text));
    }
    return parts;
  }

  /** Show another window of time, within the whole and not narrower than some hours. */
  show_window(start, end) {
    const wide = this.plan.wide;
    const span = Math.min(wide, Math.max(end - start, wide / 20000));
    const begin = Math.max(0, Math.min(start, wide - span));
    this.window = { start: begin, end: begin + span };
    this.ask();
  }

  /** Zoom in time by a factor around a place, which stays where it is. */
  zoom(factor, around = (this.window.start + this.window.end) / 2) {
    const { start, end } = this.window;
    this.show_window(around - (around - start) * factor, around + (end - around) * factor);
  }

  whole() {
    this.show_window(0, this.plan.wide);
  }

  /** Bring an event into the window by no more than it takes; the lanes keep their names in sight. */
  reveal(id) {
    const { start, end } = this.window, span = end - start;
    const place = this.plan.marks[this.index.get(id)].x, room = span * 0.12;
    if (place < start + room) this.show_window(place - room, place - room + span);
    else if (place > end - room) this.show_window(place + room - span, place + room);
    this.ask();
  }
}

