// Reads a question aloud with the browser's own voice. Nothing leaves the device; without a voice there is no button.
const voice = window.speechSynthesis;

function wordsOf(button) {
  const parts = document.querySelectorAll(`[data-said="${button.dataset.aloud}"]`);
  return [...parts].map((part) => part.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).join(". ");
}

function languageOf(button) {
  const part = document.querySelector(`[data-said="${button.dataset.aloud}"]`);
  return part?.closest("[lang]")?.lang || document.documentElement.lang;
}

function show(button, speaking) {
  button.setAttribute("aria-pressed", String(speaking));
}

function read(button) {
  const isReading = button.getAttribute("aria-pressed") === "true";
  voice.cancel();
  document.querySelectorAll("[data-aloud]").forEach((other) => show(other, false));
  if (isReading) return;
  const said = new SpeechSynthesisUtterance(wordsOf(button));
  said.lang = languageOf(button);
  said.rate = 0.95;
  said.voice = voice.getVoices().find((one) => one.lang.startsWith(said.lang)) ?? null;
  said.onend = said.onerror = () => show(button, false);
  show(button, true);
  voice.speak(said);
}

if (voice) {
  document.querySelectorAll("[data-aloud]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => read(button));
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
