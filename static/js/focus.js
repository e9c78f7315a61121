// After a refused form the reader is led to the summary of what is wrong: once more when the page has loaded, since the
// browser then goes to the section that the address still names.
const summary = document.querySelector("[data-focus]");
const lead = () => {
  summary.scrollIntoView({ behavior: "instant", block: "center" });
  summary.focus();
};
if (summary) lead();
if (summary && location.hash) window.addEventListener("load", () => setTimeout(lead, 0));
// What is missing is said by the page, in Vietnamese, not by the browser in its own language.
for (const form of document.forms) form.noValidate = true;
