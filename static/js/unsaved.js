// Asks before a page with unsaved changes is left: <form data-guard>. A form that saves itself tells so by the event
// "form:saved".
const original = new Map();
const content = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
document.querySelectorAll("form[data-guard]").forEach((form) => {
  original.set(form, content(form));
  form.addEventListener("submit", () => original.delete(form));
  form.addEventListener("form:saved", () => original.set(form, content(form)));
});
window.addEventListener("beforeunload", (event) => {
  if ([...original].some(([form, before]) => content(form) !== before)) event.preventDefault();
});
