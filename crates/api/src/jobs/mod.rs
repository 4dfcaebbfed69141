//! What the server does beside answering: sends mail, seals the journal, forgets what is old. Any number of servers may do it at the same time.
mod retention;
mod role_ends;

use crate::state::App;
use chrono::Duration as Days;
use std::{sync::Arc, time::Duration};

/// How often to look for work that nobody announced, such as mails to try again.
const PAUSE: Duration = Duration::from_secs(5);
/// Rounds between looking for roles that have ended, about a minute; also in the first, so that what ended while no server ran ends at once.
const ROLE_ENDS: u64 = 12;
/// Rounds between looking for what is old, about an hour.
const RETENTION: u64 = 720;
/// Mails are forgotten after so many days.
const MAIL_DAYS: i64 = 30;

/// Runs the jobs for as long as the server runs.
pub async fn run(app: Arc<App>) {
    let mut round = 0_u64;
    loop {
        once(&app, round).await;
        round += 1;
        tokio::select! {
            () = app.work.notified() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// Each job runs whatever became of the others, and says itself what went wrong.
async fn once(app: &App, round: u64) {
    let now = app.clock.now();
    told("sending mail", app.mailer.deliver(&app.db, now).await);
    told("sealing the journal", persistence::audit::seal(&app.db).await);
    app.limits.forget();
    if round.is_multiple_of(ROLE_ENDS) && told("ending roles", role_ends::run(app, now).await).is_some_and(|ended| ended > 0) {
        app.identities.forget();
    }
    if round.is_multiple_of(RETENTION) {
        told("ending accounts that nobody uses", retention::run(app, now).await);
        told("forgetting files", app.files.forget(&app.db, now).await);
        told("forgetting mail", persistence::mail::purge(app.db.bookkeeping(), now - Days::days(MAIL_DAYS)).await);
    }
}

/// What a job made, when it did; otherwise the log has the cause, and it is tried again.
fn told<T>(job: &'static str, result: Result<T, impl Into<anyhow::Error>>) -> Option<T> {
    result.map_err(|error| tracing::error!(job, error = format!("{:#}", error.into()), "a job failed; it will be tried again")).ok()
}
