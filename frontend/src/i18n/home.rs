//! The texts of the start page. Each line: key, Dutch, English.
texts! {
    home_tasks: "Wat van u wordt gevraagd", "What is asked of you";
    home_news: "Nieuw sinds uw laatste bezoek", "New since your last visit";
    home_news_none: "Er is niets nieuws in wat u volgt.", "Nothing is new in what you follow.";
    home_news_more_one: "en nog {0} wijziging", "and {0} more change";
    home_news_more_many: "en nog {0} wijzigingen", "and {0} more changes";
    home_my_plans: "Mijn lokale plannen", "My local plans";
    home_my_plans_empty: "U werkt op dit moment niet aan een lokaal plan.", "You do not work on a local plan at the moment.";
    task_requests: "{0} voor {1}", "{0} for {1}";
    task_request_one: "{0} aanvraag om lid te worden", "{0} request to join";
    task_request_many: "{0} aanvragen om lid te worden", "{0} requests to join";
    task_adopt: "{0} is nog een concept: vaststellen?", "{0} is still a concept: adopt it?";
    task_successor: "{0} heeft een opvolger nodig voor {1}", "{0} needs a successor for {1}";
    task_reconsider: "Bekijk {0} opnieuw", "Look at {0} again";
    task_report: "Meld de voortgang van {0}", "Report the progress of {0}";
    task_lead: "{0} ({1}) mist een trekker", "{0} ({1}) misses a lead";
    welcome: "Welkom bij Kompaan", "Welcome to Kompaan";
    welcome_name: "Dag {0}", "Hello {0}";
    home_lead: "Wat de ene gemeente leert, kan de andere meteen gebruiken. Vind collega's, volg de lokale plannen en leer van wat er al is geprobeerd.", "What one municipality learns, the next can use at once. Find colleagues, follow the local plans and learn from what has been tried.";
    home_my_communities: "Mijn community's", "My communities";
    home_my_communities_empty: "U bent nog geen lid van een community. Kijk rond en sluit u aan.", "You are not a member of a community yet. Look around and join one.";
    home_help: "Collega's vragen uw hulp", "Colleagues ask for your help";
    home_my_sub_projects: "Deelprojecten waaraan ik werk", "Sub-projects that I work on";
    home_my_sub_projects_empty: "U werkt op dit moment niet aan een deelproject.", "You do not work on a sub-project at the moment.";
    home_recent: "Laatst gewijzigde deelprojecten", "Recently changed sub-projects";
    home_see_communities: "Bekijk de community's", "See the communities";
    home_see_plans: "Bekijk de lokale plannen", "See the local plans";
}
