//! The words of systems that use the API.
use super::{codes, fields};
use domain::api_client::ApiScope;

codes! {
    ApiScope {
        CommunitiesRead: "Community's lezen", "Read communities", explained "Community's lezen die iedereen mag zien die is ingelogd", "Read communities that everyone who is signed in may see";
        PlansRead: "Lokale plannen en deelprojecten lezen", "Read local plans and sub-projects";
        PlansWrite: "Plannen van de eigen gemeenten wijzigen", "Change plans of the own municipalities";
        PeopleRead: "Mensen lezen", "Read people";
        PeopleWrite: "Accounts van de eigen organisatie bijhouden", "Keep the accounts of the own organisation";
        RolesWrite: "Rollen van de eigen organisatie geven (SCIM)", "Grant roles of the own organisation (SCIM)";
        CatalogueRead: "Organisaties en thema's lezen", "Read organisations and themes";
        AuditRead: "Het logboek van de eigen organisatie lezen", "Read the audit trail of the own organisation";
    }
}

fields! {
    /// The fields of systems that use the API.
    API_CLIENT: ApiClientFields {
        name: "Naam", "Name";
        organisation_id: "Organisatie", "Organisation";
        scopes of ApiScope: "Toestemming", "Scopes", asked "Wat het systeem mag", "What the system may do";
        networks: "Alleen vanaf deze netwerken", "Only from these networks";
        public_key: "Publieke sleutel (PEM)", "Public key (PEM)";
        active: "Staat aan", "Is on", asked "Staat aan: het systeem krijgt toegang", "Is on: the system gets access";
        organisation_name: "Organisatie", "Organisation";
        last_used_at: "Laatst gebruikt", "Last used";
    }
}
