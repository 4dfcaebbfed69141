//! What became of the milestones, in the form of a report: those that are still to be reached, each with the choice to say that it was or that it moved.
use crate::{
    components::{
        failure::Failure,
        form::{DateField, SelectField, TextField},
        number_field::Group,
        paragraph::P,
        skeleton::Skeleton,
    },
    hooks::{Fetch, errors_of, use_list},
    pages::milestone::steps::when,
    resources::{Managed, Milestones},
    session::{Session, use_session},
};
use chrono::NaiveDate;
use contract::{
    FieldError, PageQuery,
    milestone::{Milestone, MilestoneFilter, MilestoneInput},
    report::{MOST_PARTS, MilestoneChange},
    words::steering::REPORT,
};
use uuid::Uuid;
use yew::prelude::*;

const REACHED: &str = "reached";
const MOVED: &str = "moved";

#[derive(Properties, PartialEq)]
pub struct MilestoneFieldsProps {
    pub sub_project: Uuid,
    /// The day of the report, on which something was reached unless another is chosen.
    pub day: NaiveDate,
    pub changes: Vec<MilestoneChange>,
    pub onchange: Callback<Vec<MilestoneChange>>,
    /// What is wrong in the form.
    pub errors: Vec<FieldError>,
    /// Counts the refusals; after each the milestones are read again.
    pub round: u32,
}

/// The milestones that are not reached yet.
#[component]
pub fn MilestoneFields(props: &MilestoneFieldsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = MilestoneFilter { sub_project_id: props.sub_project.into(), reached: Some(false), ..MilestoneFilter::default() };
    let page = PageQuery { page_size: Some(MOST_PARTS), sort: Some("plannedDate".into()), ..PageQuery::default() };
    let milestones = use_list::<Milestones>(filter, page);
    {
        let reload = milestones.reload.clone();
        use_effect_with(props.round, move |round| {
            if *round > 0 {
                reload.emit(());
            }
        });
    }
    let overtaken = use_state(Vec::<Uuid>::new);
    {
        // What somebody else changed meanwhile is not written over.
        let (changes, onchange, overtaken) = (props.changes.clone(), props.onchange.clone(), overtaken.clone());
        let read = milestones.first.ready().map(|page| page.items.clone());
        use_effect_with(read, move |read| {
            let (same, other): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| read.as_ref().is_none_or(|items| is_current(items, change)));
            if !other.is_empty() {
                overtaken.set(other.iter().map(|change| change.id).collect());
                onchange.emit(same);
            }
        });
    }
    let fields = match &milestones.first {
        Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={milestones.reload.clone()} /> },
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Ready(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.report_milestones_none() }</P> },
        Fetch::Ready(first) => html! {
            <>{ for first.items.iter().map(|milestone| field(&session, props, milestone, overtaken.contains(&milestone.id))) }</>
        },
    };
    html! {
        <section class="kompaan-part">
            <h2 id="milestones" tabindex="-1" class="utrecht-heading-3">{ texts.label(&REPORT.milestones) }</h2>
            { fields }
        </section>
    }
}

/// Whether a change is of the milestone as it is now.
fn is_current(milestones: &[Milestone], change: &MilestoneChange) -> bool {
    milestones.iter().any(|milestone| milestone.id == change.id && milestone.version == change.version)
}

/// What a milestone becomes by this choice; `None` when there is no news.
fn chosen(milestone: &Milestone, choice: &str, day: NaiveDate) -> Option<MilestoneChange> {
    let before = Milestones::input(milestone);
    let milestone_input = match choice {
        REACHED => MilestoneInput { actual_date: Some(day), ..before },
        MOVED => MilestoneInput { forecast_date: Some(milestone.forecast_date.unwrap_or(milestone.planned_date)), ..before },
        _ => return None,
    };
    Some(MilestoneChange { id: milestone.id, version: milestone.version, milestone: milestone_input })
}

fn field(session: &Session, props: &MilestoneFieldsProps, milestone: &Milestone, overtaken: bool) -> Html {
    let texts = session.texts();
    let place = props.changes.iter().position(|change| change.id == milestone.id);
    let change = place.and_then(|place| props.changes.get(place));
    let wrong = |field: &str| place.map(|place| errors_of(&props.errors, &format!("milestones/{place}{field}"), texts)).unwrap_or_default();
    let replace = {
        let (changes, onchange, id) = (props.changes.clone(), props.onchange.clone(), milestone.id);
        Callback::from(move |becomes: Option<MilestoneChange>| {
            let mut changes = changes.clone();
            match (becomes, changes.iter().position(|change| change.id == id)) {
                (Some(becomes), Some(place)) => changes.get_mut(place).into_iter().for_each(|change| *change = becomes.clone()),
                (Some(becomes), None) => changes.push(becomes),
                (None, Some(place)) => drop(changes.remove(place)),
                (None, None) => return,
            }
            onchange.emit(changes);
        })
    };
    let onchoice = {
        let (replace, milestone, day) = (replace.clone(), milestone.clone(), props.day);
        Callback::from(move |choice: String| replace.emit(chosen(&milestone, &choice, day)))
    };
    let choice = match change {
        None => "",
        Some(change) if change.milestone.actual_date.is_some() => REACHED,
        Some(_) => MOVED,
    };
    let choices: Vec<(AttrValue, AttrValue)> =
        [("", texts.report_milestone_same()), (REACHED, texts.report_milestone_reached()), (MOVED, texts.report_milestone_moved())]
            .map(|(value, label)| (value.into(), label.into()))
            .to_vec();
    let id = milestone.id;
    let becomes = change.map(|change| &change.milestone);
    html! {
        <Group
            key={id.to_string()}
            name={format!("milestone-{id}")}
            stacked=true
            label={milestone.title.clone()}
            hint={when(session.lang, milestone)}
            errors={if overtaken && change.is_none() {
                    vec![texts.report_changed_since()]
                } else {
                    [wrong("/id"), wrong("/version")].concat()
                }}
        >
            <SelectField name={format!("news-{id}")} label={texts.report_milestone_news()} {choices} value={choice} onchange={onchoice} />
            if choice == REACHED {
                <DateField
                    name={format!("actual-{id}")}
                    label={texts.report_reached_on()}
                    value={becomes.and_then(|becomes| becomes.actual_date)}
                    errors={wrong("/milestone/actualDate")}
                    onchange={edit(&replace, change, |input, day: Option<NaiveDate>| input.actual_date = day.or(input.actual_date))}
                />
            }
            if choice == MOVED {
                <DateField
                    name={format!("forecast-{id}")}
                    label={texts.report_expected_on()}
                    value={becomes.and_then(|becomes| becomes.forecast_date)}
                    errors={wrong("/milestone/forecastDate")}
                    onchange={edit(&replace, change, |input, day: Option<NaiveDate>| input.forecast_date = day.or(input.forecast_date))}
                />
                <TextField
                    name={format!("why-{id}")}
                    label={texts.report_moved_why()}
                    lines={2}
                    value={becomes.map(|becomes| becomes.note.clone()).unwrap_or_default()}
                    errors={wrong("/milestone/note")}
                    onchange={edit(&replace, change, |input, note| input.note = note)}
                />
            }
        </Group>
    }
}

/// Edits what a milestone becomes.
fn edit<T: 'static>(replace: &Callback<Option<MilestoneChange>>, change: Option<&MilestoneChange>, edit: fn(&mut MilestoneInput, T)) -> Callback<T> {
    let (replace, change) = (replace.clone(), change.cloned());
    Callback::from(move |value| {
        if let Some(mut change) = change.clone() {
            edit(&mut change.milestone, value);
            replace.emit(Some(change));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone() -> Milestone {
        let of = serde_json::json!({"id": Uuid::nil(), "name": ""});
        let at = "2026-01-01T00:00:00Z";
        serde_json::from_value(serde_json::json!({
            "id": Uuid::nil(), "subProject": of, "localPlan": of, "title": "Start", "plannedDate": "2026-12-01", "forecastDate": null, "actualDate": null,
            "owner": of, "note": "", "version": 3, "createdAt": at, "updatedAt": at, "deletedAt": null, "can": [],
        }))
        .unwrap()
    }

    #[test]
    fn a_choice_says_what_becomes_of_a_milestone_and_keeps_the_rest() {
        let day: NaiveDate = "2026-11-20".parse().unwrap();
        let reached = chosen(&milestone(), REACHED, day).unwrap();
        assert_eq!((reached.milestone.actual_date, reached.milestone.owner_id, reached.version), (Some(day), Some(Uuid::nil()), 3));
        let moved = chosen(&milestone(), MOVED, day).unwrap();
        assert_eq!((moved.milestone.actual_date, moved.milestone.forecast_date), (None, Some("2026-12-01".parse().unwrap())));
        assert_eq!(chosen(&milestone(), "", day), None);
    }

    #[test]
    fn what_somebody_else_changed_is_not_current() {
        let change = chosen(&milestone(), REACHED, NaiveDate::MIN).unwrap();
        assert!(is_current(&[milestone()], &change));
        assert!(!is_current(&[Milestone { version: 4, ..milestone() }], &change));
        assert!(!is_current(&[], &change));
    }
}
