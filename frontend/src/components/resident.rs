//! The question before something is saved that probably tells of a resident.
use crate::{
    browser,
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        paragraph::P,
    },
    format::within_sentence,
    hooks::{Asking, Form},
    i18n::Texts,
    resources::Managed,
    session::use_session,
};
use contract::text_check::{PersonalData, TextFinding};
use yew::prelude::*;

/// The id of the question, which gets the focus.
const QUESTION: &str = "inwoner";

#[derive(Properties, PartialEq)]
pub struct ResidentProps {
    /// The label of the field, what was found in it, and how it stands there.
    pub found: Vec<(String, PersonalData, String)>,
    /// Counts how often was asked: each time the question gets the focus.
    pub round: u32,
    /// What the button says that sends it after all.
    pub confirm: AttrValue,
    /// Called before the form is sent after all.
    pub accept: Callback<MouseEvent>,
    /// Whether the button sends the form that it stands in.
    #[prop_or(true)]
    pub submits: bool,
}

/// The question, with what was found.
#[component]
pub fn ResidentWarning(props: &ResidentProps) -> Html {
    let texts = use_session().texts();
    use_effect_with(props.round, |_| browser::focus(QUESTION));
    html! {
        <div id={QUESTION} role="alert" tabindex="-1">
            <Alert tone={Tone::Warning}>
                <h2 class="utrecht-heading-3">{ texts.resident_title() }</h2>
                <P>{ texts.resident_lead() }</P>
                <ul class="kompaan-plain-list">
                    { for props.found.iter().map(|(label, what, text)| html! {
                        <li>
                            { if label.is_empty() { String::new() } else { format!("{label}: ") } }
                            { within_sentence(texts.word(*what)) }
                            { " " }
                            <strong>{ text }</strong>
                        </li>
                    }) }
                </ul>
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Secondary} submits={props.submits} onclick={props.accept.clone()}>
                        { &props.confirm }
                    </Button>
                </p>
            </Alert>
        </div>
    }
}

impl Asking {
    /// The question, within the form: its button sends the form after all. `fields` are the labels of the form.
    pub fn question(&self, texts: Texts, fields: &[(&'static str, &'static str)]) -> Html {
        let (found, round) = self.asked();
        if found.is_empty() {
            return Html::default();
        }
        let label = |one: &TextFinding| {
            let label = fields.iter().find(|(name, _)| one.pointer.split('/').nth(1) == Some(*name)).map(|(_, label)| *label);
            (label.unwrap_or_default().to_owned(), one.kind, one.text.clone())
        };
        html! {
            <ResidentWarning
                found={found.iter().map(label).collect::<Vec<_>>()}
                {round}
                confirm={texts.resident_save()}
                accept={self.accept()}
            />
        }
    }
}

impl<M: Managed> Form<M> {
    /// Asks about what probably tells of a resident, when there is something to ask.
    pub fn question(&self) -> Html {
        self.asking().question(self.texts(), &self.labels())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn the_question_names_what_was_found_and_can_be_passed() {
        let found =
            vec![("Les".to_owned(), PersonalData::BirthDate, "03-04-1980".to_owned()), (String::new(), PersonalData::PhoneNumber, "06-12345678".to_owned())];
        let html = shown(html! { <ResidentWarning {found} round={1} confirm="Toch opslaan" accept={Callback::noop()} /> }).await;
        holds(
            &html,
            &[
                r#"role="alert""#,
                r#"tabindex="-1""#,
                "Les: ",
                "geboortedatum",
                "<strong>03-04-1980</strong>",
                "telefoonnummer",
                r#"type="submit""#,
                "Toch opslaan",
            ],
        );
    }
}
