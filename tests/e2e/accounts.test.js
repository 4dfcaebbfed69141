// Accounts as people meet them: invitation, forgotten password, two steps, roles, sessions.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { heading, stage } from "../support/journey.js";
import { signIn, token } from "../support/kompaan.js";

const place = stage();
const STRONG = "vier groene fietsen bij de sluis";

/** The link in the latest mail to somebody, once it is there. */
async function linkTo(origin, recipient) {
  const headers = { authorization: `Bearer ${await token(origin, "beheerder.wsd")}` };
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const { items } = await (await fetch(`${origin}/api/v1/mails`, { headers })).json();
    const mail = items.find((item) => item.recipient === recipient && item.sentAt);
    if (mail) return mail.text.match(/#(\S+)/)[1];
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`no mail to ${recipient}`);
}

/** The code that an app shows for a secret in base32 (RFC 6238). */
function codeOf(secret, steps = 0) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

place.journey("a coordinator invites a colleague, who chooses a password and signs in", async (page, origin) => {
  await signIn(page, origin, "teammanager.dommelvallei");
  await page.goto(`${origin}/mensen/nieuw`);
  await page.getByLabel("Naam", { exact: true }).fill("Demo Klantmanager Dommelvallei");
  await page.getByLabel("E-mailadres", { exact: true }).fill("klantmanager@voorbeeld.example");
  await page.getByRole("button", { name: "Maak het account" }).click();
  await heading(page, "Demo Klantmanager Dommelvallei").waitFor();
  await page.getByText("de uitnodiging is verstuurd").waitFor();
  await page.getByText("Nog niet ingelogd").waitFor();
  const link = await linkTo(origin, "klantmanager@voorbeeld.example");

  await page.getByRole("button", { name: "Demo Teammanager" }).click();
  await page.getByRole("button", { name: "Uitloggen" }).click();
  await page.goto(`${origin}/account#${link}`);
  await heading(page, "Welkom bij Kompaan, Demo Klantmanager Dommelvallei").waitFor();
  await page.getByLabel("Nieuw wachtwoord").fill("kort");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("Dit is te kort.").waitFor();
  await page.getByLabel("Nieuw wachtwoord").fill("iloveyou1234");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByText("makkelijk te raden").waitFor();
  await page.getByLabel("Nieuw wachtwoord").fill(STRONG);
  await page.getByRole("button", { name: "Opslaan" }).click();
  await heading(page, "Inloggen").waitFor();
  await page.getByLabel("E-mailadres", { exact: true }).fill("klantmanager@voorbeeld.example");
  await page.getByLabel("Wachtwoord").fill(STRONG);
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await heading(page, "Dag Demo Klantmanager Dommelvallei").waitFor();
  await page.goto(`${origin}/account#${link}`);
  await page.getByText("al gebruikt of verlopen").waitFor();
});

place.journey("somebody who forgot the password gets in again", async (page, origin) => {
  await page.goto(`${origin}/inloggen`);
  await page.getByRole("link", { name: "Wachtwoord vergeten?" }).click();
  await heading(page, "Nieuw wachtwoord aanvragen").waitFor();
  await page.getByLabel("E-mailadres").fill("onderzoeker.viaa@demo.example");
  await page.getByRole("button", { name: "Verstuur de mail" }).click();
  await heading(page, "Kijk in uw mail").waitFor();
  const link = await linkTo(origin, "onderzoeker.viaa@demo.example");
  await page.goto(`${origin}/account#${link}`);
  await page.getByLabel("Nieuw wachtwoord").fill(STRONG);
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("U kunt nu inloggen").waitFor();
});

place.journey("signing in with two steps, on a phone", async (page, origin) => {
  await signIn(page, origin, "onderzoeker.movisie");
  await page.goto(`${origin}/mijn-account`);
  await page.getByRole("link", { name: "Stel dit in" }).click();
  await heading(page, "Inloggen in twee stappen").waitFor();
  // The password is asked first; a wrong one is told beside the field.
  await page.getByLabel("Wachtwoord", { exact: true }).fill("niet mijn wachtwoord");
  await page.getByRole("button", { name: "Verder" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Wachtwoord", { exact: true }).fill("samen-sterk-in-de-regio");
  await page.getByRole("button", { name: "Verder" }).click();
  const secret = (await page.locator(".kompaan-secret").textContent()).replaceAll(" ", "");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, -1));
  await page.getByRole("button", { name: "Zet aan" }).click();
  await heading(page, "Bewaar deze herstelcodes").waitFor();
  assert.equal(await page.locator(".kompaan-codes li").count(), 10);
  await page.getByRole("link", { name: "Ik heb ze bewaard" }).click();
  await page.getByText("U hebt nog 10 herstelcodes").waitFor();
  await page.getByRole("button", { name: "Log overal uit" }).click();
  await page.getByRole("button", { name: "Ja, log overal uit" }).click();
  await heading(page, "Inloggen").waitFor();
  await page.getByLabel("E-mailadres").fill("onderzoeker.movisie@demo.example");
  await page.getByLabel("Wachtwoord").fill("samen-sterk-in-de-regio");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.getByText("Uw wachtwoord klopt").waitFor();
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await page.getByRole("alert").getByText("Deze code klopt niet").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("main").getByRole("button", { name: "Inloggen", exact: true }).click();
  await heading(page, "Dag Demo Onderzoeker Movisie").waitFor();
}, { viewport: { width: 390, height: 844 } });

place.journey("somebody adds a passkey of the device, signs in with it, and removes it", async (page, origin) => {
  // A phone that verifies its user at once, as the browser's own tools simulate it.
  const tools = await page.context().newCDPSession(page);
  await tools.send("WebAuthn.enable");
  const { authenticatorId } = await tools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await signIn(page, origin, "consulent.oirschot");
  await page.goto(`${origin}/mijn-account`);
  await page.getByRole("link", { name: "Voeg een passkey toe" }).click();
  await heading(page, "Voeg een passkey toe").waitFor();
  await page.getByLabel("Naam van het apparaat").fill("Telefoon van het werk");
  await page.getByLabel("Wachtwoord", { exact: true }).fill("samen-sterk-in-de-regio");
  await page.getByRole("button", { name: "Voeg een passkey toe" }).click();
  await page.getByText("De passkey Telefoon van het werk is toegevoegd.").waitFor();
  const { credentials } = await tools.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.ok(credentials[0].isResidentCredential, "the device keeps who it is for");

  await page.getByRole("button", { name: "Demo Consulent" }).click();
  await page.getByRole("button", { name: "Uitloggen", exact: true }).click();
  await page.goto(`${origin}/inloggen`);
  await page.getByRole("button", { name: "Inloggen met een passkey" }).click();
  await heading(page, "Dag Demo Consulent Oirschot").waitFor();
  await page.goto(`${origin}/mijn-account`);
  await page.getByText(/laatst gebruikt/).first().waitFor();

  // Somebody changes their mind: told what to do, and nothing is lost.
  await tools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("link", { name: "Voeg een passkey toe" }).click();
  await page.getByLabel("Naam van het apparaat").fill("Nog een");
  await page.getByLabel("Wachtwoord", { exact: true }).fill("samen-sterk-in-de-regio");
  await page.getByRole("button", { name: "Voeg een passkey toe" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Naam van het apparaat").inputValue(), "Nog een");

  await page.goto(`${origin}/mijn-account`);
  await page.getByRole("link", { name: /^Haal weg Telefoon van het werk/ }).click();
  await heading(page, "Haal een passkey weg").waitFor();
  await page.getByLabel("Wachtwoord", { exact: true }).fill("samen-sterk-in-de-regio");
  await page.getByRole("button", { name: "Haal weg" }).click();
  await heading(page, "Inloggen").waitFor();
});

place.journey("an administrator grants a role and takes it back", async (page, origin) => {
  await signIn(page, origin, "beheerder.wsd");
  await page.goto(`${origin}/mensen?q=consulent+vught`);
  await page.getByRole("link", { name: "Demo Consulent Vught" }).click();
  await page.getByRole("link", { name: "Rollen" }).click();
  await heading(page, "Rollen van Demo Consulent Vught").waitFor();
  await page.getByRole("button", { name: /^Geef deze rol ?: Coördinator/ }).click();
  await page.getByText("Demo Consulent Vught heeft nu de rol Coördinator.").waitFor();
  await page.getByRole("button", { name: /^Neem de rol terug ?Coördinator/ }).click();
  await page.getByRole("button", { name: "Ja, neem terug" }).click();
  await page.getByText("Demo Consulent Vught heeft de rol Coördinator niet meer.").waitFor();
});

place.journey("a coordinator lets somebody in no longer, and again", async (page, origin) => {
  await signIn(page, origin, "teammanager.dommelvallei");
  await page.getByRole("button", { name: "Demo Teammanager" }).click();
  await page.getByRole("link", { name: "Mijn organisatie" }).click();
  await page.getByRole("link", { name: /^Mensen/ }).last().click();
  await page.getByRole("link", { name: "Demo Casemanager Dommelvallei" }).click();
  await page.getByRole("button", { name: "Laat niet meer toe" }).click();
  await page.getByRole("button", { name: "Ja, laat niet meer toe" }).click();
  await page.getByText("Doet niet meer mee").waitFor();
  await page.getByRole("button", { name: "Laat weer toe" }).click();
  await page.getByText("kan weer inloggen").waitFor();
});

place.journey("a coordinator connects a system, which then reads people over the API", async (page, origin) => {
  await signIn(page, origin, "teammanager.dommelvallei");
  await page.getByRole("button", { name: "Demo Teammanager" }).click();
  await page.getByRole("link", { name: "Koppelingen" }).click();
  await page.getByRole("link", { name: "Nieuwe koppeling" }).click();
  await page.getByRole("button", { name: "Maak de koppeling" }).click();
  await page.getByRole("alert").getByText("Kies er ten minste één.").waitFor();
  await page.getByLabel("Naam", { exact: true }).fill("Zaaksysteem");
  assert.equal(await page.getByLabel("Lokale plannen en deelprojecten lezen").count(), 0, "plans are given by administrators");
  await page.getByLabel("Mensen lezen").check();
  await page.getByRole("button", { name: "Maak de koppeling" }).click();
  await heading(page, "Zaaksysteem").waitFor();
  const client = await page.locator("dd .kompaan-code").textContent();
  await page.getByRole("button", { name: "Maak een geheim" }).click();
  const secret = await page.getByRole("status").locator(".kompaan-code").textContent();
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: client, client_secret: secret });
  const { access_token: bearer } = await (await fetch(`${origin}/oauth/token`, { method: "POST", body: form })).json();
  const people = await (await fetch(`${origin}/api/v1/people`, { headers: { authorization: `Bearer ${bearer}` } })).json();
  assert.ok(people.items.length > 1);
  await page.reload();
  await page.getByText("Eindigt op").waitFor();
  assert.equal(await page.getByText(secret).count(), 0, "a secret is shown once");
  await page.getByRole("button", { name: /^Laat dit geheim niet meer gelden/ }).click();
  await page.getByRole("button", { name: "Ja, beëindig" }).click();
  await page.getByText("Nog geen geheim.").waitFor();
  assert.equal((await fetch(`${origin}/oauth/token`, { method: "POST", body: form })).status, 401);
});

place.journey("a coordinator appoints who takes over from a colleague who left, and that one contributes no longer but leads", async (page, origin) => {
  await signIn(page, origin, "teammanager.mgd");
  await page.getByRole("link", { name: /Plusdiensten Boxtel heeft een opvolger nodig/ }).click();
  await heading(page, "Opvolging").waitFor();
  await page.getByRole("button", { name: /^Wijs een opvolger aan ?: ?Plusdiensten Boxtel/ }).click();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Wie neemt Plusdiensten Boxtel over?").fill("consulent");
  await page.getByRole("button", { name: /^Demo Consulent MijnGemeenteDichtbij/ }).click();
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Plusdiensten Boxtel heeft weer een trekker.").waitFor();
  await page.getByText("Alles heeft een trekker.").waitFor();
});

place.journey("a contributor writes the aim; the team is not theirs to change", async (page, origin) => {
  await signIn(page, origin, "trajectconsulent.wsd");
  await page.getByRole("link", { name: "Kansen", exact: true }).first().click();
  await heading(page, "Kansen").waitFor();
  await page.getByRole("link", { name: "Wijzigen" }).click();
  await page.getByLabel("Doel (niet verplicht)").fill("Ook wie lang thuis zit, krijgt een nieuw begin.");
  assert.equal(await page.getByLabel("Namens de gemeente").count(), 0, "the team is for the leads");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText("Ook wie lang thuis zit, krijgt een nieuw begin.").waitFor();
});

place.journey("somebody is in it for a while: a member, a contributor and a lead get a last day", async (page, origin) => {
  const next = new Date().getFullYear() + 2;
  await signIn(page, origin, "aanjager.wsd");
  await page.goto(`${origin}/communities`);
  await page.getByRole("link", { name: "De Kenniskompanie" }).first().click();
  await page.getByRole("link", { name: /^Leden/ }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Demo Beleidsadviseur Vught" });
  await row.getByRole("button", { name: /^Laatste dag/ }).click();
  await row.getByLabel("Laatste dag", { exact: true }).fill("2026-01-01");
  await row.getByRole("button", { name: /^Opslaan/ }).click();
  await row.getByRole("alert").getByRole("link", { name: "Laatste dag: Kies een dag na vandaag." }).click();
  assert.equal(await row.getByLabel("Laatste dag", { exact: true }).evaluate((field) => field === document.activeElement), true, "the link leads to the field");
  await row.getByLabel("Laatste dag", { exact: true }).fill(`${next}-03-31`);
  await row.getByRole("button", { name: /^Opslaan/ }).click();
  await page.getByText(`Laatste dag van Demo Beleidsadviseur Vught: 31 maart ${next}.`).waitFor();
  await row.getByText(`tot en met 31 maart ${next}`).waitFor();

  // As the administrator, who leads everything; Kansen has a temporary contributor already.
  await signIn(page, origin, "beheerder.wsd");
  await page.goto(`${origin}/zoeken?q=kansen`);
  await page.getByRole("link", { name: "Kansen", exact: true }).first().click();
  await page.getByText(/Demo Beleidsadviseur Nuenen.*tot en met 31 december/).waitFor();
  await page.getByRole("link", { name: "Wijzigen", exact: true }).click();
  await page.getByLabel("Demo Casemanager Dommelvallei").fill("2026-01-01");
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByRole("alert").getByRole("link", { name: /Laatste dag in het team/ }).click();
  await page.getByLabel("Demo Casemanager Dommelvallei").fill(`${next}-06-30`);
  await page.getByRole("button", { name: "Opslaan" }).click();
  await page.getByText(new RegExp(`Demo Casemanager Dommelvallei.*tot en met 30 juni ${next}`)).waitFor();
  await page.getByRole("link", { name: "Geschiedenis" }).click();
  await page.getByText(new RegExp(`Demo Casemanager Dommelvallei tot en met 30 juni ${next}`)).waitFor();
});

place.journey("an auditor finds out who did what, and takes a copy", async (page, origin) => {
  await signIn(page, origin, "privacy.wsd");
  await page.getByRole("button", { name: "Demo Functionaris" }).click();
  await page.getByRole("link", { name: "Logboek" }).click();
  await heading(page, "Logboek").waitFor();
  await page.getByLabel("Waarmee").selectOption("session");
  await page.getByLabel("Wat", { exact: true }).selectOption({ label: "logde in" });
  await page.getByRole("button", { name: "Filters toepassen" }).click();
  await page.getByRole("cell", { name: "logde in" }).first().waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Bewaar als CSV" }).click();
  assert.equal((await saved).suggestedFilename(), "logboek.csv");
  await page.getByRole("button", { name: /^Van één persoon ?: ?Demo Functionaris/ }).first().click();
  await page.waitForURL(/actorId=/);
});

place.journey("somebody takes the data along, asks to be forgotten, and is; in English", async (page, origin) => {
  await signIn(page, origin, "consulent.mgd");
  await page.getByRole("button", { name: "English" }).click();
  await page.goto(`${origin}/mijn-account`);
  await heading(page, "My account").waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Take my data along" }).click();
  assert.equal((await saved).suggestedFilename(), "mijn-gegevens.zip");
  await page.getByRole("button", { name: "Ask to be forgotten" }).click();
  await page.getByRole("button", { name: "Yes, ask for this" }).click();
  await page.getByText("An administrator carries this out.").waitFor();
  await page.getByRole("button", { name: "Demo Consulent" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Nederlands" }).click();
  await signIn(page, origin, "beheerder.wsd");
  await page.goto(`${origin}/beheer/vergeten`);
  await page.getByRole("button", { name: /^Vergeet deze persoon/ }).click();
  await page.getByRole("button", { name: "Ja, vergeet voorgoed" }).click();
  await page.getByText("Niemand vraagt om vergeten te worden.").waitFor();
});
