// Pages about work under way look again every two seconds while something is open. Only the parts that changed are replaced, so that focus and
// reading position stay; what changed its state is said once, by a region that screen readers listen to.
const live = document.querySelector("[data-live]");
const said = document.getElementById("said");
const PAUSE = 2000;

const parts = (root) => new Map([...root.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));

const replace = (old, fresh) => {
  // A token against forgery is another one in every answer and no change.
  const plain = (one) => one.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  if (plain(old) === plain(fresh)) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  if (fresh.dataset.say && fresh.dataset.state !== old.dataset.state) said.textContent = fresh.dataset.say;
  old.replaceWith(fresh);
  if (focused) (document.getElementById(focused) ?? fresh.querySelector("a, button"))?.focus();
  else ready(fresh);
};

// What was read is opened with one key, unless the keyboard is elsewhere; a text that was pasted is opened at once.
const ready = (part) => {
  const link = part?.querySelector("[data-open-document]");
  if (!link || document.activeElement !== document.body) return;
  if (part.dataset.part !== live.dataset.opens) return link.focus({ preventScroll: true });
  history.replaceState(null, "", location.pathname); // going back leads here, and not on again
  location.assign(link.href);
};

const look = async () => {
  if (document.hidden) return again();
  let fresh;
  try {
    const answer = await fetch(live.dataset.live, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
    if (!answer.ok) return again();
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  } catch {
    return again(); // the desk is away for a moment
  }
  const before = parts(live), after = parts(fresh);
  if ([...after.keys()].join() === [...before.keys()].join()) {
    for (const [name, one] of after) replace(before.get(name), one);
    live.firstElementChild.toggleAttribute("data-open", fresh.firstElementChild.hasAttribute("data-open"));
  } else {
    live.replaceChildren(...fresh.childNodes);
  }
  again();
};

const again = () => {
  if (live.querySelector("[data-open]")) setTimeout(look, PAUSE);
};

// On a page that is opened the newest file is meant, not one that was read before it.
if (live) { ready(live.querySelector(`[data-part="${live.dataset.opens}"]`) ?? live.querySelector("[data-state]")); again(); }

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    said.textContent = button.dataset.copied;
    button.textContent = button.dataset.copied;
  });
}
