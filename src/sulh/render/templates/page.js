"use strict";
// Lights what belongs together: an entry and its words. Without this script the links between them still work.
for (const doc of document.querySelectorAll(".document")) {
  const byKey = new Map();
  for (const element of doc.querySelectorAll("[data-keys]")) {
    for (const key of element.dataset.keys.split(" ")) {
      if (!byKey.has(key)) byKey.set(key, []);
      byKey.get(key).push(element);
    }
  }
  const words = doc.querySelector(".words");
  let lit = [];
  const darken = () => { for (const element of lit) element.classList.remove("lit"); lit = []; };
  const light = (source) => {
    darken();
    const keys = source.dataset.keys.split(" ");
    const inText = source.tagName === "MARK";
    keys.forEach((key, index) => {
      for (const element of byKey.get(key)) {
        // A passage lights all its entries, but only the other words of the most specific one.
        if (element.tagName !== "MARK" || index === 0) { element.classList.add("lit"); lit.push(element); }
      }
    });
    if (!inText) show(lit.find((element) => element.tagName === "MARK"));
  };
  // Only the pane of the text moves, never the page under the reader's pointer.
  const show = (mark) => {
    if (!mark || words.scrollHeight <= words.clientHeight) return;
    const box = words.getBoundingClientRect(), at = mark.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) words.scrollTop += at.top - box.top - box.height / 3;
  };
  const source = (event) => event.target.closest("[data-keys]");
  for (const type of ["pointerover", "focusin"]) {
    doc.addEventListener(type, (event) => { const found = source(event); if (found) light(found); else if (type === "pointerover") darken(); });
  }
  doc.addEventListener("focusout", darken);
  doc.addEventListener("pointerleave", darken);
}
