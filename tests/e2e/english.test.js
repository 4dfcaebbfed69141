// The main jobs in English, in a real browser.
import assert from "node:assert/strict";
import { choosePerson, heading, stage } from "../support/journey.js";
import { PASSWORD } from "../support/kompaan.js";

const { journey } = stage();

/** Signs in on the page in English, as somebody whose language that becomes. */
async function signIn(page, origin, account, name) {
  await page.goto(`${origin}/inloggen`);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByLabel("E-mail address").fill(`${account}@demo.example`);
  await page.getByLabel("Password").fill("not the right one");
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").getByText("do not belong together").waitFor();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await heading(page, `Hello ${name}`).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
}

journey("joining a community, making one, deleting it and bringing it back", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.vught", "Demo Beleidsadviseur Vught");
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Communities" }).click();
  await page.getByRole("main").getByLabel("Search by name").fill("tuinen");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await page.getByText("1 community", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Werkplaats Blije Tuinen" }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("You are a member of this community now.").waitFor();
  await page.getByRole("button", { name: "Leave the community" }).click();
  await page.getByRole("button", { name: "Yes, leave the community" }).click();
  await page.getByText("4 members").waitFor();

  await page.goto(`${origin}/communities`);
  await page.getByRole("link", { name: "New community" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Language at work");
  await page.getByRole("button", { name: "Next step" }).click();
  await page.getByRole("button", { name: "Create the community" }).click();
  await heading(page, "Language at work").waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Yes, delete" }).click();
  await page.getByText("Language at work was deleted.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Language at work was restored.").waitFor();
});

journey("a plan with a sub-project: made, moved, adopted, and found again", async (page, origin) => {
  await signIn(page, origin, "beleidsadviseur.best", "Demo Beleidsadviseur Best");
  await page.goto(`${origin}/lokale-plannen`);
  await page.getByRole("link", { name: "New local plan" }).click();
  await page.getByRole("button", { name: "Create the plan" }).click();
  await page.getByRole("alert").getByText("Title: Fill this in.").waitFor();
  await page.getByLabel("Title").fill("Local plan Best 2028-2030");
  await page.getByLabel("First day").fill("2028-01-01");
  await page.getByLabel("Last day").fill("2030-12-31");
  await page.getByRole("button", { name: "Create the plan" }).click();
  await page.getByText("1 January 2028 to 31 December 2030").waitFor();
  await page.getByRole("link", { name: "New sub-project" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Quick start South");
  await choosePerson(page, "For the municipality", "Demo Consulent Best");
  await page.getByRole("button", { name: "Create the sub-project" }).click();
  await heading(page, "Quick start South").waitFor();
  await page.getByRole("link", { name: "Change phase" }).click();
  await page.getByLabel("Which phase does this sub-project enter?").selectOption({ label: "Stopped" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("Why? Fill this in.").waitFor();
  await page.getByLabel("Which phase does this sub-project enter?").selectOption({ label: "Pilot" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The phase is now: pilot.").waitFor();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Places").fill("Library");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page.locator("dt", { hasText: "Places" }).waitFor();
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Local plan Best 2028-2030" }).click();
  await page.getByRole("link", { name: "Adopt" }).click();
  await page.getByLabel("Adopted by").fill("Municipal executive of Best");
  await page.getByRole("button", { name: "Adopt" }).click();
  await page.getByText("by Municipal executive of Best").waitFor();
  await page.getByRole("banner").getByLabel("Search by name").fill("quick");
  await page.getByRole("banner").getByRole("button", { name: "Search" }).click();
  await page.getByRole("main").getByRole("link", { name: "Quick start South" }).waitFor();
});
