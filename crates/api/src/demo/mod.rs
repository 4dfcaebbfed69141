//! Demo data: ids by name, and the loader.
mod file;
mod load;
mod place;
mod steering;

pub use file::Demo;
pub use load::{Report, load};

use uuid::Uuid;

/// The password of every demo account.
pub const PASSWORD: &str = "samen-sterk-in-de-regio";

/// The e-mail address of the demo administrator.
pub const ADMINISTRATOR: &str = "beheerder.wsd@demo.example";

/// The id of something in the demo data, which follows from its name; so the examples of the API document work.
pub fn id(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("https://kompaan.example/demo/{kind}/{name}").as_bytes())
}

/// The e-mail address of a demo account.
pub fn email(name: &str) -> String {
    format!("{}@demo.example", name.replacen('-', ".", 1))
}
