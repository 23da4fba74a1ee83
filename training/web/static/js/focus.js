/* Focus lands on what is new; what is read out beside it goes through a live region. */
(() => {
  const target = document.querySelector("[data-focus]");
  if (!target || location.hash) return;
  target.focus({ preventScroll: true });
  const spoken = document.querySelector("[data-announce]");
  const live = document.getElementById("live");
  if (!spoken || !live) return;
  setTimeout(() => { live.textContent = spoken.innerText.replace(/\s+/g, " "); }, 400);
  setTimeout(() => { live.textContent = ""; }, 15000);
})();
