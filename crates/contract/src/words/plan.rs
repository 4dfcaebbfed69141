//! The words of local plans, sub-projects and their parts.
use super::{codes, fields};
use domain::{
    budget_line::TaskField, gate::Requirement, local_plan::PlanStatus, milestone::Standing, progress_update::Light, risk::RiskLevel, sub_project::Phase,
    visibility::Visibility,
};

codes! {
    PlanStatus {
        Concept: "Concept", "Concept";
        Adopted: "Vastgesteld", "Adopted";
        Closed: "Afgesloten", "Closed";
    }
    Phase {
        Exploring: "Verkennen", "Exploring";
        Pilot: "Pilot", "Pilot";
        Running: "In uitvoering", "Running";
        Parked: "Geparkeerd", "Parked";
        Completed: "Afgerond", "Completed";
        Stopped: "Gestopt", "Stopped";
    }
    Requirement {
        Aim: "Doel", "Aim", explained "Het doel is beschreven", "The aim is described";
        TargetGroup: "Doelgroep", "Target group", explained "De doelgroep is beschreven", "The target group is described";
        Leads: "Beide trekkers", "Both leads", explained "Beide trekkers zijn bekend", "Both leads are known";
        Figure: "Cijfer", "Figure", explained "Een cijfer met een doel of een beginstand", "A figure with a target or a baseline";
        Method: "Werkwijze", "Method", explained "De werkwijze is beschreven", "The method is described";
        Milestone: "Mijlpaal", "Milestone", explained "Een mijlpaal", "A milestone";
        BudgetLine: "Begrotingsregel", "Budget line", explained "Een begrotingsregel", "A budget line";
        Measurement: "Goedgekeurde meting", "Approved measurement", explained "Een goedgekeurde meting", "An approved measurement";
        Report: "Voortgangsbericht", "Progress update", explained "Een voortgangsbericht van het laatste kwartaal", "A progress update of the last quarter";
        Lesson: "Wat is geleerd", "What was learned", explained "Wat is geleerd, in een voortgangsbericht", "What was learned, in a progress update";
        TasksDone: "Alle taken zijn gedaan", "All tasks are done";
    }
    Light {
        Green: "Goed", "Good";
        Orange: "Let op", "Take care";
        Red: "Vastgelopen", "Stuck";
    }
    Standing {
        Reached: "Gehaald", "Reached";
        Late: "Te laat", "Late";
        Postponed: "Verschoven", "Postponed";
        OnTime: "Op tijd", "On time";
    }
    RiskLevel {
        Low: "Klein", "Low", explained "Klein risico", "Low risk";
        Medium: "Gemiddeld", "Medium", explained "Gemiddeld risico", "Medium risk";
        High: "Groot", "High", explained "Groot risico", "High risk";
    }
    TaskField {
        Overhead: "0.4 Overhead", "0.4 Overhead";
        Education: "4.3 Onderwijsbeleid en leerlingzaken", "4.3 Education policy";
        Participation: "6.1 Samenkracht en burgerparticipatie", "6.1 Community and participation";
        Access: "6.2 Toegang en eerstelijnsvoorzieningen", "6.2 Access and first-line services";
        Income: "6.3 Inkomensregelingen", "6.3 Income support";
        ShelteredWork: "6.4 WSW en beschut werk", "6.4 Sheltered work";
        LabourParticipation: "6.5 Arbeidsparticipatie", "6.5 Labour participation";
        Provisions: "6.6 Maatwerkvoorzieningen (Wmo)", "6.6 Tailored provisions (Wmo)";
        SupportAdults: "6.71 Maatwerkdienstverlening 18+", "6.71 Tailored services 18+";
        SupportYouth: "6.72 Maatwerkdienstverlening 18-", "6.72 Tailored services 18-";
        PublicHealth: "7.1 Volksgezondheid", "7.1 Public health";
    }
}

fields! {
    /// The fields of local plans.
    LOCAL_PLAN: LocalPlanFields {
        title: "Titel", "Title";
        municipality_ids: "Gemeenten", "Municipalities";
        start_date: "Eerste dag", "First day";
        end_date: "Laatste dag", "Last day";
        ambition: "Ambitie", "Ambition", asked "Wat we willen bereiken", "What we want to reach";
        lead_ids: "Trekkers", "Leads", asked "Trekkers van het plan", "Leads of the plan";
        role_ends: "Laatste dag in het team", "Last day in the team";
        visibility of Visibility: "Zichtbaar voor", "Visible to";
        status of PlanStatus: "Status", "Status";
        adoption_date: "Vastgesteld op", "Adopted on", asked "Dag van vaststelling", "Day of adoption";
        adopted_by: "Vastgesteld door", "Adopted by";
        closing_date: "Afgesloten op", "Closed on", asked "Dag van afsluiting", "Day of closing";
        goal_ids: "Doelen van de koers", "Goals of the course";
        gates of Requirement: "Poorten", "Gates", asked "Wat er moet zijn om verder te gaan", "What must be there to go on";
        phase_counts in PHASE_COUNTS: "Deelprojecten", "Sub-projects";
    }

    /// How many sub-projects are in each phase.
    PHASE_COUNTS: PhaseCountFields {
        exploring: "Verkennen", "Exploring";
        pilot: "Pilot", "Pilot";
        running: "In uitvoering", "Running";
        parked: "Geparkeerd", "Parked";
        completed: "Afgerond", "Completed";
        stopped: "Gestopt", "Stopped";
    }

    /// The fields of sub-projects.
    SUB_PROJECT: SubProjectFields {
        name: "Naam", "Name";
        aim: "Doel", "Aim";
        target_group: "Doelgroep", "Target group";
        method: "Werkwijze", "Method";
        places: "Plekken", "Places";
        municipality_lead_id: "Trekker namens de gemeente", "Lead for the municipality", asked "Namens de gemeente", "For the municipality";
        partner_lead_id: "Trekker namens de partner", "Lead for the partner", asked "Namens de partner", "For the partner";
        contributor_ids: "Werken mee", "Contribute";
        role_ends: "Laatste dag in het team", "Last day in the team";
        community_id: "Leergemeenschap", "Learning community";
        theme_ids: "Thema's", "Themes";
        goal_ids: "Doelen van de koers", "Goals of the course";
        phase of Phase: "Fase", "Phase";
        phase_reason: "Reden van de fase", "Reason of the phase", asked "Waarom?", "Why?";
        reconsider_date: "Opnieuw bekijken op", "Look at it again on";
        reconsider_when: "Opnieuw bekijken als", "Look at it again when", asked "Of: wanneer bekijken we het opnieuw?", "Or: when do we look at it again?";
        cost_cents: "Kosten (euro)", "Cost (euros)", asked "Wat heeft het gekost? (euro)", "What has it cost? (euros)";
        conditions: "Wat er anders moet zijn", "Conditions", asked "Wat moet er anders zijn om het wel te doen?", "What has to be otherwise to do it after all?";
        gate_missing of Requirement: "Wat ontbrak", "What was missing";
        gate_decided_by: "Besluit zonder poort door", "Decision to pass by", asked "Wie besluit dat het zonder kan?", "Who decides that it can do without?";
        gate_reason: "Reden zonder poort", "Reason to pass", asked "Waarom kan het zonder?", "Why can it do without?";
        exceed_decided_by: "Besluit boven draagkracht door", "Decision beyond capacity by", asked "Wie besluit dat het toch kan?", "Who decides that it can be done anyway?";
        exceed_reason: "Reden boven draagkracht", "Reason beyond capacity", asked "Waarom kan het toch?", "Why can it be done anyway?";
        local_plan_id: "Lokaal plan", "Local plan";
        latest_report in PROGRESS_UPDATE: "Laatste bericht", "Latest report";
    }

    /// The fields of progress updates.
    PROGRESS_UPDATE: ProgressUpdateFields {
        title: "Titel", "Title";
        report_date: "Datum", "Date", asked "Stand van zaken op", "As it stood on";
        time_light of Light: "Tijd", "Time";
        time_note: "Toelichting bij tijd", "About time";
        money_light of Light: "Geld", "Money";
        money_note: "Toelichting bij geld", "About money";
        result_light of Light: "Resultaat", "Result";
        result_note: "Toelichting bij resultaat", "About the result";
        lesson: "Les", "Lesson", asked "Wat anderen hiervan kunnen leren", "What others can learn from this";
        help: "Hulpvraag", "Help asked", asked "Waar collega's mee kunnen helpen", "What colleagues can help with";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
        author: "Schrijver", "Author";
    }

    /// The fields of milestones.
    MILESTONE: MilestoneFields {
        title: "Titel", "Title";
        planned_date: "Gepland op", "Planned for";
        forecast_date: "Nu verwacht op", "Now expected on";
        actual_date: "Gehaald op", "Reached on";
        owner_id: "Wie ervoor zorgt", "Owner", asked "Wie zorgt ervoor?", "Who sees to it?";
        note: "Toelichting", "Note";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
    }

    /// The fields of tasks.
    TASK: TaskFields {
        title: "Titel", "Title", asked "Wat moet er gebeuren?", "What has to be done?";
        due_date: "Klaar op", "Due on";
        done_date: "Gedaan op", "Done on";
        assignee_id: "Wie het doet", "Assignee", asked "Wie doet het?", "Who does it?";
        note: "Toelichting", "Note";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
    }

    /// The fields of risks.
    RISK: RiskFields {
        title: "Titel", "Title", asked "Wat kan er misgaan?", "What can go wrong?";
        likelihood: "Kans", "Likelihood", asked "Hoe groot is de kans?", "How likely is it?";
        impact: "Gevolg", "Impact", asked "Hoe erg is het dan?", "How bad is it then?";
        measure: "Maatregel", "Measure", asked "Wat doen we eraan?", "What do we do about it?";
        owner_id: "Wie ervoor zorgt", "Owner", asked "Wie let erop?", "Who watches it?";
        closed: "Voorbij", "Passed", asked "Het risico is voorbij", "The risk has passed";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
        level of RiskLevel: "Hoe groot", "Level";
    }

    /// The fields of budget lines.
    BUDGET_LINE: BudgetLineFields {
        title: "Titel", "Title", asked "Waarvoor is het?", "What is it for?";
        year: "Jaar", "Year";
        source: "Bron", "Source", asked "Wie betaalt?", "Who pays?";
        task_field of TaskField: "Taakveld (Iv3)", "Task field (Iv3)";
        planned_cents: "Begroot (euro)", "Planned (euros)", asked "Begroot", "Planned";
        committed_cents: "Toegezegd (euro)", "Committed (euros)", asked "Toegezegd", "Committed";
        spent_cents: "Uitgegeven (euro)", "Spent (euros)", asked "Uitgegeven", "Spent";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
    }
}
