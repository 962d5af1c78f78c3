// What a machine can see wrong in a page. Called with the width of the window; returns a list of sentences.
(phone) => {
  const faults = [];
  const add = (rule, what) => faults.push(`${rule}: ${what}`);
  const word = (node) => (node.innerText ?? node.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
  const name = (node) => `<${node.tagName.toLowerCase()}${node.className?.baseVal === undefined && node.className ? "." + String(node.className).split(" ")[0] : ""}> «${word(node) || node.getAttribute("aria-label") || ""}»`;
  const style = (node) => getComputedStyle(node);
  const hidden = (node) => {
    for (let at = node; at && at.nodeType === 1; at = at.parentElement) {
      const is = style(at);
      if (is.display === "none" || is.visibility === "hidden" || Number(is.opacity) === 0) return true;
      if (at.classList?.contains("hide") || at.classList?.contains("skip") || is.clipPath === "inset(50%)") return true;
      if (at.tagName === "DETAILS" && !at.open && at.firstElementChild && !at.firstElementChild.contains(node) && at !== node) {
        if (!node.checkVisibility?.()) return true;
      }
    }
    return node.checkVisibility ? !node.checkVisibility() : false;
  };
  const inPicture = (node) => node.closest("svg");

  // 1. sideways scroll
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) {
    const wide = [...document.body.querySelectorAll("*")].filter((n) => !hidden(n) && !inPicture(n)?.parentElement?.closest("svg") && n.getBoundingClientRect().right > innerWidth + 1);
    add("sideways scroll", `${root.scrollWidth} px in a window of ${innerWidth}${wide.length ? ", first by " + name(wide[0]) : ""}`);
  }

  // 2. small letters; the pieces of text are kept for rules 6 and 8
  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, box = text.parentElement;
    if (!text.data.trim() || !box || ["SCRIPT", "STYLE", "TITLE", "OPTION", "NOSCRIPT", "TEMPLATE"].includes(box.tagName) || hidden(box)) continue;
    let size = parseFloat(style(box).fontSize), least = 14;
    const svg = inPicture(box);
    if (svg) { size *= box.getScreenCTM?.()?.a ?? 1; least = 13; }
    if (size < least - 0.35) add("small letters", `${size.toFixed(1)} px in ${name(box)}`);
    pieces.push({ text, box, svg });
  }

  // 3. fields under 16 px (a phone zooms into them)
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (hidden(field) || ["hidden", "checkbox", "radio"].includes(field.type)) continue;
    if (parseFloat(style(field).fontSize) < 16) add("small field", `${style(field).fontSize} in ${field.name || field.id}`);
  }

  // 4. targets under 44 px on a phone (24 in the commune map); links inside a sentence are free
  if (phone) {
    for (const node of document.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden])")) {
      if (hidden(node)) continue;
      const label = node.closest("label");
      const target = ["checkbox", "radio"].includes(node.type) && label ? label : node;
      const box = target.getBoundingClientRect();
      const least = inPicture(node) ? 24 : 44;
      let width = box.width, height = box.height;
      const after = getComputedStyle(node, "::after");
      if (after.position === "absolute" && after.content !== "none") {
        const holder = node.offsetParent?.getBoundingClientRect();
        if (holder) { width = Math.max(width, holder.width); height = Math.max(height, holder.height); }
      }
      if (node.tagName === "A" && style(node).display === "inline") {
        const block = node.closest("p, li, dd, td, th, figcaption, span, div");
        if (block && word(block).length > word(node).length + 3) continue;
      }
      if (Math.min(width, height) < least - 0.6 && !(height >= least - 0.6 && width >= 24)) add("small target", `${Math.round(width)}×${Math.round(height)} ${name(node)}`);
    }
  }

  // 5. two primary buttons
  const primary = [...document.querySelectorAll(".button.primary")].filter((n) => !hidden(n));
  if (primary.length > 1) add("two primary buttons", primary.map(word).join(" · "));

  // 6. lines over 80 letters
  for (const block of document.querySelectorAll("p, li, dd, figcaption, h1, h2, h3, blockquote, label")) {
    if (hidden(block) || inPicture(block) || block.querySelector("p, li, ul, ol, dl, div, table, fieldset")) continue;
    const lines = new Map();
    const inside = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (inside.nextNode()) {
      const text = inside.currentNode;
      if (hidden(text.parentElement)) continue;
      for (const match of text.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(text, match.index); range.setEnd(text, match.index + match[0].length);
        const box = range.getClientRects()[0];
        if (!box) continue;
        const line = Math.round((box.top + box.bottom) / 8);
        lines.set(line, (lines.get(line) ?? -1) + match[0].length + 1);
      }
    }
    const longest = Math.max(0, ...lines.values());
    if (longest > 80 && lines.size > 1) add("long line", `${longest} letters in ${name(block)}`);
  }

  // 7. clipped text
  for (const node of document.querySelectorAll("body *")) {
    if (inPicture(node) || hidden(node) || !word(node)) continue;
    const is = style(node);
    const cutX = ["hidden", "clip"].includes(is.overflowX) && node.scrollWidth > node.clientWidth + 1;
    const cutY = ["hidden", "clip"].includes(is.overflowY) && node.scrollHeight > node.clientHeight + 2;
    if (!(cutX || cutY)) continue;
    const frame = node.getBoundingClientRect();
    const lost = pieces.some(({ text, box }) => {
      if (!node.contains(box)) return false;
      const range = document.createRange(); range.selectNodeContents(text);
      return [...range.getClientRects()].some((r) => r.right > frame.right + 1.5 || r.left < frame.left - 1.5 || r.bottom > frame.bottom + 2.5);
    });
    if (lost) add("clipped text", name(node));
  }

  // 8. overlapping text
  const marks = [];
  for (const { text, box } of pieces) {
    let pinned = false;
    for (let at = box; at; at = at.parentElement) if (["fixed", "sticky"].includes(style(at).position)) { pinned = true; break; }
    if (pinned) continue;
    const range = document.createRange(); range.selectNodeContents(text);
    for (const r of range.getClientRects()) if (r.width > 2 && r.height > 2) marks.push({ r, box });
  }
  marks.sort((a, b) => a.r.top - b.r.top);
  let told = 0;
  for (let i = 0; i < marks.length && told < 5; i++) {
    for (let j = i + 1; j < marks.length && marks[j].r.top < marks[i].r.bottom; j++) {
      const a = marks[i], b = marks[j];
      if (a.box === b.box) continue;
      const across = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
      const down = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
      // line boxes of neighbours may touch; letters fill about 60 % of a line box
      if (across > 3 && down > 0.45 * Math.min(a.r.height, b.r.height)) { add("overlapping text", `${name(a.box)} and ${name(b.box)}`); told++; break; }
    }
  }

  // 9. what a template left behind
  const said = document.body.innerText;
  const source = root.outerHTML;
  for (const [mark, where] of [["None", said], ["undefined", said], ["NaN", said], ["{{", source], ["{%", source], ["<c-", source], ["&lt;c-", source]]) {
    if (mark === "None" ? /\bNone\b/.test(where) : where.includes(mark)) add("left by a template", mark);
  }

  // 10. English on a Vietnamese page, also in names that only a screen reader says
  const english = new Set("the and of is are was with for from this that your you we our please error errors submit user users login logout password email search home page next previous prev loading save saved cancel delete edit update upload download file not found yes no ok back menu close open more less all show hide click here dashboard settings status name date total result results required invalid valid expired unknown".split(" "));
  const vietnamese = new Set(["no", "ok", "email"]); // also Vietnamese, or said like this in Vietnam
  const spoken = pieces.filter(({ box }) => !box.closest('[lang]:not([lang="vi"]), code, pre')).map(({ text }) => text.data);
  for (const node of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
    if (node.closest('[lang]:not([lang="vi"])')) continue;
    for (const at of ["aria-label", "placeholder", "title", "alt"]) if (node.hasAttribute(at)) spoken.push(node.getAttribute(at));
  }
  for (const node of document.querySelectorAll(".hide")) spoken.push(node.textContent);
  if (root.lang === "vi") {
    const found = new Set();
    for (const line of spoken) for (const token of line.split(/[\s.,;:!?…()«»"“”/]+/)) {
      const low = token.toLowerCase();
      if (english.has(low) && !vietnamese.has(low)) found.add(token);
    }
    if (found.size) add("English word", [...found].join(", "));
  } else add("language", `<html lang="${root.lang}">`);

  // 11. a layout that moves after load
  if ((window.__moved ?? 0) > 0.02) add("layout moves", window.__moved.toFixed(3));

  return faults;
}
