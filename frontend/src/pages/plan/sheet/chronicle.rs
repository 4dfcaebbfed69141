//! What happened in a sub-project, whatever it was: reports, steps that were reached, numbers, documents, and decisions about its phase, in one line of time.
use crate::{
    components::{lights::LightBadge, link::RouteLink, paragraph::P, settled::settled},
    format::{day, fill},
    hooks::use_fetch,
    pages::sub_project_indicator::list::counted,
    routes::Route,
    session::{Session, use_session},
};
use chrono::NaiveDate;
use client::Client;
use contract::{
    PageQuery,
    document::{Document, DocumentFilter},
    history::HistoryEntry,
    measurement::{Measurement, MeasurementFilter},
    milestone::{Milestone, MilestoneFilter},
    progress_update::{ProgressUpdate, ProgressUpdateFilter},
    sub_project::Phase,
    words::plan::PROGRESS_UPDATE,
};
use uuid::Uuid;
use yew::prelude::*;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    Reported(ProgressUpdate),
    Reached(Milestone),
    Measured(Measurement),
    Documented(Document),
    /// The phase, and why.
    Decided(Phase, Option<String>),
}

/// So many of each kind are told, the latest first.
const MOST: u64 = 50;

/// What happened, the latest first.
pub async fn story(client: Client, sub_project: Uuid) -> Result<Vec<(NaiveDate, Happened)>, client::Error> {
    let page = |sort: &str| PageQuery { page_size: Some(MOST), sort: Some(sort.to_owned()), ..PageQuery::default() };
    let (updates, milestones, measurements, sub_projects) = (client.progress_updates(), client.milestones(), client.measurements(), client.sub_projects());
    let reports = ProgressUpdateFilter { sub_project_id: sub_project.into(), ..ProgressUpdateFilter::default() };
    let reached = MilestoneFilter { sub_project_id: sub_project.into(), reached: Some(true), ..MilestoneFilter::default() };
    let approved = MeasurementFilter { sub_project_id: sub_project.into(), approved: Some(true), ..MeasurementFilter::default() };
    let documented = DocumentFilter { sub_project_id: sub_project.into(), ..DocumentFilter::default() };
    let (by_report, by_plan, by_measure, by_arrival) = (page("-reportDate"), page("-plannedDate"), page("-measuredDate"), page("-createdAt"));
    let documents = client.documents();
    let (reports, reached, approved, documented, history) = futures::try_join!(
        updates.list(&reports, &by_report),
        milestones.list(&reached, &by_plan),
        measurements.list(&approved, &by_measure),
        documents.list(&documented, &by_arrival),
        sub_projects.history(sub_project, None),
    )?;
    Ok(in_order(reports.items, reached.items, approved.items, documented.items, &history.items))
}

fn in_order(
    reports: Vec<ProgressUpdate>,
    reached: Vec<Milestone>,
    measured: Vec<Measurement>,
    documents: Vec<Document>,
    history: &[HistoryEntry],
) -> Vec<(NaiveDate, Happened)> {
    let mut all: Vec<(NaiveDate, Happened)> = reports.into_iter().map(|update| (update.report_date, Happened::Reported(update))).collect();
    all.extend(reached.into_iter().filter_map(|milestone| Some((milestone.actual_date?, Happened::Reached(milestone)))));
    all.extend(measured.into_iter().map(|measurement| (measurement.measured_date, Happened::Measured(measurement))));
    all.extend(documents.into_iter().map(|document| (crate::calendar::day_of(document.created_at), Happened::Documented(document))));
    all.extend(history.iter().filter(|entry| entry.action == "sub_project.phase_changed").filter_map(|entry| {
        let value = |field: &str| Some(entry.changes.iter().find(|change| change.field == field)?.new.as_ref()?.as_str()?.to_owned());
        Some((crate::calendar::day_of(entry.at), Happened::Decided(Phase::parse(&value("phase")?)?, value("phaseReason").filter(|reason| !reason.is_empty()))))
    }));
    // What happened on one day stays in the order of its kind.
    all.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    all
}

#[derive(Properties, PartialEq)]
pub struct ChronicleProps {
    pub sub_project: Uuid,
    /// How many are shown.
    #[prop_or(usize::MAX)]
    pub most: usize,
}

/// The story of a sub-project.
#[component]
pub fn Chronicle(props: &ChronicleProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.sub_project, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(sub_project, _)| story(client.clone(), sub_project));
    let found = match settled(found, &reload) {
        Err(instead) => return instead,
        Ok(found) => found,
    };
    if found.is_empty() {
        return html! { <P class="kompaan-quiet">{ texts.story_none() }</P> };
    }
    html! {
        <ol class="kompaan-timeline">
            { for found.iter().take(props.most).map(|(date, happened)| html! {
                <li class="kompaan-timeline__entry">
                    <p class="kompaan-quiet kompaan-no-margin"><time datetime={date.to_string()}>{ day(session.lang, *date) }</time></p>
                    { told(&session, happened) }
                </li>
            }) }
        </ol>
    }
}

fn told(session: &Session, happened: &Happened) -> Html {
    let texts = session.texts();
    let link = |to: Route, words: &str| html! { <RouteLink {to}>{ words.to_owned() }</RouteLink> };
    match happened {
        Happened::Reported(update) => {
            let notes = [&update.time_note, &update.money_note, &update.result_note];
            html! {
            <>
                <p class="kompaan-no-margin"><strong>{ link(Route::ProgressUpdate { id: update.id }, &update.title) }</strong></p>
                <p class="kompaan-card__badges kompaan-no-margin">
                    <LightBadge of={texts.label(&PROGRESS_UPDATE.time_light)} light={update.time_light} />
                    <LightBadge of={texts.label(&PROGRESS_UPDATE.money_light)} light={update.money_light} />
                    <LightBadge of={texts.label(&PROGRESS_UPDATE.result_light)} light={update.result_light} />
                </p>
                { for notes.into_iter().filter(|note| !note.is_empty()).map(|note| html! { <p class="kompaan-no-margin">{ note }</p> }) }
            </>
            }
        }
        Happened::Reached(milestone) => {
            html! {
                <p class="kompaan-no-margin">
                    { texts.story_reached() }
                    { ": " }
                    { link(Route::Milestone { id: milestone.id }, &milestone.title) }
                </p>
            }
        }
        Happened::Measured(measurement) => html! {
            <p class="kompaan-no-margin">
                { texts.story_measured() }
                { ": " }
                { link(Route::SubProjectIndicator { id: measurement.sub_project_indicator.id }, &measurement.sub_project_indicator.name) }
                { format!(", {} {}", counted(session, measurement.value), measurement.unit) }
            </p>
        },
        Happened::Documented(document) => {
            html! {
                <p class="kompaan-no-margin">
                    { session.texts().document_story() }
                    { ": " }
                    { link(Route::Document { id: document.id }, &document.title) }
                </p>
            }
        }
        Happened::Decided(phase, reason) => html! {
            <>
                <p class="kompaan-no-margin"><strong>{ fill(texts.story_decided(), &[texts.word(*phase)]) }</strong></p>
                { for reason.iter().map(|reason| html! { <p class="kompaan-no-margin">{ reason }</p> }) }
            </>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::history::FieldChange;
    use serde_json::json;

    #[test]
    fn everything_stands_in_one_line_of_time() {
        let reference = json!({"id": Uuid::nil(), "name": "x"});
        let facts = json!({"id": Uuid::nil(), "subProject": reference, "localPlan": reference, "title": "t", "note": "", "version": 1, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "deletedAt": null, "can": []});
        let with = |more: serde_json::Value| {
            let mut all = facts.clone();
            if let (Some(all), Some(more)) = (all.as_object_mut(), more.as_object()) {
                all.extend(more.clone());
            }
            all
        };
        let light = json!({"reportDate": "2026-03-01", "timeLight": "green", "timeNote": "", "moneyLight": "green", "moneyNote": "", "resultLight": "green", "resultNote": "", "lesson": "", "lessonHtml": "", "help": "", "helpHtml": "", "author": null});
        let report: ProgressUpdate = serde_json::from_value(with(light)).expect("a report");
        let reached = json!({"plannedDate": "2026-01-01", "forecastDate": null, "actualDate": "2026-05-01", "owner": null});
        let reached: Milestone = serde_json::from_value(with(reached)).expect("a milestone");
        let measured = json!({"subProjectIndicator": reference, "unit": "x", "measuredDate": "2026-04-01", "value": 3, "evidenceUrl": null, "cells": [], "additional": false, "approvedAt": null, "approvedBy": null});
        let measured: Measurement = serde_json::from_value(with(measured)).expect("a measurement");
        let file = json!({"id": Uuid::nil(), "fileName": "x.pdf", "kind": "pdf", "mediaType": "application/pdf", "size": 1});
        let mut document: Document = serde_json::from_value(with(json!({"teamOnly": false, "author": null, "file": file}))).expect("a document");
        document.created_at = "2026-06-01T00:00:00Z".parse().expect("a moment");
        let change = FieldChange { field: "phase".into(), old: Some("exploring".into()), new: Some("pilot".into()), personal: false };
        let decided = HistoryEntry {
            id: Uuid::nil(),
            at: "2026-02-01T10:00:00Z".parse().expect("a moment"),
            action: "sub_project.phase_changed".into(),
            actor: None,
            client: None,
            version: None,
            changes: vec![change],
        };
        let days: Vec<String> =
            in_order(vec![report], vec![reached], vec![measured], vec![document], &[decided]).iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days, ["2026-06-01", "2026-05-01", "2026-04-01", "2026-03-01", "2026-02-01"]);
    }
}
