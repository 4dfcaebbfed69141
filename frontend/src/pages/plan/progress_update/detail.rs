//! The page of one progress update.
use super::list::Report;
use crate::{
    components::{
        actions::Delete,
        button::{Appearance, ButtonLink},
        history::History,
        layout::Page,
        settled::settled,
    },
    hooks::use_resource,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgressUpdatePageProps {
    pub id: Uuid,
}

/// The report with what was changed in it since.
#[component]
pub fn ProgressUpdatePage(props: &ProgressUpdatePageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::ProgressUpdates>(props.id);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let update = &found.value;
    let id = update.id;
    let can = |action| update.can.contains(&action);
    let header = html! {
        if can(Action::Edit) || can(Action::Delete) {
            <div class="kompaan-actions">
                if can(Action::Edit) {
                    <ButtonLink appearance={Appearance::Primary} to={Route::EditProgressUpdate { id }}>{ texts.edit() }</ButtonLink>
                }
                if can(Action::Delete) {
                    <Delete<resources::ProgressUpdates> found={(*found).clone()} then={Route::SubProject { id: update.sub_project.id }} />
                }
            </div>
        }
    };
    html! {
        <Page title={update.title.clone()} trail={resources::ProgressUpdates::above(texts, update)} {header}>
            <Report update={update.clone()} />
            <History<resources::ProgressUpdates> {id} round={update.version} />
        </Page>
    }
}
