// Asks before a page with unsaved changes is left: <form data-guard>. A form that saves itself tells so by the event
// "form:saved".
const original = new Map();
const content = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
const guard = (form) => {
  if (original.has(form)) return;
  original.set(form, content(form));
  form.addEventListener("form:saved", () => original.set(form, content(form)));
};
document.querySelectorAll("form[data-guard]").forEach(guard);
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll("form[data-guard]").forEach(guard));
// Once everybody else has had their say: a form that does not go off yet stays guarded.
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) original.delete(event.target); });
window.addEventListener("beforeunload", (event) => {
  if ([...original].some(([form, before]) => form.isConnected && content(form) !== before)) event.preventDefault();
});
