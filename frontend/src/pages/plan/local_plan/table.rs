//! The sub-projects of a plan as a table that can be sorted.
use crate::{
    components::{badge::PhaseBadge, lights::Lights, link::RouteLink},
    format,
    routes::Route,
    session::use_session,
};
use contract::{sub_project::SubProject, words::plan::SUB_PROJECT};
use yew::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Phase,
    Leads,
    Places,
    Progress,
    Updated,
}

#[derive(Properties, PartialEq)]
pub struct TableProps {
    pub sub_projects: Vec<SubProject>,
}

fn leads(sub_project: &SubProject) -> String {
    [&sub_project.municipality_lead, &sub_project.partner_lead].into_iter().flatten().map(|lead| lead.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Name, phase, leads, places and last change; on a narrow screen each row is a card.
#[component]
pub fn SubProjectTable(props: &TableProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let order = use_state(|| (Column::Name, false));
    let (column, descending) = *order;
    let mut rows = props.sub_projects.clone();
    match column {
        Column::Name => rows.sort_by_key(|row| row.name.to_lowercase()),
        Column::Phase => rows.sort_by_key(|row| contract::sub_project::Phase::ALL.iter().position(|phase| *phase == row.phase)),
        Column::Leads => rows.sort_by_key(leads),
        Column::Places => rows.sort_by_key(|row| row.places.join(", ")),
        // The oldest report first: it is the one to ask after.
        Column::Progress => rows.sort_by_key(|row| row.latest_report.map(|latest| latest.report_date)),
        Column::Updated => rows.sort_by_key(|row| row.updated_at),
    }
    if descending {
        rows.reverse();
    }
    let columns = [
        (Column::Name, texts.name()),
        (Column::Phase, texts.label(&SUB_PROJECT.phase)),
        (Column::Leads, texts.sub_project_leads()),
        (Column::Places, texts.label(&SUB_PROJECT.places)),
        (Column::Progress, texts.progress()),
        (Column::Updated, texts.updated()),
    ];
    let columns: Vec<_> = columns.into_iter().filter(|(column, _)| *column != Column::Leads || session.signed_in().is_some()).collect();
    html! {
        <table class="kompaan-table">
            <caption class="kompaan-visually-hidden">{ texts.plan_sub_projects() }</caption>
            <thead>
                <tr>
                    { for columns.iter().map(|(texts, label)| {
                        let (texts, order) = (*texts, order.clone());
                        let sorted = (texts == column).then_some(if descending { "descending" } else { "ascending" });
                        let onclick = Callback::from(move |_: MouseEvent| order.set((texts, texts == column && !descending)));
                        html! {
                            <th key={*label} scope="col" aria-sort={sorted}>
                                <button type="button" class="kompaan-table__sort" {onclick}>{ *label }</button>
                            </th>
                        }
                    }) }
                </tr>
            </thead>
            <tbody>
                { for rows.iter().map(|row| html! {
                    <tr key={row.id.to_string()}>
                        <th scope="row"><RouteLink to={Route::SubProject { id: row.id }}>{ &row.name }</RouteLink></th>
                        <td data-label={texts.label(&SUB_PROJECT.phase)}><PhaseBadge phase={row.phase} /></td>
                        if session.signed_in().is_some() { <td data-label={texts.sub_project_leads()}>{ leads(row) }</td> }
                        <td data-label={texts.label(&SUB_PROJECT.places)}>{ row.places.join(", ") }</td>
                        <td data-label={texts.progress()}><Lights phase={row.phase} latest={row.latest_report} /></td>
                        <td data-label={texts.updated()}>{ format::day(session.lang, crate::calendar::day_of(row.updated_at)) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
