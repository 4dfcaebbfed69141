// A server of its own for a test file: a fresh SQLite database with the demo data, on a free port. KOMPAAN_TEST_DATABASE names an empty database to use
// instead; KOMPAAN_TEST_DEMO names a folder with the demo data, loaded once, to copy.
import { spawn, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const program = process.env.KOMPAAN_TEST_SERVER ?? join(root, "target/debug/kompaan");
const web = process.env.KOMPAAN_TEST_WEB ?? join(root, "frontend/dist");
export const PASSWORD = "samen-sterk-in-de-regio";

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a server; `settings` are environment variables, or a function from the port to those. */
export async function startServer(settings = {}) {
  if (!existsSync(program)) throw new Error(`no server at ${program}; run: cargo xtask test`);
  const folder = mkdtempSync(join(tmpdir(), "kompaan-e2e-"));
  const port = await freePort();
  const environment = {
    ...process.env,
    KOMPAAN__SERVER__PORT: String(port),
    KOMPAAN__SERVER__WEB_FOLDER: web,
    KOMPAAN__DATABASE__URL: process.env.KOMPAAN_TEST_DATABASE ?? `sqlite:${folder}/kompaan.db?mode=rwc`,
    KOMPAAN__AUTH__KEY_FILE: `${folder}/kompaan.key`,
    KOMPAAN__FILES__FOLDER: `${folder}/files`,
    KOMPAAN__LIMITS__REQUESTS_PER_MINUTE: "0",
    KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE: "0",
    KOMPAAN__LOG__LEVEL: "warn",
    ...(typeof settings === "function" ? await settings(port) : settings),
  };
  if (process.env.KOMPAAN_TEST_DEMO && !process.env.KOMPAAN_TEST_DATABASE) {
    cpSync(process.env.KOMPAAN_TEST_DEMO, folder, { recursive: true });
  } else {
    execFileSync(program, ["demo"], { cwd: folder, env: environment });
  }
  const server = spawn(program, ["serve"], { cwd: folder, env: environment, stdio: ["ignore", "inherit", "inherit"] });
  const origin = `http://localhost:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(`${origin}/healthz`).catch(() => null);
    if (answer?.ok) break;
    if (attempt > 200) throw new Error("the server does not answer");
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    origin,
    stop: async () => {
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startBrowser() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!executablePath) throw new Error("no Chromium; install it with: sudo apt-get install chromium");
  return chromium.launch({
    executablePath,
    // The program is compiled once, quickly: a page of a test does not live long enough for the compiler that makes it fast.
    args: ["--js-flags=--liftoff-only", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page that fails the test on any error in its console. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "nl-NL", timezoneId: "Europe/Amsterdam", ...options });
  // Counts what is on its way, so that a test can wait for it without guessing how long.
  await context.addInitScript(() => {
    window.pending = 0;
    const fetch = window.fetch.bind(window);
    window.fetch = (...request) => {
      window.pending += 1;
      return fetch(...request).finally(() => (window.pending -= 1));
    };
  });
  const page = await context.newPage();
  // Where a journey is made by keyboard alone, this is still the page with a mouse.
  page.pointer = page;
  // What the server sends can be read before the app runs, and its links lead to other pages: a journey goes on when the app has taken its place.
  for (const way of ["goto", "reload"]) {
    const go = page[way].bind(page);
    page[way] = async (...where) => {
      const answer = await go(...where);
      await page.locator("body:not(:has([data-starting]))").waitFor({ state: "attached" });
      return answer;
    };
  }
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    // The browser reports an answer with an error status itself; what matters is what the page says of it.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) page.problems.push(message.text());
  });
  return page;
}

/** Signs in with a demo account. */
export async function signIn(page, origin, account) {
  await page.goto(`${origin}/inloggen`);
  await page.getByLabel("E-mailadres").fill(`${account}@demo.example`);
  await page.getByLabel("Wachtwoord").fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /^Dag / }).waitFor();
}

/** The access token of a demo account, for what a test does beside the browser. */
export async function token(origin, account) {
  const answer = await fetch(`${origin}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${account}@demo.example`, password: PASSWORD }),
  });
  return (await answer.json()).accessToken;
}
