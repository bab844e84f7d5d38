// The side panel: which event or link is open. Its texts stand in the page already.

class Evidence {
  constructor(onClose) {
    this.panel = document.getElementById("evidence");
    this.panel.classList.add("empty");
    this.onClose = onClose;
    this.number = null;
    for (const id of ["hint", "shut"]) document.getElementById(id).hidden = false;
    document.getElementById("shut").addEventListener("click", () => this.leave());
    this.panel.addEventListener("keydown", (key) => {
      if (key.key === "Escape") this.leave();
    });
  }

  /** Open an event or a link by the id of its article; with `focus` it is read next. */
  open(id, focus = false) {
    const article = document.getElementById(id);
    if (!article || !article.matches("#evidence article")) return;
    if (focus && !this.panel.contains(document.activeElement)) this.before = document.activeElement;
    this.clear();
    article.classList.add("open");
    this.panel.classList.remove("empty");
    document.getElementById("hint").hidden = true;
    this.panel.scrollTop = 0;
    if (focus) this.panel.focus({ preventScroll: true });
    this.number = article.dataset.event ? Number(article.dataset.event) : null;
    const row = this.number && document.querySelector(`tr[data-event="${this.number}"]`);
    if (row) row.classList.add("open");
  }

  leave() {
    this.close();
    this.onClose();
    if (this.before && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  close() {
    this.clear();
    this.number = null;
    this.panel.classList.add("empty");
    document.getElementById("hint").hidden = false;
  }

  clear() {
    for (const open of document.querySelectorAll("article.open, tr.open")) open.classList.remove("open");
  }

  /** Leave out causes and effects that no chosen link leads to, and say how many; and others' claims. */
  narrow(links, account) {
    for (const list of document.querySelectorAll(".ends")) {
      let hidden = 0;
      for (const item of list.children) {
        item.hidden = !links.has(item.dataset.link);
        hidden += item.hidden;
      }
      const note = list.nextElementSibling;
      note.hidden = hidden === 0;
      note.textContent = say("Hidden by the filters, or only denied: {number}.", { number: figure(hidden) });
    }
    for (const item of document.querySelectorAll(".claims > li")) item.hidden = account !== "" && item.dataset.by !== account;
  }
}
