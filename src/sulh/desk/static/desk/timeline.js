// A timeline under the hands of a reader. Zooming with wheel and mouse asks the server for the picture of other days, as the buttons
// above it do; arrow keys go from mark to mark; a mark that is pointed at or focused shows a card with who and what.
// Without this module everything works by the buttons, the marks are links, and their names say what they are.

const DAY = 86400000;
const MINIMUM = 14; // days

const toDay = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const toText = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

function plot(lane) {
  const box = lane.getBoundingClientRect();
  const { since, until } = lane.closest(".lanes").dataset;
  const rtl = getComputedStyle(lane).direction === "rtl";
  // A place on the screen as a share of the strip, from the side where time begins.
  const share = (clientX) => (rtl ? box.right - clientX : clientX - box.left) / box.width;
  return { share, since: toDay(since), days: toDay(until) - toDay(since) + 1 };
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
  panel.dataset.busy = "";
  window.htmx
    .ajax("GET", address, { source: panel, target: "#timeline", select: "#timeline", swap: "outerHTML" })
    .then(() => history.replaceState(history.state, "", address));
}

const laneAt = (event) => event.target.closest("[data-timeline] .lanes > .lane");
const busy = (lane) => lane.closest("[data-timeline]").hasAttribute("data-busy");
let drag = null;

function onWheel(event) {
  if (!event.ctrlKey && !event.altKey) return; // the bare wheel scrolls the page
  const lane = laneAt(event);
  if (!lane || busy(lane)) return;
  event.preventDefault();
  const { share, since, days } = plot(lane);
  const at = Math.min(Math.max(share(event.clientX), 0), 1);
  const wanted = Math.max(days * (event.deltaY < 0 ? 0.6 : 1 / 0.6), MINIMUM);
  const first = since + at * (days - wanted);
  show(lane.closest("[data-timeline]"), first, first + wanted - 1);
}

function onDown(event) {
  const lane = laneAt(event);
  if (!lane || event.button !== 0 || event.pointerType !== "mouse" || busy(lane)) return;
  drag = { lane, from: plot(lane).share(event.clientX), x: event.clientX, lens: null };
}

function onMove(event) {
  if (!drag || Math.abs(event.clientX - drag.x) < 6) return;
  const all = drag.lane.closest(".lanes");
  const around = all.getBoundingClientRect();
  if (!drag.lens) {
    drag.lens = document.createElement("div");
    drag.lens.className = "lens";
    all.append(drag.lens);
    hide();
  }
  const [left, right] = [Math.min(drag.x, event.clientX), Math.max(drag.x, event.clientX)];
  Object.assign(drag.lens.style, { left: `${left - around.left}px`, width: `${right - left}px`, top: "0", height: `${around.height}px` });
}

function onUp(event) {
  if (!drag) return;
  const { lane, from, lens } = drag;
  drag = null;
  if (!lens) return;
  lens.remove();
  const { share, since, days } = plot(lane);
  const [a, b] = [from, share(event.clientX)].map((one) => Math.min(Math.max(one, 0), 1)).sort((one, other) => one - other);
  const middle = since + ((a + b) / 2) * days;
  const wide = Math.max((b - a) * days, MINIMUM);
  // The click that ends a drag is none on the mark under it.
  const stop = (click) => click.preventDefault();
  window.addEventListener("click", stop, { capture: true });
  setTimeout(() => window.removeEventListener("click", stop, { capture: true }), 50);
  show(lane.closest("[data-timeline]"), middle - wide / 2, middle + wide / 2 - 1);
}

// The card: the words of the mark at once, then what the server says of the meeting.
const MARKS = ".lanes a, .ladder a";
const known = new Map();
let card = null;
let shown = null;
let closing = 0;

function made() {
  if (card) return card;
  card = document.createElement("div");
  card.className = "pop mark-card";
  card.id = "mark-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  card.addEventListener("pointerenter", () => clearTimeout(closing));
  card.addEventListener("pointerleave", later);
  return card;
}

function place(mark) {
  // The shape, not a wide column's ground or a term's words.
  const at = (mark.querySelector("use") || mark).getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.min(Math.max(at.left + at.width / 2 - size.width / 2, 8), document.documentElement.clientWidth - size.width - 8);
  const below = at.bottom + 8;
  const top = below + size.height > innerHeight - 8 && at.top > size.height + 16 ? at.top - size.height - 8 : below;
  Object.assign(card.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
}

async function open(mark) {
  clearTimeout(closing);
  if (mark === shown) return;
  shown = mark;
  mark.querySelector("title")?.remove(); // else the browser shows it beside the card; the name stays in aria-label
  const box = made();
  if (!box.isConnected) document.body.append(box);
  const line = document.createElement("p");
  line.textContent = mark.getAttribute("aria-label");
  box.replaceChildren(line);
  box.hidden = false;
  place(mark);
  if (!mark.classList.contains("m") || !mark.getAttribute("href")) return;
  const address = new URL("card/", new URL(mark.getAttribute("href"), location.href)).href;
  try {
    if (!known.has(address)) {
      const answer = await fetch(address);
      if (!answer.ok) return;
      known.set(address, await answer.text());
    }
  } catch {
    return; // the words of the mark stay
  }
  if (shown !== mark) return;
  box.innerHTML = known.get(address);
  place(mark);
}

function hide() {
  clearTimeout(closing);
  shown = null;
  if (card) card.hidden = true;
}

function later() {
  clearTimeout(closing);
  closing = setTimeout(hide, 160);
}

const markOf = (event) => (event.target instanceof Element ? event.target.closest(MARKS) : null);

function onKey(event) {
  if (event.key === "Escape" && shown) {
    hide();
    return;
  }
  const mark = markOf(event);
  if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
  const rtl = getComputedStyle(mark).direction === "rtl";
  const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  const lanes = [...mark.closest(".lanes, .ladder").querySelectorAll(".lane")].filter((lane) => lane.querySelector("a"));
  const middle = (one) => (one.querySelector("use") || one).getBoundingClientRect().left;
  let next = null;
  if (step) {
    const marks = [...mark.closest(".lane").querySelectorAll("a")].sort((one, other) => (middle(one) - middle(other)) * (rtl ? -1 : 1));
    next = marks[marks.indexOf(mark) + step];
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const lane = lanes[lanes.indexOf(mark.closest(".lane")) + (event.key === "ArrowDown" ? 1 : -1)];
    const far = (one) => Math.abs(middle(one) - middle(mark));
    next = lane && [...lane.querySelectorAll("a")].sort((one, other) => far(one) - far(other))[0];
  } else return;
  event.preventDefault();
  next?.focus();
}

document.addEventListener("wheel", onWheel, { passive: false });
document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
document.addEventListener("pointerup", onUp);
document.addEventListener("dragstart", (event) => {
  if (drag) event.preventDefault();
});
document.addEventListener("pointerover", (event) => {
  const mark = markOf(event);
  if (mark && !drag?.lens && event.pointerType === "mouse") open(mark);
});
document.addEventListener("pointerout", (event) => {
  if (markOf(event)) later();
});
document.addEventListener("focusin", (event) => {
  const mark = markOf(event);
  if (mark) open(mark);
  else hide();
});
document.addEventListener("keydown", onKey);
document.addEventListener("htmx:beforeSwap", hide);
