// After a refused form the reader is led to the summary of what is wrong.
document.querySelector("[data-focus]")?.focus();
