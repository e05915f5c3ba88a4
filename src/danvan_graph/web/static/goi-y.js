"use strict";
// Offers what the search box may mean while one types (ARIA combobox with a list box). Without this
// script the box is a plain form. Every text is set as text, never as markup.
(() => {
  const box = document.getElementById("tim");
  const list = document.createElement("ul");
  list.id = "goi-y";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "goi-y", "aria-expanded": "false", "aria-autocomplete": "list" })) box.setAttribute(name, value);
  box.autocomplete = "off";
  let chosen = -1, asked = 0, timer = 0;
  const close = () => { list.hidden = true; chosen = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const choose = (at) => {
    const items = list.children;
    chosen = (at + items.length) % items.length;
    [...items].forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    box.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    list.replaceChildren(...found.filter((hit) => hit.page).map((hit, n) => {
      const item = document.createElement("li");
      item.id = `goi-y-${n}`;
      item.setAttribute("role", "option");
      item.dataset.page = hit.page;
      const detail = document.createElement("span");
      detail.className = "quiet";
      detail.textContent = hit.detail;
      item.append(hit.label, " ", detail);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(hit.page); });
      return item;
    }));
    if (!list.children.length) return close();
    list.hidden = false;
    chosen = -1;
    box.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const text = box.value.trim(), number = ++asked;
    if (text.length < 2) return close();
    const answer = await fetch(`/api/v1/search?limit=8&q=${encodeURIComponent(text)}`);
    if (answer.ok && number === asked && document.activeElement === box) show((await answer.json()).items);
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 90); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1)); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.page); }
  });
})();
