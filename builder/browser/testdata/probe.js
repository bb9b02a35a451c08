/* Measures a page from inside. Every function returns plain data and leaves the page as it was,
   unless its comment says otherwise. Lengths are CSS pixels. */
globalThis.probe = (() => {
  const controls =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";

  // What is true only with scripts may be hidden without them (what a filter found, that a script
  // failed), and so may controls that need them.
  const scripted = "#page\\:leave-shift, label, button, [role=status], [role=alert], .filter-none";

  /** A name that a person can find the element by. */
  const name = (el) => {
    if (!el) return "nothing";
    const text = (el.getAttribute("aria-label") || el.value || el.textContent || "").trim().replace(/\s+/g, " ");
    const id = el.id ? "#" + el.id : "";
    const classes = [...el.classList].map((c) => "." + c).join("");
    return `<${el.localName}${id}${classes}> ${JSON.stringify(text.slice(0, 40))} in <${el.parentElement?.localName ?? ""}.${el.parentElement?.className ?? ""}>`;
  };

  /** Whether an element is rendered at all; one that is only scrolled away is. */
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;

  /** Whether an element is kept for screen readers alone. */
  const heardOnly = (el) => {
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.position === "absolute" && (style.clipPath !== "none" || style.clip !== "auto")) return true;
    }
    return false;
  };

  /** The text nodes below root that hold more than white space. */
  const texts = (root) => {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const inside = node.parentElement.closest("script, style, noscript, template, svg");
      if (node.data.trim() && !inside) found.push(node);
    }
    return found;
  };

  const rects = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
  };

  /** Whether an element stays in place while the page scrolls under it. */
  const hangs = (el) => {
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(e).position)) return true;
    }
    return false;
  };

  /** Whether something around the element scrolls by itself. */
  const scrolls = (el) => {
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };

  const channel = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parsed = new Map();
  const parse = (color) => {
    if (!parsed.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      parsed.set(color, { r, g, b, a: a / 255 });
    }
    return parsed.get(color);
  };
  const luminance = ({ r, g, b }) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);

  /** The contrast of two colours after WCAG 2.2. */
  const contrast = (one, two) => {
    const [high, low] = [luminance(parse(one)), luminance(parse(two))].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  /** The nearest ground that is not transparent. */
  const ground = (el) => {
    for (let e = el; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (parse(color).a > 0.99) return color;
    }
    return "white";
  };

  /** The contrast of the outline that shows where the focus is, 0 without one. */
  const ring = (el) => {
    let best = 0;
    for (const e of [el, el.closest("label"), ...(el.labels ?? [])]) {
      if (!e) continue;
      const style = getComputedStyle(e);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) continue;
      const outside = parseFloat(style.outlineOffset) >= 0 && e.parentElement;
      best = Math.max(best, contrast(style.outlineColor, ground(outside ? e.parentElement : e)));
    }
    return best;
  };

  const numbers = new WeakMap();
  let last = 0;

  return {
    /** Shows what <details> hide. Changes the page. */
    openDetails: () =>
      document.querySelectorAll("main details, .beside details").forEach((d) => {
        d.open = true;
      }),

    /** Lets nothing hang over the page and no field be empty, since contrast cannot be told
     * there. Changes the page. */
    settle: () => {
      for (const el of document.body.querySelectorAll("*")) {
        if (["fixed", "sticky"].includes(getComputedStyle(el).position)) el.style.position = "static";
      }
      for (const field of document.querySelectorAll("input:not([type]), input[type=text], textarea"))
        field.value ||= "Sam";
    },

    /** Where the keyboard is. */
    focus: () => {
      const el = document.activeElement;
      if (!el || el === document.body || el === document.documentElement) return { number: 0, name: "the page" };
      if (!numbers.has(el)) numbers.set(el, ++last);
      const box = [...el.getClientRects()].find(
        (r) => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
      );
      let covered = "";
      if (box) {
        const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        const label = el.closest("label") ?? el.labels?.[0];
        if (top && !el.contains(top) && !top.contains(el) && !label?.contains(top)) covered = name(top);
      }
      return {
        number: numbers.get(el),
        name: name(el),
        seen: Boolean(box),
        covered,
        ring: ring(el),
        text: Boolean(el.closest("main")) && !el.closest("nav"),
        main: Boolean(el.closest("main")) || el.id === "page:main",
        box: box && {
          left: box.left + scrollX,
          right: box.right + scrollX,
          top: box.top + scrollY,
          bottom: box.bottom + scrollY,
          hangs: hangs(el),
        },
      };
    },

    /** Controls that Tab has not reached since the page was loaded. One radio stands for its group. */
    missed: () => {
      const groups = new Set();
      return [...document.querySelectorAll(controls)]
        .filter((el) => {
          if (el.disabled || el.tabIndex < 0 || !shown(el) || numbers.has(el)) return false;
          if (el.type !== "radio") return true;
          const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(el.name)}"]`)];
          if (group.some((r) => numbers.has(r)) || groups.has(el.name)) return false;
          groups.add(el.name);
          return true;
        })
        .map(name);
    },

    /** How far the page scrolls sideways. */
    sideways: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

    /** Text outside the page's width, and text cut off by what it stands in. */
    cut: () => {
      const found = [];
      const width = document.documentElement.clientWidth; // innerWidth grows with what overflows
      for (const node of texts(document.body)) {
        const el = node.parentElement;
        if (!rects(node).some((r) => r.right > width + 1 || r.left < -1)) continue;
        if (shown(el) && !scrolls(el) && !heardOnly(el) && !el.closest(".skip")) found.push("outside: " + name(el));
      }
      for (const el of document.body.querySelectorAll("*")) {
        const wide = el.scrollWidth > el.clientWidth + 1,
          high = el.scrollHeight > el.clientHeight + 1;
        if ((!wide && !high) || el.type === "file") continue; // which shortens a name itself
        const style = getComputedStyle(el);
        const hides = (v) => v === "hidden" || v === "clip";
        const side = wide && hides(style.overflowX),
          below = high && hides(style.overflowY);
        if ((side || below) && shown(el) && !heardOnly(el) && !el.closest("svg"))
          found.push(`cut ${side ? "at the side" : "below"}: ${name(el)}`);
      }
      return found;
    },

    /** Controls that lie on one another. */
    overlaps: () => {
      const boxes = [...document.querySelectorAll(controls)]
        .filter((el) => shown(el) && !heardOnly(el) && !hangs(el) && !el.closest(".skip"))
        .flatMap((el) => [...el.getClientRects()].map((r) => ({ el, r })))
        .sort((a, b) => a.r.top - b.r.top);
      const found = [];
      for (let i = 0; i < boxes.length; i++) {
        for (let j = i + 1; j < boxes.length && boxes[j].r.top < boxes[i].r.bottom; j++) {
          const [a, b] = [boxes[i], boxes[j]];
          if (a.el === b.el || a.el.contains(b.el) || b.el.contains(a.el)) continue;
          const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
          const y = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
          // The boxes of inline text are taller than its lines.
          if (x > 2 && y > 8) found.push(name(a.el) + " and " + name(b.el));
        }
      }
      return found;
    },

    /** What has not turned round on a page that runs from right to left. */
    unturned: () => {
      const found = [];
      const box = (selector) => {
        const el = [...document.querySelectorAll(selector)].find(shown);
        return el?.getBoundingClientRect();
      };
      const brand = box(".brand"),
        leave = box(".leave");
      if (brand && leave && Math.abs(brand.top - leave.top) < 20 && brand.left < leave.left)
        found.push("the name stands left of the way out");
      for (const el of document.querySelectorAll("main :is(h1, h2, p, li, td, dd), .top *, .menu *")) {
        const style = getComputedStyle(el);
        if (!shown(el)) continue;
        if (style.direction !== "rtl" && !el.closest("pre, code, [dir]:not(html)"))
          found.push("runs from left to right: " + name(el));
        if (style.textAlign === "left") found.push("stands at the left: " + name(el));
      }
      for (const el of document.querySelectorAll("main :is(ul, ol, dd, blockquote, .callout)")) {
        const style = getComputedStyle(el);
        const sides = (property, l, r) =>
          parseFloat(style[property + "Left" + l]) > parseFloat(style[property + "Right" + r]) + 0.5;
        if (shown(el) && (sides("padding", "", "") || sides("border", "Width", "Width")))
          found.push("is set in at the left: " + name(el));
      }
      return found;
    },

    /** What stays in place while the page scrolls: its height within the view. */
    pinned: () => {
      let height = 0;
      for (const el of document.body.querySelectorAll("*")) {
        if (!["fixed", "sticky"].includes(getComputedStyle(el).position) || !shown(el)) continue;
        const r = el.getBoundingClientRect();
        height += Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, 0));
      }
      return height;
    },

    /** Controls smaller than least in width or height, but for links in running text. */
    small: (least) =>
      [...document.querySelectorAll(controls)]
        .filter((el) => {
          if (!shown(el) || heardOnly(el) || el.closest(".skip") || el.disabled) return false;
          if (el.closest("td, th")) return false; // the text of a table
          const block = el.closest("p, li, dd, dt, blockquote, figcaption, h1, h2, h3, h4, label, legend");
          const alone = !block || block.textContent.trim() === el.textContent.trim();
          if (el.localName === "a" && getComputedStyle(el).display.startsWith("inline") && !alone) return false;
          let { left, right, top, bottom } = el.getBoundingClientRect();
          for (const label of el.labels ?? []) {
            const r = label.getBoundingClientRect();
            [left, right, top, bottom] = [
              Math.min(left, r.left),
              Math.max(right, r.right),
              Math.min(top, r.top),
              Math.max(bottom, r.bottom),
            ];
          }
          return right - left < least - 0.5 || bottom - top < least - 0.5;
        })
        .map((el) => {
          const r = el.getBoundingClientRect();
          return `${Math.round(r.width)}x${Math.round(r.height)} ${name(el)}`;
        }),

    /** How many lines the main heading takes. */
    titleLines: () => {
      const heading = document.querySelector("main h1");
      return Math.round(heading.getBoundingClientRect().height / parseFloat(getComputedStyle(heading).lineHeight));
    },

    /** Where the first line of text after the main heading begins; facts about the page are none. */
    textStart: () => {
      const heading = document.querySelector("main h1");
      const first = texts(document.querySelector("main")).find(
        (node) =>
          heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING &&
          !heading.contains(node) &&
          shown(node.parentElement) &&
          !heardOnly(node.parentElement) &&
          !node.parentElement.closest("nav, .facts"),
      );
      return first ? Math.round(rects(first)[0].top + scrollY) : -1;
    },

    /** Every piece of text in the page that can be seen, in order, with white space folded. */
    visibleText: () =>
      texts(document.body)
        .filter((node) => shown(node.parentElement) && rects(node).length > 0 && !node.parentElement.closest(scripted))
        .map((node) => node.data.trim().replace(/\s+/g, " ")),

    /** What the text of the page says. Left out is what paper may lack: navigation, controls, and
     * on the sheet the examples and the line about printing. */
    mainText: () =>
      texts(document.querySelector("main"))
        .filter((node) => shown(node.parentElement) && rects(node).length > 0 && !heardOnly(node.parentElement))
        .filter(
          (node) =>
            !node.parentElement.closest(
              "nav, .contents-short, button, label, .button, .note, .q > p:has(q), .sheet-status, .no-print, [role=doc-backlink]",
            ),
        )
        .map((node) => node.data.trim().replace(/\s+/g, " ")),

    /** Links to other places whose address the print style does not write out. */
    unprinted: () =>
      [...document.querySelectorAll("main a[rel=external]")]
        .filter((a) => shown(a) && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")))
        .map(name),

    /** Text in main that nobody can see: lost, by the names of its elements; or not, since a link
     * that shows leads to the same place, or to the list of a country's services, which has listed. */
    hiddenText: (listed) => {
      const links = [...document.querySelectorAll("a[href]")].filter(shown);
      const elsewhere = (el) => {
        const link = el.closest("a[href]");
        if (link && links.some((a) => a.href === link.href)) return true;
        const { country } = el.closest(".call")?.dataset ?? {};
        const way = country && links.find((a) => a.hash === "#page:lines-" + country);
        return Boolean(way) && (link ? listed.includes(link.getAttribute("href")) : way.textContent === el.textContent);
      };
      const hidden = texts(document.querySelector("main")).filter(
        (node) => !shown(node.parentElement) && !node.parentElement.closest(scripted),
      );
      return {
        lost: hidden.filter((node) => !elsewhere(node.parentElement)).map((node) => name(node.parentElement)),
        elsewhere: hidden
          .filter((node) => elsewhere(node.parentElement))
          .map((node) => node.data.trim().replace(/\s+/g, " ")),
      };
    },

    /** What looks like a control and does nothing without scripts. */
    dead: () =>
      [
        ...document.querySelectorAll(
          "button, [role=button], [onclick], a:not([href]), a[href='#'], a[href^='javascript:'], dialog[open], [contenteditable]",
        ),
      ]
        .filter((el) => shown(el) && el.type !== "reset" && !el.popoverTargetElement && !el.hasAttribute("command"))
        .map(name),

    /** The greys (0 black to 255 white) of all text that shows, and where the palest stands. */
    palest: () => {
      let palest = { grey: -1, name: "" };
      for (const node of texts(document.body)) {
        const el = node.parentElement;
        if (!shown(el) || heardOnly(el) || rects(node).length === 0) continue;
        const { r, g, b } = parse(getComputedStyle(el).color);
        const grey = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
        if (grey > palest.grey) palest = { grey, name: name(el) };
      }
      return palest;
    },

    /** The contrast of each pair of custom properties, "--ink on --paper" by key. */
    contrasts: (pairs) => {
      const style = getComputedStyle(document.documentElement);
      return Object.fromEntries(
        pairs.map((pair) => {
          const [front, back] = pair.split(" on ").map((token) => style.getPropertyValue(token));
          if (!front || !back) return [pair, 0];
          return [pair, contrast(front, back)];
        }),
      );
    },

    /** What the page has left on the device. */
    kept: async () => {
      const kept = [];
      if (document.cookie) kept.push("cookie " + document.cookie);
      for (const key of Object.keys(localStorage)) kept.push("local storage " + key);
      for (const key of Object.keys(sessionStorage)) kept.push("session storage " + key);
      for (const db of await indexedDB.databases()) kept.push("database " + db.name);
      for (const cache of await caches.keys()) kept.push("cache " + cache);
      for (const worker of await navigator.serviceWorker.getRegistrations())
        kept.push("service worker " + worker.scope);
      return kept;
    },

    /** Text without contrast to the ground it stands on. */
    unreadable: () =>
      [...new Set(texts(document.body).map((node) => node.parentElement))]
        .filter((el) => shown(el) && !heardOnly(el) && contrast(getComputedStyle(el).color, ground(el)) < 4.5)
        .map(name),

    /** Lays a style sheet over the page. Changes the page. */
    restyle: (css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    },

    /** What moves without being asked, or would move on hover or focus. */
    moving: () => [
      ...document.getAnimations().map((a) => "animation of " + name(a.effect?.target)),
      ...[...document.querySelectorAll("*")]
        .filter((el) => {
          const style = getComputedStyle(el);
          return (
            style.transitionDuration.split(",").some((d) => parseFloat(d) > 0.01) || style.scrollBehavior === "smooth"
          );
        })
        .map(name),
    ],

    /** Boxes told apart by their ground alone that have no edge. */
    edgeless: () =>
      [...document.querySelectorAll(".callout, .say, .instead, .next, .short, .button, .note, .foot")]
        .filter((el) => {
          if (!shown(el)) return false;
          const edges = (e) =>
            ["Top", "Left", "Bottom", "Right"].some(
              (side) =>
                getComputedStyle(e)[`border${side}Style`] !== "none" &&
                parseFloat(getComputedStyle(e)[`border${side}Width`]) > 0,
            );
          return !edges(el) && ![...el.querySelectorAll("*")].some(edges);
        })
        .map(name),
  };
})();
