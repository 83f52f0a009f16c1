// Review by keyboard, and the words of a claim lit in the text. Without this script links and buttons do the same work.
const KEYS = new Set(["a", "r", "c", "m"]);
const root = document.querySelector("[data-review]");
const words = root?.querySelector(".words");
const claims = () => [...root.querySelectorAll(".claim")];
// The claim that the keyboard is on: a claim that is drawn anew loses the focus for a moment, and may be drawn when it has moved on.
let on = "";
const held = () => document.activeElement?.closest?.(".claim") ?? document.getElementById(on) ?? root.querySelector(".claim.lit");

const darken = () => root.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));

function light(claim, { scroll = true } = {}) {
  darken();
  claim.classList.add("lit");
  const marks = [...root.querySelectorAll("mark[data-claims]")].filter((one) => one.dataset.claims.split(" ").includes(claim.dataset.claim));
  marks.forEach((one) => one.classList.add("lit"));
  if (!scroll || !marks.length || !words || words.scrollHeight <= words.clientHeight) return;
  const box = words.getBoundingClientRect(), at = marks[0].getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) words.scrollTop += at.top - box.top - box.height / 3;
}

function move(step) {
  const all = claims();
  if (!all.length) return;
  const at = all.indexOf(held());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function help() {
  const dialog = document.getElementById("keys");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

function typed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "?") help();
  else if (document.getElementById("keys").open) return;
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (KEYS.has(event.key)) {
    const claim = held();
    // Merging is a matter of the meeting; the other keys are for this claim or for none.
    const place = event.key === "m" ? claim?.closest(".mention") ?? claim : claim;
    const button = place?.querySelector(`[data-key="${event.key}"]`);
    if (!button) return;
    button.click();
  } else return;
  event.preventDefault();
}

// After a decision the claim is drawn anew: keep the keyboard on it, and count what still waits.
function settled(event) {
  const claim = event.detail.elt?.closest?.(".claim") ?? event.target.closest?.(".claim");
  const slot = event.detail.target?.matches?.(".slot") ? event.detail.target : null;
  if (slot) slot.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else if (claim && claim.id === on) document.getElementById(on)?.focus({ preventScroll: true });
  const waiting = document.getElementById("waiting");
  if (waiting) waiting.textContent = root.querySelectorAll('.claim[data-status="proposed"]').length;
}

if (root) {
  document.addEventListener("keydown", typed);
  root.addEventListener("focusin", (event) => { const claim = event.target.closest(".claim"); if (claim) { on = claim.id; light(claim); } });
  root.addEventListener("pointerover", (event) => { const claim = event.target.closest(".claim"); if (claim && !root.contains(document.activeElement)) light(claim, { scroll: false }); });
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) {
      const claim = event.target.closest(".claim");
      event.target.closest(".slot")?.replaceChildren();
      claim?.focus();
      return;
    }
    const mark = event.target.closest("mark[data-claims]");
    const claim = mark && document.getElementById(`claim-${mark.dataset.claims.split(" ")[0]}`);
    if (claim) { claim.focus({ preventScroll: true }); claim.scrollIntoView({ block: "center" }); }
  });
  document.body.addEventListener("htmx:afterSwap", settled);
  for (const button of document.querySelectorAll("[data-keys-help]")) button.addEventListener("click", help);
}
