//! Lists as tables: of every resource, in words, with nothing that a spreadsheet would run and nothing that one may not see.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::{
    export::{CSV, ExportQuery, XLSX},
    person::Language,
    sub_project::SubProjectFilter,
};
use serde_json::{Value, json};
use std::io::Cursor;
use tests::{ENGINES, Server, id, operations};

fn lines(bytes: Vec<u8>) -> Vec<String> {
    String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn every_list_is_a_table_with_words_for_headings() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let token = server.account("beheerder.wsd").await.token().unwrap();
        let document = server.document().await;
        let mut tables = 0;
        for operation in operations(&document)
            .into_iter()
            .filter(|operation| operation.path.ends_with("/_export") && !["exportAuditEntries", "exportMyData"].contains(&operation.id.as_str()))
        {
            let ask = async |accept: &str, query: &str| {
                let address = format!("{}?{query}", operation.address(&server.origin, |_| None));
                reqwest::Client::new().get(address).bearer_auth(&token).header("accept", accept).send().await.unwrap()
            };
            for (language, query) in [("nl", ""), ("en", "language=en"), ("nl", "q=wat-nergens-voorkomt")] {
                let answer = ask(CSV, query).await;
                assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8", "{}", operation.id);
                assert!(answer.headers()["content-disposition"].to_str().unwrap().ends_with(".csv\""));
                let table = lines(answer.bytes().await.unwrap().to_vec());
                assert_eq!(table.len() > 1, !query.starts_with("q="), "{}: the demo data has some", operation.id);
                for heading in table[0].split(',') {
                    let heading = heading.trim_matches('"');
                    let is_code = heading.chars().zip(heading.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase());
                    let begins_small = heading.chars().next().is_none_or(char::is_lowercase);
                    assert!(!is_code && !begins_small, "{}, {language}: {heading:?} is no heading", operation.id);
                }
            }
            let workbook = ask(XLSX, "").await;
            assert_eq!(workbook.headers()["content-type"], XLSX);
            let mut parts = zip::ZipArchive::new(Cursor::new(workbook.bytes().await.unwrap().to_vec())).unwrap();
            assert!(parts.by_name("xl/worksheets/sheet1.xml").is_ok(), "{}", operation.id);
            let neither = ask("application/pdf", "").await;
            assert_eq!(neither.status(), 406, "{}", operation.id);
            tables += 1;
        }
        assert!(tables >= 16, "{tables}");
    }
}

#[tokio::test]
async fn a_table_holds_what_the_list_holds_and_nothing_to_run() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("beleidsadviseur.nuenen").await;
        let plan = id("local-plan", "nuenen-son-en-breugel");
        let made: Value = json!({"localPlanId": plan, "name": "=1+1", "places": ["+31", "Het Goed"]});
        lead.sub_projects().create(&serde_json::from_value(made).unwrap()).await.unwrap();
        let filter = SubProjectFilter { local_plan_id: plan.into(), ..SubProjectFilter::default() };
        let query = ExportQuery { sort: Some("-name".into()), language: Some(Language::Dutch), dialect: None };
        let table = lines(lead.sub_projects().export(&filter, &query, CSV).await.unwrap());
        let names: Vec<&str> = table.iter().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(names, ["Kansen", "Het Goed Nuenen", "Aanzet", "'=1+1"], "{engine:?}: in the order that was asked for");
        assert!(table[1].contains("Pilot") && table[1].contains("Demo Casemanager Dommelvallei"), "{}", table[1]);
        // A visitor hears no names of people, and of closed plans nothing.
        let visitor = server.anonymous();
        let table = lines(visitor.sub_projects().export(&filter, &query, CSV).await.unwrap());
        assert!(table.len() > 1 && !table.iter().any(|line| line.contains("Demo ")), "{table:?}");
        let administrator = server.account("beheerder.wsd").await;
        let now = administrator.local_plans().get(plan).await.unwrap();
        administrator.local_plans().patch(plan, &now.etag, &json!({"visibility": "members"})).await.unwrap();
        let stranger = server.account("docent.han").await;
        assert_eq!(lines(stranger.sub_projects().export(&filter, &query, CSV).await.unwrap()).len(), 1, "only the headings are left, if any");
        let wrong = ExportQuery { sort: Some("lead".into()), ..ExportQuery::default() };
        assert_eq!(lead.sub_projects().export(&filter, &wrong, CSV).await.unwrap_err().status(), Some(400));
    }
}

#[tokio::test]
async fn a_table_opens_where_people_open_it_and_where_programs_read_it() {
    for engine in ENGINES {
        let server = Server::start_with(engine, &[("KOMPAAN__LIMITS__TABLE_ROWS", "2")]).await;
        let lead = server.account("beleidsadviseur.nuenen").await;
        let plan = id("local-plan", "nuenen-son-en-breugel");
        let made: Value = json!({"localPlanId": plan, "name": "Café;=1+1;b"});
        lead.sub_projects().create(&serde_json::from_value(made).unwrap()).await.unwrap();
        let ask = async |accept: &str, query: &str| {
            let address = format!("{}/api/v1/sub-projects/_export?localPlanId={plan}&{query}", server.origin);
            reqwest::Client::new().get(address).bearer_auth(lead.token().unwrap()).header("accept", accept).send().await.unwrap()
        };
        for (query, mark, divider, name) in [
            ("sort=name", "", ',', "deelprojecten.csv"),
            ("sort=name&dialect=rfc4180&language=en", "", ',', "sub-projects.csv"),
            ("sort=name&dialect=excel", "\u{feff}", ';', "deelprojecten.csv"),
        ] {
            let answer = ask(CSV, query).await;
            assert_eq!(answer.headers()["content-disposition"], format!("attachment; filename=\"{name}\""), "{query}");
            // The list has more than the two rows that a table holds here.
            assert_eq!(answer.headers()["x-truncated"], "true", "{query}");
            let text = String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap();
            let text = text.strip_prefix(mark).unwrap();
            assert!(text.ends_with("\r\n") && !text.starts_with('\u{feff}'), "{query}");
            let rows: Vec<&str> = text.trim_end().split("\r\n").collect();
            assert_eq!(rows.len(), 4, "{query}: headings, two rows and a word about the rest: {text}");
            assert!(rows[0].starts_with(&format!("{}{divider}", if query.contains("=en") { "Name" } else { "Naam" })), "{}", rows[0]);
            let odd = rows.iter().find(|row| row.contains("Café")).unwrap();
            assert!(odd.starts_with(&format!("\"Café;'=1+1;b\"{divider}")), "{odd}");
            assert!(rows[3].contains("2 r") && rows[3].ends_with(divider), "{}", rows[3]);
        }
        assert_eq!(ask(CSV, "dialect=unknown").await.status(), 400);
        assert_eq!(ask(XLSX, "sort=name").await.headers()["x-truncated"], "true");
        let few = ask(CSV, "sort=name&q=Aanzet").await;
        assert!(few.headers().get("x-truncated").is_none());
        assert!(!few.text().await.unwrap().contains("Let op: dit zijn"));
    }
}
