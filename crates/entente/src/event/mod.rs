//! From a parsed sentence with its actors to events.
//!
//! `candidate` finds triggers, operators, roles and status; `attributes` adds contexts, magnitudes, date and place;
//! `assemble` makes the published records and keeps each event once per document.

mod assemble;
mod attributes;
mod candidate;
mod roles;
mod status;

pub use candidate::{Candidate, Operator};
pub use status::Status;

pub(crate) use assemble::{Source, assemble, one_event_once};
pub(crate) use candidate::find;
