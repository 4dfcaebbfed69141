//! Documents of sub-projects.
pub mod list;

use crate::{
    browser,
    components::{
        file::{FileField, SaveFile},
        form::CheckboxField,
        item_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
    },
    format::{fill, size},
    hooks::{Form, TextOptions},
    resources::Documents,
    routes::Route,
    session::Session,
};
use contract::document::{Document, DocumentInput, Upload};
use contract::words::thing::DOCUMENT;
use uuid::Uuid;
use yew::prelude::*;

pub static NEW: NewSpec<Documents> = NewSpec {
    initial: |_, sub_project| DocumentInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        note: String::new(),
        team_only: false,
        upload_id: Uuid::nil(),
    },
    fields,
    texts: |texts| NewTexts { title: texts.document_new_of(), lead: texts.document_new_lead(), make: texts.document_make(), made: texts.document_made() },
};

pub static DETAIL: DetailSpec<Documents> = DetailSpec {
    edit: |id| Route::EditDocument { id },
    then: |document| Route::SubProject { id: document.sub_project.id },
    badges: list::badge,
    actions: |_, found, _| html! { <SaveFile document={found.value.clone()} /> },
    facts: |session, document| {
        let texts = session.texts();
        let file = &document.file;
        html! {
            <>
                { fact(texts.label(&DOCUMENT.upload_id), html! { { format!("{} ({})", file.file_name, size(session.lang, file.size)) } }) }
                { text_fact(texts.label(&DOCUMENT.note), &document.note) }
                { person_fact(texts.label(&DOCUMENT.author), document.author.as_ref()) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a document.
pub fn fields(session: &Session, form: &Form<Documents>, before: Option<&Document>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let most = fill(texts.document_file_most(), &[&browser::most_megabytes().to_string()]);
    let replace = before.map(|_| texts.document_replace_hint()).into_iter();
    let hint = replace.chain([texts.document_file_hint(), most.as_str()]).collect::<Vec<_>>().join(" ");
    html! {
        <>
            <FileField
                name="uploadId"
                label={form.label("uploadId")}
                {hint}
                chosen={!input.upload_id.is_nil()}
                errors={form.wrong("uploadId")}
                onunfit={form.unfit("uploadId")}
                onchange={form.change("uploadId", |input, upload: Upload| {
                    input.upload_id = upload.id;
                    if input.title.trim().is_empty() {
                        input.title = upload.file_name.rsplit_once('.').map_or(upload.file_name.as_str(), |(stem, _)| stem).to_owned();
                    }
                })}
            />
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            { form.text("note", |input| &mut input.note, TextOptions {
                hint: Some(texts.document_note_hint()),
                optional: true,
                lines: Some(3),
                ..TextOptions::default()
            }) }
            <CheckboxField
                name="teamOnly"
                label={form.label("teamOnly")}
                checked={input.team_only}
                onchange={form.change("teamOnly", |input, only| input.team_only = only)}
            />
        </>
    }
}
