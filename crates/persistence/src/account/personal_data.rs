//! Where the database holds something of a person: what goes into what they take along, and what becomes of it when they are forgotten. A test holds
//! the list against the tables, so that what is added later is not forgotten.
use crate::{
    StoreError,
    entity::{
        account_link, community::community, credential, document, external_reference, idempotency, identity, journal, journal_seal, local_plan,
        local_plan_lead, measurement, member, milestone, passkey, person_theme, progress_update, recovery_code, risk, role_grant, second_factor, session,
        sub_project, sub_project_contributor, sub_project_indicator, task, text_version, theme, upload,
    },
    plan::sub_project::team_of,
    row::get,
    viewer::Bound,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::PersonId;
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, QueryResult,
    sea_query::{DynIden, Expr, ExprTrait, Query, SelectStatement},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A column of whichever table.
pub trait AnyColumn: Sync {
    /// Its name, after that of its table.
    fn full_name(&self) -> String;
    /// The column in a query.
    fn reference(&self) -> (DynIden, DynIden);
    /// What it holds.
    fn content(&self) -> ColumnType;
}

impl<C: ColumnTrait> AnyColumn for C {
    fn full_name(&self) -> String {
        format!("{}.{}", self.entity_name(), self.as_str())
    }

    fn reference(&self) -> (DynIden, DynIden) {
        self.as_column_ref()
    }

    fn content(&self) -> ColumnType {
        self.def().get_column_type().clone()
    }
}

/// What goes along of a column that names a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenAlong {
    /// The part of what is taken along in which it is.
    In(&'static str),
    /// Why it is not.
    Not(&'static str),
}

/// What becomes of a row when the person is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgotten {
    /// The row goes.
    Goes,
    /// The row is what they made or did: it stays, and names a former member.
    Stays,
}

/// A column that names a person.
pub struct Named {
    pub column: &'static dyn AnyColumn,
    pub taken_along: TakenAlong,
    pub forgotten: Forgotten,
}

const fn goes(column: &'static dyn AnyColumn, taken_along: TakenAlong) -> Named {
    Named { column, taken_along, forgotten: Forgotten::Goes }
}

const fn stays(column: &'static dyn AnyColumn, part: &'static str) -> Named {
    Named { column, taken_along: TakenAlong::In(part), forgotten: Forgotten::Stays }
}

/// A secret is worth something to who finds the file, and nothing to who has it already.
const SECRET: TakenAlong = TakenAlong::Not("a secret");

/// Every column that names a person.
pub const NAMED: &[Named] = &[
    goes(&account_link::Column::PersonId, SECRET),
    goes(&credential::Column::PersonId, SECRET),
    goes(&second_factor::Column::PersonId, SECRET),
    goes(&recovery_code::Column::PersonId, SECRET),
    goes(&idempotency::Column::PersonId, TakenAlong::Not("answers that were given already, for a day")),
    goes(&session::Column::PersonId, TakenAlong::In("sessions")),
    goes(&passkey::Column::PersonId, TakenAlong::In("passkeys")),
    goes(&identity::Column::PersonId, TakenAlong::In("identities")),
    goes(&role_grant::Column::PersonId, TakenAlong::In("roles")),
    goes(&person_theme::Column::PersonId, TakenAlong::In("themes")),
    goes(&member::Column::PersonId, TakenAlong::In("memberships")),
    goes(&external_reference::Column::ResourceId, TakenAlong::In("externalReferences")),
    stays(&local_plan_lead::Column::PersonId, "plans"),
    stays(&sub_project::Column::MunicipalityLeadId, "subProjects"),
    stays(&sub_project::Column::PartnerLeadId, "subProjects"),
    stays(&sub_project_contributor::Column::PersonId, "subProjects"),
    stays(&progress_update::Column::AuthorId, "progressUpdates"),
    stays(&milestone::Column::OwnerId, "milestones"),
    stays(&task::Column::AssigneeId, "tasks"),
    stays(&risk::Column::OwnerId, "risks"),
    stays(&measurement::Column::ApprovedById, "measurements"),
    stays(&upload::Column::UploadedBy, "documents"),
    stays(&journal::Column::ActorId, "journal"),
];

/// Columns with an id that is of no person, and refers to no table by a rule of the database.
pub const OF_NOBODY: &[&dyn AnyColumn] = &[
    &session::Column::FamilyId,
    &session::Column::PasskeyId,
    &upload::Column::ThingId,
    &journal::Column::Id,
    &journal::Column::OnBehalfOf,
    &journal::Column::ResourceId,
    &journal::Column::WithinId,
    &journal_seal::Column::JournalId,
    &text_version::Column::ResourceId,
];

/// A part of what somebody takes along: rows of one table.
pub struct Part {
    /// As it is called in the data.
    pub name: &'static str,
    /// As people read it.
    pub title: &'static str,
    of: fn(Uuid) -> SelectStatement,
    /// Other tables, by their id and our column that names it.
    joined: &'static [(&'static dyn AnyColumn, &'static dyn AnyColumn)],
    /// Name in the data, and column.
    fields: &'static [(&'static str, &'static dyn AnyColumn)],
}

/// The rows that have this person in a column.
fn rows(column: impl ColumnTrait, person: Uuid) -> SelectStatement {
    Query::select().from(column.entity_name()).and_where(column.eq(person)).to_owned()
}

/// The parts, in the order in which they are shown, after the account and before the mails and the journal.
pub const PARTS: &[Part] = &[
    Part {
        name: "themes",
        title: "Mijn thema's",
        of: |me| rows(person_theme::Column::PersonId, me),
        joined: &[(&theme::Column::Id, &person_theme::Column::ThemeId)],
        fields: &[("name", &theme::Column::NameNl)],
    },
    Part {
        name: "roles",
        title: "Mijn rollen",
        of: |me| rows(role_grant::Column::PersonId, me),
        joined: &[],
        fields: &[("role", &role_grant::Column::Role), ("endDate", &role_grant::Column::EndDate), ("grantedAt", &role_grant::Column::GrantedAt)],
    },
    Part {
        name: "sessions",
        title: "Waar ik ben ingelogd",
        of: |me| rows(session::Column::PersonId, me).and_where(session::Column::UsedAt.is_null()).to_owned(),
        joined: &[],
        fields: &[
            ("device", &session::Column::Device),
            ("startedAt", &session::Column::StartedAt),
            ("renewedAt", &session::Column::CreatedAt),
            ("expiresAt", &session::Column::ExpiresAt),
        ],
    },
    Part {
        name: "identities",
        title: "Accounts bij mijn organisatie",
        of: |me| rows(identity::Column::PersonId, me),
        joined: &[],
        fields: &[("provider", &identity::Column::Provider), ("subject", &identity::Column::Subject), ("createdAt", &identity::Column::CreatedAt)],
    },
    Part {
        name: "externalReferences",
        title: "Hoe ik in andere systemen heet",
        of: |me| rows(external_reference::Column::ResourceId, me),
        joined: &[],
        fields: &[
            ("system", &external_reference::Column::System),
            ("reference", &external_reference::Column::Reference),
            ("url", &external_reference::Column::Url),
        ],
    },
    Part {
        name: "passkeys",
        title: "Mijn passkeys",
        of: |me| rows(passkey::Column::PersonId, me),
        joined: &[],
        fields: &[("name", &passkey::Column::Name), ("createdAt", &passkey::Column::CreatedAt), ("usedAt", &passkey::Column::UsedAt)],
    },
    Part {
        name: "memberships",
        title: "Mijn community's",
        of: |me| rows(member::Column::PersonId, me),
        joined: &[(&community::Column::Id, &member::Column::CommunityId)],
        fields: &[
            ("community", &community::Column::Name),
            ("role", &member::Column::Role),
            ("status", &member::Column::Status),
            ("since", &member::Column::CreatedAt),
            ("endDate", &member::Column::EndDate),
        ],
    },
    Part {
        name: "plans",
        title: "Plannen die ik trek",
        of: |me| rows(local_plan_lead::Column::PersonId, me),
        joined: &[(&local_plan::Column::Id, &local_plan_lead::Column::LocalPlanId)],
        fields: &[("title", &local_plan::Column::Title)],
    },
    Part {
        name: "subProjects",
        title: "Deelprojecten die ik trek of waaraan ik bijdraag",
        of: |me| Query::select().from(sub_project::Entity).cond_where(team_of(Bound::new(me))).to_owned(),
        joined: &[],
        fields: &[("name", &sub_project::Column::Name)],
    },
    Part {
        name: "progressUpdates",
        title: "Voortgangsberichten van mij",
        of: |me| rows(progress_update::Column::AuthorId, me),
        joined: &[],
        fields: &[
            ("title", &progress_update::Column::Title),
            ("reportDate", &progress_update::Column::ReportDate),
            ("lesson", &progress_update::Column::Lesson),
            ("help", &progress_update::Column::Help),
        ],
    },
    Part {
        name: "milestones",
        title: "Mijlpalen waar ik voor zorg",
        of: |me| rows(milestone::Column::OwnerId, me),
        joined: &[],
        fields: &[("title", &milestone::Column::Title), ("plannedDate", &milestone::Column::PlannedDate)],
    },
    Part {
        name: "tasks",
        title: "Taken van mij",
        of: |me| rows(task::Column::AssigneeId, me),
        joined: &[],
        fields: &[("title", &task::Column::Title), ("dueDate", &task::Column::DueDate)],
    },
    Part { name: "risks", title: "Risico's waar ik op let", of: |me| rows(risk::Column::OwnerId, me), joined: &[], fields: &[("title", &risk::Column::Title)] },
    Part {
        name: "measurements",
        title: "Metingen die ik heb goedgekeurd",
        of: |me| rows(measurement::Column::ApprovedById, me),
        joined: &[(&sub_project_indicator::Column::Id, &measurement::Column::SubProjectIndicatorId)],
        fields: &[
            ("indicator", &sub_project_indicator::Column::Title),
            ("measuredDate", &measurement::Column::MeasuredDate),
            ("approvedAt", &measurement::Column::ApprovedAt),
        ],
    },
    Part {
        name: "documents",
        title: "Documenten die ik heb verstuurd",
        of: |me| rows(upload::Column::UploadedBy, me),
        joined: &[(&document::Column::Id, &upload::Column::ThingId)],
        fields: &[
            ("fileName", &upload::Column::FileName),
            ("size", &upload::Column::Size),
            ("sentAt", &upload::Column::CreatedAt),
            ("title", &document::Column::Title),
            ("note", &document::Column::Note),
        ],
    },
];

/// The parts that are read in another way: the account itself, and what is about it.
pub const OTHER_PARTS: [(&str, &str); 3] =
    [("account", "Mijn account"), ("mails", "Mails aan mij"), ("journal", "Wat ik deed, en wat er met mijn account gebeurde")];

/// The rows of a part that are of this person.
pub(crate) async fn read<C: ConnectionTrait>(conn: &C, part: &Part, person: PersonId) -> Result<Vec<Value>, StoreError> {
    let mut query = (part.of)(person.0);
    for (id, ours) in part.joined {
        let (table, _) = id.reference();
        query.left_join(table, Expr::col(id.reference()).equals(ours.reference()));
    }
    for (name, column) in part.fields {
        query.expr_as(Expr::col(column.reference()), *name);
    }
    conn.query_all(&query).await?.iter().map(|row| object(row, part)).collect()
}

fn object(row: &QueryResult, part: &Part) -> Result<Value, StoreError> {
    let mut object = Map::new();
    for (name, column) in part.fields {
        let value = match column.content() {
            ColumnType::Date => json!(get::<Option<NaiveDate>>(row, name)?),
            ColumnType::TimestampWithTimeZone => json!(get::<Option<DateTime<Utc>>>(row, name)?),
            ColumnType::BigInteger => json!(get::<Option<i64>>(row, name)?),
            _ => json!(get::<Option<String>>(row, name)?),
        };
        object.insert((*name).to_owned(), value);
    }
    Ok(Value::Object(object))
}
