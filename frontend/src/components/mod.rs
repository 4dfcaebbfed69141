//! Components: dumb, told everything by their properties, so that each can be tested on the host.
pub mod actions;
pub mod alert;
pub mod badge;
pub mod choices;
pub mod conflict;
pub mod failure;
pub mod form;
pub mod form_page;
pub mod header;
pub mod history;
pub mod layout;
pub mod markdown;
pub mod phases;
pub mod shortcuts;
pub mod skeleton;
pub mod tabs;
pub mod values;
