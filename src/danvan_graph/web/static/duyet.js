"use strict";
// One key for each answer; while somebody types in a field the keys are letters.
(() => {
  const form = document.getElementById("diem");
  if (!form) return;
  const now = document.querySelector(".spot.now");
  const text = document.querySelector(".desk .text");
  if (now && text.scrollHeight > text.clientHeight) text.scrollTop += now.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  const keys = document.getElementById("phim");  // single keys can be switched off (WCAG 2.1.4)
  document.getElementById("dung-phim").hidden = false;
  keys.checked = localStorage.getItem("phim") !== "tat";
  keys.addEventListener("change", () => localStorage.setItem("phim", keys.checked ? "bat" : "tat"));
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "s") { const field = form.querySelector("input:not([type=hidden]), select"); if (field) { event.preventDefault(); field.focus(); if (field.select) field.select(); } return; }
    const found = form.querySelector(`[data-key="${key === "d" ? "đ" : key}"]`);
    if (["đ", "d", "x", "b"].includes(key) && found) { event.preventDefault(); found.click(); }
  });
})();
