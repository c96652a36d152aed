// A certified OpenID Connect provider (oidc-provider) with a sign-in page of ours, for the tests.
//
// node identity_provider.mjs PORT CLIENTS    CLIENTS: JSON of [{id, secret, redirect, afterSignOut}]
// Anybody can sign in: the page asks for a subject and for the level of assurance that the sign-in is to have.

import { createServer } from "node:http";

import Provider from "oidc-provider";

const [port, clients] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
const issuer = `http://127.0.0.1:${port}`;
const levels = ["low", "substantial", "high"];

const provider = new Provider(issuer, {
  acrValues: levels,
  clients: clients.map(({ id, secret, redirect, afterSignOut }) => ({
    client_id: id,
    client_secret: secret,
    redirect_uris: [redirect],
    post_logout_redirect_uris: [afterSignOut],
    response_types: ["code"],
    grant_types: ["authorization_code"],
  })),
  claims: { openid: ["sub"], acr: null },
  cookies: { keys: ["only for tests"] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => void (ctx.body = farewell(form)) },
  },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
});

const page = (uid) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Test provider</title></head>
<body><main><h1>Test provider</h1>
<form method="post" action="/interaction/${uid}">
<p><label>Subject <input name="subject" required></label></p>
<p><label>Level <select name="level">${levels.map((level) => `<option>${level}</option>`).join("")}</select></label></p>
<p><button name="answer" value="yes">Identify me</button>
<button name="answer" value="no" formnovalidate>Cancel</button></p>
</form></main></body></html>`;

const farewell = (form) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Test provider</title></head>
<body><main><h1>Sign out?</h1>${form}
<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button></main></body></html>`;

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

async function interact(request, response) {
  if (request.method === "GET") {
    const { uid } = await provider.interactionDetails(request, response);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page(uid));
    return;
  }
  const form = await read(request);
  const result =
    form.get("answer") === "no"
      ? { error: "access_denied", error_description: "cancelled by the person" }
      : { login: { accountId: form.get("subject"), acr: form.get("level"), remember: false } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  interact(request, response).catch(() => {
    response.statusCode = 400;
    response.end("no such interaction");
  });
}).listen(port, "127.0.0.1");
