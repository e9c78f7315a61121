// A table box that scrolls sideways can be reached and scrolled by keyboard; one that does not is no stop.
const mark = (box) => {
  const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  if (scrolls) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.dataset.scroll);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }
};
const watch = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
document.querySelectorAll("[data-scroll]").forEach((box) => watch.observe(box));
