// Pictures of all pages for people to look at, with a page that shows them together: node screenshots.js FOLDER
// `node screenshots.js --guide` renews the pictures of the user guide and the README instead.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openPage, signIn, startBrowser, startServer } from "./support/kompaan.js";
import { allPages, visit } from "./support/pages.js";

const root = resolve(import.meta.dirname, "..");
const guide = process.argv[2] === "--guide";
const folder = guide ? root : (process.argv[2] ?? "screenshots");
/** Picture in the user guide and the README, by page. */
const KEPT = { start: ["docs/handleiding/beeld/start.png", "docs/images/start.png"], plan: ["docs/handleiding/beeld/plan.png", "docs/images/local-plan.png"], deelproject: ["docs/handleiding/beeld/deelproject.png", "docs/images/sub-project.png"], "deelproject-voortgang": ["docs/handleiding/beeld/voortgang.png"], regio: ["docs/handleiding/beeld/regio.png"], mijlpalen: ["docs/handleiding/beeld/mijlpalen.png"], cijfer: ["docs/handleiding/beeld/cijfer.png"], koers: ["docs/handleiding/beeld/koers.png"], documenten: ["docs/handleiding/beeld/documenten.png"], "deelproject-poort-fouten": ["docs/handleiding/beeld/poort.png"], communities: ["docs/images/communities.png"] };
mkdirSync(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
const shots = [];
try {
  const pages = (await allPages(server.origin)).sort((a, b) => (a.who ?? "").localeCompare(b.who ?? ""));
  const looks = guide ? [["desk", 1280, "light"]] : [["desk", 1440, "light"], ["desk-dark", 1440, "dark"], ["phone", 390, "light"], ["phone-dark", 390, "dark"]];
  for (const [look, width, colorScheme] of looks) {
    let page;
    let who;
    for (const one of pages.filter((one) => !guide || KEPT[one.name])) {
      if (page === undefined || one.who !== who) {
        await page?.context().close();
        page = await openPage(browser, { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme, reducedMotion: "reduce" });
        if (one.who) await signIn(page, server.origin, one.who);
        who = one.who;
      }
      await visit(page, server.origin, one);
      const files = guide ? KEPT[one.name] : [`${one.name}-${look}.png`];
      for (const file of files) {
        mkdirSync(join(folder, file, ".."), { recursive: true });
        await page.screenshot({ path: join(folder, file), fullPage: !guide });
        shots.push(file);
      }
      await page.evaluate(() => sessionStorage.clear());
    }
    if (page.problems.length > 0) throw new Error(page.problems.join("\n"));
    await page.context().close();
  }
  if (!guide) {
    const figures = shots.map((shot) => `<figure><img src="${shot}" loading="lazy" width="340"><figcaption>${shot}</figcaption></figure>`);
    writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Kompaan</title><style>body{display:flex;flex-wrap:wrap;gap:1rem}</style>${figures.join("\n")}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
