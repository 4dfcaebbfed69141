// An app that does not start, parts that are gone, a server that does not answer, no JavaScript: said in words, with a page that can be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heading, stage } from "../support/journey.js";
import { signIn } from "../support/kompaan.js";

const place = stage();
const { journey } = place;

/** A page on which the app does not start. */
const stopped = (name, prepare) =>
  test(name, async () => {
    const context = await place.browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    try {
      await prepare(page);
      await page.goto(`${place.server.origin}/lokale-plannen`);
      await page.getByRole("alert").getByText("Kompaan kan in deze browser niet starten.").waitFor();
      assert.equal(await page.locator("[lang=en]").getByText("Kompaan cannot start in this browser.").isVisible(), true);
      await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Organisaties" }).click();
      await page.waitForURL("**/organisaties");
    } finally {
      await context.close();
    }
  });

stopped("a browser without WebAssembly", (page) => page.addInitScript(() => delete window.WebAssembly));
stopped("a program that the browser cannot compile", (page) =>
  page.addInitScript(() => {
    const refuse = () => Promise.reject(new WebAssembly.CompileError("too new"));
    WebAssembly.compileStreaming = refuse;
    WebAssembly.compile = refuse;
  }),
);
stopped("a program that does not come", (page) => page.route("**/frontend_bg.wasm", (route) => route.abort()));
stopped("a program that is gone, also after loading the page anew", (page) => page.route("**/frontend_bg.wasm", (route) => route.fulfill({ status: 404, body: "Not found" })));
stopped("a script that does not come", (page) => page.route("**/frontend.js", (route) => route.abort()));

journey("a browser that cannot compile while it loads", async (page, origin) => {
  await page.addInitScript(() => delete WebAssembly.compileStreaming);
  await page.goto(`${origin}/lokale-plannen`);
  await heading(page, "Lokale plannen").waitFor();
});

test("without JavaScript there is something to read, and links work", async () => {
  for (const width of [390, 1440]) {
    const context = await place.browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 844 } });
    const page = await context.newPage();
    await page.goto(place.server.origin);
    // Playwright finds no text within noscript.
    assert.ok((await page.locator("noscript p").boundingBox()).height > 0);
    await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Lokale plannen" }).click();
    await page.waitForURL("**/lokale-plannen");
    await page.getByRole("contentinfo").getByRole("link", { name: "Handleiding" }).click();
    await page.waitForURL("**/handleiding");
    await context.close();
  }
});

test("a link in the head works before the app runs", async () => {
  const context = await place.browser.newContext();
  const page = await context.newPage();
  // The program stays on its way.
  await page.route("**/frontend_bg.wasm", () => {});
  await page.goto(place.server.origin, { waitUntil: "commit" });
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Lokale plannen" }).click();
  await page.waitForURL("**/lokale-plannen");
  await context.close();
});

journey("a part that is gone after a release: the page is loaded anew, once, and then it is said", async (page, origin) => {
  await page.goto(`${origin}/inloggen`);
  await heading(page, "Inloggen").waitFor();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.route(/module_.*\.wasm|chunk_.*\.wasm|assets\/app-[^/]*\/(?!frontend).*\.wasm/, (route) => route.fulfill({ status: 404, body: "Not found" }));
  await page.goto(`${origin}/organisaties`);
  await heading(page, "Er is een nieuwe versie").waitFor();
  await page.getByRole("button", { name: "Laad opnieuw" }).waitFor();
  assert.equal(loads, 2, "once by itself");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Laad opnieuw" }).click();
  await heading(page, "Organisaties").waitFor();
  page.problems.length = 0;
});

journey("who is signed in is not shown out when the server cannot be asked", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.reload();
  await heading(page, "Kompaan is nu niet te bereiken").waitFor();
  assert.equal(await page.getByText("Welkom bij Kompaan").count(), 0);
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Probeer opnieuw" }).click();
  await heading(page, /^Dag /).waitFor();
});
