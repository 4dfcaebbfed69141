//! The words of organisations, people, roles and themes.
use super::{codes, fields};
use domain::{
    organisation::OrganisationKind,
    person::{AccountStatus, Language},
    role::Role,
};

codes! {
    OrganisationKind {
        Municipality: "Gemeente", "Municipality";
        SocialWorkCompany: "Sociaal ontwikkelbedrijf", "Social work company";
        JointServiceOrganisation: "Gezamenlijke dienst", "Joint service organisation";
        Partner: "Partner", "Partner";
        KnowledgeInstitute: "Kennisinstituut", "Knowledge institute";
        University: "Hogeschool of universiteit", "University";
    }
    AccountStatus {
        Invited: "Nog niet ingelogd", "Has not signed in yet";
        Active: "Doet mee", "Takes part";
        Deactivated: "Doet niet meer mee", "No longer takes part";
    }
    Role {
        Administrator: "Beheerder", "Administrator";
        Editor: "Redacteur", "Editor";
        Auditor: "Toezichthouder", "Auditor";
        Coordinator: "Coördinator", "Coordinator";
        Executive: "Bestuurder", "Executive";
    }
    Language {
        Dutch: "Nederlands", "Dutch";
        English: "Engels", "English";
    }
}

fields! {
    /// The fields of organisations, and of what they can carry.
    ORGANISATION: OrganisationFields {
        name: "Naam", "Name";
        kind of OrganisationKind: "Soort", "Kind";
        cbs_code: "CBS-code", "CBS code";
        website: "Website", "Website";
        serves_ids: "Werkt voor", "Works for";
        second_factor_required: "Twee stappen verplicht", "Second factor required", asked "Medewerkers loggen in met twee stappen: wachtwoord en een code", "Staff sign in with two steps: password and a code";
        capacity_limit: "Draagkracht", "Capacity";
        exploring_weight: "Gewicht van verkennen", "Weight of exploring";
        pilot_weight: "Gewicht van een pilot", "Weight of a pilot";
        running_weight: "Gewicht van uitvoeren", "Weight of running";
    }

    /// The fields of themes.
    THEME: ThemeFields {
        name_nl: "Naam", "Name (Dutch)", asked "Naam in het Nederlands", "Name in Dutch";
        name_en: "Naam (Engels)", "Name (English)", asked "Naam in het Engels", "Name in English";
        parent_id: "Staat onder", "Stands under";
    }

    /// The fields of places.
    PLACE: PlaceFields {
        municipality_id: "Gemeente", "Municipality";
        name: "Naam", "Name";
        address: "Adres", "Address";
        description: "Toelichting", "Description", asked "Wat kunt u er doen?", "What can you do there?";
        facilities: "Voorzieningen", "Facilities";
        accessibility: "Toegankelijkheid", "Accessibility", asked "Hoe komt iedereen er binnen?", "How does everybody get in?";
        opening_hours: "Openingstijden", "Opening hours", asked "Wanneer is het open?", "When is it open?";
        photo_id: "Foto", "Photo";
    }

    /// The fields of people, and of the roles that are granted to them.
    PERSON: PersonFields {
        name: "Naam", "Name";
        email: "E-mailadres", "E-mail address";
        job_title: "Functie", "Job title";
        organisation_id: "Organisatie", "Organisation";
        expertise: "Expertise", "Expertise", asked "Waar collega's u naar kunnen vragen", "What colleagues can ask you about";
        theme_ids: "Thema's", "Themes";
        language of Language: "Taal van de app", "Language of the app";
        email_visible: "E-mailadres zichtbaar", "E-mail address visible", asked "Collega's die zijn ingelogd, mogen het e-mailadres zien", "Colleagues who are signed in may see the e-mail address";
        organisation_name: "Organisatie", "Organisation";
        status of AccountStatus: "Status", "Status";
        roles of Role: "Rollen", "Roles";
        role of Role: "Rol", "Role";
        end_date: "Laatste dag", "Last day";
    }
}
