//! Organisations and people.
mod addresses;
mod leaving;
mod places;
