//! One's own account: signing in, passkeys, the second step, where one is signed in, the links from mails, and who did what.
mod audit;
mod email;
mod forgot;
mod link;
mod mine;
mod passkeys;
mod second_factor;

pub use audit::Audit;
pub use email::ChangeEmail;
pub use forgot::ForgotPassword;
pub use link::AccountLink;
pub use mine::MyAccount;
pub use passkeys::{NewPasskey, RemovePasskey};
pub use second_factor::SetUp;
