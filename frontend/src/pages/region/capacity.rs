//! Setting what an organisation can carry at once.
use crate::{
    components::{
        form::{Submit, TextField},
        layout::Page,
    },
    format::fill,
    hooks::{settled, use_fetch, use_submit},
    i18n::SteeringTexts,
    names,
    routes::Route,
    session::use_session,
};
use contract::{
    FieldError,
    capacity::{Capacity, OrganisationLoad, OrganisationLoadFilter},
    field_errors,
    sub_project::Phase,
    violations_to_errors,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CapacityProps {
    pub id: Uuid,
}

/// The page on which an organisation says what it can carry.
#[component]
pub fn CapacityPage(props: &CapacityProps) -> Html {
    let session = use_session();
    let client = session.client.clone();
    let me = session.person.as_ref().map(|person| person.id);
    let (found, reload) = use_fetch((props.id, me), move |(id, _)| {
        let client = client.clone();
        async move { client.organisation_loads(&OrganisationLoadFilter { organisation_id: Some(id), ..OrganisationLoadFilter::default() }).await }
    });
    match settled(found, &reload) {
        Err(instead) => instead,
        Ok(found) => match found.items.iter().find(|load| load.can.contains(&Action::Edit)) {
            Some(load) => html! { <CapacityForm load={load.clone()} /> },
            None => html! { <crate::pages::not_found::NotFound /> },
        },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    load: OrganisationLoad,
}

/// The whole number that was typed; `Err` when it is none.
fn number(text: &str) -> Result<i32, ()> {
    text.trim().parse().map_err(|_| ())
}

#[component]
fn CapacityForm(props: &FormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let own = SteeringTexts::of(session.lang);
    let navigator = use_navigator();
    let submission = use_submit();
    let OrganisationLoad { organisation, capacity, version, .. } = &props.load;
    let typed = |number: i32| number.to_string();
    let (limit, exploring, pilot, running) = (
        use_state(|| capacity.limit.map(typed).unwrap_or_default()),
        use_state(|| typed(capacity.exploring_weight)),
        use_state(|| typed(capacity.pilot_weight)),
        use_state(|| typed(capacity.running_weight)),
    );
    let onsubmit = {
        let (session, submission, organisation, version) = (session.clone(), submission.clone(), organisation.clone(), *version);
        let (limit, weights) = ((*limit).clone(), [(*exploring).clone(), (*pilot).clone(), (*running).clone()]);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = [Some(limit.clone()).filter(|limit| !limit.trim().is_empty()).map(|limit| number(&limit)).transpose()];
            let weights: Vec<_> = weights.iter().map(|weight| number(weight)).collect();
            let mut faults = vec![];
            let fields = ["/exploringWeight", "/pilotWeight", "/runningWeight"];
            faults.extend(read.iter().filter(|read| read.is_err()).map(|_| FieldError::body("/limit", "not_a_number", "")));
            faults.extend(weights.iter().zip(fields).filter(|(weight, _)| weight.is_err()).map(|(_, field)| FieldError::body(field, "not_a_number", "")));
            let mut weights = weights.into_iter().map(Result::unwrap_or_default);
            let mut next = || weights.next().unwrap_or_default();
            let capacity = Capacity { limit: read[0].unwrap_or_default(), exploring_weight: next(), pilot_weight: next(), running_weight: next() };
            if faults.is_empty() {
                faults = violations_to_errors(capacity.violations()).err().map(|faults| field_errors(&faults)).unwrap_or_default();
            }
            let (client, said, navigator, name, id) = (session.client.clone(), session.clone(), navigator.clone(), organisation.name.clone(), organisation.id);
            let work = async move { client.set_capacity(id, &format!("\"v{version}\""), &capacity).await };
            submission.send(faults, work, move |_| {
                said.say(fill(SteeringTexts::of(said.lang).capacity_saved, &[&name]));
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Region);
                }
            });
        })
    };
    let field = |name: &'static str, label: AttrValue, hint: Option<&'static str>, state: &UseStateHandle<String>| {
        let setter = state.setter();
        let onchange = Callback::from(move |text| setter.set(text));
        html! { <TextField {name} {label} hint={hint.map(AttrValue::from)} value={(**state).clone()} {onchange} errors={submission.wrong(name)} /> }
    };
    let phases = [(Phase::Exploring, "exploringWeight", &exploring), (Phase::Pilot, "pilotWeight", &pilot), (Phase::Running, "runningWeight", &running)];
    let names: Vec<_> = phases.iter().map(|(phase, name, _)| (*name, names::phase(texts, *phase))).collect();
    html! {
        <Page title={fill(own.capacity, &[&organisation.name])} lead={own.capacity_lead} trail={vec![(AttrValue::from(own.region), Route::Region)]}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(std::iter::once(("limit", own.limit)).chain(names).collect()) }
                { field("limit", own.limit.into(), Some(own.limit_hint), &limit) }
                <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
                    <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{ own.weights }</legend>
                    <p class="utrecht-form-field-description">{ own.weights_hint }</p>
                    { for phases.iter().map(|(phase, name, state)| field(name, names::phase(texts, *phase).into(), None, state)) }
                </fieldset>
                <p class="kompaan-actions">
                    <Submit label={texts.save} busy={submission.busy()} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Region}>{ texts.cancel }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}
