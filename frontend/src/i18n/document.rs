//! The texts about documents: key, Dutch, English.
texts! {
    /// The texts about documents and their files.
    DocumentTexts;
    documents: "Documenten", "Documents";
    none: "Er zijn nog geen documenten.", "There are no documents yet.";
    document: "Document", "Document";
    new: "Nieuw document", "New document";
    new_of: "Nieuw document van {0}", "New document of {0}";
    new_lead: "Bewaar een bestand bij het deelproject, zodat anderen het vinden.", "Keep a file with the sub-project, so that others find it.";
    make: "Bewaar het document", "Save the document";
    made: "Het document is bewaard: {0}.", "The document was saved: {0}.";
    title: "Hoe heet het document?", "What is the document called?";
    note: "Toelichting", "Explanation";
    note_hint: "Wat moet een lezer weten?", "What does a reader have to know?";
    team_only: "Alleen voor het team en de bestuurders van de gemeenten", "Only for the team and the executives of the municipalities";
    for_team: "Alleen voor het team", "For the team only";
    file: "Bestand", "File";
    file_hint: "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, tekst of een afbeelding. Zet er geen gegevens van inwoners in.", "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or an image. Do not put data of residents in it.";
    file_most: "Ten hoogste {0} MB.", "At most {0} MB.";
    sending: "{0} wordt verstuurd…", "{0} is being sent…";
    sent: "{0} is verstuurd ({1}).", "{0} was sent ({1}).";
    chosen: "Er is een bestand gekozen.", "A file was chosen.";
    replace_hint: "Kies een ander bestand om dit te vervangen.", "Choose another file to replace this.";
    download: "Sla {0} op", "Save {0}";
    downloaded: "{0} is opgeslagen.", "{0} was saved.";
    author: "Toegevoegd door", "Added by";
    by: "{0}, door {1}", "{0}, by {1}";
    bytes: "{0} bytes", "{0} bytes";
    kilobytes: "{0} kB", "{0} kB";
    megabytes: "{0} MB", "{0} MB";
    error_empty: "Dit bestand is leeg.", "This file is empty.";
    error_type: "Dit soort bestand kan hier niet. Kies een van de genoemde soorten.", "This kind of file is not possible here. Choose one of the kinds that are named.";
    error_broken: "Dit bestand is niet te lezen. Misschien is het beschadigd.", "This file cannot be read. It may be damaged.";
    error_macros: "Dit bestand heeft macro's. Bewaar het zonder macro's en kies het opnieuw.", "This file has macros. Save it without macros and choose it again.";
    error_programs: "In dit bestand zitten andere bestanden of programma's. Haal die eruit en kies het opnieuw.", "This file holds other files or programs. Take them out and choose it again.";
    error_elsewhere: "Dit bestand haalt onderdelen op van een andere plek. Haal die koppelingen eruit en kies het opnieuw.", "This file fetches parts from elsewhere. Take those links out and choose it again.";
    error_too_large: "Dit bestand is te groot. Kies een kleiner bestand, of maak dit kleiner.", "This file is too large. Choose a smaller one, or make this one smaller.";
    error_too_large_inside: "Dit bestand wordt te groot als het open gaat. Kies een afbeelding met minder beeldpunten, of een kleiner bestand.", "This file becomes too large when it is opened. Choose an image with fewer pixels, or a smaller file.";
    error_not_sent: "Het bestand is niet verstuurd. Kies het opnieuw.", "The file was not sent. Choose it again.";
    error_being_sent: "Het bestand wordt nog verstuurd. Wacht even en probeer het dan weer.", "The file is still being sent. Wait a moment and try again.";
    error_infected: "In dit bestand zit een virus. Het is niet bewaard.", "This file holds a virus. It was not kept.";
    error_too_many: "U heeft al veel bestanden verstuurd die nog nergens bij horen. Gebruik die eerst, of wacht een dag.", "You have sent many files that belong to nothing yet. Use those first, or wait a day.";
    story: "Document", "Document";
    did_created: "heeft een document toegevoegd", "added a document";
    did_deleted: "heeft een document verwijderd", "deleted a document";
    did_changed: "heeft een document gewijzigd", "changed a document";
}

impl DocumentTexts {
    /// Why a file was not taken, in words.
    pub fn rule(&self, code: &str) -> Option<&'static str> {
        Some(match code {
            "empty_file" => self.error_empty,
            "unknown_file_type" => self.error_type,
            "broken_file" => self.error_broken,
            "file_has_macros" => self.error_macros,
            "file_has_programs" => self.error_programs,
            "file_refers_elsewhere" => self.error_elsewhere,
            "file_too_large" => self.error_too_large,
            "file_too_large_inside" => self.error_too_large_inside,
            "file_infected" => self.error_infected,
            "too_many_uploads" => self.error_too_many,
            "file_not_sent" => self.error_not_sent,
            "file_being_sent" => self.error_being_sent,
            _ => return None,
        })
    }
}
