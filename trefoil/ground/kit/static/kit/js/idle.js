// Before the session locks, ask; when it does, take the page away. Tabs share what they see of a
// person's presence, so that reading in one does not lock the other.
const WARN_SECONDS = 60;
const limit = Number(document.body.dataset.idleSeconds ?? 0);

if (limit > WARN_SECONDS) {
  const dialog = document.getElementById("idle-warning");
  const place = document.querySelector("trefoil-idle");
  const tabs = new BroadcastChannel("trefoil-idle");
  let seen = Date.now();
  let shared = seen;
  let asked = seen;

  const lock = () => {
    document.dispatchEvent(new CustomEvent("trefoil:lock"));
    document.body.replaceChildren();
    const next = encodeURIComponent(location.pathname + location.search);
    location.replace(`${place.dataset.lockUrl}?next=${next}`);
  };

  // The server counts requests, not key strokes: that someone is here is said to it now and then.
  const tellServer = async () => {
    asked = Date.now();
    try {
      const answer = await fetch(place.dataset.hereUrl, { credentials: "same-origin", cache: "no-store" });
      if (answer.redirected) lock();
    } catch {
      // Without a network the server's own clock decides.
    }
  };

  const present = () => {
    seen = Date.now();
    if (seen - shared > 5000) {
      shared = seen;
      tabs.postMessage(seen);
    }
  };

  tabs.addEventListener("message", (event) => {
    seen = Math.max(seen, event.data);
    if (dialog?.open) dialog.close();
  });
  for (const kind of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    addEventListener(kind, () => !dialog?.open && present(), { passive: true });
  }
  dialog?.addEventListener("close", () => {
    present();
    tellServer();
  });
  dialog?.querySelector("[data-idle-stay]")?.addEventListener("click", () => dialog.close());

  setInterval(() => {
    const idle = (Date.now() - seen) / 1000;
    if (idle >= limit) lock();
    else if (idle >= limit - WARN_SECONDS) dialog?.open || dialog?.showModal();
    else if (seen > asked && Date.now() - asked > (limit * 1000) / 3) tellServer();
  }, 1000);
}
