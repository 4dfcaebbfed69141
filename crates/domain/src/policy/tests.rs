use super::*;

/// The whole table, printed: every actor on every scope for every action.
#[test]
fn the_permission_matrix() {
    let (me, other, home) = (PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2)), OrganisationId(uuid::Uuid::from_u128(3)));
    let person = |role: Option<Role>| Actor::Person { id: me, organisation: home, roles: role.into_iter().collect() };
    let mut actors = vec![("anonymous", Actor::Anonymous), ("person", person(None))];
    actors.extend(Role::ALL.iter().map(|role| (role.as_str(), person(Some(*role)))));

    let client = |scope, by_administrator| Actor::Client {
        id: ApiClientId(uuid::Uuid::from_u128(5)),
        organisation: home,
        scopes: [scope].into_iter().collect(),
        by_administrator,
    };
    actors.extend(ApiScope::ALL.iter().map(|scope| (scope.as_str(), client(*scope, false))));
    actors.push(("people:write, admin", client(ApiScope::PeopleWrite, true)));

    let mut scopes = vec![
        ("catalogue".to_owned(), Scope::Catalogue),
        ("theme".to_owned(), Scope::Theme),
        ("place, own municipality".to_owned(), Scope::Place { own: true }),
        ("place, elsewhere".to_owned(), Scope::Place { own: false }),
        ("person, self".to_owned(), Scope::Person { id: me, organisation: home, of_platform: false }),
        ("person, colleague".to_owned(), Scope::Person { id: other, organisation: home, of_platform: false }),
        ("person, self, of the platform".to_owned(), Scope::Person { id: me, organisation: home, of_platform: true }),
        ("person, colleague of the platform".to_owned(), Scope::Person { id: other, organisation: home, of_platform: true }),
        ("person, elsewhere".to_owned(), Scope::Person { id: other, organisation: OrganisationId(uuid::Uuid::from_u128(4)), of_platform: false }),
        ("client, own organisation".to_owned(), Scope::ApiClient { organisation: home, beyond: false }),
        ("client, own, beyond".to_owned(), Scope::ApiClient { organisation: home, beyond: true }),
        ("client, elsewhere".to_owned(), Scope::ApiClient { organisation: OrganisationId(uuid::Uuid::from_u128(4)), beyond: false }),
        ("capacity, own organisation".to_owned(), Scope::Capacity { organisation: home }),
        ("capacity, elsewhere".to_owned(), Scope::Capacity { organisation: OrganisationId(uuid::Uuid::from_u128(4)) }),
        ("course".to_owned(), Scope::Course),
        ("new community".to_owned(), Scope::NewCommunity),
        ("new plan, own".to_owned(), Scope::NewLocalPlan { own: true }),
        ("new plan, other".to_owned(), Scope::NewLocalPlan { own: false }),
    ];
    for visibility in Visibility::ALL.iter().copied() {
        for (name, role, invited) in [
            ("stranger", None, false),
            ("invited", None, true),
            ("member", Some(MemberRole::Member), false),
            ("facilitator", Some(MemberRole::Facilitator), false),
        ] {
            scopes.push((format!("community {visibility}, {name}"), Scope::Community { visibility, role, invited }));
        }
        for (name, relation, own) in [
            ("stranger", PlanRelation::None, false),
            ("own organisation", PlanRelation::None, true),
            ("team", PlanRelation::Team, false),
            ("lead", PlanRelation::Lead, false),
        ] {
            scopes.push((format!("plan {visibility}, {name}"), Scope::LocalPlan { visibility, relation, own }));
            scopes.push((format!("new part {visibility}, {name}"), Scope::NewSubProject { visibility, relation, own }));
        }
        for (name, relation, part) in [
            ("stranger", PlanRelation::None, TeamRole::None),
            ("team", PlanRelation::Team, TeamRole::None),
            ("contributor", PlanRelation::Team, TeamRole::Contributor),
            ("lead", PlanRelation::Team, TeamRole::Lead),
            ("plan lead", PlanRelation::Lead, TeamRole::None),
        ] {
            scopes.push((format!("sub-project {visibility}, {name}"), Scope::SubProject { visibility, relation, part }));
            scopes.push((format!("update {visibility}, {name}"), Scope::WithinSubProject { visibility, relation, part }));
            for (kind, own, open) in [("draft", false, false), ("own draft", true, false), ("approved", false, true)] {
                scopes.push((format!("{kind} {visibility}, {name}"), Scope::Reserved { visibility, relation, part, own, open }));
            }
        }
    }

    let mut matrix = format!("{:<20}{:<34}", "actor", "scope");
    Action::ALL.iter().for_each(|action| matrix += &format!("{:<17}", action.as_str()));
    for (actor_name, actor) in &actors {
        for (scope_name, scope) in &scopes {
            matrix += &format!("\n{actor_name:<20}{scope_name:<34}");
            for action in Action::ALL {
                let mark = match decide(actor, *action, scope) {
                    Decision::Allow => "yes",
                    Decision::Unauthenticated => "401",
                    Decision::Forbidden => "403",
                    Decision::Hidden => "404",
                };
                matrix += &format!("{mark:<17}");
            }
        }
    }
    let matrix: Vec<_> = matrix.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(matrix.join("\n"));
}

#[test]
fn administrators_do_not_read_inside_a_closed_community() {
    let administrator = Actor::Person { id: PersonId::generate(), organisation: OrganisationId::generate(), roles: Roles::NONE.with(Role::Administrator) };
    for visibility in [Visibility::Members, Visibility::Hidden] {
        let scope = Scope::Community { visibility, role: None, invited: false };
        assert_eq!(decide(&administrator, Action::ReadContent, &scope), Decision::Forbidden);
        assert_eq!(decide(&administrator, Action::Edit, &scope), Decision::Allow);
    }
}

#[test]
fn what_is_hidden_from_somebody_is_hidden_for_every_action() {
    let stranger = Actor::Person { id: PersonId::generate(), organisation: OrganisationId::generate(), roles: Roles::NONE };
    for action in Action::ALL {
        for scope in [
            Scope::Community { visibility: Visibility::Hidden, role: None, invited: false },
            Scope::LocalPlan { visibility: Visibility::Members, relation: PlanRelation::None, own: true },
            Scope::SubProject { visibility: Visibility::Members, relation: PlanRelation::None, part: TeamRole::None },
            Scope::WithinSubProject { visibility: Visibility::Members, relation: PlanRelation::None, part: TeamRole::None },
            Scope::Reserved { visibility: Visibility::Public, relation: PlanRelation::None, part: TeamRole::None, own: true, open: false },
        ] {
            assert_eq!(decide(&stranger, *action, &scope), Decision::Hidden, "{action} {scope:?}");
            assert_eq!(decide(&Actor::Anonymous, *action, &scope), Decision::Unauthenticated, "{action} {scope:?}");
        }
    }
}

/// Nobody can make themselves or anybody else more than they are.
#[test]
fn who_grants_what_to_whom() {
    let (own, other) = (OrganisationId::generate(), OrganisationId::generate());
    let actor = |role: Option<Role>| Actor::Person { id: PersonId::generate(), organisation: own, roles: role.into_iter().collect() };
    for mine in std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)) {
        for granted in Role::ALL.iter().copied() {
            for (organisation, home) in [(own, true), (other, false)] {
                let expected = match mine {
                    Some(Role::Administrator) => true,
                    Some(Role::Coordinator) => home && matches!(granted, Role::Coordinator | Role::Executive),
                    _ => false,
                };
                assert_eq!(may_grant(&actor(mine), granted, organisation), expected, "{mine:?} grants {granted}, own organisation: {home}");
            }
        }
    }
    assert!(!may_grant(&Actor::Anonymous, Role::Executive, own));
}
