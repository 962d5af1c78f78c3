/* Small helps of every page. Everything works without this file. */
(() => {
  "use strict";
  const say = (text) => {
    const spot = document.getElementById("tin-nhanh");
    if (spot) spot.textContent = text;
  };

  /* "/" goes to the search box, unless somebody is typing. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("[data-find]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (button.matches("[data-print]")) { window.print(); return; }
    const address = new URL(button.dataset.copy || location.href, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      say("Đã sao chép địa chỉ trang");
      button.dataset.done = "yes";
      setTimeout(() => delete button.dataset.done, 2500);
    } catch {
      window.prompt("Sao chép địa chỉ này:", address);
    }
  });

  /* Arrow keys walk over the commune map: the nearest cell in that direction takes the focus. */
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  document.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const here = way && event.target.closest?.(".hexmap a");
    if (!here) return;
    const spot = (cell) => [Number(cell.dataset.q) + Number(cell.dataset.r) / 2, Number(cell.dataset.r) * 0.87];
    const [x, y] = spot(here);
    let best = null, least = Infinity;
    for (const cell of here.closest(".hexmap").querySelectorAll("a")) {
      const [cx, cy] = spot(cell), ahead = (cx - x) * way[0] + (cy - y) * way[1];
      const aside = Math.abs((cx - x) * way[1]) + Math.abs((cy - y) * way[0]);
      if (ahead > 0.4 && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = cell; }
    }
    if (best) { event.preventDefault(); best.focus(); }
  });

  /* Buttons that need script stay hidden until script is here. */
  for (const item of document.querySelectorAll("[data-needs-script]")) item.hidden = false;

  /* A form that was sent shows that it is working; coming back by the browser's button undoes it. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-busy]")) setTimeout(() => form.setAttribute("aria-busy", "true"), 300);
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  });
})();
