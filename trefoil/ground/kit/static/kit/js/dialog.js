// <trefoil-dialog> wraps a <dialog>: opened by data-dialog-open="id", closed by Escape, its own
// button or a press beside it. Focus returns to where it was.
class TrefoilDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.dataset.ready) return;
    dialog.dataset.ready = "yes";
    dialog.addEventListener("click", (event) => {
      if (event.target !== dialog) return;
      const box = dialog.getBoundingClientRect();
      const inside =
        event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) dialog.close();
    });
  }
}
customElements.define("trefoil-dialog", TrefoilDialog);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
});

// A form that came back with errors is read from its summary.
document.querySelector("[data-focus]")?.focus();
