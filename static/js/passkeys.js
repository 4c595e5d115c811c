// Asks the browser for a passkey and puts its answer into the form. Without it a code is typed.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function understood({ publicKey }) {
  const named = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) options.allowCredentials = named(options.allowCredentials);
  if (options.excludeCredentials) options.excludeCredentials = named(options.excludeCredentials);
  return { publicKey: options };
}

function written({ id, rawId, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, clientExtensionResults: {} });
}

async function asked(part, form) {
  const answer = await fetch(part.dataset.passkeyUrl, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });
  if (!answer.ok) throw new Error("no question");
  const options = understood(await answer.json());
  const credential = await navigator.credentials[part.dataset.passkey](options);
  form.elements[part.dataset.passkeyInto].value = written(credential);
}

async function ask(part, form) {
  const said = part.querySelector("[role=status]");
  said.textContent = "Your browser asks you now.";
  try {
    await asked(part, form);
    said.textContent = "Thank you.";
    return true;
  } catch {
    said.textContent = "That did not work. Please try again, or use another way.";
    return false;
  }
}

function without(part) {
  part.hidden = false;
  part.querySelector("[role=status]").textContent =
    "This browser knows no passkeys, or only on a secured address. An app works without it.";
}

document.querySelectorAll("[data-passkey]").forEach((part) => {
  const form = part.closest("form");
  if (!form) return;
  if (!window.PublicKeyCredential) {
    if (part.dataset.passkey === "create") without(part);
    return;
  }
  part.hidden = false;
  const into = form.elements[part.dataset.passkeyInto];
  if (part.dataset.passkey === "get") {
    part.querySelector("button").addEventListener("click", async () => {
      if (await ask(part, form)) form.requestSubmit();
    });
    return;
  }
  // A new passkey: the form's own button asks first and sends what was answered.
  form.addEventListener(
    "submit",
    async (event) => {
      if (into.value) return;
      event.preventDefault();
      event.stopPropagation();
      if (await ask(part, form)) form.requestSubmit();
    },
    { capture: true },
  );
  form.querySelector("[type=submit]").disabled = false;
});
