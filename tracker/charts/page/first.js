"use strict";
// Before the page is laid out: that scripts run, so that its thousands of rows are not laid out unseen.
// Should anything go wrong until all is ready, the page is as it is without scripts.
document.documentElement.classList.add("live");
addEventListener("error", () => {
  if (!document.documentElement.dataset.ready) document.documentElement.classList.remove("live");
});
