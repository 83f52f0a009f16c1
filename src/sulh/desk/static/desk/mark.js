// Words marked in the text of a document become the passage that a form cites. Offsets count code points. The text of a document opens
// as soon as it is chosen.
for (const form of document.querySelectorAll("[data-mark]")) {
  const chooser = form.querySelector("[data-open-text]");
  // What ends with an identifier was chosen from the list; words of a title alone are not yet.
  chooser?.addEventListener("change", () => { if (chooser.value.trim().endsWith("]")) form.requestSubmit(form.elements.open); });
  chooser?.addEventListener("focus", () => chooser.select());
  const text = form.querySelector(".marking");
  const row = form.querySelector("[data-marked]");
  if (!text || !row) continue;
  const choice = row.querySelector("[data-marked-value]");
  const words = row.querySelector("[data-marked-words]");

  const offset = (node, at) => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!holder || !text.contains(holder)) return null;
    const before = document.createRange();
    before.setStart(holder, 0);
    before.setEnd(node, at);
    return Number(holder.dataset.start) + [...before.toString()].length;
  };

  const take = () => {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    choice.value = `${choice.dataset.document}:${start}:${end}`;
    words.textContent = chosen.toString().trim();
    row.hidden = false;
    choice.checked = true;
  };

  text.addEventListener("mouseup", take);
  text.addEventListener("keyup", take);
  text.addEventListener("touchend", () => setTimeout(take, 50));
  // A click that ends a marking must not choose the whole sentence instead.
  text.addEventListener("click", (event) => {
    if (!window.getSelection().isCollapsed && event.target.tagName !== "INPUT") event.preventDefault();
  });
}
