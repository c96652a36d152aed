// A form whose preview follows while one types. Without this script a button of the form shows the same preview.
const PAUSE_MILLISECONDS = 300;

for (const form of document.querySelectorAll("form[data-live-preview]")) {
  const id = form.dataset.livePreview;
  let timer;
  let asked = 0;

  const refresh = async () => {
    const number = ++asked;
    const fields = new FormData(form);
    fields.set("preview", "1");
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
    if (!answer.ok || answer.redirected || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), PAUSE_MILLISECONDS);
  };

  form.addEventListener("input", soon);
  form.querySelectorAll("[data-without-script]").forEach((button) => button.remove());
  form.querySelectorAll("button[name=suggestion]").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      form.elements.alias.value = button.value;
      soon();
    });
  });
}
