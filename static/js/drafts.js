// What is typed at a station is kept now and then, for whoever typed it. Saving does without it.
"use strict";

const PAUSE = 1_500;

document.querySelectorAll("form[data-draft]").forEach((form) => {
  const said = form.appendChild(document.createElement("p"));
  said.className = "hint";
  said.setAttribute("role", "status");
  let waiting = null;

  async function keep() {
    waiting = null;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        redirect: "manual",
        keepalive: true,
      });
      const clock = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      if (answer.status === 204) said.textContent = `Kept for you at ${clock}, not saved yet.`;
    } catch {
      said.textContent = "";
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    waiting = null;
  });
  // A form that saves itself at each change has nothing left to keep.
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    clearTimeout(waiting);
    waiting = null;
    said.textContent = "";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || waiting === null) return;
    clearTimeout(waiting);
    keep();
  });
});
