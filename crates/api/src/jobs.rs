//! What the server does beside answering: sends mail, seals the journal, forgets what is old. Any number of servers may do it at the same time.
use crate::app::App;
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
        if let Err(error) = once(&app, round).await {
            tracing::warn!(%error, "a job failed; it will be tried again");
        }
        round += 1;
        tokio::select! {
            () = app.work.notified() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

async fn once(app: &App, round: u64) -> anyhow::Result<()> {
    let now = app.clock.now();
    app.mailer.deliver(&app.db, now).await?;
    persistence::audit::seal(&app.db).await?;
    app.limits.forget();
    if round.is_multiple_of(ROLE_ENDS) && crate::role_ends::run(app, now).await? > 0 {
        app.identities.forget();
    }
    if round.is_multiple_of(RETENTION) {
        crate::retention::run(app, now).await?;
        crate::files::forget(app, now).await?;
        persistence::mail::purge(app.db.bookkeeping(), now - Days::days(MAIL_DAYS)).await?;
    }
    Ok(())
}
