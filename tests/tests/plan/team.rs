//! Who is in the team of a sub-project, and who takes over from somebody who has left; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Error;
use contract::{
    local_plan::Visibility,
    member::{MemberPatch, MemberRole},
    sub_project::SubProjectFilter,
    succession::{Kind, SuccessionInput},
};
use domain::policy::Action;
use serde_json::json;
use tests::{ENGINES, Server, count, id};

fn code(error: &Error) -> &str {
    error.problem().map_or("", |problem| problem.code.as_str())
}

fn fault(error: &Error) -> (Option<u16>, Option<&str>) {
    (error.status(), error.problem().and_then(|problem| problem.errors.first()?.pointer.as_deref()))
}

#[tokio::test]
async fn a_contributor_writes_the_texts_and_not_the_team() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("beleidsadviseur.oirschot").await;
        let other = server.account("docent.han").await;
        let me = other.me().await.unwrap().id;
        let (kansen, plan) = (id("sub-project", "kansen"), id("local-plan", "nuenen-son-en-breugel"));
        let before = lead.local_plans().get(plan).await.unwrap();
        lead.local_plans().patch(plan, &before.etag, &json!({"visibility": "members"})).await.unwrap();
        assert_eq!(other.sub_projects().get(kansen).await.unwrap_err().status(), Some(404), "a stranger to a closed plan");

        let found = lead.sub_projects().get(kansen).await.unwrap();
        let mut contributors = found.value.contributor_ids.clone().unwrap();
        assert_eq!(contributors.len(), 2, "as the demo data says");
        contributors.push(me);
        lead.sub_projects().patch(kansen, &found.etag, &json!({"contributorIds": contributors})).await.unwrap();

        let mine = SubProjectFilter { team_member_id: Some(me), ..SubProjectFilter::default() };
        let listed = other.sub_projects().list(&mine, &Default::default()).await.unwrap().items;
        assert_eq!(listed.iter().map(|item| (item.id, item.can.clone())).collect::<Vec<_>>(), [(kansen, vec![Action::Edit])]);
        assert!(listed[0].contributor_ids.is_none(), "a list does not say who contributes");
        other.local_plans().get(plan).await.expect("who contributes sees the plan");
        let found = other.sub_projects().get(kansen).await.unwrap();
        assert_eq!(found.value.can, [Action::Edit]);
        let written = other.sub_projects().patch(kansen, &found.etag, &json!({"aim": "Ieder een nieuw begin"})).await.unwrap();
        let refused = other.sub_projects().patch(kansen, &written.etag, &json!({"contributorIds": [], "aim": "Zonder de anderen"})).await.unwrap_err();
        assert_eq!(refused.status(), Some(403));
        let refused = other.sub_projects().patch(kansen, &written.etag, &json!({"municipalityLeadId": me})).await.unwrap_err();
        assert_eq!(refused.status(), Some(403));
        assert_eq!(other.sub_projects().get(kansen).await.unwrap().value.aim.as_deref(), Some("Ieder een nieuw begin"));

        // A lead contributes already; who is taken out of the team of a closed plan sees nothing any more.
        let promoted = lead.sub_projects().patch(kansen, &written.etag, &json!({"municipalityLeadId": me})).await.unwrap();
        assert!(!promoted.value.contributor_ids.unwrap().contains(&me));
        lead.sub_projects().patch(kansen, &promoted.etag, &json!({"municipalityLeadId": null})).await.unwrap();
        assert_eq!(other.sub_projects().get(kansen).await.unwrap_err().status(), Some(404));
    }
}

#[tokio::test]
async fn a_coordinator_appoints_who_takes_over() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let coordinator = server.account("teammanager.mgd").await;
        let (left, successor) = (id("person", "oud-consulent-mgd"), id("person", "consulent-mgd"));
        let plusdiensten = id("sub-project", "plusdiensten-boxtel");
        let waiting = coordinator.successions().await.unwrap().items;
        assert_eq!(waiting.iter().map(|item| (item.kind, item.resource.id, item.person.id)).collect::<Vec<_>>(), [(Kind::SubProject, plusdiensten, left)]);
        let input = SuccessionInput { kind: Kind::SubProject, resource_id: plusdiensten, person_id: left, successor_id: successor };

        let others = server.account("teammanager.dommelvallei").await;
        assert_eq!(others.appoint_successor(&input).await.unwrap_err().status(), Some(403), "of another organisation");
        let colleague = server.account("consulent.mgd").await;
        assert_eq!(colleague.appoint_successor(&input).await.unwrap_err().status(), Some(403), "not a coordinator");
        let elsewhere = SuccessionInput { successor_id: id("person", "docent-han"), ..input.clone() };
        assert_eq!(fault(&coordinator.appoint_successor(&elsewhere).await.unwrap_err()), (Some(400), Some("/successorId")));
        let back = SuccessionInput { successor_id: left, ..input.clone() };
        assert_eq!(fault(&coordinator.appoint_successor(&back).await.unwrap_err()), (Some(400), Some("/successorId")), "who has left does not take over");
        let still_here = SuccessionInput { person_id: successor, successor_id: id("person", "teammanager-mgd"), ..input.clone() };
        assert_eq!(fault(&coordinator.appoint_successor(&still_here).await.unwrap_err()), (Some(400), Some("/personId")));
        let same = SuccessionInput { successor_id: id("person", "trajectconsulent-wsd"), ..input.clone() };
        assert_eq!(fault(&administrator.appoint_successor(&same).await.unwrap_err()), (Some(400), Some("/successorId")), "the other of the pair");
        let entries = server.journal_size().await;

        coordinator.appoint_successor(&input).await.unwrap();
        assert_eq!(server.journal_size().await, entries + 1);
        let found = coordinator.sub_projects().get(plusdiensten).await.unwrap().value;
        assert_eq!(found.municipality_lead.map(|lead| lead.id), Some(successor));
        assert_eq!(found.contributor_ids.as_deref(), Some(&[][..]), "who contributed leads now");
        assert!(coordinator.successions().await.unwrap().items.is_empty());
        assert_eq!(code(&coordinator.appoint_successor(&input).await.unwrap_err()), "already_there");

        // A plan and a community, of somebody else who leaves.
        let leaving = id("person", "beleidsadviseur-best");
        let best = id("local-plan", "best");
        let community = server.account("beleidsadviseur.best").await;
        let own = community
            .communities()
            .create(&serde_json::from_value(json!({"name": "Werkgroep Best", "kind": "workingGroup", "visibility": "network", "joinPolicy": "open"})).unwrap())
            .await
            .unwrap()
            .value
            .id;
        let closed = json!({"name": "Intervisie Best", "kind": "workingGroup", "visibility": "members", "joinPolicy": "byInvitation"});
        let closed = community.communities().create(&serde_json::from_value(closed).unwrap()).await.unwrap().value.id;
        let etag = administrator.people().get(leaving).await.unwrap().etag;
        administrator.set_active(leaving, &etag, false).await.unwrap();
        let to = id("person", "consulent-best");
        for (kind, resource) in [(Kind::LocalPlan, best), (Kind::Community, own)] {
            let input = SuccessionInput { kind, resource_id: resource, person_id: leaving, successor_id: to };
            administrator.appoint_successor(&input).await.unwrap();
            assert_eq!(code(&administrator.appoint_successor(&input).await.unwrap_err()), "already_there", "{kind}");
        }
        let inside = SuccessionInput { kind: Kind::Community, resource_id: closed, person_id: leaving, successor_id: to };
        let refused = administrator.appoint_successor(&inside).await.unwrap_err();
        assert_eq!(fault(&refused), (Some(400), Some("/successorId")), "nobody gets into a closed community by being appointed");
        let odd = SuccessionInput { kind: Kind::Theme, resource_id: best, person_id: leaving, successor_id: to };
        assert_eq!(fault(&administrator.appoint_successor(&odd).await.unwrap_err()), (Some(400), Some("/kind")));
        assert_eq!(administrator.local_plans().get(best).await.unwrap().value.lead_ids, [to]);
        let colleague = server.account("consulent.best").await;
        assert_eq!(colleague.members(own).get(to).await.unwrap().value.role, MemberRole::Facilitator);
        assert_eq!(colleague.members(own).get(leaving).await.unwrap().value.role, MemberRole::Member);
    }
}

#[tokio::test]
async fn a_role_ends_by_itself_after_its_last_day() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let (lead, member) = (server.account("beleidsadviseur.oirschot").await, server.account("docent.han").await);
        let (me, guest) = (lead.me().await.unwrap().id, member.me().await.unwrap().id);
        let day = |days| tests::today() + chrono::Duration::days(days);
        let until = |person, days| json!([{"personId": person, "endDate": day(days)}]);

        // A closed plan with a temporary lead, and in it a sub-project with a temporary lead and contributor.
        let plan = json!({
            "title": "Plan achter gesloten deuren", "municipalityIds": [id("organisation", "oirschot")], "leadIds": [me, guest], "startDate": "2026-01-01",
            "endDate": "2027-12-31", "status": "concept", "visibility": "members", "roleEnds": until(guest, 1),
        });
        let plan = lead.local_plans().create(&serde_json::from_value(plan).unwrap()).await.unwrap();
        assert_eq!((plan.value.visibility, plan.value.role_ends.as_ref().map(Vec::len)), (Visibility::Members, Some(1)));
        let plan = plan.value.id;
        for (wrong, pointer) in [(until(guest, 0), "/roleEnds/0"), (json!([{"personId": guest}]), "/roleEnds/0/endDate")] {
            let etag = lead.local_plans().get(plan).await.unwrap().etag;
            let refused = lead.local_plans().patch(plan, &etag, &json!({"roleEnds": wrong})).await.unwrap_err();
            assert_eq!(fault(&refused), (Some(400), Some(pointer)));
        }
        let project = json!({
            "localPlanId": plan, "name": "Tijdelijk samen", "municipalityLeadId": me, "contributorIds": [guest],
            "roleEnds": [{"personId": guest, "endDate": day(1)}, {"personId": id("person", "consulent-best"), "endDate": day(1)}],
        });
        let project = lead.sub_projects().create(&serde_json::from_value(project).unwrap()).await.unwrap();
        assert_eq!(project.value.role_ends.as_ref().map(Vec::len), Some(1), "who is not in the team has nothing to end");
        let longer = member.sub_projects().patch(project.value.id, &project.etag, &json!({"name": "Eeuwig samen", "roleEnds": []})).await.unwrap();
        assert_eq!(longer.value.name, "Eeuwig samen", "a lead of the plan keeps the team");
        let project = lead.sub_projects().patch(project.value.id, &longer.etag, &json!({"roleEnds": until(guest, 1)})).await.unwrap();
        assert!(member.sub_projects().get(project.value.id).await.is_ok());

        // A closed community with two facilitators; the last one cannot be temporary.
        let group = json!({"name": "Besloten kring", "kind": "workingGroup", "visibility": "members", "joinPolicy": "byInvitation"});
        let group = lead.communities().create(&serde_json::from_value(group).unwrap()).await.unwrap().value.id;
        let temporary = |days| MemberPatch { role: None, end_date: Some(Some(day(days))) };
        let mine = lead.members(group).get(me).await.unwrap();
        assert_eq!(code(&lead.members(group).change_role(me, &mine.etag, &temporary(1)).await.unwrap_err()), "last_facilitator");
        let mut people = vec![guest];
        people.push(server.account("consulent.best").await.me().await.unwrap().id);
        for person in &people {
            lead.members(group).invite(*person).await.unwrap();
        }
        let joined = member.members(group).join().await.unwrap();
        let other = server.account("consulent.best").await;
        let other_joined = other.members(group).join().await.unwrap();
        assert_eq!(fault(&lead.members(group).change_role(guest, &joined.etag, &temporary(0)).await.unwrap_err()), (Some(400), Some("/endDate")));
        let facilitates = MemberPatch { role: Some(MemberRole::Facilitator), end_date: Some(Some(day(1))) };
        let promoted = lead.members(group).change_role(guest, &joined.etag, &facilitates).await.unwrap();
        assert_eq!((promoted.value.role, promoted.value.end_date), (MemberRole::Facilitator, Some(day(1))));
        assert_eq!(code(&lead.members(group).leave().await.unwrap_err()), "last_facilitator", "the other one goes by itself");
        lead.members(group).change_role(people[1], &other_joined.etag, &temporary(1)).await.unwrap();

        // The day goes by.
        let version = lead.local_plans().get(plan).await.unwrap().value.version;
        let database = server.database().await;
        for table in ["local_plan", "sub_project"] {
            let (tomorrow, past) = (day(1), day(-1));
            let sql = format!(
                "UPDATE {table} SET next_role_end = '{past}', role_ends = REPLACE(role_ends, '{tomorrow}', '{past}') WHERE next_role_end = '{tomorrow}'"
            );
            assert_eq!(sea_orm::ConnectionTrait::execute_unprepared(&database, &sql).await.unwrap().rows_affected(), 1);
        }
        let sql = format!("UPDATE member SET end_date = '{}' WHERE end_date = '{}'", day(-1), day(1));
        assert_eq!(sea_orm::ConnectionTrait::execute_unprepared(&database, &sql).await.unwrap().rows_affected(), 2);
        server.kill();
        server.restart().await;
        server
            .until("SELECT 1 - COUNT(*) AS n FROM sub_project WHERE next_role_end < '2026-01-01' OR name = 'Eeuwig samen' AND next_role_end IS NOT NULL")
            .await;

        let lead = server.account("beleidsadviseur.oirschot").await;
        let after = lead.local_plans().get(plan).await.unwrap().value;
        assert_eq!((after.lead_ids.as_slice(), after.role_ends, after.version), ([me].as_slice(), Some(vec![]), version + 1));
        let after = lead.sub_projects().get(project.value.id).await.unwrap().value;
        assert_eq!((after.contributor_ids, after.municipality_lead.map(|lead| lead.id)), (Some(vec![]), Some(me)));
        let member = server.account("docent.han").await;
        for gone in [member.local_plans().get(plan).await.map(drop), member.sub_projects().get(project.value.id).await.map(drop)] {
            assert_eq!(gone.unwrap_err().status(), Some(404), "out of the team is out of sight");
        }
        let now = lead.members(group).get(guest).await.unwrap().value;
        assert_eq!((now.role, now.end_date), (MemberRole::Member, None), "a facilitator is an ordinary member afterwards");
        assert_eq!(lead.members(group).get(people[1]).await.unwrap_err().status(), Some(404), "a member is none");
        let said = lead.local_plans().history(plan, None).await.unwrap().items;
        assert_eq!((said[0].action.as_str(), said[0].actor.is_none()), ("local_plan.changed", true), "nobody did it");
        let by_nobody = "SELECT COUNT(*) AS n FROM journal WHERE action IN ('member.role_changed', 'member.removed') AND actor_id IS NULL";
        assert_eq!(count(&database, by_nobody).await, 2);
        let (works, said) = server.run("check");
        assert!(works, "{said}");
    }
}
