//! Mails, for administrators: what was sent, what waits, and why.
use crate::{
    error::{ApiError, allow},
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::account as wire;
use domain::policy::{Action, Scope, decide};
use persistence::mail as store;

/// So many mails are shown.
const SHOWN: u64 = 100;

/// The operation on mails.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let mails = schemas.add::<wire::Mails>();
    vec![
        Operation::new("get", "/mails", "listMails", Access::SignedIn, list)
            .text(
                "Accounts",
                "List mails",
                format!(
                    "For administrators: the latest {SHOWN}. Their text only where no mail server is configured, as it may hold a link to somebody's account."
                ),
            )
            .errors(&[403])
            .answers(200, "The mails, the latest first.", Some(&mails), &[]),
    ]
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
    let kept = ctx.app.mailer.keeps();
    let mails = store::latest(ctx.app.db.reader(), SHOWN).await?;
    let items = mails.into_iter().map(|mail| wire::Mail {
        id: mail.id,
        recipient: mail.recipient,
        subject: mail.subject,
        text: kept.then_some(mail.body),
        created_at: mail.created_at,
        sent_at: mail.sent_at,
        attempts: mail.attempts,
        failure: mail.failure,
    });
    Ok(HttpResponse::Ok().json(wire::Mails { kept, items: items.collect() }))
}
