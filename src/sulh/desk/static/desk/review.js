// Review by keyboard: a key acts on the claim in the box, or says that it cannot, and goes on to the next open one. Without this
// script the same buttons and links do the same work, a page at a time.
import { inField, silent } from "./keyboard.js";
import { forget, last, note, seqOf, undoAt } from "./undoing.js";

const root = document.querySelector("[data-review]");
const form = document.getElementById("decide"), bar = document.getElementById("bar");
const words = bar?.dataset ?? {};
const all = () => [...root.querySelectorAll(".claim")];
const boxOf = (claim) => claim.querySelector(":scope > details");
const current = () => root.querySelector(".claim > details[open]")?.parentElement ?? null;
const isOpen = (claim) => claim.dataset.status === "proposed" && !claim.dataset.pending;
const ticked = () => [...root.querySelectorAll(".claim > .tick:checked")];
const byId = (id) => document.getElementById(`claim-${id}`);
let queue = Promise.resolve(), saving = 0, refused = 0;

// --- what is said, and counted ---------------------------------------------------------------------------------------------------------

function say(text, { bad = false } = {}) {
  const toast = document.getElementById("toast");
  toast.hidden = !text;
  toast.classList.toggle("bad", bad);
  toast.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }));
}

const counter = bar?.querySelector("[data-progress]");
function count(before, after) {
  for (const one of document.querySelectorAll("[data-waiting]")) if (/^\d+$/.test(one.textContent)) one.textContent = Math.max(0, one.textContent - (before === "proposed") + (after === "proposed"));
  if (!counter) return;
  const own = counter.dataset;
  if (before in own) own[before] -= 1;
  if (after in own) own[after] = Number(own[after]) + 1;
  draw();
}
function draw() {
  if (!counter) return;
  const numbers = ["accepted", "corrected", "rejected", "proposed"].map((name) => Number(counter.dataset[name]));
  [...counter.querySelectorAll(".prog i")].forEach((one, at) => { one.style.flexGrow = numbers[at]; });
  const shown = { accepted: numbers[0], corrected: numbers[1], rejected: numbers[2], proposed: numbers[3], decided: numbers[0] + numbers[1] + numbers[2] };
  for (const one of bar.querySelectorAll("[data-when-done]")) one.hidden = numbers[3] > 0 && !(bar.dataset.finished && !all().some(isOpen));
  for (const one of document.querySelectorAll("[data-count]")) if (one.dataset.count in shown) one.textContent = shown[one.dataset.count];
}

// --- which claim is in the box, and its words in the text -----------------------------------------------------------------------------------

function light(claim) {
  for (const one of root.querySelectorAll(".lit.on")) { one.classList.remove("on"); one.removeAttribute("aria-current"); }
  if (!claim) return;
  const own = [...root.querySelectorAll("[data-claims]")].filter((one) => one.dataset.claims.split(" ").includes(claim.dataset.claim));
  for (const one of own) { one.classList.add("on"); one.setAttribute("aria-current", "true"); }
  const text = root.querySelector(".text");
  if (!own.length || !text || text.scrollHeight <= text.clientHeight) return;
  const box = text.getBoundingClientRect(), at = own[0].getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) text.scrollTop += at.top - box.top - box.height / 3;
}

function open(claim, { focus = true } = {}) {
  for (let fold = claim.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  boxOf(claim).open = true;
  for (const one of root.querySelectorAll(".claim > details[open]")) if (one.parentElement !== claim) one.open = false;
  light(claim);
  if (focus) boxOf(claim).querySelector("summary").focus({ preventScroll: true });
  claim.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const shown = all();
  const at = shown.indexOf(current() ?? document.activeElement?.closest?.(".claim"));
  const next = shown[at < 0 ? 0 : Math.min(Math.max(at + step, 0), shown.length - 1)];
  if (next) open(next);
}

function onward(from) {
  const shown = all(), at = shown.indexOf(from);
  const next = [...shown.slice(at + 1), ...shown.slice(0, Math.max(at, 0))].find(isOpen);
  if (next) { open(next); return; }
  if (from) boxOf(from).open = false;
  light(null);
  if (!all().some(isOpen)) bar.dataset.finished = "1";
  draw();
  (bar.querySelector("[data-when-done]:not([hidden])") ?? bar.querySelector("[data-onward]") ?? bar).focus({ preventScroll: true });
}

// --- sending -----------------------------------------------------------------------------------------------------------------------------

async function send(address, fields, method = "POST") {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("next", form.elements.next.value);
  return fetch(address, { method, body, headers: { "HX-Request": "true" } }).catch(() => null);
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// The claims as they stand now, in the places of those on the page.
function apply(page, { keep = [] } = {}) {
  for (const fresh of page.querySelectorAll("li.claim")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    const before = old.dataset.status, wasOpen = boxOf(old).open, held = old.contains(document.activeElement);
    fresh.querySelector(".tick")?.toggleAttribute("checked", keep.includes(fresh.id) && old.querySelector(".tick")?.checked);
    boxOf(fresh).open = wasOpen;
    old.replaceWith(fresh);
    if (held) boxOf(fresh).querySelector("summary").focus({ preventScroll: true });
    count(before, fresh.dataset.status);
    if (wasOpen) light(fresh);
  }
  const toast = page.getElementById("toast");
  if (toast) { document.getElementById("toast").replaceWith(document.importNode(toast, true)); note(document); }
  settle();
}

// The tint of words is that of their first open claim. A claim that the page does not list, since its list is narrowed, stands as it
// did when the page was made.
function tint(lit) {
  const claims = lit.dataset.claims.split(" "), tints = lit.dataset.tints.split(" "), were = (lit.dataset.open ?? "").split(" ");
  const known = lit.classList.contains("no") ? "rejected" : "accepted";
  const now = claims.map((id) => byId(id)?.dataset.status ?? (were.includes(id) ? "proposed" : known));
  const at = ["proposed", "accepted", "corrected", "rejected"].map((status) => now.indexOf(status)).find((place) => place >= 0);
  lit.classList.remove(...new Set(tints), "ok", "no");
  lit.classList.add(tints[at]);
  if (now[at] !== "proposed") lit.classList.add(now[at] === "rejected" ? "no" : "ok");
}

// Words all of whose claims are decided grow quiet; what "accept these" names follows what is still open.
function settle() {
  for (const one of root.querySelectorAll("[data-claims]")) tint(one);
  for (const group of root.querySelectorAll("[data-group]")) {
    const button = group.querySelector("[data-these]");
    if (!button) continue;
    const left = [...group.querySelectorAll(".claim")].filter(isOpen);
    button.hidden = left.length < 2;
    button.value = `accept|${left.map((one) => `${one.dataset.claim}:${one.dataset.state}`).join(" ")}`;
    const number = String(button.dataset.these || "");
    if (number && number !== String(left.length)) button.textContent = button.textContent.replace(number, left.length);
    button.dataset.these = left.length;
  }
  choosing();
}

async function problem(claims, answer) {
  refused += 1;
  const told = answer ? parsed(await answer.text()) : null;
  const text = told?.querySelector("[role=alert], .empty, #main p:not(:empty)")?.textContent.trim() || words.lost;
  const query = claims.map((one) => `claim=${one.dataset.claim}`).join("&");
  const now = answer && claims.length ? await fetch(`${words.rows}?${query}&next=${encodeURIComponent(form.elements.next.value)}`, { headers: { "HX-Request": "true" } }).catch(() => null) : null;
  if (now?.ok) apply(parsed(await now.text()));
  for (const one of claims) {
    const shown = byId(one.dataset.claim);
    if (!shown) continue;
    shown.classList.remove("pending");
    delete shown.dataset.pending;
    shown.querySelector(".wrong-now")?.remove();
    const why = Object.assign(document.createElement("p"), { className: "wrong-now", textContent: text });
    shown.append(why);
  }
  // What was not decided is in the box again, so that the next key is not spent on another claim.
  const first = claims.length && byId(claims[0].dataset.claim);
  if (first) open(first);
  say(text, { bad: true });
}

// One after the other, in the order of the keys, while the keyboard is already at the next claim.
function later(task) {
  saving += 1;
  queue = queue.then(task).catch(() => say(words.lost, { bad: true })).finally(() => { saving -= 1; });
  return queue;
}

function decide(claim, button) {
  claim.dataset.pending = "1";
  claim.classList.add("pending");
  const address = button.formAction, state = button.value;
  onward(claim);
  later(async () => {
    const answer = await send(address, [["state", state]]);
    if (!answer?.ok) return problem([claim], answer);
    apply(parsed(await answer.text()));
  });
}

function together(fields, address = form.action) {
  const claims = fields.filter(([name]) => name === "claim").map(([, value]) => byId(value.split(":")[0])).filter(Boolean);
  later(async () => {
    const answer = await send(address, fields);
    if (!answer?.ok) return problem(claims, answer);
    apply(parsed(await answer.text()));
    // What was decided stands in the page anew: the way goes on from where it stands now.
    if (!current() || !isOpen(current())) onward(current() ?? byId(claims.at(-1)?.dataset.claim) ?? all()[0]);
  });
}

// Whoever goes on while decisions are still being saved is led on when they are; where one was refused the page stays and says why.
async function leaveFor(address) {
  const before = refused;
  say(words.saving);
  while (saving) await queue;
  if (refused === before) location.assign(address);
}

function undo(named) {
  later(async () => {
    const seq = named ?? last(); // what is still being saved when the key is pressed is the last deed
    if (!seq) return say(words.nothing);
    const answer = await send(undoAt, [["seq", seq]]);
    forget(seq);
    if (!answer?.ok) return problem([], answer);
    const page = parsed(await answer.text()), back = page.querySelector("li.claim"), here = back && document.getElementById(back.id);
    if (!back) { location.reload(); return; }
    apply(page);
    // What the page said of the deed is no longer so.
    for (const one of document.querySelectorAll("#messages [data-undo]")) if (seqOf(one) === seq) {
      const offer = one.closest(".message");
      offer.previousElementSibling?.remove();
      offer.remove();
    }
    if (here) open(document.getElementById(back.id));
  });
}

// --- choosing several ---------------------------------------------------------------------------------------------------------------------

function choosing() {
  const number = ticked().length, box = bar.querySelector("[data-several]");
  root.toggleAttribute("data-choosing", number > 0);
  box.hidden = !number;
  bar.querySelector("[data-count=chosen]").textContent = number;
}

function letGo() {
  for (const one of ticked()) one.checked = false;
  choosing();
}

// --- keys and clicks -------------------------------------------------------------------------------------------------------------------------

async function correct(claim, link) {
  const slot = claim.querySelector(".slot");
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return problem([claim], answer);
  slot.innerHTML = await answer.text();
  slot.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  slot.scrollIntoView({ block: "nearest" });
}

async function saveCorrection(claim, sent, submitter) {
  const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent, submitter), headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return say(words.lost, { bad: true });
  const text = await answer.text(), page = parsed(text);
  if (answer.ok && page.querySelector("li.claim")) {
    claim.querySelector(".slot").replaceChildren();
    apply(page);
    onward(byId(claim.dataset.claim));
  } else if (answer.ok) {
    claim.querySelector(".slot").innerHTML = text;
    const why = page.querySelector("[role=alert]");
    if (why) say(why.textContent.trim(), { bad: true });
    claim.querySelector(".slot [aria-invalid=true], .slot .errorlist ~ input")?.focus();
  } else {
    // What was typed stays where it is; the reason stands above it.
    const why = page.querySelector("[role=alert], #main p:not(:empty)")?.textContent.trim() ?? words.lost;
    claim.querySelector(".slot .wrong-now")?.remove();
    claim.querySelector(".slot").prepend(Object.assign(document.createElement("p"), { className: "wrong-now", textContent: why }));
    say(why, { bad: true });
  }
}

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  u: () => undo(),
};

function act(key) {
  if (key in ACTS) return ACTS[key]();
  if ((key === "a" || key === "r") && ticked().length) {
    return together([["verdict", key === "a" ? "accept" : "reject"], ...ticked().map((one) => ["claim", one.value])]);
  }
  const claim = current();
  if (!claim || claim.dataset.pending) return say(claim ? words.saving : words.none);
  if (key === "x") {
    const tick = claim.querySelector(".tick");
    tick.checked = !tick.checked;
    choosing();
    return tick.checked ? move(1) : undefined;
  }
  if (key === "s") return onward(claim);
  const button = claim.querySelector(`[data-key="${key}"]`);
  if (!button) return say(words.already);
  return key === "c" ? correct(claim, button) : decide(claim, button);
}

function typed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || silent() || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    const slot = event.target.closest?.(".slot");
    if (slot) { const claim = slot.closest(".claim"); slot.replaceChildren(); boxOf(claim).querySelector("summary").focus(); event.preventDefault(); }
    else if (ticked().length) { letGo(); event.preventDefault(); }
    return;
  }
  if (inField(event.target) && !event.target.matches?.(".tick")) return;
  if (!"jkarcsxu".includes(event.key) || event.key.length !== 1) return;
  act(event.key);
  event.preventDefault();
}

// A click on lit words opens what they state, one claim after the other; a click that ends a marking follows no link.
function follow(lit, event) {
  if (!getSelection().isCollapsed) return event.preventDefault();
  const own = lit.dataset.claims.split(" ").map(byId).filter(Boolean), at = own.indexOf(current());
  if (!own.length) return undefined; // the list is narrowed: the link goes to the whole of it
  event.preventDefault();
  return open(at < 0 ? own.find(isOpen) ?? own[0] : own[(at + 1) % own.length], { focus: true });
}

// The claim whose words begin where a link into the text leads.
function cited() {
  const lit = document.getElementById(location.hash.slice(1));
  if (!lit?.matches("[data-claims]")) return null;
  const begins = (id) => root.querySelector(`[data-claims~="${CSS.escape(id)}"]`) === lit;
  const own = lit.dataset.claims.split(" ").filter(byId);
  return byId(own.find(begins) ?? own[0] ?? "");
}

function submitted(event) {
  const slot = event.target.closest(".slot");
  if (slot) { event.preventDefault(); event.stopPropagation(); saveCorrection(slot.closest(".claim"), event.target, event.submitter); return; }
  if (event.target !== form && !event.target.matches("[data-deed]")) return;
  const button = event.submitter, claim = button?.closest(".claim");
  event.preventDefault();
  if (claim) decide(claim, button);
  else if (button?.name === "these") together([["these", button.value], ...button.value.split("|")[1].trim().split(" ").map((one) => ["claim", one])]);
  else together([[button?.name ?? "verdict", button?.value ?? ""], ...ticked().map((one) => ["claim", one.value])]);
}

function clicked(event) {
  const link = event.target.closest("a");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link?.matches("[data-undo]") && form) { event.preventDefault(); undo(seqOf(link)); }
  else if (link?.matches("[data-key=c]")) { event.preventDefault(); correct(link.closest(".claim"), link); }
  else if (event.target.closest("[data-key=s]")) onward(event.target.closest(".claim"));
  else if (event.target.closest("[data-let-go]")) letGo();
  else if (event.target.closest("[data-cancel]")) { const claim = event.target.closest(".claim"); claim?.querySelector(".slot").replaceChildren(); }
  else if (link?.matches("[data-claims]")) follow(link, event);
  else if (saving && link?.origin === location.origin && !link.target && !link.hasAttribute("download") && !link.hash) { event.preventDefault(); leaveFor(link.href); }
}

if (root && form) {
  document.addEventListener("keydown", typed);
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  root.addEventListener("change", (event) => { if (event.target.matches(".tick")) choosing(); });
  root.addEventListener("toggle", (event) => { if (event.target.matches(".claim > details") && event.target.open) { for (const one of root.querySelectorAll(".claim > details[open]")) if (one !== event.target) one.open = false; light(event.target.parentElement); } }, { capture: true });
  for (const button of root.querySelectorAll("[data-these]")) button.dataset.these = (button.textContent.match(/\d+/) ?? [""])[0];
  addEventListener("beforeunload", (event) => { if (saving) event.preventDefault(); });
  draw();
  choosing();
  const named = new URLSearchParams(location.search).get("claim");
  const asked = location.hash.startsWith("#claim-") ? document.getElementById(location.hash.slice(1)) : named ? null : cited();
  if (asked) open(asked, { focus: false });
  else if (current()) light(current());
} else if (root) {
  document.addEventListener("click", clicked);
}
