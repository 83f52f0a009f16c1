(() => {
  "use strict";
  const kind = document.body.dataset.kind;
  const said = JSON.parse(document.body.dataset.said);
  const form = document.getElementById("form");
  const at = (id) => document.getElementById(id);
  const root = document.documentElement;
  const say = (name) => said[root.lang][name];
  let files = [];
  let open = null; // the identifier and first time of an entry that is opened again
  let last = "";
  let saving = false;
  const new_id = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // --- what the phone keeps: a draft and the finished entries ---------------------------------------------------------------------
  const base = new Promise((done, failed) => {
    const asked = indexedDB.open(`sulh-form-${kind}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const store = (mode, work) =>
    base.then((opened) => new Promise((done, failed) => {
      const turn = opened.transaction("kept", mode);
      const asked = work(turn.objectStore("kept"));
      turn.oncomplete = () => done(asked && asked.result);
      turn.onerror = turn.onabort = () => failed(turn.error);
    }));
  const put = (key, value) => store("readwrite", (kept) => kept.put(value, key));
  const drop = (key) => store("readwrite", (kept) => kept.delete(key));
  const get = (key) => store("readonly", (kept) => kept.get(key));
  const keys = () => store("readonly", (kept) => kept.getAllKeys());
  // Each opened form has a draft of its own, which outlives its tab; a second tab of the form never writes over it.
  const is_draft = (key) => key.startsWith("draft");
  // Its name stands with the page in the tab's history: the tab's store may come back empty when a page is loaded again at once.
  const own = (history.state && history.state.draft) || `draft-${new_id()}`;
  history.replaceState({ draft: own }, "");

  const tell = (name) => { last = name; at("state").textContent = name ? say(name) : ""; };

  // --- answers --------------------------------------------------------------------------------------------------------------------
  const answers = () => {
    const found = {};
    for (const one of form.elements) {
      if (!one.name) continue;
      if (one.type === "checkbox") {
        if (one.checked) found[one.name] = found[one.name] ? `${found[one.name]}; ${one.value}` : one.value;
      } else if ("list" in one.dataset) {
        const lines = one.value.split("\n").map((line) => line.trim()).filter(Boolean);
        if (lines.length) found[one.name] = lines.join("; ");
      } else if (one.value.trim()) found[one.name] = one.value.trim();
    }
    return found;
  };
  const fill = (values) => {
    form.reset();
    for (const one of form.elements) {
      const value = values[one.name];
      if (!one.name || value === undefined) continue;
      if (one.type === "checkbox") one.checked = value.split("; ").includes(one.value);
      else one.value = "list" in one.dataset ? value.split("; ").join("\n") : value;
    }
    for (const one of form.elements) mark(one, false);
    show_files();
  };
  const mark = (one, wrong) => {
    const told = at(`w-${one.name}`);
    if (!told) return;
    told.hidden = !wrong;
    if (wrong) { one.setAttribute("aria-invalid", "true"); one.setAttribute("aria-describedby", told.id); }
    else { one.removeAttribute("aria-invalid"); one.removeAttribute("aria-describedby"); }
  };

  // One change is kept after the other, so that the last one stands.
  let keeping = Promise.resolve(), unkept = 0;
  const keep = () => {
    const draft = { values: answers(), files, open, kept: new Date().toISOString() };
    unkept += 1;
    at("state").setAttribute("aria-busy", "true");  // what is said there of an older change is not true of this one yet
    keeping = keeping.then(() => put(own, draft)).then(() => tell("draft"), () => tell("not_kept")).then(() => {
      unkept -= 1;
      if (!unkept) at("state").removeAttribute("aria-busy");
    });
    return keeping;
  };

  // What is begun here stays a draft to take up when something else is opened in its place.
  const set_aside = async () => {
    await keeping;
    if (Object.keys(answers()).length || files.length) await put(`draft-${new_id()}`, { values: answers(), files, open, kept: new Date().toISOString() });
  };

  // --- files ----------------------------------------------------------------------------------------------------------------------
  const hash = async (data) =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const about = ({ name, size, sha256, changed, attached }) => ({ name, size, sha256, changed, attached });
  const item = (...parts) => { const made = document.createElement("li"); made.append(...parts); return made; };
  const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const show_files = () => {
    at("attached").replaceChildren(...files.map((one, number) => {
      const remove = made("button", say("remove"), { type: "button" });
      remove.addEventListener("click", () => { files.splice(number, 1); show_files(); keep(); });
      return item(made("span", one.name, { dir: "auto" }), made("code", one.sha256.slice(0, 16)), remove);
    }));
  };
  at("attach").addEventListener("change", async (event) => {
    if (!window.crypto || !crypto.subtle) { tell("no_hash"); event.target.value = ""; return; }
    for (const file of [...event.target.files]) {
      const sha256 = await hash(await file.arrayBuffer());
      if (files.some((one) => one.sha256 === sha256)) continue;
      const changed = new Date(file.lastModified).toISOString();
      files.push({ name: file.name, size: file.size, sha256, changed, attached: new Date().toISOString(), blob: file });
    }
    event.target.value = "";
    show_files();
    keep();
  });

  // --- entries --------------------------------------------------------------------------------------------------------------------
  const entries = async () => {
    const found = await Promise.all((await keys()).filter((key) => !is_draft(key)).map(get));
    return found.sort((one, other) => one.made.localeCompare(other.made));
  };
  const save = (name, blob) => {
    const link = made("a", "", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const first = (values) => {
    const chosen = form.querySelector("select");
    const option = chosen && [...chosen.options].find((one) => one.value && one.value === values[chosen.name]);
    return [option ? option.textContent : "", values.start || values.date || values.happened || "", values.place || ""].filter(Boolean).join(" · ");
  };
  const show = async () => {
    const found = await entries();
    at("number").textContent = found.length;
    at("hand").disabled = at("erase").disabled = !found.length;
    at("entries").replaceChildren(...found.map((one) => {
      const again = made("button", say("open"), { type: "button" });
      again.addEventListener("click", async () => {
        await set_aside();
        files = one.files; open = { id: one.id, began: one.began };
        fill(one.values); await keep(); await show_drafts(); form.querySelector("select, input, textarea").focus();
      });
      const kept = one.files.map((file) => {
        const take = made("button", `${say("save_file")}: ${file.name}`, { type: "button" });
        take.addEventListener("click", () => save(`${file.sha256.slice(0, 12)}-${file.name}`, file.blob));
        return take;
      });
      const when = new Date(one.made).toLocaleString(root.lang);
      const state = one.handed ? `${say("handed")} ${new Date(one.handed).toLocaleString(root.lang)}` : "";
      return item(made("b", first(one.values) || one.id, { dir: "auto" }), made("span", [when, state].filter(Boolean).join(" · "), { className: "quiet" }), again, ...kept);
    }));
  };
  const show_drafts = async () => {
    const others = (await keys()).filter((key) => is_draft(key) && key !== own);
    const found = (await Promise.all(others.map(async (key) => [key, await get(key)]))).filter(([, one]) => one);
    at("drafts-h").parentElement.hidden = !found.length;
    at("drafts").replaceChildren(...found.map(([key, one]) => {
      const take = made("button", say("take_up"), { type: "button" }), away = made("button", say("throw_away"), { type: "button" });
      take.addEventListener("click", async () => {
        await set_aside();
        files = one.files; open = one.open;
        fill(one.values); await keep(); await drop(key); await show_drafts();
        form.querySelector("select, input, textarea").focus();
      });
      away.addEventListener("click", async () => { await drop(key); await show_drafts(); });
      const when = one.kept ? new Date(one.kept).toLocaleString(root.lang) : "";
      return item(made("b", first(one.values) || say("draft_untitled"), { dir: "auto" }), made("span", when, { className: "quiet" }), take, away);
    }));
  };
  form.addEventListener("input", (event) => { mark(event.target, false); keep(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const lacking = [...form.elements].filter((one) => one.name && !one.checkValidity());
    lacking.forEach((one) => mark(one, true));
    if (lacking.length) { lacking[0].focus(); return; }
    if (saving) return; // a second tap on the button is no second entry
    saving = true;
    const now = new Date().toISOString();
    const entry = { id: open ? open.id : new_id(), began: open ? open.began : now, made: now, values: answers(), files };
    try { await keeping; await put(entry.id, entry); await drop(own); } catch { tell("not_kept"); return; } finally { saving = false; }
    files = []; open = null;
    fill({});
    tell("kept");
    await show();
    form.querySelector("select, input, textarea").focus();
  });
  at("new").addEventListener("click", async () => { files = []; open = null; fill({}); await keeping; await drop(own); tell(""); });
  at("hand").addEventListener("click", async () => {
    const found = await entries();
    const lines = found.map((one) => JSON.stringify({ _id: one.id, _made: one.made, ...one.values, ...(one.files.length ? { files: one.files.map(about) } : {}) }));
    save(`${kind}-${new Date().toISOString().slice(0, 10)}.jsonl`, new Blob([lines.join("\n") + "\n"], { type: "application/x-ndjson" }));
    const handed = new Date().toISOString();
    for (const one of found) await put(one.id, { ...one, handed });
    await show();
  });
  at("erase").addEventListener("click", () => at("ask").showModal());
  at("no").addEventListener("click", () => at("ask").close());
  at("yes").addEventListener("click", async () => {
    at("ask").close();
    for (const one of await entries()) await drop(one.id);
    await show();
  });

  // --- language -------------------------------------------------------------------------------------------------------------------
  const speak = (language) => {
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    for (const one of document.querySelectorAll("option[data-en]")) one.textContent = one.dataset[language];
    for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === language));
    try { localStorage.setItem("sulh-form-language", language); } catch { /* kept only while the page is open */ }
    tell(last); show_files(); Promise.all([show(), show_drafts()]).catch(() => tell("not_kept"));
  };
  for (const one of document.querySelectorAll("[data-language]")) one.addEventListener("click", () => speak(one.dataset.language));
  let chosen = navigator.language.startsWith("ar") ? "ar" : "en";
  try { chosen = localStorage.getItem("sulh-form-language") || chosen; } catch { /* as above */ }
  speak(chosen);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) Promise.all([show(), show_drafts()]).catch(() => tell("not_kept")); });
  get(own).then((draft) => {
    if (!draft) return;
    files = draft.files; open = draft.open;
    fill(draft.values); tell("draft");
  }, () => tell("nothing_kept"));
})();
