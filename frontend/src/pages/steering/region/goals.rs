//! How far the goals of the course are, and what each plan contributes, side by side.
use crate::{
    components::{chart::Meter, link::RouteLink, settled::settled},
    format::{fill, number},
    hooks::{First, use_first, use_own},
    pages::strategic_goal::reached,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    strategic_course::{CourseProgress, GoalProgress, PlanContribution, Total},
    words::plan::SUB_PROJECT,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct GoalsProps {
    /// Whether only the table is shown, as on paper.
    #[prop_or_default]
    pub table: bool,
}

/// How far the goals of the strategic course are. Absent when there is no course.
#[component]
pub fn Goals(props: &GoalsProps) -> Html {
    let session = use_session();
    let (measuring, lang) = (session.texts(), session.lang);
    let (found, reload) = use_own(|client| async move {
        let latest = PageQuery { page_size: Some(1), sort: Some("-startDate".into()), ..PageQuery::default() };
        match client.strategic_courses().list(&Default::default(), &latest).await?.items.first() {
            Some(course) => client.course_progress(course.id, None).await.map(Some),
            None => Ok(None),
        }
    });
    let (first_goals, first_plans) = (use_first(), use_first());
    let progress = match settled(found, &reload) {
        Err(instead) => return instead,
        Ok(found) => found,
    };
    let Some(progress) = progress.as_ref() else { return Html::default() };
    let year = progress.year;
    let measured: Vec<&GoalProgress> = progress.goals.iter().filter(|goal| goal.goal.indicator.is_some()).collect();
    html! {
        <section aria-labelledby="koers">
            <h2 id="koers" class="utrecht-heading-2"><RouteLink to={Route::StrategicCourses}>{ measuring.courses() }</RouteLink></h2>
            if !props.table {
                <ul class="kompaan-people">
                    { for first_goals.of(&measured).iter().map(|GoalProgress { goal, total, .. }| {
                        let target = goal.targets.iter().find(|target| target.year == year).map(|target| target.value);
                        html! {
                            <li key={goal.id.to_string()} class="kompaan-people__person">
                                <div class="kompaan-grow">
                                    <p class="kompaan-no-margin">
                                        <RouteLink to={Route::StrategicGoal { id: goal.id }}>{ &goal.title }</RouteLink>
                                    </p>
                                    <p class="kompaan-no-margin">{ reached(session.texts(), lang, goal, total, year) }</p>
                                    if let Some((value, target)) = total.measured.zip(target) { <Meter {value} {target} /> }
                                </div>
                            </li>
                        }
                    }) }
                </ul>
                { first_goals.more_button(session.texts(), measured.len()) }
            }
            { contributions(&session, progress, &first_plans) }
        </section>
    }
}

/// What each plan contributes to each goal that is measured: the plans below each other, the goals side by side.
fn contributions(session: &Session, progress: &CourseProgress, first: &First) -> Html {
    let texts = session.texts();
    let goals: Vec<&GoalProgress> = progress.goals.iter().filter(|goal| goal.goal.indicator.is_some()).collect();
    let mut plans: Vec<&PlanContribution> = vec![];
    for plan in goals.iter().flat_map(|goal| &goal.plans) {
        if !plans.iter().any(|known| known.local_plan.id == plan.local_plan.id) {
            plans.push(plan);
        }
    }
    if plans.is_empty() {
        return Html::default();
    }
    let names = |plan: &PlanContribution| plan.municipalities.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    plans.sort_by_key(|plan| names(plan));
    let table = html! {
        <table class="kompaan-table kompaan-table--dense">
            <caption class="kompaan-visually-hidden">{ fill(texts.plans_side_by_side(), &[&progress.year.to_string()]) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ texts.label(&SUB_PROJECT.local_plan_id) }</th>
                    { for goals.iter().map(|goal| html! { <th key={goal.goal.id.to_string()} scope="col">{ &goal.goal.title }</th> }) }
                </tr>
            </thead>
            <tbody>
                { for first.of(&plans).iter().map(|plan| html! {
                    <tr key={plan.local_plan.id.to_string()}>
                        <th scope="row"><RouteLink to={Route::LocalPlan { id: plan.local_plan.id }}>{ names(plan) }</RouteLink></th>
                        { for goals.iter().map(|goal| {
                            let total = goal.plans.iter().find(|other| other.local_plan.id == plan.local_plan.id).map(|plan| plan.total);
                            html! {
                                <td key={goal.goal.id.to_string()} data-label={goal.goal.title.clone()}>
                                    { contribution(session, total) }
                                </td>
                            }
                        }) }
                    </tr>
                }) }
                <tr class="kompaan-table__total">
                    <th scope="row">{ texts.total() }</th>
                    { for goals.iter().map(|goal| {
                        let target = goal.goal.targets.iter().find(|target| target.year == progress.year).map(|target| target.value);
                        html! {
                            <td key={goal.goal.id.to_string()} data-label={goal.goal.title.clone()}>
                                { contribution(session, Some(Total { target, ..goal.total })) }
                            </td>
                        }
                    }) }
                </tr>
            </tbody>
        </table>
    };
    html! { <>{ table }{ first.more_button(texts, plans.len()) }</> }
}

/// What one plan contributes to one goal. That nothing was reported is not zero, and that a plan does not work on a goal is something else again.
fn contribution(session: &Session, total: Option<Total>) -> Html {
    let (texts, lang) = (session.texts(), session.lang);
    match total {
        None => html! { <span class="kompaan-quiet">{ texts.not_contributing() }</span> },
        Some(Total { measured: None, kept_back: 1.., .. }) => html! { <span class="kompaan-quiet">{ texts.cell_hidden() }</span> },
        Some(Total { measured: None, .. }) => html! { <strong>{ texts.measured_none() }</strong> },
        Some(Total { measured: Some(measured), target: Some(target), .. }) => html! {
            <>{ fill(texts.part_of(), &[&number(lang, measured), &number(lang, target)]) }<Meter value={measured} {target} /></>
        },
        Some(Total { measured: Some(measured), target: None, .. }) => html! { { number(lang, measured) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[component]
    fn Contributions() -> Html {
        let session = use_session();
        let reported = Total { measured: Some(1_200), target: Some(2_000), ..Total::default() };
        html! {
            <>
                <p>{ contribution(&session, None) }</p>
                <p>{ contribution(&session, Some(Total::default())) }</p>
                <p>{ contribution(&session, Some(reported)) }</p>
            </>
        }
    }

    #[tokio::test]
    async fn nothing_reported_is_not_zero() {
        holds(&shown(html! { <Contributions /> }).await, &["werkt hier niet aan", "<strong>Nog niets gemeten", "1.200 van 2.000"]);
    }
}
