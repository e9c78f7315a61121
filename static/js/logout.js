// Logging out clears what this machine has kept of unsaved words; whoever still has some is asked first.
document.querySelectorAll("form[data-logout]").forEach((form) => form.addEventListener("submit", (event) => {
  const kept = Object.keys(localStorage).filter((key) => key.startsWith("tthc:"));
  if (!kept.length) return;
  if (confirm("Còn chữ chưa lưu giữ trên máy này. Đăng xuất thì bỏ hẳn chữ đó?")) kept.forEach((key) => localStorage.removeItem(key));
  else event.preventDefault();
}));
