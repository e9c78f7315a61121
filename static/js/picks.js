// A list with a tick in every row (<form data-picks>): how many are ticked, and one tick for all.
document.querySelectorAll("form[data-picks]").forEach((form) => {
  const boxes = [...form.querySelectorAll("tbody .col-tick input[type=checkbox]")];
  const said = document.querySelector("[data-picked]");
  const head = form.querySelector("thead .col-tick");
  if (!boxes.length || !head) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "form-check-input";
  all.setAttribute("aria-label", "Chọn tất cả dòng đang hiện");
  head.append(all);
  const count = () => {
    const picked = boxes.filter((box) => box.checked).length;
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
    if (said) said.textContent = picked ? `Đã chọn ${picked} trên ${boxes.length}` : "Chưa chọn dòng nào";
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    count();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("change", (event) => event.target !== form && count());
  count();
});
