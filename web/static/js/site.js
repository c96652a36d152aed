// Small helps for everybody: focus on errors, menus that close.

document.querySelector("[data-focus-on-load]")?.focus();

const menu = document.querySelector("details.menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

const wide = window.matchMedia("(min-width: 62rem)");
const followWidth = () => { if (menu) menu.open = wide.matches; };
wide.addEventListener("change", followWidth);
followWidth();
