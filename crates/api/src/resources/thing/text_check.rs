//! Asking what texts probably tell of residents.
use crate::{
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::text_check as wire;
use domain::api_client::ApiScope;
use serde_json::json;
use utoipa::ToSchema;

/// The one operation.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, checks) = (schemas.add::<wire::TextCheckInput>(), schemas.add::<wire::TextChecks>());
    vec![
    Operation::new("post", "/text-checks", "checkTexts", Access::SignedIn, check).for_systems(ApiScope::PlansWrite)
        .text(
            "Texts",
            "Ask what texts tell of residents",
            "For everyone who is signed in. Ask before you send texts: days of birth with a name, numbers of bank accounts and Dutch telephone numbers are taken when they are sent, and probably do not belong there. A citizen service number (BSN) is refused. Nothing of the texts is kept.",
        )
        .body(&input, &json!({"texts": ["Gesproken met Jansen, geboren 03-04-1980, bel 06-12345678."]}))
        .answers(200, "What was found.", Some(&checks), &[]),
    ]
}

async fn check(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let input: wire::TextCheckInput = ctx.body(&bytes, &wire::TextCheckInput::name())?;
    Ok(HttpResponse::Ok().json(wire::TextChecks { findings: wire::findings_in(&json!({"texts": input.texts})) }))
}
