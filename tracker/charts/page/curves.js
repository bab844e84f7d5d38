// Arcs as cubic curves in pixels: cut before the marks at their ends, with a head on the line.

/** The curve of an arc: never back in time, level ends bowed upwards so that it passes over marks. */
function arcBetween(from, to) {
  const wide = to.x - from.x, high = to.y - from.y;
  const lift = Math.abs(high) < 8 ? Math.min(34, Math.abs(wide) * 0.22 + 4) : 0;
  const reach = Math.abs(high) < 8 ? 0.28 : 0.45;
  return [from, { x: from.x + wide * reach, y: from.y + high * 0.08 - lift },
    { x: to.x - wide * reach, y: to.y - high * 0.08 - lift }, to];
}

/** A point of a cubic curve, by Bernstein's polynomials. */
function pointAt([a, b, c, d], share) {
  const rest = 1 - share;
  const [p, q, r, s] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
}

const between = (one, other, share) => ({ x: one.x + share * (other.x - one.x), y: one.y + share * (other.y - one.y) });

/** The first part of a curve, by de Casteljau's division. */
function firstPart([a, b, c, d], share) {
  const ab = between(a, b, share), bc = between(b, c, share), cd = between(c, d, share);
  const abc = between(ab, bc, share), bcd = between(bc, cd, share);
  return [a, ab, abc, between(abc, bcd, share)];
}

/** The curve up to where it comes as near as so many pixels to its end. */
function withoutEnd(curve, free) {
  let low = 0, high = 1;
  for (let n = 0; n < 12; n++) {
    const middle = (low + high) / 2, point = pointAt(curve, middle);
    if (Math.hypot(point.x - curve[3].x, point.y - curve[3].y) > free) low = middle;
    else high = middle;
  }
  return firstPart(curve, low);
}

/** An arc as drawn: the path of its line, and the corners of its head, whose base is the line's end. */
function arrowOf(curve, width, free, headed = true) {
  const whole = Math.hypot(curve[3].x - curve[0].x, curve[3].y - curve[0].y);
  const cut = withoutEnd([...curve].reverse(), Math.min(free[0], whole / 4)).reverse();
  const line = withoutEnd(cut, Math.min(free[1], whole / 4));
  if (!headed) return { path: pathOf(line), head: "", line };
  const tip = line[3], long = Math.min(5 + 1.3 * width, Math.hypot(tip.x - line[0].x, tip.y - line[0].y) * 0.8);
  const shaft = withoutEnd(line, long), base = shaft[3];
  const far = Math.hypot(tip.x - base.x, tip.y - base.y) || 1, half = long * 0.45;
  const dx = (tip.x - base.x) / far, dy = (tip.y - base.y) / far;
  const head = [[tip.x, tip.y], [base.x - dy * half, base.y + dx * half], [base.x + dy * half, base.y - dx * half]];
  return { path: pathOf(shaft), head: head.map((point) => point.map(short).join(",")).join(" "), tip, base, line };
}

const short = (number) => Math.round(number * 10) / 10;

function pathOf([a, b, c, d]) {
  return `M${short(a.x)} ${short(a.y)}C${short(b.x)} ${short(b.y)} ${short(c.x)} ${short(c.y)} ${short(d.x)} ${short(d.y)}`;
}
