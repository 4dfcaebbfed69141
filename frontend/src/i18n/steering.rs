//! The texts about steering: key, Dutch, English.
texts! {
    /// The texts about what organisations carry and choose.
    SteeringTexts;
    region: "Regio", "Region";
    region_lead: "Wat organisaties nu dragen, wat zij aankunnen, en wat wacht.", "What organisations carry now, what they can, and what waits.";
    loads: "Wat organisaties dragen", "What organisations carry";
    loads_lead: "Een deelproject telt mee bij de gemeenten van het plan en bij de organisaties van de twee trekkers. U ziet wat u mag zien.", "A sub-project counts for the municipalities of its plan and for the organisations of its two leads. You see what you may see.";
    loads_none: "Er zijn nog geen deelprojecten.", "There are no sub-projects yet.";
    organisation: "Organisatie", "Organisation";
    carries: "Draagt nu", "Carries now";
    carries_of: "{0} van {1}", "{0} of {1}";
    room: "Ruimte", "Room";
    room_left: "nog {0}", "{0} left";
    room_full: "vol", "full";
    room_beyond: "{0} te veel", "{0} too many";
    room_unknown: "niet afgesproken", "not agreed";
    capacity_edit: "Draagkracht", "Capacity";
    capacity: "Draagkracht van {0}", "Capacity of {0}";
    capacity_lead: "Hoeveel deelprojecten kan uw organisatie tegelijk aan? Wie er daarna nog een begint, moet zeggen wie dat besluit en waarom.", "How many sub-projects can your organisation carry at once? Whoever starts one more then says who decides that, and why.";
    limit: "Hoeveel kunt u tegelijk dragen?", "How much can you carry at once?";
    limit_hint: "Leeg laten mag: dan is er niets afgesproken.", "You can leave this empty: then nothing is agreed.";
    weights: "Hoe zwaar telt een deelproject?", "How heavy does a sub-project weigh?";
    weights_hint: "Een getal van 0 tot en met 10. Wat is geparkeerd, afgerond of gestopt, telt niet mee.", "A number from 0 to 10. What is parked, completed or stopped does not count.";
    capacity_saved: "De draagkracht van {0} is opgeslagen.", "The capacity of {0} was saved.";
    beyond: "{0} draagt dan {1}. Afgesproken is hoogstens {2}.", "{0} then carries {1}. At most {2} was agreed.";
    beyond_choice: "Kies bewust: parkeer of stop eerst iets anders, of zeg wie besluit dat dit er toch bij komt.", "Choose consciously: park or stop something else first, or say who decides that this is added anyway.";
    beyond_instead: "Dit loopt nu", "This runs now";
    beyond_park: "Parkeer of stop {0}", "Park or stop {0}";
    decided_by_hint: "Bijvoorbeeld: de wethouder, of het bestuurlijk overleg.", "For example: the alderman, or the board.";
    exceeded: "Begonnen boven de afgesproken draagkracht. Besluit van {0}: {1}", "Started beyond the agreed capacity. Decision of {0}: {1}";
    collisions: "Wat dezelfde mensen vraagt", "What asks the same people";
    collisions_none: "Niemand trekt meer dan een deelproject dat loopt, en geen gemeente heeft er twee over hetzelfde thema.", "Nobody leads more than one sub-project that runs, and no municipality has two about the same theme.";
    collision_lead: "{0} trekt er {1} tegelijk", "{0} leads {1} at the same time";
    collision_theme: "{0}: {1} keer {2}", "{0}: {1} times {2}";
    parked: "Wat wacht", "What waits";
    parked_none: "Er is niets geparkeerd.", "Nothing is parked.";
    look_again: "Opnieuw bekijken: {0}", "Look again: {0}";
}
