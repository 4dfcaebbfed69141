// How many statements each page asks of the database: few, and not one for each thing on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, signIn, startBrowser, startServer } from "../support/kompaan.js";
import { allPages, visit } from "../support/pages.js";

/** A request asks at most so many, a page in all at most so many. The most is what pages asked when this was written, rounded up. */
const REQUEST = 12;
const PAGE = 40;

let server, browser;
before(async () => {
  server = await startServer({ KOMPAAN__SERVER__COUNT_STATEMENTS: "true" });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("each page asks few statements", async () => {
  const pages = (await allPages(server.origin)).filter((page) => !page.act);
  const windows = new Map();
  const counts = [];
  for (const one of pages) {
    if (!windows.has(one.who)) {
      const page = await openPage(browser);
      if (one.who) await signIn(page, server.origin, one.who);
      windows.set(one.who, page);
    }
    const page = windows.get(one.who);
    const asked = [];
    const listen = (response) => {
      const counted = /(\d+) statements/.exec(response.headers()["server-timing"] ?? "");
      if (counted) asked.push([Number(counted[1]), `${response.request().method()} ${new URL(response.url()).pathname}`]);
    };
    page.on("response", listen);
    await visit(page, server.origin, one);
    page.off("response", listen);
    const sum = asked.reduce((sum, [count]) => sum + count, 0);
    counts.push([sum, one.name]);
    for (const [count, what] of asked) assert.ok(count <= REQUEST, `${one.name}: ${what} asks ${count} statements`);
  }
  counts.sort(([one], [other]) => other - one);
  console.log(counts.map(([sum, name]) => `${sum} ${name}`).join(", "));
  assert.ok(counts.some(([sum]) => sum > 5), "something is counted");
  for (const [sum, name] of counts) assert.ok(sum <= PAGE, `${name} asks ${sum} statements`);
});
