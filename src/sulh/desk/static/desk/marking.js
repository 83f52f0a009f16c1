// Words of a document marked with the mouse or the keyboard, to say what they state: the words become the source.
// The desk is told how many letters stand before the marked ones, blanks uncounted, since a page shows other blanks than the text has.
import { inField, silent } from "./keyboard.js";

const box = document.querySelector("[data-marking]");
const text = document.querySelector("[data-words], article.text, .words");
const place = document.getElementById("marked"), said = document.getElementById("marking-said");
const NOT_TEXT = ".n, #marked, [data-not-text]";
const isBlank = (letter) => letter !== "\ufeff" && /[\s\x1c-\x1f\x85]/u.test(letter);
let words = [], anchor = -1, focus = -1; // the words of the text, and which of them the keyboard marks
const SETTLED = 700; // thousandths of a second
let byTouch = false, settling = 0;
let isLoading = false, early = ""; // what to say of the words is on its way, and what was chosen before it came

const nodes = () => {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) => node.parentElement.closest(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};

function letters(range) {
  let count = 0;
  for (const node of nodes()) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0, to = node === range.endContainer ? range.endOffset : node.data.length;
    for (const letter of node.data.slice(from, to)) if (!isBlank(letter)) count += 1;
  }
  return count;
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer) || place.contains(range.startContainer)) return null;
  return range;
}

async function open() {
  const range = chosen();
  if (!range) return;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const count = letters(range);
  if (!count) return;
  stop(); // whatever the keyboard had marked, these words are marked now
  early = "";
  isLoading = true;
  const line = (range.endContainer.nodeType === Node.TEXT_NODE ? range.endContainer.parentElement : range.endContainer).closest("p") ?? text.lastElementChild;
  paint(range.cloneRange());
  const isThere = await load(`${box.dataset.marking}?before=${letters(before)}&count=${count}`);
  isLoading = false;
  if (!isThere) return;
  line.after(place);
  place.querySelector("[data-proposed], [data-choice]")?.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
  if (early) pick(early);
}

async function load(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) { location.reload(); return false; }
  place.innerHTML = await answer.text();
  return true;
}

// The marked words stay lit while a form has the focus.
function paint(range) {
  if (!CSS.highlights) return;
  if (range) CSS.highlights.set("picked", new Highlight(range));
  else CSS.highlights.delete("picked");
}

function leave() {
  place.replaceChildren();
  paint(null);
  getSelection().removeAllRanges();
  stop();
}

async function choose(link) {
  if (!await load(`${link.href}&part=1`)) return;
  const needed = [...place.querySelectorAll("input:not([type=hidden],[type=radio],[type=checkbox]), select, textarea")].find((one) => one.required && !one.value && one.offsetParent);
  (needed ?? place.querySelector("[data-confirm]"))?.focus();
  place.scrollIntoView({ block: "nearest" });
}

function pick(number) {
  const rest = place.querySelector("[data-rest]:not([hidden])");
  const link = (rest && place.querySelector(`[data-other="${number}"]`)) ?? place.querySelector(`[data-choice="${number}"]`);
  link?.click();
  return !!link;
}

async function send(event) {
  const form = event.target.closest("[data-entry]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer || answer.redirected) return form.submit(); // the desk asks for something else first, or is away: the browser shows it
  if (answer.status === 201) {
    const to = new URL(answer.headers.get("Location"), location);
    const same = to.pathname === location.pathname;
    location.assign(to);
    if (same) location.reload();
    return;
  }
  place.innerHTML = await answer.text();
  place.querySelector("[aria-invalid=true], .wrong input, .wrong select")?.focus();
}

// A drag that begins before the first letter of a link selects nothing in Chromium, since the caret there stands outside the link: it is followed here.
let begun = null;

function caret(event) {
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (at) return [at.offsetNode, at.offset];
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range && [range.startContainer, range.startOffset];
}

function press(event) {
  const link = event.button === 0 && event.target.closest("a.lit"), at = link && caret(event);
  begun = at && !(link.contains(at[0]) && at[1] > 0) ? at : null;
  if (!begun) return;
  event.preventDefault();
  getSelection().collapse(...begun);
}

function drag(event) {
  if (!begun) return;
  if (!(event.buttons & 1)) { begun = null; return; }
  const now = caret(event);
  if (now && text.contains(now[0])) getSelection().setBaseAndExtent(...begun, ...now);
}

// --- marking with the keyboard: whole words, as far as the arrows go -------------------------------------------------------------------

function start() {
  words = nodes().flatMap((node) => [...node.data.matchAll(/\S+/gu)].map((one) => ({ node, from: one.index, to: one.index + one[0].length })));
  if (!words.length) return;
  const lit = text.querySelector(".lit.on") ?? text.querySelector(".lit"), top = Math.max(text.getBoundingClientRect().top, 60);
  const first = words.findIndex((one) => lit ? lit.contains(one.node) : rect(one).top >= top);
  anchor = focus = Math.max(first, 0);
  said.textContent = box.dataset.said;
  box.dataset.on = "1";
  draw();
}

function stop() {
  anchor = focus = -1;
  delete box.dataset.on;
}

function rect(word) {
  const range = document.createRange();
  range.setStart(word.node, word.from);
  range.setEnd(word.node, word.to);
  return range.getBoundingClientRect();
}

function draw() {
  const low = words[Math.min(anchor, focus)], high = words[Math.max(anchor, focus)];
  getSelection().setBaseAndExtent(low.node, low.from, high.node, high.to);
  words[focus].node.parentElement.scrollIntoView({ block: "nearest" });
  said.textContent = getSelection().toString();
}

function line(step) {
  const here = rect(words[focus]);
  let at = focus + step;
  while (words[at] && Math.abs(rect(words[at]).top - here.top) < 4) at += step;
  if (!words[at]) return focus;
  const row = rect(words[at]).top;
  let best = at;
  for (; words[at] && Math.abs(rect(words[at]).top - row) < 4; at += step) {
    if (Math.abs(rect(words[at]).left - here.left) < Math.abs(rect(words[best]).left - here.left)) best = at;
  }
  return best;
}

function walk(event) {
  const rtl = getComputedStyle(words[focus].node.parentElement).direction === "rtl";
  const steps = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
  let at;
  if (event.key in steps) at = focus + steps[event.key];
  else if (event.key === "ArrowDown") at = line(1);
  else if (event.key === "ArrowUp") at = line(-1);
  else if (event.key === "Enter") { stop(); open(); return true; }
  else if (event.key === "Escape") { leave(); return true; }
  else return event.key.length === 1 || event.key === "Shift"; // no other key decides anything while words are marked
  focus = Math.min(Math.max(at, 0), words.length - 1);
  if (!event.shiftKey) anchor = focus;
  draw();
  return true;
}

function typed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOpen = place.childElementCount > 0;
  if (event.key === "Escape" && isOpen && !document.querySelector("dialog[open]")) leave();
  else if (inField(event.target) || silent() || document.querySelector("dialog[open]")) return;
  else if (focus >= 0) { if (!walk(event)) return; }
  else if (isLoading && /^[1-9]$/.test(event.key)) early = event.key;
  else if (isOpen && place.querySelector(".pop") && /^[0-9]$/.test(event.key)) { if (!pick(event.key)) return; }
  else if (event.key === "m") { if (chosen()) open(); else start(); }
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (box && text) {
  addEventListener("keydown", typed, { capture: true });
  text.addEventListener("pointerup", (event) => { if (!place.contains(event.target)) setTimeout(open); }); // the selection is settled after the event
  text.addEventListener("mousedown", press);
  text.addEventListener("mousemove", drag);
  box.querySelector("[data-mark]").addEventListener("click", () => {
    if (chosen()) open();
    else if (byTouch) { said.classList.remove("vh"); said.textContent = box.dataset.touch; } // there are no arrows to mark with
    else start();
  });
  // A selection made with the finger ends with no event of the text: it has settled once it stays as it is.
  addEventListener("pointerdown", (event) => { byTouch = event.pointerType === "touch"; }, { capture: true });
  document.addEventListener("selectionchange", () => {
    clearTimeout(settling);
    if (byTouch && !place.contains(document.activeElement)) settling = setTimeout(open, SETTLED);
  });
  place.addEventListener("submit", send);
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) return leave();
    const link = event.target.closest("a[data-choice], a[data-other]");
    if (link) { event.preventDefault(); choose(link); return; }
    const others = event.target.closest("button[data-choice]");
    if (others) {
      const rest = place.querySelector("[data-rest]");
      rest.hidden = !rest.hidden;
      others.setAttribute("aria-expanded", String(!rest.hidden));
    }
  });
}
