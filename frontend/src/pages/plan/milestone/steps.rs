//! The milestones of a sub-project, or of somebody, in the order of their days.
use crate::{
    components::{
        button::{Appearance, Button, ButtonLink},
        failure::Failure,
        link::RouteLink,
        milestone_badge::MilestoneBadge,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::{day, fill},
    hooks::{Fetch, use_list, use_quick_change},
    i18n::{Lang, Texts},
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use contract::{
    PageQuery,
    milestone::{Milestone, MilestoneFilter, MilestoneInput, Standing, standing},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

/// How a milestone stands today.
pub fn today(milestone: &Milestone) -> Standing {
    standing(milestone.planned_date, milestone.forecast_date, milestone.actual_date, crate::calendar::today())
}

/// The days of a milestone in words.
pub fn when(lang: Lang, milestone: &Milestone) -> String {
    let texts = Texts::of(lang);
    let planned = day(lang, milestone.planned_date);
    match (milestone.actual_date, milestone.forecast_date) {
        (Some(actual), _) => format!("{}, {}", fill(texts.reached_on(), &[&day(lang, actual)]), fill(texts.planned_on(), &[&planned])),
        (None, Some(forecast)) => fill(texts.expected_on(), &[&day(lang, forecast), &planned]),
        (None, None) => fill(texts.planned_on(), &[&planned]),
    }
}

#[derive(Properties, PartialEq)]
pub struct StepsProps {
    pub sub_project: Uuid,
    /// Whether one may add milestones.
    pub adds: bool,
}

/// The milestones of a sub-project, and the way to make one.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = MilestoneFilter { sub_project_id: props.sub_project.into(), ..MilestoneFilter::default() };
    html! {
        <>
            if props.adds {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewMilestone { id: props.sub_project }}>
                        { texts.milestone_new() }
                    </ButtonLink>
                </p>
            }
            <h2 class="kompaan-visually-hidden">
                { texts.milestones() }
            </h2>
            <List {filter} none={texts.milestones_none()} />
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct ListProps {
    pub filter: MilestoneFilter,
    /// What to say when there are none.
    pub none: &'static str,
}

/// Milestones by the day for which they were planned.
#[component]
pub fn List(props: &ListProps) -> Html {
    let session = use_session();
    let page = PageQuery { page_size: Some(25), sort: Some("plannedDate".into()), ..PageQuery::default() };
    let pages = use_list::<resources::Milestones>(props.filter.clone(), page);
    match &pages.first {
        Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={pages.reload.clone()} /> },
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Ready(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ props.none }</P> },
        Fetch::Ready(_) => html! { <>{ entries(pages.items(), false, &pages.reload) }{ pages.more_button(session.texts()) }</> },
    }
}

/// Milestones one below the other; `with_sub_project` when each says of which it is.
pub fn entries(milestones: impl IntoIterator<Item = Milestone>, with_sub_project: bool, changed: &Callback<()>) -> Html {
    html! {
        <ol class="kompaan-timeline">
            { for milestones.into_iter().map(|milestone| html! {
                <li key={milestone.id.to_string()} class="kompaan-timeline__entry">
                    <Step {milestone} {with_sub_project} changed={changed.clone()} />
                </li>
            }) }
        </ol>
    }
}

#[derive(Properties, PartialEq)]
struct StepProps {
    milestone: Milestone,
    with_sub_project: bool,
    changed: Callback<()>,
}

#[component]
fn Step(props: &StepProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let milestone = &props.milestone;
    // Reached today is the change that is made most, so it takes one press; another day is a change like any other.
    let input = MilestoneInput { actual_date: Some(crate::calendar::today()), ..resources::Milestones::input(milestone) };
    let (reach, busy) = use_quick_change::<resources::Milestones>(milestone, input, fill(texts.milestone_reached_now(), &[&milestone.title]), &props.changed);
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin">
                <RouteLink to={Route::Milestone { id: milestone.id }}>{ &milestone.title }</RouteLink>
            </h3>
            <p class="kompaan-card__badges kompaan-no-margin"><MilestoneBadge standing={today(milestone)} /></p>
            <p class="kompaan-quiet kompaan-no-margin">{ when(session.lang, milestone) }</p>
            if props.with_sub_project {
                <p class="kompaan-no-margin">
                    <RouteLink to={Route::SubProject { id: milestone.sub_project.id }}>{ &milestone.sub_project.name }</RouteLink>
                    { format!(", {}", milestone.local_plan.name) }
                </p>
            } else if let Some(owner) = &milestone.owner {
                <p class="kompaan-no-margin">{ &owner.name }</p>
            }
            if !milestone.note.is_empty() { <p class="kompaan-no-margin">{ &milestone.note }</p> }
            if milestone.actual_date.is_none() && milestone.can.contains(&Action::Edit) {
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Secondary} onclick={reach} {busy}>
                        { texts.milestone_reach() }
                        <span class="kompaan-visually-hidden">{ format!(" {}", milestone.title) }</span>
                    </Button>
                    <RouteLink to={Route::EditMilestone { id: milestone.id }}>
                        { texts.edit() }
                        <span class="kompaan-visually-hidden">{ format!(" {}", milestone.title) }</span>
                    </RouteLink>
                </p>
            }
        </>
    }
}
