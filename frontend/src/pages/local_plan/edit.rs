//! Making a local plan, and editing one.
use super::own_municipalities;
use crate::{
    components::{
        choices::{ChoicesField, PeopleField},
        form::{DateField, SelectField},
        form_page::{Frame, form_page},
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, settled, use_form, use_resource},
    names,
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use chrono::{Datelike, NaiveDate};
use client::Versioned;
use contract::{
    local_plan::{LocalPlan, LocalPlanInput, PlanStatus, Visibility},
    organisation::OrganisationKind,
};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page to make a plan.
#[component]
pub fn NewLocalPlan() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let today = chrono::Local::now().date_naive();
    // A plan usually runs for whole years, four of them.
    let start_date = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let end_date = NaiveDate::from_ymd_opt(today.year() + 3, 12, 31).unwrap_or(today);
    let own = own_municipalities(&session);
    let initial = LocalPlanInput {
        title: String::new(),
        municipality_ids: if own.len() == 1 { own } else { vec![] },
        lead_ids: session.person.iter().map(|person| person.id).collect(),
        start_date,
        end_date,
        ambition: String::new(),
        status: PlanStatus::Concept,
        adoption_date: None,
        adopted_by: None,
        closing_date: None,
        visibility: Visibility::Network,
    };
    let done = {
        let session = session.clone();
        Callback::from(move |made: LocalPlan| {
            session.say(fill(session.texts().plan_made, &[&made.title]));
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::LocalPlan { id: made.id });
            }
        })
    };
    let form = use_form::<resources::LocalPlans>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.plan_new.to_owned(),
        lead: Some(texts.plan_new_lead.into()),
        trail: vec![(texts.local_plans.into(), Route::LocalPlans)],
        cancel: Route::LocalPlans,
        submit: texts.plan_make,
    };
    let fields = fields(&session, &form);
    form_page(texts, &form, frame, fields)
}

#[derive(Properties, PartialEq)]
pub struct EditLocalPlanProps {
    pub id: Uuid,
}

/// The page to edit a plan.
#[component]
pub fn EditLocalPlan(props: &EditLocalPlanProps) -> Html {
    let (found, reload) = use_resource::<resources::LocalPlans>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <EditForm found={(*found).clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct EditFormProps {
    found: Versioned<LocalPlan>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let plan = &props.found.value;
    let here = Route::LocalPlan { id: plan.id };
    let done = {
        let (session, here) = (session.clone(), here.clone());
        Callback::from(move |_| {
            session.say(session.texts().saved);
            if let Some(navigator) = &navigator {
                navigator.push(&here);
            }
        })
    };
    let form = use_form::<resources::LocalPlans>(FormOf { initial: resources::LocalPlans::input(plan), target: Some(props.found.clone()), done });
    let frame = Frame {
        title: fill(texts.edit_name, &[&plan.title]),
        lead: None,
        trail: vec![(texts.local_plans.into(), Route::LocalPlans), (plan.title.clone().into(), here.clone())],
        cancel: here,
        submit: texts.save,
    };
    let fields = fields(&session, &form);
    form_page(texts, &form, frame, fields)
}

fn fields(session: &Session, form: &Form<resources::LocalPlans>) -> Html {
    let texts = session.texts();
    let input = form.input();
    // For a plan `hidden` is the same as `members`, so one of them is enough to choose from.
    let levels = [Visibility::Public, Visibility::Network, Visibility::Members];
    let levels = levels.iter().map(|level| {
        let name = if *level == Visibility::Members { texts.plan_visibility_team } else { names::visibility(texts, *level) };
        (level.as_str().into(), name.into())
    });
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions { hint: Some(texts.plan_title_hint), ..TextOptions::default() }) }
            <ChoicesField name="municipalityIds" label={form.label("municipalityIds")} choices={session.catalogue.organisation_choices(Some(OrganisationKind::Municipality))} chosen={input.municipality_ids.clone()}
                errors={form.wrong("municipalityIds")} onchange={form.change("municipalityIds", |input, ids| input.municipality_ids = ids)} />
            <div class="kompaan-pair">
                <DateField name="startDate" label={form.label("startDate")} value={Some(input.start_date)} errors={form.wrong("startDate")} onchange={form.change("startDate", |input, day: Option<NaiveDate>| input.start_date = day.unwrap_or(input.start_date))} />
                <DateField name="endDate" label={form.label("endDate")} value={Some(input.end_date)} errors={form.wrong("endDate")} onchange={form.change("endDate", |input, day: Option<NaiveDate>| input.end_date = day.unwrap_or(input.end_date))} />
            </div>
            { form.text("ambition", |input| &mut input.ambition, TextOptions { hint: Some(texts.hint_markdown), optional: true, lines: Some(8), ..TextOptions::default() }) }
            <PeopleField name="leadIds" label={form.label("leadIds")} hint={texts.plan_leads_hint} chosen={input.lead_ids.clone()} errors={form.wrong("leadIds")} onchange={form.change("leadIds", |input, ids| input.lead_ids = ids)} />
            <SelectField name="visibility" label={form.label("visibility")} choices={levels.collect::<Vec<_>>()} value={input.visibility.as_str()} errors={form.wrong("visibility")}
                onchange={form.change("visibility", |input, value: String| input.visibility = Visibility::parse(&value).unwrap_or(input.visibility))} />
        </>
    }
}
