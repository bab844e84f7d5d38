// What pointer, wheel and fingers do to the window of time: drag, pinch, zoom, scroll sideways.

/** Let a drawing be moved and zoomed; `done` is called when a movement has ended. */
function listenForGestures(drawing, done) {
  const host = drawing.host;
  const fingers = new Map();
  let last = null, dragged = false, apart = 0;
  const placeAt = (clientX) => {
    const x = clientX - host.getBoundingClientRect().left;
    return drawing.window.start + (x - drawing.left) / drawing.perUnit;
  };
  host.addEventListener("pointerdown", (press) => {
    fingers.set(press.pointerId, press.clientX);
    last = press.clientX;
    dragged = false;
    apart = 0;
  });
  addEventListener("pointermove", (move) => {
    if (!fingers.has(move.pointerId)) return;
    fingers.set(move.pointerId, move.clientX);
    if (fingers.size === 2) {
      const [one, other] = [...fingers.values()];
      const now = Math.max(20, Math.abs(one - other));
      if (apart) drawing.zoom(apart / now, placeAt((one + other) / 2));
      apart = now;
      dragged = true;
      return;
    }
    if (!dragged && Math.abs(move.clientX - last) < 4) return;
    dragged = true;
    const by = (last - move.clientX) / drawing.perUnit;
    last = move.clientX;
    drawing.show_window(drawing.window.start + by, drawing.window.end + by);
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (end) => {
    if (!fingers.delete(end.pointerId)) return;
    apart = 0;
    if (dragged) done();
  });
  // A drag ends in a click, which is not meant for the event that lies there.
  host.addEventListener("click", (click) => {
    if (!dragged) return;
    click.stopPropagation();
    dragged = false;
  }, true);
  host.addEventListener("wheel", (turn) => {
    if (turn.ctrlKey || turn.metaKey) drawing.zoom(Math.exp(Math.max(-60, Math.min(60, turn.deltaY)) / 200), placeAt(turn.clientX));
    else if (Math.abs(turn.deltaX) > Math.abs(turn.deltaY) || turn.shiftKey) {
      const by = (turn.deltaX || turn.deltaY) / drawing.perUnit;
      drawing.show_window(drawing.window.start + by, drawing.window.end + by);
    } else return; // the page scrolls
    turn.preventDefault();
    done();
  }, { passive: false });
}
