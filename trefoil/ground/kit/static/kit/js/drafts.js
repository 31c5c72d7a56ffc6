// A form with data-draft-url keeps what is typed. Two seconds after a change, and when the page is
// hidden, its fields are posted to that address (as the form would, files left out). The server
// answers 2xx, with {"saved_at": "…"} if it likes. Opening the form again is the server's part: it
// fills the fields from the draft. Only where the network fails is a copy kept on this device, for
// this tab and this person, and it goes as soon as it was sent.
const PAUSE = 2000;
const LARGEST_KEEPALIVE = 60_000;
const person = document.body.dataset.person ?? "";
const mine = `draft:${person}:`;

for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("draft:") && !key.startsWith(mine)) sessionStorage.removeItem(key);
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = mine + form.dataset.draftUrl;
    this.note = form.querySelector("[data-saved]");
    this.timer = 0;
    this.changed = false;
    this.restore();
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("submit", () => this.stop());
  }

  touch() {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.changed = false;
    sessionStorage.removeItem(this.key);
  }

  fields() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") body.append(name, value);
    }
    return body;
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.changed) return;
    this.changed = false;
    const body = this.fields();
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" },
        credentials: "same-origin",
        keepalive: body.toString().length < LARGEST_KEEPALIVE,
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const said = await answer.json().catch(() => ({}));
      sessionStorage.removeItem(this.key);
      if (answer.ok && !answer.redirected) this.say("saved", new Date(said.saved_at ?? Date.now()));
      else this.say("refused", said.reason);
    } catch {
      this.changed = true;
      this.keep(body);
      this.timer = setTimeout(() => this.send(), PAUSE * 5);
    }
  }

  keep(body) {
    body.delete("csrfmiddlewaretoken");
    sessionStorage.setItem(this.key, body.toString());
    this.say("kept");
  }

  restore() {
    const kept = sessionStorage.getItem(this.key);
    if (kept === null) return;
    const fields = new URLSearchParams(kept);
    for (const name of new Set(fields.keys())) this.fill(name, fields.getAll(name));
    this.changed = true;
    this.send();
  }

  fill(name, values) {
    const text = [...values];
    for (const control of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "hidden" || control.type === "file") continue;
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
      else control.value = text.shift() ?? "";
    }
  }

  say(state, more) {
    if (!this.note) return;
    const words = this.note.dataset;
    words.state = state;
    if (state === "saved") {
      const clock = more.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
      this.note.textContent = `${words.wordsSaved} ${clock}`;
    } else {
      this.note.textContent = state === "kept" ? words.wordsKept : (more ?? words.wordsRefused);
    }
  }
}

const drafts = new WeakMap();

function adopt(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (!drafts.has(form)) drafts.set(form, new Draft(form));
  }
}

function sendAll() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) drafts.get(form)?.send();
}

adopt(document);
document.addEventListener("htmx:after:swap", () => adopt(document));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && sendAll());
addEventListener("pagehide", sendAll);
addEventListener("online", sendAll);
document.addEventListener("trefoil:lock", sendAll);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) sessionStorage.clear();
});
