/* A map that is wider than its window begins where the story begins. Without this it begins at its left edge. */
(() => {
  const map = document.querySelector(".story-map");
  const first = map?.querySelector("a");
  if (!first) return;
  const [frame, box] = [map.getBoundingClientRect(), first.getBoundingClientRect()];
  map.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
})();
