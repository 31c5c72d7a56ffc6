// <trefoil-timer data-since="…">: counts up. data-offset (ms) corrects a device whose clock is wrong.
class TrefoilTimer extends HTMLElement {
  connectedCallback() {
    this.tick();
    this.beat = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.beat);
  }

  tick() {
    const since = Date.parse(this.dataset.since) + Number(this.dataset.offset ?? 0);
    if (Number.isNaN(since)) return;
    const gone = Math.max(0, Math.floor((Date.now() - since) / 1000));
    const two = (part) => String(part).padStart(2, "0");
    const [hours, minutes, seconds] = [Math.floor(gone / 3600), Math.floor(gone / 60) % 60, gone % 60];
    this.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  }
}
customElements.define("trefoil-timer", TrefoilTimer);
