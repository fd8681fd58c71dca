//! Entente's engine: a [`Document`] goes in, [`Event`]s come out — who did what to whom, where, when, about what — and every
//! one of them says which words and which rule it rests on.
//!
//! The way of the data: [`Coder::code`] (`coder.rs`, the main path) has `entente-nlp` parse the text, `actor` find who is
//! named, `lexicon` find the words that name events, `event` put roles, status, type, date and place together, and
//! `record` say what is published. `ontology`, `lexicon` and `actor` read their knowledge from `data/`.
//!
//! No network, no database, no clock: the same document gives the same events everywhere.
//!
//! ```
//! use entente::{Coder, Document, EventType, Options, Resources, Workspace};
//!
//! let coder = Coder::new(Resources::shipped()?)?;
//! let document = Document::from_text("France expelled two Russian diplomats on Friday.");
//! let coded = coder.code(&document, Options::default(), &mut Workspace::default());
//! let event = &coded.events[0];
//! assert_eq!(event.kind, EventType::Sanction);
//! assert_eq!(event.actor.as_ref().and_then(|a| a.country.as_deref()), Some("FRA"));
//! assert_eq!(event.recipient.as_ref().and_then(|r| r.country.as_deref()), Some("RUS"));
//! # Ok::<(), entente::Error>(())
//! ```

mod actor;
pub mod check;
mod coder;
mod date;
mod document;
mod error;
pub mod eval;
mod event;
pub mod explain;
mod lexicon;
mod ontology;
mod phrase;
mod place;
mod record;
mod relate;
mod resources;
mod table;
mod tree;

pub use actor::{
    Actor, ActorKind, Country, CountryForm, Finder, Mention, Mentions, NON_STATE, Named, NamedKind, Role, RoleKind,
    Spell, Tables,
};
pub use coder::{Coded, Coder, Options, Reading, VERSION, Workspace};
pub use date::{DateMention, Day, Interval, Precision, month};
pub use document::{Document, Dropped, stable_id};
pub use error::{Error, ErrorKind, Result};
pub use event::{Candidate, Operator, Status};
pub use lexicon::{Class, Condition, Effect, Entry, Example, Expected, Lexicon, Match, Matcher, Pos, Words};
pub use ontology::{Becomes, ContextMatcher, EventType, Ontology, Quad, TypeInfo};
pub use place::PlaceMention;
pub use record::{ActorRecord, DateRecord, Event, Magnitude, PlaceRecord, RECORD_VERSION, Trigger};
pub use relate::{Relation, relate};
pub use resources::{DATA_HASH, Resources, UserFile};
pub use tree::{Slot, Tree};
