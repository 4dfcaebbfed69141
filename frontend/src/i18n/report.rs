//! The texts about reporting in one go: key, Dutch, English.
texts! {
    /// The texts about what belongs to a report beside its lights.
    ReportTexts;
    history: "Hoe de lichten gingen", "How the lights went";
    history_lead: "Hoe hoger de balk, hoe minder goed het gaat. Een dunne lijn: niet gerapporteerd.", "The higher the bar, the less well it goes. A thin line: not reported.";
    history_table: "Dezelfde lichten als tabel", "The same lights as a table";
    measurements: "Wat is er gemeten?", "What was measured?";
    measurements_lead: "Vul in wat u weet. Wat u leeg laat, verandert niet.", "Fill in what you know. What you leave empty does not change.";
    measurements_none: "Dit deelproject heeft nog geen cijfers.", "This sub-project has no figures yet.";
    measured_more: "{0} erbij sinds de vorige meting", "{0} added since the last measurement";
    measured_now: "{0} op dit moment", "{0} at this moment";
    measured_last: "Laatste meting: {0} op {1}.", "Last measurement: {0} on {1}.";
    measured_never: "Nog niet gemeten.", "Not measured yet.";
    measured_note: "Toelichting", "Explanation";
    approve: "Keur deze metingen meteen goed", "Approve these measurements at once";
    milestones: "Hoe staat het met de mijlpalen?", "How are the milestones?";
    milestones_none: "Er zijn geen mijlpalen die nog gehaald moeten worden.", "There are no milestones left to reach.";
    milestone_same: "Geen nieuws", "No news";
    milestone_reached: "Gehaald", "Reached";
    milestone_moved: "Het wordt een andere dag", "It becomes another day";
    milestone_news: "Is er nieuws?", "Is there news?";
    reached_on: "Gehaald op", "Reached on";
    expected_on: "Nu verwacht op", "Now expected on";
    moved_why: "Waarom wordt het een andere dag?", "Why does it become another day?";
    changed_since: "Iemand anders heeft deze mijlpaal intussen gewijzigd. Vul hem opnieuw in als dat nog nodig is.", "Somebody else has changed this milestone meanwhile. Fill it in again where that is still needed.";
}
