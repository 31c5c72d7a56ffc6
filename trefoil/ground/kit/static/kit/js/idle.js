// Before the session locks, ask; when it does, take the page away. Tabs share what they see of a
// person's presence, so that reading in one does not lock the other.
const WARN_SECONDS = 60;
const limit = Number(document.body.dataset.idleSeconds ?? 0);

if (limit > WARN_SECONDS) {
  const dialog = document.getElementById("idle-warning");
  const tabs = new BroadcastChannel("trefoil-idle");
  const lockUrl = document.querySelector("trefoil-idle")?.dataset.lockUrl || "/";
  let seen = Date.now();
  let told = Date.now();

  const present = () => {
    seen = Date.now();
    if (dialog?.open) dialog.close();
    if (seen - told > 5000) {
      told = seen;
      tabs.postMessage(seen);
    }
  };
  // The server counts requests, not key strokes: being here is said to it now and then.
  let asked = Date.now();
  const tellServer = () => {
    if (Date.now() - asked < (limit * 1000) / 3 || seen < asked) return;
    asked = Date.now();
    fetch(location.pathname, { method: "HEAD", credentials: "same-origin" }).catch(() => {});
  };

  tabs.addEventListener("message", (event) => {
    seen = Math.max(seen, event.data);
    if (dialog?.open) dialog.close();
  });
  for (const kind of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    addEventListener(kind, () => !dialog?.open && present(), { passive: true });
  }
  dialog?.addEventListener("cancel", present);
  dialog?.addEventListener("close", present);
  dialog?.querySelector("[data-idle-stay]")?.addEventListener("click", () => {
    present();
    asked = 0;
    tellServer();
  });

  setInterval(() => {
    const idle = (Date.now() - seen) / 1000;
    if (idle >= limit) {
      document.dispatchEvent(new CustomEvent("trefoil:lock"));
      document.body.replaceChildren();
      location.replace(`${lockUrl}?next=${encodeURIComponent(location.pathname)}`);
    } else if (idle >= limit - WARN_SECONDS && dialog && !dialog.open) {
      dialog.showModal();
    } else {
      tellServer();
    }
  }, 1000);
}
