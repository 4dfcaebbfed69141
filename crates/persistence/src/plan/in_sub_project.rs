//! What lives in a sub-project, such as its reports and milestones: of which sub-project and plan it is, and who may do what with it.
use crate::{
    StoreError,
    entity::{local_plan, sub_project},
    plan::{
        local_plan::{read_relation, select_relation},
        sub_project::SubProjects,
    },
    resource::{ColumnOf, Found, Need, NewScope, Resource, Surroundings, find, narrow_by_any},
    row::{column, get, get_code},
    viewer::Viewer,
    visibility,
};
use domain::{
    LocalPlanId, PersonId, SubProjectId,
    policy::{Actor, PlanRelation, Scope, TeamRole},
    resource::Kind,
    role::Role,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, IdenStatic, QueryResult,
    sea_query::{Expr, ExprTrait, JoinType, SelectStatement},
};
use uuid::Uuid;

/// The sub-project around a thing, and its plan.
pub struct SubProjectContext {
    pub sub_project_name: String,
    pub plan: (LocalPlanId, String),
    pub plan_visibility: Visibility,
    relation: PlanRelation,
    /// The pair of leads of the sub-project.
    lead_ids: [Option<PersonId>; 2],
    /// Whether the actor is one of its contributors.
    contributes: bool,
    /// Whether the actor is an executive whose organisation is, or works for, a municipality of the plan.
    executive_of_plan: bool,
}

impl SubProjectContext {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor) -> Scope {
        Scope::WithinSubProject { visibility: self.plan_visibility, relation: self.relation, part: self.part(actor) }
    }

    /// The same of what is for the team and its executives, unless it is `open`.
    pub fn reserved_scope(&self, actor: &Actor, open: bool) -> Scope {
        Scope::Reserved { visibility: self.plan_visibility, relation: self.relation, part: self.part(actor), own: self.executive_of_plan, open }
    }

    fn part(&self, actor: &Actor) -> TeamRole {
        let me = actor.person();
        match (me.is_some() && self.lead_ids.contains(&me), self.contributes) {
            (true, _) => TeamRole::Lead,
            (false, true) => TeamRole::Contributor,
            (false, false) => TeamRole::None,
        }
    }
}

/// Joins the sub-project that a column names, and its plan, and asks for what [`read_context`] reads.
pub(crate) fn select_context(query: &mut SelectStatement, viewer: &Viewer, sub_project_id: impl ColumnTrait) {
    let nobody = || Expr::cust("(0 > 0)");
    query.expr_as(Expr::col(sub_project::Column::Name.as_column_ref()), "sub_project_name");
    query.column(sub_project::Column::MunicipalityLeadId.as_column_ref()).column(sub_project::Column::PartnerLeadId.as_column_ref());
    query.expr_as(viewer.person().map_or_else(nobody, visibility::contributes), "contributes");
    // Only of executives does it matter whose plan it is.
    let home = viewer.organisation().filter(|_| viewer.has(Role::Executive));
    query.expr_as(home.map_or_else(nobody, visibility::of_organisation), "executive_of_plan");
    query.join(JoinType::InnerJoin, sub_project::Entity, Expr::col(sub_project::Column::Id.as_column_ref()).equals(sub_project_id.as_column_ref()));
    query.expr_as(Expr::col(local_plan::Column::Id.as_column_ref()), "plan_id");
    query.expr_as(Expr::col(local_plan::Column::Title.as_column_ref()), "plan_title");
    query.expr_as(Expr::col(local_plan::Column::Visibility.as_column_ref()), "plan_visibility");
    query.join(
        JoinType::InnerJoin,
        local_plan::Entity,
        Expr::col(local_plan::Column::Id.as_column_ref()).equals(sub_project::Column::LocalPlanId.as_column_ref()),
    );
    select_relation(query, viewer);
}

/// Reads what [`select_context`] asked for.
pub(crate) fn read_context(query: &QueryResult) -> Result<SubProjectContext, StoreError> {
    let lead = |of: sub_project::Column| column::<Option<Uuid>>(query, of).map(|id| id.map(PersonId));
    Ok(SubProjectContext {
        sub_project_name: get(query, "sub_project_name")?,
        plan: (LocalPlanId(get(query, "plan_id")?), get(query, "plan_title")?),
        plan_visibility: get_code(query, "plan_visibility")?,
        relation: read_relation(query)?,
        lead_ids: [lead(sub_project::Column::MunicipalityLeadId)?, lead(sub_project::Column::PartnerLeadId)?],
        contributes: get(query, "contributes")?,
        executive_of_plan: get(query, "executive_of_plan")?,
    })
}

/// What lives in a sub-project.
pub struct InSubProject;

/// A resource that lives in a sub-project.
pub trait Item: Resource<Lives = InSubProject> {
    /// The column that says in which.
    const SUB_PROJECT_ID: ColumnOf<Self>;
    /// In which sub-project a state is.
    fn sub_project_id(state: &Self::State) -> SubProjectId;
    /// Who reads one.
    fn readers(_state: &Self::State) -> Readers {
        Readers::OfPlan
    }
    /// Which of them whoever reads the plan may read: those of which [`Item::readers`] says so, as SQL.
    fn open_rows() -> OpenRows {
        OpenRows::All
    }
}

/// Who reads something in a sub-project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever reads the plan.
    OfPlan,
    /// The team and the executives of its municipalities; of changes hear `audience`.
    Reserved { audience: Visibility },
}

/// Which rows are for whoever reads the plan; the others are for the team and the executives.
pub enum OpenRows {
    All,
    None,
    Where(Expr),
}

impl<R: Item> Surroundings<R> for InSubProject {
    type Around = SubProjectContext;

    fn select(query: &mut SelectStatement, viewer: &Viewer) {
        select_context(query, viewer, R::SUB_PROJECT_ID);
    }

    fn read(query: &QueryResult) -> Result<SubProjectContext, StoreError> {
        read_context(query)
    }

    fn visible(viewer: &Viewer) -> Condition {
        match R::open_rows() {
            OpenRows::All => visibility::local_plans(viewer),
            OpenRows::None => visibility::reserved(viewer, None),
            OpenRows::Where(so) => visibility::reserved(viewer, Some(so)),
        }
    }

    fn stands() -> Condition {
        visibility::sub_project_stands()
    }

    fn parent() -> Option<(Kind, &'static str)> {
        Some((Kind::SubProject, R::SUB_PROJECT_ID.as_str()))
    }

    fn place(state: &R::State) -> Option<Need> {
        Some(Need::one::<SubProjects>("subProjectId", R::sub_project_id(state)))
    }

    fn scope(found: &Found<R>, actor: &Actor) -> Scope {
        let readers = R::readers(&found.stored.state);
        match R::open_rows() {
            OpenRows::All => found.around.scope(actor),
            OpenRows::None | OpenRows::Where(_) => found.around.reserved_scope(actor, readers == Readers::OfPlan),
        }
    }

    fn audience(found: &Found<R>) -> Visibility {
        match R::readers(&found.stored.state) {
            Readers::OfPlan => found.around.plan_visibility,
            Readers::Reserved { audience } => audience,
        }
    }

    fn within(found: &Found<R>) -> Option<Uuid> {
        Some(R::sub_project_id(&found.stored.state).0)
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &R::State) -> Result<NewScope, StoreError> {
        let Some(found) = find::<SubProjects, _>(conn, actor, R::sub_project_id(state), false).await? else {
            return Ok(NewScope::NoPlace { field: "subProjectId" });
        };
        let part = found.stored.state.part_of(actor.person());
        Ok(NewScope::Known(Scope::WithinSubProject { visibility: found.around.visibility, relation: found.around.relation, part }))
    }
}

/// Keeps the rows that are of these sub-projects, named by the column, and of these plans; without any, all. The query joins `sub_project`.
pub(crate) fn narrow(query: &mut SelectStatement, sub_project_id: impl ColumnTrait, sub_projects: &[SubProjectId], plans: &[LocalPlanId]) {
    narrow_by_any(query, sub_project_id, sub_projects.iter().map(|id| id.0));
    narrow_by_any(query, sub_project::Column::LocalPlanId, plans.iter().map(|id| id.0));
}

/// Keeps the rows that have this person in a column. Who does what is not for visitors, nor by asking for each person in turn.
pub(crate) fn narrow_by_person(query: &mut SelectStatement, viewer: &Viewer, column: impl ColumnTrait, person: Option<PersonId>) {
    if let Some(person) = person {
        query.and_where(column.eq(person.0));
        if viewer.is_anonymous() {
            query.and_where(Expr::cust("0 > 0"));
        }
    }
}
