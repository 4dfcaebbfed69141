//! Adopting a plan, and closing one.
use crate::{
    components::{
        edit_page::trail_to,
        form::DateField,
        form_page::{Frame, form_page},
        layout::Page,
        not_allowed::May,
        paragraph::P,
        settled::settled,
    },
    format::{fill, within_sentence},
    hooks::{FormOf, TextOptions, use_form, use_resource},
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::local_plan::{LocalPlan, LocalPlanInput, PlanStatus};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChangeStatusProps {
    pub id: Uuid,
}

/// The page for the next step of a plan: from concept to adopted, from adopted to closed.
#[component]
pub fn ChangeStatus(props: &ChangeStatusProps) -> Html {
    let session = use_session();
    let (found, reload) = use_resource::<resources::LocalPlans>(props.id);
    match settled(found, &reload) {
        Ok(found) if found.value.status == PlanStatus::Closed => {
            let texts = session.texts();
            let plan = &found.value;
            let above = (AttrValue::from(plan.title.clone()), Route::LocalPlan { id: plan.id });
            let trail = vec![(texts.local_plans().into(), Route::LocalPlans), above];
            html! { <Page title={texts.plan_is_closed()} {trail}><P>{ texts.plan_is_closed_text() }</P></Page> }
        }
        Ok(found) => {
            let texts = session.texts();
            html! {
                <May
                    action={Action::Edit}
                    can={found.value.can.clone()}
                    who={texts.for_plan_leads()}
                    trail={trail_to::<resources::LocalPlans>(texts, &found.value)}
                >
                    <StatusForm found={(*found).clone()} />
                </May>
            }
        }
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct StatusFormProps {
    found: Versioned<LocalPlan>,
}

#[component]
fn StatusForm(props: &StatusFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let plan = &props.found.value;
    let here = Route::LocalPlan { id: plan.id };
    let today = Some(crate::calendar::today());
    let now = resources::LocalPlans::input(plan);
    let adopting = plan.status == PlanStatus::Concept;
    let initial = if adopting {
        LocalPlanInput { status: PlanStatus::Adopted, adoption_date: today, adopted_by: Some(String::new()), ..now }
    } else {
        LocalPlanInput { status: PlanStatus::Closed, closing_date: today, ..now }
    };
    let done = {
        let (session, here) = (session.clone(), here.clone());
        Callback::from(move |plan: LocalPlan| {
            let texts = session.texts();
            session.say(fill(texts.plan_status_changed(), &[&within_sentence(texts.word(plan.status))]));
            if let Some(navigator) = &navigator {
                navigator.push(&here);
            }
        })
    };
    let form = use_form::<resources::LocalPlans>(FormOf { initial, target: Some(props.found.clone()), done });
    let frame = Frame {
        title: fill(if adopting { texts.plan_adopt_of() } else { texts.plan_close_of() }, &[&plan.title]),
        lead: Some(if adopting { texts.plan_adopt_lead() } else { texts.plan_close_lead() }.into()),
        trail: vec![(texts.local_plans().into(), Route::LocalPlans), (plan.title.clone().into(), here.clone())],
        cancel: here,
        submit: if adopting { texts.plan_adopt() } else { texts.plan_close() },
    };
    let fields = if adopting {
        html! {
            <>
                <DateField
                    name="adoptionDate"
                    label={form.label("adoptionDate")}
                    value={form.input().adoption_date}
                    errors={form.wrong("adoptionDate")}
                    onchange={form.change("adoptionDate", |input, day| input.adoption_date = day)}
                />
                { form.text("adoptedBy", |input| input.adopted_by.get_or_insert_default(), TextOptions {
                    hint: Some(texts.plan_adopted_by_hint()),
                    ..TextOptions::default()
                }) }
            </>
        }
    } else {
        html! {
            <DateField
                name="closingDate"
                label={form.label("closingDate")}
                value={form.input().closing_date}
                errors={form.wrong("closingDate")}
                onchange={form.change("closingDate", |input, day| input.closing_date = day)}
            />
        }
    };
    form_page(texts, &form, frame, fields)
}
