"use strict";
// Search, and keys for those who read with them. Articles open and close by their address alone.
(() => {
  const list = document.getElementById("list");
  const rows = [...list.querySelectorAll("li > a")];
  const box = list.querySelector("input");
  const title = document.title;
  // "Jose" finds "José": letters are compared without their marks.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const article = (row) => document.getElementById(row.hash.slice(1));
  const current = () => rows.find((row) => row.hash === location.hash);
  let texts = null; // of all articles, folded: made when first searched
  let words = [];

  function open(row) {
    if (row) location.hash = row.hash;
  }

  function show() {
    for (const row of rows) row.removeAttribute("aria-current");
    const row = current();
    document.title = row ? `${row.firstChild.textContent.trim()} · ${title}` : title;
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    article(row).focus({ preventScroll: true });
    article(row).scrollIntoView();
    light(article(row));
  }

  function light(element) {
    if (!CSS.highlights) return;
    const ranges = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue; // a letter that is two in lower case
      for (const word of words)
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function search() {
    words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = words.map(fold);
    texts ??= rows.map((row) => fold(article(row).textContent));
    let found = 0;
    rows.forEach((row, index) => {
      const fits = wanted.every((word) => texts[index].includes(word));
      row.parentElement.hidden = !fits;
      found += fits;
    });
    list.querySelector(".count").textContent = words.length ? `${found} of ${rows.length} found` : "";
    if (current()) light(article(current()));
  }

  function step(by) {
    const shown = rows.filter((row) => !row.parentElement.hidden);
    const at = shown.indexOf(current());
    open(at < 0 ? shown[by > 0 ? 0 : shown.length - 1] : shown[at + by]);
  }

  function leave() {
    const row = current();
    location.hash = "#all"; // which is nowhere: the list stays where it was scrolled to
    if (row) row.focus();
  }

  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  const keys = { j: () => step(1), k: () => step(-1), "/": () => box.select(), Escape: leave };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    if (event.target === box && event.key !== "Escape") return; // it is being written
    event.preventDefault();
    if (event.target === box && box.value) {
      box.value = "";
      search();
    } else keys[event.key]();
  });
  addEventListener("hashchange", show);
  for (const part of [box.parentElement, document.querySelector(".keys")]) part.hidden = false;
  show();
})();
