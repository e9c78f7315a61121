// Runs before the page is drawn: from here on css shows what needs JavaScript and hides what stands in for it.
document.documentElement.classList.add("js");
