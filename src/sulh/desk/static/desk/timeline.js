// Zooming a timeline with wheel and mouse: asks the server for the picture of other days, as the buttons above it do.
// Without this module everything works by the buttons. htmx swaps the picture where it is there, else the page is loaded.

const DAY = 86400000;
const MINIMUM = 14; // days

const toDay = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const toText = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

function plot(svg) {
  const box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  const rtl = svg.getAttribute("direction") === "rtl";
  const left = Number(svg.dataset.left) * scale;
  const width = Number(svg.dataset.right) * scale - left;
  const since = toDay(svg.dataset.since);
  const days = toDay(svg.dataset.until) - since + 1;
  // A place on the screen as a share of the plot, from the side where time begins.
  const share = (clientX) => ((rtl ? box.right - clientX : clientX - box.left) - left) / width;
  return { share, since, days };
}

function show(panel, since, until) {
  const target = new URL(panel.dataset.address || location.pathname, location.href);
  const now = new URL(location.href);
  for (const [key, value] of now.searchParams) target.searchParams.set(key, value);
  target.searchParams.set("since", toText(since));
  target.searchParams.set("until", toText(until));
  const address = target.pathname + target.search;
  if (!window.htmx) {
    location.assign(address);
    return;
  }
  panel.querySelector(".figure").dataset.busy = "";
  window.htmx
    .ajax("GET", address, { source: panel, target: "#timeline", select: "#timeline", swap: "outerHTML" })
    .then(() => history.replaceState(history.state, "", address));
}

function onWheel(event) {
  if (!event.ctrlKey && !event.altKey) return; // the bare wheel scrolls the page
  const svg = event.target.closest("[data-timeline] svg");
  if (!svg || busy(svg)) return;
  event.preventDefault();
  const { share, since, days } = plot(svg);
  const at = Math.min(Math.max(share(event.clientX), 0), 1);
  const wanted = Math.max(days * (event.deltaY < 0 ? 0.6 : 1 / 0.6), MINIMUM);
  const first = since + at * (days - wanted);
  show(svg.closest("[data-timeline]"), first, first + wanted - 1);
}

const busy = (svg) => svg.closest(".figure").hasAttribute("data-busy");
let drag = null;

function onDown(event) {
  const svg = event.target.closest("[data-timeline] svg");
  if (!svg || event.button !== 0 || event.pointerType !== "mouse" || busy(svg)) return;
  const from = plot(svg).share(event.clientX);
  if (from < 0 || from > 1) return;
  drag = { svg, from, x: event.clientX, lens: null };
}

function onMove(event) {
  if (!drag || Math.abs(event.clientX - drag.x) < 6) return;
  const around = drag.svg.parentElement.getBoundingClientRect();
  if (!drag.lens) {
    drag.lens = document.createElement("div");
    drag.lens.className = "lens";
    drag.svg.parentElement.append(drag.lens);
  }
  const [left, right] = [Math.min(drag.x, event.clientX), Math.max(drag.x, event.clientX)];
  Object.assign(drag.lens.style, { left: `${left - around.left}px`, width: `${right - left}px`, top: "0", height: `${around.height}px` });
}

function onUp(event) {
  if (!drag) return;
  const { svg, from, lens } = drag;
  drag = null;
  if (!lens) return;
  lens.remove();
  const { share, since, days } = plot(svg);
  const [a, b] = [from, Math.min(Math.max(share(event.clientX), 0), 1)].sort((one, other) => one - other);
  const middle = since + ((a + b) / 2) * days;
  const wide = Math.max((b - a) * days, MINIMUM);
  // The click that ends a drag is none on the mark under it.
  const stop = (click) => click.preventDefault();
  window.addEventListener("click", stop, { capture: true });
  setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 50);
  show(svg.closest("[data-timeline]"), middle - wide / 2, middle + wide / 2 - 1);
}

document.addEventListener("wheel", onWheel, { passive: false });
document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
document.addEventListener("pointerup", onUp);
document.addEventListener("dragstart", (event) => {
  if (drag) event.preventDefault();
});
