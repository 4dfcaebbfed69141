//! What fields mean wherever they stand, for those that say nothing of themselves: one table, so that the same word is explained the same way.
use serde_json::Value;

/// The meaning of each field; what means something else in one place says so there.
const FIELDS: &[(&str, &str)] = &[
    ("accessibility", "How everybody gets in and around."),
    ("accumulation", "How measurements make a year: the last one counts, or they add up."),
    ("active", "Whether it gets tokens, and those that it has still work."),
    ("actor", "Who did it; `null` after erasure, and for who is not signed in."),
    ("address", "Street, number, postcode and town."),
    ("adoptedBy", "Which body adopted it."),
    ("adoptionDate", "The day on which it was adopted."),
    ("aim", "What it should achieve, in Markdown."),
    ("ambition", "What the municipalities want to achieve, in Markdown."),
    ("approvedBy", "Who approved it."),
    ("archived", "Whether it can only be read any more."),
    ("askedAt", "When it was asked for."),
    ("asks", "What must be there before a sub-project goes on to this phase."),
    ("assignee", "Who does it; only for those who are signed in."),
    ("at", "When it happened."),
    ("attempt", "The number of the attempt, as it was handed out with the challenge."),
    ("attempts", "How often sending was tried."),
    ("author", "Who wrote or sent it; only for those who are signed in."),
    ("baselineDate", "The day of the value from which is counted."),
    ("baselineValue", "The value from which is counted."),
    ("capacity", "How many sub-projects it can carry at once; `null` when it has not said."),
    ("cbsCode", "The code of a municipality at Statistics Netherlands, such as `GM0823`."),
    ("cells", "The parts of the value by group; a small one is hidden from who is not in the team."),
    ("changes", "The fields that changed."),
    ("client", "The system that did it."),
    ("clientId", "By what the system names itself at the token endpoint."),
    ("closed", "Whether it has passed."),
    ("closingDate", "The day on which it was closed."),
    ("codes", "The codes; each works once, and they are shown only now."),
    ("committedCents", "What was promised to somebody, in euro cents."),
    ("community", "The community that learns from it, when you may see it."),
    ("communityId", "The community."),
    ("comparability", "Whether it is counted as the shared definition says, and so added up with others."),
    ("completed", "How many are completed."),
    ("conditions", "What would have to be otherwise to begin again; when it stops."),
    ("contributorIds", "Who works on it beside its leads."),
    ("countsResidents", "Whether residents are counted, so that small groups are hidden."),
    ("createdAt", "When it was made."),
    ("definition", "What exactly is counted."),
    ("deletedAt", "When it was deleted; `null` while it is there."),
    ("description", "What it is about, in Markdown."),
    ("direction", "Whether more or less is better."),
    ("doneDate", "The day on which it was done; `null` while it was not."),
    ("dueDate", "The last day on which it should be done."),
    ("email", "The e-mail address."),
    ("endDate", "The last day."),
    ("established", "The value that the board established."),
    ("evaluatedAt", "When the board evaluated it."),
    ("evidenceUrl", "Where it can be checked."),
    ("exceedDecidedBy", "Who decides that it starts beyond what an organisation can carry."),
    ("exceedReason", "Why it starts beyond what an organisation can carry."),
    ("expertise", "What colleagues can ask somebody about."),
    ("expiresAt", "Until when it works."),
    ("exploring", "How many are being explored."),
    ("facilities", "What there is, such as a room for twenty or a screen."),
    ("file", "The file."),
    ("findings", "What was found."),
    ("gateDecidedBy", "Who decides that it goes on without what its plan asks."),
    ("gateReason", "Why it goes on without what its plan asks."),
    ("goal", "The strategic goal."),
    ("goalIds", "The strategic goals to which it contributes."),
    ("grantedAt", "When the role was granted."),
    ("green", "How many report a green light."),
    ("group", "The group that is counted."),
    ("groups", "The groups in which it is divided."),
    ("help", "What is asked of colleagues, in Markdown."),
    ("id", "By which other things refer to it; never changes."),
    ("impact", "How bad it would be, from 1 to 5."),
    ("indicator", "The shared definition that it follows."),
    ("indicatorId", "The shared definition that it follows."),
    ("interimTargets", "What should be reached by which day within a year."),
    ("items", "What was asked for, in order."),
    ("jobTitle", "What somebody does in their organisation."),
    ("joinPolicy", "How people become members."),
    ("kind", "Of which kind it is."),
    ("language", "The language of the interface and of mails."),
    ("lastUsedAt", "When it was last used; `null` when it never was."),
    ("latest", "The newest measurement that counts."),
    ("latestReport", "The newest progress update, by its day and lights."),
    ("leadIds", "Who leads it."),
    ("lesson", "What was learned, in Markdown."),
    ("likelihood", "How likely it is, from 1 to 5."),
    ("localPlan", "The local plan to which it belongs."),
    ("localPlanId", "The local plan to which it belongs."),
    ("lockedDate", "The last day of the period that was closed; `null` when none was."),
    ("measure", "What is done about it."),
    ("measuredDate", "The day on which was measured."),
    ("mediaType", "Its media type (RFC 6838), as its content tells."),
    ("membership", "Your own membership; `null` when you are no member."),
    ("method", "How it is done, in Markdown."),
    ("moneyLight", "The traffic light of the money."),
    ("moneyNote", "What there is to say of the money."),
    ("municipality", "The municipality in which it is."),
    ("municipalityId", "A municipality of which it is."),
    ("municipalityIds", "The municipalities of which it is."),
    ("municipalityLead", "The lead from a municipality."),
    ("name", "The name by which people know it."),
    ("nameEn", "Its English name."),
    ("nameNl", "Its Dutch name."),
    ("networks", "The networks from which it may come, such as `192.0.2.0/24`; none means from everywhere."),
    ("note", "What else there is to know."),
    ("of", "What is added up; `null` when it is no thing with a page."),
    ("openingHours", "When it is open, in words."),
    ("orange", "How many report an orange light."),
    ("organisation", "The organisation."),
    ("organisationId", "The organisation."),
    ("organisationIds", "The organisations that take part."),
    ("organisationName", "The name of the organisation."),
    ("owner", "Who sees to it; only for those who are signed in."),
    ("parentId", "The theme above it; `null` for one at the top."),
    ("parked", "How many are put aside."),
    ("partnerLead", "The lead from a partner, such as a social work company."),
    ("password", "A password of 12 to 128 characters; not guessable."),
    ("person", "The person."),
    ("personId", "The person."),
    ("personName", "The name of the person."),
    ("phase", "How far the sub-project is."),
    ("pilot", "How many are a pilot."),
    ("places", "Where it is done."),
    ("plannedCents", "What it may cost, in euro cents."),
    ("provider", "The key of the identity provider."),
    ("publicKey", "The public key (PEM) with which it proves who it is; `null` when it uses a secret."),
    ("purpose", "What it is for."),
    ("reason", "Why."),
    ("recipient", "To whom it goes."),
    ("reconsiderWhen", "When to look again at what is put aside."),
    ("red", "How many report a red light."),
    ("reportDate", "The day of the report."),
    ("requirement", "What is asked."),
    ("resource", "What it is about."),
    ("resourceId", "What it happened to."),
    ("resultLight", "The traffic light of the result."),
    ("resultNote", "What there is to say of the result."),
    ("role", "The role."),
    ("running", "How many run."),
    ("scopes", "What it may do."),
    ("secret", "The secret; shown only now."),
    ("sentAt", "When it was sent; `null` while it waits."),
    ("servesIds", "The municipalities for which it works."),
    ("source", "Where it comes from: of money who pays, of a number who counts."),
    ("spentCents", "What was spent, in euro cents."),
    ("startDate", "The first day."),
    ("startedAt", "When it began."),
    ("status", "In which state it is."),
    ("stopped", "How many were stopped."),
    ("strategicCourse", "The strategic course to which it belongs."),
    ("strategicCourseId", "The strategic course to which it belongs."),
    ("subProject", "The sub-project to which it belongs."),
    ("subProjectId", "The sub-project to which it belongs."),
    ("subProjectIndicatorId", "The figure that is measured."),
    ("subProjects", "How many sub-projects."),
    ("subject", "Its subject."),
    ("targetGroup", "For whom it is, in Markdown."),
    ("targets", "What should be reached in which year."),
    ("taskField", "The task field of Iv3 under which municipalities account for it."),
    ("teamOnly", "Whether it is for the team alone."),
    ("text", "What there is to say, in Markdown."),
    ("texts", "The texts to look at, for example the fields of what you are about to send."),
    ("themeId", "A theme that it is about."),
    ("themeIds", "The themes that it is about."),
    ("timeLight", "The traffic light of the time."),
    ("timeNote", "What there is to say of the time."),
    ("title", "The title by which people know it."),
    ("total", "The sum."),
    ("unit", "In what is counted, such as residents or euros."),
    ("updatedAt", "When it last changed."),
    ("url", "Where it is found in that system; `null` when that is not known."),
    ("value", "The number."),
    ("verdict", "What the board thinks of it."),
    ("version", "Goes up by one with every change."),
    ("visibility", "Who may see it."),
    ("website", "The address of its website."),
    ("year", "The calendar year."),
];

/// Adds its meaning to each property of a schema that says nothing of itself.
pub fn fields(schema: &mut Value) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        if let (Some(property), Ok(found)) = (property.as_object_mut(), FIELDS.binary_search_by(|(field, _)| (*field).cmp(name.as_str()))) {
            property.entry("description").or_insert_with(|| FIELDS[found].1.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_so_that_a_field_is_found() {
        assert!(FIELDS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn every_field_and_every_parameter_of_the_document_says_what_it_means() {
        let (operations, schemas) = crate::app::operations();
        let mut silent = vec![];
        for (name, schema) in schemas.documents() {
            for (field, property) in schema["properties"].as_object().into_iter().flatten() {
                if property.get("description").is_none() {
                    silent.push(format!("{name}.{field}"));
                }
            }
        }
        for operation in &operations {
            let document = operation.document(&schemas);
            for parameter in document["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["in"] == "query") {
                if parameter.get("description").is_none() {
                    silent.push(format!("{}: {}", operation.id, parameter["name"]));
                }
            }
        }
        assert!(silent.is_empty(), "no description: {silent:?}");
    }
}
