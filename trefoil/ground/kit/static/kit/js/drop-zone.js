// <trefoil-drop-zone>: the file input inside does the work; dropping is a second way in.
class TrefoilDropZone extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    const list = this.querySelector("output");
    const hint = this.querySelector("[data-hint]");
    if (!input || this.ready) return;
    this.ready = true;
    if (hint) hint.hidden = false;
    const show = () => {
      const names = [...input.files].map((file) => `${file.name} (${size(file.size)})`);
      list.textContent = names.join(", ") || this.dataset.none;
    };
    input.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) {
      this.addEventListener(kind, (event) => {
        event.preventDefault();
        this.toggleAttribute("data-over", true);
      });
    }
    this.addEventListener("dragleave", () => this.removeAttribute("data-over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.removeAttribute("data-over");
      const files = new DataTransfer();
      for (const file of event.dataTransfer.files) {
        if (input.multiple || files.items.length === 0) files.items.add(file);
      }
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

customElements.define("trefoil-drop-zone", TrefoilDropZone);
