// The table of events: the rows that are chosen, in the order asked for.

class Table {
  constructor() {
    this.body = document.querySelector("#rows tbody");
    this.rows = [...this.body.rows];
    this.place = new Map(this.rows.map((row, n) => [row, n]));
    for (const button of document.querySelectorAll("#rows [data-sort]")) {
      button.addEventListener("click", () => this.sort(button));
    }
  }

  show(events) {
    for (const row of this.rows) row.hidden = !events.has(Number(row.dataset.event));
  }

  sort(button) {
    const heading = button.closest("th");
    const column = [...heading.parentElement.cells].indexOf(heading);
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of heading.parentElement.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => {
      if (column === 0) return this.place.get(row);
      const cell = row.cells[column];
      if (cell.dataset.value === undefined) return cell.textContent.toLowerCase();
      return cell.dataset.value === "" ? Infinity : Number(cell.dataset.value);
    };
    const keys = new Map(this.rows.map((row) => [row, key(row)]));
    const compare = (a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0);
    const sorted = [...this.rows].sort((a, b) => compare(a, b) * (up ? 1 : -1) || this.place.get(a) - this.place.get(b));
    this.body.append(...sorted);
  }
}
