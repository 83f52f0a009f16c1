// Arrow keys move between the cells of the matrix; the cell that was read stays marked. Everything else works without.

const grid = document.querySelector("[data-grid]");

// The last statement is what one came for: where not all columns fit, it is in view.
if (grid) {
  const frame = grid.parentElement;
  frame.scrollLeft = (document.dir === "rtl" ? -1 : 1) * frame.scrollWidth;
}

function cellAt(row, column) {
  return row?.children[column]?.querySelector("a") ?? null;
}

function onKey(event) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[event.key];
  const from = event.target.closest("td, th");
  if (!step || !from || event.ctrlKey || event.altKey || event.metaKey) return;
  const across = document.dir === "rtl" ? -step[1] : step[1];
  let [row, column] = [from.parentElement, from.cellIndex];
  for (;;) {
    if (step[0]) row = step[0] > 0 ? row.nextElementSibling : row.previousElementSibling;
    column += across;
    if (!row || column < 0 || column >= row.children.length) return;
    const next = cellAt(row, column);
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
  }
}

grid?.addEventListener("keydown", onKey);
grid?.addEventListener("click", (event) => {
  const cell = event.target.closest("a.cell");
  if (!cell) return;
  grid.querySelector("[aria-current]")?.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "reader") return;
  const shown = event.target.querySelector("#crossing");
  shown?.focus({ preventScroll: true });
  shown?.scrollIntoView({ block: "nearest" });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest("#reader")) return;
  document.querySelector("#reader").replaceChildren();
  grid?.querySelector("[aria-current]")?.focus();
});
