//! Walls inside our packages: which area may name which, no circles between modules, and the layers of the app.
mod modules;

use crate::shell::root;
use anyhow::ensure;
use modules::{Crate, Module, Use};
use std::collections::{BTreeMap, BTreeSet};

/// Where each of our packages has its source.
const CRATES: &[(&str, &str)] = &[
    ("domain", "crates/domain/src"),
    ("contract", "crates/contract/src"),
    ("persistence", "crates/persistence/src"),
    ("api", "crates/api/src"),
    ("client", "crates/client/src"),
    ("frontend", "frontend/src"),
];

/// The packages whose modules form no circles, beyond a module and its parts.
const WITHOUT_CIRCLES: &[&str] = &["domain", "contract", "persistence", "api"];

/// The areas, from the ground up, each with those that it may name. What stands in no area is the ground floor.
const AREAS: &[(&str, &[&str])] = &[
    ("thing", &[]),
    ("directory", &["thing"]),
    ("community", &["directory"]),
    ("plan", &["thing", "directory", "community"]),
    ("steering", &["directory", "plan"]),
    ("trail", &["directory", "community", "plan"]),
    ("account", &["directory", "community", "plan", "trail"]),
];

/// The packages that stand in areas, with the folder of which the areas are parts. A page shows data of any area; among themselves pages keep to the table.
const IN_AREAS: &[(&str, &[&str])] =
    &[("domain", &[]), ("contract", &["words"]), ("persistence", &["entity"]), ("api", &["resources"]), ("frontend", &["pages"])];

/// Words of an area that all areas use: the package, the module, and why.
const KNOWN_TO_ALL: &[(&str, &str, &str)] = &[
    ("domain", "account::api_client", "the scopes of systems are words of the policy"),
    ("domain", "trail::journal", "whoever writes says in the journal what became of a thing"),
];

/// Where the table of areas does not hold: the package, who names, which area, and why. What is not needed any more is taken off.
const OUT_OF_AREA: &[(&str, &str, &str, &str)] = &[
    ("api", "directory::person", "account", "whoever leaves, or has another address, is signed out"),
    ("persistence", "account::personal_data", "thing", "what is kept of somebody stands in every area"),
    ("persistence", "account::personal_data", "steering", "what is kept of somebody stands in every area"),
    ("persistence", "directory::person", "account", "whether somebody can sign in is shown with the person, and ends when they leave"),
    ("persistence", "directory::role", "account", "the roles of a session are those of its person"),
    ("persistence", "plan::gate", "steering", "a gate asks whether there are figures, and whether they were measured"),
    ("persistence", "trail::audit", "account", "systems are among those who acted"),
    ("persistence", "trail::journal", "account", "systems are among those who acted"),
    ("persistence", "thing::document", "plan", "a document belongs to a sub-project"),
    ("persistence", "plan::local_plan", "steering", "a plan contributes to goals"),
    ("persistence", "plan::sub_project", "steering", "a sub-project contributes to goals"),
    ("api", "plan::local_plan", "steering", "a plan contributes to goals, and is not deleted with closed figures"),
    ("api", "plan::sub_project", "steering", "a sub-project contributes to goals, and is not deleted with closed figures"),
    ("api", "plan::parts", "steering", "figures are answered along with their sub-project"),
    ("frontend", "plan", "steering", "figures are shown with their sub-project"),
];

/// What of the ground floor may name areas: the package, the module, and why. In `api`, `client` and `frontend` it stands around the areas, and may.
const GROUND: &[(&str, &str, &str)] = &[
    ("domain", "policy", "roles, scopes and membership decide who may do what"),
    ("contract", "schema", "describes types that several areas use"),
    ("contract", "words", "the words of all kinds of things, in the languages of people"),
    ("persistence", "folding", "keeps the folded forms of all names, and of what people know"),
    ("persistence", "viewer", "roles and scopes decide what somebody sees"),
    ("persistence", "bulk", "fills all tables, to measure with"),
    ("persistence", "in_use", "looks at everything that may refer to a thing"),
    ("persistence", "resource", "finds a thing by the number that another system gave it"),
    ("persistence", "template", "reads what the viewer may see"),
    ("persistence", "unit_of_work", "writes the journal when it is committed"),
    ("persistence", "visibility", "who may see what depends on members and teams"),
];

/// The layers of the app, from the ground up: addresses, state, what shows it, pages, and what puts them together. Each may name those below it and the ground
/// floor (texts, formats, the session and the like), which names no more than addresses.
const LAYERS: &[&[&str]] = &[&["routes"], &["hooks"], &["components"], &["pages"], &["app", "chunks"]];

/// Fails with every place where a wall is broken.
pub fn check() -> anyhow::Result<()> {
    let mut crates = BTreeMap::new();
    for (name, src) in CRATES {
        crates.insert((*name).to_owned(), Crate::read(&root().join(src))?);
    }
    let (mut broken, mut all) = (vec![], BTreeMap::new());
    for (name, _) in CRATES {
        let uses = crates[*name].uses(name, &crates);
        if WITHOUT_CIRCLES.contains(name) {
            broken.extend(circles(&crates[*name], &uses, name));
        }
        all.insert(*name, uses);
    }
    broken.extend(out_of_area(&all));
    broken.extend(above_ground(&all, &crates));
    broken.extend(above_layer(&all));
    ensure!(broken.is_empty(), "{}\ndocs/architecture.md tells who may name whom", broken.join("\n"));
    Ok(())
}

/// The area of a module, when it stands in one.
fn area_of(package: &str, module: &Module) -> Option<&'static str> {
    let (_, folders) = IN_AREAS.iter().find(|(name, _)| *name == package)?;
    let first = module.first()?;
    let within = if folders.contains(&first.as_str()) { module.get(1)? } else { first };
    // Of the app only the pages stand in areas.
    if package == "frontend" && within == first {
        return None;
    }
    AREAS.iter().map(|(area, _)| *area).find(|area| area == within)
}

/// A module as the lists name it: without the folder of which its area is a part.
fn in_area(package: &str, module: &Module) -> String {
    let folders = IN_AREAS.iter().find(|(name, _)| *name == package).map(|(_, folders)| *folders).unwrap_or_default();
    let skipped = usize::from(module.first().is_some_and(|first| folders.contains(&first.as_str())));
    module.iter().skip(skipped).cloned().collect::<Vec<_>>().join("::")
}

/// Whether a module is the one that a list names, or a part of it.
fn is_within(module: &str, listed: &str) -> bool {
    module.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Where an area names one that it may not, and what stands among the exceptions in vain.
fn out_of_area(all: &BTreeMap<&str, BTreeSet<Use>>) -> Vec<String> {
    let (mut broken, mut needed) = (vec![], BTreeSet::new());
    for (package, uses) in all {
        for one in uses {
            let (Some(by), Some(named)) = (area_of(package, &one.by), area_of(&one.of, &one.module)) else { continue };
            let may = AREAS.iter().any(|(area, may)| *area == by && (*area == named || may.contains(&named)));
            let module = in_area(&one.of, &one.module);
            let known = KNOWN_TO_ALL.iter().any(|(of, listed, _)| *of == one.of && is_within(&module, listed));
            // A page shows data of any area.
            if may || known || (*package == "frontend" && one.of != *package) {
                continue;
            }
            let own = in_area(package, &one.by);
            match OUT_OF_AREA.iter().position(|(of, listed, area, _)| of == package && *area == named && is_within(&own, listed)) {
                Some(place) => drop(needed.insert(place)),
                None => broken.push(format!("{package}: {} -> {}::{}", one.by.join("::"), one.of, one.module.join("::"))),
            }
        }
    }
    let in_vain = OUT_OF_AREA.iter().enumerate().filter(|(place, (package, ..))| all.contains_key(package) && !needed.contains(place));
    broken.extend(in_vain.map(|(_, (package, by, area, _))| format!("{package}: {by} does not name {area} any more; take it off OUT_OF_AREA")));
    broken
}

/// Where the ground floor of the lower packages names an area, and what stands in the list in vain.
fn above_ground(all: &BTreeMap<&str, BTreeSet<Use>>, crates: &BTreeMap<String, Crate>) -> Vec<String> {
    let (mut broken, mut needed) = (vec![], BTreeSet::new());
    for package in ["domain", "contract", "persistence"] {
        for one in all.get(package).into_iter().flatten() {
            let names_an_area = area_of(&one.of, &one.module).is_some();
            // What only hands on names does not use them.
            if !names_an_area || area_of(package, &one.by).is_some() || one.by.is_empty() || crates.get(package).is_some_and(|of| of.is_folder(&one.by)) {
                continue;
            }
            match GROUND.iter().position(|(of, listed, _)| *of == package && is_within(&one.by.join("::"), listed)) {
                Some(place) => drop(needed.insert(place)),
                None => broken.push(format!("{package}: {} -> {}::{}", one.by.join("::"), one.of, one.module.join("::"))),
            }
        }
    }
    let in_vain = GROUND.iter().enumerate().filter(|(place, (package, ..))| all.contains_key(package) && !needed.contains(place));
    broken.extend(in_vain.map(|(_, (package, by, _))| format!("{package}: {by} names no area any more; take it off GROUND")));
    broken
}

/// Where a layer of the app names one above it.
fn above_layer(all: &BTreeMap<&str, BTreeSet<Use>>) -> Vec<String> {
    // The ground floor stands beside the addresses, which name it as it names them.
    let layer = |module: &Module| LAYERS.iter().position(|layer| layer.contains(&module[0].as_str())).unwrap_or_default();
    let own = all.get("frontend").into_iter().flatten().filter(|one| one.of == "frontend" && !one.by.is_empty() && !one.module.is_empty());
    own.filter(|one| layer(&one.module) > layer(&one.by)).map(|one| format!("frontend: {} -> {}", one.by.join("::"), one.module.join("::"))).collect()
}

/// The circles between modules, each as `a -> b -> a`.
fn circles(of: &Crate, uses: &BTreeSet<Use>, name: &str) -> Vec<String> {
    let mut graph: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for one in uses.iter().filter(|one| one.of == name) {
        let (by, named) = (of.whole(&one.by), of.whole(&one.module));
        if by != named && !by.starts_with(&named) && !named.starts_with(&by) {
            graph.entry(by).or_default().insert(named);
        }
    }
    let shown = |module: &Module| module.join("::");
    strongly_connected(&graph)
        .into_iter()
        .map(|circle| {
            let edges = circle
                .iter()
                .flat_map(|by| graph[by].iter().filter(|named| circle.contains(*named)).map(move |named| format!("{} -> {}", shown(by), shown(named))));
            format!("{name}: a circle of {} modules: {}", circle.len(), edges.collect::<Vec<_>>().join(", "))
        })
        .collect()
}

/// The groups of modules that all lead to each other.
fn strongly_connected(graph: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<BTreeSet<Module>> {
    let reach = |start: &Module| {
        let (mut found, mut open) = (BTreeSet::new(), vec![start.clone()]);
        while let Some(at) = open.pop() {
            for next in graph.get(&at).into_iter().flatten() {
                if found.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        found
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> = graph.keys().map(|module| (module, reach(module))).collect();
    let mut circles: Vec<BTreeSet<Module>> = vec![];
    for (module, there) in &reached {
        if there.contains(*module) && !circles.iter().any(|circle| circle.contains(*module)) {
            circles.push(there.iter().filter(|other| reached.get(other).is_some_and(|back| back.contains(*module))).cloned().collect());
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(path: &str) -> Module {
        path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn uses<'a>(package: &'a str, all: &[(&str, &str, &str)]) -> BTreeMap<&'a str, BTreeSet<Use>> {
        let one = |(by, of, named): &(&str, &str, &str)| Use { by: module(by), of: (*of).to_owned(), module: module(named) };
        BTreeMap::from([(package, all.iter().map(one).collect())])
    }

    fn without_vain(broken: Vec<String>) -> Vec<String> {
        broken.into_iter().filter(|line| !line.contains("any more")).collect()
    }

    #[test]
    fn the_house_keeps_its_walls() {
        check().unwrap();
    }

    #[test]
    fn areas_point_one_way() {
        for (place, (area, may)) in AREAS.iter().enumerate() {
            let below: Vec<&str> = AREAS[..place].iter().map(|(area, _)| *area).collect();
            assert!(may.iter().all(|named| below.contains(named)), "{area}");
        }
    }

    #[test]
    fn an_area_that_names_what_it_may_not_is_found() {
        let all = uses(
            "api",
            &[
                ("resources::directory::theme", "domain", "plan::sub_project"),
                ("resources::plan::task", "persistence", "directory::person"),
                ("resources::plan::task", "domain", "trail::journal"),
                ("resources::plan::task", "api", "resources::account::session"),
                ("crud", "domain", "plan::task"),
            ],
        );
        let expected = ["api: resources::directory::theme -> domain::plan::sub_project", "api: resources::plan::task -> api::resources::account::session"];
        assert_eq!(without_vain(out_of_area(&all)), expected);
        let all =
            uses("frontend", &[("pages::directory::search", "contract", "plan::sub_project"), ("pages::directory::search", "frontend", "pages::plan::task")]);
        assert_eq!(without_vain(out_of_area(&all)), ["frontend: pages::directory::search -> frontend::pages::plan::task"]);
    }

    #[test]
    fn what_is_not_needed_any_more_is_found() {
        let all = uses("persistence", &[("plan::local_plan", "persistence", "steering::strategic_goal"), ("visibility", "domain", "directory::role")]);
        assert!(out_of_area(&all).contains(&"persistence: thing::document does not name plan any more; take it off OUT_OF_AREA".to_owned()));
        assert!(above_ground(&all, &BTreeMap::new()).contains(&"persistence: bulk names no area any more; take it off GROUND".to_owned()));
    }

    #[test]
    fn a_layer_that_names_one_above_it_is_found() {
        let all = uses(
            "frontend",
            &[
                ("", "frontend", "app"),
                ("app", "frontend", "pages::home"),
                ("pages::home", "frontend", "components::layout"),
                ("components::layout", "frontend", "pages::home"),
                ("hooks::form", "frontend", "components::form"),
                ("i18n", "frontend", "hooks::form"),
                ("resources", "frontend", "routes"),
                ("routes", "frontend", "chunks"),
            ],
        );
        let expected = ["components::layout -> pages::home", "hooks::form -> components::form", "i18n -> hooks::form", "routes -> chunks"];
        assert_eq!(above_layer(&all), expected.map(|line| format!("frontend: {line}")));
    }

    #[test]
    fn a_ground_floor_that_names_an_area_is_found() {
        let all = uses("domain", &[("text", "domain", "plan::task"), ("policy", "domain", "directory::role"), ("", "domain", "plan::task")]);
        assert_eq!(without_vain(above_ground(&all, &BTreeMap::new())), ["domain: text -> domain::plan::task"]);
    }
}
