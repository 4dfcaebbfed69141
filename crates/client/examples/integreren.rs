#![allow(clippy::print_stdout, reason = "an example says what it found")]

use client::Client;
use futures::TryStreamExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kompaan = Client::new(&std::env::var("KOMPAAN")?);
    kompaan.sign_in_as_client(std::env::var("CLIENT_ID")?.parse()?, &std::env::var("CLIENT_SECRET")?).await?;
    let resource = kompaan.local_plans();
    let mut plans = Box::pin(resource.all(Default::default()));
    while let Some(plan) = plans.try_next().await? {
        println!("{} {}", plan.title, plan.status);
    }
    Ok(())
}
