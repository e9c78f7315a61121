// The table of contents of a long form marks the section that is being read, and saving comes back to it.
const form = document.querySelector("[data-sections]");
const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
const sections = [...document.querySelectorAll("[data-section]")];
let current;

const mark = (section) => {
  if (!section || section.id === current) return;
  links.get(current)?.removeAttribute("aria-current");
  current = section.id;
  links.get(current)?.setAttribute("aria-current", "true");
};

// The section of the focused control if it is in sight, otherwise the last one that begins above a third of the window.
const look = () => {
  const focused = document.activeElement?.closest("[data-section]");
  const box = focused?.getBoundingClientRect();
  if (box && box.bottom > 0 && box.top < window.innerHeight) return mark(focused);
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
document.addEventListener("focusin", lookSoon);
look();

form?.addEventListener("submit", () => { form.elements.here.value = current ?? ""; });
