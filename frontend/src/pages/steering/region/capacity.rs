//! Setting what an organisation can carry at once.
use crate::{
    components::{
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        not_allowed::NotAllowed,
        settled::settled,
    },
    format::fill,
    hooks::{use_fetch, use_submit, use_typed_draft},
    routes::Route,
    session::use_session,
};
use contract::{
    FieldError,
    capacity::{Capacity, OrganisationLoad, OrganisationLoadFilter},
    field_errors,
    sub_project::Phase,
};
use domain::number::{Typed as Number, read_whole};
use domain::policy::Action;
use serde::{Deserialize, Serialize};
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
    let (texts, me) = (session.texts(), session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch((props.id, me), move |(id, _)| {
        let client = client.clone();
        async move { client.organisation_loads(&OrganisationLoadFilter { organisation_id: Some(id), ..OrganisationLoadFilter::default() }).await }
    });
    match settled(found, &reload) {
        Err(instead) => instead,
        Ok(found) => match found.items.iter().find(|load| load.can.contains(&Action::Edit)) {
            Some(load) => html! { <CapacityForm load={load.clone()} /> },
            None => {
                html! {
                    <Page title={texts.not_allowed()} trail={vec![(AttrValue::from(session.texts().region()), Route::Region)]}>
                        <NotAllowed who={texts.for_executives()} />
                    </Page>
                }
            }
        },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    load: OrganisationLoad,
}

/// The capacity that was typed, or what is wrong with it. An empty limit is none.
fn typed(limit: &str, weights: [&str; 3]) -> Result<Capacity, Vec<FieldError>> {
    let mut faults = vec![];
    let mut number = |field: &str, text: &str| match read_whole(text) {
        Number::Number(number) => i32::try_from(number).unwrap_or(i32::MAX),
        Number::Empty | Number::Unreadable => {
            faults.push(FieldError::body(field, "not_a_number", ""));
            0
        }
    };
    let limit = (!limit.trim().is_empty()).then(|| number("/limit", limit));
    let [exploring, pilot, running] = weights;
    let capacity = Capacity {
        limit,
        exploring_weight: number("/exploringWeight", exploring),
        pilot_weight: number("/pilotWeight", pilot),
        running_weight: number("/runningWeight", running),
    };
    if faults.is_empty() {
        faults = field_errors(capacity.violations());
    }
    if faults.is_empty() { Ok(capacity) } else { Err(faults) }
}

/// What is typed in the fields.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    limit: String,
    weights: [String; 3],
}

#[component]
fn CapacityForm(props: &FormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let submission = use_submit();
    let OrganisationLoad { organisation, capacity, version, .. } = &props.load;
    let text = |number: i32| number.to_string();
    let fields = use_typed_draft("capacity", || Typed {
        limit: capacity.limit.map(text).unwrap_or_default(),
        weights: [text(capacity.exploring_weight), text(capacity.pilot_weight), text(capacity.running_weight)],
    });
    let onsubmit = {
        let (session, submission, organisation, version, fields) = (session.clone(), submission.clone(), organisation.clone(), *version, fields.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Typed { limit, weights } = fields.get();
            let capacity = match typed(limit, weights.each_ref().map(String::as_str)) {
                Ok(capacity) => capacity,
                Err(faults) => {
                    submission.attempt(faults);
                    return;
                }
            };
            let (client, said, navigator, name, id) = (session.client.clone(), session.clone(), navigator.clone(), organisation.name.clone(), organisation.id);
            let work = async move { client.set_capacity(id, &format!("\"v{version}\""), &capacity).await };
            let fields = fields.clone();
            submission.send(vec![], work, move |_| {
                fields.saved();
                said.say(fill(said.texts().capacity_saved(), &[&name]));
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Region);
                }
            });
        })
    };
    let field = |name: &'static str, label: AttrValue, hint: Option<&'static str>, value: &str, onchange: Callback<String>| {
        html! {
            <TextField
                {name}
                {label}
                hint={hint.map(AttrValue::from)}
                value={value.to_owned()}
                {onchange}
                errors={submission.wrong(name)}
            />
        }
    };
    let set_limit = fields.change(|typed, text| typed.limit = text);
    let set_weight = |at: usize| fields.change(move |typed, text| typed.weights[at] = text);
    let phases = [(Phase::Exploring, "exploringWeight"), (Phase::Pilot, "pilotWeight"), (Phase::Running, "runningWeight")];
    let names: Vec<_> = phases.iter().map(|(phase, name)| (*name, texts.word(*phase))).collect();
    html! {
        <Page
            title={fill(texts.capacity(), &[&organisation.name])}
            lead={texts.capacity_lead()}
            trail={vec![(AttrValue::from(texts.region()), Route::Region)]}
        >
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(std::iter::once(("limit", texts.limit())).chain(names).collect()) }
                { field("limit", texts.limit().into(), Some(texts.limit_hint()), &fields.get().limit, set_limit) }
                <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
                    <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{ texts.weights() }</legend>
                    <p class="utrecht-form-field-description">{ texts.weights_hint() }</p>
                    { for phases.iter().zip(&fields.get().weights).enumerate().map(|(at, ((phase, name), weight))| {
                        field(name, texts.word(*phase).into(), None, weight, set_weight(at))
                    }) }
                </fieldset>
                <p class="kompaan-actions">
                    <Submit label={texts.save()} busy={submission.busy()} />
                    <RouteLink to={Route::Region}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_or_named() {
        let capacity = |limit| Ok(Capacity { limit, exploring_weight: 0, pilot_weight: 1, running_weight: 2 });
        assert_eq!(typed(" 4 ", ["0", "1", " 2"]), capacity(Some(4)));
        assert_eq!(typed("  ", ["0", "1", "2"]), capacity(None));
        let faults =
            |limit, weights| typed(limit, weights).unwrap_err().into_iter().map(|fault| (fault.pointer.unwrap_or_default(), fault.code)).collect::<Vec<_>>();
        let named = |found: &[(&str, &str)]| found.iter().map(|(at, code)| ((*at).to_owned(), (*code).to_owned())).collect::<Vec<_>>();
        assert_eq!(faults("veel", ["0", "", "2"]), named(&[("/limit", "not_a_number"), ("/pilotWeight", "not_a_number")]));
        assert_eq!(faults("4", ["0", "11", "2"]), named(&[("/pilotWeight", "out_of_range")]));
    }
}
