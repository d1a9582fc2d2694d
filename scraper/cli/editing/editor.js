"use strict";
// Saves without leaving the text, by the button or Ctrl-S. Without this script the form does the same.
(() => {
  const form = document.forms[0];
  const text = form.elements.text;
  let saved = text.value;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const sent = text.value;
    button.disabled = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const outcome = page.getElementById("outcome");
      if (!outcome) throw new Error(page.body.textContent);
      document.getElementById("outcome").replaceWith(document.adoptNode(outcome));
      if (answer.ok) {
        saved = sent;
        document.querySelector("iframe").src = page.querySelector("iframe").getAttribute("src");
      }
    } catch (error) {
      const line = document.createElement("p");
      line.className = "error";
      line.textContent = `Not saved. Is scraper still running? ${error.message}`;
      document.getElementById("outcome").append(line);
    } finally {
      button.disabled = false;
    }
  });

  // Another page in the frame, the text left as it is.
  document.querySelector("nav")?.addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.action = tab.href;
    for (const other of tab.parentNode.children) other.removeAttribute("aria-current");
    tab.setAttribute("aria-current", "page");
    const number = new URL(tab.href).searchParams.get("page");
    const frame = document.querySelector("iframe");
    frame.src = frame.getAttribute("src").replace(/\d+(\?save=\d+).*/, number + "$1");
  });

  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  addEventListener("beforeunload", (event) => {
    if (text.value !== saved) event.preventDefault();
  });
})();
