/**
 * Prints typed text in full. In browsers whose fields do not grow with their text, the text is printed in place
 * of the field.
 */
export function printWhole() {
  if (CSS.supports("field-sizing", "content")) return;
  const each = (/** @type {(around: HTMLElement, text: string) => void} */ act) => {
    for (const field of document.querySelectorAll("textarea"))
      act(/** @type {HTMLElement} */ (field.parentElement), field.value);
  };
  addEventListener("beforeprint", () => each((around, text) => text && (around.dataset.typed = text)));
  addEventListener("afterprint", () => each((around) => delete around.dataset.typed));
}
