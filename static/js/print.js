// A button that opens the browser's own print window.
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
