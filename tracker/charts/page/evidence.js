// The side panel: which event or link is open. Its texts stand in the page already.

class Evidence {
  constructor(onOpen) {
    this.panel = document.getElementById("evidence");
    this.onOpen = onOpen;
    this.panel.classList.add("empty");
    document.addEventListener("click", (click) => {
      const button = click.target.closest("[data-show]");
      if (button) this.open(button.dataset.show, true);
    });
    document.getElementById("shut").addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", (key) => {
      if (key.key === "Escape") this.close();
    });
  }

  open(id, focus = false) {
    const article = document.getElementById(id);
    if (!article) return;
    this.clear();
    if (focus) this.before = document.activeElement;
    article.classList.add("open");
    this.panel.classList.remove("empty");
    document.getElementById("hint").hidden = true;
    this.panel.scrollTop = 0;
    if (focus) this.panel.focus({ preventScroll: true });
    const number = article.dataset.event ? Number(article.dataset.event) : null;
    const row = number && document.querySelector(`tr[data-event="${number}"]`);
    if (row) row.classList.add("open");
    this.onOpen(number);
  }

  close() {
    this.clear();
    this.panel.classList.add("empty");
    document.getElementById("hint").hidden = false;
    this.onOpen(null);
    if (this.before && this.before.isConnected) this.before.focus({ preventScroll: true });
  }

  clear() {
    for (const open of document.querySelectorAll("article.open, tr.open")) open.classList.remove("open");
  }

  /** Leave out the causes and effects that no link of the choice leads to, and others' claims. */
  narrow(links, account) {
    for (const item of document.querySelectorAll(".ends li")) item.hidden = !links.has(item.dataset.link);
    for (const item of document.querySelectorAll(".claims > li")) {
      item.hidden = account !== "" && item.dataset.by !== account;
    }
  }
}
