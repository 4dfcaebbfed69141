//! A file: choosing one, which sends it at once, and saving one.
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        form::describe,
        resident::ResidentWarning,
    },
    format::{fill, size},
    i18n::Texts,
    session::use_session,
};
use client::Error;
use contract::{
    document::{Document, FileKind, Upload},
    text_check::{Finding, PersonalData, findings},
};
use wasm_bindgen::JsCast;
use yew::{platform::spawn_local, prelude::*};

/// Larger files, in bytes, are not even read; what the server takes is less.
const MOST: f64 = 200e6;

/// The endings of what can be chosen; the server looks at what a file is.
fn accepted(images: bool) -> String {
    let endings = FileKind::ALL.iter().filter(|kind| !images || kind.is_image()).flat_map(|kind| kind.endings());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}

#[derive(Properties, PartialEq)]
pub struct FileProps {
    pub name: &'static str,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Whether only images are taken.
    #[prop_or_default]
    pub images: bool,
    /// Whether there is a file already.
    pub chosen: bool,
    pub onchange: Callback<Upload>,
    /// The code of why what was chosen is not taken, or not yet; `None` when that is over. The form then tells it with its other errors.
    pub onunfit: Callback<Option<String>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// Where sending stands.
#[derive(Clone, PartialEq)]
enum Sending {
    Not,
    /// Its name probably tells of a resident; the count moves the focus to the question.
    Asked(web_sys::File, Vec<Finding>, u32),
    Busy(String),
    Done(Upload),
    Failed,
}

/// The code of why a file was not taken.
fn code_of(error: &Error) -> String {
    let code = error.problem().map(|problem| problem.errors.first().map_or(problem.code.as_str(), |fault| fault.code.as_str()));
    match code {
        Some("too_large") => "file_too_large".to_owned(),
        Some(code) => code.to_owned(),
        None => "file_not_sent".to_owned(),
    }
}

/// A file to choose. It is sent when it is chosen, so that the form waits for nothing.
#[component]
pub fn FileField(props: &FileProps) -> Html {
    let session = use_session();
    let lang = session.lang;
    let texts = Texts::of(lang);
    let sending = use_state(|| Sending::Not);
    let send = {
        let (sending, session, onchange, onunfit) = (sending.setter(), session.clone(), props.onchange.clone(), props.onunfit.clone());
        Callback::from(move |file: web_sys::File| {
            let (sending, session, onchange, onunfit) = (sending.clone(), session.clone(), onchange.clone(), onunfit.clone());
            sending.set(Sending::Busy(file.name()));
            onunfit.emit(Some("file_being_sent".into()));
            spawn_local(async move {
                let sent = match browser::read_file(&file).await {
                    Some(content) => session.client.upload(&file.name(), content).await,
                    None => Err(Error::Unreadable("the file cannot be read".into())),
                };
                sending.set(match sent {
                    Ok(upload) => {
                        onchange.emit(upload.clone());
                        Sending::Done(upload)
                    }
                    Err(error) => {
                        onunfit.emit(Some(code_of(&error)));
                        Sending::Failed
                    }
                });
            });
        })
    };
    let onchange = {
        let (sending, send, onunfit) = (sending.clone(), send.clone(), props.onunfit.clone());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            let Some(file) = input.and_then(|input| input.files()?.get(0)) else {
                // Nothing is chosen any more.
                sending.set(Sending::Not);
                onunfit.emit(None);
                return;
            };
            let found: Vec<Finding> = findings(&file.name()).into_iter().filter(|one| one.what != PersonalData::Bsn).collect();
            if file.size() > MOST {
                sending.set(Sending::Failed);
                onunfit.emit(Some("file_too_large".into()));
            } else if found.is_empty() {
                send.emit(file);
            } else {
                let round = if let Sending::Asked(_, _, round) = &*sending { *round } else { 0 };
                sending.set(Sending::Asked(file, found, round + 1));
                onunfit.emit(Some("file_not_sent".into()));
            }
        })
    };
    let question = if let Sending::Asked(file, found, round) = &*sending {
        let found: Vec<_> = found.iter().map(|one| (String::new(), one.what, one.text.clone())).collect();
        let accept = {
            let (file, send) = (file.clone(), send.clone());
            Callback::from(move |_: MouseEvent| send.emit(file.clone()))
        };
        html! { <ResidentWarning {found} round={*round} confirm={session.texts().resident_send()} {accept} submits=false /> }
    } else {
        Html::default()
    };
    let name = props.name;
    let status = match &*sending {
        Sending::Not if props.chosen => texts.document_chosen().to_owned(),
        Sending::Not | Sending::Asked(..) => String::new(),
        Sending::Busy(file) => fill(texts.document_sending(), &[file]),
        Sending::Done(upload) => fill(texts.document_sent(), &[&upload.file_name, &size(lang, upload.size)]),
        Sending::Failed => String::new(),
    };
    // That it is still being sent is told as its status; it is an error only for who sends the form meanwhile.
    let busy = matches!(*sending, Sending::Busy(_));
    let errors: Vec<_> = props.errors.iter().copied().filter(|error| !busy || *error != texts.document_error_being_sent()).collect();
    // What the form finds wrong is told by its summary; a file that is not taken is told here as well.
    let refused = matches!(*sending, Sending::Failed);
    let invalid = !errors.is_empty();
    html! {
        <div class={classes!("utrecht-form-field", invalid.then_some("utrecht-form-field--invalid"))}>
            <div class="utrecht-form-field__label"><label class="utrecht-form-label" for={name}>{ &props.label }</label></div>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message" role={refused.then_some("alert")}>
                    { for errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                </div>
            }
            <div class="utrecht-form-field__input">
                <input
                    id={name}
                    type="file"
                    accept={accepted(props.images)}
                    class="kompaan-file"
                    {onchange}
                    aria-invalid={invalid.then_some("true")}
                    aria-describedby={describe(name, props.hint.is_some(), invalid)}
                />
            </div>
            { question }
            <div role="status" class="kompaan-quiet">{ status }</div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SaveProps {
    pub document: Document,
}

/// The button that saves the file of a document.
#[component]
pub fn SaveFile(props: &SaveProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let busy = use_state(|| false);
    let file = &props.document.file;
    let onclick = {
        let (session, busy, id, file) = (session.clone(), busy.clone(), props.document.id, file.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, busy, file) = (session.clone(), busy.clone(), file.clone());
            spawn_local(async move {
                match session.client.document_content(id).await {
                    Ok(content) => {
                        browser::save_file(&file.file_name, &file.media_type, &content);
                        session.say(fill(texts.document_downloaded(), &[&file.file_name]));
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <Button appearance={Appearance::Secondary} {onclick} busy={*busy}>
            { fill(texts.document_download(), &[&file.file_name]) }
            { format!(" ({})", size(session.lang, file.size)) }
        </Button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        i18n::{Lang, Texts},
        testing::{holds, shown},
    };

    #[tokio::test]
    async fn a_file_field_is_tied_to_its_label_hint_and_error() {
        let html = shown(html! {
            <FileField
                name="uploadId"
                label="Bestand"
                hint="PDF"
                chosen={true}
                onchange={Callback::noop()}
                onunfit={Callback::noop()}
                errors={vec!["Kies een bestand."]}
            />
        })
        .await;
        holds(
            &html,
            &[
                r#"for="uploadId""#,
                r#"type="file""#,
                ".pdf,",
                ".md",
                r#"aria-describedby="uploadId-hint uploadId-error""#,
                "Er is een bestand gekozen.",
                r#"role="status""#,
            ],
        );
    }

    #[test]
    fn why_a_file_is_not_taken_is_said_in_words() {
        let problem = |code: &str, fault: Option<&str>| {
            let errors = fault.map(|code| contract::FieldError::body("", code, "")).into_iter().collect();
            Error::Problem(Box::new(contract::Problem { code: code.into(), errors, ..contract::Problem::default() }))
        };
        let texts = Texts::of(Lang::Dutch);
        for (error, expected) in [
            (problem("invalid", Some("file_has_macros")), texts.rule("file_has_macros")),
            (problem("invalid", Some("file_has_programs")), texts.rule("file_has_programs")),
            (problem("invalid", Some("file_refers_elsewhere")), texts.rule("file_refers_elsewhere")),
            (problem("too_large", None), texts.refusal("too_large")),
            (problem("too_many_uploads", None), texts.refusal("too_many_uploads")),
            (problem("too_many_attempts", None), texts.refusal("too_many_attempts")),
            (Error::Unreadable("nothing".into()), texts.document_error_not_sent()),
        ] {
            // As the summary of a form says it.
            assert_eq!(texts.rule(&code_of(&error)), expected);
        }
    }
}
