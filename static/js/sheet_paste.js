// Cells copied from a sheet, pasted into the rows of a form: they fill the boxes to the right and downwards, new rows
// are added as needed, and one click takes all of it back. Copied with its headings, each column goes to the box of
// that name. What finds no place is said, never dropped in silence.
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

// An amount with its unit, a count with its noun: "05 ngày làm việc", "1,5 giờ", "01 bộ".
const AMOUNT = /^(\d[\d.,]*)\s*(\p{L}[\p{L} ]*)$/u;
const NOUNS = ["bo", "ban", "ban chinh", "ban sao", "lan", "dong", "vnd"];
const optionOf = (select, text) => [...select.options].find((choice) => fold(choice.text) === fold(text) || choice.value === text.trim());

const put = (box, text) => {
  if (box.type === "checkbox") box.checked = /^(x|co|1|dung|true)$/.test(fold(text));
  else if (box.tagName === "TEXTAREA") box.value = text;
  else box.value = text.replace(/\s*\n\s*/g, " ").trim();
};

// Writes a cell into a box, and into the others of its place when the words are for them; says no when a list has no
// such entry. Words of a time that are more than a number ("không quá 07 ngày") are kept as words, not guessed at.
const write = (box, text, boxes, unitsWritten) => {
  if (!text.trim() && unitsWritten.has(box)) return true;
  if (box.tagName === "SELECT") {
    const option = optionOf(box, text);
    if (!option) return false;
    box.value = option.value;
    return true;
  }
  const isNumber = box.inputMode === "numeric" || box.inputMode === "decimal";
  const together = boxes.filter((other) => other !== box && other.closest("td") === box.closest("td"));
  const unit = together.find((other) => other.tagName === "SELECT");
  const words = together.find((other) => other.tagName === "TEXTAREA");
  const amount = isNumber && text.trim().match(AMOUNT);
  if (amount && unit && optionOf(unit, amount[2])) {
    put(box, amount[1].replace(/^0+(?=\d)/, ""));
    unit.value = optionOf(unit, amount[2]).value;
    unitsWritten.add(unit);
  } else if (amount && NOUNS.includes(fold(amount[2]))) put(box, amount[1].replace(/^0+(?=\d)/, ""));
  else if (isNumber && unit && words && /\p{L}/u.test(text)) put(words, text);
  else put(box, text);
  return true;
};

// The boxes that the headings of a pasted line name, in its order (undefined: none); nothing when it is no such line.
const labelOf = (text) => fold(text.replace(/\(.*?\)/g, "").replace(/, (hiện hành|sau đơn giản hóa)$/i, "")).replace(/[.:*]/g, "").trim();
const namedBy = (line, boxes) => {
  const named = line.map((cell) => labelOf(cell) && boxes.find((box) => labelOf(box.dataset.label ?? "") === labelOf(cell)) || undefined);
  return named.filter(Boolean).length >= 2 ? named.map((box) => boxes.indexOf(box)) : null;
};

const changed = (box) => ["input", "change"].forEach((name) => box.dispatchEvent(new Event(name, { bubbles: true })));

document.addEventListener("paste", (event) => {
  const frame = event.target.closest?.("[data-rows]");
  const text = event.clipboardData.getData("text/plain");
  const isSheet = text.includes("\t") || (text.trim().includes("\n") && event.target.tagName === "INPUT");
  if (!frame || !isSheet) return;
  event.preventDefault();

  let table = cells(text);
  const present = () => [...frame.querySelectorAll("tbody tr")].filter((row) => !row.hidden);
  const first = present().indexOf(event.target.closest("tr"));
  const place = event.target.getAttribute("role") === "combobox" ? event.target.closest("td").querySelector("select") : event.target;
  const lane = laneOf(place) ?? frame.querySelector("[data-lane]")?.dataset.lane;
  const here = boxesOf(present()[first], lane);
  const named = namedBy(table[0], here);
  const column = here.indexOf(place);
  const placeOf = (right) => (named ? named[right] : column + right);
  const headings = named ? table[0] : null;
  if (named) table = table.slice(1);
  const add = frame.querySelector("[data-add]");
  while (present().length < first + table.length && !add.disabled) add.click();

  const rows = present().slice(first, first + table.length);
  const before = rows.flatMap((row) => [...row.querySelectorAll("td[data-label] :is(input, select, textarea)")])
    .map((box) => [box, box.type === "checkbox" ? box.checked : box.value]);
  let unknown = 0;
  let homeless = 0;
  rows.forEach((row, down) => {
    const boxes = boxesOf(row, lane);
    const unitsWritten = new Set();
    table[down].forEach((cell, right) => {
      const box = boxes[placeOf(right)];
      if (box && !write(box, cell, boxes, unitsWritten) && cell.trim()) unknown += 1;
      if (!box && !headings && cell.trim()) homeless += 1;
    });
    boxes.forEach(changed);
  });

  const passedOver = headings ? headings.filter((heading, right) => heading.trim() && named[right] < 0) : [];
  const said = frame.querySelector(".rows-said");
  said.textContent = [
    `Đã dán ${rows.length} dòng từ bảng tính`,
    unknown && `${unknown} ô không có trong danh sách chọn`,
    homeless && `${homeless} ô thừa ở bên phải không có chỗ`,
    passedOver.length && `bỏ qua cột ${passedOver.join(", ")}`,
    rows.length < table.length && `${table.length - rows.length} dòng cuối chưa dán vì bảng đã đủ số dòng`,
  ].filter(Boolean).join("; ");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn-as-link";
  undo.textContent = "Hoàn tác";
  undo.addEventListener("click", () => {
    // All first, then the events: a box that follows another must not follow it again.
    for (const [box, value] of before) {
      if (box.type === "checkbox") box.checked = value; else box.value = value;
    }
    before.forEach(([box]) => changed(box));
    said.textContent = "Đã bỏ phần vừa dán";
    event.target.focus();
  });
  said.append(" · ", undo);
  event.target.focus();
});
