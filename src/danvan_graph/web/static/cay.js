"use strict";
// The table of units becomes a treegrid (WAI-ARIA 1.2): one tab stop, arrows to go, right to open,
// left to close. Each opening is one request for the rows of that branch. Without this script every
// row opens by its link.
(() => {
  const table = document.querySelector("table.units");
  if (!table) return;
  const body = table.tBodies[0], told = document.getElementById("noi");
  const path = table.dataset.cay, filters = table.dataset.loc;
  const links = (row) => [...row.querySelectorAll("a:not(.turn), summary")];
  const level = (row) => Number(row.dataset.l);
  const rows = () => [...body.rows];
  let here;
  const dress = (row) => {
    row.setAttribute("role", "row");
    for (const [name, value] of [["level", row.dataset.l], ["posinset", row.dataset.p], ["setsize", row.dataset.s]]) row.setAttribute(`aria-${name}`, value);
    if (row.dataset.o) row.setAttribute("aria-expanded", String(row.dataset.o === "1"));
    row.tabIndex = -1;
    [...row.cells].forEach((cell, n) => cell.setAttribute("role", n ? "gridcell" : "rowheader"));
    row.querySelectorAll("a, summary").forEach((link) => { link.tabIndex = -1; });
  };
  const go = (row, focus = true, near = false) => {
    if (!row) return;
    if (here) here.tabIndex = -1;
    here = row;
    row.tabIndex = 0;
    if (focus) row.focus({ preventScroll: near });
  };
  const below = (row) => { const found = []; for (let n = row.nextElementSibling; n && level(n) > level(row); n = n.nextElementSibling) found.push(n); return found; };
  const keep = () => {
    const asked = new URLSearchParams(filters);
    for (const row of body.querySelectorAll("tr[data-nhanh][data-o='1']")) asked.append("mo", row.dataset.nhanh);
    history.replaceState(null, "", `${path}?${asked}`);
    document.querySelectorAll("a.seen").forEach((link) => { link.search = asked; });
  };
  const fetched = async (asked) => {
    const answer = await fetch(`${path}?${filters}&${asked}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) { told.textContent = "Không tải được nhánh này; hãy thử lại."; return null; }
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    return held.content;
  };
  const mark = (row, open) => { row.dataset.o = open ? "1" : "0"; row.setAttribute("aria-expanded", String(open)); };
  const turn = async (row, open) => {
    if (!row.dataset.nhanh || (row.dataset.o === "1") === open) return;
    if (!open) { below(row).forEach((one) => one.remove()); mark(row, false); return keep(); }
    mark(row, true);
    const found = await fetched(`phan=${encodeURIComponent(row.dataset.nhanh)}`);
    if (!found) return mark(row, false);
    const made = [...found.querySelectorAll("tr")];
    made.forEach(dress);
    row.after(...made);
    told.textContent = `Đã mở ${made.length} đơn vị.`;
    keep();
  };
  const prove = async (link) => {
    const shown = link.parentElement.querySelector(".proof");
    if (shown) return shown.remove();
    const found = await fetched(`phan=${encodeURIComponent("x")}&chung=${encodeURIComponent(link.dataset.chung)}`);
    if (!found) return;
    found.querySelectorAll("a, summary").forEach((one) => { one.tabIndex = -1; });
    link.parentElement.append(found);
  };
  table.setAttribute("role", "treegrid");
  for (const part of [table.tHead, body]) part.setAttribute("role", "rowgroup");
  table.tHead.rows[0].setAttribute("role", "row");
  for (const cell of table.tHead.rows[0].cells) cell.setAttribute("role", "columnheader");
  const all = rows();
  const some = (from) => { const end = Math.min(from + 60, all.length); for (let n = from; n < end; n += 1) dress(all[n]); if (end < all.length) setTimeout(some, 0, end); };
  some(0);
  const aim = body.querySelector("tr.aim");
  go(aim || body.rows[0], false);
  if (aim) aim.scrollIntoView({ block: "center" });
  table.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const row = event.target.closest("tbody tr");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    go(row, !link, true);
    if (link && link.matches(".turn")) { event.preventDefault(); row.focus({ preventScroll: true }); turn(row, row.dataset.o !== "1"); }
    else if (link && link.dataset.chung) { event.preventDefault(); prove(link); }
  });
  const inside = (row, at, step) => { const found = links(row); const next = found[at + step]; if (next) next.focus(); else if (step < 0) row.focus(); };
  const near = (row, step) => { const next = step > 0 ? row.nextElementSibling : row.previousElementSibling; if (next) go(next); };
  const parent = (row) => { let up = row.previousElementSibling; while (up && level(up) >= level(row)) up = up.previousElementSibling; return up; };
  const keys = {
    ArrowDown: (row) => near(row, 1),
    ArrowUp: (row) => near(row, -1),
    Home: () => go(body.rows[0]),
    End: () => go(body.rows[body.rows.length - 1]),
    ArrowRight: (row, at) => (at < 0 && row.dataset.o === "0" ? turn(row, true) : inside(row, at, 1)),
    ArrowLeft: (row, at) => { if (at >= 0) inside(row, at, -1); else if (row.dataset.o === "1" && row.dataset.nhanh) turn(row, false); else go(parent(row)); },
    Enter: (row, at) => (row.dataset.nhanh ? turn(row, row.dataset.o !== "1") : links(row)[0]?.click()),
  };
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || event.altKey || event.ctrlKey || event.metaKey || !keys[event.key]) return;
    const at = links(row).indexOf(event.target);
    if (event.key === "Enter" && at >= 0) return;
    event.preventDefault();
    keys[event.key](row, at);
  });
})();
