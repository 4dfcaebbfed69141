//! Mail about what colleagues ask of each other.
use crate::{
    error::ApiError,
    extract::Ctx,
    mail::{Letter, write},
};
use domain::PersonId;
use persistence::{UnitOfWork, mail};

/// Writes a letter about this to each of these people who still takes part, except to whoever gives cause to it; part of the unit of work that does.
pub async fn tell(ctx: &Ctx, unit: &UnitOfWork, people: &[PersonId], about: Letter<'_>) -> Result<(), ApiError> {
    if !ctx.app.mailer.tells {
        return Ok(());
    }
    let others: Vec<PersonId> = people.iter().copied().filter(|person| ctx.actor.person() != Some(*person)).collect();
    for to in mail::addressees(unit.conn(), &others).await? {
        write(unit.conn(), &to, about, unit.now()).await?;
    }
    ctx.app.work.notify_one();
    Ok(())
}
