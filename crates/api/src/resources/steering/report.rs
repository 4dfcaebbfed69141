//! Reporting in one go: a progress update, measurements and milestones in one unit of work.
use crate::resources::{measurement::Measurements, milestone::Milestones, progress_update::ProgressUpdates};
use crate::{
    crud::{self, ApiResource, Check, create_at, nested_too_deep, placed, within},
    demo,
    error::{ApiError, allow},
    extract::Ctx,
    media_type::JSON,
    operation::{Access, Operation},
    schemas::{Schemas, typed},
};
use actix_web::{HttpResponse, web};
use contract::{
    Checked, FieldError, Input,
    problem::explain,
    progress_update::{ProgressUpdate, ProgressUpdateInput},
    report::{CheckedMilestone, Report, ReportInput, ReportParts},
};
use domain::{
    SubProjectId,
    api_client::ApiScope,
    measurement::Measurement,
    policy::{Action, decide},
};
use persistence::{Found, UnitOfWork, new_id, progress_update};
use serde_json::json;

/// Making a report.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (update, parts, made) = (schemas.add::<ProgressUpdateInput>(), schemas.add::<ReportParts>(), schemas.add::<ProgressUpdate>());
    let mut schema = schemas.get(&update).cloned().unwrap_or_default();
    let more = schemas.properties(&parts);
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.extend(more);
    }
    schema["description"] = "The fields of a progress update, with what was measured and which milestones were reached or moved.".into();
    schemas.add_document(ReportInput::SCHEMA, schema);
    let kansen = demo::id("sub-project", "kansen");
    let example = json!({
        "subProjectId": kansen, "title": "Voortgang november 2026", "reportDate": "2026-11-20", "timeLight": "green", "timeNote": "",
        "moneyLight": "green", "moneyNote": "", "resultLight": "green", "resultNote": "", "lesson": "Wie begint, blijft.", "help": "",
        "measurements": [{"subProjectIndicatorId": demo::id("sub-project-indicator", "kansen-deelnemers"), "measuredDate": "2026-11-18", "value": 3}],
        "approve": false, "milestones": [],
    });
    vec![
    Operation::new("post", "/reports", "createReport", Access::SignedIn, create).for_systems(ApiScope::PlansWrite)
        .text(
            "Progress updates",
            "Report in one go",
            "A progress update with measurements and milestones: all of it is written or nothing. For the team of the sub-project and the leads of the local plan; approving is for its pair of leads and the leads of the plan. Faults name the part in which they are, such as `/measurements/0/value`. The answer is the progress update. When somebody changed a milestone since the version that you name, the answer is 412 with that milestone.",
        )
        .idempotent()
        .errors(&[403, 409, 412])
        .body(ReportInput::SCHEMA, &example)
        .answers(201, "Created.", Some(&made), &["ETag", "Location"])
        .link("read", "getProgressUpdate", json!({"progressUpdateId": "$response.body#/id"})),
    ]
}

async fn create(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let body = ctx.json(&bytes, JSON)?;
    ctx.app.schemas.check(ReportInput::SCHEMA, &body)?;
    let nested = nested_too_deep(ProgressUpdates::LONG, &body);
    let input: ReportInput = typed(body)?;
    crud::create_once::<ProgressUpdates>(&ctx, &bytes, async |unit| report(&ctx, unit, input, nested).await).await
}

/// Makes a report of which these long texts may nest without end.
async fn report(ctx: &Ctx, unit: &mut UnitOfWork, input: ReportInput, nested: Vec<FieldError>) -> Result<Found<progress_update::ProgressUpdates>, ApiError> {
    let Report { progress_update, measurements, approve, milestones } = input.checked().map_err(ApiError::Invalid)?;
    let sub_project = progress_update.sub_project_id;
    let mut faults = nested;
    let made = match faults.is_empty() {
        true => within(&mut faults, "", create_at::<ProgressUpdates>(ctx, unit, new_id(), progress_update).await)?,
        false => None,
    };
    for (place, measurement) in measurements.into_iter().enumerate() {
        let measured = measure(ctx, unit, sub_project, measurement, approve).await;
        within(&mut faults, &format!("/measurements/{place}"), measured)?;
    }
    for (place, change) in milestones.into_iter().enumerate() {
        let moved = change_milestone(ctx, unit, sub_project, change).await;
        within(&mut faults, &format!("/milestones/{place}"), moved)?;
    }
    made.filter(|_| faults.is_empty()).ok_or(ApiError::Invalid(faults))
}

/// Refuses what belongs to another sub-project than the report.
fn same_sub_project(same: bool, pointer: &str) -> Result<(), ApiError> {
    if same { Ok(()) } else { Err(ApiError::Invalid(vec![FieldError::body(pointer, "not_allowed", explain("not_allowed", None))])) }
}

async fn measure(ctx: &Ctx, unit: &mut UnitOfWork, sub_project: SubProjectId, measured: Checked<Measurement>, approve: bool) -> Result<(), ApiError> {
    let found = create_at::<Measurements>(ctx, unit, new_id(), measured).await?;
    same_sub_project(found.extra.sub_project_id == sub_project, "/subProjectIndicatorId")?;
    if approve {
        allow(decide(&ctx.actor, Action::Approve, &found.scope(&ctx.actor)))?;
        crate::resources::measurement::set_approved(ctx, unit, found, true).await?;
    }
    Ok(())
}

async fn change_milestone(ctx: &Ctx, unit: &mut UnitOfWork, sub_project: SubProjectId, change: CheckedMilestone) -> Result<(), ApiError> {
    let CheckedMilestone { id, version, milestone } = change;
    let before = crud::find_to_change::<Milestones>(unit, ctx, id, Action::Edit, &version.into()).await;
    let before = before.map_err(|error| if matches!(error, ApiError::NotFound) { ApiError::unknown("/id") } else { error })?;
    let mut state = milestone.into_inner();
    same_sub_project(before.stored.state.sub_project_id == sub_project, "/id")?;
    same_sub_project(state.sub_project_id == sub_project, "/milestone/subProjectId")?;
    let check = Check { conn: unit.conn(), actor: &ctx.actor, id, before: Some(&before), now: unit.now() };
    Milestones::check(&check, &mut state).await.map_err(|error| placed(error, "/milestone"))?;
    crud::store_change::<Milestones>(ctx, unit, before, state).await?;
    Ok(())
}
