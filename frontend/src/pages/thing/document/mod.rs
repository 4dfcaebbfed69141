//! Documents of sub-projects.
pub mod list;

use crate::{
    browser,
    components::{
        file::{FileField, SaveFile},
        form::CheckboxField,
        part_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
    },
    format::{fill, size},
    hooks::{Form, TextOptions},
    i18n::DocumentTexts,
    resources::Documents,
    routes::Route,
    session::Session,
};
use contract::document::{Document, DocumentInput, Upload};
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
    texts: |texts| {
        let own = DocumentTexts::of(texts.lang());
        NewTexts { title: own.new_of, lead: own.new_lead, make: own.make, made: own.made }
    },
};

pub static DETAIL: DetailSpec<Documents> = DetailSpec {
    edit: |id| Route::EditDocument { id },
    then: |document| Route::SubProject { id: document.sub_project.id },
    badges: list::badge,
    actions: |_, found, _| html! { <SaveFile document={found.value.clone()} /> },
    facts: |session, document| {
        let own = DocumentTexts::of(session.lang);
        let file = &document.file;
        html! {
            <>
                { fact(own.file, html! { { format!("{} ({})", file.file_name, size(session.lang, file.size)) } }) }
                { text_fact(own.note, &document.note) }
                { person_fact(own.author, document.author.as_ref()) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a document.
pub fn fields(session: &Session, form: &Form<Documents>, before: Option<&Document>) -> Html {
    let own = DocumentTexts::of(session.lang);
    let input = form.input();
    let most = fill(own.file_most, &[&browser::most_megabytes().to_string()]);
    let replace = before.map(|_| own.replace_hint).into_iter();
    let hint = replace.chain([own.file_hint, most.as_str()]).collect::<Vec<_>>().join(" ");
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
                hint: Some(own.note_hint),
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
