//! Measuring the coder against gold data: `relations` on pairs of spans, `plover` on whole records.

mod plover;
mod relations;
mod scores;

pub use plover::{PloverReport, plover};
pub use relations::{RelationsReport, relations};
pub use scores::{ClassScore, Scores};
