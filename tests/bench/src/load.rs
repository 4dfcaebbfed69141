//! Requests, as many as the server answers.
use serde_json::{Value, json};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 8;

/// What a round showed.
pub struct Round {
    pub seconds: f64,
    /// In microseconds.
    pub latencies: Vec<u64>,
}

pub async fn sign_in(origin: &str) -> String {
    let body = json!({"email": "beleidsadviseur.oirschot@demo.example", "password": tests::PASSWORD});
    let session: Value = reqwest::Client::new().post(format!("{origin}/api/v1/sessions")).json(&body).send().await.unwrap().json().await.unwrap();
    session["accessToken"].as_str().unwrap().to_owned()
}

/// A sub-project somewhere in the list.
pub async fn some_id(origin: &str, token: &str) -> String {
    item(origin, "/api/v1/sub-projects", token, 20).await
}

/// The first of a list.
pub async fn first_id(origin: &str, path: &str, token: &str) -> String {
    item(origin, path, token, 0).await
}

async fn item(origin: &str, path: &str, token: &str, place: usize) -> String {
    let page: Value = reqwest::Client::new().get(format!("{origin}{path}")).bearer_auth(token).send().await.unwrap().json().await.unwrap();
    page["items"][place]["id"].as_str().unwrap().to_owned()
}

/// Asks for as long as `time` says, over connections that stay open.
pub async fn run(origin: &str, path: &str, token: &str, time: Duration) -> Round {
    let (url, token): (Arc<str>, Arc<str>) = (format!("{origin}{path}").into(), token.into());
    let start = Instant::now();
    let tasks = (0..CONNECTIONS).map(|_| {
        let (url, token) = (url.clone(), token.clone());
        tokio::spawn(async move {
            let http = reqwest::Client::new();
            let mut latencies = vec![];
            while start.elapsed() < time {
                let asked = Instant::now();
                let answer = http.get(&*url).bearer_auth(&token).send().await.unwrap();
                assert!(answer.status().is_success(), "{} {}", answer.status(), url);
                let body = answer.bytes().await.unwrap();
                assert!(body.len() > 500);
                latencies.push(u64::try_from(asked.elapsed().as_micros()).unwrap());
            }
            latencies
        })
    });
    let latencies: Vec<u64> = futures::future::join_all(tasks).await.into_iter().flat_map(Result::unwrap).collect();
    Round { seconds: start.elapsed().as_secs_f64(), latencies }
}
