"use strict";
// Marks in the list of contents the part one is reading. Without this script the list is links.
(() => {
  const links = [...document.querySelectorAll(".contents a")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  const mark = () => {
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const line = innerHeight / 3;
    let at = end ? parts.length - 1 : parts.findLastIndex((part) => part.getBoundingClientRect().top <= line);
    if (at < 0) at = 0;
    if (links[at].getAttribute("aria-current")) return;
    links.forEach((link, n) => (n === at ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")));
    const list = links[at].closest("ul");
    list.scrollLeft = links[at].parentElement.offsetLeft - list.offsetLeft - 40;
  };
  let waiting = false;
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; mark(); }); } }, { passive: true });
  mark();
})();
