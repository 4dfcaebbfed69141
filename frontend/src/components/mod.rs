//! Components: dumb, told everything by their properties, so that each can be tested on the host.
pub mod alert;
pub mod badge;
pub mod failure;
pub mod form;
pub mod history;
pub mod layout;
pub mod markdown;
pub mod phases;
pub mod skeleton;
