//! What a problem means to who uses the app, by its code. [`crate::problem::explain`] says it to who writes programs.
use super::Text;

/// The sentence for a broken rule; nothing for a code that the API does not answer.
pub fn rule(code: &str) -> Option<Text> {
    let (dutch, english) = match code {
        "required" => ("Vul dit in.", "Fill this in."),
        "too_short" => ("Dit is te kort.", "This is too short."),
        "too_long" | "too_many" => ("Dit is te lang.", "This is too long."),
        "too_few" => ("Kies er ten minste één.", "Choose at least one."),
        "invalid_characters" => ("Er staan tekens in die niet mogen.", "It has characters that are not allowed."),
        "invalid_format" => ("Dit heeft niet de juiste vorm.", "This does not have the right form."),
        "contains_bsn" => (
            "Hier staat een burgerservicenummer in. Haal dat weg: inwoners mogen niet herkenbaar zijn.",
            "This holds a citizen service number. Take it out: residents must not be identifiable.",
        ),
        "unlikely_day" => ("Deze datum kan niet kloppen. Kijk naar het jaar.", "This date cannot be right. Check the year."),
        "nested_too_deep" => (
            "Lijsten of citaten staan te diep in elkaar. Maak de tekst eenvoudiger.",
            "Lists or quotes stand too deep within each other. Make the text simpler.",
        ),
        "duplicate_item" => ("Dit staat er twee keer in.", "This is in it twice."),
        "duplicate" => ("Dit bestaat al.", "This exists already."),
        "same_as_other" => ("Kies twee verschillende mensen.", "Choose two different people."),
        "unknown_reference" | "deleted_reference" => ("Dit bestaat niet (meer).", "This does not exist (any more)."),
        "no_longer_active" => (
            "Dit is niet meer te kiezen: deze collega is vertrokken, of het is gearchiveerd.",
            "This can no longer be chosen: this colleague has left, or it was archived.",
        ),
        "out_of_range" => ("Dit getal is te klein of te groot.", "This number is too small or too large."),
        "over_capacity" => (
            "Dit is meer dan wat tegelijk te dragen is. Vul dit in, of parkeer of stop eerst iets anders.",
            "This is more than can be carried at once. Fill this in, or park or stop something else first.",
        ),
        "gate_not_passed" => (
            "Nog niet alles is er. Vul dit in, of zorg eerst voor wat ontbreekt.",
            "Not everything is there yet. Fill this in, or see to what is missing first.",
        ),
        "illegal_transition" => ("Deze fase kan nu niet volgen.", "This phase cannot follow now."),
        "differs_from_definition" => (
            "De gedeelde indicator wordt anders gemeten (eenheid, richting, optellen of inwoners). Kies bijna of nee.",
            "The shared indicator is measured in another way (unit, direction, adding up or residents). Choose nearly or no.",
        ),
        "does_not_add_up" => ("De groepen zijn samen niet het totaal.", "The groups do not add up to the total."),
        "period_locked" => {
            ("Dit hoort bij een periode die is afgesloten, en blijft daarom zoals het is.", "This belongs to a period that was closed, so it stays as it is.")
        }
        "rests_on_this" => ("Hier rusten al gegevens op. Daarom blijft dit zoals het is.", "Data rest on this already. That is why it stays as it is."),
        "same_day" => (
            "Van deze dag is er al een meting, en metingen van dit cijfer worden opgeteld. Wijzig die meting, of geef aan dat deze erbij komt.",
            "There is a measurement of this day already, and measurements of this figure are added up. Change that one, or say that this comes on top of it.",
        ),
        "in_past" => ("Kies een dag na vandaag.", "Choose a day after today."),
        "in_future" => ("Kies een dag tot en met vandaag.", "Choose a day up to and including today."),
        "before_start" => ("Dit is voor de eerste dag.", "This is before the first day."),
        "weak_password" => {
            ("Dit is te makkelijk te raden. Gebruik geen naam of voor de hand liggend woord.", "This is too easy to guess. Use no name or obvious word.")
        }
        "wrong_password" => ("Dit is niet uw wachtwoord tot nu toe.", "This is not your password until now."),
        "wrong_code" | "passkey_refused" | "too_many_attempts" | "too_many_uploads" => return refusal(code),
        "not_allowed" => ("Dit kan hier niet.", "This is not possible here."),
        "empty_file" => ("Dit bestand is leeg.", "This file is empty."),
        "unknown_file_type" => (
            "Dit soort bestand kan hier niet. Kies een van de genoemde soorten.",
            "This kind of file is not possible here. Choose one of the kinds that are named.",
        ),
        "broken_file" => ("Dit bestand is niet te lezen. Misschien is het beschadigd.", "This file cannot be read. It may be damaged."),
        "file_has_macros" => {
            ("Dit bestand heeft macro's. Bewaar het zonder macro's en kies het opnieuw.", "This file has macros. Save it without macros and choose it again.")
        }
        "file_has_programs" => (
            "In dit bestand zitten andere bestanden of programma's. Haal die eruit en kies het opnieuw.",
            "This file holds other files or programs. Take them out and choose it again.",
        ),
        "file_refers_elsewhere" => (
            "Dit bestand haalt onderdelen op van een andere plek. Haal die koppelingen eruit en kies het opnieuw.",
            "This file fetches parts from elsewhere. Take those links out and choose it again.",
        ),
        "file_too_large_inside" => (
            "Dit bestand wordt te groot als het open gaat. Kies een afbeelding met minder beeldpunten, of een kleiner bestand.",
            "This file becomes too large when it is opened. Choose an image with fewer pixels, or a smaller file.",
        ),
        "file_infected" => ("In dit bestand zit een virus. Het is niet bewaard.", "This file holds a virus. It was not kept."),
        // What a form of ours does not send.
        "wrong_type" | "unknown_field" | "unknown_value" => ("Dit klopt niet.", "This is not right."),
        _ => return None,
    };
    Some(Text::new(dutch, english))
}

/// The sentence for a refusal; nothing for a code that the API does not answer.
pub fn refusal(code: &str) -> Option<Text> {
    let (dutch, english) = match code {
        "wrong_credentials" => ("Dit e-mailadres en wachtwoord horen niet bij elkaar.", "This e-mail address and password do not belong together."),
        "too_many_attempts" => ("U heeft het te vaak geprobeerd. Wacht even en probeer het dan opnieuw.", "You tried too often. Wait a moment and try again."),
        "too_many_requests" => {
            ("Er is te veel tegelijk gevraagd. Wacht even en probeer het dan opnieuw.", "Too much was asked at once. Wait a moment and try again.")
        }
        "forbidden" | "out_of_sight" => ("U mag dit niet doen.", "You may not do this."),
        "unauthenticated" => ("U bent niet ingelogd. Log in en probeer het opnieuw.", "You are not signed in. Sign in and try again."),
        "invalid" | "unknown_reference" => ("Er klopt nog iets niet. Kijk bij de velden hieronder.", "Something is not right yet. See the fields below."),
        "not_found" => ("Dit bestaat niet (meer).", "This does not exist (any more)."),
        "stale" | "already_decided" => {
            ("Iemand anders heeft dit zojuist gewijzigd. Laad de pagina opnieuw.", "Somebody else just changed this. Reload the page.")
        }
        "in_use" => ("Dit kan nog niet worden verwijderd: er wordt naar verwezen.", "This cannot be deleted yet: something refers to it."),
        "duplicate" | "exists" => ("Dit bestaat al.", "This exists already."),
        "already_there" => ("Deze persoon is al lid, heeft het gevraagd of is uitgenodigd.", "This person is a member, has asked or is invited already."),
        "archived" => ("Deze community is gearchiveerd: niemand wordt meer lid.", "This community was archived: nobody joins any more."),
        "by_invitation" => ("In deze community komt u op uitnodiging.", "You become a member of this community by invitation."),
        "not_requested" => ("Deze aanvraag is er niet meer.", "This request is not there any more."),
        "not_active" => ("Dit lid doet nog niet mee.", "This member does not take part yet."),
        "not_a_member" => ("U bent geen lid van deze community.", "You are not a member of this community."),
        "last_facilitator" => {
            ("U bent de laatste aanjager. Wijs eerst een andere aanjager aan.", "You are the last facilitator. Name another facilitator first.")
        }
        "last_administrator" => ("De laatste beheerder blijft. Wijs eerst een andere aan.", "The last administrator stays. Name another one first."),
        "already_active" => ("Deze collega heeft zich al aangemeld.", "This colleague has signed up already."),
        "deactivated" => ("Deze collega wordt niet meer toegelaten.", "This colleague is no longer let in."),
        "has_password" => {
            ("Deze collega heeft een wachtwoord, en kan dat alleen zelf wijzigen.", "This colleague has a password, which only the colleague can change.")
        }
        "not_asked" => ("Deze collega vraagt niet meer om vergeten te worden.", "This colleague does not ask to be forgotten any more."),
        "illegal_transition" => ("Deze fase kan nu niet volgen.", "This phase cannot follow now."),
        "wrong_code" => ("Deze code klopt niet, of is al gebruikt.", "This code is not right, or was used before."),
        "passkey_refused" => (
            "Deze passkey is hier niet bekend, of werd niet geaccepteerd. Probeer een ander apparaat, of log in met uw wachtwoord.",
            "This passkey is not known here, or was not accepted. Try another device, or sign in with your password.",
        ),
        "no_passkeys" => ("Hier kunt u niet met een passkey inloggen.", "You cannot sign in with a passkey here."),
        "attempt_over" => ("Dit duurde te lang. Begin opnieuw.", "This took too long. Begin again."),
        "second_factor_required" => ("Vul ook de code van uw app in.", "Fill in the code of your app as well."),
        "second_factor_missing" | "not_set_up" => (
            "Uw organisatie vraagt om inloggen in twee stappen. Stel dat eerst in.",
            "Your organisation asks for signing in with two steps. Set that up first.",
        ),
        "link_invalid" => ("Deze link is al gebruikt of verlopen. Vraag een nieuwe aan.", "This link was used or has expired. Ask for a new one."),
        "too_many_secrets" => ("Er gelden al twee geheimen. Beëindig er eerst een.", "Two secrets are valid already. End one first."),
        "too_many_uploads" => (
            "U heeft al veel bestanden verstuurd die nog nergens bij horen. Gebruik die eerst, of wacht een dag.",
            "You have sent many files that belong to nothing yet. Use those first, or wait a day.",
        ),
        "too_large" => (
            "Dit bestand is te groot. Kies een kleiner bestand, of maak dit kleiner.",
            "This file is too large. Choose a smaller one, or make this one smaller.",
        ),
        "file_gone" => {
            ("Het bestand van dit document wordt niet meer bewaard. Voeg het opnieuw toe.", "The file of this document is not kept any more. Add it again.")
        }
        "approved" => (
            "Deze meting is goedgekeurd of de periode is afgesloten. Maak hem eerst weer concept.",
            "This measurement was approved or its period was closed. Make it a draft again first.",
        ),
        "period_locked" => (
            "Dit hoort bij een periode die is afgesloten. Een trekker kan de periode eerst weer openen, bij het cijfer.",
            "This belongs to a period that was closed. A lead can open the period again first, at the figure.",
        ),
        "already_evaluated" => ("Elk jaar dat voorbij is, is al beoordeeld.", "Every year that has ended was evaluated already."),
        "restore_first" => {
            ("Dit hoort bij iets dat ook is verwijderd. Herstel dat eerst.", "This belongs to something that was deleted as well. Restore that first.")
        }
        "disk_full" => (
            "De schijf is vol. Er is niets opgeslagen. Vertel het de beheerder van het platform.",
            "The disk is full. Nothing was saved. Tell the administrator of the platform.",
        ),
        "storage_failed" => (
            "De server kan nu niets lezen of opslaan. Er is niets opgeslagen. Vertel het de beheerder van het platform.",
            "The server cannot read or save anything now. Nothing was saved. Tell the administrator of the platform.",
        ),
        "unavailable" | "idempotency_in_progress" | "slow_body" => (
            "Het is nu even druk. Probeer het zo opnieuw; wat u invulde staat er nog.",
            "It is busy right now. Try again in a moment; what you filled in is still there.",
        ),
        // What only a fault of ours brings about: the app asks in the right way.
        "internal"
        | "malformed"
        | "not_for_clients"
        | "insufficient_scope"
        | "method_not_allowed"
        | "not_acceptable"
        | "idempotency_key_reused"
        | "out_of_range"
        | "unsupported_media_type"
        | "unsupported_encoding"
        | "precondition_required" => ("Er ging iets mis. Probeer het opnieuw.", "Something went wrong. Try again."),
        _ => return None,
    };
    Some(Text::new(dutch, english))
}
