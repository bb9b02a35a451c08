// What the styles may use: what Chrome, Edge, Firefox and Safari have all had for two and a half
// years ("widely available", https://web.dev/baseline). In an older browser a page may lose its
// look; it stays readable, in the source's order. What is newer stands behind @supports, or below
// with why its lack does no harm.
//
//     builder/browser/node_modules/.bin/eslint -c builder/browser/eslint.config.js "layouts/styles/**/*.css"
import css from "@eslint/css";

/** Shorthands of which Safari knows the first value alone, and drops the rest with it. */
const longhands = ["text-decoration", "text-emphasis"];

/** What is newer, or not alike everywhere, and what a reader has without it. */
const enhancements = {
  available: "widely",
  allowAtRules: ["page"], // the printer's own margins
  allowProperties: [
    "font-size-adjust", // the face's own size
    "text-wrap", // lines broken as they come
    "orphans",
    "widows", // single lines on paper
    "print-color-adjust", // grounds off on paper
    "accent-color",
    "resize",
    "field-sizing", // controls as the browser draws them
    "forced-color-adjust", // forced colours in a QR code
    "content-visibility", // a slower first paint, or what is folded stays so on paper
    "scroll-target-group", // no mark at the place that is read
  ],
  allowPropertyValues: { "break-after": ["avoid"] }, // a heading at the foot of a sheet of paper
  allowSelectors: [
    "marker", // bullets in the colour of text
    "target-current", // no mark at the place that is read
    "details-content", // what is folded stays so on paper
  ],
};

export default [
  {
    files: ["**/*.css"],
    plugins: { css },
    language: "css/css",
    rules: {
      "css/use-baseline": ["error", enhancements],
      "css/no-invalid-properties": ["error", { allowUnknownVariables: true }],
      "css/no-duplicate-imports": "error",
      "no-restricted-syntax": [
        "error",
        ...longhands.map((property) => ({
          selector: `Declaration[property=${property}] > Value[children.length>1]`,
          message: `Safari drops ${property} with more than one value: write the longhands`,
        })),
      ],
    },
  },
];
