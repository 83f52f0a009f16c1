// Files dropped or pasted anywhere on a page are added; a long text pasted outside a field goes to the form for documents.
import { inField } from "./keyboard.js";

const add = document.querySelector("[data-add]"); // there for those who may add documents
const KEPT = "sulh.pasted", SHORTEST = 120; // letters of a text that is meant as a document
let over = 0, sheet = null;

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function show(on) {
  if (on && !sheet) {
    sheet = document.createElement("div");
    sheet.className = "dropping";
    sheet.setAttribute("role", "status");
    sheet.textContent = add.dataset.drop || add.textContent;
    document.body.append(sheet);
  } else if (!on) {
    sheet?.remove();
    sheet = null;
    over = 0;
  }
}

async function send(files) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("level", "team");
  for (const file of files) body.append("files", file);
  const answer = await fetch(add.href, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  // The queue says what became of each file; where nothing was taken, the form says why.
  location.assign(answer?.redirected ? answer.url : add.href);
}

// A form with a place of its own for files keeps what is dropped there.
const hasPlace = (event) => !!event.target.closest?.("input[type=file]");

if (add) {
  addEventListener("dragenter", (event) => { if (holdsFiles(event)) { over += 1; show(!hasPlace(event)); } });
  addEventListener("dragleave", (event) => { if (holdsFiles(event) && (over -= 1) <= 0) show(false); });
  addEventListener("dragover", (event) => { if (holdsFiles(event) && !hasPlace(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event) || hasPlace(event)) return;
    event.preventDefault();
    show(false);
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => {
    if (inField(event.target)) return;
    const files = event.clipboardData?.files ?? [], text = event.clipboardData?.getData("text/plain") ?? "";
    if (files.length) send(files);
    else if (text.trim().length >= SHORTEST) { sessionStorage.setItem(KEPT, text); location.assign(add.href); }
    else return;
    event.preventDefault();
  });
}
