// Every page of the app in its states, for the accessibility tests and the screenshots: one list, so that neither forgets one.
import { token } from "./kompaan.js";

const administrator = "beheerder.wsd";
const facilitator = "aanjager.wsd";
const member = "beleidsadviseur.oirschot";
const coordinator = "teammanager.mgd";

/** Sends the form on the page as it is. */
const submit = async (page) => {
  await page.locator("main form:not([role=search]) button[type=submit]").first().click();
  await page.getByRole("alert").waitFor();
};
const empty = (id) => async (page) => {
  await page.locator(`#${id}`).fill("");
  await submit(page);
};

/** The pages: name, who looks, address, and what is done there before looking. */
export async function allPages(origin) {
  const bearer = { authorization: `Bearer ${await token(origin, administrator)}` };
  const first = async (path) => {
    const answer = await (await fetch(`${origin}/api/v1/${path}`, { headers: bearer })).json();
    if (!answer.items?.length) throw new Error(`the demo data has no ${path}`);
    return answer.items[0].id;
  };
  const [community, expertise, closed, plan, concept, subProject, stopped, led, person, organisation, service, theme, newcomer, system, other, update, parked, waiting, milestone, figure, measurement, task, risk, line, course, goal, unevaluated, indicator, document, place] = await Promise.all(
    [
      "communities?q=blije", "communities?q=kenniskompanie", "communities?q=intervisie", "local-plans?q=nuenen", "local-plans?status=concept", "sub-projects?q=aanzet",
      "sub-projects?phase=stopped", "sub-projects?q=kansen", "people?q=beleidsadviseur%20oirschot", "organisations?q=nuenen", "organisations?q=dommelvallei", "themes?q=werk", "people?q=nieuwe%20collega", "api-clients?q=hr", "api-clients?q=zaak", "progress-updates?q=tweede%20kwartaal", "sub-projects?phase=parked", "sub-projects?q=taalcaf", "milestones?q=tweede%20groep%20begint",
      "sub-project-indicators?q=deelnemers%20aan%20kansen", "measurements?q=eerste%20groep", "tasks?q=werkgevers", "risks?q=werkgevers", "budget-lines?q=begeleiding", "strategic-courses", "strategic-goals?q=2.100", "strategic-goals?q=nemen%20van%20elkaar", "indicators?q=ondersteund", "documents", "places?q=ursula",
    ].map(first),
  );
  const mails = await (await fetch(`${origin}/api/v1/mails`, { headers: bearer })).json();
  const invitation = mails.items.find((mail) => mail.recipient.startsWith("nieuw.best@")).text.match(/#(\S+)/)[1];
  const own = person;
  return [
    { name: "start-bezoeker", who: null, path: "/" },
    { name: "inloggen", who: null, path: "/inloggen" },
    { name: "wachtwoord-vergeten", who: null, path: "/wachtwoord-vergeten" },
    { name: "wachtwoord-vergeten-fouten", who: null, path: "/wachtwoord-vergeten", act: submit },
    { name: "link-onbekend", who: null, path: "/account#bestaat-niet" },
    { name: "link-uitnodiging", who: null, path: `/account#${invitation}` },
    { name: "inloggen-fouten", who: null, path: "/inloggen", act: submit },
    { name: "plannen-bezoeker", who: null, path: "/lokale-plannen" },
    { name: "mensen-bezoeker", who: null, path: "/mensen" },
    { name: "regio-bezoeker", who: null, path: "/regio" },
    { name: "niet-voor-u", who: member, path: "/beheer/verwijderd" },
    { name: "zoekwoord-te-lang", who: member, path: `/zoeken?q=${"a".repeat(200)}` },
    {
      name: "niet-opgeslagen", who: member, path: "/communities/nieuw",
      act: async (page) => {
        await page.locator("#name").fill("Half af");
        await page.locator(".kompaan-logo").click();
        await page.locator(".kompaan-notice").waitFor();
      },
    },
    { name: "plekken", who: null, path: "/plekken" },
    { name: "plekken-geen", who: null, path: "/plekken?q=bestaat-niet" },
    { name: "plek", who: null, path: `/plekken/${place}` },
    { name: "plek-nieuw", who: administrator, path: "/plekken/nieuw", act: submit },
    { name: "plek-wijzigen", who: administrator, path: `/plekken/${place}/wijzigen` },
    { name: "toegankelijkheid", who: null, path: "/toegankelijkheid" },
    { name: "privacy", who: null, path: "/privacy" },
    { name: "stijl", who: null, path: "/stijl" },
    { name: "niet-gevonden", who: null, path: "/bestaat-niet" },
    { name: "start", who: member, path: "/" },
    { name: "mijn-menu", who: member, path: "/", act: (page) => page.locator("#mijn-menu").click() },
    {
      name: "sneltoetsen", who: member, path: "/",
      act: async (page) => {
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
      },
    },
    { name: "zoeken", who: member, path: "/zoeken?q=oirschot" },
    { name: "zoeken-niets", who: member, path: "/zoeken?q=bestaat-niet" },
    { name: "communities", who: member, path: "/communities" },
    { name: "communities-geen", who: member, path: "/communities?q=bestaat-niet" },
    { name: "community", who: member, path: `/communities/${community}` },
    { name: "community-verlaten", who: member, path: `/communities/${community}`, act: (page) => page.locator("aside button").first().click() },
    { name: "community-leden", who: member, path: `/communities/${community}?tab=leden` },
    { name: "community-deelprojecten", who: member, path: `/communities/${community}?tab=deelprojecten` },
    { name: "community-geschiedenis", who: member, path: `/communities/${community}?tab=geschiedenis` },
    { name: "community-besloten", who: member, path: `/communities/${closed}?tab=leden` },
    { name: "community-nieuw", who: member, path: "/communities/nieuw" },
    {
      name: "community-nieuw-stap-2", who: member, path: "/communities/nieuw",
      act: async (page) => {
        await page.locator("#name").fill("Leergemeenschap taal");
        await page.locator("main .utrecht-button--primary-action").click();
        await page.locator("#visibility").waitFor();
      },
    },
    {
      name: "community-beheren", who: facilitator, path: `/communities/${expertise}?tab=leden`,
      act: async (page) => {
        await page.locator("#uitnodigen").fill("demo");
        await page.locator(".kompaan-results__choice").first().waitFor();
      },
    },
    {
      name: "community-laatste-dag", who: facilitator, path: `/communities/${expertise}?tab=leden`,
      act: async (page) => {
        await page.locator(".kompaan-people button[aria-expanded]").last().click();
        const panel = page.locator(".kompaan-people .kompaan-panel");
        await panel.locator("input[type=date]").fill("2026-01-01");
        await panel.locator("button").first().click();
        await page.getByRole("alert").waitFor();
      },
    },
    { name: "community-wijzigen-fouten", who: facilitator, path: `/communities/${expertise}/wijzigen`, act: empty("name") },
    { name: "plannen", who: member, path: "/lokale-plannen" },
    { name: "plan", who: member, path: `/lokale-plannen/${plan}` },
    { name: "mijlpalen", who: administrator, path: `/deelprojecten/${led}?tab=mijlpalen` },
    { name: "mijlpalen-geen", who: member, path: `/deelprojecten/${waiting}?tab=mijlpalen` },
    { name: "mijlpaal", who: administrator, path: `/mijlpalen/${milestone}` },
    { name: "mijlpaal-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuwe-mijlpaal`, act: submit },
    { name: "mijlpaal-wijzigen", who: administrator, path: `/mijlpalen/${milestone}/wijzigen` },
    { name: "verhaal", who: member, path: `/deelprojecten/${led}?tab=verhaal` },
    { name: "deelproject-a4", who: administrator, path: `/deelprojecten/${led}/a4` },
    { name: "plan-a4", who: null, path: `/lokale-plannen/${plan}/a4` },
    { name: "taken", who: administrator, path: `/deelprojecten/${led}?tab=taken` },
    { name: "taken-geen", who: member, path: `/deelprojecten/${waiting}?tab=taken` },
    { name: "taak", who: administrator, path: `/taken/${task}` },
    { name: "taak-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuwe-taak`, act: submit },
    { name: "cijfers", who: administrator, path: `/deelprojecten/${led}?tab=cijfers` },
    { name: "cijfer", who: administrator, path: `/cijfers/${figure}` },
    { name: "cijfer-lezen", who: null, path: `/cijfers/${figure}` },
    { name: "cijfer-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuw-cijfer`, act: submit },
    { name: "cijfer-wijzigen", who: administrator, path: `/cijfers/${figure}/wijzigen` },
    { name: "meting", who: administrator, path: `/metingen/${measurement}` },
    { name: "meting-nieuw-fouten", who: administrator, path: `/cijfers/${figure}/nieuwe-meting`, act: submit },
    { name: "geld", who: administrator, path: `/deelprojecten/${led}?tab=geld` },
    { name: "geld-niet", who: member, path: `/deelprojecten/${led}?tab=geld` },
    { name: "begrotingsregel", who: administrator, path: `/begrotingsregels/${line}` },
    { name: "begrotingsregel-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuwe-begrotingsregel`, act: submit },
    { name: "risicos", who: administrator, path: `/deelprojecten/${led}?tab=risicos` },
    { name: "risico", who: administrator, path: `/risicos/${risk}` },
    { name: "risico-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuw-risico`, act: submit },
    { name: "documenten", who: administrator, path: `/deelprojecten/${led}?tab=documenten` },
    { name: "documenten-geen", who: member, path: `/deelprojecten/${waiting}?tab=documenten` },
    { name: "document", who: administrator, path: `/documenten/${document}` },
    { name: "document-nieuw-fouten", who: administrator, path: `/deelprojecten/${led}/nieuw-document`, act: submit },
    {
      name: "document-nieuw-geweigerd", who: administrator, path: `/deelprojecten/${led}/nieuw-document`,
      act: async (page) => {
        await page.locator("#uploadId").setInputFiles({ name: "leeg.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
        await page.getByRole("alert").waitFor();
      },
    },
    { name: "document-wijzigen", who: administrator, path: `/documenten/${document}/wijzigen` },
    { name: "plan-cijfers", who: member, path: `/lokale-plannen/${plan}?tab=cijfers` },
    { name: "plan-geld", who: administrator, path: `/lokale-plannen/${plan}?tab=geld` },
    { name: "koers", who: null, path: "/koers" },
    { name: "koers-vorig-jaar", who: administrator, path: "/koers?jaar=2025" },
    { name: "koers-wijzigen", who: administrator, path: `/koers/${course}/wijzigen` },
    { name: "doel", who: administrator, path: `/doelen/${goal}` },
    { name: "doel-nieuw-fouten", who: administrator, path: `/koers/${course}/nieuw-doel`, act: submit },
    { name: "doel-beoordelen-fouten", who: administrator, path: `/doelen/${unevaluated}/beoordelen`, act: submit },
    { name: "doel-beoordelen-klaar", who: administrator, path: `/doelen/${goal}/beoordelen` },
    { name: "indicatoren", who: administrator, path: "/indicatoren" },
    { name: "indicator", who: member, path: `/indicatoren/${indicator}` },
    { name: "indicator-nieuw-fouten", who: administrator, path: "/indicatoren/nieuw", act: submit },
    { name: "regio", who: administrator, path: "/regio" },
    { name: "regio-a4", who: administrator, path: "/regio/a4" },
    { name: "regio-lezen", who: member, path: "/regio" },
    { name: "draagkracht", who: administrator, path: `/organisaties/${organisation}/draagkracht` },
    {
      name: "draagkracht-fouten", who: administrator, path: `/organisaties/${organisation}/draagkracht`,
      act: async (page) => {
        await page.locator("#limit").fill("veel");
        await submit(page);
      },
    },
    { name: "fase-te-veel", who: administrator, path: `/deelprojecten/${waiting}/fase?fase=pilot`, act: submit },
    { name: "plan-verplaatsen", who: administrator, path: `/lokale-plannen/${plan}`, act: (page) => page.locator(".kompaan-board__menu select").first().selectOption({ index: 1 }) },
    { name: "plan-tabel", who: member, path: `/lokale-plannen/${plan}?tab=tabel` },
    { name: "plan-gefilterd", who: member, path: `/lokale-plannen/${plan}?q=kan&fase=pilot` },
    { name: "plan-gefilterd-niets", who: member, path: `/lokale-plannen/${plan}?tab=tabel&q=bestaat-niet` },
    { name: "plan-geld-gefilterd", who: administrator, path: `/lokale-plannen/${plan}?tab=geld&deelproject=${led}&jaar=2026` },
    { name: "plan-tijdlijn-gefilterd", who: member, path: `/lokale-plannen/${plan}?tab=tijdlijn&stand=open` },
    { name: "plan-tijdlijn", who: member, path: `/lokale-plannen/${plan}?tab=tijdlijn` },
    { name: "plan-geschiedenis", who: member, path: `/lokale-plannen/${plan}?tab=geschiedenis` },
    { name: "plan-beheren", who: administrator, path: `/lokale-plannen/${plan}` },
    { name: "plan-nieuw-fouten", who: member, path: "/lokale-plannen/nieuw", act: submit },
    { name: "plan-vaststellen-fouten", who: administrator, path: `/lokale-plannen/${concept}/status`, act: submit },
    { name: "deelproject", who: member, path: `/deelprojecten/${subProject}` },
    { name: "deelproject-geparkeerd", who: member, path: `/deelprojecten/${parked}` },
    {
      name: "deelproject-parkeren-fouten", who: administrator, path: `/deelprojecten/${led}/fase`,
      act: async (page) => {
        await page.locator("#phase").selectOption("parked");
        await submit(page);
      },
    },
    {
      name: "deelproject-stoppen", who: administrator, path: `/deelprojecten/${led}/fase`,
      act: async (page) => {
        await page.locator("#phase").selectOption("stopped");
        await page.locator("#conditions").waitFor();
      },
    },
    {
      name: "deelproject-poort-fouten", who: administrator, path: `/deelprojecten/${subProject}/fase`,
      act: async (page) => {
        await page.locator("#phase").selectOption("completed");
        await page.locator("#gateReason").waitFor();
        await submit(page);
      },
    },
    { name: "plan-wijzigen", who: administrator, path: `/lokale-plannen/${plan}/wijzigen` },
    { name: "deelproject-gestopt", who: member, path: `/deelprojecten/${stopped}` },
    { name: "deelproject-geschiedenis", who: member, path: `/deelprojecten/${stopped}?tab=geschiedenis` },
    { name: "deelproject-wijzigen", who: administrator, path: `/deelprojecten/${led}/wijzigen` },
    { name: "deelproject-wijzigen-fouten", who: administrator, path: `/deelprojecten/${led}/wijzigen`, act: empty("name") },
    { name: "deelproject-fase-fouten", who: administrator, path: `/deelprojecten/${led}/fase`, act: submit },
    { name: "deelproject-nieuw-fouten", who: administrator, path: `/lokale-plannen/${plan}/nieuw-deelproject`, act: submit },
    { name: "mensen", who: member, path: "/mensen" },
    { name: "persoon", who: facilitator, path: `/mensen/${person}` },
    { name: "mijn-profiel", who: member, path: `/mensen/${own}` },
    { name: "mijn-profiel-wijzigen", who: member, path: `/mensen/${own}/wijzigen` },
    { name: "mijn-account", who: member, path: "/mijn-account" },
    { name: "e-mailadres-fouten", who: member, path: "/mijn-account/e-mailadres", act: submit },
    { name: "twee-stappen-fouten", who: member, path: "/mijn-account/twee-stappen", act: submit },
    { name: "passkey-fouten", who: member, path: "/mijn-account/passkey", act: submit },
    { name: "rollen", who: administrator, path: `/mensen/${person}/rollen` },
    { name: "account-beheren", who: administrator, path: `/mensen/${newcomer}` },
    { name: "opvolging", who: coordinator, path: "/opvolging" },
    {
      name: "opvolging-fouten", who: coordinator, path: "/opvolging",
      act: async (page) => {
        await page.locator("main button[aria-expanded]").first().click();
        await submit(page);
      },
    },
    { name: "deelproject-voortgang", who: member, path: `/deelprojecten/${led}?tab=voortgang` },
    { name: "deelproject-voortgang-geen", who: member, path: `/deelprojecten/${stopped}?tab=voortgang` },
    { name: "voortgang-nieuw-fouten", who: member, path: `/deelprojecten/${led}/nieuw-voortgangsbericht`, act: submit },
    {
      name: "voortgang-nieuw-ingevuld", who: administrator, path: `/deelprojecten/${led}/nieuw-voortgangsbericht`,
      act: async (page) => {
        await page.locator("input[id^=value-]").first().fill("3");
        await page.locator("select[id^=news-]").first().selectOption("moved");
        await page.locator("textarea[id^=why-]").first().fill("");
        await submit(page);
      },
    },
    { name: "voortgangsbericht", who: member, path: `/voortgangsberichten/${update}` },
    { name: "deelproject-meewerken", who: "trajectconsulent.wsd", path: `/deelprojecten/${led}/wijzigen` },
    { name: "vergeten", who: administrator, path: "/beheer/vergeten" },
    { name: "koppelingen", who: administrator, path: "/beheer/koppelingen" },
    { name: "koppeling", who: administrator, path: `/beheer/koppelingen/${system}` },
    {
      name: "koppeling-geheim", who: administrator, path: `/beheer/koppelingen/${other}`,
      act: async (page) => {
        // Two secrets are all there can be; then they are shown.
        const make = page.locator("section[aria-labelledby=geheimen] > p > button");
        if (await make.count()) await make.click();
      },
    },
    { name: "koppeling-nieuw-fouten", who: "teammanager.dommelvallei", path: "/beheer/koppelingen/nieuw", act: submit },
    { name: "inloggen-mislukt", who: null, path: "/inloggen?fout=niet-toegelaten" },
    { name: "mail", who: administrator, path: "/beheer/mail" },
    { name: "wachtwoord-fouten", who: member, path: `/mensen/${own}/wachtwoord`, act: submit },
    { name: "organisaties", who: member, path: "/organisaties" },
    { name: "organisatie", who: member, path: `/organisaties/${organisation}` },
    { name: "organisatie-mensen", who: member, path: `/organisaties/${service}?tab=mensen` },
    { name: "handleiding", who: member, path: "/handleiding" },
    { name: "logboek", who: "privacy.wsd", path: "/logboek" },
    { name: "logboek-geen", who: "teammanager.dommelvallei", path: "/logboek?kind=audit" },
    { name: "beheer", who: administrator, path: "/beheer" },
    { name: "themas", who: administrator, path: "/beheer/themas" },
    {
      name: "thema-samenvoegen", who: administrator, path: `/beheer/themas/${theme}`,
      act: async (page) => {
        await page.locator("#intoId").selectOption({ index: 3 });
        await page.locator("section .utrecht-button").first().click();
      },
    },
    { name: "verwijderd", who: administrator, path: "/beheer/verwijderd" },
    { name: "organisatie-nieuw-fouten", who: administrator, path: "/organisaties/nieuw", act: submit },
    { name: "persoon-nieuw-fouten", who: administrator, path: "/mensen/nieuw", act: submit },
  ];
}

/** Opens a page of the list in a window in which the right person is signed in, and does what is to be done there. */
export async function visit(page, origin, one) {
  await open(page, origin, one);
  await act(page, one);
}

/** Opens a page. */
export async function open(page, origin, { path }) {
  await page.goto(origin + path);
  await page.locator("h1").waitFor();
  await settled(page);
}

/** Does on an open page what is done there before looking. */
export async function act(page, { act }) {
  if (!act) return;
  await act(page);
  await settled(page);
}

/** How many pixels the page is wider than the window. */
export const beyond = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Waits until nothing on the page is on its way: no request, no grey lines but those that the style page shows. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const idle = window.pending === 0 && (location.pathname === "/stijl" || !document.querySelector(".kompaan-skeleton"));
    window.idle = idle ? (window.idle ?? 0) + 1 : 0;
    // An answer may ask for more: the page has to stay idle for some frames.
    return window.idle > 5;
  });
}
