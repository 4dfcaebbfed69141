// Every page and state: axe finds no violations and leaves nothing undecided, nothing falls off a small screen, and few statements are asked of the database.
import { after, before, describe, it, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage, signIn, startBrowser, startServer } from "../support/kompaan.js";
import { act, allPages, beyond, open } from "../support/pages.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What changes when only the colours do. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** What changes when only the places do. */
const PLACES = ["target-size", "scrollable-region-focusable"];
const ALL = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"] };
/** What changes when only the words do: words have no colours of their own. */
const WORDS = { ...ALL, rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) };

/**
 * How each page is looked at: width, colour scheme, rules. In Dutch by all rules on a small and a large screen; in the dark by those about colours, on the widest
 * screen, where nothing is shown that a large one does not show, by those about places too. English has other words: on a small screen only their places differ.
 */
const LOOKS = {
  nl: [[320, "light", ALL], [320, "dark", { runOnly: COLOURS }], [1440, "light", ALL], [1440, "dark", { runOnly: COLOURS }], [1920, "light", { runOnly: [...COLOURS, ...PLACES] }]],
  en: [[1440, "light", WORDS], [320, "light", { runOnly: PLACES }]],
};

/** A request asks at most so many statements, a page in all at most so many. The most is what pages asked when this was written, rounded up. */
const REQUEST = 12;
const PAGE = 40;

let server;
let browser;
let pages;
before(async () => {
  server = await startServer({ KOMPAAN__SERVER__COUNT_STATEMENTS: "true" });
  // Whoever looks at several pages signs in once.
  pages = (await allPages(server.origin)).sort((a, b) => (a.who ?? "").localeCompare(b.who ?? ""));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function findings(page, rules) {
  const result = await page.evaluate((rules) => window.axe.run(document, { ...rules, resultTypes: ["violations", "incomplete"] }), rules);
  const short = (kind) => result[kind].map((rule) => `${kind} ${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).slice(0, 3).join(" | ")}`);
  return [...short("violations"), ...short("incomplete")];
}

/** Looks at what is on the page in each of the ways. */
async function look(page, name, looks) {
  const found = [];
  for (const [width, colorScheme, rules] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // The new size and colours are painted.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const wider = await beyond(page);
    if (wider > 0) found.push(`${name} (${width}): ${wider} pixels wider than the window`);
    found.push(...(await findings(page, rules)).map((finding) => `${name} (${colorScheme} ${width}): ${finding}`));
  }
  return found;
}

/** Opens a page; answers the statements that each request for it asked of the database. */
async function counted(page, one) {
  const asked = [];
  const listen = (response) => {
    const counted = /(\d+) statements/.exec(response.headers()["server-timing"] ?? "");
    if (counted) asked.push([Number(counted[1]), `${response.request().method()} ${new URL(response.url()).pathname}`]);
  };
  page.on("response", listen);
  await open(page, server.origin, one);
  page.off("response", listen);
  return asked;
}

describe("pages", () => {
  const languages = process.env.KOMPAAN_TEST_LANGUAGE ? [process.env.KOMPAAN_TEST_LANGUAGE] : Object.keys(LOOKS);
  for (const language of languages) {
    it(`${language}: ${LOOKS[language].map(([width, scheme]) => `${width} ${scheme}`).join(", ")}`, async () => {
      const [found, counts] = [[], []];
      const [width] = LOOKS[language][0];
      let page;
      let who;
      for (const one of pages) {
        if (page === undefined || one.who !== who) {
          await page?.context().close();
          page = await openPage(browser, { viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: "reduce" });
          await page.addInitScript(axe);
          if (one.who) await signIn(page, server.origin, one.who);
          who = one.who;
          await page.addInitScript((language) => localStorage.setItem("kompaan.language", language), language);
        }
        try {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
          const asked = await counted(page, one);
          for (const [count, what] of asked) if (count > REQUEST) found.push(`${one.name}: ${what} asks ${count} statements`);
          counts.push([asked.reduce((sum, [count]) => sum + count, 0), one.name]);
          await act(page, one);
          found.push(...(await look(page, one.name, LOOKS[language])));
        } catch (error) {
          found.push(`${one.name}: ${String(error).slice(0, 300)}`);
        }
        // What was typed for one state must not greet the next.
        await page.evaluate(() => sessionStorage.clear());
      }
      found.push(...page.problems);
      await page.context().close();
      assert.deepEqual(found, []);
      counts.sort(([one], [other]) => other - one);
      console.log(counts.map(([sum, name]) => `${sum} ${name}`).join(", "));
      assert.ok(counts.some(([sum]) => sum > 5), "something is counted");
      for (const [sum, name] of counts) assert.ok(sum <= PAGE, `${name} asks ${sum} statements`);
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
