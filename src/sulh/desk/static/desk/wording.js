// The matrix: the last statement is in view, and arrow keys move between its rows. Everything works without.

const grid = document.querySelector("[data-grid]");

if (grid) {
  const frame = grid.parentElement;
  frame.scrollLeft = (document.dir === "rtl" ? -1 : 1) * frame.scrollWidth;
}

grid?.addEventListener("keydown", (event) => {
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const row = event.target.closest("tbody tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector("th a");
  if (!link) return;
  event.preventDefault();
  link.focus();
  link.scrollIntoView({ block: "nearest", inline: "nearest" });
});
