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
