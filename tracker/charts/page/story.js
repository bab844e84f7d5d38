// The steps along the chain of the story: Next and Back, by buttons and by keys.

class Steps {
  constructor(onStep) {
    this.bar = document.getElementById("steps");
    this.at = -1;
    this.items = [...document.querySelectorAll("#chain-told [data-step]")];
    if (!this.bar) return;
    this.bar.hidden = false;
    document.getElementById("next").addEventListener("click", () => onStep(this.at + 1));
    document.getElementById("back").addEventListener("click", () => onStep(this.at - 1));
    this.bar.closest("section").addEventListener("keydown", (key) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key.key];
      if (!by || !key.target.closest("#steps, #chain-told")) return;
      key.preventDefault();
      onStep(this.at + by);
    });
    this.show(-1);
  }

  /** The numbers of the events of the chain. */
  get events() {
    return DATA.chain;
  }

  /** Show a step: its row in the picture, its item in the list, and say it. */
  show(at) {
    this.at = Math.max(-1, Math.min(this.items.length - 1, at));
    const number = this.events[this.at];
    for (const lit of document.querySelectorAll("#spine .at")) lit.classList.remove("at");
    this.items.forEach((item, n) => {
      item.classList.toggle("at", n === this.at);
      if (n === this.at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    if (!this.bar) return;
    if (number !== undefined) for (const part of document.querySelectorAll(`#spine text[data-event="${number}"]`)) part.classList.add("at");
    document.getElementById("back").setAttribute("aria-disabled", this.at <= 0); // not disabled: it keeps the focus
    document.getElementById("next").setAttribute("aria-disabled", this.at >= this.items.length - 1);
    const event = EVENTS.get(number);
    document.getElementById("step").textContent = event
      ? say("Step {n} of {number}: {what}", { n: this.at + 1, number: this.items.length, what: `${event.date}: ${event.title}` })
      : say("{number} steps", { number: this.items.length });
  }
}
