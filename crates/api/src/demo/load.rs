//! Loads the demo data through the public API, as any integrator would. Loading again changes nothing.
use super::{ADMINISTRATOR, Demo, PASSWORD, email, file, id, place, steering::Steering};
use anyhow::Context;
use client::{Client, Error, Resource, Versioned};
use contract::{
    community::JoinPolicy,
    member::{MemberPatch, MemberRole, MemberStatus},
    person::PasswordInput,
    role::RoleInput,
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::HashMap;
use uuid::Uuid;

/// What was loaded.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub created: usize,
    pub existing: usize,
}

/// Loads everything into the installation at `origin`, in which the demo administrator exists.
pub async fn load(origin: &str) -> anyhow::Result<Report> {
    let demo = Demo::read()?;
    let administrator = Client::new(origin);
    administrator.sign_in(ADMINISTRATOR, PASSWORD).await.context("signing in as the demo administrator")?;
    let mut loader = Loader { origin: origin.to_owned(), administrator, accounts: HashMap::new(), report: Report::default() };
    loader.load(&demo).await?;
    Ok(loader.report)
}

struct Loader {
    origin: String,
    administrator: Client,
    accounts: HashMap<String, Client>,
    report: Report,
}

impl Loader {
    async fn load(&mut self, demo: &Demo) -> anyhow::Result<()> {
        let administrator = self.administrator.clone();
        for serves_others in [false, true] {
            for (name, organisation) in demo.organisations.iter().filter(|(_, organisation)| organisation.serves_others() == serves_others) {
                let created = self.create(&administrator.organisations(), id("organisation", name), &organisation.input()).await?;
                if let Some((created, capacity)) = created.zip(organisation.capacity()) {
                    administrator.set_capacity(created.value.id, &created.etag, &capacity).await.with_context(|| format!("what {name} can carry"))?;
                }
            }
        }
        for (name, place) in place::places()? {
            let created = self.create(&administrator.places(), id("place", &name), &place).await?;
            if let Some((created, drawing)) = created.zip(place::drawing(&name)) {
                let upload = administrator.upload(&format!("{name}.png"), drawing).await.with_context(|| format!("the drawing of {name}"))?;
                let change = serde_json::json!({"photoId": upload.id});
                administrator.places().patch(created.value.id, &created.etag, &change).await?;
            }
        }
        for sub_theme in [false, true] {
            for (name, theme) in demo.themes.iter().filter(|(_, theme)| theme.parent.is_some() == sub_theme) {
                self.create(&administrator.themes(), id("theme", name), &theme.input()).await?;
            }
        }
        let mut leaving = vec![];
        for (name, person) in &demo.people {
            let person_id = id("person", name);
            if self.create(&administrator.people(), person_id, &person.input(name)).await?.is_some() {
                if person.invited {
                    administrator.invite_person(person_id).await.with_context(|| format!("the invitation of {name}"))?;
                } else {
                    let password = PasswordInput { password: PASSWORD.into(), current_password: None };
                    administrator.set_password(person_id, &password).await.with_context(|| format!("the password of {name}"))?;
                }
                if person.left {
                    leaving.push(person_id);
                }
                for role in &person.roles {
                    administrator.grant_role(person_id, *role, &RoleInput::default()).await.with_context(|| format!("the role of {name}"))?;
                }
            }
        }
        for (name, community) in &demo.communities {
            let community_id = id("community", name);
            if self.create(&administrator.communities(), community_id, &community.input()).await?.is_some() {
                self.fill(community_id, community).await.with_context(|| format!("the members of {name}"))?;
            }
        }
        let steering = Steering::read()?;
        self.course(&steering).await?;
        let mut with_gates = vec![];
        for (name, plan) in &demo.plans {
            let created = self.create(&administrator.local_plans(), id("local-plan", name), &plan.input()?).await?;
            with_gates.extend(created.filter(|_| !plan.gates.is_empty()).map(|created| (created, &plan.gates)));
            for (sub_name, sub_project) in &plan.sub_projects {
                let created = self.create(&administrator.sub_projects(), id("sub-project", sub_name), &sub_project.input(name)).await?;
                if let Some(created) = created {
                    self.advance(id("sub-project", sub_name), created.etag, sub_project).await.with_context(|| format!("the phases of {sub_name}"))?;
                    self.report(sub_name, sub_project).await.with_context(|| format!("the progress of {sub_name}"))?;
                    for (number, milestone) in sub_project.milestones.iter().enumerate() {
                        let chosen = id("milestone", &format!("{sub_name}-{}", number + 1));
                        self.create(&administrator.milestones(), chosen, &milestone.input(id("sub-project", sub_name))?).await?;
                    }
                }
            }
        }
        self.steer(&steering).await?;
        for (plan, gates) in with_gates {
            administrator.local_plans().patch(plan.value.id, &plan.etag, &serde_json::json!({"gates": gates})).await?;
        }
        for (name, client) in &demo.clients {
            self.create(&administrator.api_clients(), id("api-client", name), &client.input()).await?;
        }
        for person in leaving {
            let found = administrator.people().get(person).await?;
            administrator.set_active(person, &found.etag, false).await?;
        }
        Ok(())
    }

    /// Creates something under its own id; `None` when it is there already.
    async fn create<View, Input, Filter>(
        &mut self,
        resource: &Resource<'_, View, Input, Filter>,
        id: Uuid,
        input: &Input,
    ) -> anyhow::Result<Option<Versioned<View>>>
    where
        View: DeserializeOwned,
        Input: Serialize,
        Filter: Serialize + Clone,
    {
        match resource.create_at(id, input).await {
            Ok(created) => {
                self.report.created += 1;
                Ok(Some(created))
            }
            Err(Error::Problem(problem)) if problem.code == "exists" => {
                self.report.existing += 1;
                Ok(None)
            }
            Err(error) => Err(error).with_context(|| format!("creating {}", serde_json::to_string(input).unwrap_or_default())),
        }
    }

    /// The members join themselves; the administrator, who founded the community, hands it over and leaves.
    async fn fill(&mut self, community_id: Uuid, community: &file::Community) -> anyhow::Result<()> {
        let administrator = self.administrator.clone();
        let founder = administrator.members(community_id);
        for name in community.facilitators.iter().chain(&community.members) {
            let person = id("person", name);
            if community.join == JoinPolicy::ByInvitation {
                founder.invite(person).await?;
            }
            let joined = self.account(name).await?.members(community_id).join().await?;
            let mut etag = joined.etag;
            if joined.value.status == MemberStatus::Requested {
                etag = founder.approve(person).await?.etag;
            }
            if community.temporary.contains(name) {
                etag = founder.change_role(person, &etag, &MemberPatch { role: None, end_date: Some(file::end_of_next_year()) }).await?.etag;
            }
            if community.facilitators.contains(name) {
                founder.change_role(person, &etag, &MemberPatch { role: Some(MemberRole::Facilitator), end_date: None }).await?;
            }
        }
        for name in &community.requests {
            self.account(name).await?.members(community_id).join().await?;
        }
        founder.leave().await?;
        Ok(())
    }

    async fn advance(&mut self, sub_project_id: Uuid, mut etag: String, sub_project: &file::SubProject) -> anyhow::Result<()> {
        for phase in &sub_project.phases {
            etag = self.administrator.change_phase(sub_project_id, &etag, &sub_project.phase_change(*phase)).await?.etag;
        }
        Ok(())
    }

    /// The lead reports; where the id matters, the administrator does, who may choose it.
    async fn report(&mut self, name: &str, sub_project: &file::SubProject) -> anyhow::Result<()> {
        for update in &sub_project.updates {
            let input = update.input(id("sub-project", name))?;
            let administrator = self.administrator.clone();
            match (&update.id, &sub_project.municipality_lead) {
                (None, Some(lead)) => {
                    self.account(lead).await?.progress_updates().create(&input).await?;
                    self.report.created += 1;
                }
                (chosen, _) => {
                    let chosen = id("progress-update", chosen.as_deref().unwrap_or(name));
                    self.create(&administrator.progress_updates(), chosen, &input).await?;
                }
            }
        }
        Ok(())
    }

    /// The shared definitions and the strategic course with its goals.
    async fn course(&mut self, steering: &Steering) -> anyhow::Result<()> {
        let administrator = self.administrator.clone();
        for (name, indicator) in &steering.indicators {
            self.create(&administrator.indicators(), id("indicator", name), &indicator.input()).await?;
        }
        for (name, course) in &steering.courses {
            self.create(&administrator.strategic_courses(), id("strategic-course", name), &course.input()?).await?;
            for (goal_name, goal) in &course.goals {
                let created = self.create(&administrator.strategic_goals(), id("strategic-goal", goal_name), &goal.input(name)).await?;
                let Some(mut created) = created else { continue };
                for evaluation in &goal.evaluations {
                    let board = self.account(&evaluation.by).await?;
                    created =
                        board.evaluate_goal(created.value.id, &created.etag, &evaluation.input()).await.with_context(|| format!("evaluating {goal_name}"))?;
                }
            }
        }
        Ok(())
    }

    /// What each sub-project is steered by. Things are numbered in the order in which they stand.
    async fn steer(&mut self, steering: &Steering) -> anyhow::Result<()> {
        let administrator = self.administrator.clone();
        for (name, data) in &steering.sub_projects {
            let sub_project = id("sub-project", name);
            let numbered = |kind: &str, number: usize| id(kind, &format!("{name}-{}", number + 1));
            for (number, task) in data.tasks.iter().enumerate() {
                self.create(&administrator.tasks(), numbered("task", number), &task.input(sub_project)?).await?;
            }
            for (number, risk) in data.risks.iter().enumerate() {
                self.create(&administrator.risks(), numbered("risk", number), &risk.input(sub_project)).await?;
            }
            for (number, line) in data.budget.iter().enumerate() {
                self.create(&administrator.budget_lines(), numbered("budget-line", number), &line.input(sub_project)).await?;
            }
            for (number, document) in data.documents.iter().enumerate() {
                let chosen = numbered("document", number);
                // A file is sent only for a document that is not there.
                if administrator.documents().get(chosen).await.is_err() {
                    let file =
                        administrator.upload(&document.file, document.text.clone().into_bytes()).await.with_context(|| format!("sending {}", document.file))?;
                    self.create(&administrator.documents(), chosen, &document.input(sub_project, file.id)).await?;
                } else {
                    self.report.existing += 1;
                }
            }
            for (key, measured) in &data.indicators {
                let indicator = id("sub-project-indicator", &format!("{name}-{key}"));
                let input = measured.input(sub_project, steering)?;
                let Some(created) = self.create(&administrator.sub_project_indicators(), indicator, &input).await? else { continue };
                let lead = self.account(&data.lead).await?;
                for (number, measurement) in measured.measurements.iter().enumerate() {
                    let chosen = id("measurement", &format!("{name}-{key}-{}", number + 1));
                    let made = self.create(&administrator.measurements(), chosen, &measurement.input(indicator, &input.groups)?).await?;
                    if let Some(made) = made.filter(|_| !measurement.draft) {
                        lead.set_approved(chosen, &made.etag, true).await.with_context(|| format!("approving a measurement of {name}"))?;
                    }
                }
                if let Some(locked) = measured.locked()? {
                    lead.sub_project_indicators().patch(indicator, &created.etag, &serde_json::json!({"lockedDate": locked})).await?;
                }
            }
        }
        Ok(())
    }

    async fn account(&mut self, name: &str) -> anyhow::Result<Client> {
        if let Some(account) = self.accounts.get(name) {
            return Ok(account.clone());
        }
        let account = Client::new(&self.origin);
        account.sign_in(&email(name), PASSWORD).await.with_context(|| format!("signing in as {name}"))?;
        self.accounts.insert(name.to_owned(), account.clone());
        Ok(account)
    }
}
