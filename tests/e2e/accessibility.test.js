// axe on every page and state, both languages, both colour schemes, narrow and wide: no violations, and nothing left undecided.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage, signIn, startBrowser, startServer, token } from "../support/kompaan.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function findings(page) {
  await page.waitForFunction(() => !document.querySelector(".kompaan-skeleton"));
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] }), TAGS);
  const short = (kind) => result[kind].map((rule) => `${kind} ${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).slice(0, 3).join(" | ")}`);
  return [...short("violations"), ...short("incomplete")];
}

for (const language of ["nl", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1440, 1920]) {
      test(`${language} ${colorScheme} ${width}`, async () => {
        const page = await openPage(browser, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
        await page.addInitScript(axe);
        if (language === "en") await page.addInitScript(() => localStorage.setItem("kompaan.language", "en"));
        const found = [];
        const check = async (what) => found.push(...(await findings(page)).map((finding) => `${what}: ${finding}`));
        const open = async (path) => {
          await page.goto(server.origin + path);
          await page.getByRole("heading", { level: 1 }).waitFor();
        };
        await open("/");
        await check("start, anonymous");
        await open("/inloggen");
        await check("sign in");
        await page.locator("main button[type=submit]").click();
        await page.getByRole("alert").waitFor();
        await check("sign in with errors");
        await page.getByRole("textbox").first().fill("beleidsadviseur.oirschot@demo.example");
        await page.locator("input[type=password]").fill("samen-sterk-in-de-regio");
        await page.locator("main button[type=submit]").click();
        await page.getByRole("heading", { level: 1, name: /Demo Beleidsadviseur/ }).waitFor();
        await check("start");
        const bearer = { authorization: `Bearer ${await token(server.origin, "beleidsadviseur.oirschot")}` };
        const list = async (path) => (await (await fetch(`${server.origin}/api/v1/${path}`, { headers: bearer })).json()).items;
        const [community] = await list("communities?q=blije");
        const [closed] = await list("communities?q=intervisie");
        const [plan] = await list("local-plans?q=nuenen");
        const [subProject] = await list("sub-projects?q=aanzet");
        const [stopped] = await list("sub-projects?phase=stopped");
        await open("/communities");
        await check("communities");
        await open("/communities?q=bestaat-niet");
        await check("communities, none");
        await open(`/communities/${community.id}`);
        await page.locator("aside button").click();
        await check("community, leaving");
        await open(`/communities/${closed.id}`);
        await check("closed community");
        await open("/lokale-plannen");
        await check("local plans");
        await open(`/lokale-plannen/${plan.id}`);
        await check("local plan");
        await open(`/deelprojecten/${subProject.id}`);
        await check("sub-project");
        await open(`/deelprojecten/${stopped.id}`);
        await check("stopped sub-project");
        await open(`/deelprojecten/${subProject.id}/wijzigen`);
        await page.locator("#name").fill("");
        await page.locator("main button[type=submit]").click();
        await page.getByRole("alert").waitFor();
        await check("edit with errors");
        await open(`/deelprojecten/${subProject.id}/fase`);
        await page.locator("main button[type=submit]").click();
        await page.getByRole("alert").waitFor();
        await check("phase with errors");
        await open(`/deelprojecten/${subProject.id}/geschiedenis`);
        await check("history");
        await open("/bestaat-niet");
        await check("not found");
        await page.context().close();
        assert.deepEqual(found, []);
      });
    }
  }
}

test("the app is served with a strict content security policy", async () => {
  const answer = await fetch(`${server.origin}/`);
  const policy = answer.headers.get("content-security-policy");
  for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "frame-ancestors 'none'"]) assert.ok(policy.includes(part), policy);
  assert.ok(!policy.includes("unsafe-inline"));
  const page = await answer.text();
  assert.ok(!/<script>|style=|onload=/.test(page), "nothing inline");
  const script = page.match(/src="(\/assets\/[^"]+)"/)[1];
  const asset = await fetch(server.origin + script, { headers: { "accept-encoding": "br" } });
  assert.equal(asset.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal(asset.headers.get("content-encoding"), "br");
});
