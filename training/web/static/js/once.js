/* A form is sent once. The clicked button stays enabled, because a disabled button loses its value. */
(() => {
  const sent = new Map();
  const release = () => {
    sent.forEach((button, form) => {
      form.removeAttribute("aria-busy");
      button?.classList.remove("is-sent");
    });
    sent.clear();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, event.submitter);
    form.setAttribute("aria-busy", "true");
    event.submitter?.classList.add("is-sent");
    setTimeout(release, 8000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) release(); });
})();
