/* Number keys choose in a scene. The reader can switch them off (WCAG 2.1.4); that is remembered here. */
(() => {
  const choices = [...document.querySelectorAll(".choice")];
  const hint = document.querySelector("[data-key-hint]");
  if (choices.length < 2 || !hint) return;
  const root = document.documentElement;
  const toggle = hint.querySelector("button");
  const stored = (value) => {
    try {
      if (value) localStorage.setItem("keys", value);
      return localStorage.getItem("keys");
    } catch { return value; }
  };
  let active = stored() !== "off";
  const show = () => {
    root.classList.toggle("has-keys", active);
    hint.querySelector("[data-on]").hidden = !active;
    hint.querySelector("[data-off]").hidden = active;
    toggle.textContent = active ? toggle.dataset.turnOff : toggle.dataset.turnOn;
  };
  toggle.addEventListener("click", () => {
    active = !active;
    stored(active ? "on" : "off");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!active || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
    const choice = choices[Number(event.key) - 1];
    if (choice) {
      event.preventDefault();
      choice.focus();
      choice.click();
    }
  });
  hint.hidden = false;
  show();
})();
