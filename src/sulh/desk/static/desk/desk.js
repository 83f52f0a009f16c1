// What every page uses: tells the style sheet that scripts run, so that it shows what only works with them.
document.documentElement.classList.add("scripted");

// A link into the text, followed within the page, marks the claim's words even where the words only begin inside a larger mark.
const target = () => {
  const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (found?.matches("[data-claims]")) found.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", target);
target();
