//! Accounts, of people and of systems.
mod accounts;
mod clients;
mod guarding;
mod mail;
mod passkeys;
mod privacy;
mod rights;
mod scim;
mod scim_calls;
