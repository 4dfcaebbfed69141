//! The SCIM service, held against scim2-tester.
use crate::shell::{command, exists, install, output, run, step, target};
use std::path::{Path, PathBuf};

/// A Python with scim2-tester.
fn tester() -> anyhow::Result<PathBuf> {
    const PACKAGES: [&str; 2] = ["scim2-tester==0.5.2", "httpx2==2.16.2"];
    let home = target().join("scim2-tester-0.5.2");
    let python = home.join("bin/python3");
    // The last that is installed, so that half an installation does not count.
    if home.join("complete").exists() {
        return Ok(python);
    }
    if !exists("python3") || output(command("python3").args(["-m", "venv", "--help"]), "").is_err() {
        install(&["python3", "python3-venv"], "the SCIM tester")?;
    }
    step("the SCIM tester", || {
        let advice = "Check the network connection and try again.";
        output(command("python3").args(["-m", "venv"]).arg(&home), advice)?;
        output(command(home.join("bin/pip")).args(["install", "--quiet"]).args(PACKAGES), advice)?;
        std::fs::write(home.join("complete"), "")?;
        Ok(python)
    })
}

/// Tries everything that the published schemas say, on both databases.
pub fn scim(server: &Path, postgres: String) -> anyhow::Result<()> {
    let python = tester()?;
    for (name, database) in [("SQLite", None), ("PostgreSQL", Some(postgres))] {
        step(&format!("SCIM as an HR system, on {name}"), || {
            let mut test = command(&python);
            test.arg("tests/scim.py").arg(server).args(&database);
            run(&mut test, "See the findings above; tests/scim.py says how to run it again.")
        })?;
    }
    Ok(())
}
