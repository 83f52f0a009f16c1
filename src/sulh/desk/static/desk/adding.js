// A text that was pasted on another page stands in the form.
const KEPT = "sulh.pasted";
const text = document.querySelector("[name=pasted-text]"), kept = sessionStorage.getItem(KEPT);
if (text && kept) {
  sessionStorage.removeItem(KEPT);
  if (!text.value) text.value = kept;
  text.form.querySelector("button.main").focus();
  text.scrollIntoView({ block: "center" });
}
