//! Recording what the board thinks of a year of a goal.
use crate::{
    components::{
        edit_page::trail_to,
        form::{SelectField, Submit, TextField},
        layout::Page,
        link::RouteLink,
        not_allowed::May,
        number_field::NumberField,
        paragraph::P,
        settled::settled,
    },
    format::fill,
    hooks::{use_asking, use_fetch, use_resource, use_submit, use_typed_draft},
    resources,
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::{
    field_errors,
    strategic_goal::{EvaluationInput, StrategicGoal, Verdict},
    words::steering::EVALUATION,
};
use domain::{policy::Action, strategic_goal::Evaluation};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EvaluateProps {
    pub id: Uuid,
}

/// The page.
#[component]
pub fn EvaluateGoal(props: &EvaluateProps) -> Html {
    let (found, reload) = use_resource::<resources::StrategicGoals>(props.id);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::Approve}
                can={found.value.can.clone()}
                who={texts.for_executives()}
                trail={trail_to::<resources::StrategicGoals>(texts, &found.value)}
            >
                <EvaluationForm found={(*found).clone()} />
            </May>
        },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    found: Versioned<StrategicGoal>,
}

/// The years that can still be evaluated, the latest first: those that have ended and were not.
fn open_years(goal: &StrategicGoal, this_year: i32) -> Vec<i32> {
    let wanted = goal.targets.iter().map(|target| target.year).chain([this_year - 1]);
    let mut years: Vec<i32> = wanted.filter(|year| *year < this_year && !goal.evaluations.iter().any(|evaluation| evaluation.year == *year)).collect();
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    years
}

#[component]
fn EvaluationForm(props: &FormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let submission = use_submit();
    let asking = use_asking();
    let goal = &props.found.value;
    let this_year = crate::calendar::this_year();
    let years = open_years(goal, this_year);
    let first = years.first().copied().unwrap_or(this_year - 1);
    let none = years.is_empty();
    let input = use_typed_draft("evaluation", || EvaluationInput { year: first, verdict: Verdict::Achieved, text: String::new(), established: None });
    // What was measured is what the board looks at.
    let client = session.client.clone();
    let (measured, _) = use_fetch((goal.strategic_course.id, input.get().year), move |(course, year)| {
        let client = client.clone();
        async move { client.course_progress(course, Some(year)).await }
    });
    let measured = measured.ready().and_then(|progress| progress.goals.iter().find(|one| one.goal.id == goal.id)?.total.measured);
    let here = Route::StrategicGoal { id: goal.id };
    let onsubmit = {
        let (session, submission, asking, input, etag, id, here) =
            (session.clone(), submission.clone(), asking.clone(), input.clone(), props.found.etag.clone(), goal.id, here.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let rules = Evaluation::from(input.get().clone()).violations(this_year);
            let faults = field_errors(rules);
            if faults.is_empty() && asking.holds_up(input.get()) {
                return;
            }
            let (client, said, navigator, here, etag, sent) =
                (session.client.clone(), session.clone(), navigator.clone(), here.clone(), etag.clone(), input.get().clone());
            let (year, input) = (sent.year, input.clone());
            submission.send(faults, async move { client.evaluate_goal(id, &etag, &sent).await }, move |_| {
                input.saved();
                said.say(fill(said.texts().evaluated(), &[&year.to_string()]));
                if let Some(navigator) = navigator {
                    navigator.push(&here);
                }
            });
        })
    };
    let established = input.change(|input, value| input.established = value);
    let trail = trail_to::<resources::StrategicGoals>(texts, goal);
    if none {
        return html! {
            <Page title={fill(texts.evaluate_title(), &[&goal.title])} {trail}>
                <div class="kompaan-empty"><P>{ texts.evaluate_none() }</P></div>
            </Page>
        };
    }
    let choices: Vec<(AttrValue, AttrValue)> = years.iter().map(|year| (year.to_string().into(), year.to_string().into())).collect();
    let verdicts: Vec<(AttrValue, AttrValue)> = Verdict::ALL.iter().map(|verdict| (verdict.as_str().into(), texts.word(*verdict).into())).collect();
    let hint = measured.map(|measured| AttrValue::from(format!("{}: {}", texts.measured(), crate::format::number(session.lang, measured))));
    let labels = vec![
        ("year", texts.year()),
        ("verdict", texts.label(&EVALUATION.verdict)),
        ("text", texts.label(&EVALUATION.text)),
        ("established", texts.label(&EVALUATION.established)),
    ];
    html! {
        <Page title={fill(texts.evaluate_title(), &[&goal.title])} lead={texts.evaluate_lead()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(labels.clone()) }
                <SelectField
                    name="year"
                    label={texts.year()}
                    {choices}
                    value={input.get().year.to_string()}
                    errors={submission.wrong("year")}
                    onchange={input.change(|input, value: String| input.year = value.parse().unwrap_or(input.year))}
                />
                <SelectField
                    name="verdict"
                    label={texts.label(&EVALUATION.verdict)}
                    choices={verdicts}
                    value={input.get().verdict.as_str()}
                    errors={submission.wrong("verdict")}
                    onchange={input.change(|input, value: String| input.verdict = Verdict::parse(&value).unwrap_or(input.verdict))}
                />
                <TextField
                    name="text"
                    label={texts.label(&EVALUATION.text)}
                    lines={4}
                    value={input.get().text.clone()}
                    errors={submission.wrong("text")}
                    onchange={input.change(|input, value: String| input.text = value)}
                />
                <NumberField
                    name="established"
                    label={texts.label(&EVALUATION.established)}
                    {hint}
                    optional=true
                    value={input.get().established}
                    errors={submission.wrong("established")}
                    onchange={established}
                />
                { asking.question(texts, &labels) }
                <p class="kompaan-actions">
                    <Submit label={texts.evaluate_confirm()} busy={submission.busy()} />
                    <RouteLink to={here}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}
