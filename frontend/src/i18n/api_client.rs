//! The texts about systems that use the API: key, Dutch, English.
texts! {
    /// The texts about systems that use the API.
    ApiClientTexts;
    title: "Koppelingen", "Integrations";
    about: "Systemen die de API gebruiken, zoals een HR-systeem of zaaksysteem.", "Systems that use the API, such as an HR or case system.";
    lead: "Een koppeling laat een systeem van een organisatie bij Kompaan, zonder account van een mens.", "An integration lets a system of an organisation into Kompaan, without the account of a person.";
    none: "Er zijn nog geen koppelingen.", "There are no integrations yet.";
    new: "Nieuwe koppeling", "New integration";
    new_lead: "Daarna maakt u een geheim, waarmee het systeem zich meldt.", "Afterwards you make a secret, with which the system identifies itself.";
    make: "Maak de koppeling", "Create the integration";
    made: "{0} is gemaakt. Maak nu een geheim.", "{0} was created. Make a secret now.";
    scope_communities_read: "Community's lezen die iedereen mag zien die is ingelogd", "Read communities that everyone who is signed in may see";
    scope_plans_read: "Lokale plannen en deelprojecten lezen", "Read local plans and sub-projects";
    scope_plans_write: "Plannen van de eigen gemeenten wijzigen", "Change plans of the own municipalities";
    scope_people_read: "Mensen lezen", "Read people";
    scope_people_write: "Accounts van de eigen organisatie bijhouden", "Keep the accounts of the own organisation";
    scope_roles_write: "Rollen van de eigen organisatie geven (SCIM)", "Grant roles of the own organisation (SCIM)";
    scope_catalogue_read: "Organisaties en thema's lezen", "Read organisations and themes";
    scope_audit_read: "Het logboek van de eigen organisatie lezen", "Read the audit trail of the own organisation";
    networks_hint: "Bijvoorbeeld 192.0.2.0/24, één per regel. Leeg: overal vandaan.", "For example 192.0.2.0/24, one per line. Empty: from everywhere.";
    networks_all: "Overal vandaan", "From everywhere";
    public_key_hint: "Alleen als het systeem zich met een sleutel meldt in plaats van met een geheim.", "Only when the system identifies itself with a key instead of a secret.";
    with_key: "Met een sleutel", "With a key";
    active: "Staat aan: het systeem krijgt toegang", "Is on: the system gets access";
    off: "Staat uit", "Is off";
    last_used: "Laatst gebruikt", "Last used";
    never_used: "Nog nooit", "Never yet";
    client_id: "Nummer (client_id)", "Number (client_id)";
    secrets: "Geheimen", "Secrets";
    secrets_lead: "Er kunnen er twee tegelijk gelden: zo vervangt u een geheim zonder dat het systeem stilvalt.", "Two can be valid at the same time: so you replace a secret without the system standing still.";
    secrets_none: "Nog geen geheim.", "No secret yet.";
    secret_ends_with: "Eindigt op {0}", "Ends with {0}";
    secret_made: "Gemaakt op {0}", "Made on {0}";
    secret_new: "Maak een geheim", "Make a secret";
    secret_shown: "Dit is het nieuwe geheim. U ziet het alleen nu: bewaar het meteen in het systeem of in een wachtwoordkluis.", "This is the new secret. You only see it now: keep it in the system or a password manager at once.";
    secret_end: "Laat dit geheim niet meer gelden", "End this secret";
    secret_end_question: "Het systeem krijgt hiermee geen toegang meer.", "The system gets no more access with it.";
    secret_end_yes: "Ja, beëindig", "Yes, end it";
    secret_ended: "Het geheim geldt niet meer.", "The secret no longer counts.";
    guide: "Hoe een systeem zich meldt en gegevens leest, staat in de handleiding onder Integreren.", "How a system identifies itself and reads data stands in the user guide under Integreren.";
}
