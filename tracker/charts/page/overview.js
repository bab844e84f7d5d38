// The strip under the timeline: the whole time, and on it the window that is seen.

class Overview {
  constructor(host, drawing, done) {
    this.host = host;
    this.drawing = drawing;
    let grabbed = null;
    const placeAt = (clientX) => ((clientX - host.getBoundingClientRect().left - drawing.left) / this.wide) * drawing.plan.wide;
    host.addEventListener("pointerdown", (press) => {
      const { start, end } = drawing.window, place = placeAt(press.clientX);
      grabbed = place >= start && place <= end ? place - start : (end - start) / 2;
      host.setPointerCapture(press.pointerId);
      drawing.show_window(place - grabbed, place - grabbed + end - start);
    });
    host.addEventListener("pointermove", (move) => {
      if (grabbed === null) return;
      const { start, end } = drawing.window, place = placeAt(move.clientX) - grabbed;
      drawing.show_window(place, place + end - start);
    });
    for (const name of ["pointerup", "pointercancel"]) host.addEventListener(name, () => { grabbed = null; done(); });
  }

  get wide() {
    return this.drawing.right - this.drawing.left;
  }

  /** Draw the density of what is chosen, where that has changed, and the window on it. */
  draw() {
    const { drawing } = this, high = 44;
    const key = [this.wide, drawing.shown];
    if (!this.key || key.some((each, n) => each !== this.key[n])) {
      this.key = key;
      const bins = new Float32Array(Math.ceil(this.wide / 3) + 1);
      DATA.events.forEach((event, n) => {
        if (drawing.shown.events.has(event.id)) bins[Math.floor(((drawing.plan.marks[n].x / drawing.plan.wide) * this.wide) / 3)] += 1;
      });
      const most = Math.max(1, ...bins);
      let path = "";
      bins.forEach((count, at) => {
        const tall = count && 4 + (count / most) * (high - 8);
        if (count) path += `M${drawing.left + at * 3} ${high}v${-short(tall)}h2.4v${short(tall)}z`;
      });
      this.box = shape("rect", { y: 1, height: high - 2, fill: "var(--accent)", "fill-opacity": 0.14, stroke: "var(--accent)" });
      this.host.replaceChildren(shape("svg", { width: drawing.width, height: high }, shape("path", { d: path, fill: MUTED }), this.box));
    }
    const x = (place) => drawing.left + (place / drawing.plan.wide) * this.wide;
    const { start, end } = drawing.window;
    this.box.setAttribute("x", short(x(start)));
    this.box.setAttribute("width", Math.max(3, short(x(end) - x(start))));
  }
}
