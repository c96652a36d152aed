// The week to choose: whole parts and their half hours follow each other, arrow keys move, quick choices tick many.

document.querySelectorAll("[data-week-grid]").forEach((grid) => {
  const parts = [...grid.querySelectorAll("[data-week-part]")];
  const halves = [...grid.querySelectorAll("[data-week-half]")];
  const halvesOf = (part) => halves.filter((half) => half.dataset.weekOf === part.dataset.weekPart);

  const mark = halves.at(-1).nextElementSibling.textContent.trim()[2];
  const clock = (minute) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}${mark}${String(minute % 60).padStart(2, "0")}`;

  const sayChosen = (weekday) => {
    const stretches = [];
    halves.filter((half) => half.value.startsWith(`${weekday}-`) && half.checked).forEach((half) => {
      const start = Number(half.value.split("-")[1]) * 30;
      const last = stretches.at(-1);
      if (last && last[1] === start) last[1] = start + 30;
      else stretches.push([start, start + 30]);
    });
    grid.querySelector(`[data-week-chosen="${weekday}"]`).textContent =
      stretches.map(([start, end]) => `${clock(start)}–${clock(end)}`).join(", ");
  };

  const followHalves = (part) => {
    const own = halvesOf(part);
    const ticked = own.filter((half) => half.checked).length;
    part.checked = ticked === own.length;
    part.indeterminate = ticked > 0 && ticked < own.length;
  };
  const followPart = (part) => {
    halvesOf(part).forEach((half) => { half.checked = part.checked; });
    part.indeterminate = false;
    sayChosen(part.value[0]);
  };

  grid.addEventListener("change", ({ target }) => {
    if (target.dataset.weekPart) followPart(target);
    if (target.dataset.weekHalf) {
      const part = parts.find((candidate) => candidate.dataset.weekPart === target.dataset.weekOf);
      if (part) followHalves(part);
      sayChosen(target.value[0]);
    }
  });

  const rove = (boxes, columnsOf) => {
    boxes.forEach((box, index) => { box.tabIndex = index === 0 ? 0 : -1; });
    boxes.forEach((box, index) => box.addEventListener("keydown", (event) => {
      const columns = columnsOf();
      const next = { ArrowRight: index + 1, ArrowLeft: index - 1, ArrowDown: index + columns,
        ArrowUp: index - columns, Home: 0, End: boxes.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      boxes[next]?.focus();
    }));
    boxes.forEach((box) => box.addEventListener("focus", () => {
      boxes.forEach((other) => { other.tabIndex = other === box ? 0 : -1; });
    }));
  };
  rove(parts, () => 3);
  grid.querySelectorAll("[data-week-half-hours]").forEach((group) => {
    const columns = () => getComputedStyle(group).gridTemplateColumns.split(" ").length;
    rove([...group.querySelectorAll("[data-week-half]")], columns);
  });

  const isPicked = (pick, part) => {
    const [days, name] = pick.split("-");
    const [weekday, own] = part.dataset.weekPart.split("-");
    return days.includes(weekday) && (!name || name === own);
  };
  grid.querySelectorAll("[data-week-pick]").forEach((button) => button.addEventListener("click", () => {
    const pick = button.dataset.weekPick;
    if (pick === "clear") halves.forEach((half) => { half.checked = false; });
    const meant = pick === "clear" ? parts : parts.filter((part) => isPicked(pick, part));
    meant.forEach((part) => { part.checked = pick !== "clear"; followPart(part); });
    if (pick === "clear") [0, 1, 2, 3, 4, 5, 6].forEach(sayChosen);
  }));

  parts.filter((part) => part.checked).forEach((part) => halvesOf(part).forEach((half) => { half.checked = true; }));
  parts.forEach(followHalves);
  grid.querySelectorAll("[data-week-picks], [data-week-keys]").forEach((extra) => { extra.hidden = false; });
});
