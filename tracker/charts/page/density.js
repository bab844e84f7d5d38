// The density of many events: how many of each colour fall on each stretch of a lane.

const BIN = 4; // pixels
const RIBBON = 28;

/** Count events of the lanes into bins: for each lane and each tone, from the ground up. */
function densityOf(plan, events, shown, placeIn, width) {
  const bins = Math.max(1, Math.round(width / BIN));
  const counts = plan.lanes.map(() => plan.tones.map(() => new Float32Array(bins)));
  const tone = new Map(plan.tones.map((colour, n) => [colour, n]));
  events.forEach((event, n) => {
    if (!shown.has(event.id)) return;
    const mark = plan.marks[n], at = Math.floor(placeIn(mark.x) / BIN);
    if (at < 0 || at >= bins) return;
    for (const lane of mark.l) counts[lane][tone.get(mark.c) || 0][at] += 1;
  });
  let most = 0;
  for (const lane of counts)
    for (let n = 0; n < bins; n++) most = Math.max(most, lane.reduce((sum, each) => sum + each[n], 0));
  return { counts, most, bins };
}

/** The outlines of a lane's density, one on the other, as paths that stand on the floor. */
function ribbonPaths(counts, most, left, floor) {
  if (!most) return [];
  const below = new Float32Array(counts[0].length);
  return counts.map((counted) => {
    if (!counted.some(Boolean)) return "";
    let up = "", down = "";
    counted.forEach((n, at) => {
      const x = left + at * BIN, low = floor - (below[at] / most) * RIBBON;
      if (n) {
        const high = floor - ((below[at] + n) / most) * RIBBON;
        up += `M${x} ${short(low)}V${short(high)}h${BIN}V${short(low)}z`;
      }
      below[at] += n;
    });
    return up + down;
  });
}
