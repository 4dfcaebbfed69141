// Steering by numbers: tasks, figures, money, risks and the course, in a real browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { heading, stage } from "../support/journey.js";
import { signIn, token } from "../support/kompaan.js";
import { settled } from "../support/pages.js";

const { journey } = stage();

const tab = (page, name) => page.getByRole("navigation", { name: "Onderdelen van deze pagina" }).getByRole("link", { name, exact: true }).click();

async function openKansen(page, origin) {
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).first().click();
  await page.getByRole("link", { name: "Kansen", exact: true }).click();
  await heading(page, "Kansen").waitFor();
}

journey("what a contributor measures counts for the course once a lead approves it", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await page.goto(`${origin}/koers`);
  const supported = page.getByRole("region", { name: "Ten minste 2.100 inwoners worden ondersteund" });
  await supported.getByText("2026: 1.741 van 2.100 inwoners").waitFor();
  await openKansen(page, origin);
  await tab(page, "Cijfers");
  await page.getByText("2026: 31 van 40 inwoners").waitFor();
  await page.getByRole("link", { name: "Deelnemers aan Kansen" }).click();
  await page.getByRole("link", { name: "Nieuwe meting" }).click();
  await page.getByRole("button", { name: "Bewaar de meting" }).click();
  await page.getByRole("alert").getByText("Getal: Vul dit in.").waitFor();
  await page.getByLabel("Gemeten op").fill("2026-11-18");
  await page.getByLabel("Getal").fill("5");
  await page.getByLabel("tot 27 jaar").fill("1");
  await page.getByLabel("27 tot en met 49 jaar").fill("1");
  await page.getByLabel("50 jaar en ouder").fill("1");
  await page.getByRole("button", { name: "Bewaar de meting" }).click();
  await page.getByRole("alert").getByText("Uitgesplitst: De groepen zijn samen niet het totaal.").waitFor();
  await page.getByLabel("50 jaar en ouder").fill("3");
  await page.getByRole("button", { name: "Bewaar de meting" }).click();
  await page.getByText("De meting is bewaard.").waitFor();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "18 november 2026" }) });
  await row.getByText("Concept", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Keur goed 18 november 2026" }).click();
  await page.getByText("De meting is goedgekeurd en telt mee.").waitFor();
  await row.getByText(/^Goedgekeurd op/).waitFor();
  await page.goto(`${origin}/koers`);
  await supported.getByText("2026: 1.746 van 2.100 inwoners").waitFor();
  await page.getByLabel("Jaar").selectOption("2025");
  await supported.getByText("Oordeel over 2025").waitFor();
  await page.goBack();
  await supported.getByText("2026: 1.746 van 2.100 inwoners").waitFor();
});

journey("a lead reports in one form: lights, a number and what became of a milestone", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await openKansen(page, origin);
  await tab(page, "Voortgang");
  await page.getByRole("link", { name: "Meld voortgang" }).click();
  await heading(page, "Voortgang van Kansen").waitFor();
  for (const part of ["Tijd", "Geld", "Resultaat"]) await page.getByLabel(part, { exact: true }).selectOption({ label: "Goed" });
  const figure = page.getByRole("group", { name: "Deelnemers aan Kansen" });
  await figure.getByText(/^Laatste meting: \d+ op/).waitFor();
  await figure.getByLabel(/erbij sinds de vorige meting/).fill("drie");
  await page.getByRole("button", { name: "Meld", exact: true }).click();
  await figure.getByText("Dit is geen getal.").waitFor();
  await figure.getByLabel(/erbij sinds de vorige meting/).fill("3");
  await figure.getByLabel("tot 27 jaar").fill("1");
  await figure.getByLabel("Toelichting").fill("Geteld op vrijdag.");
  const milestone = page.getByRole("group", { name: "Tweede groep begint" });
  await milestone.getByLabel("Is er nieuws?").selectOption({ label: "Het wordt een andere dag" });
  await milestone.getByLabel("Nu verwacht op").fill("2027-05-01");
  await milestone.getByLabel("Waarom wordt het een andere dag?").fill("");
  await page.getByLabel("Keur deze metingen meteen goed").check();
  await page.getByRole("button", { name: "Meld", exact: true }).click();
  const summary = page.getByRole("alert");
  await summary.getByRole("link", { name: /^Wat is er gemeten\? / }).waitFor();
  await summary.getByRole("link", { name: "Tweede groep begint, waarom wordt het een andere dag? Vul dit in." }).waitFor();
  await figure.getByLabel("tot 27 jaar").fill("");
  await milestone.getByLabel("Waarom wordt het een andere dag?").fill("De zaal is pas in mei vrij.");
  await page.reload();
  await page.getByText("Wat u eerder typte en niet opsloeg, staat er nog.").waitFor();
  assert.equal(await figure.getByLabel(/erbij sinds de vorige meting/).inputValue(), "3", "nothing is lost by a reload");
  await page.getByRole("button", { name: "Meld", exact: true }).click();
  await page.getByText(/door Demo Casemanager Dommelvallei/).waitFor();
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Kansen" }).click();
  await tab(page, "Verhaal");
  await page.getByText("Deelnemers aan Kansen, 3 ").waitFor();
  await tab(page, "Mijlpalen");
  await page.getByText("verwacht op 1 mei 2027").first().waitFor();
  await page.getByRole("link", { name: "Tweede groep begint", exact: true }).click();
  await page.getByText("De zaal is pas in mei vrij.").first().waitFor();
});

journey("somebody else sees the number, and of small groups that they are small", async (page, origin) => {
  await signIn(page, origin, "docent.han");
  await openKansen(page, origin);
  await tab(page, "Cijfers");
  await page.getByRole("link", { name: "Deelnemers aan Kansen" }).click();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "31 augustus 2026" }) });
  await row.getByText("tot 27 jaar: minder dan tien, of af te leiden").waitFor();
  assert.equal(await page.getByRole("rowheader", { name: "20 november 2026" }).count(), 0, "a draft is for the team");
  await page.goBack();
  await tab(page, "Geld");
  await page.getByText("Er zijn nog geen begrotingsregels, of u mag ze niet zien.").waitFor();
  await tab(page, "Risico's");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV Risico's" }).click();
  assert.equal((await saved).suggestedFilename(), "risicos.csv");
  await page.getByText("Het bestand is opgeslagen.").waitFor();
});

journey("a lead keeps tasks, risks and money", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await page.getByRole("link", { name: "De taak Cijfers van het najaar op een rij zetten van Kansen is over tijd" }).waitFor();
  await openKansen(page, origin);
  await tab(page, "Taken");
  await page.getByRole("link", { name: "Nieuwe taak" }).click();
  await page.getByLabel("Wat moet er gebeuren?").fill("Zaal regelen");
  await page.getByLabel("Klaar op").fill("2030-01-15");
  await page.getByRole("button", { name: "Maak de taak" }).click();
  await heading(page, "Zaal regelen").waitFor();
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Kansen" }).click();
  await tab(page, "Taken");
  await page.getByRole("button", { name: "Klaar Zaal regelen" }).click();
  await page.getByText("Zaal regelen is klaar.").waitFor();
  const entry = page.locator(".kompaan-timeline__entry").filter({ hasText: "Zaal regelen" });
  await entry.getByText(/^gedaan op/).waitFor();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await entry.getByText(/^klaar op 15 januari 2030/).waitFor();
  await tab(page, "Risico's");
  await page.getByRole("link", { name: "Nieuw risico" }).click();
  await page.getByLabel("Wat kan er misgaan?").fill("Geen vervoer");
  await page.getByLabel("Hoe groot is de kans?").selectOption("5");
  await page.getByRole("button", { name: "Maak het risico" }).click();
  await page.getByRole("alert").getByText("Wat doen we eraan? Vul dit in.").waitFor();
  await page.getByLabel("Wat doen we eraan?").fill("Fietsen lenen");
  await page.getByRole("button", { name: "Maak het risico" }).click();
  await page.getByText("Groot risico", { exact: true }).waitFor();
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Kansen" }).click();
  await tab(page, "Geld");
  await page.getByRole("link", { name: "Nieuwe begrotingsregel" }).click();
  await page.getByLabel("Waarvoor is het?").fill("Reiskosten");
  await page.getByLabel("Wie betaalt?").fill("BUIG");
  await page.getByLabel("Begroot").fill("duizend");
  // As long as a finger presses, nothing moves away under it.
  await page.getByRole("button", { name: "Maak de begrotingsregel" }).click({ delay: 200 });
  await page.getByRole("alert").getByText("Begroot: Dit is geen getal.").waitFor();
  await page.getByLabel("Begroot").fill("1.000,50");
  await page.getByRole("button", { name: "Maak de begrotingsregel" }).click();
  await heading(page, "Reiskosten").waitFor();
  await page.getByText("€ 1.000,50").waitFor();
});

journey("a figure has targets for quarters, beside what was reached by then", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await openKansen(page, origin);
  await tab(page, "Cijfers");
  await page.getByRole("link", { name: "Deelnemers aan Kansen" }).click();
  const table = page.getByRole("table", { name: "Tussendoelen" });
  await table.getByRole("row", { name: /^30 juni 2026 14 15/ }).waitFor();
  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await page.getByLabel("30 september 2026").fill("20");
  // Of a period that is closed.
  assert.ok(await page.getByLabel("30 juni 2026").isDisabled());
  await page.getByRole("button", { name: "Opslaan" }).click();
  await table.getByRole("row", { name: /^30 september 2026 20 24/ }).waitFor();
  assert.equal(await table.getByRole("row").count(), 3, "a heading, what stays and what is new");
});

journey("a plan is filtered; the filter stands in the address, goes along to other parts and into the table that one takes home", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).first().click();
  await page.getByRole("link", { name: "Aanzet", exact: true }).waitFor();
  await page.getByText("Filteren", { exact: true }).click();
  await page.getByLabel("Fase", { exact: true }).selectOption({ label: "Pilot" });
  await page.getByRole("button", { name: "Filters toepassen" }).click();
  await page.getByRole("link", { name: "Aanzet", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Kansen", exact: true }).waitFor();
  assert.match(page.url(), /fase=pilot/);
  const onApply = () => page.waitForFunction(() => document.activeElement?.textContent === "Filters toepassen");
  await onApply();
  await tab(page, "Tabel");
  assert.match(page.url(), /tab=tabel&fase=pilot/);
  await page.reload();
  await page.getByRole("link", { name: "Kansen", exact: true }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Aanzet", exact: true }).count(), 0);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const rows = (await readFile(await (await coming).path(), "utf8")).trim().split("\n");
  assert.equal(rows.length, 2, "a heading and what the filter leaves");
  await page.getByRole("button", { name: "Wis filters" }).click();
  await page.getByRole("link", { name: "Aanzet", exact: true }).waitFor();
  assert.match(page.url(), /tab=tabel$/);
  await onApply();
  await page.goBack();
  await page.getByRole("link", { name: "Aanzet", exact: true }).waitFor({ state: "detached" });
  await tab(page, "Tijdlijn");
  await page.getByLabel("Deelproject").selectOption({ label: "Kansen" });
  await page.getByLabel("Stand").selectOption({ label: "Nog te halen" });
  await page.getByRole("button", { name: "Filters toepassen" }).click();
  await page.getByRole("link", { name: "Tweede groep begint", exact: true }).waitFor();
  await page.getByText(/^gehaald op/).first().waitFor({ state: "detached" });
});

journey("a region, a plan and a sub-project each fit on one sheet of paper", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await openKansen(page, origin);
  const subProject = page.url();
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).click();
  await heading(page, /^Lokaal plan Nuenen/).waitFor();
  for (const address of [`${subProject}/a4`, `${page.url()}/a4`, `${origin}/regio/a4`]) {
    await page.goto(address);
    await heading(page, /op een A4/).waitFor();
    await settled(page);
    const pdf = await page.pdf({ format: "A4", printBackground: true });
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, address);
  }
});

journey("an executive sees what happened in the region since the visit before", async (page, origin) => {
  const bearer = { authorization: `Bearer ${await token(origin, "casemanager.dommelvallei")}`, "content-type": "application/json" };
  const found = await (await fetch(`${origin}/api/v1/sub-projects?q=kansen`)).json();
  const report = { subProjectId: found.items[0].id, title: "Stand van de week", reportDate: "2026-11-20", timeLight: "green", moneyLight: "green", resultLight: "red", resultNote: "Vol." };
  assert.equal((await fetch(`${origin}/api/v1/progress-updates`, { method: "POST", headers: bearer, body: JSON.stringify(report) })).status, 201);
  await signIn(page, origin, "wethouder.nuenen");
  await page.goto(`${origin}/regio`);
  const news = page.getByRole("region", { name: "Nieuw sinds uw laatste bezoek" });
  await news.getByText(/Demo Casemanager Dommelvallei .*voortgang/).first().waitFor();
  await page.getByRole("cell", { name: /154 van 200|van 200/ }).first().waitFor();
  await news.getByRole("link", { name: "Kansen" }).click();
  await heading(page, "Kansen").waitFor();
});

journey("a lead keeps a document, replaces its file, and takes it home again", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await openKansen(page, origin);
  await tab(page, "Documenten");
  await page.getByRole("link", { name: "Nieuw document" }).click();
  await page.getByRole("button", { name: "Bewaar het document" }).click();
  await page.getByRole("alert").getByText("Bestand: Vul dit in.").waitFor();
  const file = page.getByLabel("Bestand", { exact: true });
  await file.setInputFiles({ name: "programma.exe", mimeType: "application/octet-stream", buffer: Buffer.from([77, 90, 0, 1, 2, 3]) });
  await page.getByText("Dit soort bestand kan hier niet.").waitFor();
  // What is wrong with the file says more than that there is none.
  await page.getByRole("button", { name: "Bewaar het document" }).click();
  await page.getByRole("alert").getByText("Bestand: Dit soort bestand kan hier niet.").waitFor();
  assert.equal(await page.getByText("Bestand: Vul dit in.").count(), 0);
  await file.setInputFiles({ name: "Aanpak.txt", mimeType: "text/plain", buffer: Buffer.from("Thuis praten werkt beter.") });
  await page.getByText("Aanpak.txt is verstuurd (25 bytes).").waitFor();
  assert.equal(await page.getByLabel("Hoe heet het document?").inputValue(), "Aanpak");
  await page.getByLabel("Hoe heet het document?").fill("Aanpak van gesprekken");
  await page.getByLabel("Alleen voor het team").check();
  await page.getByRole("button", { name: "Bewaar het document" }).click();
  await heading(page, "Aanpak van gesprekken").waitFor();
  await page.getByText("Alleen voor het team", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await file.setInputFiles({ name: "Aanpak 2.txt", mimeType: "text/plain", buffer: Buffer.from("Thuis praten werkt beter dan een brief.") });
  await page.getByText("Aanpak 2.txt is verstuurd (39 bytes).").waitFor();
  await page.getByLabel("Alleen voor het team").uncheck();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await heading(page, "Aanpak van gesprekken").waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Sla Aanpak 2.txt op (39 bytes)" }).click();
  const saved = await coming;
  assert.equal(saved.suggestedFilename(), "Aanpak 2.txt");
  assert.equal(await readFile(await saved.path(), "utf8"), "Thuis praten werkt beter dan een brief.");
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Kansen" }).click();
  await tab(page, "Verhaal");
  await page.getByRole("link", { name: "Aanpak van gesprekken" }).waitFor();
});

journey("an executive evaluates a year and sees the money of the own plan, in English", async (page, origin) => {
  await signIn(page, origin, "wethouder.nuenen");
  await page.getByRole("button", { name: "English" }).click();
  await page.goto(`${origin}/koers`);
  await page.getByRole("link", { name: "Meer inwoners hebben betaald werk" }).click();
  await page.getByRole("link", { name: "Evaluate a year" }).click();
  await page.getByText("Every year that has ended was evaluated already.").waitFor();
  await page.goto(`${origin}/koers`);
  await page.getByRole("link", { name: "Gemeenten nemen van elkaar over wat werkt" }).click();
  await page.getByRole("link", { name: "Evaluate a year" }).click();
  await page.getByRole("button", { name: "Record the verdict" }).click();
  await page.getByRole("alert").getByText("Why does the board think so? Fill this in.").waitFor();
  await page.getByLabel("Was the goal reached?").selectOption({ label: "Partly achieved" });
  await page.getByLabel("Why does the board think so?").fill("Twee gemeenten namen iets over.");
  await page.getByRole("button", { name: "Record the verdict" }).click();
  await page.getByText("The verdict on 2025 was recorded.").waitFor();
  await page.getByText("Partly achieved", { exact: true }).waitFor();
  await page.goto(`${origin}/regio`);
  await page.getByRole("row").filter({ hasText: "Lokaal plan Nuenen en Son en Breugel" }).getByText(/^€ 20[45],000/).first().waitFor();
});
