/* What was ticked in a form stays in this tab until it is sent: a reload loses nothing. Nothing leaves the browser. */
(() => {
  const store = (act) => { try { return act(sessionStorage); } catch { return null; } };
  if (document.querySelector("[data-kept-done]")) {
    store((kept) => Object.keys(kept).filter((key) => key.startsWith("kept:")).forEach((key) => kept.removeItem(key)));
  }
  const form = document.querySelector("form[data-kept]");
  if (!form) return;
  const place = `kept:${form.dataset.kept}`;
  const isOwn = ([name]) => name !== "csrf_token" && name !== "code";
  const given = store((kept) => JSON.parse(kept.getItem(place))) || [];
  for (const [name, value] of given) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type !== "radio") field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
  form.addEventListener("input", () => {
    store((kept) => kept.setItem(place, JSON.stringify([...new FormData(form)].filter(isOwn))));
  });
})();
