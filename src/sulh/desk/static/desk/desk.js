// What every page uses: tells the style sheet that scripts run, so that it shows what only works with them.
import "./keyboard.js";
import "./dropping.js";
import "./typed.js";
document.documentElement.classList.add("scripted");

// A link into the text, followed within the page, marks the claim's words even where the words only begin inside a larger mark.
const target = () => {
  const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (found?.matches("[data-claims]")) found.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", target);

// To tick a group is to restrict to it.
addEventListener("change", ({ target: box }) => {
  const only = box.name === "group" && box.checked && box.form?.querySelector("[name=level][value=restricted]");
  if (only) only.checked = true;
});
target();
