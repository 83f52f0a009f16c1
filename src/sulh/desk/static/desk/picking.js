// Names offered while one types, in the list of a plain input; without this script the form offers them after it was sent.
const PAUSE = 150; // between two letters typed without haste
const waiting = new WeakMap();

async function offer(input) {
  const asked = input.value.trim(), list = document.getElementById(input.getAttribute("list"));
  if (!list || !asked || asked.endsWith("]")) return;
  const answer = await fetch(`${input.dataset.pick}?q=${encodeURIComponent(asked)}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.ok && !answer.redirected && input.value.trim() === asked) list.innerHTML = await answer.text();
}

document.addEventListener("input", (event) => {
  const input = event.target.closest?.("[data-pick]");
  if (!input) return;
  clearTimeout(waiting.get(input));
  waiting.set(input, setTimeout(() => offer(input), PAUSE));
});
