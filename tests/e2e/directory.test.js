// Finding people and things, one's own profile, and what administrators keep, in a real browser.
import assert from "node:assert/strict";
import { heading, stage } from "../support/journey.js";
import { PASSWORD, signIn } from "../support/kompaan.js";

const { journey } = stage();

journey("one search box finds by name over everything", async (page, origin) => {
  await signIn(page, origin, "consulent.vught");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "zoekvak");
  await page.keyboard.type("oirschot");
  await page.keyboard.press("Enter");
  await heading(page, "Zoeken").waitFor();
  for (const name of ["Lokaal plan Oirschot", "Blije Tuinen Oirschot", "Demo Consulent Oirschot", "Oirschot"]) {
    await page.getByRole("main").getByRole("link", { name, exact: true }).waitFor();
  }
  await page.getByRole("main").getByRole("link", { name: "Oirschot", exact: true }).click();
  await heading(page, "Oirschot").waitFor();
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).waitFor();
  await page.getByRole("navigation", { name: "Onderdelen van deze pagina" }).getByRole("link", { name: "Mensen" }).click();
  await page.getByRole("link", { name: "Demo Consulent Oirschot" }).waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "Lokaal plan Oirschot" }).waitFor();
});

journey("people by what one can ask them, and my own profile", async (page, origin) => {
  await signIn(page, origin, "consulent.best");
  await page.goto(`${origin}/mensen`);
  await page.getByLabel("Kunt u vragen over").fill("INTERVISIE");
  await page.getByRole("button", { name: "Filters toepassen" }).click();
  await page.getByText("1 persoon", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Demo Aanjager" }).waitFor();
  await page.getByRole("button", { name: "Demo Consulent Best" }).click();
  await page.getByRole("link", { name: "Mijn profiel" }).click();
  await page.getByRole("link", { name: "Mijn profiel wijzigen" }).click();
  assert.equal(await page.getByLabel("Rol").count(), 0, "what only administrators change is absent");
  await page.getByLabel("Functie").fill("Klantmanager");
  await page.getByLabel("Waar collega's u naar kunnen vragen").fill("taalstages\ncoöperaties");
  await page.getByLabel("Collega's die zijn ingelogd, mogen het e-mailadres zien").check();
  await page.getByLabel("Taal van de app").selectOption("en");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("taalstages, coöperaties").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  const address = page.url();

  const other = await page.context().browser().newContext();
  const colleague = await other.newPage();
  await signIn(colleague, origin, "consulent.vught");
  await colleague.goto(`${origin}/mensen?expertise=cooperatie`);
  await colleague.getByRole("link", { name: "Demo Consulent Best" }).click();
  await colleague.getByRole("link", { name: "consulent.best@demo.example" }).waitFor();
  assert.equal(await colleague.getByRole("main").getByRole("link", { name: "Wijzigen" }).count(), 0);
  await other.close();

  await page.goto(address);
  await page.getByRole("main").getByRole("link", { name: "My account" }).click();
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Password until now").fill("niet het goede");
  await page.getByLabel("New password").fill("kort");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("New password: This is too short.").waitFor();
  await page.getByLabel("New password").fill("groene-fiets-bij-de-sluis");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("This is not your password until now.").waitFor();
  await page.getByLabel("Password until now").fill(PASSWORD);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your password was changed. Sign in again.").waitFor();
  await page.getByLabel("E-mail address").fill("consulent.best@demo.example");
  await page.getByLabel("Password").fill("groene-fiets-bij-de-sluis");
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await heading(page, "Hello Demo Consulent Best").waitFor();
});

journey("an administrator keeps organisations, themes, people and what was deleted", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await page.getByRole("button", { name: "Demo Platformbeheerder" }).click();
  await page.getByRole("link", { name: "Beheer" }).click();
  await heading(page, "Beheer").waitFor();

  await page.getByRole("main").getByRole("link", { name: "Organisaties" }).click();
  await page.getByRole("link", { name: "Nieuwe organisatie" }).click();
  await page.getByLabel("Naam", { exact: true }).fill("Gemeente Proefdorp");
  await page.getByLabel("Soort").selectOption({ label: "Gemeente" });
  await page.getByLabel("CBS-code").fill("gm12");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("CBS-code").waitFor();
  await page.getByLabel("CBS-code").fill("GM9999");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await heading(page, "Gemeente Proefdorp").waitFor();

  await page.goto(`${origin}/beheer/themas`);
  await page.getByRole("link", { name: "Nieuw thema" }).click();
  await page.getByLabel("Naam in het Nederlands").fill("Armoede");
  await page.getByLabel("Naam in het Engels").fill("Poverty");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Opgeslagen.").waitFor();
  await page.getByRole("link", { name: "Schulden en armoede / Debt and poverty" }).click();
  await page.getByLabel("Met welk thema?").selectOption({ label: "Armoede" });
  await page.getByRole("button", { name: "Samenvoegen" }).click();
  await page.getByRole("button", { name: "Ja, voeg samen" }).click();
  await page.getByText("Schulden en armoede is nu Armoede.").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Armoede / Poverty" }).getByText("Vroegsignalering / Early detection").waitFor();
  await page.goto(`${origin}/communities?q=schulden`);
  await page.locator(".kompaan-card").getByText("Armoede").first().waitFor();

  await page.goto(`${origin}/mensen/nieuw`);
  await page.getByLabel("Naam", { exact: true }).fill("Demo Nieuwe Collega");
  await page.getByLabel("E-mailadres", { exact: true }).fill("nieuw@demo.example");
  await page.getByRole("button", { name: "Maak het account" }).click();
  await heading(page, "Demo Nieuwe Collega").waitFor();
  await page.getByText("de uitnodiging is verstuurd").waitFor();
  await page.getByRole("button", { name: "Verwijderen" }).click();
  await page.getByRole("button", { name: "Ja, verwijder" }).click();
  await page.getByText("Demo Nieuwe Collega is verwijderd.").waitFor();

  await page.goto(`${origin}/beheer/verwijderd`);
  await page.getByRole("button", { name: "Zet terug Demo Nieuwe Collega" }).click();
  await page.getByText("Demo Nieuwe Collega is teruggezet.").waitFor();
  await page.getByRole("button", { name: "Zet terug Demo Nieuwe Collega" }).waitFor({ state: "detached" });
});

journey("shortcuts, colours, user guide and statements", async (page, origin) => {
  await page.goto(origin);
  await heading(page, "Welkom bij Kompaan").waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Sneltoetsen" });
  await dialog.getByLabel("Sneltoetsen gebruiken").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await heading(page, "Welkom bij Kompaan").waitFor();
  const paper = () => page.evaluate(() => getComputedStyle(document.querySelector("header")).backgroundColor);
  const light = await paper();
  await page.getByLabel("Kleuren").selectOption({ label: "Donker" });
  assert.notEqual(await paper(), light);
  await page.reload();
  await heading(page, "Welkom bij Kompaan").waitFor();
  assert.notEqual(await paper(), light, "the colours are remembered");
  await page.getByRole("link", { name: "Handleiding" }).click();
  await page.getByRole("heading", { level: 2, name: "Eerste stappen" }).waitFor();
  await page.getByRole("link", { name: "Lokale plannen en deelprojecten" }).click();
  await page.getByRole("heading", { level: 3, name: "Het bord" }).waitFor();
  await page.getByRole("link", { name: "Privacy" }).click();
  await heading(page, "Privacy").waitFor();
  await page.getByRole("link", { name: "Toegankelijkheid" }).click();
  await heading(page, "Toegankelijkheid").waitFor();
});

journey("without the app there is something to read: what everybody may see, and nothing else", async (page, origin) => {
  const plan = (await (await fetch(`${origin}/api/v1/local-plans?q=nuenen`)).json()).items[0];
  const reader = await (await page.context().browser().newContext({ javaScriptEnabled: false })).newPage();
  await reader.goto(`${origin}/lokale-plannen/${plan.id}`);
  await reader.getByRole("heading", { name: plan.title, level: 1 }).waitFor();
  await reader.getByText("Twee gemeenten, één plan.").waitFor();
  assert.equal(await reader.title(), `${plan.title} - Kompaan`);
  await reader.goto(origin);
  await reader.getByRole("heading", { name: "Welkom bij Kompaan", level: 1 }).waitFor();
  await reader.goto(`${origin}/mensen`);
  assert.equal(await reader.getByRole("heading", { level: 1 }).count(), 0);
  await reader.context().close();
});
