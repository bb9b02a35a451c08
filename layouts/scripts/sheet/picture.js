/** The card as a picture, drawn on the device where the page's own styles have laid it out. */
import { el } from "./dom.js";

const WIDTH = 1080; // as wide as most phones' screens have pixels

/**
 * @param {HTMLElement} card not in the page
 * @returns {Promise<Blob | null>} nothing where the device can't draw so much
 */
export function picture(card) {
  const box = el("div.drawn", {}, card);
  document.body.append(box);
  const { left, top, width, height } = card.getBoundingClientRect();
  const scale = WIDTH / width;
  const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { width: WIDTH, height: Math.ceil(height * scale) }));
  const c = canvas.getContext("2d");
  c?.scale(scale, scale);
  c?.translate(-left, -top);
  if (c) paint(c, card);
  box.remove();
  return new Promise((done) => canvas.toBlob(done));
}

/** @param {CanvasRenderingContext2D} c @param {HTMLElement} card */
function paint(c, card) {
  const { left, top, right, width, height } = card.getBoundingClientRect();
  const shape = (
    /** @type {string} */ color,
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {number} */ width,
    /** @type {number} */ height,
    radius = 0,
  ) => {
    c.fillStyle = color;
    c.beginPath();
    c.roundRect(x, y, width, height, radius);
    c.fill();
  };
  shape(getComputedStyle(card).backgroundColor, left, top, width, height);
  for (const name of ["::before", "::after"]) {
    const style = getComputedStyle(card, name);
    const size = parseFloat(style.width);
    shape(
      style.backgroundColor,
      right - parseFloat(style.right) - size,
      top + parseFloat(style.top),
      size,
      size,
      size / 2,
    );
  }
  for (const e of card.querySelectorAll(".care-safety, .care-foot")) {
    const { x, y, width, height } = e.getBoundingClientRect();
    const { backgroundColor, borderTopColor } = getComputedStyle(e);
    if (e.className === "care-foot") shape(borderTopColor, x, y, width, 1);
    else shape(backgroundColor, x, y, width, height, 16);
  }
  c.textBaseline = "bottom";
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) write(c, /** @type {Text} */ (texts.currentNode));
}

/** Each word where it stands. @param {CanvasRenderingContext2D} c @param {Text} node */
function write(c, node) {
  const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(/** @type {Element} */ (node.parentElement));
  const range = document.createRange();
  c.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  c.fillStyle = color;
  const place = (/** @type {string} */ text, /** @type {number} */ at) => {
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    const [where, more] = range.getClientRects();
    const letters = [...text];
    // A word wider than the line continues on the next.
    if (more && letters[1]) letters.reduce((from, letter) => (place(letter, from), from + letter.length), at);
    else if (where) {
      // A screen's letters stand a little wider apart than a picture's.
      c.save();
      c.translate(where.left, where.bottom);
      c.scale(where.width / c.measureText(text).width, 1);
      c.fillText(text, 0, 0);
      c.restore();
    }
  };
  for (const word of node.data.matchAll(/\S+/g)) place(word[0], word.index);
}
