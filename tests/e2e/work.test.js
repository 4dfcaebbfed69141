// Making and keeping communities, plans and sub-projects, in a real browser.
import assert from "node:assert/strict";
import { choosePerson, heading, stage } from "../support/journey.js";
import { signIn, token } from "../support/kompaan.js";

const { journey } = stage();

journey("a community in two steps: made, edited, members managed, deleted and brought back", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.vught");
  await page.goto(`${origin}/communities`);
  await page.getByRole("link", { name: "Nieuwe community" }).click();
  await heading(page, "Nieuwe community").waitFor();
  assert.ok(await page.getByRole("button", { name: "Volgende stap" }).isDisabled());
  await page.getByLabel("Naam", { exact: true }).fill("Leergemeenschap taal 🌱");
  await page.getByLabel("Waar het over gaat").fill("Samen **taal** leren");
  await page.getByLabel("Taal op de werkvloer").check();
  await page.getByRole("button", { name: "Volgende stap" }).click();
  assert.match(page.url(), /stap=2/);
  await page.goBack();
  assert.equal(await page.getByLabel("Naam", { exact: true }).inputValue(), "Leergemeenschap taal 🌱", "nothing is lost between the steps");
  await page.goForward();
  await page.getByLabel("Hoe word je lid?").selectOption({ label: "Op aanvraag; een aanjager beslist" });
  await page.getByRole("button", { name: "Maak de community" }).click();
  await heading(page, "Leergemeenschap taal 🌱").waitFor();
  await page.getByText("U bent aanjager", { exact: true }).waitFor();
  const address = page.url();

  await page.getByRole("link", { name: "Leden" }).click();
  await choosePerson(page, "Nodig collega's uit", "Demo Consulent Vught");
  await page.getByRole("button", { name: "Verstuur de uitnodigingen" }).click();
  await page.getByText("De uitnodigingen zijn verstuurd.").waitFor();
  await page.getByRole("button", { name: "Trek de uitnodiging in Demo Consulent Vught" }).waitFor();
  const invited = { authorization: `Bearer ${await token(origin, "consulent.vught")}` };
  const id = address.split("/").pop();
  assert.equal((await fetch(`${origin}/api/v1/communities/${id}/_join`, { method: "POST", headers: invited })).status, 200);
  await page.reload();
  await page.getByRole("button", { name: "Maak aanjager Demo Consulent Vught" }).click();
  await page.getByText("Demo Consulent Vught is nu aanjager.").waitFor();
  await page.getByRole("button", { name: "Haal uit de community Demo Consulent Vught" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Haal uit de community Demo Consulent Vught" }).click();
  await page.getByRole("button", { name: "Ja, haal weg" }).click();
  await page.getByText("Demo Consulent Vught is uit de community gehaald.").waitFor();

  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await page.getByLabel("Gearchiveerd: te lezen").check();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Gearchiveerd", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Geschiedenis" }).click();
  await page.locator("dt", { hasText: "Gearchiveerd" }).waitFor();

  await page.getByRole("button", { name: "Verwijderen" }).click();
  await page.getByRole("button", { name: "Ja, verwijder" }).click();
  await page.getByText("Leergemeenschap taal 🌱 is verwijderd.").waitFor();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await page.getByText("Leergemeenschap taal 🌱 is teruggezet.").waitFor();
  await heading(page, "Leergemeenschap taal 🌱").waitFor();
});

journey("a plan from concept to closed, with a sub-project that moves over the board", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.best");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Nieuw lokaal plan" }).click();
  await heading(page, "Nieuw lokaal plan").waitFor();
  await page.getByLabel("Titel").fill("Lokaal plan Best 2026-2030");
  await page.getByLabel("Eerste dag").fill("2026-02-01");
  await page.getByLabel("Laatste dag").fill("2026-01-01");
  await page.getByText("Dit is voor de eerste dag.").waitFor();
  await page.getByLabel("Laatste dag").fill("2030-12-31");
  await page.getByRole("button", { name: "Maak het plan" }).click();
  await heading(page, "Lokaal plan Best 2026-2030").waitFor();
  await page.getByText("1 februari 2026 tot en met 31 december 2030").waitFor();

  await page.getByRole("link", { name: "Nieuw deelproject" }).click();
  await page.getByLabel("Naam", { exact: true }).fill("Kwikstart Best Zuid");
  await page.getByLabel("Plekken").fill("Wijkhuis\nPostNL");
  await choosePerson(page, "Namens de gemeente", "Demo Consulent Best");
  await page.getByRole("button", { name: "Maak het deelproject" }).click();
  await heading(page, "Kwikstart Best Zuid").waitFor();
  await page.getByRole("main").getByRole("link", { name: "Demo Consulent Best" }).waitFor();

  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: "Lokaal plan Best 2026-2030" }).click();
  const column = (name, on = page) => on.getByRole("region", { name: new RegExp(`^${name}`) });
  await column("Verkennen", page.pointer).getByRole("link", { name: "Kwikstart Best Zuid" }).dragTo(column("Pilot", page.pointer));
  await page.getByText("Kwikstart Best Zuid is nu: pilot.").waitFor();
  await column("Pilot").getByRole("link", { name: "Kwikstart Best Zuid" }).waitFor();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await column("Verkennen").getByRole("link", { name: "Kwikstart Best Zuid" }).waitFor();
  const menu = page.getByLabel("Verplaats Kwikstart Best Zuid naar een andere fase");
  await menu.waitFor();
  assert.deepEqual(await menu.locator("option").allTextContents(), ["Verplaats naar…", "Pilot", "Geparkeerd", "Gestopt"]);
  await menu.focus();
  await menu.selectOption({ label: "Pilot" });
  await page.getByRole("button", { name: "Verplaats: Kwikstart Best Zuid" }).click();
  await column("Pilot").getByRole("link", { name: "Kwikstart Best Zuid" }).waitFor();
  await page.getByRole("link", { name: "Tabel" }).click();
  await page.getByRole("button", { name: "Fase" }).click();
  assert.equal(await page.locator("th[aria-sort=ascending]").innerText().then((text) => text.trim()), "Fase");

  await page.getByRole("link", { name: "Vaststellen" }).click();
  await page.getByRole("button", { name: "Vaststellen" }).click();
  await page.getByRole("alert").getByText("Vastgesteld door: Vul dit in.").waitFor();
  await page.getByLabel("Vastgesteld door").fill("College van Best");
  await page.getByRole("button", { name: "Vaststellen" }).click();
  await page.getByText("Het plan is nu vastgesteld.").waitFor();
  await page.getByText("door College van Best").waitFor();
  await page.getByRole("link", { name: "Afsluiten" }).click();
  await page.getByRole("button", { name: "Afsluiten" }).click();
  await page.getByText("Het plan is nu afgesloten.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Afsluiten" }).count(), 0);
});

journey("what is typed survives a reload and a lost connection, and odd input is refused without loss", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.best");
  await page.goto(`${origin}/communities/nieuw`);
  const name = page.getByLabel("Naam", { exact: true });
  await name.fill("مجتمع التعلم — Leren");
  await page.getByLabel("Waar het over gaat").fill("<script>alert(1)</script>\u00a0tekst\u2003uit Word • met\u00adstreepjes");
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByText("Wat u eerder typte en niet opsloeg, staat er nog.").waitFor();
  assert.equal(await name.inputValue(), "مجتمع التعلم — Leren");
  await name.fill("x".repeat(201));
  await page.getByText("Dit is te lang.").waitFor();
  await name.fill("Leren zonder netwerk");
  await page.getByRole("button", { name: "Volgende stap" }).click();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Maak de community" }).click();
  await page.getByRole("alert").getByText("Er is geen verbinding.").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Maak de community" }).click();
  await heading(page, "Leren zonder netwerk").waitFor();
  await page.getByText("uit Word").waitFor();
  await page.goto(`${origin}/communities/nieuw`);
  assert.equal(await name.inputValue(), "", "what was saved is not kept as a draft");
});

journey("coming back to a list is coming back to the same place in it", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Mensen" }).click();
  const cards = page.locator("main .kompaan-card");
  await cards.first().waitFor();
  const first = await cards.count();
  await page.getByRole("button", { name: "Meer tonen" }).click();
  await page.getByText("Alles is getoond").or(page.locator("#alles-getoond")).first().waitFor();
  const all = await cards.count();
  assert.ok(all > first, "there is a second page");
  const last = cards.last().getByRole("link").first();
  const name = await last.textContent();
  await last.click();
  await heading(page, name).waitFor();
  assert.equal(await page.evaluate(() => window.scrollY), 0);

  await page.goBack();
  await page.waitForFunction((name) => document.activeElement?.textContent === name, name);
  assert.equal(await cards.count(), all);
  const top = await page.evaluate(() => window.scrollY);
  assert.ok(top > 500, `where the last card is, not ${top}`);
  await page.reload();
  await page.waitForFunction((top) => Math.abs(window.scrollY - top) < 5, top);
  assert.equal(await cards.count(), all, "reloading keeps them too");

  // Going there anew is beginning anew.
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Start" }).click();
  await heading(page, /^Dag /).waitFor();
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Mensen" }).click();
  await cards.first().waitFor();
  assert.equal(await cards.count(), first);
  assert.equal(await page.evaluate(() => document.activeElement.id), "titel");
});

journey("leaving a form with something unsaved says that it is kept", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.goto(`${origin}/communities/nieuw`);
  await page.locator("#name").fill("Half bedacht");
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Mensen" }).click();
  await page.getByText("Wat u typte, is nog niet opgeslagen.").waitFor();
  await page.goBack();
  await heading(page, "Nieuwe community").waitFor();
  assert.equal(await page.locator("#name").inputValue(), "Half bedacht");
});

journey("the start page tells what others did and what is asked", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.gestel");
  await page.getByRole("heading", { level: 2, name: "Wat van u wordt gevraagd" }).waitFor();
  await page.getByRole("link", { name: "1 aanvraag om lid te worden voor Leergemeenschap schulden en armoede" }).click();
  await page.getByRole("button", { name: /^Laat toe/ }).waitFor();
  await page.goto(origin);
  await page.getByRole("heading", { level: 2, name: "Nieuw sinds uw laatste bezoek" }).waitFor();
  await page.getByRole("region", { name: "Nieuw sinds uw laatste bezoek" }).getByText("heeft dit gemaakt").first().waitFor();
});

journey("a lead reports progress from the start page; the lights show on the board; mended, and deleted with a way back", async (page, origin) => {
  await signIn(page, origin, "consulent.vught");
  await page.getByRole("link", { name: "Meld de voortgang van Plusdiensten Vught" }).click();
  await heading(page, "Voortgang van Plusdiensten Vught").waitFor();
  assert.match(await page.getByLabel("Titel").inputValue(), /^Voortgang \p{L}+ \d{4}$/u);
  await page.getByLabel("Tijd", { exact: true }).selectOption({ label: "Goed" });
  await page.getByLabel("Geld", { exact: true }).selectOption({ label: "Let op" });
  await page.getByRole("button", { name: "Meld", exact: true }).click();
  const summary = page.getByRole("alert");
  await summary.getByRole("link", { name: "Toelichting bij geld: Vul dit in." }).waitFor();
  await summary.getByRole("link", { name: "Resultaat: Vul dit in." }).waitFor();
  await page.getByLabel("Toelichting bij geld").fill("Een budgetcoach kost meer dan begroot.");
  await page.getByLabel("Resultaat", { exact: true }).selectOption({ label: "Goed" });
  await page.getByLabel(/Wat anderen hiervan kunnen leren/).fill("Begin met **één** dag per week.");
  await page.getByRole("button", { name: "Meld", exact: true }).click();
  await heading(page, /^Voortgang \p{L}+ \d{4}$/u).waitFor();
  await page.getByText(/door Demo Consulent Vught/).waitFor();

  await page.getByRole("link", { name: "Wijzigen" }).click();
  await page.getByLabel("Geld", { exact: true }).selectOption({ label: "Vastgelopen" });
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Geld: vastgelopen").first().waitFor();
  await page.getByRole("navigation", { name: "Kruimelpad" }).getByRole("link", { name: /Lokaal plan/ }).click();
  const card = page.getByRole("listitem").filter({ hasText: "Plusdiensten Vught" });
  await card.getByText("Geld: vastgelopen").waitFor();
  await page.goto(`${origin}/`);
  await page.getByRole("heading", { name: "Deelprojecten waaraan ik werk" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Meld de voortgang van Plusdiensten Vught" }).count(), 0, "it was reported");

  await page.getByRole("link", { name: "Plusdiensten Vught", exact: true }).first().click();
  await page.getByRole("link", { name: "Voortgang" }).click();
  await page.getByText("Begin met één dag per week.").waitFor();
  await page.getByRole("link", { name: /^Voortgang \p{L}+ \d{4}$/u }).click();
  await page.getByRole("button", { name: "Verwijderen" }).click();
  await page.getByRole("button", { name: /^Ja, verwijder/ }).click();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await page.getByRole("status").getByText(/staat er weer|teruggezet/).waitFor();
});

journey("progress in English, on a phone", async (page, origin) => {
  await signIn(page, origin, "casemanager.dommelvallei");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("link", { name: "Kansen", exact: true }).first().click();
  await page.getByRole("link", { name: "Progress" }).click();
  await page.getByText("6 October 2026, by Demo Casemanager Dommelvallei").waitFor();
  await page.getByText("Time: take care").first().waitFor();
  await page.getByRole("link", { name: "Report progress" }).click();
  await heading(page, "Progress of Kansen").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, "nothing sticks out");
}, { viewport: { width: 320, height: 700 } });

journey("a sub-project is parked from the board, with why and when to look again, and taken up again", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.best");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Best" }).first().click();
  const board = page.locator(".kompaan-board");
  await board.getByRole("listitem").filter({ hasText: "Kwikstart Best" }).getByRole("combobox").selectOption({ label: "Geparkeerd" });
  await board.getByRole("button", { name: "Verplaats: Kwikstart Best" }).click();
  await heading(page, "Fase wijzigen").waitFor();
  assert.equal(await page.getByLabel("Naar welke fase gaat dit deelproject?").inputValue(), "parked", "what was chosen on the board");
  await page.getByLabel("Waarom").fill("Eerst de Blije Tuinen");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Opnieuw bekijken op: Vul dit in." }).waitFor();
  await page.getByLabel(/Of: wanneer bekijken we het opnieuw/).fill("Als er een tweede begeleider is");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await heading(page, "Kwikstart Best").waitFor();
  await page.getByText("Eerst de Blije Tuinen").first().waitFor();
  await page.getByText("Opnieuw bekijken: Als er een tweede begeleider is").waitFor();
  await page.goBack();
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Best" }).first().click();
  await board.getByRole("listitem").filter({ hasText: "Kwikstart Best" }).getByRole("combobox").selectOption({ label: "Pilot" });
  await board.getByRole("button", { name: "Verplaats: Kwikstart Best" }).click();
  await page.getByText("Kwikstart Best is nu: pilot.").waitFor();
});
