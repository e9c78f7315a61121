// Rows of a formset (templates/components/rows.html): add, move, remove with undo. The server sees only what it would
// see without JavaScript: TOTAL_FORMS, ORDER and DELETE.
const fieldsOf = (row) => [...row.querySelectorAll("td[data-label] :is(input:not([role=combobox]), select, textarea)")];
const start = (box) => {
  if (box.dataset.started) return;
  box.dataset.started = "yes";
  const prefix = box.dataset.rows;
  const body = box.querySelector("tbody");
  const pattern = box.querySelector("template");
  const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const limit = Number(box.querySelector(`[name="${prefix}-MAX_NUM_FORMS"]`).value);
  const said = box.querySelector(".rows-said");
  const add = box.querySelector("[data-add]");
  const blank = fieldsOf(pattern.content);
  const rows = () => [...body.rows].filter((row) => !row.hidden);
  const numberOf = (row) => rows().indexOf(row) + 1;
  const own = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const changed = () => box.dispatchEvent(new Event("change", { bubbles: true }));

  const say = (text, undo) => {
    said.textContent = text;
    if (!undo) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn-as-link";
    button.textContent = "Hoàn tác";
    button.addEventListener("click", undo);
    said.append(" · ", button);
  };

  const isEmpty = (row) => !("kept" in row.dataset) && fieldsOf(row).every((field, index) => (
    ["checkbox", "radio"].includes(field.type) ? field.checked === blank[index].checked : field.value === blank[index].value
  ));

  // Numbers, labels and ORDER follow the order on the page. A new row that is still empty gets no ORDER: a number in it
  // would make Django take the row as filled.
  const renumber = () => {
    const present = rows();
    present.forEach((row, index) => {
      const number = index + 1;
      row.querySelector("[data-number]").textContent = number;
      row.querySelectorAll("[data-label][aria-label]").forEach((part) => {
        part.setAttribute("aria-label", `${part.dataset.label}, dòng ${number}`);
      });
      const order = own(row, "ORDER");
      if (order) order.value = isEmpty(row) ? "" : number;
      const remove = row.querySelector("[data-remove]");
      remove?.setAttribute("aria-label", `Xóa dòng ${number}`);
      const [up, down] = row.querySelectorAll("[data-move]");
      up?.setAttribute("aria-label", `Chuyển dòng ${number} lên`);
      down?.setAttribute("aria-label", `Chuyển dòng ${number} xuống`);
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === present.length - 1;
    });
    add.disabled = Number(total.value) >= limit;
  };

  const addRow = () => {
    const index = total.value;
    const holder = document.createElement("template");
    holder.innerHTML = pattern.innerHTML.replaceAll(`${prefix}-__prefix__`, `${prefix}-${index}`);
    const row = holder.content.querySelector("tr");
    body.append(row);
    total.value = Number(index) + 1;
    renumber();
    box.dispatchEvent(new CustomEvent("rows:added", { bubbles: true, detail: { row } }));
    return row;
  };

  const remove = (row) => {
    const number = numberOf(row);
    const next = rows()[number] ?? rows()[number - 2];
    row.hidden = true;
    own(row, "DELETE").checked = true;
    renumber();
    changed();
    say(`Đã xóa dòng ${number}`, () => {
      row.hidden = false;
      own(row, "DELETE").checked = false;
      renumber();
      changed();
      say(`Đã lấy lại dòng ${numberOf(row)}`);
      fieldsOf(row)[0]?.focus();
    });
    (next?.querySelector("[data-remove]") ?? add).focus();
  };

  const move = (row, step, focused) => {
    const target = rows()[numberOf(row) - 1 + step];
    if (!target) return;
    if (step < 0) target.before(row); else target.after(row);
    renumber();
    changed();
    say(`Đã chuyển thành dòng ${numberOf(row)}`);
    (focused.disabled ? row.querySelector("[data-move]:not(:disabled)") : focused)?.focus();
  };

  add.addEventListener("click", () => {
    const row = addRow();
    say(`Đã thêm dòng ${numberOf(row)}`);
    fieldsOf(row)[0]?.focus();
  });
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    const step = event.target.closest("[data-move]");
    if (step) move(row, Number(step.dataset.move), step);
    else if (event.target.closest("[data-remove]")) remove(row);
  });
  body.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    if (!event.target.closest("tr")?.querySelector("[data-move]")) return;
    event.preventDefault();
    move(event.target.closest("tr"), event.key === "ArrowUp" ? -1 : 1, event.target);
  });
  body.addEventListener("input", renumber);
  body.addEventListener("change", renumber);
  renumber();
};

document.querySelectorAll("[data-rows]").forEach(start);
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll("[data-rows]").forEach(start));
