// What people do in the app, in a real browser.
import assert from "node:assert/strict";
import { heading, stage } from "../support/journey.js";
import { PASSWORD, signIn, token } from "../support/kompaan.js";
import { allPages, beyond, settled } from "../support/pages.js";

const { journey } = stage();

journey("signing in, wrong and right, and out again", async (page, origin) => {
  await page.goto(`${origin}/`);
  await page.getByRole("banner").getByRole("link", { name: "Inloggen", exact: true }).click();
  await heading(page, "Inloggen").waitFor();
  assert.equal(await page.title(), "Inloggen - Kompaan");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  const summary = page.getByRole("alert");
  await summary.getByText("E-mailadres: Vul dit in.").click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "email");
  await page.getByLabel("E-mailadres").fill("beleidsadviseur.oirschot@demo.example");
  await page.getByLabel("Wachtwoord").fill("niet het goede wachtwoord");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await summary.getByText("horen niet bij elkaar").waitFor();
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await heading(page, "Dag Demo Beleidsadviseur Oirschot").waitFor();
  await page.reload();
  await heading(page, "Dag Demo Beleidsadviseur Oirschot").waitFor();
  await page.getByRole("button", { name: "Demo Beleidsadviseur Oirschot" }).click();
  await page.getByRole("button", { name: "Uitloggen" }).click();
  await page.getByText("U bent uitgelogd.").waitFor();
  await page.reload();
  await heading(page, "Welkom bij Kompaan").waitFor();
});

journey("finding a community, joining it, leaving it", async (page, origin) => {
  await signIn(page, origin, "consulent.vught");
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Community's" }).click();
  await heading(page, "Community's").waitFor();
  await page.getByRole("main").getByLabel("Zoek op naam").fill("TUINEN");
  await page.getByRole("button", { name: "Filters toepassen" }).click();
  await page.getByText("1 community", { exact: true }).waitFor();
  assert.match(page.url(), /q=TUINEN/);
  await page.getByRole("link", { name: "Werkplaats Blije Tuinen" }).click();
  await heading(page, "Werkplaats Blije Tuinen").waitFor();
  await page.getByRole("button", { name: "Word lid" }).click();
  await page.getByText("U bent nu lid van deze community.").waitFor();
  await page.getByText("5 leden").waitFor();
  await page.getByRole("button", { name: "Verlaat de community" }).click();
  await page.getByRole("button", { name: "Ja, verlaat de community" }).click();
  await page.getByText("4 leden").waitFor();
  await page.goBack();
  assert.equal(await page.getByRole("main").getByLabel("Zoek op naam").inputValue(), "TUINEN");
});

journey("a facilitator lets somebody in who asked", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.gestel");
  await page.goto(`${origin}/communities`);
  await page.getByRole("link", { name: "Leergemeenschap schulden en armoede" }).click();
  await page.getByRole("link", { name: "Leden" }).click();
  await page.getByRole("button", { name: "Laat toe Demo Consulent Vught" }).click();
  await page.getByText("Demo Consulent Vught is nu lid.").waitFor();
  await page.getByText("4 leden").waitFor();
});

journey("a policy officer changes a sub-project", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.getByRole("link", { name: "Lokale plannen" }).first().click();
  await heading(page, "Lokale plannen").waitFor();
  for (const municipality of ["Best", "Boxtel", "Meierijstad", "Nuenen", "Oirschot", "Oisterwijk", "Sint-Michielsgestel", "Son en Breugel", "Vught"]) {
    await page.getByRole("heading", { level: 2, name: municipality, exact: true }).waitFor();
  }
  await page.getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).first().click();
  for (const name of ["Aanzet", "Het Goed Nuenen", "Kansen"]) await page.getByRole("link", { name, exact: true }).waitFor();
  await page.getByRole("link", { name: "Kansen", exact: true }).click();
  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await heading(page, "Kansen wijzigen").waitFor();
  await page.getByLabel("Naam", { exact: true }).fill(" ");
  await page.getByLabel("Werkwijze").fill("Bel 111222333 voor meer");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Naam: Vul dit in.").waitFor();
  await page.getByRole("alert").getByText("burgerservicenummer").waitFor();
  await page.getByLabel("Naam", { exact: true }).fill("Kansen");
  await page.getByLabel("Werkwijze").fill("Een **vaste** aanpak <script>alert(1)</script>");
  await page.getByLabel("Plekken").fill("Dienst Dommelvallei\n\nWijkhuis");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Opgeslagen.").waitFor();
  await page.locator("strong", { hasText: "vaste" }).waitFor();
  await page.getByText("Dienst Dommelvallei, Wijkhuis").waitFor();
  await page.getByRole("link", { name: "Geschiedenis" }).click();
  await page.getByText("Demo Beleidsadviseur Oirschot").first().waitFor();
  await page.locator("dt", { hasText: "Werkwijze" }).first().waitFor();
});

journey("stopping a sub-project asks why", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).click();
  await page.getByRole("link", { name: "Dagbesteding dichtbij" }).click();
  await page.getByRole("link", { name: "Fase wijzigen" }).click();
  const phase = page.getByLabel("Naar welke fase gaat dit deelproject?");
  await phase.waitFor();
  assert.deepEqual(await phase.locator("option").allTextContents(), ["Kies…", "Pilot", "Geparkeerd", "Gestopt"]);
  await phase.selectOption({ label: "Gestopt" });
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Waarom? Vul dit in.").waitFor();
  await page.getByLabel("Wat heeft het gekost?").fill("0");
  await page.getByLabel("Wat moet er anders zijn om het wel te doen?").fill("Een eigen plek in het dorp.");
  await page.getByLabel("Waarom?").fill("Er is al een plek in het buurdorp.");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("De fase is nu: gestopt.").waitFor();
  await page.getByText("Er is al een plek in het buurdorp.").first().waitFor();
});

journey("two people edit: the second sees both texts and loses nothing", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.oirschot");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).click();
  await page.getByRole("link", { name: "Blije Tuinen Oirschot" }).click();
  await heading(page, "Blije Tuinen Oirschot").waitFor();
  const id = page.url().split("/").pop();
  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await page.getByLabel("Doelgroep").fill("Mijn doelgroep");
  await page.getByLabel("Doel", { exact: false }).first().fill("Mijn doel");

  const authorization = { authorization: `Bearer ${await token(origin, "consulent.oirschot")}` };
  const address = `${origin}/api/v1/sub-projects/${id}`;
  const etag = (await fetch(address, { headers: authorization })).headers.get("etag");
  const first = await fetch(address, {
    method: "PATCH",
    headers: { ...authorization, "if-match": etag, "content-type": "application/merge-patch+json" },
    body: JSON.stringify({ aim: "Doel van de ander", places: ["Plek van de ander"] }),
  });
  assert.equal(first.status, 200);

  await page.getByRole("button", { name: "Opslaan" }).click();
  await heading(page, "Iemand anders was u voor").waitFor();
  await page.getByText("Mijn doel", { exact: true }).waitFor();
  await page.getByText("Doel van de ander").waitFor();
  // What I did not touch is proposed as the other left it; what both changed is mine until I choose otherwise.
  assert.ok(await page.getByRole("group", { name: "Plekken" }).getByLabel("Nu opgeslagen").isChecked());
  assert.ok(await page.getByRole("group", { name: "Doel", exact: true }).getByLabel("Uw tekst").isChecked());
  await page.getByRole("group", { name: "Doel", exact: true }).getByLabel("Nu opgeslagen").check();
  await page.getByRole("group", { name: "Doel", exact: true }).getByLabel("Uw tekst").check();
  await page.getByRole("button", { name: "Opslaan wat ik heb gekozen" }).click();
  await page.getByText("Opgeslagen.").waitFor();
  const merged = await (await fetch(address, { headers: authorization })).json();
  assert.deepEqual([merged.aim, merged.targetGroup, merged.places], ["Mijn doel", "Mijn doelgroep", ["Plek van de ander"]]);
});

journey("everything by keyboard only", async (page, origin) => {
  const focused = () => page.evaluate(() => (document.activeElement.innerText || document.activeElement.value || document.activeElement.id || "").trim());
  const tabTo = async (text) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focused()).startsWith(text)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${text}`);
  };
  await page.goto(`${origin}/`);
  await heading(page, "Welkom bij Kompaan").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Ga naar de inhoud");
  await tabTo("Inloggen");
  await page.keyboard.press("Enter");
  await heading(page, "Inloggen").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "titel", "the heading has the focus after a change of page");
  await page.keyboard.press("Tab");
  await page.keyboard.type("aanjager.wsd@demo.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await heading(page, "Dag Demo Aanjager").waitFor();
  await page.getByRole("link", { name: "Bekijk de community's" }).waitFor();
  await tabTo("Bekijk de community's");
  await page.keyboard.press("Enter");
  await heading(page, "Community's").waitFor();
  await page.getByRole("link", { name: "Leergemeenschap Kwikstart" }).waitFor();
  await tabTo("Leergemeenschap Kwikstart");
  await page.keyboard.press("Enter");
  await heading(page, "Leergemeenschap Kwikstart").waitFor();
  await tabTo("Word lid");
  await page.keyboard.press("Enter");
  await page.getByText("U bent nu lid van deze community.").waitFor();
});

journey("two windows that renew the session at the same moment both stay signed in", async (page, origin) => {
  await signIn(page, origin, "docent.han");
  const second = await page.context().newPage();
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([page.goto(origin), second.goto(origin)]);
    await Promise.all([heading(page, "Dag Demo Docent HAN").waitFor(), heading(second, "Dag Demo Docent HAN").waitFor()]);
  }
});

journey("in English", async (page, origin) => {
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("button", { name: "English" }).click();
  await heading(page, "Local plans").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.equal(await page.title(), "Local plans - Kompaan");
  await page.getByRole("link", { name: "Lokaal plan Nuenen en Son en Breugel" }).first().click();
  await page.getByText("1 January 2025 to 31 December 2027").waitFor();
  await page.reload();
  await page.getByText("3 sub-projects").waitFor();
});

journey(
  "on a phone nothing falls off the screen",
  async (page, origin) => {
    await signIn(page, origin, "beleidsadviseur.oirschot");
    for (const { path, who } of await allPages(origin)) {
      if (who && who !== "beleidsadviseur.oirschot") continue;
      await page.goto(origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await settled(page);
      assert.equal(await beyond(page), 0, path);
    }
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    await page.getByRole("link", { name: "Lokale plannen", exact: true }).click();
    await page.getByRole("link", { name: "Lokaal plan Vught" }).click();
    await page.getByRole("link", { name: "Z-route Vught" }).click();
    await heading(page, "Z-route Vught").waitFor();
  },
  { viewport: { width: 320, height: 640 } },
);

journey("what may not be seen asks to sign in, and what is not there says so", async (page, origin) => {
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Lokaal plan Best" }).count(), 0);
  const best = await fetch(`${origin}/api/v1/local-plans?q=best`, { headers: { authorization: `Bearer ${await token(origin, "consulent.best")}` } });
  const { items } = await best.json();
  await page.goto(`${origin}/lokale-plannen/${items[0].id}`);
  await page.getByText("Log in om deze pagina te zien.").waitFor();
  await page.getByLabel("E-mailadres").fill("consulent.best@demo.example");
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await heading(page, "Lokaal plan Best").waitFor();
  await page.goto(`${origin}/lokale-plannen/00000000-0000-4000-8000-000000000000`);
  await heading(page, "Deze pagina is er niet").waitFor();
});
