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
    const run = async (id) => {
      const operation = page.locator(`[id$="-${id}"]`);
      await operation.locator(".opblock-summary-control").click();
      await operation.getByRole("button", { name: "Execute" }).click();
      await operation.locator(".live-responses-table .response-col_status").first().waitFor();
      return (await operation.locator(".live-responses-table .response-col_status").last().innerText()).trim();
    };
    assert.match(await run("signIn"), /^201/);
    assert.match(await run("getMe"), /^200/);
    assert.match(await run("getSubProject"), /^200/);
    assert.match(await run("createSubProject"), /^201/);
    assert.deepEqual(page.problems, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
