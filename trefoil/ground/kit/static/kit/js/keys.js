// Keys for quick hands. They stay silent while someone types and when another key is held.
const TYPING = "input, textarea, select, [contenteditable]";
let went = -Infinity;

function typing(target) {
  return target instanceof Element && target.closest(TYPING) !== null;
}

function go(letter) {
  document.querySelector(`[data-go="${CSS.escape(letter)}"]`)?.click();
}

function firstVerb(row) {
  return row.querySelector("a[href], button, input, select, [tabindex='0']");
}

function move(event) {
  const list = event.target.closest?.("[data-rows]");
  const row = event.target.closest?.("[data-rows] > *, [data-rows] tbody > tr");
  if (!list || !row) return false;
  const rows = [...row.parentElement.children].filter(firstVerb);
  const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return true;
  firstVerb(next).focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (move(event)) event.preventDefault();
    return;
  }
  if (performance.now() - went < 1200 && /^[a-z]$/.test(event.key)) {
    went = -Infinity;
    go(event.key);
    return;
  }
  if (event.key === "g") {
    went = performance.now();
  } else if (event.key === "/") {
    const find = document.querySelector("[data-find]");
    if (!find) return;
    event.preventDefault();
    find.focus();
    find.select();
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  }
});
