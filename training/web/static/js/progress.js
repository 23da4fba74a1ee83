/* Shows how far long work is without a new page; when it ends, the page is fetched anew. */
(() => {
  const here = () => document.querySelector("[data-progress]");
  if (!here()) return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("[data-progress]");
      if (!answer.ok || !next) { location.reload(); return; }
      here().replaceWith(next);
    } catch { /* no connection for a moment: try again */ }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1000);
})();
