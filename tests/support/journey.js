// A server and a browser for a file of journeys.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { byKeyboard } from "./keyboard.js";
import { openPage, startBrowser, startServer } from "./kompaan.js";

/** Whether the journeys are made by keyboard alone. */
const KEYBOARD = process.env.KOMPAAN_TEST_KEYBOARD === "1";

/** A folder for pictures of the pages on which a journey ended. */
const PICTURES = process.env.KOMPAAN_TEST_PICTURES;

/** Starts both before the tests of the file and stops them afterwards; answers what a file needs. */
export function stage() {
  const place = {};
  before(async () => {
    place.server = await startServer();
    place.browser = await startBrowser();
  });
  after(async () => {
    await place.browser?.close();
    await place.server?.stop();
  });
  /** Runs a journey on a page of its own, and fails on any error in its console. */
  place.journey = (name, work, options) =>
    test(name, async () => {
      const page = await openPage(place.browser, options);
      page.setDefaultTimeout(15_000);
      try {
        await work(KEYBOARD ? byKeyboard(page) : page, place.server.origin);
        assert.deepEqual(page.problems, []);
      } catch (error) {
        if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replace(/\W+/g, "-")}.png`), fullPage: true });
        throw error;
      } finally {
        await page.context().close();
      }
    });
  return place;
}

export const heading = (page, name) => page.getByRole("heading", { level: 1, name });

/** Chooses colleagues by a part of their name in a field for people. */
export async function choosePerson(page, label, name) {
  await page.getByLabel(label, { exact: true }).fill(name);
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
}
