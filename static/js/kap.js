// Small comforts. Every page works without them.
"use strict";

const STUCK_AFTER = 10_000;

// A form that came back with mistakes: begin at the list of them.
document.querySelector(".error-summary")?.focus();

// Words typed into a form are not thrown away by a stray click.
const changed = new Set();

document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-guard]")) changed.add(target.form);
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// A form is sent once; its button says that it is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  changed.delete(form);
  form.dataset.sent = "yes";
  event.submitter?.classList.add("working");
  setTimeout(release, STUCK_AFTER, form);
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll(".working").forEach((button) => button.classList.remove("working"));
}

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  const form = target.closest?.("form");
  if (!form) return;
  if (detail.successful) changed.delete(form);
  release(form);
});

// The try-out's sign-in page offers to fill in an account.
document.querySelectorAll("[data-fill-email]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const email = document.querySelector("input[type=email], input[name=username], input[name=email]");
    const password = document.querySelector("input[type=password]");
    email.value = button.dataset.fillEmail;
    password.value = button.dataset.fillPassword;
    password.form.querySelector("[type=submit]").focus();
  });
});
