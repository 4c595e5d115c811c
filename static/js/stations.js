// Comforts on the stations of a plan and in a clinic's wording. Without them the same is done by
// typing.
"use strict";

// Ways to begin: put into the words last worked on, else into the joint ones.
let field = document.querySelector("textarea");

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea")) field = target;
});

document.querySelectorAll("[data-start]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const start = button.dataset.start.replace(/\s*…\s*$/, " ");
    field.value = field.value ? `${field.value.trimEnd()}\n${start}` : start;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
});

// An order by numbers: a new tick comes last, and a row moves by one place at a time. Where there
// is nothing to tick every row has its place, a new one as soon as something is written in it.
document.querySelectorAll("[data-order]").forEach((box) => {
  const said = box.appendChild(document.createElement("p"));
  said.className = "away";
  said.setAttribute("role", "status");

  const place = (row) => row.querySelector("[data-place]");
  const written = (row) => [...row.querySelectorAll("textarea, [type=text]")].some(({ value }) => value.trim());
  const taken = (row) => row.querySelector("[data-tick]")?.checked ?? (row.dataset.row !== "new" || written(row));
  const rows = () => [...box.querySelectorAll("[data-row]")];
  const chosen = () =>
    rows()
      .filter(taken)
      .sort((one, other) => (Number(place(one).value) || 999) - (Number(place(other).value) || 999));

  function number(order) {
    order.forEach((row, before) => (place(row).value = before + 1));
    rows().forEach((row) => {
      const at = order.indexOf(row);
      if (at < 0) place(row).value = "";
      (place(row).closest("[data-placing]") ?? place(row)).hidden = at < 0;
      row.querySelector("[data-drag]").hidden = at < 0;
      row.querySelectorAll("[data-move]").forEach((button) => {
        const to = at + Number(button.dataset.move);
        button.hidden = at < 0;
        button.disabled = at < 0 || to < 0 || to >= order.length;
      });
    });
  }

  // The others make way: a row that left its place would lose the finger that holds it.
  function around(row, order) {
    const rest = rows().filter((each) => !order.includes(each));
    const at = order.indexOf(row);
    row.before(...order.slice(0, at));
    row.after(...order.slice(at + 1), ...rest);
  }

  function move(button) {
    const order = chosen();
    const row = button.closest("[data-row]");
    const from = order.indexOf(row);
    const to = from + Number(button.dataset.move);
    order.splice(from, 1);
    order.splice(to, 0, row);
    row.parentElement.prepend(...order);
    number(order);
    (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button)?.focus();
    said.textContent = `Now number ${to + 1} of ${order.length}.`;
    place(row).dispatchEvent(new Event("input", { bubbles: true }));
  }

  box.addEventListener("change", ({ target }) => {
    const more = target.matches("[data-tick]") && target.closest("[data-row]").querySelector("details");
    if (more) more.open = target.checked;
    if (target.matches("[data-tick], [data-place], [data-row=new] *")) number(chosen());
  });
  // The buttons send the form where there is no script; here they only move the row.
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    move(button);
  });

  // By mouse, pen or finger: the row follows the handle, and its number follows the row.
  box.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle) return;
    event.preventDefault();
    const row = handle.closest("[data-row]");
    // What is chosen comes together first; the page goes along, and what it cannot go is `lift`.
    const stood = row.getBoundingClientRect().top;
    const gathered = chosen();
    if (gathered.some((each, at) => each !== rows()[at])) around(row, gathered);
    window.scrollBy({ top: row.getBoundingClientRect().top - stood, behavior: "instant" });
    const lift = row.getBoundingClientRect().top - stood;
    handle.setPointerCapture(event.pointerId);
    row.classList.add("dragged");

    const follow = ({ clientY }) => {
      const others = chosen().filter((other) => other !== row);
      const passed = others.filter((other) => {
        const { top, height } = other.getBoundingClientRect();
        return top + height / 2 <= clientY + lift;
      });
      const order = [...passed, row, ...others.filter((other) => !passed.includes(other))];
      if (order.every((each, at) => each === rows()[at])) return number(order);
      around(row, order);
      number(order);
    };
    const drop = () => {
      handle.removeEventListener("pointermove", follow);
      row.classList.remove("dragged");
      const order = chosen();
      said.textContent = `Now number ${order.indexOf(row) + 1} of ${order.length}.`;
      place(row).dispatchEvent(new Event("input", { bubbles: true }));
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", drop, { once: true });
    handle.addEventListener("pointercancel", drop, { once: true });
  });
  number(chosen());
});
