// The timeline itself: what of it is shown, what is chosen on it, and what follows from the zoom.

const DAY = 86400000;
const FADED = 0.07;
const GAP = 4; // pixels between a mark and its label
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The place of a moment on an axis that leaves quiet stretches out, as TimeScale has it. */
function placeOf(stretches, moment) {
  for (const [start, end, x0, x1] of stretches)
    if (moment <= end) return x0 + (Math.max(0, moment - start) / (end - start)) * (x1 - x0);
  return stretches[stretches.length - 1][3];
}

class Drawing {
  /** Put the figures into the page, and call back when an event or a link is clicked. */
  async open(onEvent, onLink) {
    const item = (id) => JSON.parse(document.getElementById(id).textContent);
    // Each view is the root of a tree of its own, so that nothing else is looked through.
    this.views = [
      ...(await Bokeh.embed.embed_item(item("timeline-item"))).roots,
      ...(await Bokeh.embed.embed_item(item("overview-item"))).roots,
    ];
    this.models = new Map();
    for (const view of this.views) {
      for (const model of view.model.references()) {
        if (model.name) this.models.set(model.name, model);
      }
    }
    this.plot = this.models.get("timeline");
    this.x = this.models.get("x");
    this.y = this.models.get("y");
    this.first = [this.x.start, this.x.end, this.y.start, this.y.end];
    this.dark = false;
    this.remember();
    this.listen(onEvent, onLink);
    while (!this.plot.inner_width) await new Promise(requestAnimationFrame); // until it is laid out
    this.refresh(true);
  }

  data(name) {
    return this.models.get(name).data;
  }

  column(name, column, values) {
    const source = this.models.get(name);
    source.data = { ...source.data, [column]: values };
  }

  /** The colours as they were laid out, in the light palette. */
  remember() {
    const columns = {
      lanes: ["colour"], breaks: ["colour"], brackets: ["colour"], spans: ["colour"], arcs: ["colour"],
      denied: ["colour"], heads: ["colour"], marks: ["fill", "line"], labels: ["colour", "ground"],
      "overview-marks": ["colour"],
    };
    this.labels = Object.fromEntries(
      Object.entries(this.data("labels")).map(([column, values]) => [column, Array.from(values)]));
    this.light = new Map();
    for (const [name, some] of Object.entries(columns)) {
      for (const column of some) this.light.set(`${name}/${column}`, Array.from(this.data(name)[column]));
    }
  }

  listen(onEvent, onLink) {
    const later = (work) => {
      let asked = false;
      return () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => { asked = false; work(); });
      };
    };
    const refresh = later(() => this.refresh());
    for (const range of [this.x, this.y]) range.change.connect(refresh);
    this.plot.properties.inner_width.change.connect(refresh);
    this.plot.properties.inner_height.change.connect(refresh);
    // The overview's window and the timeline have each their own range; they follow each other.
    const window = this.models.get("window");
    this.x.change.connect(() => this.follow(window, this.x));
    window.change.connect(() => this.follow(this.x, window));
    const marks = this.models.get("marks");
    marks.selected.change.connect(() => {
      const [index] = marks.selected.indices;
      if (index === undefined) return;
      const event = marks.data.event[index];
      this.pressed = performance.now();
      marks.selected.indices = []; // so that the next click, with whatever key, is one event
      if (!this.shown || this.shown.events.has(event)) onEvent(event);
    });
    for (const name of ["arcs", "denied"]) {
      const arcs = this.models.get(name);
      arcs.selected.change.connect(() => {
        const [index] = arcs.selected.indices;
        if (index === undefined) return;
        if (performance.now() - this.pressed < 50) return; // a mark lies on top of the arrow
        const link = arcs.data.link[index];
        arcs.selected.indices = [];
        if (!this.shown || this.shown.links.has(link)) onLink(link);
      });
    }
  }

  follow(one, other) {
    if (Math.abs(one.start - other.start) + Math.abs(one.end - other.end) < 1e-6) return;
    one.setv({ start: other.start, end: other.end });
  }

  /** Show what the filters let through, and pale all else; a chain brought out pales the rest. */
  show(shown, chain) {
    this.shown = shown;
    this.chain = chain;
    const lit = new Set((chain || []).flatMap((link) => [link.cause, link.effect]));
    const steps = new Set((chain || []).map((link) => `${link.cause}-${link.effect}`));
    const seen = (event) => (shown.events.has(event) ? 1 : FADED);
    const events = (name) => Array.from(this.data(name).event);
    this.column("marks", "alpha", events("marks").map(seen));
    this.column("overview-marks", "alpha", events("overview-marks").map(seen));
    this.column("brackets", "alpha", events("brackets").map(seen));
    const shades = this.data("spans").shade;
    this.column("spans", "alpha", events("spans").map((event, n) => shades[n] * (seen(event) < 1 ? 0.1 : 1)));
    for (const name of ["arcs", "denied", "heads"]) {
      const { link, shade } = this.data(name);
      const alpha = Array.from(link, (each, n) => {
        if (!shown.links.has(each)) return 0;
        if (!chain) return shade[n];
        return steps.has(each) ? 1 : shade[n] * 0.2;
      });
      this.column(name, "alpha", alpha);
    }
    this.lit = lit;
    this.ring();
    this.refresh(true);
  }

  /** Rings around the event that is open and those of the chain. */
  ring(open) {
    if (open !== undefined) this.opened = open;
    const { event, x, y, size } = this.data("marks");
    const rings = { x: [], y: [], size: [], colour: [] };
    for (let n = 0; n < event.length; n++) {
      const isOpen = event[n] === this.opened;
      if (!isOpen && !(this.lit && this.lit.has(event[n]))) continue;
      rings.x.push(x[n]);
      rings.y.push(y[n]);
      rings.size.push(size[n] + (isOpen ? 13 : 9));
      rings.colour.push(isOpen ? "#0b79d0" : this.dark ? "#eceff3" : "#1f2328");
    }
    this.models.get("rings").data = rings;
  }

  /** What depends on the zoom: arrowheads, labels with room, dates under the axis. */
  refresh(always = false) {
    const { inner_width: wide, inner_height: high } = this.plot;
    if (!wide || !high) return;
    const scale = [wide / (this.x.end - this.x.start), high / (this.y.end - this.y.start)];
    const zoomed = !this.scale || Math.abs(this.scale[0] / scale[0] - 1) + Math.abs(this.scale[1] / scale[1] - 1) > 1e-3;
    this.scale = scale;
    if (zoomed || always) {
      this.turnHeads();
      this.placeLabels();
    }
    this.nameDates(wide);
  }

  /** Heads lie before the marks and point along their arcs, as those are seen. */
  turnHeads() {
    const [sx, sy] = this.scale;
    const { end_x, end_y, from_x, from_y } = this.data("heads");
    const x = [], y = [], angle = [];
    for (let n = 0; n < end_x.length; n++) {
      const dx = (end_x[n] - from_x[n]) * sx, dy = (end_y[n] - from_y[n]) * sy;
      const far = Math.hypot(dx, dy) || 1;
      const back = Math.min(9, far / 2);
      x.push(end_x[n] - (dx / far) * back / sx);
      y.push(end_y[n] - (dy / far) * back / sy);
      angle.push(Math.atan2(dy, dx) - Math.PI / 2);
    }
    const source = this.models.get("heads");
    source.data = { ...source.data, x, y, angle };
  }

  /** Labels from the weightiest event down, as long as they meet no mark's and no other's room. */
  placeLabels() {
    const [sx, sy] = this.scale;
    const { event, y, text } = this.labels;
    const order = Array.from(event.keys());
    const weight = (n) => (this.lit && this.lit.has(event[n]) ? 1000 : 0) + (EVENTS.get(event[n])?.weight || 0);
    order.sort((a, b) => weight(b) - weight(a) || a - b);
    const taken = new Map();
    const cells = (box) => {
      const found = [];
      for (let i = Math.floor(box[0] / 80); i <= Math.floor(box[2] / 80); i++)
        for (let j = Math.floor(box[1] / 40); j <= Math.floor(box[3] / 40); j++) found.push(`${i},${j}`);
      return found;
    };
    const meets = (box) => cells(box).some((cell) => (taken.get(cell) || []).some(
      (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    const take = (box) => cells(box).forEach((cell) => {
      if (!taken.has(cell)) taken.set(cell, []);
      taken.get(cell).push(box);
    });
    const seen = (number) => !this.shown || this.shown.events.has(number);
    const marks = this.data("marks");
    const beside = new Map(); // marks keep their size when time is drawn wider, and so the gap
    for (let n = 0; n < marks.event.length; n++) {
      const half = marks.size[n] / 2, mx = marks.x[n] * sx, my = marks.y[n] * sy;
      beside.set(marks.event[n], mx + half + GAP);
      if (seen(marks.event[n])) take([mx - half, my - half, mx + half, my + half]);
    }
    const room = [];
    for (const n of order) {
      if (!seen(event[n])) continue;
      const lines = text[n].split("\n");
      const long = Math.max(...lines.map((line) => line.length)) * 6.0;
      const half = lines.length * 6.6, lx = beside.get(event[n]), ly = y[n] * sy;
      const box = [lx - 1, ly - half, lx + long, ly + half];
      if (meets(box)) continue;
      take(box);
      room.push(n);
    }
    // Those without room are not drawn at all: thousands of unseen texts would slow every frame.
    const drawn = Object.fromEntries(
      Object.entries(this.labels).map(([column, values]) => [column, room.map((n) => values[n])]));
    drawn.x = drawn.event.map((each) => beside.get(each) / sx);
    this.models.get("labels").data = drawn;
  }

  /** Round dates within each stretch that is seen, as fine as there is room for. */
  nameDates(wide) {
    const perPoint = wide / (this.x.end - this.x.start);
    const ticks = [], names = new Map();
    let last = -Infinity, year = null;
    for (const [start, end, x0, x1] of DATA.stretches) {
      if (x1 < this.x.start || x0 > this.x.end) continue;
      const room = ((x1 - x0) * perPoint) / ((end - start) / DAY); // pixels a day
      for (const [moment, isDay] of roundDates(start, end, room)) {
        const place = placeOf(DATA.stretches, moment + (isDay ? DAY / 2 : 0));
        if (place < this.x.start || place > this.x.end || (place - last) * perPoint < 52) continue;
        const date = new Date(moment);
        const parts = isDay ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` : MONTHS[date.getUTCMonth()];
        const first = date.getUTCFullYear() !== year;
        year = date.getUTCFullYear();
        ticks.push(place);
        names.set(place, first ? `${parts}\n${year}` : parts);
        last = place;
      }
    }
    const ticker = this.models.get("dates-ticker");
    ticker.ticks = ticks;
    this.models.get("dates-axis").major_label_overrides = names;
  }

  /** Zoom by a factor around the middle, or around an event. */
  zoom(factor) {
    const clip = (range, by) => {
      const middle = (range.start + range.end) / 2, half = ((range.end - range.start) / 2) * by;
      range.setv({ start: middle - half, end: middle + half });
    };
    clip(this.x, factor);
    clip(this.y, Math.sqrt(factor));
  }

  whole() {
    const [left, right, low, high] = this.first;
    this.x.setv({ start: left, end: right });
    this.y.setv({ start: low, end: high });
  }

  /** Bring an event into view, where none of its marks is: by no more than it takes. */
  reveal(number) {
    const { event, x, y } = this.data("marks");
    const [left, right, low, high] = this.first;
    const moves = Array.from(event, (each, n) => n)
      .filter((n) => event[n] === number)
      .map((n) => [wayInto(this.x, x[n], left, right), wayInto(this.y, y[n], low, high)]);
    if (!moves.length) return;
    const far = ([by, up]) => Math.abs(by) / (right - left) + Math.abs(up) / (high - low);
    const [by, up] = moves.reduce((best, each) => (far(each) < far(best) ? each : best));
    for (const [range, move] of [[this.x, by], [this.y, up]]) {
      if (move) range.setv({ start: range.start + move, end: range.end + move });
    }
  }

  /** Colours of the light or the dark palette. */
  paint(dark) {
    this.dark = dark;
    for (const [name, colours] of this.light) {
      const [source, column] = name.split("/");
      const painted = dark ? colours.map((each) => DATA.dark[each] || each) : colours;
      if (source === "labels") this.labels[column] = painted;
      else this.column(source, column, painted);
    }
    this.refresh(true);
    const ink = dark ? "#eceff3" : "#1f2328";
    for (const name of ["dates-axis", "lanes-axis"]) this.models.get(name).major_label_text_color = ink;
    this.models.get("dates-axis").major_tick_line_color = dark ? "#a3abb5" : "#5b636d";
    this.ring();
  }
}

/** How far a range must move to show a place with some room around it, within the whole picture. */
function wayInto(range, place, first, last) {
  const span = range.end - range.start, room = 0.12 * span;
  const least = place - (range.end - room), most = place - (range.start + room);
  const wanted = Math.max(least, 0) || Math.min(most, 0);
  if (span >= last - first) return 0;
  return Math.min(Math.max(wanted, Math.min(first - range.start, 0)), Math.max(last - range.end, 0));
}

/** Days or first days of months within a stretch, whichever have room; each with whether a day. */
function* roundDates(start, end, room) {
  for (const step of [1, 2, 5, 10]) {
    if (room * step < 52) continue;
    for (let day = Math.ceil(start / DAY) * DAY; day <= end; day += DAY) {
      const number = new Date(day).getUTCDate();
      if (step === 1 || number === 1 || (number % step === 0 && (number <= 28 || step === 2))) yield [day, true];
    }
    return;
  }
  const first = new Date(start);
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]) {
    if (room * 30.4 * months < 44) continue;
    for (let n = first.getUTCFullYear() * 12; ; n++) {
      const moment = Date.UTC(Math.floor(n / 12), n % 12, 1);
      if (moment > end) return;
      if (n % months === 0 && moment >= start) yield [moment, false];
    }
  }
  yield [start, true];
}
