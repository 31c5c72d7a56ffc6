// The board's own behavior: two taps save a rating, what could not be sent is kept in sight and
// sent again on a tap, tiles of other devices come in once a minute. Without it the forms work as forms.
const panel = document.getElementById("panel");
const unsent = document.getElementById("unsent");
const kept = [];

function close() {
  const tile = panel.querySelector("[data-close]") && opener;
  panel.replaceChildren();
  document.getElementById(tile)?.querySelector("a")?.focus();
}

let opener = "";
document.addEventListener("click", (event) => {
  const tile = event.target.closest(".tile");
  if (tile) opener = tile.id;
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    close();
  }
  // Arrow keys move through the numbers and must not save; a finger or a mouse has a detail.
  const form = event.detail > 0 && event.target.matches("[data-rate] input[type=radio]") && event.target.form;
  if (form && form.querySelectorAll(":checked").length === 2) form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.firstElementChild) close();
});

document.addEventListener("submit", (event) => {
  const moment = event.target.querySelector("[name=moment]");
  if (moment && !moment.value) moment.value = new Date().toISOString();
}, true);

document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail?.ctx?.target === panel) panel.querySelector("[data-focus]")?.focus({ preventScroll: true });
});

// --- what was not sent

function show() {
  unsent.hidden = kept.length === 0;
  unsent.querySelector("[data-count]").textContent = kept.length;
  const list = unsent.querySelector("ul");
  list.replaceChildren(...kept.map((entry) => {
    const line = unsent.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-what]").textContent = entry.what;
    line.querySelector("[data-when]").textContent = entry.when;
    line.querySelector("button").addEventListener("click", () => send(entry, line));
    return line;
  }));
}

function keep(form, body) {
  const fields = body.toString();
  // A rating has an id of its own; of the steps of one hard moment only the last choice counts.
  const same = kept.findIndex((entry) => entry.url === form.action && (!body.has("client_id") || entry.fields === fields));
  if (same >= 0) kept.splice(same, 1);
  const when = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  kept.push({ url: form.action, fields, what: form.dataset.what, when });
  show();
  if (form.matches("[data-rate]")) close();
  unsent.scrollIntoView({ block: "nearest" });
}

async function send(entry, line) {
  const button = line.querySelector("button");
  button.disabled = true;
  try {
    const headers = { "HX-Request": "true", "X-CSRFToken": new URLSearchParams(entry.fields).get("csrfmiddlewaretoken") ?? "" };
    const answer = await fetch(entry.url, { method: "POST", body: new URLSearchParams(entry.fields), headers, credentials: "same-origin" });
    if (answer.redirected || answer.status === 403 || answer.status >= 500) throw new Error(String(answer.status));
    kept.splice(kept.indexOf(entry), 1);
    show();
    refresh();
  } catch {
    button.disabled = false;
    button.focus();
  }
}

const isOurs = (form) => form?.matches?.("form[data-what]");

document.addEventListener("htmx:before:response", (event) => {
  const { sourceElement: form, response, request } = event.detail.ctx;
  // A redirect is the way to the sign-in page: what was tapped has not arrived.
  if (isOurs(form) && (response.raw.redirected || response.status === 403 || response.status >= 500)) {
    event.preventDefault();
    keep(form, request.body);
  }
});

document.addEventListener("htmx:error", (event) => {
  const { sourceElement: form, request } = event.detail.ctx ?? {};
  if (isOurs(form)) keep(form, request.body);
});

addEventListener("beforeunload", (event) => {
  if (kept.length) event.preventDefault();
});

// --- what others wrote

function refresh() {
  const tiles = document.getElementById("tiles");
  if (tiles) htmx.trigger(tiles, "refresh");
}

setInterval(() => {
  if (document.visibilityState === "visible" && !panel.firstElementChild) refresh();
}, 60_000);
