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

/// Fails with every place where a wall is broken.
pub fn check() -> anyhow::Result<()> {
    let mut crates = BTreeMap::new();
    for (name, src) in CRATES {
        crates.insert((*name).to_owned(), Crate::read(&root().join(src))?);
    }
    let mut broken = vec![];
    for (name, _) in CRATES {
        let uses = crates[*name].uses(name, &crates);
        if WITHOUT_CIRCLES.contains(name) {
            broken.extend(circles(&crates[*name], &uses, name));
        }
    }
    ensure!(broken.is_empty(), "{}\ndocs/architecture.md tells who may name whom", broken.join("\n"));
    Ok(())
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
