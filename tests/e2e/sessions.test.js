// What becomes of somebody's work when their session ends, when an answer is lost, and for whom a page is.
import assert from "node:assert/strict";
import { heading, stage } from "../support/journey.js";
import { PASSWORD, signIn, token } from "../support/kompaan.js";

const place = stage();
const { journey } = place;
const LEAD = "beleidsadviseur.oirschot";

const call = async (origin, account, path, options = {}) => {
  const answer = await fetch(`${origin}/api/v1/${path}`, { ...options, headers: { authorization: `Bearer ${await token(origin, account)}`, "content-type": "application/json", ...options.headers } });
  return answer.status === 204 ? null : answer.json();
};
const idOf = async (origin, account, path) => (await call(origin, account, path)).items[0].id;

/** A form of each kind that a lead fills in: address, and the field that is typed in. */
const newTask = async (origin) => ({ path: `/deelprojecten/${await idOf(origin, LEAD, "sub-projects?q=kansen")}/nieuwe-taak`, field: "#title", button: "main form button[type=submit]" });

/** Ends all sessions of somebody, as an administrator or the end of its time does. */
const endSessions = (origin, account) => call(origin, account, "me/sessions", { method: "DELETE" });

const fillSignIn = async (page, account) => {
  await page.getByLabel("E-mailadres").fill(`${account}@demo.example`);
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
};
const banner = (page) => page.getByRole("banner");
const link = (page) => banner(page).getByRole("link", { name: "Inloggen", exact: true });
const tasks = async (origin, title) => (await call(origin, LEAD, `tasks?q=${encodeURIComponent(title)}`)).items.filter((task) => task.title === title).length;
const stays = (page) => page.on("dialog", (dialog) => dialog.accept());

journey("a session that ends while somebody types: they sign in by the message, and everything is still there", async (page, origin) => {
  stays(page);
  await signIn(page, origin, LEAD);
  const { path, field, button } = await newTask(origin);
  await page.goto(origin + path);
  await page.locator(field).fill("Nog niet opgeslagen");
  await endSessions(origin, LEAD);
  await page.locator(button).click();
  await page.getByRole("alert").getByRole("link", { name: "Inloggen", exact: true }).waitFor();
  await link(page).waitFor();
  assert.equal(await banner(page).getByText("Demo Beleidsadviseur Oirschot").count(), 0, "the head says that nobody is signed in");
  assert.equal(await page.locator(field).inputValue(), "Nog niet opgeslagen");
  await page.getByRole("alert").getByRole("link", { name: "Inloggen", exact: true }).click();
  await heading(page, "Inloggen").waitFor();
  await fillSignIn(page, LEAD);
  await page.locator(field).waitFor();
  assert.equal(new URL(page.url()).pathname, path);
  assert.equal(await page.locator(field).inputValue(), "Nog niet opgeslagen");
  await page.locator(button).click();
  await heading(page, "Nog niet opgeslagen").waitFor();
  assert.equal(await tasks(origin, "Nog niet opgeslagen"), 1);
});

journey("reloading after the end of a session keeps what was typed, for the same person only", async (page, origin) => {
  stays(page);
  await signIn(page, origin, LEAD);
  const { path, field } = await newTask(origin);
  await page.goto(origin + path);
  await page.locator(field).fill("Van Oirschot");
  await endSessions(origin, LEAD);
  await page.reload();
  await page.getByText("Uw sessie is verlopen. Log opnieuw in.").waitFor();
  await fillSignIn(page, LEAD);
  await page.locator(field).waitFor();
  assert.equal(await page.locator(field).inputValue(), "Van Oirschot");
  await endSessions(origin, LEAD);
  await page.reload();
  await page.getByText("Uw sessie is verlopen. Log opnieuw in.").waitFor();
  await fillSignIn(page, "beheerder.wsd");
  await page.locator(field).waitFor();
  assert.equal(await page.locator(field).inputValue(), "");
  assert.ok(!(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes("Van Oirschot"), "nothing of it is left");
});

journey("signing out and in in another window counts here at once", async (page, origin) => {
  await signIn(page, origin, LEAD);
  const { path, field, button } = await newTask(origin);
  await page.goto(origin + path);
  await page.locator(field).fill("In twee vensters");
  const other = await page.context().newPage();
  await other.goto(origin);
  await other.getByRole("button", { name: "Demo Beleidsadviseur Oirschot" }).click();
  await other.getByRole("button", { name: "Uitloggen" }).click();
  await other.getByText("U bent uitgelogd.").waitFor();
  await link(page).waitFor();
  await page.locator(button).click();
  await page.getByRole("alert").getByRole("link", { name: "Inloggen", exact: true }).waitFor();
  await signIn(other, origin, LEAD);
  await banner(page).getByText("Demo Beleidsadviseur Oirschot").waitFor();
  assert.equal(await page.locator(field).inputValue(), "In twee vensters");
  await page.locator(button).click();
  await heading(page, "In twee vensters").waitFor();
  assert.equal(await tasks(origin, "In twee vensters"), 1);

  // Without something unsaved nothing of the person stays.
  await page.goto(`${origin}/mensen`);
  await heading(page, "Mensen").waitFor();
  await other.goto(origin);
  await other.getByRole("button", { name: "Demo Beleidsadviseur Oirschot" }).click();
  await other.getByRole("button", { name: "Uitloggen" }).click();
  await heading(page, "Inloggen").waitFor();
  assert.equal(await page.getByText("Demo Beleidsadviseur Oirschot").count(), 0);
});

journey("a choice of phase survives the end of a session too", async (page, origin) => {
  stays(page);
  await signIn(page, origin, LEAD);
  const id = await idOf(origin, LEAD, "sub-projects?q=dagbesteding");
  await page.goto(`${origin}/deelprojecten/${id}/fase`);
  await page.getByLabel("Naar welke fase gaat dit deelproject?").selectOption({ label: "Gestopt" });
  await page.getByLabel("Wat heeft het gekost?").fill("0");
  await page.getByLabel("Wat moet er anders zijn om het wel te doen?").fill("Een eigen plek.");
  await page.getByLabel("Waarom?").fill("Het lukt niet");
  assert.match(await page.title(), /^Fase wijzigen: Dagbesteding dichtbij/);
  await endSessions(origin, LEAD);
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Inloggen", exact: true }).click();
  await fillSignIn(page, LEAD);
  await page.getByLabel("Waarom?").waitFor();
  assert.equal(await page.getByLabel("Waarom?").inputValue(), "Het lukt niet");
});

/** Lets the next POST to this path reach the server, and loses the answer. */
const loseAnswer = async (page, path) => {
  let lost = 0;
  await page.route(`**/api/v1/${path}`, async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
};

journey("an answer that is lost makes nothing twice", async (page, origin) => {
  await signIn(page, origin, LEAD);
  const { path, field, button } = await newTask(origin);
  await loseAnswer(page, "tasks");
  await page.goto(origin + path);
  await page.locator(field).fill("Maar een keer");
  await page.locator(button).click();
  await page.getByRole("alert").getByText("Er is geen verbinding.").waitFor();
  await page.locator(button).click();
  await heading(page, "Maar een keer").waitFor();
  assert.equal(await tasks(origin, "Maar een keer"), 1);
});

journey("nor when it was changed, or the page reloaded, before sending it again", async (page, origin) => {
  stays(page);
  await signIn(page, origin, LEAD);
  const { path, field, button } = await newTask(origin);
  await loseAnswer(page, "tasks");
  await page.goto(origin + path);
  await page.locator(field).fill("Eerste versie");
  await page.locator(button).click();
  await page.getByRole("alert").getByText("Er is geen verbinding.").waitFor();
  await page.reload();
  await page.locator(field).fill("Tweede versie");
  await page.locator(button).click();
  await heading(page, "Tweede versie").waitFor();
  assert.equal(await tasks(origin, "Eerste versie"), 0);
  assert.equal(await tasks(origin, "Tweede versie"), 1);
  // The next one is another.
  await page.goto(origin + path);
  await page.locator(field).fill("Derde taak");
  await page.locator(button).click();
  await heading(page, "Derde taak").waitFor();
  assert.equal(await tasks(origin, "Tweede versie"), 1);
});

journey("nor for a report, a plan and a community; a change that arrived is no conflict with oneself", async (page, origin) => {
  stays(page);
  await signIn(page, origin, LEAD);
  const id = await idOf(origin, LEAD, "sub-projects?q=kansen");
  await loseAnswer(page, "reports");
  await page.goto(`${origin}/deelprojecten/${id}/nieuw-voortgangsbericht`);
  await page.getByLabel("Titel").fill("Een bericht");
  for (const light of ["Tijd", "Geld", "Resultaat"]) await page.getByLabel(light, { exact: true }).selectOption({ label: "Goed" });
  const send = page.locator("main form button[type=submit]");
  await send.click();
  await page.getByRole("alert").getByText("Er is geen verbinding.").waitFor();
  await send.click();
  await heading(page, "Een bericht").waitFor();
  assert.equal((await call(origin, LEAD, `progress-updates?subProjectId=${id}&pageSize=100`)).items.filter((one) => one.title === "Een bericht").length, 1);

  const plan = await idOf(origin, LEAD, "local-plans?q=oirschot");
  let lost = 0;
  await page.route(`**/api/v1/local-plans/${plan}`, async (route) => {
    if (route.request().method() !== "PUT" || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await page.goto(`${origin}/lokale-plannen/${plan}/wijzigen`);
  await page.locator("#ambition").fill("Een nieuwe ambitie");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Er is geen verbinding.").waitFor();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Opgeslagen.").waitFor();
});

journey("signing in from the head leads back to where one was, with title and focus", async (page, origin) => {
  await page.goto(`${origin}/lokale-plannen?status=concept`);
  await heading(page, "Lokale plannen").waitFor();
  await link(page).click();
  await heading(page, "Inloggen").waitFor();
  await fillSignIn(page, LEAD);
  await heading(page, "Lokale plannen").waitFor();
  assert.equal(new URL(page.url()).search, "?status=concept");
  // The address of another site leads nowhere but in.
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${origin}/inloggen?naar=${encodeURIComponent("//voorbeeld.nl/regio")}`);
  await fillSignIn(page, LEAD);
  await heading(page, /^Dag /).waitFor();
  assert.equal(page.url(), `${origin}/`);

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${origin}/regio`);
  await heading(page, "Inloggen").waitFor();
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.getByRole("button", { name: "Afdrukken" }).count(), 0);
  await fillSignIn(page, LEAD);
  await heading(page, "Regio").waitFor();
  assert.equal(await page.title(), "Regio - Kompaan");
  assert.equal(await page.evaluate(() => document.activeElement.id), "titel");
});

/** The forms and the pages of administration. */
const forms = async (origin) => {
  const [plan, subProject, person, community, goal, course, figure, organisation] = await Promise.all(
    ["local-plans?q=nuenen", "sub-projects?q=aanzet", "people?q=wethouder", "communities?q=blije", "strategic-goals", "strategic-courses", "sub-project-indicators?q=deelnemers%20aan%20kansen", "organisations?q=nuenen"].map((path) => idOf(origin, "beheerder.wsd", path)),
  );
  const parts = ["wijzigen", "fase", "nieuwe-taak", "nieuw-risico", "nieuw-document", "nieuwe-begrotingsregel", "nieuw-cijfer", "nieuwe-mijlpaal", "nieuw-voortgangsbericht"];
  return [
    "/lokale-plannen/nieuw", `/lokale-plannen/${plan}/wijzigen`, `/lokale-plannen/${plan}/status`, `/lokale-plannen/${plan}/nieuw-deelproject`,
    ...parts.map((part) => `/deelprojecten/${subProject}/${part}`),
    `/cijfers/${figure}/wijzigen`, `/cijfers/${figure}/nieuwe-meting`,
    `/communities/${community}/wijzigen`, "/mensen/nieuw", `/mensen/${person}/wijzigen`, `/mensen/${person}/wachtwoord`, "/organisaties/nieuw", `/organisaties/${organisation}/wijzigen`, `/organisaties/${organisation}/draagkracht`,
    "/koers/nieuw", `/koers/${course}/wijzigen`, `/koers/${course}/nieuw-doel`, `/doelen/${goal}/wijzigen`, `/doelen/${goal}/beoordelen`, "/indicatoren/nieuw",
    "/beheer", "/beheer/themas", "/beheer/themas/nieuw", "/beheer/verwijderd", "/beheer/mail", "/beheer/vergeten", "/beheer/koppelingen", "/beheer/koppelingen/nieuw", "/logboek", "/opvolging",
  ];
};

journey("a form is not shown to who may not send it", async (page, origin) => {
  const addresses = await forms(origin);
  for (const path of ["/communities/nieuw", ...addresses]) {
    await page.goto(origin + path);
    await heading(page, "Inloggen").waitFor();
    assert.equal(await page.locator("h1").count(), 1, path);
    assert.equal(await page.locator("main form").count(), 1, `${path}: only the form to sign in`);
    assert.equal(await page.getByText("verlopen").count(), 0, `${path}: nothing ended for a stranger`);
  }
  await signIn(page, origin, "consulent.vught");
  for (const path of addresses) {
    await page.goto(origin + path);
    await page.locator("h1").waitFor();
    const own = path === "/lokale-plannen/nieuw";
    if (own) continue;
    await heading(page, "Deze pagina is niet voor u").waitFor();
    assert.equal(await page.locator("h1").count(), 1, path);
    assert.equal(await page.locator("main form, main button").count(), 0, `${path}: nothing to send or to try again`);
    assert.equal(await page.title(), "Deze pagina is niet voor u - Kompaan", path);
  }
});


journey("closing the question about deleting leads back to its button; so do Back, Escape and signing out lead somewhere", async (page, origin) => {
  await signIn(page, origin, LEAD);
  const id = await idOf(origin, LEAD, "sub-projects?q=kansen");
  await page.goto(`${origin}/deelprojecten/${id}`);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  for (const close of [() => page.keyboard.press("Escape"), () => page.getByRole("button", { name: "Annuleren" }).click()]) {
    await page.getByRole("button", { name: "Verwijderen" }).click();
    await page.getByRole("button", { name: "Ja, verwijder" }).waitFor();
    await close();
    await page.getByRole("button", { name: "Verwijderen" }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent.trim() === "Verwijderen");
    assert.equal(await focused(), "Verwijderen");
  }
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).getByRole("link", { name: "Mensen" }).click();
  await heading(page, "Mensen").waitFor();
  await page.goBack();
  await heading(page, "Kansen").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "titel");
  await page.goto(origin);
  await page.getByRole("button", { name: "Demo Beleidsadviseur Oirschot" }).click();
  await page.getByRole("button", { name: "Uitloggen" }).click();
  await heading(page, "Welkom bij Kompaan").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "titel");
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("navigation", { name: "Hoofdnavigatie" }).waitFor({ state: "hidden" });
  assert.equal(await focused(), "Menu");
});

journey("what failed to load is tried again, with the focus on the page", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await page.route("**/api/v1/organisation-loads*", (route) => route.abort());
  await page.goto(`${origin}/regio`);
  await page.getByRole("button", { name: "Probeer opnieuw" }).first().waitFor();
  await page.unroute("**/api/v1/organisation-loads*");
  await page.getByRole("button", { name: "Probeer opnieuw" }).first().click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "titel");
});
