//! What the policy allows to read and what the SQL finds are the same, on random data.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use chrono::{DateTime, Utc};
use domain::{
    BudgetLineId, CommunityId, LocalPlanId, MeasurementId, MilestoneId, OrganisationId, PersonId, ProgressUpdateId, SubProjectId, SubProjectIndicatorId,
    budget_line::{BudgetLine, TaskField},
    community::{Community, CommunityKind, JoinPolicy},
    indicator::{Accumulation, Direction},
    local_plan::{LocalPlan, PlanStatus},
    measurement::Measurement,
    member::{Member, MemberRole, MemberStatus},
    milestone::Milestone,
    organisation::{Organisation, OrganisationKind},
    person::{Language, Person},
    policy::{Action, Actor, Decision, PlanRelation, Scope, TeamRole, decide},
    progress_update::{Light, ProgressUpdate},
    resource::Kind,
    role::{Role, Roles},
    sub_project::SubProject,
    sub_project_indicator::SubProjectIndicator,
    visibility::Visibility,
};
use persistence::{
    Database, Found, Resource, budget_line, community, entity, local_plan, measurement, member, milestone, new_id, organisation,
    person::People,
    progress_update,
    resource::{Paging, find, insert, list, sort_by_name, touch},
    sub_project, sub_project_indicator,
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sea_orm::Set;

const PEOPLE: usize = 4;

type Membership = (usize, MemberRole, MemberStatus);
/// The pair of leads, and who contributes.
type Team = (Option<usize>, Option<usize>, Vec<usize>);

#[derive(Clone, Debug)]
struct World {
    /// Visibility, and the members: who, role, status.
    communities: Vec<(Visibility, Vec<Membership>)>,
    /// Visibility, leads, and sub-projects with their team.
    plans: Vec<(Visibility, Vec<usize>, Vec<Team>)>,
}

fn world() -> impl Strategy<Value = World> {
    let visibility = || prop::sample::select(Visibility::ALL);
    let who = 0..PEOPLE;
    let members = prop::collection::vec((who.clone(), prop::sample::select(MemberRole::ALL), prop::sample::select(MemberStatus::ALL)), 0..4);
    let sub_projects = prop::collection::vec((prop::option::of(who.clone()), prop::option::of(who.clone()), prop::collection::vec(who.clone(), 0..2)), 0..4);
    let communities = prop::collection::vec((visibility(), members), 1..8);
    let plans = prop::collection::vec((visibility(), prop::collection::vec(who, 0..3), sub_projects), 1..8);
    (communities, plans).prop_map(|(communities, plans)| World { communities, plans })
}

struct Stored {
    people: Vec<PersonId>,
    communities: Vec<CommunityId>,
    plans: Vec<(LocalPlanId, Vec<SubProjectId>)>,
    /// The municipality of all plans.
    home: OrganisationId,
}

fn dedup<T: Clone>(items: &[T], key: impl Fn(&T) -> usize) -> Vec<T> {
    let mut seen = vec![];
    items
        .iter()
        .filter(|item| {
            if seen.contains(&key(item)) {
                false
            } else {
                seen.push(key(item));
                true
            }
        })
        .cloned()
        .collect()
}

async fn store(db: &Database, world: &World, now: DateTime<Utc>) -> Stored {
    let mut unit = db.begin(now).await.unwrap();
    let conn = unit.conn();
    let home = OrganisationId(new_id());
    let organisation = Organisation {
        name: "Thuis".into(),
        kind: OrganisationKind::Partner,
        cbs_code: None,
        website: None,
        serves_ids: vec![],
        second_factor_required: false,
    };
    insert::<organisation::Organisations, _>(conn, home, &organisation, now).await.unwrap();
    let mut people = vec![];
    for n in 0..PEOPLE {
        let id = PersonId(new_id());
        let person = Person {
            name: format!("Persoon {n}"),
            email: format!("{id}@voorbeeld.example"),
            job_title: String::new(),
            organisation_id: home,
            expertise: vec![],
            theme_ids: vec![],
            language: Language::Dutch,
            email_visible: false,
        };
        insert::<People, _>(conn, id, &person, now).await.unwrap();
        people.push(id);
    }
    let mut communities = vec![];
    for (visibility, members) in &world.communities {
        let id = CommunityId(new_id());
        let state = Community {
            name: "Groep".into(),
            kind: CommunityKind::Workplace,
            purpose: String::new(),
            theme_ids: vec![],
            organisation_ids: vec![],
            visibility: *visibility,
            join_policy: JoinPolicy::Open,
            archived: false,
        };
        insert::<community::Communities, _>(conn, id, &state, now).await.unwrap();
        for (who, role, status) in dedup(members, |member| member.0) {
            member::insert(conn, &Member { community_id: id, person_id: people[who], role, status, end_date: None }, now).await.unwrap();
        }
        communities.push(id);
    }
    let mut plans = vec![];
    for (visibility, leads, sub_projects) in &world.plans {
        let id = LocalPlanId(new_id());
        let state = LocalPlan {
            title: "Plan".into(),
            municipality_ids: vec![home],
            lead_ids: dedup(leads, |lead| *lead).into_iter().map(|lead| people[lead]).collect(),
            role_ends: vec![],
            start_date: persistence::day::of(now),
            end_date: persistence::day::of(now),
            ambition: String::new(),
            status: PlanStatus::Concept,
            adoption_date: None,
            adopted_by: None,
            closing_date: None,
            visibility: *visibility,
            goal_ids: vec![],
            gates: vec![],
        };
        insert::<local_plan::LocalPlans, _>(conn, id, &state, now).await.unwrap();
        let mut own = vec![];
        for (municipality, partner, contributors) in sub_projects {
            let sub_project = SubProjectId(new_id());
            let state = SubProject {
                local_plan_id: id,
                name: "Deel".into(),
                aim: String::new(),
                target_group: String::new(),
                method: String::new(),
                places: vec![],
                municipality_lead_id: municipality.map(|who| people[who]),
                partner_lead_id: partner.map(|who| people[who]),
                contributor_ids: contributors.iter().map(|who| people[*who]).collect(),
                role_ends: vec![],
                community_id: None,
                theme_ids: vec![],
                goal_ids: vec![],
            };
            insert::<sub_project::SubProjects, _>(conn, sub_project, &state, now).await.unwrap();
            let update = ProgressUpdate {
                sub_project_id: sub_project,
                title: "Voortgang".into(),
                report_date: persistence::day::of(now),
                time_light: Some(Light::Green),
                time_note: String::new(),
                money_light: Some(Light::Green),
                money_note: String::new(),
                result_light: Some(Light::Green),
                result_note: String::new(),
                lesson: String::new(),
                help: String::new(),
            };
            insert::<progress_update::ProgressUpdates, _>(conn, ProgressUpdateId(sub_project.0), &update, now).await.unwrap();
            let step = Milestone {
                sub_project_id: sub_project,
                title: "Begin".into(),
                planned_date: persistence::day::of(now),
                forecast_date: None,
                actual_date: None,
                owner_id: None,
                note: String::new(),
            };
            insert::<milestone::Milestones, _>(conn, MilestoneId(sub_project.0), &step, now).await.unwrap();
            store_reserved(conn, sub_project, now).await;
            own.push(sub_project);
        }
        plans.push((id, own));
    }
    let entry = domain::journal::Entry {
        actor: None,
        on_behalf_of: None,
        kind: Kind::Organisation,
        resource_id: home.0,
        within: None,
        verb: domain::journal::Verb::Created,
        audience: Visibility::Public,
        changes: vec![],
        request_id: None,
    };
    unit.record(&entry, None).await.unwrap();
    unit.commit().await.unwrap();
    Stored { people, communities, plans, home }
}

/// What is not for everybody who sees the sub-project: money, a draft, and a measurement that was approved.
async fn store_reserved(conn: &persistence::Transaction, sub_project: SubProjectId, now: DateTime<Utc>) {
    let line = BudgetLine {
        sub_project_id: sub_project,
        title: "Regel".into(),
        year: 2026,
        source: "BUIG".into(),
        task_field: TaskField::Income,
        planned_cents: 1,
        committed_cents: 0,
        spent_cents: 0,
    };
    insert::<budget_line::BudgetLines, _>(conn, BudgetLineId(sub_project.0), &line, now).await.unwrap();
    let indicator = SubProjectIndicator {
        sub_project_id: sub_project,
        title: "Cijfer".into(),
        indicator_id: None,
        comparability: None,
        unit: "inwoners".into(),
        direction: Direction::Up,
        accumulation: Accumulation::Cumulative,
        counts_residents: true,
        definition: String::new(),
        groups: vec![],
        baseline_value: None,
        baseline_date: None,
        targets: vec![],
        interim_targets: vec![],
        locked_date: None,
    };
    let indicator_id = SubProjectIndicatorId(sub_project.0);
    insert::<sub_project_indicator::SubProjectIndicators, _>(conn, indicator_id, &indicator, now).await.unwrap();
    for approved in [false, true] {
        let id = MeasurementId(new_id());
        let measurement = Measurement {
            sub_project_indicator_id: indicator_id,
            measured_date: persistence::day::of(now),
            value: 1,
            note: String::new(),
            evidence_url: None,
            cells: vec![],
            additional: false,
        };
        insert::<measurement::Measurements, _>(conn, id, &measurement, now).await.unwrap();
        if approved {
            let approved = entity::measurement::ActiveModel { approved_at: Set(Some(now)), ..Default::default() };
            touch::<measurement::Measurements, _>(conn, id, 1, approved, now).await.unwrap();
        }
    }
}

/// All that somebody finds.
async fn all<R: Resource>(db: &Database, actor: &Actor) -> Vec<Found<R>>
where
    R::Filter: Default,
{
    list::<R, _>(db.reader(), actor, &R::Filter::default(), &Paging::first(sort_by_name::<R>(), 100)).await.unwrap().0
}

#[tokio::test]
async fn the_policy_and_the_sql_agree() {
    let now: DateTime<Utc> = "2026-01-02T03:04:05Z".parse().unwrap();
    let mut compared = 0;
    for round in 0..12_u8 {
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[round; 32]));
        let world = world().new_tree(&mut runner).unwrap().current();
        for (name, db) in support::databases().await {
            let stored = store(&db, &world, now).await;
            let mut actors = vec![Actor::Anonymous];
            actors.extend(stored.people.iter().map(|id| Actor::Person { id: *id, organisation: OrganisationId(new_id()), roles: Roles::NONE }));
            actors.push(Actor::Person { id: PersonId(new_id()), organisation: OrganisationId(new_id()), roles: Roles::NONE.with(Role::Administrator) });
            for organisation in [stored.home, OrganisationId(new_id())] {
                actors.push(Actor::Person { id: PersonId(new_id()), organisation, roles: Roles::NONE.with(Role::Executive) });
            }
            for actor in actors {
                let me = actor.person().and_then(|id| stored.people.iter().position(|person| *person == id));
                let found = all::<community::Communities>(&db, &actor).await;
                for (id, (visibility, members)) in stored.communities.iter().zip(&world.communities) {
                    let mine = dedup(members, |member| member.0).into_iter().find(|(who, _, _)| Some(*who) == me);
                    let role = mine.filter(|(_, _, status)| *status == MemberStatus::Active).map(|(_, role, _)| role);
                    let invited = mine.is_some_and(|(_, _, status)| status == MemberStatus::Invited);
                    let allowed = decide(&actor, Action::Read, &Scope::Community { visibility: *visibility, role, invited }) == Decision::Allow;
                    assert_eq!(found.iter().any(|found| found.stored.id == *id), allowed, "{name}: community {visibility} {actor:?} {mine:?}");
                    let read = find::<community::Communities, _>(db.reader(), &actor, *id, false).await.unwrap();
                    assert_eq!(read.map(|found| found.extra.role()), allowed.then_some(role), "{name}");
                    compared += 1;
                }
                let plans = all::<local_plan::LocalPlans>(&db, &actor).await;
                let parts = all::<sub_project::SubProjects>(&db, &actor).await;
                let updates = all::<progress_update::ProgressUpdates>(&db, &actor).await;
                let milestones = all::<milestone::Milestones>(&db, &actor).await;
                let lines = all::<budget_line::BudgetLines>(&db, &actor).await;
                let measured = all::<measurement::Measurements>(&db, &actor).await;
                for ((id, own), (visibility, leads, teams)) in stored.plans.iter().zip(&world.plans) {
                    let part = |team: &Team| match me {
                        Some(_) if team.0 == me || team.1 == me => TeamRole::Lead,
                        Some(me) if team.2.contains(&me) => TeamRole::Contributor,
                        _ => TeamRole::None,
                    };
                    let relation = if me.is_some_and(|me| leads.contains(&me)) {
                        PlanRelation::Lead
                    } else if teams.iter().any(|team| part(team) != TeamRole::None) {
                        PlanRelation::Team
                    } else {
                        PlanRelation::None
                    };
                    let scope = Scope::LocalPlan { visibility: *visibility, relation, own: actor.organisation() == Some(stored.home) };
                    let allowed = decide(&actor, Action::Read, &scope) == Decision::Allow;
                    let seen = plans.iter().find(|found| found.stored.id == *id);
                    assert_eq!(seen.is_some(), allowed, "{name}: plan {visibility} {actor:?} {relation:?}");
                    let read = find::<local_plan::LocalPlans, _>(db.reader(), &actor, *id, false).await.unwrap();
                    assert_eq!(read.is_some(), allowed, "{name}: reading plan {visibility} {actor:?} {relation:?}");
                    for seen in seen.into_iter().chain(&read) {
                        for action in Action::ALL {
                            let by_row = decide(&actor, *action, &seen.scope(&actor));
                            assert_eq!(by_row, decide(&actor, *action, &scope), "{name}: {action} on plan {visibility} {relation:?}");
                        }
                    }
                    for (own, team) in own.iter().zip(teams) {
                        let scope = Scope::SubProject { visibility: *visibility, relation, part: part(team) };
                        let allowed = decide(&actor, Action::Read, &scope) == Decision::Allow;
                        let seen = parts.iter().find(|found| found.stored.id == *own);
                        assert_eq!(seen.is_some(), allowed, "{name}: sub-project {visibility} {actor:?}");
                        let read = find::<sub_project::SubProjects, _>(db.reader(), &actor, *own, false).await.unwrap();
                        assert_eq!(read.is_some(), allowed, "{name}: reading sub-project {visibility} {actor:?}");
                        for seen in seen.into_iter().chain(&read) {
                            for action in Action::ALL {
                                let by_row = decide(&actor, *action, &seen.scope(&actor));
                                assert_eq!(by_row, decide(&actor, *action, &scope), "{name}: {action} on sub-project {visibility} {relation:?}");
                            }
                        }
                        let scope = Scope::WithinSubProject { visibility: *visibility, relation, part: part(team) };
                        let seen = updates.iter().find(|found| found.stored.state.sub_project_id == *own);
                        assert_eq!(seen.is_some(), decide(&actor, Action::Read, &scope) == Decision::Allow, "{name}: update {visibility} {actor:?}");
                        let step = milestones.iter().find(|found| found.stored.state.sub_project_id == *own);
                        assert_eq!(step.map(|step| step.scope(&actor)), seen.map(|seen| seen.scope(&actor)), "{name}: milestone {visibility}");
                        let of_home = actor.organisation() == Some(stored.home);
                        let reserved = |open| Scope::Reserved { visibility: *visibility, relation, part: part(team), own: of_home, open };
                        let line = lines.iter().find(|found| found.stored.state.sub_project_id == *own);
                        let shown = line.map(|line| line.scope(&actor));
                        assert_eq!(shown.is_some(), decide(&actor, Action::Read, &reserved(false)) == Decision::Allow, "{name}: money {visibility} {actor:?}");
                        for approved in [false, true] {
                            let found = measured.iter().find(|found| found.extra.sub_project_id == *own && found.extra.approved_at.is_some() == approved);
                            let allowed = decide(&actor, Action::Read, &reserved(approved)) == Decision::Allow;
                            assert_eq!(found.is_some(), allowed, "{name}: measurement, approved {approved}, {visibility} {actor:?}");
                            for action in Action::ALL {
                                let by_row = found.map(|found| decide(&actor, *action, &found.scope(&actor)));
                                let by_rule = allowed.then(|| decide(&actor, *action, &reserved(approved)));
                                assert_eq!(by_row, by_rule, "{name}: {action} on a measurement {visibility} {relation:?}");
                            }
                        }
                        if let Some(seen) = seen {
                            for action in Action::ALL {
                                let by_row = decide(&actor, *action, &seen.scope(&actor));
                                assert_eq!(by_row, decide(&actor, *action, &scope), "{name}: {action} on update {visibility} {relation:?}");
                            }
                        }
                        compared += 1;
                    }
                }
            }
        }
    }
    println!("{compared} decisions compared");
    assert!(compared > 1_000, "{compared}");
}
