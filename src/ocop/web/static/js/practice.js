/* Practice scoring: the server computes, this file only asks and shows. Without it the form works as a plain page. */
(() => {
  "use strict";

  /* ---- the list of product sets: names that hold every typed word, accents aside ---- */
  const box = document.querySelector("[data-set-search]");
  if (box) {
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
    const spot = document.getElementById("so-bo");
    box.addEventListener("input", () => {
      const words = fold(box.value).split(/[^a-z0-9]+/).filter(Boolean);
      let count = 0;
      for (const sector of document.querySelectorAll("[data-sector]")) {
        let shown = 0;
        for (const item of sector.querySelectorAll("[data-words]")) {
          item.hidden = !words.every((word) => item.dataset.words.includes(word));
          if (!item.hidden) shown += 1;
        }
        sector.hidden = !shown;
        count += shown;
      }
      spot.textContent = !words.length ? "" : count ? `${count} nhóm khớp.`
        : `Không có nhóm nào ghi «${box.value}». Thử một từ ngắn hơn, ví dụ «gạo», «trà», «mật ong».`;
    });
  }

  /* ---- the sheet ---- */
  const form = document.querySelector("[data-practice]");
  if (!form) return;
  const live = document.getElementById("tin-nhanh");
  let wait, talk, running;

  const keepAddress = (link) => history.replaceState(null, "", link + location.hash);
  if (form.dataset.link !== location.pathname + location.search && !location.search.includes("cu=")) {
    keepAddress(form.dataset.link);
  }

  const show = (text) => {
    const answer = new DOMParser().parseFromString(text, "text/html");
    for (const part of answer.querySelectorAll("[data-part]")) {
      for (const item of part.querySelectorAll("[data-needs-script]")) item.hidden = false;
      const old = document.getElementById(part.id);
      for (const item of part.querySelectorAll("[data-keep-open]")) {
        item.open = Boolean(old.querySelector(`#${item.id}[open]`));
      }
      old.replaceWith(document.adoptNode(part));
    }
    const { link, say } = document.getElementById("ket-qua").dataset;
    keepAddress(link);
    clearTimeout(talk);
    talk = setTimeout(() => { live.textContent = say; }, 1200);
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const query = new URLSearchParams(new FormData(form));
      const answer = await fetch(`${form.dataset.practice}?${query}`, { signal: running.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      const line = document.querySelector("#thanh-diem .score-missed");
      line.textContent = "Mất kết nối: điểm chưa cập nhật, các lựa chọn vẫn giữ";
      live.textContent = line.textContent;
    }
  };
  addEventListener("online", ask);

  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-case]")) {
      form.action = form.action.split("#")[0] + "#truong-hop";
      form.submit();
      return;
    }
    clearTimeout(wait);
    wait = setTimeout(ask, 60);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.closest(".case-button")) return;
    event.preventDefault();
    location.hash = "ket-qua";
  });
})();
