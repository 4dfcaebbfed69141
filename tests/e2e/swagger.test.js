// Swagger UI: sign in from the page, then run an example unchanged.
import { test } from "node:test";
import assert from "node:assert/strict";
import { openPage, startBrowser, startServer } from "../support/kompaan.js";

test("a developer signs in and runs an example", async () => {
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(`${server.origin}/swagger-ui/`);
    const run = async (tag, id) => {
      const section = page.locator(`[data-tag="${tag}"]`);
      if ((await section.getAttribute("data-is-open")) !== "true") await section.click();
      const operation = page.locator(`[id$="-${id}"]`);
      await operation.locator(".opblock-summary-control").click();
      await operation.getByRole("button", { name: "Execute" }).click();
      await operation.locator(".live-responses-table .response-col_status").first().waitFor();
      return (await operation.locator(".live-responses-table .response-col_status").last().innerText()).trim();
    };
    assert.match(await run("Sessions", "signIn"), /^201/);
    assert.match(await run("Sessions", "getMe"), /^200/);
    assert.match(await run("Sub-projects", "getSubProject"), /^200/);
    assert.match(await run("Sub-projects", "createSubProject"), /^201/);
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
