// The menu is open without JavaScript; with it, a narrow window starts with the menu closed.
{
  const menu = document.querySelector(".menu");
  const wide = window.matchMedia("(min-width: 901px)");
  const follow = () => { menu.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);
}
