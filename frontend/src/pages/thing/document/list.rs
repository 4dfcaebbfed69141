//! The documents of a sub-project, the newest first.
use crate::{
    components::{badge::Badge, file::SaveFile, item_list::ItemList, link::RouteLink},
    format::{day, fill},
    resources,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    document::{Document, DocumentFilter},
    words::thing::DOCUMENT,
};
use uuid::Uuid;
use yew::prelude::*;

/// Whether not everybody sees it.
pub fn badge(session: &Session, document: &Document) -> Html {
    if document.team_only {
        html! { <Badge>{ session.texts().word_of(&DOCUMENT.team_only) }</Badge> }
    } else {
        Html::default()
    }
}

#[derive(Properties, PartialEq)]
pub struct DocumentsProps {
    pub sub_project: Uuid,
    /// Whether one may add documents.
    pub adds: bool,
}

/// The documents of a sub-project, and the way to add one.
#[component]
pub fn DocumentList(props: &DocumentsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let new = props.adds.then_some((Route::NewDocument { id: props.sub_project }, texts.document_new()));
    let filter = DocumentFilter { sub_project_id: props.sub_project.into(), ..DocumentFilter::default() };
    let page = PageQuery { page_size: Some(25), sort: Some("-createdAt".into()), ..PageQuery::default() };
    html! {
        <ItemList<resources::Documents>
            title={texts.documents()}
            none={texts.document_none()}
            {new}
            {filter}
            {page}
            entry={entry as fn(&Session, &Document, &Callback<()>) -> Html}
        />
    }
}

fn entry(session: &Session, document: &Document, _: &Callback<()>) -> Html {
    let texts = session.texts();
    let when = day(session.lang, crate::calendar::day_of(document.created_at));
    let by = document.author.as_ref().map_or_else(|| when.clone(), |author| fill(texts.document_by(), &[&when, &author.name]));
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin">
                <RouteLink to={Route::Document { id: document.id }}>{ &document.title }</RouteLink>
            </h3>
            <p class="kompaan-card__badges kompaan-no-margin">{ badge(session, document) }</p>
            <p class="kompaan-quiet kompaan-no-margin">{ by }</p>
            if !document.note.is_empty() { <p class="kompaan-no-margin">{ &document.note }</p> }
            <p class="kompaan-actions"><SaveFile document={document.clone()} /></p>
        </>
    }
}
