//! Checks of the source.
use crate::{
    shell::{built, cargo, command, output, root, run, step},
    start::build_server,
};
use anyhow::{Context, bail};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// Who may use whom, among our own packages. `tests` and `xtask` stand outside.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("contract", &["domain"]),
    ("client", &["contract"]),
    ("migrations", &[]),
    ("persistence", &["domain", "migrations"]),
    // The client only to load the demo data through the public API.
    ("api", &["domain", "contract", "persistence", "client"]),
    ("frontend", &["domain", "contract", "client"]),
];

/// Formatting, lints, dependencies.
pub fn check() -> anyhow::Result<()> {
    step("formatting", || run(cargo().args(["fmt", "--all", "--check"]), "Mend it with: cargo fmt --all"))?;
    step("dependencies point one way", dependencies)?;
    step("walls between areas and modules", crate::walls::check)?;
    step("width of html!", crate::width::check)?;
    step("lints", || {
        run(cargo().args(["clippy", "--locked", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"]), "See the messages above.")
    })
}

fn dependencies() -> anyhow::Result<()> {
    let metadata = output(cargo().args(["metadata", "--locked", "--no-deps", "--format-version=1"]), "Is Cargo.lock up to date?")?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(allowed) = allowed.get(name) else { continue };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            let own = ALLOWED.iter().any(|(own, _)| *own == used);
            if own && dependency["kind"].is_null() && !allowed.contains(&used) {
                bail!("{name} may not depend on {used}; see docs/architecture.md");
            }
        }
    }
    Ok(())
}

/// The API document as the server would serve it.
fn document(server: &Path) -> anyhow::Result<String> {
    output(command(server).arg("openapi"), "See the message.")
}

/// Writes the API document.
pub fn write_openapi() -> anyhow::Result<()> {
    build_server(false)?;
    let document = document(&built("debug", "kompaan"))?;
    std::fs::write(root().join("openapi/openapi.json"), document).context("openapi/openapi.json cannot be written")
}

/// Fails when the committed API document is not that of this server.
pub fn openapi_is_current(server: &Path) -> anyhow::Result<()> {
    let committed = std::fs::read_to_string(root().join("openapi/openapi.json")).context("openapi/openapi.json is missing")?;
    if document(server)? != committed {
        bail!("openapi/openapi.json is not what the server serves. Write it with: cargo xtask openapi");
    }
    Ok(())
}
