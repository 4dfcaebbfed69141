//! What the guide shows to integrators works as it stands there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::api_client::{ApiClientInput, ApiScope};
use serde_json::json;
use std::process::Command;
use tests::{ENGINES, Server, id};

const CHAPTER: &str = include_str!("../../docs/handleiding/6-integreren.md");
const EXAMPLE: &str = include_str!("../../crates/client/examples/integreren.rs");

/// The one example in this language.
fn example(language: &str) -> &'static str {
    let fence = format!("```{language}\n");
    let mut found = CHAPTER.split(fence.as_str()).skip(1);
    let block = found.next().unwrap().split("```").next().unwrap();
    assert!(found.next().is_none(), "one example in {language}");
    block
}

#[tokio::test]
async fn the_examples_for_integrators_run_as_they_are() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let input: ApiClientInput =
        serde_json::from_value(json!({"name": "Voorbeeld", "organisationId": id("organisation", "oirschot"), "scopes": [ApiScope::PlansRead]})).unwrap();
    let client = administrator.api_clients().create(&input).await.unwrap().value.id;
    let secret = administrator.new_client_secret(client).await.unwrap().secret;
    assert!(EXAMPLE.ends_with(example("rust")), "the guide shows the example of the client");
    let built = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("examples/integreren");
    assert!(built.exists(), "{} is not built; run: cargo xtask test", built.display());
    let mut curl = Command::new("bash");
    curl.args(["-euo", "pipefail", "-c", example("bash")]);
    let mut python = Command::new("python3");
    python.args(["-c", example("python")]);
    for (what, mut command) in [("curl", curl), ("Python", python), ("Rust", Command::new(built))] {
        let output = command.env("KOMPAAN", &server.origin).env("CLIENT_ID", client.to_string()).env("CLIENT_SECRET", &secret).output();
        let output = output.unwrap_or_else(|error| panic!("{what} is not on this machine: {error}"));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{what}: {said} {}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("Lokaal plan"), "{what}: {said}");
    }
}
