// What was typed into a form that was refused stands in the form again; where the page has no such form any more, it stays listed.
const told = document.getElementById("typed-before");

function fill(form, fields) {
  for (const [name, values] of Object.entries(fields)) {
    const controls = [...form.elements].filter((one) => one.name === name && one.type !== "hidden");
    controls.forEach((one, at) => {
      if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
      else if (one.tagName === "SELECT") for (const option of one.options) option.selected = values.includes(option.value);
      else if (one.tagName !== "BUTTON" && one.type !== "file") one.value = values[at] ?? one.value;
    });
  }
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

if (told) {
  const { action, fields } = JSON.parse(document.getElementById("typed-fields").textContent);
  const sent = Object.keys(fields);
  const isIt = (form) => form.method === "post" && new URL(form.action, location).pathname === action;
  const holds = (form) => sent.filter((name) => form.elements.namedItem(name)).length;
  const form = [...document.forms].filter(isIt).sort((one, other) => holds(other) - holds(one))[0];
  if (form && holds(form)) {
    fill(form, fields);
    told.remove();
    const first = [...form.elements].find((one) => sent.includes(one.name) && one.type !== "hidden" && one.offsetParent);
    first?.focus();
    form.scrollIntoView({ block: "center" });
  }
}
