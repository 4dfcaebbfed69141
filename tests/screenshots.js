// Pictures of the main pages at phone and desk width, for people to look at: node screenshots.js FOLDER [dark]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openPage, signIn, startBrowser, startServer } from "./support/kompaan.js";

const folder = process.argv[2] ?? "screenshots";
const colorScheme = process.argv[3] === "dark" ? "dark" : "light";
mkdirSync(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
try {
  for (const [name, width] of [["desk", 1440], ["phone", 390]]) {
    const page = await openPage(browser, { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme });
    const shot = async (what) => {
      await page.waitForFunction(() => !document.querySelector(".kompaan-skeleton"));
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${what}-${name}${colorScheme === "dark" ? "-dark" : ""}.png`), fullPage: true });
    };
    await page.goto(`${server.origin}/`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shot("start-anonymous");
    await page.goto(`${server.origin}/inloggen`);
    await page.getByRole("main").getByRole("button", { name: "Inloggen" }).click();
    await shot("sign-in-errors");
    await signIn(page, server.origin, "beleidsadviseur.oirschot");
    await shot("start");
    await page.goto(`${server.origin}/communities`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shot("communities");
    await page.getByRole("link", { name: "De Kenniskompanie" }).click();
    await page.getByRole("heading", { level: 1, name: "De Kenniskompanie" }).waitFor();
    await shot("community");
    await page.goto(`${server.origin}/lokale-plannen`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shot("local-plans");
    await page.getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).first().click();
    await page.getByRole("heading", { level: 1, name: /Nuenen/ }).waitFor();
    await shot("local-plan");
    await page.getByRole("link", { name: "Aanzet" }).click();
    await page.getByRole("heading", { level: 1, name: "Aanzet" }).waitFor();
    await shot("sub-project");
    await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Aanzet wijzigen" }).waitFor();
    await shot("sub-project-edit");
    await page.goBack();
    await page.getByRole("link", { name: "Fase wijzigen" }).click();
    await page.getByRole("heading", { level: 1, name: "Fase wijzigen" }).waitFor();
    await shot("sub-project-phase");
    await page.goBack();
    await page.getByRole("link", { name: "Geschiedenis" }).click();
    await page.getByRole("heading", { level: 1, name: "Geschiedenis" }).waitFor();
    await shot("sub-project-history");
    if (page.problems.length > 0) throw new Error(page.problems.join("\n"));
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
