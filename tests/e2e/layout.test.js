// Long names, paper, and forced colours: nothing falls off the page, and nothing that is pressed is printed.
import assert from "node:assert/strict";
import { heading, stage } from "../support/journey.js";
import { signIn, token } from "../support/kompaan.js";
import { beyond } from "../support/pages.js";

const { journey } = stage();
const ADMINISTRATOR = "beheerder.wsd";
/** Without a space, and as long as a name may be. */
const LONG = "Samenwerkingsverbandarbeidsmarktregio".repeat(6).slice(0, 120);

const call = async (origin, path, options = {}) => {
  const answer = await fetch(`${origin}/api/v1/${path}`, { ...options, headers: { authorization: `Bearer ${await token(origin, ADMINISTRATOR)}`, "content-type": "application/json", ...options.headers } });
  const body = await answer.json();
  assert.ok(answer.ok, `${path}: ${JSON.stringify(body)}`);
  return body;
};
const rename = async (origin, path, id, field) => {
  const now = await fetch(`${origin}/api/v1/${path}/${id}`, { headers: { authorization: `Bearer ${await token(origin, ADMINISTRATOR)}` } });
  await call(origin, `${path}/${id}`, { method: "PATCH", headers: { "if-match": now.headers.get("etag"), "content-type": "application/merge-patch+json" }, body: JSON.stringify({ [field]: LONG }) });
};

const quiet = (page) => page.waitForFunction(() => window.pending === 0 && !document.querySelector(".kompaan-skeleton"));

journey("long names break rather than making the page wider", async (page, origin) => {
  const first = async (path) => (await call(origin, path)).items[0];
  const plan = await first("local-plans?q=nuenen");
  const subProject = await first(`sub-projects?localPlanId=${plan.id}`);
  const milestone = await first(`milestones?localPlanId=${plan.id}`);
  const me = await first("people?q=beheerder");
  await rename(origin, "local-plans", plan.id, "title");
  await rename(origin, "sub-projects", subProject.id, "name");
  await rename(origin, "milestones", milestone.id, "title");
  await rename(origin, "people", me.id, "name");
  await page.goto(`${origin}/inloggen`);
  await page.getByLabel("E-mailadres").fill(`${ADMINISTRATOR}@demo.example`);
  await page.getByLabel("Wachtwoord").fill("samen-sterk-in-de-regio");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await heading(page, /^Dag /).waitFor();
  const found = [];
  for (const path of [
    "/", `/lokale-plannen/${plan.id}`, ...["tabel", "tijdlijn", "bord", "cijfers", "geld", "geschiedenis"].map((tab) => `/lokale-plannen/${plan.id}?tab=${tab}`), `/lokale-plannen/${plan.id}/a4`, `/lokale-plannen/${plan.id}/wijzigen`,
    `/deelprojecten/${subProject.id}`, `/deelprojecten/${subProject.id}?tab=mijlpalen`, `/deelprojecten/${subProject.id}/a4`, `/deelprojecten/${subProject.id}/nieuwe-taak`, `/mijlpalen/${milestone.id}`, `/zoeken?q=${LONG.slice(0, 30)}`, "/mensen", "/regio", "/logboek", "/koers",
  ]) {
    await page.goto(origin + path);
    await page.locator("h1").waitFor();
    await quiet(page);
    for (const width of [320, 390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await beyond(page);
      if (wider > 0) found.push(`${width} ${path}: ${wider}`);
    }
  }
  assert.deepEqual(found, []);
});

journey("on paper tables fit, and nothing stands there to press", async (page, origin) => {
  await signIn(page, origin, ADMINISTRATOR);
  const first = async (path) => (await call(origin, path)).items[0].id;
  const addresses = ["/regio", `/lokale-plannen/${await first("local-plans?q=oirschot")}`, `/cijfers/${await first("sub-project-indicators")}`, `/deelprojecten/${await first("sub-projects?q=dagbesteding")}`, "/koers", "/logboek"];
  // A4 within its margins of 14 mm, at 96 pixels to the inch.
  await page.setViewportSize({ width: 688, height: 1017 });
  await page.emulateMedia({ media: "print" });
  for (const path of addresses) {
    await page.goto(origin + path);
    await page.locator("h1").waitFor();
    await quiet(page);
    assert.equal(await beyond(page), 0, path);
    const pressed = await page.locator("button:visible:not(.kompaan-table__sort), summary:visible, input:visible, select:visible").allTextContents();
    assert.deepEqual(pressed, [], path);
  }
});

journey("names stay whole on the board, and where one is can be seen in forced colours", async (page, origin) => {
  await signIn(page, origin, ADMINISTRATOR);
  const plan = (await call(origin, "local-plans?q=oirschot")).items[0].id;
  for (const width of [390, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${origin}/lokale-plannen/${plan}?tab=bord`);
    await page.locator(".kompaan-board__card").first().waitFor();
    await quiet(page);
    // A word of a card that stands on two lines was cut.
    const cut = await page.evaluate(() => {
      const found = [];
      const texts = document.createTreeWalker(document.querySelector(".kompaan-board"), NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const word of text.data.matchAll(/\p{L}+/gu)) {
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1 && word[0].length < 20) found.push(word[0]);
        }
      }
      return found;
    });
    assert.deepEqual(cut, [], `${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(`${origin}/lokale-plannen`);
  await heading(page, "Lokale plannen").waitFor();
  const borders = await page.evaluate(() => [...document.querySelectorAll(".kompaan-nav__link")].map((link) => getComputedStyle(link).borderBlockEndColor));
  assert.equal(new Set(borders).size, 2, `the current item differs: ${borders}`);
});

journey("the guide's links, a day in the log, a long search word, a warning that is no good news", async (page, origin) => {
  await signIn(page, origin, ADMINISTRATOR);
  await page.goto(`${origin}/handleiding?tab=plannen`);
  await page.getByRole("link", { name: "Voor trekkers van deelprojecten" }).last().click();
  await page.getByRole("heading", { level: 2, name: "Voor trekkers van deelprojecten" }).waitFor();
  assert.equal(await page.locator("main [lang=nl]").count(), 1);
  await page.goto(`${origin}/logboek`);
  await page.locator("table").waitFor();
  await quiet(page);
  assert.equal(await page.locator("table").getByText(/\(\d{4}-\d\d-\d\d\)/).count(), 0);
  await page.goto(`${origin}/zoeken?q=${"a".repeat(3000)}`);
  await page.getByText("Uw zoekwoord is te lang.").waitFor();
  assert.equal(await page.locator("h1").count(), 1);
  await page.goto(`${origin}/communities/nieuw`);
  await page.locator("#name").fill("Half af");
  const menu = page.getByRole("navigation", { name: "Hoofdnavigatie" });
  await menu.getByRole("link", { name: "Mensen" }).click();
  const notice = page.locator(".kompaan-notice");
  await notice.getByText("Wat u typte, is nog niet opgeslagen.").waitFor();
  assert.match(await notice.getAttribute("class"), /utrecht-alert--warning/);
  await menu.getByRole("link", { name: "Organisaties" }).click();
  await heading(page, "Organisaties").waitFor();
  await notice.waitFor({ state: "detached" });
  await menu.getByRole("link", { name: "Community's" }).click();
  await page.goto(`${origin}/communities/nieuw`);
  assert.equal(await page.locator("#name").inputValue(), "Half af");
  await menu.getByRole("link", { name: "Mensen" }).click();
  await notice.getByRole("link", { name: "Ga verder in het formulier" }).click();
  await heading(page, "Nieuwe community").waitFor();
  assert.equal(await page.locator("#name").inputValue(), "Half af");
});
