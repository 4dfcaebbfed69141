//! The texts about documents and their files. Each line: key, Dutch, English.
texts! {
    documents: "Documenten", "Documents";
    document_none: "Er zijn nog geen documenten.", "There are no documents yet.";
    document: "Document", "Document";
    document_new: "Nieuw document", "New document";
    document_new_of: "Nieuw document van {0}", "New document of {0}";
    document_new_lead: "Bewaar een bestand bij het deelproject, zodat anderen het vinden.", "Keep a file with the sub-project, so that others find it.";
    document_make: "Bewaar het document", "Save the document";
    document_made: "Het document is bewaard: {0}.", "The document was saved: {0}.";
    document_note_hint: "Wat moet een lezer weten?", "What does a reader have to know?";
    document_file_hint: "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, tekst of een afbeelding. Zet er geen gegevens van inwoners in.", "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or an image. Do not put data of residents in it.";
    document_file_most: "Ten hoogste {0} MB.", "At most {0} MB.";
    document_sending: "{0} wordt verstuurd…", "{0} is being sent…";
    document_sent: "{0} is verstuurd ({1}).", "{0} was sent ({1}).";
    document_chosen: "Er is een bestand gekozen.", "A file was chosen.";
    document_replace_hint: "Kies een ander bestand om dit te vervangen.", "Choose another file to replace this.";
    document_download: "Sla {0} op", "Save {0}";
    document_downloaded: "{0} is opgeslagen.", "{0} was saved.";
    document_by: "{0}, door {1}", "{0}, by {1}";
    document_bytes: "{0} bytes", "{0} bytes";
    document_kilobytes: "{0} kB", "{0} kB";
    document_megabytes: "{0} MB", "{0} MB";
    document_error_not_sent: "Het bestand is niet verstuurd. Kies het opnieuw.", "The file was not sent. Choose it again.";
    document_error_being_sent: "Het bestand wordt nog verstuurd. Wacht even en probeer het dan weer.", "The file is still being sent. Wait a moment and try again.";
    document_story: "Document", "Document";
}
