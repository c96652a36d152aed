// One sending per click: a second click while the first is on its way does nothing. It stands in the head, so that it is
// there before any button is. A form that another script handles itself is left to it; whoever stops the page, or waits
// in vain, can send again after half a minute, or at once where they come back to the page.
const HALF_A_MINUTE = 30000;

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const { dataset } = event.target;
  if (dataset.sending) {
    event.preventDefault();
    return;
  }
  dataset.sending = "yes";
  window.setTimeout(() => { delete dataset.sending; }, HALF_A_MINUTE);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach((form) => { delete form.dataset.sending; });
});
