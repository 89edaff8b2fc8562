// Passkeys: signs in with one (a button with data-passkey="sign-in"), or makes one (a form with data-passkey="create").
// Without JavaScript, or where a browser knows no passkeys, these stay hidden.
(() => {
  "use strict";

  const decode = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const encode = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const post = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-XSRF-TOKEN": document.querySelector("input[name=_csrf]").value,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.redirected) {
      // The page has to be opened again after signing in.
      location.assign(answer.url);
      return new Promise(() => {});
    }
    if (!answer.ok) {
      throw new Error(`${path} answered ${answer.status}`);
    }
    return answer.json();
  };

  const signIn = async () => {
    const options = await post("/webauthn/authenticate/options");
    const key = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: decode(options.challenge),
        allowCredentials: (options.allowCredentials || []).map(one => ({ ...one, id: decode(one.id) })),
      },
    });
    const answer = await post("/login/webauthn", {
      id: key.id,
      rawId: encode(key.rawId),
      response: {
        authenticatorData: encode(key.response.authenticatorData),
        clientDataJSON: encode(key.response.clientDataJSON),
        signature: encode(key.response.signature),
        userHandle: key.response.userHandle ? encode(key.response.userHandle) : undefined,
      },
      credType: key.type,
      clientExtensionResults: key.getClientExtensionResults(),
      authenticatorAttachment: key.authenticatorAttachment,
    });
    location.assign(answer.redirectUrl);
  };

  const create = async label => {
    const options = await post("/webauthn/register/options");
    const key = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: decode(options.challenge),
        user: { ...options.user, id: decode(options.user.id) },
        excludeCredentials: (options.excludeCredentials || []).map(one => ({ ...one, id: decode(one.id) })),
      },
    });
    await post("/webauthn/register", {
      publicKey: {
        label,
        credential: {
          id: key.id,
          rawId: encode(key.rawId),
          response: {
            attestationObject: encode(key.response.attestationObject),
            clientDataJSON: encode(key.response.clientDataJSON),
            transports: key.response.getTransports ? key.response.getTransports() : [],
          },
          type: key.type,
          clientExtensionResults: key.getClientExtensionResults(),
          authenticatorAttachment: key.authenticatorAttachment,
        },
      },
    });
    location.assign("/account?saved=passkey");
  };

  const attempt = async (element, work) => {
    const error = document.getElementById(element.dataset.error);
    error.hidden = true;
    try {
      await work();
    } catch (reason) {
      // Also when the person closes the browser's question.
      console.info(String(reason));
      error.hidden = false;
    }
  };

  if (!window.PublicKeyCredential) {
    return;
  }
  for (const element of document.querySelectorAll("[data-passkey]")) {
    element.hidden = false;
    if (element.dataset.passkey === "sign-in") {
      element.addEventListener("click", () => attempt(element, signIn));
    } else {
      element.addEventListener("submit", event => {
        event.preventDefault();
        attempt(element, () => create(new FormData(element).get("label")));
      });
    }
  }
})();
