// What the page says by itself, in its language, and elements of HTML and SVG made of plain texts.

/** A phrase in the language of the page, its names in braces filled in. */
function say(phrase, values = {}) {
  const text = (DATA.words || {})[phrase] || phrase;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** A whole number as the language writes it. */
function figure(number) {
  return number.toLocaleString(DATA.language || "en");
}

const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG with its attributes; a child that is a text stays one. */
function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) if (attributes[key] !== null) made.setAttribute(key, attributes[key]);
  if (children.length) made.append(...children);
  return made;
}

/** An element of HTML with its properties. */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A colour as the theme of the page has it. */
function paint(colour) {
  return `var(--c-${colour.slice(1)},${colour})`;
}

const INK = "var(--ink)", MUTED = "var(--muted)", FAINT = "var(--faint)", PANEL = "var(--panel)", GROUND = "var(--ground)";
