// Choosing by typing, after the W3C pattern "editable combobox with list autocomplete": the options of a
// <select data-picker> are filtered without marks; the select stays the control of the form.
const MOST = 50;
let serial = 0;

// As tthc.core.text.fold: lower case, no marks, đ → d, one space between words.
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

const element = (name, attributes = {}) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// Makes `input` a combobox. `find(typed)` gives {hits: [{value, label}], more}; `choose(hit)` takes one; `settle()` runs
// when the list is left without choosing.
const combobox = (input, { find, choose, settle }) => {
  const id = `goi-y-${(serial += 1)}`;
  const box = element("div", { class: "picker" });
  const list = element("ul", { class: "picker-list", id, role: "listbox", "aria-label": "Kết quả" });
  const more = element("p", { class: "picker-more", role: "status" });
  const popup = element("div", { class: "picker-popup" });
  popup.hidden = true;
  popup.append(list, more);
  input.before(box);
  box.append(input, popup);
  for (const [key, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
  })) input.setAttribute(key, value);

  let hits = [];
  let active = -1;

  const close = () => {
    popup.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const light = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-${index}`);
    list.children[index].scrollIntoView({ block: "nearest" });
  };
  const open = (typed, first) => {
    const found = find(typed);
    hits = found.hits;
    list.replaceChildren(...hits.map((hit, index) => {
      const item = element("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false" });
      item.textContent = hit.label;
      return item;
    }));
    list.hidden = hits.length === 0;
    more.textContent = hits.length === 0 ? "Không có kết quả. Thử ít chữ hơn." : found.more > 0 ? `Còn ${found.more.toLocaleString("vi-VN")} kết quả, gõ thêm để thu hẹp.` : "";
    popup.hidden = false;
    input.setAttribute("aria-expanded", "true");
    light(hits.length ? first : -1);
  };
  const take = (index) => {
    choose(hits[index]);
    close();
  };

  input.addEventListener("input", () => open(input.value, 0));
  input.addEventListener("keydown", (event) => {
    const shown = !popup.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.altKey && input.closest("[data-rows]")) return; // there Alt with an arrow moves the row
      event.preventDefault();
      event.stopPropagation();
      const last = hits.length - 1;
      if (!shown) open("", 0);
      else if (event.key === "ArrowDown") light(active >= last ? 0 : active + 1);
      else light(active <= 0 ? last : active - 1);
    } else if (event.key === "Enter" && shown && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Tab" && shown && active >= 0) {
      take(active);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      event.stopPropagation();
      close();
      settle();
    }
  });
  input.addEventListener("blur", () => { close(); settle(); });
  popup.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take([...list.children].indexOf(item));
  });
  return { open, isOpen: () => !popup.hidden };
};

const pick = (select) => {
  if (select.dataset.started || select.multiple) return;
  select.dataset.started = "yes";
  const options = [...select.options].map((option) => ({ value: option.value, label: option.text.trim(), folded: fold(option.text) }));
  const empty = options.find((option) => option.value === "");
  const input = element("input", { type: "text", class: select.className.replace("form-select", "form-control picker-input") });
  input.id = `${select.id}-tim`;
  for (const name of ["aria-label", "data-label", "aria-describedby", "aria-invalid", "disabled"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.placeholder = empty?.label || "Gõ để tìm, không cần dấu";
  document.querySelectorAll(`label[for="${CSS.escape(select.id)}"]`).forEach((label) => { label.htmlFor = input.id; });
  select.before(input);
  select.classList.add("visually-hidden");
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");

  const show = () => { input.value = select.value === "" ? "" : select.selectedOptions[0]?.text.trim() ?? ""; };
  const set = (value) => {
    if (select.value === value) return show();
    select.value = value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const find = (typed) => {
    const words = fold(typed).split(" ");
    const starts = words.join(" ");
    const fits = options.filter((option) => option.value !== "" && words.every((word) => option.folded.includes(word)));
    const sorted = [...fits.filter((option) => option.folded.startsWith(starts)), ...fits.filter((option) => !option.folded.startsWith(starts))];
    return { hits: sorted.slice(0, MOST), more: sorted.length - MOST };
  };
  // Left with the box cleared: nothing is chosen, where that is allowed; with other text: the old choice stays.
  const settle = () => { if (input.value.trim() === "" && empty) set(""); else show(); };
  const control = combobox(input, { find, choose: (hit) => set(hit.value), settle });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => { if (!control.isOpen()) control.open("", -1); });
  select.addEventListener("change", show);
  select.addEventListener("focus", () => input.focus());
  select.form?.addEventListener("reset", () => setTimeout(show));
  show();
  input.defaultValue = input.value;
};

const start = (root) => {
  root.querySelectorAll("select[data-picker]").forEach(pick);
};
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
document.addEventListener("rows:added", (event) => start(event.detail.row));
