// Every form with what people really type and paste, and with what nobody should: a refusal keeps what was typed, and nothing runs.
import assert from "node:assert/strict";
import { stage } from "../support/journey.js";
import { signIn } from "../support/kompaan.js";
import { allPages, settled } from "../support/pages.js";

const place = stage();
let pages;

/** What is typed in every field for text. */
const odd = {
  "nothing but spaces": " \u00a0 ",
  "emoji": "👩🏽‍🌾🏳️‍🌈 Tuinen 🌷",
  "right to left": "مرحبا بالعالم \u202eabc\u202c en verder",
  "a script": "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 1\">[klik](javascript:window.hacked=1)",
  "pasted from Word": "“Aanpak”\u00a0– stap\u2011voor\u2011stap\u00a0…\u200b\u2028volgende\tregel",
  "a number of a resident": "Deelnemer 111222333 doet mee",
  "too long": "lang ".repeat(5000),
};

/** The forms, by their name in tests/support/pages.js. Making a community has the fields of changing one, in two steps. */
const forms = [
  "community-wijzigen-fouten", "plan-nieuw-fouten", "deelproject-nieuw-fouten", "deelproject-wijzigen", "deelproject-fase-fouten", "voortgang-nieuw-fouten",
  "mijn-profiel-wijzigen", "persoon-nieuw-fouten", "organisatie-nieuw-fouten", "koppeling-nieuw-fouten", "thema-samenvoegen", "mijlpaal-nieuw-fouten", "draagkracht-fouten",
];

const typed = "main form:not([role=search]) :is(textarea, input[type=text], input[type=email], input[type=url]):visible";

for (const name of forms) {
  place.journey(`odd input: ${name}`, async (page, origin) => {
    // Once, as later these forms have changed the names by which it finds its pages.
    pages ??= await allPages(origin);
    const form = pages.find((one) => one.name === name);
    assert.ok(form, `tests/support/pages.js has no ${name}`);
    page.on("dialog", (dialog) => (dialog.type() === "beforeunload" ? dialog.accept() : assert.fail(`${name}: ${dialog.message()}`)));
    await signIn(page, origin, form.who);
    const refusals = [];
    for (const [what, text] of Object.entries(odd)) {
      await page.goto(origin + form.path);
      const submit = page.locator("main form:not([role=search]) button[type=submit]").first();
      await submit.waitFor();
      // Some fields stand for what is read first.
      await settled(page);
      let fields = await page.locator(typed).all();
      assert.ok(fields.length > 0, `${name} has no field for text`);
      // What is typed may ask for more.
      for (let count = 0; count !== fields.length; fields = await page.locator(typed).all()) {
        count = fields.length;
        for (const field of fields) await field.fill(text);
      }
      const before = await Promise.all(fields.map((field) => field.inputValue()));
      const address = page.url();
      await submit.click();
      // Either refused, with a summary, or accepted: another page, the next step, or a notice.
      const refused = page.locator("#fouten");
      await Promise.race([
        refused.waitFor(),
        page.waitForURL((url) => url.href !== address),
        page.locator(".kompaan-notice").first().waitFor(),
        page.waitForFunction((count) => document.querySelectorAll("main form:not([role=search]) :is(textarea, input[type=text])").length !== count, fields.length),
      ]);
      if (await refused.isVisible()) {
        refusals.push(what);
        const after = await Promise.all((await page.locator(typed).all()).map((field) => field.inputValue()));
        assert.deepEqual(after, before, `${name}: ${what} is still there after the refusal`);
        assert.ok((await refused.getByRole("link").count()) > 0, `${name}: ${what} names what is wrong`);
      }
      assert.equal(await page.evaluate(() => window.hacked), undefined, `${name}: ${what} ran`);
      await page.evaluate(() => sessionStorage.clear());
    }
    assert.ok(refusals.includes("too long"), `${name} refuses what is too long; it refused ${refusals}`);
  });
}
