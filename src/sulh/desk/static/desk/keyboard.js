// Keys that act on every page: the palette, the list of keys, going from one workplace to another. None acts in a field; all but Ctrl-K can be turned off.
import { takeBack } from "./undoing.js";

const OFF = "sulh.keys.off";
const PAUSE = 120; // between two letters typed without haste
const palette = document.getElementById("palette"), words = document.getElementById("palette-words"), found = document.getElementById("palette-found");
const seek = document.getElementById("seek"), keys = document.getElementById("keys"), on = document.getElementById("keys-on");
const DEEDS = ["main .acts a, main .acts button, main a.btn", "main button", "main .sec > header a, main .stand a", "main details > summary", "main [data-also]", "#last-deed button"];
const FEW = 6, MOST = 12; // deeds of a page that are offered before and after something is typed
let going = 0, waiting = 0, asked = "";

export const silent = () => localStorage.getItem(OFF) === "1";
export const inField = (target) => !!target.closest?.("input, select, textarea, [contenteditable], dialog");

function open(text = "") {
  if (!palette || palette.open) return;
  words.value = text;
  palette.showModal();
  words.select();
  look();
}

async function look() {
  const now = words.value.trim();
  asked = now;
  const answer = await fetch(`${seek.dataset.palette}?q=${encodeURIComponent(now)}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok || asked !== now) return;
  found.innerHTML = await answer.text();
  onThisPage(now);
  // Enter alone never presses a button of the page.
  choose(now ? 0 : Math.max(0, options().findIndex((one) => !one.dataset.presses)));
}

// Everything that can be done on the page one stands on: its links and buttons that do something, each once, by their words.
function deeds() {
  const offered = DEEDS.flatMap((some) => [...document.querySelectorAll(some)]);
  const made = new Map();
  for (const one of offered) {
    const said = (one.getAttribute("aria-label") ?? one.textContent).replace(/\s+/g, " ").trim();
    if (said.length < 2 || made.has(said) || /^[\d\s]+$/.test(said) || one.disabled || !one.checkVisibility()) continue;
    made.set(said, one); // `data-also` has other words that it is found by
  }
  return made;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function onThisPage(now) {
  const parts = plain(now).split(/\s+/).filter(Boolean), alike = (found.querySelector("[data-alike]")?.dataset.alike ?? "").split("|").filter(Boolean).map(plain);
  const all = [...deeds()].map(([said, one]) => [said, one, plain(`${said} ${one.dataset.also ?? ""}`)]);
  const named = all.filter(([, , text]) => parts.every((part) => text.includes(part)));
  const meant = all.filter((one) => !named.includes(one) && alike.some((word) => one[2].includes(word)));
  const fit = [...named, ...meant].slice(0, now ? MOST : FEW);
  if (!fit.length) return;
  const heading = Object.assign(document.createElement("h3"), { textContent: found.dataset.here });
  heading.setAttribute("role", "presentation");
  const list = document.createElement("ul");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", found.dataset.here);
  fit.forEach(([said, one], at) => {
    const line = document.createElement("li"), option = Object.assign(document.createElement("a"), { id: `palette-here-${at}`, href: one.href ?? "#", tabIndex: -1 });
    if (one.tagName === "BUTTON") option.dataset.presses = "1";
    line.setAttribute("role", "presentation");
    option.setAttribute("role", "option");
    option.append(Object.assign(document.createElement("bdi"), { textContent: said }));
    option.addEventListener("click", (event) => {
      event.preventDefault();
      palette.close();
      one.scrollIntoView({ block: "nearest" });
      one.focus();
      one.click();
    });
    line.append(option);
    list.append(line);
  });
  found.querySelector(".nothing")?.remove();
  // Before anything is typed, and where it begins what can be done here, that stands first; but what is called exactly so stands before it.
  const exact = plain(found.querySelector("[role=option] bdi")?.textContent ?? "") === plain(now);
  const begins = [...parts.length ? alike : [], plain(now)].some((word) => plain(fit[0][0]).startsWith(word));
  if (now && (exact || !begins)) found.append(heading, list);
  else found.prepend(heading, list);
}

const options = () => [...found.querySelectorAll("[role=option]")];

function choose(at) {
  const all = options();
  const next = all[(at + all.length) % all.length];
  for (const one of all) { one.classList.toggle("hit", one === next); one.setAttribute("aria-selected", String(one === next)); }
  if (next) { words.setAttribute("aria-activedescendant", next.id); next.scrollIntoView({ block: "nearest" }); }
  else words.removeAttribute("aria-activedescendant");
}

function typed(event) {
  const all = options(), at = all.findIndex((one) => one.classList.contains("hit"));
  if (event.key === "ArrowDown") choose(at + 1);
  else if (event.key === "ArrowUp") choose(at - 1);
  else if (event.key === "Enter" && all[at]) all[at].click();
  else if (event.key === "Escape") palette.close(); // a search field would only be emptied by the first
  else return;
  event.preventDefault();
}

function help() {
  if (keys.open) keys.close();
  else keys.showModal();
}

addEventListener("keydown", (event) => {
  if (palette && event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); open(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || silent() || document.querySelector("dialog[open]")) return;
  const follows = going && event.timeStamp - going < 1500;
  going = 0;
  if (follows) {
    const to = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (to) { event.preventDefault(); event.stopImmediatePropagation(); to.click(); }
    return;
  }
  if (event.key === "/" && palette) open();
  else if (event.key === "?" && keys) help();
  else if (event.key === "g") going = event.timeStamp;
  else if (event.key === "n" && document.body.querySelector("[data-add]")) document.querySelector("[data-add]").click();
  else if (event.key === "u" && !document.querySelector("#bar") && takeBack()) going = 0;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

if (palette) {
  words.addEventListener("keydown", typed);
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, PAUSE); });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  for (const one of document.querySelectorAll("[data-open-palette]")) one.addEventListener("click", (event) => { event.preventDefault(); open(); });
}
if (keys) {
  for (const one of document.querySelectorAll("[data-keys-help]")) one.addEventListener("click", help);
  on.checked = !silent();
  on.addEventListener("change", () => localStorage.setItem(OFF, on.checked ? "0" : "1"));
}
