//! The texts of the interface, Dutch and English side by side: a text without its translation does not compile.
use contract::person::Language;

pub use domain::person::Language as Lang;

macro_rules! texts {
    ($($key:ident: $dutch:literal, $english:literal;)*) => {
        /// Every text of the interface in one language.
        pub struct Texts { $(pub $key: &'static str),* }
        static DUTCH: Texts = Texts { $($key: $dutch),* };
        static ENGLISH: Texts = Texts { $($key: $english),* };

        /// The names of all texts, for the tests.
        #[cfg(test)]
        const ALL: &[(&str, &str, &str)] = &[$((stringify!($key), $dutch, $english)),*];
    };
}

/// A language with its texts.
pub trait Translate {
    /// The texts in this language.
    fn texts(self) -> &'static Texts;
}

impl Translate for Language {
    fn texts(self) -> &'static Texts {
        match self {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        }
    }
}

texts! {
    app_name: "Kompaan", "Kompaan";
    months: "januari februari maart april mei juni juli augustus september oktober november december", "January February March April May June July August September October November December";
    skip_to_content: "Ga naar de inhoud", "Skip to content";
    navigation: "Hoofdnavigatie", "Main navigation";
    breadcrumbs: "Kruimelpad", "Breadcrumbs";
    home: "Start", "Home";
    communities: "Community's", "Communities";
    local_plans: "Lokale plannen", "Local plans";
    other_language: "English", "Nederlands";
    sign_in: "Inloggen", "Sign in";
    sign_out: "Uitloggen", "Sign out";
    signed_out: "U bent uitgelogd.", "You are signed out.";
    footer_about: "Kompaan helpt professionals van gemeenten en hun partners om van elkaar te leren en samen plannen uit te voeren.", "Kompaan helps professionals of municipalities and their partners to learn from each other and to run plans together.";
    footer_api: "API voor ontwikkelaars", "API for developers";
    loading: "Bezig met laden", "Loading";
    retry: "Probeer opnieuw", "Try again";
    more: "Meer tonen", "Show more";
    save: "Opslaan", "Save";
    saving: "Bezig met opslaan", "Saving";
    saved: "Opgeslagen.", "Saved.";
    cancel: "Annuleren", "Cancel";
    edit: "Wijzigen", "Edit";
    optional: "niet verplicht", "optional";
    search: "Zoeken", "Search";
    apply_filters: "Filters toepassen", "Apply filters";
    clear_filters: "Wis filters", "Clear filters";
    all: "Alle", "All";
    close: "Sluiten", "Close";

    name: "Naam", "Name";
    kind: "Soort", "Kind";
    theme: "Thema", "Theme";
    themes: "Thema's", "Themes";
    role: "Rol", "Role";
    status: "Status", "Status";
    updated: "Laatst gewijzigd", "Last changed";
    yes: "Ja", "Yes";
    no: "Nee", "No";
    remove: "Haal weg", "Remove";
    back: "Terug", "Back";
    next_step: "Volgende stap", "Next step";
    undo: "Ongedaan maken", "Undo";
    print: "Afdrukken", "Print";
    delete: "Verwijderen", "Delete";
    delete_question: "Weet u zeker dat u {0} wilt verwijderen? U kunt dit meteen daarna ongedaan maken.", "Are you sure that you want to delete {0}? You can undo this right afterwards.";
    delete_yes: "Ja, verwijder", "Yes, delete";
    deleted: "{0} is verwijderd.", "{0} was deleted.";
    restore: "Zet terug", "Restore";
    restored: "{0} is teruggezet.", "{0} was restored.";
    edit_name: "{0} wijzigen", "Edit {0}";
    all_shown: "Alles staat er nu.", "Everything is shown now.";
    parts_of_page: "Onderdelen van deze pagina", "Parts of this page";
    name_unknown: "niet (meer) te zien", "not visible (any more)";
    hint_markdown: "U kunt Markdown gebruiken, zoals **vet** en - voor een lijst.", "You can use Markdown, such as **bold** and - for a list.";
    hint_one_per_line: "Eén per regel.", "One per line.";
    form_restored: "Wat u eerder typte en niet opsloeg, staat er nog.", "What you typed before and did not save is still here.";
    form_discard: "Begin opnieuw", "Start again";
    skip_to_search: "Ga naar zoeken", "Skip to search";
    menu: "Menu", "Menu";
    my_menu: "Mijn menu", "My menu";
    my_profile: "Mijn profiel", "My profile";
    people: "Mensen", "People";
    organisations: "Organisaties", "Organisations";
    organisation: "Organisatie", "Organisation";
    handbook: "Handleiding", "User guide";
    handbook_in_dutch: "The user guide is in Dutch.", "The user guide is in Dutch.";
    version: "Versie", "Version";
    scheme: "Kleuren", "Colours";
    scheme_device: "Zoals dit apparaat", "As this device";
    scheme_light: "Licht", "Light";
    scheme_dark: "Donker", "Dark";
    shortcuts: "Sneltoetsen", "Keyboard shortcuts";
    shortcuts_on: "Sneltoetsen gebruiken", "Use keyboard shortcuts";
    shortcut_search: "Zoeken", "Search";
    shortcut_help: "Deze lijst", "This list";

    search_everything: "Zoek in alles", "Search everything";
    search_by_name: "Zoek op naam", "Search by name";
    search_communities: "Zoek een community", "Search communities";
    search_people: "Zoek mensen", "Search people";
    search_lead: "In community's, plannen, deelprojecten, mensen en organisaties die u mag zien.", "In communities, plans, sub-projects, people and organisations that you may see.";
    search_none: "Er is niets gevonden met deze naam.", "Nothing was found with this name.";
    search_none_hint: "Probeer een deel van de naam, of kijk rond via het menu.", "Try a part of the name, or look around by the menu.";
    search_more: "Er is meer. Maak uw zoekwoord langer.", "There is more. Make your search word longer.";

    home_tasks: "Wat van u wordt gevraagd", "What is asked of you";
    home_news: "Nieuw sinds uw laatste bezoek", "New since your last visit";
    home_news_none: "Er is niets nieuws in wat u volgt.", "Nothing is new in what you follow.";
    home_news_more_one: "en nog {0} wijziging", "and {0} more change";
    home_news_more_many: "en nog {0} wijzigingen", "and {0} more changes";
    home_my_plans: "Mijn lokale plannen", "My local plans";
    home_my_plans_empty: "U werkt op dit moment niet aan een lokaal plan.", "You do not work on a local plan at the moment.";
    task_requests: "{0} voor {1}", "{0} for {1}";
    task_request_one: "{0} aanvraag om lid te worden", "{0} request to join";
    task_request_many: "{0} aanvragen om lid te worden", "{0} requests to join";
    task_adopt: "{0} is nog een concept: vaststellen?", "{0} is still a concept: adopt it?";
    task_lead: "{0} ({1}) mist een trekker", "{0} ({1}) misses a lead";

    community_new: "Nieuwe community", "New community";
    community_make: "Maak de community", "Create the community";
    community_made: "{0} is gemaakt. U bent aanjager.", "{0} was created. You are a facilitator.";
    community_step_one: "Stap 1 van 2: waar gaat het over?", "Step 1 of 2: what is it about?";
    community_step_two: "Stap 2 van 2: wie doet er mee?", "Step 2 of 2: who takes part?";
    community_name_first: "Geef de community eerst een naam.", "Give the community a name first.";
    community_join_policy: "Hoe word je lid?", "How does one join?";
    community_join_open: "Iedereen kan meteen lid worden", "Everyone can join at once";
    community_join_on_request: "Op aanvraag; een aanjager beslist", "On request; a facilitator decides";
    community_visibility_hint: "Wie ziet dat de community er is en waar zij over gaat. Wat leden delen, ziet bij 'Leden' en 'Leden, en voor anderen niet vindbaar' niemand anders.", "Who sees that the community exists and what it is about. With 'Members' and 'Members, and hidden from others', nobody else sees what members share.";
    community_archive_label: "Gearchiveerd: te lezen, maar niemand wordt meer lid", "Archived: can be read, but nobody joins any more";
    community_sub_projects_none: "Deze community staat nog niet om een deelproject heen.", "This community does not surround a sub-project yet.";
    community_withdraw_confirm: "Weet u zeker dat u uw aanvraag wilt intrekken?", "Are you sure that you want to withdraw your request?";
    community_withdraw_yes: "Ja, trek de aanvraag in", "Yes, withdraw the request";
    community_decline: "Sla de uitnodiging af", "Decline the invitation";
    community_decline_confirm: "Weet u zeker dat u de uitnodiging wilt afslaan?", "Are you sure that you want to decline the invitation?";
    community_decline_yes: "Ja, sla haar af", "Yes, decline";
    community_member: "Lid", "Member";
    community_active: "Leden", "Members";
    community_invited: "Uitgenodigd", "Invited";
    community_invite: "Nodig collega's uit", "Invite colleagues";
    community_invite_send: "Verstuur de uitnodigingen", "Send the invitations";
    community_invitations_sent: "De uitnodigingen zijn verstuurd.", "The invitations were sent.";
    community_make_facilitator: "Maak aanjager", "Make facilitator";
    community_make_member: "Maak gewoon lid", "Make ordinary member";
    community_is_facilitator: "{0} is nu aanjager.", "{0} is a facilitator now.";
    community_is_member: "{0} is nu gewoon lid.", "{0} is an ordinary member now.";
    community_remove: "Haal uit de community", "Remove from the community";
    community_remove_confirm: "Weet u zeker dat u {0} uit de community wilt halen?", "Are you sure that you want to remove {0} from the community?";
    community_remove_yes: "Ja, haal weg", "Yes, remove";
    community_removed: "{0} is uit de community gehaald.", "{0} was removed from the community.";
    community_uninvite: "Trek de uitnodiging in", "Withdraw the invitation";
    community_uninvite_confirm: "Weet u zeker dat u de uitnodiging van {0} wilt intrekken?", "Are you sure that you want to withdraw the invitation of {0}?";
    community_theme_example: "Taal op de werkvloer", "Language at work";

    plan_new: "Nieuw lokaal plan", "New local plan";
    plan_new_lead: "Een plan begint als concept. Vaststellen doet u later.", "A plan begins as a concept. You adopt it later.";
    plan_make: "Maak het plan", "Create the plan";
    plan_made: "{0} is gemaakt.", "{0} was created.";
    plan_title: "Titel", "Title";
    plan_title_hint: "Bijvoorbeeld: Lokaal plan Oirschot 2026-2029.", "For example: Lokaal plan Oirschot 2026-2029.";
    plan_start: "Eerste dag", "First day";
    plan_end: "Laatste dag", "Last day";
    plan_leads: "Trekkers van het plan", "Leads of the plan";
    plan_leads_hint: "Zij mogen het plan en zijn deelprojecten wijzigen. Typ een deel van een naam.", "They may change the plan and its sub-projects. Type a part of a name.";
    plan_visibility_team: "Alleen het team van het plan", "Only the team of the plan";
    plan_adoption_date: "Dag van vaststelling", "Day of adoption";
    plan_adopted_by: "Vastgesteld door", "Adopted by";
    plan_adopted_by_hint: "Bijvoorbeeld: college van burgemeester en wethouders.", "For example: the municipal executive.";
    plan_closing_date: "Dag van afsluiting", "Day of closing";
    plan_adopt: "Vaststellen", "Adopt";
    plan_adopt_lead: "Het plan is vanaf dan niet meer een concept.", "From then on, the plan is no longer a concept.";
    plan_close: "Afsluiten", "Close";
    plan_close_lead: "Het plan is dan klaar. Het blijft te lezen.", "The plan is finished then. It can still be read.";
    plan_status_changed: "Het plan is nu {0}.", "The plan is {0} now.";
    plan_is_closed: "Dit plan is afgesloten", "This plan is closed";
    plan_is_closed_text: "Er is geen volgende stap.", "There is no next step.";
    plan_board: "Bord", "Board";
    plan_table: "Tabel", "Table";

    sub_project_new: "Nieuw deelproject", "New sub-project";
    sub_project_new_lead: "Een deelproject begint met verkennen.", "A sub-project begins by exploring.";
    sub_project_make: "Maak het deelproject", "Create the sub-project";
    sub_project_made: "{0} is gemaakt.", "{0} was created.";
    sub_project_no_community: "Geen leergemeenschap", "No learning community";
    sub_project_community_hint: "De mensen die samen leren van dit deelproject.", "The people who learn together from this sub-project.";
    sub_project_about: "Over dit deelproject", "About this sub-project";
    sub_project_phases: "Fasen", "Phases";
    sub_project_move: "Verplaats {0} naar een andere fase", "Move {0} to another phase";
    sub_project_move_to: "Verplaats naar…", "Move to…";
    sub_project_moved: "{0} is nu: {1}.", "{0} is now: {1}.";

    person_new: "Nieuw account", "New account";
    person_new_lead: "Daarna stelt u een eerste wachtwoord in.", "Afterwards you set a first password.";
    person_make: "Maak het account", "Create the account";
    person_made: "Het account van {0} is gemaakt. Stel nu een wachtwoord in.", "The account of {0} was created. Set a password now.";
    person_list_lead: "Vind een collega aan wie u iets kunt vragen.", "Find a colleague to ask.";
    person_none: "Er is niemand die hieraan voldoet.", "Nobody matches.";
    person_found_one: "{0} persoon", "{0} person";
    person_found_many: "{0} mensen", "{0} people";
    person_ask: "Kunt u vragen over", "Can be asked about";
    person_unknown: "Onbekend", "Unknown";
    person_search_hint: "Typ een deel van een naam en kies.", "Type a part of a name and choose.";
    person_job_title: "Functie", "Job title";
    person_expertise: "Waar collega's u naar kunnen vragen", "What colleagues can ask you about";
    person_language: "Taal van de app", "Language of the app";
    person_email_visible: "Collega's die zijn ingelogd, mogen het e-mailadres zien", "Colleagues who are signed in may see the e-mail address";
    person_role_member: "Professional", "Professional";
    person_role_administrator: "Beheerder", "Administrator";
    person_edit_own: "Mijn profiel wijzigen", "Edit my profile";
    person_privacy: "Uw naam, functie, organisatie en waar u van weet, ziet iedereen die is ingelogd. Uw e-mailadres alleen als u dat kiest.", "Everyone who is signed in sees your name, job title, organisation and what you know about. Your e-mail address only when you choose so.";
    person_leads: "Trekt deze deelprojecten", "Leads these sub-projects";
    person_leads_none: "Op dit moment geen deelprojecten.", "No sub-projects at the moment.";
    password_change: "Wachtwoord wijzigen", "Change password";
    password_lead: "Daarna logt u op alle apparaten opnieuw in.", "Afterwards, sign in again on all devices.";
    password_current: "Wachtwoord tot nu toe", "Password until now";
    password_new: "Nieuw wachtwoord", "New password";
    password_hint: "Ten minste 12 tekens. Drie of vier losse woorden werken goed.", "At least 12 characters. Three or four separate words work well.";
    password_changed: "Het wachtwoord is gewijzigd.", "The password was changed.";
    password_changed_own: "Uw wachtwoord is gewijzigd. Log opnieuw in.", "Your password was changed. Sign in again.";

    organisation_new: "Nieuwe organisatie", "New organisation";
    organisation_list_lead: "Gemeenten en wie met hen werken.", "Municipalities and who work with them.";
    organisation_cbs_code: "CBS-code", "CBS code";
    organisation_cbs_hint: "GM en vier cijfers, zoals GM0823.", "GM and four digits, such as GM0823.";
    organisation_website: "Website", "Website";
    organisation_serves: "Werkt voor", "Works for";
    organisation_serves_short: "Werkt voor", "Works for";
    organisation_served_by: "Werkt samen met", "Works with";
    organisation_municipality: "Gemeente", "Municipality";
    organisation_social_work_company: "Sociaal ontwikkelbedrijf", "Social work company";
    organisation_joint_service: "Gezamenlijke dienst", "Joint service organisation";
    organisation_partner: "Partner", "Partner";
    organisation_knowledge_institute: "Kennisinstituut", "Knowledge institute";
    organisation_university: "Hogeschool of universiteit", "University";

    manage: "Beheer", "Administration";
    manage_lead: "Wat voor alle gemeenten samen wordt bijgehouden.", "What is kept for all municipalities together.";
    manage_organisations: "Gemeenten, diensten en partners.", "Municipalities, services and partners.";
    manage_themes: "De onderwerpen waarop alles te vinden is, in twee niveaus.", "The subjects by which everything is found, on two levels.";
    manage_people: "Accounts, rollen en wachtwoorden.", "Accounts, roles and passwords.";
    manage_deleted: "Verwijderd", "Deleted";
    manage_deleted_lead: "Wat in de laatste 30 dagen is verwijderd, kunt u terugzetten.", "What was deleted in the last 30 days can be restored.";
    manage_deleted_none: "Niets.", "Nothing.";
    manage_deleted_at: "verwijderd op {0}", "deleted on {0}";
    theme_new: "Nieuw thema", "New theme";
    theme_name_nl: "Naam in het Nederlands", "Name in Dutch";
    theme_name_en: "Naam in het Engels", "Name in English";
    theme_parent: "Staat onder", "Stands under";
    theme_no_parent: "Geen: dit is een hoofdthema", "None: this is a main theme";
    theme_merge: "Samenvoegen", "Merge";
    theme_merge_into: "Met welk thema?", "With which theme?";
    theme_merge_hint: "Alles wat dit thema heeft, krijgt het andere. Dit thema verdwijnt.", "Everything that has this theme gets the other one. This theme disappears.";
    theme_merge_question: "Weet u zeker dat alles met {0} voortaan {1} krijgt?", "Are you sure that everything with {0} gets {1} from now on?";
    theme_merge_yes: "Ja, voeg samen", "Yes, merge";
    theme_merged: "{0} is nu {1}.", "{0} is {1} now.";
    theme_delete_hint: "Dat kan alleen als niets dit thema nog heeft.", "Possible only when nothing has this theme any more.";

    history_password_changed: "heeft het wachtwoord gewijzigd", "changed the password";
    history_joined: "is lid geworden", "joined";
    history_requested: "wil lid worden", "asks to join";
    history_invited: "heeft iemand uitgenodigd", "invited somebody";
    history_approved: "heeft een nieuw lid toegelaten", "admitted a new member";
    history_refused: "heeft een aanvraag afgewezen", "refused a request";
    history_left: "is geen lid meer", "left";
    history_removed: "heeft iemand uit de community gehaald", "removed somebody from the community";
    history_role_changed: "heeft de rol van een lid gewijzigd", "changed the role of a member";
    history_merged: "heeft dit thema samengevoegd met een ander", "merged this theme with another";

    style: "Stijl", "Style";
    style_lead: "Alle onderdelen waaruit de pagina's bestaan, in al hun toestanden.", "Everything that the pages are made of, in all states.";
    style_texts: "Teksten", "Texts";
    style_buttons: "Knoppen", "Buttons";
    style_labels: "Labels en tabbladen", "Labels and tabs";
    style_messages: "Meldingen", "Messages";
    style_fields: "Velden", "Fields";

    accessibility: "Toegankelijkheid", "Accessibility";
    accessibility_lead: "Iedereen moet met Kompaan kunnen werken, ook met een toetsenbord, een schermlezer of grote letters.", "Everyone should be able to work with Kompaan, also by keyboard, with a screen reader or large letters.";
    accessibility_standard: "Waar wij ons aan houden", "What we comply with";
    accessibility_standard_text: "Wij bouwen volgens WCAG 2.2, niveau A en AA, zoals de wet voor de overheid vraagt (EN 301 549), met onderdelen van NL Design System.", "We build by WCAG 2.2, levels A and AA, as the law asks of public bodies (EN 301 549), with components of NL Design System.";
    accessibility_tested: "Hoe wij dat testen", "How we test that";
    accessibility_tested_text: "Bij elke wijziging controleert een programma (axe) alle pagina's, in twee talen, in lichte en donkere kleuren en op schermen van 320 tot 1920 punten breed. Andere tests doen het werk met alleen het toetsenbord.", "At each change, a program (axe) checks all pages, in two languages, in light and dark colours and on screens from 320 to 1920 points wide. Other tests do the work by keyboard only.";
    accessibility_limits: "Wat nog niet goed is", "What is not right yet";
    accessibility_limits_text: "Kompaan is nog niet onderzocht door een onafhankelijke deskundige of door mensen die dagelijks met hulpmiddelen werken.", "Kompaan has not been examined yet by an independent expert or by people who work with assistive tools every day.";
    accessibility_report: "Werkt er iets niet voor u?", "Does something not work for you?";
    accessibility_report_text: "Meld het bij de beheerder van Kompaan in uw organisatie. Vertel welke pagina het was en waar u mee werkt.", "Tell the administrator of Kompaan in your organisation. Say which page it was and what you work with.";
    privacy: "Privacy", "Privacy";
    privacy_lead: "Wat Kompaan bewaart, en wie dat ziet.", "What Kompaan keeps, and who sees it.";
    privacy_residents: "Inwoners", "Residents";
    privacy_residents_text: "Over inwoners bewaren wij alleen aantallen en beschrijvingen van groepen. Een tekst met een burgerservicenummer wordt geweigerd.", "Of residents we keep only numbers and descriptions of groups. A text with a citizen service number is refused.";
    privacy_account: "Uw account", "Your account";
    privacy_account_text: "Wij bewaren uw naam, e-mailadres, functie, organisatie, waar collega's u naar kunnen vragen, uw thema's en uw taal. Wie is ingelogd, ziet dat; uw e-mailadres alleen als u dat kiest. Uw wachtwoord bewaren wij alleen als een code waaruit het niet terug te halen is.", "We keep your name, e-mail address, job title, organisation, what colleagues can ask you about, your themes and your language. Whoever is signed in sees that; your e-mail address only when you choose so. Of your password we keep only a code from which it cannot be recovered.";
    privacy_history: "Wat u doet", "What you do";
    privacy_history_text: "Bij elke wijziging bewaren wij wie wat wanneer deed. Wie iets mag lezen, ziet ook zijn geschiedenis.", "At each change we keep who did what and when. Whoever may read something also sees its history.";
    privacy_device: "Op uw apparaat", "On your device";
    privacy_device_text: "Kompaan zet één cookie, om u ingelogd te houden. Op uw apparaat staan ook uw taal, uw kleuren en wat u typte en nog niet opsloeg; dat laatste wordt gewist als u uitlogt. Wij volgen u niet en delen niets met anderen.", "Kompaan sets one cookie, to keep you signed in. Your device also holds your language, your colours and what you typed and did not save yet; the last is erased when you sign out. We do not track you and share nothing with others.";
    error_before_start: "Dit is voor de eerste dag.", "This is before the first day.";
    error_weak_password: "Dit is te makkelijk te raden. Gebruik geen naam of voor de hand liggend woord.", "This is too easy to guess. Use no name or obvious word.";
    error_wrong_password: "Dit is niet uw wachtwoord tot nu toe.", "This is not your password until now.";
    error_not_allowed: "Dit kan hier niet.", "This is not possible here.";
    error_too_few: "Kies er ten minste één.", "Choose at least one.";
    error_in_use: "Dit kan nog niet worden verwijderd: er wordt naar verwezen.", "This cannot be deleted yet: something refers to it.";
    error_duplicate: "Dit bestaat al.", "This exists already.";
    error_already_there: "Deze persoon is al lid, heeft het gevraagd of is uitgenodigd.", "This person is a member, has asked or is invited already.";
    error_illegal_transition: "Deze fase kan nu niet volgen.", "This phase cannot follow now.";
    error_invalid: "Er klopt nog iets niet. Kijk bij de velden hieronder.", "Something is not right yet. See the fields below.";

    sign_in_intro: "Log in met het e-mailadres van uw werk.", "Sign in with your work e-mail address.";
    sign_in_again: "Log in om deze pagina te zien.", "Sign in to see this page.";
    email: "E-mailadres", "E-mail address";
    password: "Wachtwoord", "Password";

    welcome: "Welkom bij Kompaan", "Welcome to Kompaan";
    welcome_name: "Dag {0}", "Hello {0}";
    home_lead: "Wat de ene gemeente leert, kan de andere meteen gebruiken. Vind collega's, volg de lokale plannen en leer van wat er al is geprobeerd.", "What one municipality learns, the next can use at once. Find colleagues, follow the local plans and learn from what has been tried.";
    home_my_communities: "Mijn community's", "My communities";
    home_my_communities_empty: "U bent nog geen lid van een community. Kijk rond en sluit u aan.", "You are not a member of a community yet. Look around and join one.";
    home_my_sub_projects: "Deelprojecten die ik leid", "Sub-projects that I lead";
    home_my_sub_projects_empty: "U leidt op dit moment geen deelproject.", "You do not lead a sub-project at the moment.";
    home_recent: "Laatst gewijzigde deelprojecten", "Recently changed sub-projects";
    home_see_communities: "Bekijk de community's", "See the communities";
    home_see_plans: "Bekijk de lokale plannen", "See the local plans";

    community_list_lead: "Groepen rond een onderwerp, over de grenzen van gemeenten heen.", "Groups around a subject, across the borders of municipalities.";
    community_search: "Zoek op naam", "Search by name";
    community_organisation: "Deelnemende organisatie", "Participating organisation";
    community_organisations: "Deelnemende organisaties", "Participating organisations";
    community_mine: "Alleen mijn community's", "Only my communities";
    community_none: "Er zijn geen community's die hieraan voldoen.", "No communities match.";
    community_none_hint: "Wis de filters of zoek op een ander woord.", "Clear the filters or search for another word.";
    community_found_one: "{0} community", "{0} community";
    community_found_many: "{0} community's", "{0} communities";
    community_member_one: "{0} lid", "{0} member";
    community_member_many: "{0} leden", "{0} members";
    community_kind_expertise_centre: "Expertisecentrum", "Expertise centre";
    community_kind_learning_community: "Leergemeenschap", "Learning community";
    community_kind_workplace: "Werkplaats", "Workplace";
    community_kind_working_group: "Werkgroep", "Working group";
    community_about: "Waar het over gaat", "What it is about";
    community_no_purpose: "Er is nog geen beschrijving.", "There is no description yet.";
    community_members: "Leden", "Members";
    community_members_closed: "Wie lid is en wat er gebeurt, zien alleen de leden.", "Only members see who takes part and what happens.";
    community_sub_projects: "Deelprojecten waar deze community omheen staat", "Sub-projects that this community surrounds";
    community_join: "Word lid", "Join";
    community_ask: "Vraag lidmaatschap aan", "Ask to join";
    community_accept: "Neem de uitnodiging aan", "Accept the invitation";
    community_joined: "U bent nu lid van deze community.", "You are a member of this community now.";
    community_asked: "Uw aanvraag is verstuurd. Een aanjager beslist.", "Your request was sent. A facilitator decides.";
    community_leave: "Verlaat de community", "Leave the community";
    community_leave_confirm: "Weet u zeker dat u deze community wilt verlaten?", "Are you sure that you want to leave this community?";
    community_leave_yes: "Ja, verlaat de community", "Yes, leave the community";
    community_withdraw: "Trek de aanvraag in", "Withdraw the request";
    community_left: "U bent geen lid meer van deze community.", "You are no longer a member of this community.";
    community_you_member: "U bent lid", "You are a member";
    community_you_facilitator: "U bent aanjager", "You are a facilitator";
    community_you_requested: "Uw aanvraag wacht op een aanjager", "Your request waits for a facilitator";
    community_you_invited: "U bent uitgenodigd", "You are invited";
    community_by_invitation: "Alleen op uitnodiging", "By invitation only";
    community_archived: "Gearchiveerd", "Archived";
    community_facilitator: "Aanjager", "Facilitator";
    community_requests: "Aanvragen om lid te worden", "Requests to join";
    community_approve: "Laat toe", "Approve";
    community_refuse: "Wijs af", "Refuse";
    community_approved: "{0} is nu lid.", "{0} is a member now.";
    community_refused: "De aanvraag van {0} is afgewezen.", "The request of {0} was refused.";
    visibility: "Zichtbaar voor", "Visible to";
    visibility_public: "Iedereen", "Everyone";
    visibility_network: "Iedereen die is ingelogd", "Everyone who is signed in";
    visibility_members: "Leden", "Members";
    visibility_hidden: "Leden, en voor anderen niet vindbaar", "Members, and hidden from others";

    plan_list_lead: "Per gemeente: wat willen we bereiken, en hoe ver zijn we?", "By municipality: what do we want to reach, and how far are we?";
    plan_municipality: "Gemeente", "Municipality";
    plan_none: "Er zijn geen plannen die hieraan voldoen.", "No plans match.";
    plan_none_municipality: "Van deze gemeente ziet u nog geen plan.", "You do not see a plan of this municipality yet.";
    plan_concept: "Concept", "Concept";
    plan_adopted: "Vastgesteld", "Adopted";
    plan_closed: "Afgesloten", "Closed";
    plan_period: "Periode", "Period";
    plan_period_range: "{0} tot en met {1}", "{0} to {1}";
    plan_adoption: "Vastgesteld", "Adopted";
    plan_adoption_by: "{0} door {1}", "{0} by {1}";
    plan_municipalities: "Gemeenten", "Municipalities";
    plan_ambition: "Wat we willen bereiken", "What we want to reach";
    plan_no_ambition: "De ambitie is nog niet beschreven.", "The ambition has not been described yet.";
    plan_sub_projects: "Deelprojecten", "Sub-projects";
    plan_sub_project_one: "{0} deelproject", "{0} sub-project";
    plan_sub_project_many: "{0} deelprojecten", "{0} sub-projects";
    plan_no_sub_projects: "Dit plan heeft nog geen deelprojecten.", "This plan has no sub-projects yet.";
    plan_phase_empty: "Geen deelprojecten in deze fase.", "No sub-projects in this phase.";

    phase: "Fase", "Phase";
    phase_exploring: "Verkennen", "Exploring";
    phase_pilot: "Pilot", "Pilot";
    phase_running: "In uitvoering", "Running";
    phase_completed: "Afgerond", "Completed";
    phase_stopped: "Gestopt", "Stopped";

    sub_project_aim: "Doel", "Aim";
    sub_project_target_group: "Doelgroep", "Target group";
    sub_project_method: "Werkwijze", "Method";
    sub_project_places: "Plekken", "Places";
    sub_project_leads: "Trekkers", "Leads";
    sub_project_municipality_lead: "Namens de gemeente", "For the municipality";
    sub_project_partner_lead: "Namens de partner", "For the partner";
    sub_project_no_lead: "Nog niemand", "Nobody yet";
    sub_project_community: "Leergemeenschap", "Learning community";
    sub_project_not_filled: "Nog niet ingevuld.", "Not filled in yet.";
    sub_project_plan: "Lokaal plan", "Local plan";
    sub_project_change_phase: "Fase wijzigen", "Change phase";
    sub_project_new_phase: "Naar welke fase gaat dit deelproject?", "Which phase does this sub-project enter?";
    sub_project_reason: "Waarom?", "Why?";
    sub_project_reason_hint: "Anderen leren hiervan. Verplicht als het deelproject stopt.", "Others learn from this. Required when the sub-project stops.";
    sub_project_stopped_because: "Gestopt omdat:", "Stopped because:";
    sub_project_phase_changed: "De fase is nu: {0}.", "The phase is now: {0}.";
    sub_project_edit_hint_group: "Beschrijf een groep, nooit een persoon die te herkennen is.", "Describe a group, never a person who can be recognised.";

    history: "Geschiedenis", "History";
    history_none: "Er is nog niets gebeurd.", "Nothing has happened yet.";
    history_somebody: "Iemand", "Somebody";
    history_created: "heeft dit gemaakt", "created this";
    history_changed: "heeft dit gewijzigd", "changed this";
    history_deleted: "heeft dit verwijderd", "deleted this";
    history_restored: "heeft dit teruggezet", "restored this";
    history_phase_changed: "heeft de fase gewijzigd", "changed the phase";
    history_before: "Was", "Was";
    history_after: "Werd", "Became";
    history_empty: "leeg", "empty";
    history_personal: "gewijzigd; de inhoud wordt niet bewaard", "changed; the content is not kept";

    conflict_title: "Iemand anders was u voor", "Somebody else was first";
    conflict_lead: "Terwijl u bezig was, heeft iemand anders dit ook gewijzigd. Er is niets verloren: kies per onderdeel wat het moet worden.", "While you were working, somebody else changed this too. Nothing is lost: choose for each part what it should be.";
    conflict_mine: "Uw tekst", "Your text";
    conflict_theirs: "Nu opgeslagen", "Saved now";
    conflict_save: "Opslaan wat ik heb gekozen", "Save what I chose";
    conflict_same: "Uw wijziging is gelijk aan wat nu is opgeslagen.", "Your change equals what is saved now.";

    error_summary: "Er klopt nog iets niet", "Something is not right yet";
    error_summary_title: "Fout: ", "Error: ";
    error_not_found: "Deze pagina is er niet", "This page does not exist";
    error_not_found_text: "Misschien is het adres niet juist, is dit verwijderd, of mag u het niet zien.", "The address may be wrong, this may have been deleted, or you may not see it.";
    error_not_found_home: "Ga naar de startpagina", "Go to the home page";
    error_network: "Er is geen verbinding. Controleer uw netwerk en probeer het opnieuw; wat u invulde staat er nog.", "There is no connection. Check your network and try again; what you filled in is still there.";
    error_general: "Er ging iets mis. Probeer het opnieuw.", "Something went wrong. Try again.";
    error_wrong_credentials: "Dit e-mailadres en wachtwoord horen niet bij elkaar.", "This e-mail address and password do not belong together.";
    error_too_many_attempts: "U heeft het te vaak geprobeerd. Wacht even en probeer het dan opnieuw.", "You tried too often. Wait a moment and try again.";
    error_forbidden: "U mag dit niet doen.", "You may not do this.";
    error_unauthenticated: "Uw sessie is verlopen. Log opnieuw in.", "Your session has ended. Sign in again.";
    error_last_facilitator: "U bent de laatste aanjager. Wijs eerst een andere aanjager aan.", "You are the last facilitator. Name another facilitator first.";
    error_stale: "Iemand anders heeft dit zojuist gewijzigd. Laad de pagina opnieuw.", "Somebody else just changed this. Reload the page.";
    error_required: "Vul dit in.", "Fill this in.";
    error_too_short: "Dit is te kort.", "This is too short.";
    error_too_long: "Dit is te lang.", "This is too long.";
    error_invalid_characters: "Er staan tekens in die niet mogen.", "It has characters that are not allowed.";
    error_invalid_format: "Dit heeft niet de juiste vorm.", "This does not have the right form.";
    error_contains_bsn: "Hier staat een burgerservicenummer in. Haal dat weg: inwoners mogen niet herkenbaar zijn.", "This holds a citizen service number. Take it out: residents must not be identifiable.";
    error_duplicate_item: "Dit staat er twee keer in.", "This is in it twice.";
    error_same_as_other: "Kies twee verschillende mensen.", "Choose two different people.";
    error_unknown_reference: "Dit bestaat niet (meer).", "This does not exist (any more).";
    error_other: "Dit klopt niet.", "This is not right.";
}

impl Texts {
    /// The sentence for a broken rule, by its code.
    pub fn rule(&self, code: &str) -> &'static str {
        match code {
            "required" => self.error_required,
            "too_short" => self.error_too_short,
            "too_long" | "too_many" => self.error_too_long,
            "invalid_characters" => self.error_invalid_characters,
            "invalid_format" => self.error_invalid_format,
            "contains_bsn" => self.error_contains_bsn,
            "duplicate_item" => self.error_duplicate_item,
            "same_as_other" => self.error_same_as_other,
            "unknown_reference" => self.error_unknown_reference,
            "before_start" => self.error_before_start,
            "weak_password" => self.error_weak_password,
            "wrong_password" => self.error_wrong_password,
            "not_allowed" => self.error_not_allowed,
            "too_few" => self.error_too_few,
            "duplicate" => self.error_duplicate,
            _ => self.error_other,
        }
    }

    /// The sentence for a refusal of the server, by its code.
    pub fn refusal(&self, code: &str) -> &'static str {
        match code {
            "wrong_credentials" => self.error_wrong_credentials,
            "too_many_attempts" => self.error_too_many_attempts,
            "forbidden" => self.error_forbidden,
            "unauthenticated" => self.error_unauthenticated,
            "last_facilitator" => self.error_last_facilitator,
            "stale" => self.error_stale,
            "invalid" | "unknown_reference" => self.error_invalid,
            "in_use" => self.error_in_use,
            "duplicate" => self.error_duplicate,
            "already_there" => self.error_already_there,
            "illegal_transition" => self.error_illegal_transition,
            _ => self.error_general,
        }
    }

    /// What went wrong with a request.
    pub fn failure(&self, error: &client::Error) -> &'static str {
        match error {
            client::Error::Problem(problem) => self.refusal(&problem.code),
            client::Error::Network(_) => self.error_network,
            client::Error::Unreadable(_) => self.error_general,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        for (key, dutch, english) in ALL {
            assert!(!dutch.is_empty() && !english.is_empty(), "{key}");
            for place in ["{0}", "{1}"] {
                assert_eq!(dutch.contains(place), english.contains(place), "{key}");
            }
        }
    }
}
