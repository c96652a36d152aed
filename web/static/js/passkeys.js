// Passkeys: hands the browser what the server asks, and the server what the browser answers.

const bytesOf = (text) => {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
};

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));

const create = async (options) => {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
  return {
    attestationObject: textOf(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
    credential,
  };
};

const get = async (options) => {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      allowCredentials: named(options.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return {
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    userHandle: userHandle ? textOf(userHandle) : null,
    credential,
  };
};

const ceremonies = { create, get };

const ask = async (form) => {
  const { credential, ...response } = await ceremonies[form.dataset.passkey](JSON.parse(form.dataset.options));
  form.elements.credential.value = JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: textOf(credential.response.clientDataJSON), ...response },
    clientExtensionResults: credential.getClientExtensionResults(),
  });
  form.submit();
};

const tell = (selector) => {
  const message = document.querySelector(selector);
  message.hidden = false;
  message.focus();
};

const start = async (form) => {
  document.querySelectorAll("[data-passkey-problem], [data-passkey-unknown]").forEach((one) => { one.hidden = true; });
  if (!window.PublicKeyCredential) {
    tell("[data-passkey-unknown]");
    return;
  }
  try {
    await ask(form);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    tell(error.name === "SecurityError" ? "[data-passkey-unknown]" : "[data-passkey-problem]");
  } finally {
    delete form.dataset.sending;
  }
};

const form = document.querySelector("form[data-passkey]");
form?.addEventListener("submit", (event) => {
  const name = form.elements.name;
  if (name && !name.value.trim()) return;
  event.preventDefault();
  start(form);
});
if (form?.dataset.passkey === "get") start(form);
