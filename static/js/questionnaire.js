// Comfort for the questionnaire of a review: shows and hides what the answers call for while they are given.
// The server decides the same on every save (reviews/questionnaire.py); without this file each save shows it.
(() => {
  "use strict";
  const form = document.querySelector("[data-questionnaire]");
  if (!form) return;

  const parts = [...form.querySelectorAll("[data-part]")];
  const answer = (part) => {
    const control = form.querySelector(`[name="${CSS.escape(part)}"]:checked, select[name="${CSS.escape(part)}"]`);
    return control ? control.value : "";
  };
  const reveal = (element, shown) => {
    element.hidden = !shown;
  };

  // A part is asked when the part named in data-show-part is asked too and has the answer in data-show-answer.
  const showParts = () => {
    const asked = new Set();
    for (const part of parts) {
      const { part: key, showPart, showAnswer } = part.dataset;
      const shown = !showPart || (asked.has(showPart) && answer(showPart) === showAnswer);
      if (shown) asked.add(key);
      reveal(part, shown);
    }
  };

  const showExplanations = () => {
    for (const explanation of form.querySelectorAll("[data-explains]")) {
      const { explains, explainWhen } = explanation.dataset;
      reveal(explanation, explainWhen === "always" || answer(explains) === explainWhen);
    }
  };

  const skipSections = () => {
    for (const section of form.querySelectorAll("[data-skipped-by]")) {
      const skipped = answer(section.dataset.skippedBy) === "no";
      reveal(section.querySelector("[data-section-skipped]"), skipped);
      reveal(section.querySelector("[data-section-body]"), !skipped);
    }
  };

  const refresh = () => {
    showParts();
    showExplanations();
    skipSections();
  };
  form.addEventListener("change", refresh);
  refresh();
})();
