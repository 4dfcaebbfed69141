//! The words of documents and of their files.
use super::{codes, fields};
use domain::resident::PersonalData;

codes! {
    PersonalData {
        BirthDate: "Geboortedatum", "Date of birth";
        Iban: "Rekeningnummer", "Bank account";
        PhoneNumber: "Telefoonnummer", "Telephone number";
        Bsn: "Burgerservicenummer", "Citizen service number";
    }
}

fields! {
    /// The fields of documents.
    DOCUMENT: DocumentFields {
        upload_id: "Bestand", "File";
        title: "Titel", "Title", asked "Hoe heet het document?", "What is the document called?";
        note: "Toelichting", "Note";
        team_only: "Alleen voor het team", "For the team only", asked "Alleen voor het team en de bestuurders van de gemeenten", "Only for the team and the executives of the municipalities";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
        file in FILE: "Bestand", "File";
        author: "Toegevoegd door", "Added by";
    }

    /// The fields of files.
    FILE: FileFields {
        file_name: "Naam", "Name";
        media_type: "Mediatype", "Media type";
        size: "Grootte (bytes)", "Size (bytes)";
    }
}
