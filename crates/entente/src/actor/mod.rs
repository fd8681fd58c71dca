//! Who acts: from words in a sentence to names, countries, sectors and offices on the document's date.
//!
//! `tables` reads `data/actors/`, `finder` finds the known names and role nouns in a sentence and composes mentions,
//! `memory` carries what a document has told so far (surnames, "the minister", pronouns, its main country).

mod finder;
mod memory;
mod tables;

pub use finder::{Finder, Mentions};
pub(crate) use memory::Memory;
pub use tables::{Country, CountryForm, NON_STATE, Named, NamedKind, Role, RoleKind, Spell, Tables};
pub(crate) use tables::{Spelling, plural};

use compact_str::CompactString;

/// What kind of words name the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A country's name: its government acts.
    Country,
    /// A capital or seat of power that stands for a government or a body.
    Metonym,
    /// A country's people.
    People,
    /// A person known to the tables, or known from the text by name.
    Person,
    /// An organisation or sub-state entity.
    Organisation,
    /// A role noun: "soldiers", "the foreign ministry".
    Role,
    /// A name that neither the tables nor the text explain.
    Name,
    /// A pronoun whose antecedent was not found.
    Pronoun,
    /// A noun phrase that belongs to an actor: "Moscow's proposal".
    Derived,
}

/// An actor as far as it could be resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// What kind of words name it.
    pub kind: ActorKind,
    /// Canonical name.
    pub name: Option<CompactString>,
    /// Alpha-3 or non-state value.
    pub country: Option<CompactString>,
    /// Sectors, primary first.
    pub sectors: Vec<CompactString>,
    /// Office on the document's date.
    pub office: Option<CompactString>,
    /// True for one human being.
    pub person: bool,
    /// How country or sector were found where it was not from the mention's own words, or why they are missing.
    pub note: Option<CompactString>,
}

impl Actor {
    pub(crate) fn new(kind: ActorKind) -> Actor {
        Actor { kind, name: None, country: None, sectors: Vec::new(), office: None, person: false, note: None }
    }

    /// True when the actor has one of these sectors.
    pub fn has_sector(&self, any: &[&str]) -> bool {
        self.sectors.iter().any(|s| any.contains(&s.as_str()))
    }

    /// True for soldiers, police, rebels, gunmen, spies.
    pub fn is_armed(&self) -> bool {
        self.has_sector(&["MIL", "REB", "UAF", "PRM", "COP", "SPY"])
    }

    /// True for people and bodies outside government and arms.
    pub fn is_civil(&self) -> bool {
        const CIVIL: [&str; 13] =
            ["CVL", "LAB", "EDU", "AGR", "REF", "JRN", "MED", "OPP", "SOC", "REL", "PTY", "BUS", "ELI"];
        self.has_sector(&CIVIL) && !self.is_armed()
    }

    /// True for governments, parliaments, courts, international bodies and their office-holders.
    pub fn is_leader(&self) -> bool {
        self.has_sector(&["GOV", "LEG", "JUD", "ELI", "OPP"])
            || matches!(self.kind, ActorKind::Country)
            || self.country.as_deref().is_some_and(|c| matches!(c, "UNO" | "EUR" | "IGO"))
    }

    /// True when country or sector are known.
    pub fn is_resolved(&self) -> bool {
        self.country.is_some() || !self.sectors.is_empty()
    }

    /// True when both describe the same actor as far as one can tell.
    pub fn same_as(&self, other: &Actor) -> bool {
        self.country == other.country
            && match (&self.name, &other.name) {
                (Some(a), Some(b)) => a == b,
                _ => self.sectors.first() == other.sectors.first() && self.kind == other.kind,
            }
    }
}

/// A noun phrase that names an actor.
#[derive(Debug, Clone)]
pub struct Mention {
    /// First token of the words that name it.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// The token that the rest of the tree hangs from.
    pub head: usize,
    /// Who it is.
    pub actor: Actor,
}
