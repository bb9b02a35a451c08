/**
 * The card as a picture, drawn on the device: black on white, like its paper.
 *
 * @typedef {{text: string, strong?: boolean}} Run
 * @typedef {{font: string, colour: string, height: number}} Face
 * @typedef {{x: number, y: number, text: string, face: Face}} Word
 */
const WIDTH = 1080; // as wide as most phones' screens have pixels
const EDGE = 84;
const SERIF = '"Iowan Old Style", "Palatino Linotype", P052, Georgia, serif';
const SANS = "system-ui, sans-serif";

/** @param {string} font @param {string} colour @param {number} size @returns {Face} */
const face = (font, colour, size) => ({ font, colour, height: size * 1.42 });

const FACES = {
  title: face(`600 64px ${SERIF}`, "#2a2130", 64),
  who: face(`32px ${SANS}`, "#51465a", 32),
  head: face(`600 34px ${SANS}`, "#7d2a4f", 34),
  text: face(`42px ${SERIF}`, "#2a2130", 42),
  strong: face(`600 42px ${SERIF}`, "#2a2130", 42),
  clay: face(`42px ${SERIF}`, "#762f12", 42),
  clayStrong: face(`600 42px ${SERIF}`, "#762f12", 42),
  foot: face(`29px ${SANS}`, "#51465a", 29),
};

/** Sets text into lines of a width, and remembers where each word stands. */
class Setter {
  /** @type {Word[]} */
  words = [];
  y = EDGE;

  /** @param {CanvasRenderingContext2D} c */
  constructor(c) {
    this.c = c;
  }

  /** @param {{text: string, face: Face}[]} runs @param {number} left @param {number} right */
  paragraph(runs, left = EDGE, right = WIDTH - EDGE) {
    let x = left;
    let height = 0;
    for (const { text, face } of runs) {
      this.c.font = face.font;
      height = Math.max(height, face.height);
      for (const word of text.split(/(?<=\s)/u).flatMap((w) => this.broken(w, right - left))) {
        const wide = this.c.measureText(word.trimEnd()).width;
        if (x > left && x + wide > right) {
          x = left;
          this.y += height;
        }
        if (word.trim()) this.words.push({ x, y: this.y, text: word.trimEnd(), face });
        x += this.c.measureText(word).width;
        if (word.includes("\n")) {
          x = left;
          this.y += height;
        }
      }
    }
    this.y += height;
  }

  /** A word that is wider than the line, in pieces. @param {string} word @param {number} width */
  broken(word, width) {
    const pieces = [];
    let rest = [...word];
    while (rest.length > 1 && this.c.measureText(rest.join("").trimEnd()).width > width) {
      let n = rest.length - 1;
      while (n > 1 && this.c.measureText(rest.slice(0, n).join("")).width > width) n = Math.floor(n * 0.9);
      pieces.push(rest.slice(0, n).join(""));
      rest = rest.slice(n);
    }
    return [...pieces, rest.join("")];
  }
}

/**
 * @param {import("./card.js").Card} card
 * @param {{plan: string, help: string}} words
 * @returns {Promise<Blob | null>} nothing where the device can't draw so much
 */
export function picture(card, words) {
  const canvas = document.createElement("canvas");
  const c = canvas.getContext("2d");
  if (!c) return Promise.resolve(null);
  const set = new Setter(c);
  const faced = (/** @type {Run[]} */ runs, /** @type {Face} */ plain, /** @type {Face} */ strong) => runs.map((r) => ({ text: r.text, face: r.strong ? strong : plain }));
  set.paragraph([{ text: card.title, face: FACES.title }], EDGE, WIDTH - 420);
  set.paragraph([{ text: [card.name, card.date].filter(Boolean).join(" · "), face: FACES.who }], EDGE, WIDTH - 330);
  set.y = Math.max(set.y + 40, 300);
  const top = set.y;
  if (card.safety.length) set.y += 30;
  for (const line of card.safety) {
    set.paragraph(faced(line.runs, FACES.clay, FACES.clayStrong), EDGE + 24, WIDTH - EDGE - 24);
    set.y += 14;
  }
  const bottom = set.y + 16;
  if (card.safety.length) set.y = bottom + 20;
  for (const part of card.parts) {
    set.y += 34;
    set.paragraph([{ text: part.title, face: FACES.head }]);
    for (const line of part.lines) {
      set.paragraph(faced(line.runs, FACES.text, FACES.strong));
      set.y += 12;
    }
  }
  set.y += 60;
  const rule = set.y - 30;
  set.paragraph([{ text: `${words.plan} ${words.help}`, face: FACES.foot }]);
  canvas.width = WIDTH;
  canvas.height = Math.ceil(set.y + EDGE);
  paint(c, canvas, { words: set.words, box: card.safety.length ? [top, bottom] : undefined, rule });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** @param {CanvasRenderingContext2D} c @param {HTMLCanvasElement} canvas @param {{words: Word[], box?: number[], rule: number}} set */
function paint(c, canvas, { words, box, rule }) {
  c.fillStyle = "#fffdf9";
  c.fillRect(0, 0, canvas.width, canvas.height);
  for (const [colour, x, y] of /** @type {[string, number, number][]} */ ([["#efc4a0", 960, 84], ["#c6b2d6", 880, 150]])) {
    c.fillStyle = colour;
    c.beginPath();
    c.arc(x, y, 112, 0, 2 * Math.PI);
    c.fill();
  }
  if (box) {
    c.fillStyle = "#f9e8dd";
    c.beginPath();
    c.roundRect(EDGE - 24, box[0], WIDTH - 2 * EDGE + 48, box[1] - box[0], 32);
    c.fill();
  }
  c.fillStyle = "#ddd2c3";
  c.fillRect(EDGE, rule, WIDTH - 2 * EDGE, 2);
  c.textBaseline = "top";
  for (const { x, y, text, face } of words) {
    c.font = face.font;
    c.fillStyle = face.colour;
    c.fillText(text, x, y);
  }
}
