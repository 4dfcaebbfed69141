//! Where the database holds something of a person: what goes into what they take along, and what becomes of it when they are forgotten. A test holds
//! the list against the tables, so that what is added later is not forgotten.
use crate::{StoreError, row::get, sub_project};
use chrono::{DateTime, NaiveDate, Utc};
use domain::PersonId;
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Condition, Expr, ExprTrait, JoinType, Query},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

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
    pub table: &'static str,
    pub column: &'static str,
    pub taken_along: TakenAlong,
    pub forgotten: Forgotten,
}

const fn goes(table: &'static str, taken_along: TakenAlong) -> Named {
    Named { table, column: "person_id", taken_along, forgotten: Forgotten::Goes }
}

const fn stays(table: &'static str, column: &'static str, part: &'static str) -> Named {
    Named { table, column, taken_along: TakenAlong::In(part), forgotten: Forgotten::Stays }
}

/// A secret is worth something to who finds the file, and nothing to who has it already.
const SECRET: TakenAlong = TakenAlong::Not("a secret");

/// Every column that names a person.
pub const NAMED: &[Named] = &[
    goes("account_link", SECRET),
    goes("credential", SECRET),
    goes("second_factor", SECRET),
    goes("recovery_code", SECRET),
    goes("idempotency", TakenAlong::Not("answers that were given already, for a day")),
    goes("session", TakenAlong::In("sessions")),
    goes("passkey", TakenAlong::In("passkeys")),
    goes("identity", TakenAlong::In("identities")),
    goes("role_grant", TakenAlong::In("roles")),
    goes("person_theme", TakenAlong::In("themes")),
    goes("member", TakenAlong::In("memberships")),
    Named { table: "external_reference", column: "resource_id", taken_along: TakenAlong::In("externalReferences"), forgotten: Forgotten::Goes },
    stays("local_plan_lead", "person_id", "plans"),
    stays("sub_project", "municipality_lead_id", "subProjects"),
    stays("sub_project", "partner_lead_id", "subProjects"),
    stays("sub_project_contributor", "person_id", "subProjects"),
    stays("progress_update", "author_id", "progressUpdates"),
    stays("milestone", "owner_id", "milestones"),
    stays("task", "assignee_id", "tasks"),
    stays("risk", "owner_id", "risks"),
    stays("measurement", "approved_by_id", "measurements"),
    stays("upload", "uploaded_by", "documents"),
    stays("journal", "actor_id", "journal"),
];

/// Columns with an id that is of no person, and refers to no table by a rule of the database.
pub const OF_NOBODY: &[(&str, &str)] = &[
    ("session", "family_id"),
    ("session", "passkey_id"),
    ("upload", "document_id"),
    ("journal", "id"),
    ("journal", "on_behalf_of"),
    ("journal", "resource_id"),
    ("journal", "within_id"),
    ("journal_seal", "journal_id"),
    ("text_version", "resource_id"),
];

/// What a column holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Day,
    Moment,
    Number,
}

/// A part of what somebody takes along: rows of one table.
pub struct Part {
    /// As it is called in the data.
    pub name: &'static str,
    /// As people read it.
    pub title: &'static str,
    table: &'static str,
    /// Other tables, by their id and our column that names it.
    joined: &'static [(&'static str, (&'static str, &'static str))],
    of: fn(Uuid) -> Condition,
    /// Name in the data, column, what it holds.
    fields: &'static [(&'static str, (&'static str, &'static str), Holds)],
}

fn is(table: &'static str, column: &'static str, person: Uuid) -> Condition {
    Condition::all().add(Expr::col((table, column)).eq(person))
}

/// The parts, in the order in which they are shown, after the account and before the mails and the journal.
pub const PARTS: &[Part] = &[
    Part {
        name: "themes",
        title: "Mijn thema's",
        table: "person_theme",
        joined: &[("theme", ("person_theme", "theme_id"))],
        of: |me| is("person_theme", "person_id", me),
        fields: &[("name", ("theme", "name_nl"), Holds::Text)],
    },
    Part {
        name: "roles",
        title: "Mijn rollen",
        table: "role_grant",
        joined: &[],
        of: |me| is("role_grant", "person_id", me),
        fields: &[
            ("role", ("role_grant", "role"), Holds::Text),
            ("endDate", ("role_grant", "end_date"), Holds::Day),
            ("grantedAt", ("role_grant", "granted_at"), Holds::Moment),
        ],
    },
    Part {
        name: "sessions",
        title: "Waar ik ben ingelogd",
        table: "session",
        joined: &[],
        of: |me| is("session", "person_id", me).add(Expr::col(("session", "used_at")).is_null()),
        fields: &[
            ("device", ("session", "device"), Holds::Text),
            ("startedAt", ("session", "started_at"), Holds::Moment),
            ("renewedAt", ("session", "created_at"), Holds::Moment),
            ("expiresAt", ("session", "expires_at"), Holds::Moment),
        ],
    },
    Part {
        name: "identities",
        title: "Accounts bij mijn organisatie",
        table: "identity",
        joined: &[],
        of: |me| is("identity", "person_id", me),
        fields: &[
            ("provider", ("identity", "provider"), Holds::Text),
            ("subject", ("identity", "subject"), Holds::Text),
            ("createdAt", ("identity", "created_at"), Holds::Moment),
        ],
    },
    Part {
        name: "externalReferences",
        title: "Hoe ik in andere systemen heet",
        table: "external_reference",
        joined: &[],
        of: |me| is("external_reference", "resource_id", me),
        fields: &[
            ("system", ("external_reference", "system"), Holds::Text),
            ("reference", ("external_reference", "reference"), Holds::Text),
            ("url", ("external_reference", "url"), Holds::Text),
        ],
    },
    Part {
        name: "passkeys",
        title: "Mijn passkeys",
        table: "passkey",
        joined: &[],
        of: |me| is("passkey", "person_id", me),
        fields: &[
            ("name", ("passkey", "name"), Holds::Text),
            ("createdAt", ("passkey", "created_at"), Holds::Moment),
            ("usedAt", ("passkey", "used_at"), Holds::Moment),
        ],
    },
    Part {
        name: "memberships",
        title: "Mijn community's",
        table: "member",
        joined: &[("community", ("member", "community_id"))],
        of: |me| is("member", "person_id", me),
        fields: &[
            ("community", ("community", "name"), Holds::Text),
            ("role", ("member", "role"), Holds::Text),
            ("status", ("member", "status"), Holds::Text),
            ("since", ("member", "created_at"), Holds::Moment),
            ("endDate", ("member", "end_date"), Holds::Day),
        ],
    },
    Part {
        name: "plans",
        title: "Plannen die ik trek",
        table: "local_plan_lead",
        joined: &[("local_plan", ("local_plan_lead", "local_plan_id"))],
        of: |me| is("local_plan_lead", "person_id", me),
        fields: &[("title", ("local_plan", "title"), Holds::Text)],
    },
    Part {
        name: "subProjects",
        title: "Deelprojecten die ik trek of waaraan ik bijdraag",
        table: "sub_project",
        joined: &[],
        of: sub_project::team_of,
        fields: &[("name", ("sub_project", "name"), Holds::Text)],
    },
    Part {
        name: "progressUpdates",
        title: "Voortgangsberichten van mij",
        table: "progress_update",
        joined: &[],
        of: |me| is("progress_update", "author_id", me),
        fields: &[
            ("title", ("progress_update", "title"), Holds::Text),
            ("reportDate", ("progress_update", "report_date"), Holds::Day),
            ("lesson", ("progress_update", "lesson"), Holds::Text),
            ("help", ("progress_update", "help"), Holds::Text),
        ],
    },
    Part {
        name: "milestones",
        title: "Mijlpalen waar ik voor zorg",
        table: "milestone",
        joined: &[],
        of: |me| is("milestone", "owner_id", me),
        fields: &[("title", ("milestone", "title"), Holds::Text), ("plannedDate", ("milestone", "planned_date"), Holds::Day)],
    },
    Part {
        name: "tasks",
        title: "Taken van mij",
        table: "task",
        joined: &[],
        of: |me| is("task", "assignee_id", me),
        fields: &[("title", ("task", "title"), Holds::Text), ("dueDate", ("task", "due_date"), Holds::Day)],
    },
    Part {
        name: "risks",
        title: "Risico's waar ik op let",
        table: "risk",
        joined: &[],
        of: |me| is("risk", "owner_id", me),
        fields: &[("title", ("risk", "title"), Holds::Text)],
    },
    Part {
        name: "measurements",
        title: "Metingen die ik heb goedgekeurd",
        table: "measurement",
        joined: &[("sub_project_indicator", ("measurement", "sub_project_indicator_id"))],
        of: |me| is("measurement", "approved_by_id", me),
        fields: &[
            ("indicator", ("sub_project_indicator", "title"), Holds::Text),
            ("measuredDate", ("measurement", "measured_date"), Holds::Day),
            ("approvedAt", ("measurement", "approved_at"), Holds::Moment),
        ],
    },
    Part {
        name: "documents",
        title: "Documenten die ik heb verstuurd",
        table: "upload",
        joined: &[("document", ("upload", "document_id"))],
        of: |me| is("upload", "uploaded_by", me),
        fields: &[
            ("fileName", ("upload", "file_name"), Holds::Text),
            ("size", ("upload", "size"), Holds::Number),
            ("sentAt", ("upload", "created_at"), Holds::Moment),
            ("title", ("document", "title"), Holds::Text),
            ("note", ("document", "note"), Holds::Text),
        ],
    },
];

/// The parts that are read in another way: the account itself, and what is about it.
pub const OTHER_PARTS: [(&str, &str); 3] =
    [("account", "Mijn account"), ("mails", "Mails aan mij"), ("journal", "Wat ik deed, en wat er met mijn account gebeurde")];

/// The rows of a part that are of this person.
pub(crate) async fn read<C: ConnectionTrait>(conn: &C, part: &Part, person: PersonId) -> Result<Vec<Value>, StoreError> {
    let mut query = Query::select().from(part.table).cond_where((part.of)(person.0)).to_owned();
    for (other, ours) in part.joined {
        query.join(JoinType::LeftJoin, *other, Expr::col((*other, "id")).equals(*ours));
    }
    for (name, column, _) in part.fields {
        query.expr_as(Expr::col(*column), *name);
    }
    conn.query_all(&query).await?.iter().map(|row| object(row, part)).collect()
}

fn object(row: &QueryResult, part: &Part) -> Result<Value, StoreError> {
    let mut object = Map::new();
    for (name, _, holds) in part.fields {
        let value = match holds {
            Holds::Text => json!(get::<Option<String>>(row, name)?),
            Holds::Day => json!(get::<Option<NaiveDate>>(row, name)?),
            Holds::Moment => json!(get::<Option<DateTime<Utc>>>(row, name)?),
            Holds::Number => json!(get::<Option<i64>>(row, name)?),
        };
        object.insert((*name).to_owned(), value);
    }
    Ok(Value::Object(object))
}
