// Zooming a map: buttons, the keys + - 0 on them, and dragging. Names and marks keep their size, so that those that lie close come apart.
// Without a script the whole map is shown.

const STEP = 1.6;
const MOST = 24;

function parts(bar) {
  const svg = bar.closest("figure").querySelector("svg.chart-map");
  if (!svg.dataset.whole) svg.dataset.whole = svg.getAttribute("viewBox");
  return { svg, whole: svg.dataset.whole.split(" ").map(Number), now: svg.getAttribute("viewBox").split(" ").map(Number) };
}

function show(bar, [x, y, width, height]) {
  const { svg, whole } = parts(bar);
  const inside = (at, size, from, all) => Math.min(Math.max(at, from), from + all - size);
  svg.setAttribute("viewBox", [inside(x, width, whole[0], whole[2]), inside(y, height, whole[1], whole[3]), width, height].join(" "));
  const times = whole[2] / width;
  svg.style.setProperty("--zoom", times);
  svg.classList.toggle("zoomed", times > 1);
  bar.querySelector("[data-zoom=in]").disabled = times >= MOST;
  for (const name of ["out", "whole"]) bar.querySelector(`[data-zoom=${name}]`).disabled = times <= 1;
}

function zoom(bar, factor, where = [0.5, 0.5]) {
  const { whole, now } = parts(bar);
  const width = Math.min(Math.max(now[2] / factor, whole[2] / MOST), whole[2]);
  const height = (width * whole[3]) / whole[2];
  show(bar, [now[0] + (now[2] - width) * where[0], now[1] + (now[3] - height) * where[1], width, height]);
}

for (const bar of document.querySelectorAll("[data-zooming]")) {
  if (!bar.closest("figure")?.querySelector("svg.chart-map")) continue;
  bar.hidden = false;
  show(bar, parts(bar).whole);
  bar.addEventListener("click", (event) => {
    const what = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (what === "whole") show(bar, parts(bar).whole);
    else if (what) zoom(bar, what === "in" ? STEP : 1 / STEP);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { whole, now } = parts(bar);
    const moves = { ArrowLeft: [-0.25, 0], ArrowRight: [0.25, 0], ArrowUp: [0, -0.25], ArrowDown: [0, 0.25] };
    if (event.key in moves && now[2] < whole[2]) {
      const [right, down] = moves[event.key];
      show(bar, [now[0] + right * now[2], now[1] + down * now[3], now[2], now[3]]);
    } else if (event.key === "+" || event.key === "=") zoom(bar, STEP);
    else if (event.key === "-") zoom(bar, 1 / STEP);
    else if (event.key === "0") show(bar, whole);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const { svg } = parts(bar);
  let from = null;
  svg.addEventListener("pointerdown", (event) => {
    if (svg.classList.contains("zoomed") && event.isPrimary && event.button === 0) from = { x: event.clientX, y: event.clientY, box: parts(bar).now, moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const size = svg.getBoundingClientRect();
    const [x, y, width, height] = from.box;
    const [right, down] = [((from.x - event.clientX) / size.width) * width, ((from.y - event.clientY) / size.height) * height];
    if (!from.moved && Math.hypot(from.x - event.clientX, from.y - event.clientY) < 4) return;
    if (!from.moved) svg.setPointerCapture(event.pointerId);
    from.moved = true;
    show(bar, [x + right, y + down, width, height]);
  });
  svg.addEventListener("pointerup", () => {
    if (from?.moved) {
      // The click that ends a drag opens nothing; the next one does, also where the drag ended without a click.
      const stop = (event) => event.preventDefault();
      svg.addEventListener("click", stop, { once: true, capture: true });
      setTimeout(() => svg.removeEventListener("click", stop, { capture: true }));
    }
    from = null;
  });
  svg.addEventListener("pointercancel", () => {
    from = null;
  });
}
