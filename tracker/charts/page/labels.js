// Labels beside their marks: those of a lit chain in any case, of others those that have room.

const HALF = 8; // pixels, half a line

/** Rectangles on a grid, so that each is compared with what lies near it alone. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  near(box, visit) {
    for (let i = Math.floor(box[0] / 80); i <= Math.floor(box[2] / 80); i++)
      for (let j = Math.floor(box[1] / 40); j <= Math.floor(box[3] / 40); j++) if (visit(`${i},${j}`)) return true;
    return false;
  }

  meets(box) {
    return this.near(box, (cell) => (this.cells.get(cell) || []).some(
      (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
  }

  take(box) {
    this.near(box, (cell) => {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    });
  }
}

/**
 * Place labels of marks, which come in the order of what matters: `{x, y, half, text, wide, must}`.
 * What must be named is so, if need be some rows off with a line to its mark; none lies on what is `blocked`.
 */
function placeLabels(marks, left, right, tall, blocked = []) {
  const taken = new Taken();
  for (const box of blocked) taken.take(box);
  for (const each of marks) taken.take([each.x - each.half, each.y - each.half, each.x + each.half, each.y + each.half]);
  const placed = [];
  const tryAt = (each, x, y, line) => {
    const box = [x - 1, y - HALF, x + each.wide + 2, y + HALF];
    if (box[0] < left || box[2] > right || box[1] < 0 || box[3] > tall || taken.meets(box)) return false;
    taken.take(box);
    placed.push({ ...each, lx: x, ly: y, line });
    return true;
  };
  for (const each of marks) {
    if (!each.text) continue;
    const beside = each.x + each.half + 4, before = each.x - each.half - 4 - each.wide;
    if (tryAt(each, beside, each.y, false)) continue;
    if (tryAt(each, before, each.y, false) || !each.must) continue;
    let done = false;
    for (let step = 1; step <= 40 && !done; step++)
      for (const x of [beside, before, Math.max(left + 2, Math.min(each.x - each.wide / 2, right - each.wide - 4))])
        for (const y of [each.y - step * 9, each.y + step * 9]) done = done || tryAt(each, x, y, true);
    if (!done) placed.push({ ...each, lx: Math.max(left, Math.min(beside, right - each.wide)), ly: each.y, line: false });
  }
  return placed;
}
