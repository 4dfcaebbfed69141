//! The page of a sub-project.
use super::{trail, use_sub_project};
use crate::{
    components::{
        alert::{Alert, Tone},
        badge::PhaseBadge,
        failure::Failure,
        layout::Page,
        markdown::Markdown,
        skeleton::Skeleton,
    },
    hooks::Fetch,
    routes::Route,
    session::use_session,
};
use contract::{Reference, sub_project::Phase};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SubProjectPageProps {
    pub id: Uuid,
}

/// Aim, target group, method, places, the pair of leads, the learning community.
#[component]
pub fn SubProjectPage(props: &SubProjectPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_sub_project(props.id);
    let found = match found {
        Fetch::Loading => return html! { <div class="kompaan-width"><Skeleton /></div> },
        Fetch::Failed(error) => return html! { <div class="kompaan-width"><Failure {error} retry={reload} /></div> },
        Fetch::Ready(found) => found,
    };
    let sub_project = &found.value;
    let id = sub_project.id;
    let can = |action| sub_project.can.contains(&action);
    let button = "utrecht-button-link utrecht-button-link--html-a";
    let header = html! {
        <>
            <p class="kompaan-card__badges"><PhaseBadge phase={sub_project.phase} /></p>
            <p class="kompaan-actions">
                if can(Action::Edit) { <Link<Route> classes={classes!(button, "utrecht-button-link--primary-action")} to={Route::EditSubProject { id }}>{ texts.edit }</Link<Route>> }
                if can(Action::ChangePhase) { <Link<Route> classes={classes!(button, "utrecht-button-link--secondary-action")} to={Route::ChangePhase { id }}>{ texts.sub_project_change_phase }</Link<Route>> }
                <Link<Route> classes="utrecht-link utrecht-link--html-a kompaan-go" to={Route::SubProjectHistory { id }}>{ texts.history }</Link<Route>>
            </p>
        </>
    };
    let lead = |lead: &Option<Reference>| lead.as_ref().map_or(texts.sub_project_no_lead.to_owned(), |lead| lead.name.clone());
    let themes: Vec<_> = sub_project.theme_ids.iter().filter_map(|id| session.catalogue.theme(*id, session.lang)).collect();
    let part = |id: &'static str, title: &'static str, html: &Option<String>| {
        html! {
            <section aria-labelledby={id}>
                <h2 {id} class="utrecht-heading-2">{ title }</h2>
                <Markdown html={html.clone().unwrap_or_default()} empty={texts.sub_project_not_filled} />
            </section>
        }
    };
    html! {
        <Page title={sub_project.name.clone()} trail={trail(texts, sub_project, false)} {header}>
            if let Some(reason) = sub_project.phase_reason.as_ref().filter(|_| sub_project.phase == Phase::Stopped) {
                <Alert tone={Tone::Info}><p class="utrecht-paragraph"><strong>{ texts.sub_project_stopped_because }</strong>{ " " }{ reason }</p></Alert>
            }
            <div class="kompaan-columns">
                <div>
                    { part("doel", texts.sub_project_aim, &sub_project.aim_html) }
                    { part("doelgroep", texts.sub_project_target_group, &sub_project.target_group_html) }
                    { part("werkwijze", texts.sub_project_method, &sub_project.method_html) }
                </div>
                <aside class="kompaan-aside" aria-label={sub_project.name.clone()}>
                    <dl class="kompaan-facts">
                        <div><dt>{ texts.sub_project_plan }</dt><dd><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::LocalPlan { id: sub_project.local_plan.id }}>{ &sub_project.local_plan.name }</Link<Route>></dd></div>
                        if session.person.is_some() {
                            <div><dt>{ texts.sub_project_municipality_lead }</dt><dd>{ lead(&sub_project.municipality_lead) }</dd></div>
                            <div><dt>{ texts.sub_project_partner_lead }</dt><dd>{ lead(&sub_project.partner_lead) }</dd></div>
                        }
                        if !sub_project.places.is_empty() { <div><dt>{ texts.sub_project_places }</dt><dd>{ sub_project.places.join(", ") }</dd></div> }
                        if let Some(community) = &sub_project.community {
                            <div><dt>{ texts.sub_project_community }</dt><dd><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Community { id: community.id }}>{ &community.name }</Link<Route>></dd></div>
                        }
                        if !themes.is_empty() { <div><dt>{ texts.sub_project_themes }</dt><dd>{ themes.join(", ") }</dd></div> }
                    </dl>
                </aside>
            </div>
        </Page>
    }
}
