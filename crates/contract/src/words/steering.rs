//! The words of courses, goals, indicators and figures.
use super::{codes, fields};
use domain::{
    indicator::{Accumulation, Direction},
    strategic_goal::Verdict,
    sub_project_indicator::Comparability,
};

codes! {
    Direction {
        Up: "Meer is beter", "More is better";
        Down: "Minder is beter", "Less is better";
    }
    Accumulation {
        Cumulative: "Optellen", "Add up", explained "Optellen: elke meting telt wat er sinds de vorige bij kwam", "Add up: each measurement counts what came since the one before";
        PointInTime: "De laatste telt", "The latest counts", explained "De laatste telt: elke meting zegt hoeveel het er op die dag zijn", "The latest counts: each measurement says how many there are on that day";
    }
    Comparability {
        Same: "Ja", "Yes", explained "Ja, precies zo: het telt mee", "Yes, exactly so: it counts";
        Similar: "Bijna", "Nearly", explained "Bijna: het staat ernaast", "Nearly: it stands beside it";
        Different: "Nee", "No", explained "Nee: het telt niet mee", "No: it does not count";
    }
    Verdict {
        Achieved: "Gehaald", "Achieved";
        PartlyAchieved: "Deels gehaald", "Partly achieved";
        NotAchieved: "Niet gehaald", "Not achieved";
    }
}

fields! {
    /// The fields of shared definitions of indicators.
    INDICATOR: IndicatorFields {
        name: "Naam", "Name";
        unit: "Eenheid", "Unit";
        direction of Direction: "Richting", "Direction", asked "Welke kant is goed?", "Which way is good?";
        accumulation of Accumulation: "Hoe een jaar ontstaat", "How a year is made", asked "Hoe maken metingen samen een jaar?", "How do measurements make a year?";
        counts_residents: "Telt inwoners", "Counts residents", asked "Dit telt inwoners", "This counts residents";
        definition: "Wat telt", "What counts", asked "Wat telt wel en wat niet?", "What counts and what does not?";
        source: "Bron", "Source", asked "Waar komt het getal vandaan?", "Where does the number come from?";
        groups: "Groepen", "Groups";
    }

    /// The fields of indicators as sub-projects measure them.
    SUB_PROJECT_INDICATOR: SubProjectIndicatorFields {
        title: "Titel", "Title";
        indicator_id: "Gedeelde indicator", "Shared indicator";
        comparability of Comparability: "Op dezelfde manier geteld", "Counted in the same way", asked "Telt u op dezelfde manier?", "Do you count in the same way?";
        unit: "Eenheid", "Unit";
        direction of Direction: "Richting", "Direction", asked "Welke kant is goed?", "Which way is good?";
        accumulation of Accumulation: "Hoe een jaar ontstaat", "How a year is made", asked "Hoe maken metingen samen een jaar?", "How do measurements make a year?";
        counts_residents: "Telt inwoners", "Counts residents", asked "Dit telt inwoners", "This counts residents";
        definition: "Wat telt", "What counts", asked "Wat telt wel en wat niet?", "What counts and what does not?";
        groups: "Groepen", "Groups";
        baseline_value: "Beginstand", "Baseline", asked "Beginstand: getal", "Baseline: number";
        baseline_date: "Beginstand op", "Baseline on", asked "Beginstand: dag", "Baseline: day";
        targets in YEAR_TARGET: "Doel per jaar", "Target for each year";
        interim_targets in INTERIM_TARGET: "Tussendoelen", "Interim targets";
        locked_date: "Afgesloten tot en met", "Closed up to";
        sub_project_id: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
        latest in LATEST_MEASUREMENT: "Laatste meting", "Latest measurement";
    }

    /// The fields of a target for a year.
    YEAR_TARGET: YearTargetFields {
        year: "Jaar", "Year";
        value: "Getal", "Number";
    }

    /// The fields of a target within a year.
    INTERIM_TARGET: InterimTargetFields {
        until_date: "Tot en met", "Up to";
        value: "Getal", "Number";
    }

    /// The fields of the latest measurement of an indicator.
    LATEST_MEASUREMENT: LatestMeasurementFields {
        measured_date: "Gemeten op", "Measured on";
        value: "Getal", "Number";
        year_value: "Dit jaar", "This year";
    }

    /// The fields of measurements.
    MEASUREMENT: MeasurementFields {
        measured_date: "Gemeten op", "Measured on";
        value: "Getal", "Number";
        cells in CELL: "Uitgesplitst", "Broken down";
        note: "Toelichting", "Note";
        additional: "Bovenop een andere meting van die dag", "On top of another measurement of that day", asked "Dit komt bovenop de andere meting van deze dag", "This comes on top of the other measurement of this day";
        evidence_url: "Bron", "Source", asked "Waar is dit na te gaan?", "Where can this be checked?";
        sub_project_indicator_id: "Cijfer", "Figure";
        sub_project: "Deelproject", "Sub-project";
        local_plan: "Lokaal plan", "Local plan";
        unit: "Eenheid", "Unit";
        approved_at: "Goedgekeurd op", "Approved on";
        approved_by: "Goedgekeurd door", "Approved by";
    }

    /// The fields of a part of a measurement.
    CELL: CellFields {
        group: "Groep", "Group";
        value: "Getal", "Number";
    }

    /// What a report has beside its progress update.
    REPORT: ReportFields {
        measurements: "Metingen", "Measurements", asked "Wat is er gemeten?", "What was measured?";
        milestones: "Mijlpalen", "Milestones", asked "Hoe staat het met de mijlpalen?", "How are the milestones?";
    }

    /// The fields of strategic courses.
    STRATEGIC_COURSE: StrategicCourseFields {
        title: "Titel", "Title";
        description: "Toelichting", "Description", asked "Waar gaat het over?", "What is it about?";
        start_date: "Eerste dag", "First day";
        end_date: "Laatste dag", "Last day";
    }

    /// The fields of goals of strategic courses.
    STRATEGIC_GOAL: StrategicGoalFields {
        title: "Titel", "Title";
        description: "Toelichting", "Description";
        indicator_id: "Gedeelde indicator", "Shared indicator", asked "Gemeten met", "Measured by";
        targets in YEAR_TARGET: "Doel per jaar", "Target for each year";
        strategic_course_id: "Koers", "Strategic course";
        evaluations in EVALUATION: "Oordelen", "Evaluations", asked "Oordeel van het bestuur", "Verdict of the board";
        unit: "Eenheid", "Unit";
    }

    /// The fields of what the board thought of a year.
    EVALUATION: EvaluationFields {
        year: "Jaar", "Year";
        verdict of Verdict: "Oordeel", "Verdict", asked "Is het doel gehaald?", "Was the goal reached?";
        text: "Tekst", "Text", asked "Waarom vindt het bestuur dat?", "Why does the board think so?";
        established: "Vastgesteld", "Established", asked "Welk getal stelt het bestuur vast?", "Which number does the board establish?";
        evaluated_at: "Beoordeeld op", "Evaluated at";
    }
}
