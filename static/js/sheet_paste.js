// Cells copied from a sheet, pasted into the rows of a form: they fill the boxes to the right and downwards, new rows
// are added as needed, and one click takes all of it back.
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
// A row may hold two lanes side by side (hiện hành, sau): cells go to the boxes of one lane, and to those of none.
const laneOf = (box) => box.closest("[data-lane]")?.dataset.lane;
const boxesOf = (row, lane) => [...row.querySelectorAll("td[data-label] :is(input, select, textarea)")]
  .filter((box) => box.type !== "hidden" && box.getAttribute("role") !== "combobox" && [undefined, lane].includes(laneOf(box)));

// The cells of tab-separated text; a cell with a line break inside stands in quotes, as Excel and LibreOffice write it.
const cells = (text) => {
  const table = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    const line = table.at(-1);
    if (quoted && letter === '"' && source[at + 1] === '"') { line[line.length - 1] += '"'; at += 1; }
    else if (letter === '"' && (quoted || line.at(-1) === "")) quoted = !quoted;
    else if (letter === "\t" && !quoted) line.push("");
    else if (letter === "\n" && !quoted) table.push([""]);
    else line[line.length - 1] += letter;
  }
  return table;
};

// Writes a cell into a box; says no when a list has no such entry.
const write = (box, text) => {
  if (box.type === "checkbox") box.checked = /^(x|co|1|dung|true)$/.test(fold(text));
  else if (box.tagName === "SELECT") {
    const option = [...box.options].find((choice) => fold(choice.text) === fold(text) || choice.value === text.trim());
    if (!option) return false;
    box.value = option.value;
  } else box.value = box.tagName === "TEXTAREA" ? text : text.replace(/\s*\n\s*/g, " ");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

document.addEventListener("paste", (event) => {
  const frame = event.target.closest?.("[data-rows]");
  const text = event.clipboardData.getData("text/plain");
  const isSheet = text.includes("\t") || (text.trim().includes("\n") && event.target.tagName === "INPUT");
  if (!frame || !isSheet) return;
  event.preventDefault();

  const table = cells(text);
  const present = () => [...frame.querySelectorAll("tbody tr")].filter((row) => !row.hidden);
  const first = present().indexOf(event.target.closest("tr"));
  const place = event.target.getAttribute("role") === "combobox" ? event.target.closest("td").querySelector("select") : event.target;
  const lane = laneOf(place) ?? frame.querySelector("[data-lane]")?.dataset.lane;
  const column = boxesOf(present()[first], lane).indexOf(place);
  const add = frame.querySelector("[data-add]");
  while (present().length < first + table.length && !add.disabled) add.click();

  const before = [];
  let unknown = 0;
  table.forEach((line, down) => {
    const row = present()[first + down];
    if (!row) return;
    const boxes = boxesOf(row, lane).slice(column);
    line.slice(0, boxes.length).forEach((cell, right) => {
      const box = boxes[right];
      before.push([box, box.type === "checkbox" ? box.checked : box.value]);
      if (!write(box, cell) && cell.trim()) unknown += 1;
    });
  });

  const said = frame.querySelector(".rows-said");
  said.textContent = `Đã dán ${table.length} dòng từ bảng tính${unknown ? `, ${unknown} ô không có trong danh sách chọn` : ""}`;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn-as-link";
  undo.textContent = "Hoàn tác";
  undo.addEventListener("click", () => {
    for (const [box, value] of before) {
      if (box.type === "checkbox") box.checked = value; else box.value = value;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    said.textContent = "Đã bỏ phần vừa dán";
    event.target.focus();
  });
  said.append(" · ", undo);
  event.target.focus();
});
