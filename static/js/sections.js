// The table of contents of a long form marks the section that is being read, and saving comes back to it.
const form = document.querySelector("[data-sections]");
const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
const sections = [...document.querySelectorAll("[data-section]")];
let current;
// The section in which the reader last was by keyboard or click, until they scroll away themselves: a browser scrolls
// there on its own only by and by, and a button below the form is in no section.
let written;

const mark = (section) => {
  if (!section || section.id === current) return;
  links.get(current)?.removeAttribute("aria-current");
  current = section.id;
  links.get(current)?.setAttribute("aria-current", "true");
};

// That section, or that of the focused control if it is in sight, otherwise the last one that begins above a third of
// the window.
const look = () => {
  const focused = document.activeElement?.closest("[data-section]");
  const box = focused?.getBoundingClientRect();
  if (written || (box && box.bottom > 0 && box.top < window.innerHeight)) return mark(written ?? focused);
  const line = window.innerHeight / 3;
  mark(sections.findLast((section) => section.getBoundingClientRect().top <= line) ?? sections[0]);
};

let waiting = false;
const lookSoon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; look(); });
};
document.addEventListener("scroll", lookSoon, { passive: true });
const note = (event) => {
  written = event.target.closest("[data-section]") ?? written;
  lookSoon();
};
document.addEventListener("focusin", note);
document.addEventListener("click", note); // a button that removes its own row keeps no focus there
const scrolls = (event) => {
  if (event.type === "keydown" && !["PageUp", "PageDown"].includes(event.key)) return;
  if (event.type === "pointerdown" && event.target !== document.documentElement) return; // the bar at the side
  written = undefined;
};
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) document.addEventListener(kind, scrolls, { passive: true });
look();

form?.addEventListener("submit", () => {
  look();
  form.elements.here.value = current ?? "";
});
