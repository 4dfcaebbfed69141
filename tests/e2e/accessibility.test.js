// axe on every page and state, both languages, both colour schemes, narrow and wide: no violations, and nothing left undecided.
import { after, before, describe, it, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage, signIn, startBrowser, startServer } from "../support/kompaan.js";
import { allPages, visit } from "../support/pages.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let server;
let browser;
let pages;
before(async () => {
  server = await startServer();
  // Whoever looks at several pages signs in once.
  pages = (await allPages(server.origin)).sort((a, b) => (a.who ?? "").localeCompare(b.who ?? ""));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What changes when only the colours do. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** What changes when only the places do: on the widest screen nothing is shown that a wide one does not show. */
const PLACES = [...COLOURS, "target-size", "scrollable-region-focusable"];

async function findings(page, runOnly) {
  const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] }), runOnly);
  const short = (kind) => result[kind].map((rule) => `${kind} ${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).slice(0, 3).join(" | ")}`);
  return [...short("violations"), ...short("incomplete")];
}

/** Looks at what is on the page in each width, and in both colour schemes: all rules in the light one, those about colours in the dark one. */
async function look(page, name) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const looks = width === WIDEST ? [["light", PLACES]] : [["light", TAGS], ["dark", COLOURS]];
    for (const [colorScheme, runOnly] of looks) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // The new size and colours are painted.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      found.push(...(await findings(page, runOnly)).map((finding) => `${name} (${colorScheme} ${width}): ${finding}`));
    }
  }
  return found;
}

const WIDEST = 1920;
const WIDTHS = [320, 1440, WIDEST];
// Each page is opened and filled in once in each language, in Dutch on a small screen and in English on a large one.
const OPENED = { nl: 320, en: 1440 };

describe("axe", () => {
  const languages = process.env.KOMPAAN_TEST_LANGUAGE ? [process.env.KOMPAAN_TEST_LANGUAGE] : Object.keys(OPENED);
  for (const language of languages) {
    it(`${language}, light and dark, ${WIDTHS.join(", ")} wide`, async () => {
      const found = [];
      let page;
      let who;
      for (const one of pages) {
        if (page === undefined || one.who !== who) {
          await page?.context().close();
          page = await openPage(browser, { viewport: { width: OPENED[language], height: 900 }, bypassCSP: true, reducedMotion: "reduce" });
          await page.addInitScript(axe);
          if (one.who) await signIn(page, server.origin, one.who);
          who = one.who;
          await page.addInitScript((language) => localStorage.setItem("kompaan.language", language), language);
        }
        try {
          await page.setViewportSize({ width: OPENED[language], height: 900 });
          await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
          await visit(page, server.origin, one);
          found.push(...(await look(page, one.name)));
        } catch (error) {
          found.push(`${one.name}: ${String(error).slice(0, 300)}`);
        }
        // What was typed for one state must not greet the next.
        await page.evaluate(() => sessionStorage.clear());
      }
      found.push(...page.problems);
      await page.context().close();
      assert.deepEqual(found, []);
    });
  }
});

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
