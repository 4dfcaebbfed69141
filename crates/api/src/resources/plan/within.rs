//! Parts of sub-projects: who may make one, and to which sub-project one may go.
use crate::{
    crud::{ApiResource, Check},
    error::{ApiError, allow},
};
use domain::{
    SubProjectId,
    policy::{Action, Actor, Scope, decide},
};
use persistence::{Found, Transaction, resource::find, sub_project as store};

/// What the rules need to know of a part of a sub-project that does not exist yet.
pub async fn new_part_scope(conn: &Transaction, actor: &Actor, sub_project: SubProjectId) -> Result<Scope, ApiError> {
    let found = find::<store::SubProjects, _>(conn, actor, sub_project, false).await?;
    let Found { stored, extra } = found.ok_or_else(|| ApiError::unknown("/subProjectId"))?;
    Ok(Scope::WithinSubProject { visibility: extra.plan_visibility, relation: extra.relation, part: stored.state.part_of(actor.person()) })
}

/// Whether a part of a sub-project may go to another one: moving is creating there.
pub async fn may_move<R: ApiResource>(check: &Check<'_, R>, before: Option<SubProjectId>, now: SubProjectId) -> Result<(), ApiError> {
    if before.is_some_and(|before| before != now) {
        allow(decide(check.actor, Action::Create, &new_part_scope(check.conn, check.actor, now).await?))?;
    }
    Ok(())
}
