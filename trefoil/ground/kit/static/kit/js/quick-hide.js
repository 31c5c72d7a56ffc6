// One press, or Escape twice, and the page is gone: emptied at once, replaced in the history.
let escaped = 0;

function hide(url) {
  document.title = "";
  document.body.replaceChildren();
  location.replace(url);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quick-hide]");
  if (button) hide(button.dataset.quickHide);
});

document.addEventListener("keydown", (event) => {
  const button = document.querySelector("[data-quick-hide]");
  if (!button || event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (performance.now() - escaped < 600) hide(button.dataset.quickHide);
  escaped = performance.now();
});

// Coming back with the browser's button must not show the page from memory.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-quick-hide], [data-sign-out]")) location.reload();
});
