// Comfort for the proposal of a review: the plan shows when it is asked for, and hiện hành of a part is filled in from
// the inventory form as soon as the part is chosen (the server does the same on saving).
(() => {
  "use strict";
  const form = document.querySelector("[data-proposal]");
  if (!form) return;

  const plan = form.querySelector("[data-when-proposing]");
  const showPlan = () => {
    plan.hidden = form.querySelector('[name="conclusion"]:checked')?.value === "KEEP";
  };

  const textOf = (part) => form.querySelector(`template[data-current-of="${CSS.escape(part)}"]`)?.content.textContent ?? "";
  const filled = new WeakMap();
  const fillCurrent = (choice) => {
    const box = choice.closest("tr").querySelector('[name$="-current_text"]');
    if (box.value && box.value !== filled.get(box)) return;
    box.value = textOf(choice.value);
    filled.set(box, box.value);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  form.addEventListener("change", (event) => {
    if (event.target.name === "conclusion") showPlan();
    if (event.target.name?.endsWith("-part")) fillCurrent(event.target);
  });
  showPlan();
})();
