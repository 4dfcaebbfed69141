//! Asking before something is sent that probably tells of a resident. It is sent once somebody says so, and asked again when something else turns up.
use contract::text_check::{PersonalData, TextFinding, findings_in};
use serde::Serialize;
use std::{cell::RefCell, rc::Rc};
use yew::prelude::*;

/// Fields that are an address of somebody at work or of a page.
const ADDRESSES: &[&str] = &["email", "website", "evidenceUrl"];

/// What was found and is asked about, and what somebody said is no matter.
#[derive(Clone)]
pub struct Asking {
    shown: UseStateHandle<(Vec<TextFinding>, u32)>,
    accepted: Rc<RefCell<Vec<(PersonalData, String)>>>,
}

/// Asking before something is sent.
#[hook]
pub fn use_asking() -> Asking {
    Asking { shown: use_state(|| (vec![], 0)), accepted: use_mut_ref(Vec::new) }
}

/// What is asked about in what is sent. A citizen service number is refused instead.
fn asked(input: &impl Serialize) -> Vec<TextFinding> {
    let mut found = serde_json::to_value(input).map(|value| findings_in(&value)).unwrap_or_default();
    found.retain(|one| one.kind != PersonalData::Bsn && !ADDRESSES.iter().any(|name| one.pointer.ends_with(&format!("/{name}"))));
    found
}

impl Asking {
    /// Asks about what probably tells of a resident and was not accepted yet; answers whether there is something to ask.
    pub fn holds_up(&self, input: &impl Serialize) -> bool {
        let found = asked(input);
        let new = found.iter().any(|one| !self.accepted.borrow().contains(&(one.kind, one.text.clone())));
        let round = self.shown.1;
        if new {
            self.shown.set((found, round + 1));
        } else if !self.shown.0.is_empty() {
            self.shown.set((vec![], round));
        }
        new
    }

    /// What is asked about, and how often that was; nothing when there is nothing to ask.
    pub fn asked(&self) -> (Vec<TextFinding>, u32) {
        (*self.shown).clone()
    }

    /// Accepts what is asked about.
    pub fn accept(&self) -> Callback<MouseEvent> {
        let (accepted, found) = (self.accepted.clone(), self.shown.0.clone());
        Callback::from(move |_: MouseEvent| accepted.borrow_mut().extend(found.iter().map(|one| (one.kind, one.text.clone()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_asked_about_is_of_a_resident_and_no_address() {
        let input = json!({"lesson": "Bel 06-12345678", "evidenceUrl": "https://voorbeeld.nl/0612345678", "email": "0612345678@voorbeeld.nl", "note": "bsn 123456782", "parts": [{"note": "NL91ABNA0417164300"}]});
        let found: Vec<_> = asked(&input).into_iter().map(|one| (one.pointer, one.kind)).collect();
        assert_eq!(found, [("/lesson".to_owned(), PersonalData::PhoneNumber), ("/parts/0/note".to_owned(), PersonalData::Iban)]);
    }
}
