//! The letters that Kompaan sends, in Dutch and English.
use chrono::NaiveDate;
use domain::{account::Purpose, person::Language};

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter<'a> {
    /// With a link: an invitation, a new password, another e-mail address.
    Link(Purpose, &'a str),
    /// To the old address: the e-mail address will be another one.
    EmailChanges(&'a str),
    /// To the old address: the e-mail address is another one.
    EmailChanged(&'a str),
    /// The password was changed.
    PasswordChanged,
    /// Somebody else chose the first password.
    PasswordSet,
    /// A passkey of this name was added.
    PasskeyAdded(&'a str),
    /// A passkey of this name was removed.
    PasskeyRemoved(&'a str),
    /// Signing in asks for a code from now on.
    SecondFactorSet,
    /// Signing in does not ask for a code any more.
    SecondFactorRemoved,
    /// One can sign in at the identity provider of this name.
    ProviderLinked(&'a str),
    /// Somebody of this name asks to join the community that one facilitates.
    JoinAsked { who: &'a str, community: &'a str, link: &'a str },
    /// One is invited to a community.
    CommunityInvitation { community: &'a str, link: &'a str },
    /// One was given a task.
    TaskAssigned { task: &'a str, sub_project: &'a str, due: NaiveDate, link: &'a str },
    /// Nobody used the account: in so many days it ends, unless its owner signs in at this address.
    AccountEnds(i64, &'a str),
}

/// The subject and text of a letter to somebody of this name.
pub fn letter(letter: Letter<'_>, language: Language, name: &str) -> (&'static str, String) {
    let dutch = language == Language::Dutch;
    let (subject, text) = match letter {
        Letter::Link(Purpose::Invitation, link) if dutch => (
            "Uw account op Kompaan",
            format!(
                "Er is een account voor u op Kompaan, het platform waarop professionals van gemeenten samen leren en plannen uitvoeren.\n\nKies een wachtwoord:\n{link}\n\nDe link werkt twee weken."
            ),
        ),
        Letter::Link(Purpose::Invitation, link) => (
            "Your account on Kompaan",
            format!(
                "There is an account for you on Kompaan, the platform on which professionals of municipalities learn together and run plans.\n\nChoose a password:\n{link}\n\nThe link works for two weeks."
            ),
        ),
        Letter::Link(Purpose::Reset, link) if dutch => (
            "Nieuw wachtwoord voor Kompaan",
            format!(
                "U vroeg om een nieuw wachtwoord.\n\nKies het hier:\n{link}\n\nDe link werkt een uur. Vroeg u dit niet? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is."
            ),
        ),
        Letter::Link(Purpose::Reset, link) => (
            "New password for Kompaan",
            format!(
                "You asked for a new password.\n\nChoose it here:\n{link}\n\nThe link works for one hour. Did you not ask for this? Then there is nothing to do: your password stays as it is."
            ),
        ),
        Letter::Link(Purpose::Email, link) if dutch => (
            "Bevestig uw e-mailadres voor Kompaan",
            format!(
                "U wilt voortaan met dit e-mailadres inloggen op Kompaan.\n\nBevestig het hier:\n{link}\n\nDe link werkt een dag. Vroeg u dit niet? Dan hoeft u niets te doen."
            ),
        ),
        Letter::Link(Purpose::Email, link) => (
            "Confirm your e-mail address for Kompaan",
            format!(
                "You want to sign in to Kompaan with this e-mail address from now on.\n\nConfirm it here:\n{link}\n\nThe link works for one day. Did you not ask for this? Then there is nothing to do."
            ),
        ),
        Letter::EmailChanges(email) if dutch => (
            "Uw e-mailadres voor Kompaan verandert",
            format!(
                "Iemand die met uw account is ingelogd, wil voortaan inloggen met {email}. Zodra dat adres bevestigd is, werkt dit adres niet meer.\n\nWas u dit niet? Wijzig dan meteen uw wachtwoord en log overal uit."
            ),
        ),
        Letter::EmailChanges(email) => (
            "Your e-mail address for Kompaan will change",
            format!(
                "Somebody who is signed in with your account wants to sign in with {email} from now on. Once that address is confirmed, this one no longer works.\n\nWas this not you? Then change your password at once and sign out everywhere."
            ),
        ),
        Letter::EmailChanged(email) if dutch => (
            "Uw e-mailadres voor Kompaan is gewijzigd",
            format!(
                "U logt voortaan in met {email}. Dit adres werkt niet meer, en links die u hier kreeg ook niet.\n\nKlopt dit niet? Neem dan meteen contact op met de beheerder van uw organisatie."
            ),
        ),
        Letter::EmailChanged(email) => (
            "Your e-mail address for Kompaan was changed",
            format!(
                "From now on you sign in with {email}. This address no longer works, nor do links that you received here.\n\nIs this not right? Then contact the administrator of your organisation at once."
            ),
        ),
        Letter::JoinAsked { who, community, link } if dutch => {
            ("Iemand wil lid worden van uw community", format!("{who} wil lid worden van {community}. U bent daar aanjager.\n\nBeslis hier:\n{link}"))
        }
        Letter::JoinAsked { who, community, link } => {
            ("Somebody wants to join your community", format!("{who} wants to join {community}. You are its facilitator.\n\nDecide here:\n{link}"))
        }
        Letter::CommunityInvitation { community, link } if dutch => (
            "U bent uitgenodigd voor een community",
            format!("Een aanjager nodigt u uit om lid te worden van {community}.\n\nBekijk de uitnodiging en word lid:\n{link}"),
        ),
        Letter::CommunityInvitation { community, link } => {
            ("You are invited to a community", format!("A facilitator invites you to join {community}.\n\nSee the invitation and join:\n{link}"))
        }
        Letter::TaskAssigned { task, sub_project, due, link } if dutch => (
            "U hebt een taak gekregen",
            format!("U hebt een taak gekregen in {sub_project}: {task}. Hij moet klaar zijn op {}.\n\nBekijk de taak:\n{link}", due.format("%d-%m-%Y")),
        ),
        Letter::TaskAssigned { task, sub_project, due, link } => (
            "You were given a task",
            format!("You were given a task in {sub_project}: {task}. It is due on {}.\n\nSee the task:\n{link}", due.format("%d-%m-%Y")),
        ),
        Letter::AccountEnds(days, address) if dutch => (
            "Uw account op Kompaan eindigt",
            format!(
                "U hebt lang niet ingelogd op Kompaan. Over {days} dagen eindigt uw account. Wat u maakte, blijft staan.\n\nWilt u het houden? Log dan in:\n{address}"
            ),
        ),
        Letter::AccountEnds(days, address) => (
            "Your account on Kompaan will end",
            format!(
                "You have not signed in to Kompaan for a long time. In {days} days your account ends. What you made stays.\n\nDo you want to keep it? Then sign in:\n{address}"
            ),
        ),
        Letter::PasskeyAdded(passkey) if dutch => (
            "Nieuwe passkey voor Kompaan",
            format!(
                "U logt voortaan ook in met de passkey {passkey}.\n\nWas u dit niet? Haal de passkey dan weg onder Mijn account, log overal uit en kies een nieuw wachtwoord."
            ),
        ),
        Letter::PasskeyAdded(passkey) => (
            "New passkey for Kompaan",
            format!(
                "From now on you also sign in with the passkey {passkey}.\n\nWas this not you? Then remove the passkey under My account, sign out everywhere and choose a new password."
            ),
        ),
        Letter::PasswordSet if dutch => (
            "Er is een wachtwoord gekozen voor uw account op Kompaan",
            "Een beheerder heeft een wachtwoord gekozen voor uw account op Kompaan.\n\nKlopt dit niet? Vraag dan meteen een nieuw wachtwoord aan op de pagina Inloggen."
                .to_owned(),
        ),
        Letter::PasswordSet => (
            "A password was chosen for your account on Kompaan",
            "An administrator has chosen a password for your account on Kompaan.\n\nIs this not right? Then ask for a new password at once on the page Sign in."
                .to_owned(),
        ),
        Letter::PasskeyRemoved(passkey) if dutch => (
            "Passkey voor Kompaan weggehaald",
            format!(
                "U logt niet meer in met de passkey {passkey}.\n\nWas u dit niet? Log dan overal uit onder Mijn account en kies een nieuw wachtwoord."
            ),
        ),
        Letter::PasskeyRemoved(passkey) => (
            "Passkey for Kompaan removed",
            format!("You no longer sign in with the passkey {passkey}.\n\nWas this not you? Then sign out everywhere under My account and choose a new password."),
        ),
        Letter::SecondFactorSet if dutch => (
            "Inloggen in twee stappen staat aan voor Kompaan",
            "U logt voortaan in twee stappen in op Kompaan: met uw wachtwoord en een code van een app.\n\nWas u dit niet? Vertel het dan meteen aan de coördinator van uw organisatie."
                .to_owned(),
        ),
        Letter::SecondFactorSet => (
            "Signing in with two steps is on for Kompaan",
            "From now on you sign in to Kompaan with two steps: your password and a code of an app.\n\nWas this not you? Then tell the coordinator of your organisation at once."
                .to_owned(),
        ),
        Letter::SecondFactorRemoved if dutch => (
            "Inloggen in twee stappen staat uit voor Kompaan",
            "U logt niet meer in twee stappen in op Kompaan: uw wachtwoord is genoeg.\n\nKlopt dit niet? Kies dan meteen een nieuw wachtwoord, log overal uit onder Mijn account en zet de twee stappen weer aan."
                .to_owned(),
        ),
        Letter::SecondFactorRemoved => (
            "Signing in with two steps is off for Kompaan",
            "You no longer sign in to Kompaan with two steps: your password is enough.\n\nIs this not right? Then choose a new password at once, sign out everywhere under My account and turn the two steps on again."
                .to_owned(),
        ),
        Letter::ProviderLinked(provider) if dutch => (
            "U kunt op een andere manier inloggen op Kompaan",
            format!("U kunt voortaan ook op Kompaan inloggen met uw account bij {provider}.\n\nWas u dit niet? Vertel het dan meteen aan de beheerder van Kompaan."),
        ),
        Letter::ProviderLinked(provider) => (
            "You can sign in to Kompaan in another way",
            format!("From now on you can also sign in to Kompaan with your account at {provider}.\n\nWas this not you? Then tell the administrator of Kompaan at once."),
        ),
        Letter::PasswordChanged if dutch => (
            "Uw wachtwoord voor Kompaan is gewijzigd",
            "Uw wachtwoord is gewijzigd en u bent overal uitgelogd.\n\nWas u dit niet? Vraag dan meteen een nieuw wachtwoord aan op de pagina Inloggen."
                .to_owned(),
        ),
        Letter::PasswordChanged => (
            "Your password for Kompaan was changed",
            "Your password was changed and you were signed out everywhere.\n\nWas this not you? Then ask for a new password at once on the page Sign in."
                .to_owned(),
        ),
    };
    let (greeting, close) = if dutch { ("Beste", "Met vriendelijke groet,\nKompaan") } else { ("Dear", "Kind regards,\nKompaan") };
    (subject, format!("{greeting} {name},\n\n{text}\n\n{close}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_about_work_names_it_in_both_languages() {
        let link = "https://kompaan.example/taken/1";
        for about in [
            Letter::JoinAsked { who: "Demo Consulent", community: "Kwikstart", link },
            Letter::CommunityInvitation { community: "Kwikstart", link },
            Letter::TaskAssigned { task: "Bellen", sub_project: "Kwikstart", due: NaiveDate::default(), link },
        ] {
            let [(subject, dutch), (other, english)] = [Language::Dutch, Language::English].map(|language| letter(about, language, "Demo Aanjager"));
            assert!(subject != other && dutch.contains("Kwikstart") && english.contains("Kwikstart") && dutch.contains(link) && english.contains(link));
        }
    }

    #[test]
    fn a_letter_speaks_the_language_of_its_reader_and_holds_the_link() {
        for purpose in Purpose::ALL {
            let link = "https://kompaan.example/account#x";
            let (subject, dutch) = letter(Letter::Link(*purpose, link), Language::Dutch, "Demo Aanjager");
            let (other, english) = letter(Letter::Link(*purpose, link), Language::English, "Demo Aanjager");
            assert!(dutch.starts_with("Beste Demo Aanjager,") && english.starts_with("Dear Demo Aanjager,"));
            assert!(dutch.contains(link) && english.contains(link) && subject != other);
        }
    }

    #[test]
    fn each_change_of_a_way_to_sign_in_says_what_changed_and_what_to_do() {
        for (about, named) in [
            (Letter::EmailChanges("nieuw@voorbeeld.example"), "nieuw@voorbeeld.example"),
            (Letter::EmailChanged("nieuw@voorbeeld.example"), "nieuw@voorbeeld.example"),
            (Letter::PasswordChanged, ""),
            (Letter::PasswordSet, ""),
            (Letter::PasskeyAdded("Telefoon"), "Telefoon"),
            (Letter::PasskeyRemoved("Telefoon"), "Telefoon"),
            (Letter::SecondFactorSet, ""),
            (Letter::SecondFactorRemoved, ""),
            (Letter::ProviderLinked("Gemeente Vught"), "Gemeente Vught"),
        ] {
            let (subject, dutch) = letter(about, Language::Dutch, "Demo Aanjager");
            let (other, english) = letter(about, Language::English, "Demo Aanjager");
            assert!(dutch.contains(named) && english.contains(named) && subject != other, "{about:?}");
            assert!(dutch.contains("meteen") || dutch.contains("log overal uit") || dutch.contains("Log dan overal uit"), "{dutch}");
        }
    }
}
