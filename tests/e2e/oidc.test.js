// Signing in with the account of one's own organisation: with a real provider, and with one that cheats in every way we can think of.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { heading } from "../support/journey.js";
import { openPage, startBrowser, startServer } from "../support/kompaan.js";

// The id of Oirschot in the demo data.
const OIRSCHOT = "dde83d72-9605-58e5-8e33-35665119bd5f";
const listen = (handler) =>
  new Promise((done) => {
    const server = createServer(handler).listen(0, "127.0.0.1", () => done(server));
  });

/** A provider that answers what a test wants. */
class Cheat {
  async start() {
    this.keys = [await this.newKey()];
    this.server = await listen((request, response) => this.answer(request, response));
    this.issuer = `http://localhost:${this.server.address().port}`;
    return this;
  }
  async newKey() {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const kid = randomUUID();
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" } };
  }
  sign(claims, { key = this.keys.at(-1), header = {} } = {}) {
    return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: key.kid, ...header }).sign(key.privateKey);
  }
  answer(request, response) {
    const json = (value) => response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (request.url.startsWith("/.well-known")) {
      const { issuer } = this;
      return json({ issuer: this.claimedIssuer ?? issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, authorization_response_iss_parameter_supported: this.tellsIssuer });
    }
    if (request.url === "/jwks") return json({ keys: this.keys.map((key) => key.jwk) });
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const form = new URLSearchParams(body);
      const verified = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url") === this.challenge;
      if (!verified || form.get("code") !== this.code) {
        response.statusCode = 400;
        return json({ error: "invalid_grant" });
      }
      json({ id_token: this.idToken, token_type: "Bearer" });
    });
  }
}

let server;
let browser;
let real;
let first;
let second;
before(async () => {
  [first, second] = [await new Cheat().start(), await new Cheat().start()];
  const listener = await listen((request, response) => provider.callback()(request, response));
  const issuer = `http://localhost:${listener.address().port}`;
  let provider;
  server = await startServer((port) => {
    const origin = `http://localhost:${port}`;
    const people = { ambtenaar: { name: "Demo Ambtenaar Oirschot", email: "ambtenaar@oirschot.example", roles: ["kompaan-coordinator", "baas"], cbs_code: "GM0823" } };
    provider = new Provider(issuer, {
      clients: [{ client_id: "kompaan", client_secret: "een geheim:met tekens", redirect_uris: [`${origin}/oidc/callback`], backchannel_logout_uri: `${origin}/oidc/echt/backchannel-logout`, backchannel_logout_session_required: true }],
      features: { backchannelLogout: { enabled: true } },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "roles", "cbs_code"] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email_verified: true, ...people[id] }) }),
      cookies: { keys: ["een sleutel"] },
      // It refuses addresses of this machine, which is where the test is.
      fetch: (url, { dispatcher: _, ...options } = {}) => fetch(url, options),
    });
    real = { server: listener, issuer };
    const settings = (key, issuer, domain, secret) => ({
      [`KOMPAAN__OIDC__${key}__NAME`]: `Aanbieder ${key}`,
      [`KOMPAAN__OIDC__${key}__ISSUER`]: issuer,
      [`KOMPAAN__OIDC__${key}__CLIENT_ID`]: "kompaan",
      [`KOMPAAN__OIDC__${key}__CLIENT_SECRET`]: `"${secret}"`,
      [`KOMPAAN__OIDC__${key}__DOMAINS`]: `["${domain}"]`,
      [`KOMPAAN__OIDC__${key}__ORGANISATION_ID`]: OIRSCHOT,
      [`KOMPAAN__OIDC__${key}__ORGANISATION_CLAIM`]: "cbs_code",
      [`KOMPAAN__OIDC__${key}__ORGANISATION_CODES`]: '["GM0753"]',
      [`KOMPAAN__OIDC__${key}__ROLE_CLAIM`]: "roles",
      [`KOMPAAN__OIDC__${key}__ROLES`]: '{ kompaan-coordinator = "coordinator", baas = "administrator" }',
    });
    return { ...settings("ECHT", issuer, "oirschot.example", "een geheim:met tekens"), ...settings("EEN", first.issuer, "een.example", "x"), ...settings("TWEE", second.issuer, "demo.example", "x") };
  });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  for (const one of [real, first, second]) {
    one?.server.closeAllConnections();
    one?.server.close();
  }
});

test("somebody signs in with the account of Oirschot, and signing out there ends it here", async () => {
  const page = await openPage(browser);
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.origin}/inloggen`);
  await page.getByLabel("E-mailadres").fill("ambtenaar@oirschot.example");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.waitForURL((url) => url.origin === real.issuer);
  await page.locator("input[name=login]").fill("ambtenaar");
  await page.locator("input[name=password]").fill("maakt niet uit");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
  await heading(page, "Dag Demo Ambtenaar Oirschot").waitFor();
  // Organisation and role come from the claims; nobody becomes an administrator by one.
  const access = () => page.evaluate(async () => (await fetch("/api/v1/sessions/_renew", { method: "POST" })).json());
  const session = await access();
  assert.deepEqual([session.person.organisationName, session.person.roles, session.person.status], ["Oirschot", ["coordinator"], "active"]);
  assert.deepEqual(page.problems, []);

  await page.goto(`${real.issuer}/session/end`);
  await page.locator("button[value=yes], button[type=submit]").first().click();
  const asked = () => fetch(`${server.origin}/api/v1/me`, { headers: { authorization: `Bearer ${session.accessToken}` } });
  let status = 200;
  for (let attempt = 0; attempt < 200 && status === 200; attempt += 1) {
    status = (await asked()).status;
    await new Promise((done) => setTimeout(done, 25));
  }
  assert.equal(status, 401, "the session ended with the one at the provider");
  await page.context().close();
});

/** Goes to a provider as a browser would, and comes back with what the provider answers. */
async function attempt(cheat, key, { claims = {}, sign = {}, change = {}, drop = [], token, back = (query) => query } = {}) {
  const started = await fetch(`${server.origin}/oidc/${key}/start`, { redirect: "manual" });
  assert.equal(started.status, 303);
  const asked = new URL(started.headers.get("location"));
  if (asked.origin === server.origin) return { ended: asked.pathname + asked.search };
  const [set] = started.headers.getSetCookie();
  for (const part of [/^__Host-kompaan_oidc=/, /; Secure/, /; HttpOnly/, /; SameSite=Lax/, /; Path=\/(;|$)/]) assert.match(set, part);
  const cookie = set.split(";")[0];
  assert.equal(asked.searchParams.get("code_challenge_method"), "S256");
  cheat.challenge = asked.searchParams.get("code_challenge");
  cheat.code = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: cheat.issuer, aud: "kompaan", sub: randomUUID(), iat: now, exp: now + 60, nonce: asked.searchParams.get("nonce"), sid: randomUUID(),
    email: `iemand.${randomUUID().slice(0, 8)}@een.example`, email_verified: true, name: "Demo Iemand", cbs_code: "GM0823", ...claims,
  };
  drop.forEach((claim) => delete good[claim]);
  cheat.idToken = (await token?.(good)) ?? (await cheat.sign(good, sign));
  const query = back(new URLSearchParams({ code: cheat.code, state: asked.searchParams.get("state"), ...change }), asked);
  const headers = { cookie };
  const url = `${server.origin}/oidc/callback?${query}`;
  const answer = await fetch(url, { redirect: "manual", headers });
  return { ended: answer.headers.get("location"), url, headers, claims: good, cookies: answer.headers.getSetCookie() };
}

const refused = "/inloggen?fout=geweigerd";
const now = () => Math.floor(Date.now() / 1000);

test("what a provider sends is believed only when everything is right", async () => {
  const foreign = await first.newKey();
  const unsigned = (claims) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
  const symmetric = async (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("x"));
  assert.equal((await attempt(first, "een")).ended, "/aangemeld");
  assert.equal((await attempt(first, "een", { claims: { cbs_code: "GM0753" } })).ended, "/aangemeld", "another municipality that it may speak for");
  assert.equal((await attempt(first, "een", { drop: ["cbs_code"] })).ended, "/aangemeld", "without the claim somebody is of its own organisation");
  const cases = [
    ["another audience", { claims: { aud: "iemand anders" } }, refused],
    ["several audiences without naming us", { claims: { aud: ["kompaan", "iemand anders"] } }, refused],
    ["meant for another of its clients", { claims: { azp: "iemand anders" } }, refused],
    ["expired", { claims: { exp: now() - 120 } }, refused],
    ["without an end", { drop: ["exp"] }, refused],
    ["another issuer", { claims: { iss: second.issuer } }, refused],
    ["the nonce of another attempt", { claims: { nonce: "anders" } }, refused],
    ["no nonce", { drop: ["nonce"] }, refused],
    ["a key that it does not publish", { sign: { key: foreign } }, refused],
    ["not signed", { token: unsigned }, refused],
    ["signed with the secret of the client", { token: symmetric }, refused],
    ["another code", { change: { code: "anders" } }, refused],
    ["no code", { change: { code: "" } }, refused],
    ["the state of another attempt", { change: { state: "anders" } }, "/inloggen?fout=opnieuw"],
    ["an address that is not verified", { claims: { email_verified: false } }, "/inloggen?fout=e-mailadres"],
    ["an address of another domain", { claims: { email: "consulent.best@demo.example" } }, "/inloggen?fout=e-mailadres"],
    ["a municipality that it may not speak for", { claims: { cbs_code: "GM0865" } }, "/inloggen?fout=organisatie"],
    ["a code that is not a text", { claims: { cbs_code: ["GM0823"] } }, "/inloggen?fout=organisatie"],
    ["an organisation that is not there", { claims: { cbs_code: "GM0000" } }, "/inloggen?fout=organisatie"],
  ];
  for (const [what, options, expected] of cases) {
    const { ended, cookies } = await attempt(first, "een", options);
    assert.equal(ended, expected, what);
    assert.ok(!cookies.some((cookie) => cookie.includes("kompaan_refresh")), what);
  }
});

test("an answer works once, and only in the browser that asked", async () => {
  const { ended, url, headers } = await attempt(first, "een");
  assert.equal(ended, "/aangemeld");
  assert.equal((await fetch(url, { redirect: "manual", headers })).headers.get("location"), "/inloggen?fout=opnieuw");
  assert.equal((await fetch(url, { redirect: "manual" })).headers.get("location"), "/inloggen?fout=opnieuw");
});

test("providers are not mixed up", async () => {
  // An answer that names another provider as its origin, and one that should name its origin and does not.
  assert.equal((await attempt(first, "een", { change: { iss: second.issuer } })).ended, refused);
  assert.equal((await attempt(first, "een", { change: { iss: first.issuer } })).ended, "/aangemeld");
  // The same number at two providers is not the same person.
  const subject = randomUUID();
  assert.equal((await attempt(first, "een", { claims: { sub: subject } })).ended, "/aangemeld");
  assert.equal((await attempt(second, "twee", { claims: { sub: subject, email_verified: false } })).ended, "/inloggen?fout=e-mailadres");
});

test("a provider that changes its keys is followed, one that calls itself otherwise is not", async () => {
  first.keys = [await first.newKey()];
  // Asked again at most every five seconds.
  await new Promise((done) => setTimeout(done, 5_200));
  assert.equal((await attempt(first, "een")).ended, "/aangemeld");
});

test("an account that is there is linked only to the owner of its domain, and stays the same person", async () => {
  const claims = { sub: "vaste-medewerker", email: "Consulent.Vught@demo.example" };
  assert.equal((await attempt(second, "twee", { claims: { ...claims, email_verified: false } })).ended, "/inloggen?fout=e-mailadres");
  const { ended, cookies } = await attempt(second, "twee", { claims });
  assert.equal(ended, "/aangemeld");
  const cookie = cookies.find((one) => one.includes("kompaan_refresh")).split(";")[0];
  const session = await (await fetch(`${server.origin}/api/v1/sessions/_renew`, { method: "POST", headers: { cookie } })).json();
  assert.deepEqual([session.person.name, session.person.organisationName], ["Demo Consulent Vught", "Vught"], "what we know is not replaced");

  // Signing out at the provider: only a right token ends the session.
  const event = { "http://schemas.openid.net/event/backchannel-logout": {} };
  const good = { iss: second.issuer, aud: "kompaan", sub: "vaste-medewerker", iat: now(), jti: randomUUID(), events: event };
  const logout = async (token) =>
    (await fetch(`${server.origin}/oidc/twee/backchannel-logout`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ logout_token: token }) })).status;
  const me = async () => (await fetch(`${server.origin}/api/v1/me`, { headers: { authorization: `Bearer ${session.accessToken}` } })).status;
  for (const [what, token] of [
    ["with a nonce", await second.sign({ ...good, nonce: "x" })],
    ["without the event", await second.sign({ ...good, events: {} })],
    ["for another client", await second.sign({ ...good, aud: "anders" })],
    ["of another provider", await first.sign({ ...good, iss: first.issuer })],
    ["too old", await second.sign({ ...good, iat: now() - 3600 })],
    ["of nobody", await second.sign({ ...good, sub: undefined })],
    ["nonsense", "x"],
  ]) {
    assert.equal(await logout(token), 400, what);
  }
  assert.equal(await me(), 200);
  const token = await second.sign(good);
  assert.equal(await logout(token), 200);
  assert.equal(await me(), 401);
  assert.equal(await logout(token), 400, "a logout token works once");
});

test("nowhere else than to the provider and back", async () => {
  for (const path of ["/oidc/onbekend/start", "/oidc/https:%2F%2Fkwaad.example/start"]) {
    assert.equal((await fetch(server.origin + path, { redirect: "manual" })).status, 404, path);
  }
  // Whatever the address says, one comes back to our own pages.
  const started = await fetch(`${server.origin}/oidc/een/start?redirect_uri=https://kwaad.example&next=https://kwaad.example`, { redirect: "manual" });
  const asked = new URL(started.headers.get("location"));
  assert.equal(asked.origin, first.issuer);
  assert.equal(asked.searchParams.get("redirect_uri"), `${server.origin}/oidc/callback`);
  const ended = await attempt(first, "een", { change: { next: "https://kwaad.example", redirect_uri: "https://kwaad.example" } });
  assert.equal(ended.ended, "/aangemeld");
});
