//! Accounts that nobody uses: their owners are warned, and some time later they end. What somebody made stays.
use crate::{
    error::ApiError,
    mail::{Letter, tell},
    resources::person::leave,
    state::App,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    PersonId,
    journal::{Entry, Verb},
    resource::Kind,
    visibility::Visibility,
};
use persistence::{UnitOfWork, person, privacy};

/// Warns and ends what is due; answers how many were warned and ended.
pub async fn run(app: &App, now: DateTime<Utc>) -> anyhow::Result<(usize, usize)> {
    let (inactive, warning) = (app.config.retention.inactive_days, app.config.retention.warning_days);
    if inactive <= 0 {
        return Ok((0, 0));
    }
    let (mut warned, mut ended) = (0, 0);
    for id in privacy::inactive(app.db.reader(), now - Duration::days(inactive - warning), None).await? {
        let mut unit = app.db.begin(now).await?;
        let Some(found) = person::account_of(unit.conn(), id).await? else { continue };
        let state = &found.stored.state;
        let address = app.link("/inloggen");
        tell(unit.conn(), state, Letter::AccountEnds(warning, &address), now).await?;
        privacy::warned(unit.conn(), id, now).await?;
        record(&mut unit, id, Verb::Requested, None).await?;
        unit.commit().await?;
        warned += 1;
    }
    for id in privacy::inactive(app.db.reader(), now - Duration::days(inactive), Some(now - Duration::days(warning))).await? {
        let mut unit = app.db.begin(now).await?;
        let Some(found) = person::account_of(unit.conn(), id).await? else { continue };
        match leave(&unit, &found).await {
            // There is always somebody who can let people in.
            Err(ApiError::State(..)) => continue,
            other => other?,
        }
        person::set_deactivated(unit.conn(), id, found.stored.version, Some(now), now).await?;
        record(&mut unit, id, Verb::Deactivated, Some(found.stored.version + 1)).await?;
        unit.commit().await?;
        app.identities.forget();
        ended += 1;
    }
    Ok((warned, ended))
}

async fn record(unit: &mut UnitOfWork, id: PersonId, verb: Verb, version: Option<i32>) -> anyhow::Result<()> {
    let entry = Entry { audience: Visibility::Network, ..Entry::new(Kind::Person, id.0, verb) };
    Ok(unit.record(&entry, version).await?)
}
