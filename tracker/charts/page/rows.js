// The rows of the lanes: each event has one for good, so that zooming moves it in time alone.

const ROW = 19; // pixels
const GUTTER = 112; // pixels, left of the lanes, for their names
const MANY = 600; // events in view; beyond that they are density, and those that matter most
const LONGEST = 290, SHORTEST = 150; // pixels of a label

/** The text of a label: its date and its title, cut to fit; how it stands, its ending, is never cut. */
function labelOf(event, most) {
  const whole = `${event.short}: ${event.title}`;
  if (widthOf(whole) <= most) return whole;
  const text = event.ending && whole.endsWith(event.ending) ? whole.slice(0, -event.ending.length) : whole;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${text.slice(0, middle)}…${event.ending}`) <= most) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…${event.ending}`;
}

const PEN = document.createElement?.("canvas").getContext("2d");

/** The width of a text in pixels, as labels are written. */
function widthOf(text) {
  if (!PEN) return text.length * 6;
  PEN.font = "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
  return PEN.measureText(text).width;
}

/** The name of a lane in lines no wider than its column. */
function wrapName(name) {
  const lines = [""];
  for (const word of name.split(" ")) {
    const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
    if (widthOf(longer) * 1.2 <= GUTTER - 14 || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, 4);
}

/**
 * Put the events of each lane in rows for a width in pixels: first come, first row with room. A
 * crowd is laid out as for the zoom at which it is no crowd.
 */
function layRows(plan, events, width, slim) {
  const many = events.length > MANY;
  const perUnit = (width / plan.wide) * Math.max(1, events.length / MANY);
  const named = new Set(plan.named);
  const most = many ? 5 : 60;
  const longest = slim ? SHORTEST : LONGEST;
  const rows = plan.lanes.map(() => []); // where each row of a lane ends
  const at = new Map(); // of an event in a lane the number of its row
  events.forEach((event, n) => {
    const mark = plan.marks[n];
    for (const lane of mark.l) {
      const isHome = mark.home === undefined || mark.home === lane;
      let first = mark.x * perUnit - mark.s / 2, last = mark.x * perUnit + mark.s / 2 + 3;
      if (isHome && !many && named.has(event.id)) last += widthOf(labelOf(event, longest)) + 8;
      for (const [from, to] of mark.bars || []) {
        first = Math.min(first, from * perUnit);
        last = Math.max(last, to * perUnit);
      }
      const own = rows[lane];
      let row = own.findIndex((end) => end <= first);
      if (row < 0) row = own.length < most ? own.length : own.indexOf(Math.min(...own));
      own[row] = Math.max(own[row] || 0, last);
      at.set(`${event.id}/${lane}`, row);
    }
  });
  const lanes = [];
  let top = 0;
  plan.lanes.forEach((name, lane) => {
    const head = slim ? 17 : 4, foot = many ? 34 : 4;
    const tall = Math.max(rows[lane].length * ROW + head + foot, slim ? 40 : wrapName(name).length * 14 + 8, 34);
    lanes.push({ name, top, tall, head, foot });
    top += tall;
  });
  const heights = new Map();
  for (const [key, row] of at) {
    const lane = lanes[Number(key.split("/")[1])];
    heights.set(key, lane.top + lane.head + (row + 0.5) * ROW);
  }
  return { lanes, heights, tall: top };
}
