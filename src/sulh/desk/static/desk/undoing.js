// What one decided in this sitting, the latest last: `u` takes it back step by step, on whichever page one is by then.
const MOST = 200;
const messages = document.getElementById("messages");
const place = `sulh.deeds.${messages?.dataset.account ?? ""}`;
const kept = () => JSON.parse(sessionStorage.getItem(place) ?? "[]");
const keep = (deeds) => sessionStorage.setItem(place, JSON.stringify(deeds.slice(-MOST)));

export const undoAt = messages?.dataset.undoAt;
export const seqOf = (offer) => offer.matches("button") ? offer.form.elements.seq.value : new URL(offer.href, location).searchParams.get("seq");
export const last = () => kept().at(-1) ?? "";
export const forget = (seq) => keep(kept().filter((one) => one !== seq));

// The deeds that a page, or a part of one, offers to take back.
export function note(page) {
  const fresh = [...page.querySelectorAll("#toast [data-undo], #messages [data-undo]")].map(seqOf).filter((one) => one && !kept().includes(one));
  if (fresh.length) keep([...kept(), ...fresh]);
}

// Takes the last deed back by a form, as its button would.
export function takeBack() {
  const seq = last(), token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!seq || !undoAt || !token) return false;
  forget(seq);
  const form = Object.assign(document.createElement("form"), { method: "post", action: undoAt, hidden: true });
  for (const [name, value] of [["seq", seq], ["next", location.pathname + location.search], ["csrfmiddlewaretoken", token.value]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
  return true;
}

// The offer lasts as long as the sitting: on a page whose message does not make it, it stands at the foot.
function stay() {
  const place = document.getElementById("last-deed");
  if (!place || !last() || document.querySelector("#bar, #messages [data-undo]")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: place.dataset.said });
  button.append(" ", Object.assign(document.createElement("kbd"), { textContent: "u" }));
  button.addEventListener("click", takeBack);
  place.replaceChildren(button);
  place.hidden = false;
}

if (messages) {
  note(document);
  stay();
  messages.addEventListener("submit", (event) => { if (event.submitter?.matches("[data-undo]")) forget(seqOf(event.submitter)); });
}
