// The page for posting a task: shows the times that belong to the chosen kind, and gives one more date without a reload.

const form = document.querySelector("[data-task-form]");

const showChosenKind = () => {
  const chosen = form.querySelector('input[name="kind"]:checked')?.value;
  form.querySelectorAll(".kind-part").forEach((part) => { part.hidden = part.dataset.kind !== chosen; });
};

const renumber = (row, number) => {
  row.classList.remove("form-error");
  row.querySelectorAll(".form-error-message").forEach((message) => message.remove());
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+/, String(number)));
  row.querySelectorAll("[id], [name], [for]").forEach((element) => {
    ["id", "name", "for"].forEach((attribute) => {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(/^dates-\d+-/, `dates-${number - 1}-`));
    });
    element.removeAttribute("aria-invalid");
    element.removeAttribute("aria-describedby");
  });
};

const addLines = (rows, count) => {
  const last = rows.lastElementChild;
  for (let added = 0; added < count; added += 1) {
    const row = last.cloneNode(true);
    renumber(row, rows.children.length + 1);
    row.querySelector('input[type="date"]').value = "";
    row.querySelectorAll('input[type="time"]').forEach((input) => { input.value = ""; });
    rows.append(row);
  }
  rows.children[rows.children.length - count].querySelector("input").focus();
};

if (form) {
  form.addEventListener("change", (event) => { if (event.target.name === "kind") showChosenKind(); });
  showChosenKind();
  const rows = form.querySelector("[data-date-rows]");
  form.querySelector('button[value="more_dates"]')?.addEventListener("click", (event) => {
    if (rows.children.length + 3 > 40) return;
    event.preventDefault();
    addLines(rows, 3);
  });
  // The first date's times are offered for the lines below it.
  rows?.addEventListener("change", (event) => {
    if (event.target.type !== "date" || !event.target.value) return;
    const row = event.target.closest(".date-row");
    const above = row.previousElementSibling;
    if (!above) return;
    const times = [...row.querySelectorAll('input[type="time"]')];
    const earlier = [...above.querySelectorAll('input[type="time"]')];
    times.forEach((input, index) => { if (!input.value) input.value = earlier[index].value; });
  });
}
