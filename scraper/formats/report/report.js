"use strict";
// A click on a line lights it in both columns. All that this page shows is in its markup already.
(() => {
  const partner = (id) => document.getElementById((id[0] === "a" ? "b" : "a") + id.slice(1));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function light(line) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    line.classList.add("lit");
    const other = partner(line.id);
    if (!other) return;
    other.classList.add("lit");
    // Side by side only: in one column, the page would jump away from under the finger.
    if (getComputedStyle(document.querySelector("main")).display === "grid")
      other.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  document.querySelector("main").addEventListener("click", (event) => {
    if (String(getSelection())) return; // selecting text is no click on it
    const link = event.target.closest("a");
    if (link && !link.hash) return;
    const line = event.target.closest("article [id], .blocks li");
    if (line && !event.target.closest("pre")) light(line);
  });

  addEventListener("hashchange", () => {
    const line = document.getElementById(location.hash.slice(1));
    if (line) light(line);
  });

  const find = document.querySelector(".find");
  const rows = document.querySelectorAll(".blocks li");
  let timer = 0;
  find.hidden = false;
  find.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const wanted = event.target.value.toLowerCase();
      for (const row of rows)
        row.hidden = wanted !== "" && !row.firstChild.firstChild.textContent.toLowerCase().includes(wanted);
    }, 120);
  });
})();
