//! Making a local plan, and editing one.
use crate::{
    access::own_municipalities,
    components::{
        choices::{ChoicesField, PeopleField},
        edit_page::use_made,
        form::{DateField, SelectField},
        form_page::{Frame, form_page},
        references::GoalsField,
        role_ends::RoleEndsField,
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    resources,
    routes::Route,
    session::{Choice, Session, use_session},
};
use chrono::{Datelike, NaiveDate};
use contract::{
    local_plan::{LocalPlan, LocalPlanInput, PlanStatus, Requirement, Visibility},
    organisation::OrganisationKind,
};
use uuid::Uuid;
use yew::prelude::*;

/// The page to make a plan.
#[component]
pub fn NewLocalPlan() -> Html {
    let session = use_session();
    let texts = session.texts();
    let today = crate::calendar::today();
    // A plan usually runs for whole years, four of them.
    let start_date = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let end_date = NaiveDate::from_ymd_opt(today.year() + 3, 12, 31).unwrap_or(today);
    let own = own_municipalities(&session);
    let initial = LocalPlanInput {
        title: String::new(),
        municipality_ids: if own.len() == 1 { own } else { vec![] },
        lead_ids: session.person.iter().map(|person| person.id).collect(),
        role_ends: vec![],
        start_date,
        end_date,
        ambition: String::new(),
        status: PlanStatus::Concept,
        adoption_date: None,
        adopted_by: None,
        closing_date: None,
        visibility: Visibility::Network,
        goal_ids: vec![],
        // Nothing holds up until the leads of the plan choose so.
        gates: vec![],
    };
    let done = use_made::<resources::LocalPlans>(texts.plan_made());
    let form = use_form::<resources::LocalPlans>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.plan_new().to_owned(),
        lead: Some(texts.plan_new_lead().into()),
        trail: vec![(texts.local_plans().into(), Route::LocalPlans)],
        cancel: Route::LocalPlans,
        submit: texts.plan_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a plan.
pub fn fields(session: &Session, form: &Form<resources::LocalPlans>, _: Option<&LocalPlan>) -> Html {
    let texts = session.texts();
    let input = form.input();
    // For a plan `hidden` is the same as `members`, so one of them is enough to choose from.
    let levels = [Visibility::Public, Visibility::Network, Visibility::Members];
    let levels = levels.iter().map(|level| {
        let name = if *level == Visibility::Members { texts.plan_visibility_team() } else { texts.explained(*level) };
        (level.as_str().into(), name.into())
    });
    let gates: Vec<_> =
        Requirement::ALL.iter().map(|requirement| Choice { id: *requirement, name: texts.explained(*requirement).into(), below: false }).collect();
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions { hint: Some(texts.plan_title_hint()), ..TextOptions::default() }) }
            <ChoicesField<Uuid>
                name="municipalityIds"
                label={form.label("municipalityIds")}
                choices={session.catalogue.organisation_choices(Some(OrganisationKind::Municipality))}
                chosen={input.municipality_ids.clone()}
                errors={form.wrong("municipalityIds")}
                onchange={form.change("municipalityIds", |input, ids| input.municipality_ids = ids)}
            />
            <div class="kompaan-pair">
                <DateField
                    name="startDate"
                    label={form.label("startDate")}
                    value={Some(input.start_date)}
                    errors={form.wrong("startDate")}
                    onchange={form.change("startDate", |input, day: Option<NaiveDate>| input.start_date = day.unwrap_or(input.start_date))}
                />
                <DateField
                    name="endDate"
                    label={form.label("endDate")}
                    value={Some(input.end_date)}
                    errors={form.wrong("endDate")}
                    onchange={form.change("endDate", |input, day: Option<NaiveDate>| input.end_date = day.unwrap_or(input.end_date))}
                />
            </div>
            { form.text("ambition", |input| &mut input.ambition, TextOptions {
                hint: Some(texts.hint_markdown()),
                optional: true,
                lines: Some(8),
                ..TextOptions::default()
            }) }
            <PeopleField
                name="leadIds"
                label={form.label("leadIds")}
                hint={texts.plan_leads_hint()}
                chosen={input.lead_ids.clone()}
                errors={form.wrong("leadIds")}
                onchange={form.change("leadIds", |input, ids| input.lead_ids = ids)}
            />
            <RoleEndsField
                label={form.label("roleEnds")}
                people={input.lead_ids.clone()}
                ends={input.role_ends.clone()}
                errors={form.wrong("roleEnds")}
                onchange={form.change("roleEnds", |input, ends| input.role_ends = ends)}
            />
            <SelectField
                name="visibility"
                label={form.label("visibility")}
                choices={levels.collect::<Vec<_>>()}
                value={input.visibility.as_str()}
                errors={form.wrong("visibility")}
                onchange={form.change("visibility", |input, value: String| {
                    input.visibility = Visibility::parse(&value).unwrap_or(input.visibility);
                })}
            />
            <GoalsField
                label={form.label("goalIds")}
                chosen={input.goal_ids.clone()}
                errors={form.wrong("goalIds")}
                onchange={form.change("goalIds", |input, ids| input.goal_ids = ids)}
            />
            <ChoicesField<Requirement>
                name="gates"
                label={form.label("gates")}
                hint={session.texts().gates_hint()}
                choices={gates}
                chosen={input.gates.clone()}
                optional=true
                errors={form.wrong("gates")}
                onchange={form.change("gates", |input, chosen: Vec<Requirement>| {
                    input.gates = Requirement::ALL.iter().copied().filter(|requirement| chosen.contains(requirement)).collect();
                })}
            />
        </>
    }
}
