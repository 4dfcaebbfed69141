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
    community_kind: "Soort", "Kind";
    community_theme: "Thema", "Theme";
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
    plan_status: "Status", "Status";
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
    sub_project_name: "Naam", "Name";
    sub_project_leads: "Trekkers", "Leads";
    sub_project_municipality_lead: "Namens de gemeente", "For the municipality";
    sub_project_partner_lead: "Namens de partner", "For the partner";
    sub_project_no_lead: "Nog niemand", "Nobody yet";
    sub_project_community: "Leergemeenschap", "Learning community";
    sub_project_themes: "Thema's", "Themes";
    sub_project_not_filled: "Nog niet ingevuld.", "Not filled in yet.";
    sub_project_plan: "Lokaal plan", "Local plan";
    sub_project_change_phase: "Fase wijzigen", "Change phase";
    sub_project_new_phase: "Naar welke fase gaat dit deelproject?", "Which phase does this sub-project enter?";
    sub_project_reason: "Waarom?", "Why?";
    sub_project_reason_hint: "Anderen leren hiervan. Verplicht als het deelproject stopt.", "Others learn from this. Required when the sub-project stops.";
    sub_project_stopped_because: "Gestopt omdat:", "Stopped because:";
    sub_project_phase_changed: "De fase is nu: {0}.", "The phase is now: {0}.";
    sub_project_edit: "{0} wijzigen", "Edit {0}";
    sub_project_edit_hint_places: "Eén plek per regel.", "One place per line.";
    sub_project_edit_hint_markdown: "U kunt Markdown gebruiken, zoals **vet** en - voor een lijst.", "You can use Markdown, such as **bold** and - for a list.";
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
            "invalid" | "unknown_reference" => self.error_summary,
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
