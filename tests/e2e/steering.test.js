// Choosing consciously: what organisations carry, and starting beyond it, in a real browser.
import assert from "node:assert/strict";
import { heading, stage } from "../support/journey.js";
import { signIn } from "../support/kompaan.js";

const { journey } = stage();

journey("an executive says what the organisation can carry, and sees the region on one page", async (page, origin) => {
  await signIn(page, origin, "wethouder.nuenen");
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Regio" }).click();
  await heading(page, "Regio").waitFor();
  const row = (name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await row("Nuenen").getByText("3 van 3").waitFor();
  await row("Nuenen").getByText("vol", { exact: true }).waitFor();
  await row("Son en Breugel").getByText("1 te veel").waitFor();
  assert.equal(await page.getByRole("link", { name: "Draagkracht Best" }).count(), 0, "only of the own organisation");
  await page.getByText("Demo Trajectconsulent WSD trekt er").first().waitFor();
  await page.getByRole("link", { name: "Plusdiensten Meierijstad" }).waitFor();
  await page.getByRole("link", { name: "Draagkracht Nuenen" }).click();
  await heading(page, "Draagkracht van Nuenen").waitFor();
  await page.getByLabel("Hoeveel kunt u tegelijk dragen?").fill("veel");
  await page.getByLabel("Pilot").fill("11");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Vul een heel getal in.").waitFor();
  await page.getByLabel("Hoeveel kunt u tegelijk dragen?").fill("5");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Pilot: Dit getal is te klein of te groot.").waitFor();
  await page.getByLabel("Pilot").fill("1");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("De draagkracht van Nuenen is opgeslagen.").waitFor();
  await row("Nuenen").getByText("nog 2").waitFor();
});

journey("whoever starts one too many from the board says who decides that, and why", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await page.goto(`${origin}/regio`);
  await page.getByRole("link", { name: "Draagkracht Best" }).click();
  await page.getByLabel("Hoeveel kunt u tegelijk dragen?").fill("1");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("De draagkracht van Best is opgeslagen.").waitFor();
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Best" }).first().click();
  const card = page.locator(".kompaan-board").getByRole("listitem").filter({ hasText: "Blije Tuinen Best" });
  await card.getByRole("combobox").selectOption({ label: "Pilot" });
  await page.getByRole("button", { name: "Verplaats: Blije Tuinen Best" }).click();
  await heading(page, "Fase wijzigen").waitFor();
  await page.getByText("Best draagt dan 2. Afgesproken is hoogstens 1.").waitFor();
  await page.getByRole("link", { name: "Parkeer of stop Kwikstart Best" }).waitFor();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Wie besluit dat het toch kan?: Dit is meer dan wat tegelijk te dragen is.").waitFor();
  await page.getByLabel("Wie besluit dat het toch kan?").fill("Wethouder van Best");
  await page.getByLabel("Waarom kan het toch?").fill("De grond ligt er dit voorjaar");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("De fase is nu: pilot.").waitFor();
  await page.getByText("Besluit van Wethouder van Best: De grond ligt er dit voorjaar").waitFor();
  await page.getByRole("link", { name: "Geschiedenis" }).click();
  await page.locator("dt", { hasText: "Waarom kan het toch?" }).first().waitFor();
});

journey("the choice in English, on a narrow screen", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await page.getByRole("button", { name: "English" }).click();
  await page.goto(`${origin}/regio`);
  await heading(page, "Region").waitFor();
  await page.getByText("What waits").waitFor();
  await page.getByRole("link", { name: "Capacity Oirschot" }).click();
  await page.getByLabel("How much can you carry at once?").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The capacity of Oirschot was saved.").waitFor();
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).first().click();
  await page.getByRole("link", { name: "Dagbesteding dichtbij" }).click();
  await page.getByRole("link", { name: "Change phase" }).click();
  await page.getByLabel("Which phase does this sub-project enter?").selectOption({ label: "Pilot" });
  await page.getByText("Oirschot then carries 2. At most 0 was agreed.").waitFor();
  await page.getByLabel("Which phase does this sub-project enter?").selectOption({ label: "Stopped" });
  await page.getByText("Oirschot then carries 2. At most 0 was agreed.").waitFor({ state: "detached" });
}, { viewport: { width: 320, height: 800 } });
