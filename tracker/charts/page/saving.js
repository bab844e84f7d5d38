// What can be taken along: the view as SVG, PNG or CSV, and a citation of what is open.

/** Offer a text or a picture as a file. */
function saveAs(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** A name for a file from the title of the page. */
function fileName(suffix) {
  const name = document.querySelector("h1").textContent.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${[...name].slice(0, 60).join("") || "timeline"}.${suffix}`;
}

/** The timeline as it is seen, with its marking, its title, what is chosen and what colours mean. */
function viewAsSvg(drawing) {
  const style = getComputedStyle(document.documentElement);
  const head = 46, keys = [...document.querySelectorAll("#key li")];
  const perRow = Math.max(1, Math.floor((drawing.width - 16) / 230)), rows = Math.ceil(keys.length / perRow);
  const tall = drawing.tall + head + rows * 20 + 12;
  const inner = drawing.root.cloneNode(true);
  for (const name of ["width", "height", "viewBox", "aria-hidden"]) inner.removeAttribute(name);
  const body = shape("g", { transform: `translate(0 ${head})` }, ...inner.childNodes);
  for (const clear of body.querySelectorAll('[stroke="transparent"]')) clear.remove();
  const title = document.querySelector("h1").textContent, said = document.getElementById("count").textContent;
  const root = shape("svg", { xmlns: SVG, width: drawing.width, height: tall, viewBox: `0 0 ${drawing.width} ${tall}`,
    "font-family": inner.getAttribute("font-family"), "font-size": 11 },
    shape("title", {}, DATA.marking ? `${DATA.marking} ${title}` : title),
    shape("rect", { width: drawing.width, height: tall, fill: GROUND }),
    shape("text", { x: 8, y: 20, fill: INK, "font-size": 15, "font-weight": 700 }, title),
    shape("text", { x: 8, y: 37, fill: MUTED }, said), body);
  if (DATA.marking) root.append(
    shape("rect", { x: drawing.width - 140, y: 4, width: 132, height: 19, fill: "#000000" }),
    shape("text", { x: drawing.width - 74, y: 18, fill: tlpColour(), "font-size": 12, "font-weight": 700, "text-anchor": "middle" }, DATA.marking));
  keys.forEach((item, n) => {
    const x = 8 + (n % perRow) * 230, y = drawing.tall + head + 12 + Math.floor(n / perRow) * 20;
    const sample = item.querySelector("svg");
    const group = shape("g", { transform: `translate(${x + 15} ${y})` });
    if (sample) group.append(...sample.cloneNode(true).childNodes);
    for (const path of group.querySelectorAll(".break")) path.setAttribute("stroke", MUTED);
    root.append(group, shape("text", { x: x + 34, y: y + 4, fill: MUTED, "font-size": 10 }, item.textContent.trim()));
  });
  const text = new XMLSerializer().serializeToString(root);
  return text.replace(/var\((--[\w-]+)(?:,(#\w+))?\)/g, (_, name, other) => style.getPropertyValue(name).trim() || other || "#000000");
}

/** The colour of a label of TLP 2.0 on its black ground. */
function tlpColour() {
  return { "TLP:GREEN": "#33FF00", "TLP:RED": "#FF2B2B", "TLP:CLEAR": "#FFFFFF" }[DATA.marking] || "#FFC000";
}

function saveSvg(drawing) {
  saveAs(fileName("svg"), new Blob([viewAsSvg(drawing)], { type: "image/svg+xml" }));
}

/** The same as a picture of twice as many pixels as it has on the screen. */
async function savePng(drawing) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(viewAsSvg(drawing))}`;
  await image.decode();
  const canvas = element("canvas", { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  saveAs(fileName("png"), blob);
}

/** The events that are chosen as a table, in the order of the one on the page. */
function viewAsCsv(table) {
  // A spreadsheet would take what begins with one of these for a formula.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+\-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const heading = [...document.querySelectorAll("#rows thead th")].map((each) => each.textContent.trim());
  const lines = [[...heading, "id", "marking"]];
  for (const row of table.body.rows) {
    if (row.hidden) continue;
    const event = EVENTS.get(Number(row.dataset.event));
    const marking = row.querySelector(".tlp");
    const cells = [...row.cells].map((each) => each.dataset.value ?? (each.querySelector("a") || each).textContent.trim());
    lines.push([...cells, event.handle, marking ? marking.textContent : ""]);
  }
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function saveCsv(table) {
  saveAs(fileName("csv"), new Blob([viewAsCsv(table)], { type: "text/csv;charset=utf-8" }));
}

/** A citation of the event or link that is open, with its sources; else of the whole page. */
function citation() {
  const title = document.querySelector("h1").textContent.trim();
  const open = document.querySelector("#evidence article.open");
  const page = `${title} (tracker). ${location.href}`;
  if (!open) return DATA.marking ? `${DATA.marking} ${page}` : page;
  const said = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const date = open.querySelector("time");
  const sources = [...open.querySelectorAll(".citations li")].filter((item) => !item.closest("[hidden]")).map((item) => {
    const link = item.querySelector("a[href]");
    const copy = item.cloneNode(true);
    for (const more of copy.querySelectorAll("blockquote")) more.remove();
    return said(copy) + (link && !said(copy).includes(link.href) ? `, ${link.getAttribute("href")}` : "");
  });
  const head = said(open.querySelector("h2"));
  const about = open.dataset.event ? `${head}, ${said(date)}` : head;
  const cited = sources.length ? ` ${say("Sources")}: ${[...new Set(sources)].join("; ")}.` : "";
  return `${about}.${cited} ${page}`;
}

/** Copy a text, also where the page has no right to the clipboard but by a selection. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  }
}
