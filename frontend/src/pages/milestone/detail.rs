//! The page of one milestone.
use super::steps::{today, when};
use crate::{
    components::{actions::Delete, history::History, layout::Page, standing::StandingBadge},
    hooks::{settled, use_resource},
    i18n::SteeringTexts,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MilestonePageProps {
    pub id: Uuid,
}

/// The milestone with what was changed in it since.
#[component]
pub fn MilestonePage(props: &MilestonePageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let own = SteeringTexts::of(session.lang);
    let (found, reload) = use_resource::<resources::Milestones>(props.id);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let milestone = &found.value;
    let id = milestone.id;
    let can = |action| milestone.can.contains(&action);
    let header = html! {
        <>
            <p class="kompaan-card__badges"><StandingBadge standing={today(milestone)} /></p>
            if can(Action::Edit) || can(Action::Delete) {
                <div class="kompaan-actions">
                    if can(Action::Edit) { <Link<Route> classes="utrecht-button-link utrecht-button-link--html-a utrecht-button-link--primary-action" to={Route::EditMilestone { id }}>{ texts.edit }</Link<Route>> }
                    if can(Action::Delete) { <Delete<resources::Milestones> found={(*found).clone()} then={Route::SubProject { id: milestone.sub_project.id }} /> }
                </div>
            }
        </>
    };
    html! {
        <Page title={milestone.title.clone()} trail={resources::Milestones::above(texts, milestone)} {header}>
            <dl class="kompaan-facts kompaan-aside">
                <div><dt>{ own.when }</dt><dd>{ when(session.lang, milestone) }</dd></div>
                if let Some(owner) = &milestone.owner {
                    <div><dt>{ texts.milestone_owner }</dt><dd><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Person { id: owner.id }}>{ &owner.name }</Link<Route>></dd></div>
                }
                if !milestone.note.is_empty() { <div><dt>{ texts.milestone_note }</dt><dd>{ &milestone.note }</dd></div> }
            </dl>
            <History<resources::Milestones> {id} round={milestone.version} />
        </Page>
    }
}
