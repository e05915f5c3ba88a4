"use strict";
// One key for each answer; while somebody types in a field the keys are letters.
(() => {
  const form = document.getElementById("diem");
  if (!form) return;
  const now = document.querySelector(".spot.now");
  const text = document.querySelector(".desk .text");
  if (now && text.scrollHeight > text.clientHeight) text.scrollTop += now.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "s") { const field = form.querySelector("input:not([type=hidden])"); if (field) { event.preventDefault(); field.focus(); field.select(); } return; }
    const found = form.querySelector(`[data-key="${key === "d" ? "đ" : key}"]`);
    if (["đ", "d", "x", "b"].includes(key) && found) { event.preventDefault(); found.click(); }
  });
})();
