// Small helps for everybody: focus on errors, one sending per click, menus that close.

document.querySelector("[data-focus-on-load]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sending === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  window.setTimeout(() => { delete form.dataset.sending; }, 5000);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
});

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
