//! The texts of the audit trail: key, Dutch, English.
texts! {
    /// The texts of the audit trail.
    AuditTexts;
    title: "Logboek", "Audit trail";
    lead: "Wie deed wat, en wie las wat niet voor iedereen is. Wat er precies staat, ziet u hier niet.", "Who did what, and who read what is not for everyone. The content itself is not shown here.";
    lead_own: "Wat mensen van uw organisatie deden, en wat er met hun accounts gebeurde.", "What people of your organisation did, and what happened to their accounts.";
    filter: "Zoek in het logboek", "Search the audit trail";
    kind: "Waarmee", "With what";
    from: "Vanaf", "From";
    until: "Tot en met", "Until";
    none: "Er is niets gevonden.", "Nothing was found.";
    when: "Wanneer", "When";
    who: "Wie", "Who";
    nobody: "Niemand ingelogd", "Nobody signed in";
    what: "Wat", "What";
    which: "Waarmee", "With what";
    export: "Bewaar als CSV", "Save as CSV";
    exported: "Het bestand is bewaard. Dat staat ook in het logboek.", "The file was saved. That is in the trail too.";
    of_person: "Van één persoon", "Of one person";
    of_resource: "Alleen dit", "Only this";
    kind_organisation: "Organisatie", "Organisation";
    kind_theme: "Thema", "Theme";
    kind_person: "Account", "Account";
    kind_community: "Community", "Community";
    kind_member: "Lidmaatschap", "Membership";
    kind_local_plan: "Lokaal plan", "Local plan";
    kind_sub_project: "Deelproject", "Sub-project";
    kind_milestone: "Mijlpaal", "Milestone";
    kind_progress_update: "Voortgangsbericht", "Progress update";
    kind_session: "Inloggen", "Signing in";
    kind_api_client: "Koppeling", "Integration";
    kind_audit: "Logboek", "Audit trail";
    did_read: "las", "read";
    did_started: "logde in", "signed in";
    did_ended: "logde uit", "signed out";
    did_renewed: "bleef ingelogd", "stayed signed in";
    did_refused: "werd geweigerd", "was refused";
    did_reused: "sessie beëindigd: sleutel twee keer gebruikt", "session ended: key used twice";
    did_requested: "vroeg iets aan", "asked for something";
    did_exported: "bewaarde een kopie", "took a copy";
}
