//! What a document has said so far: who was named, which role they had, which country it is about.

use super::{Actor, ActorKind, Mention};
use crate::date::Day;
use crate::phrase;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// How many mentions back a pronoun looks.
const RECENT: usize = 24;

struct Named {
    surname: u64,
    /// The role nouns and office under which the text has named the person, folded.
    roles: Vec<CompactString>,
    actor: Actor,
}

struct Recent {
    actor: Actor,
    subject: bool,
    plural: bool,
    sentence: usize,
}

/// The state of one document while its sentences are read in order.
#[derive(Default)]
pub struct Memory {
    /// The document's day.
    pub day: Option<Day>,
    named: Vec<Named>,
    recent: Vec<Recent>,
    counts: FxHashMap<CompactString, u32>,
    total: u32,
    /// Country of the dateline, where there is one.
    pub dateline: Option<CompactString>,
    sentence: usize,
}

impl Memory {
    /// A fresh memory for a document of that day.
    pub fn new(day: Option<Day>) -> Memory {
        Memory { day, ..Memory::default() }
    }

    /// Counts a country for the document's focus.
    pub(crate) fn count(&mut self, country: &str, weight: u32) {
        *self.counts.entry(country.into()).or_default() += weight;
        self.total += weight;
    }

    /// The country that the document is about: more than half of all country words.
    pub fn focus(&self) -> Option<&CompactString> {
        let (country, n) = self.counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
        (*n >= 2 && *n * 2 > self.total).then_some(country)
    }

    /// How often the document names a country.
    pub(crate) fn weight(&self, country: &str) -> u32 {
        self.counts.get(country).copied().unwrap_or(0)
    }

    /// Begins a sentence.
    pub(crate) fn begin(&mut self, number: usize) {
        self.sentence = number;
    }

    /// Remembers a person by surname and roles.
    pub(crate) fn name(&mut self, words: &str, role: Option<&str>, actor: &Actor) {
        let Some(surname) = words.split([' ', '-']).next_back() else { return };
        let surname = phrase::fingerprint(surname);
        let mut roles: Vec<CompactString> = Vec::new();
        roles.extend(role.map(|r| r.to_lowercase().into()));
        roles.extend(actor.office.iter().map(|o| o.to_lowercase()));
        // East Asian names put the family name first; both ends are remembered.
        let first = words.split(' ').next().map(phrase::fingerprint);
        self.named.retain(|n| n.actor.name != actor.name || n.actor.name.is_none());
        for key in [Some(surname), first.filter(|f| *f != surname)].into_iter().flatten() {
            self.named.push(Named { surname: key, roles: roles.clone(), actor: actor.clone() });
        }
    }

    /// The person whose surname this is, the latest first.
    pub(crate) fn by_surname(&self, word: &str) -> Option<&Actor> {
        let key = phrase::fingerprint(word);
        self.named.iter().rev().find(|n| n.surname == key).map(|n| &n.actor)
    }

    /// The latest named person whom "the minister" can mean.
    pub(crate) fn by_role(&self, noun: &str) -> Option<&Actor> {
        let noun = noun.to_lowercase();
        let fits = |role: &CompactString| role.as_str() == noun || role.ends_with(&format!(" {noun}"));
        self.named.iter().rev().find(|n| n.roles.iter().any(fits)).map(|n| &n.actor)
    }

    /// Notes the mentions of a finished sentence for later pronouns; `roles` tells of each whether it is a subject and
    /// whether it is plural.
    pub(crate) fn remember(&mut self, mentions: &[Mention], roles: &[(bool, bool)]) {
        for (m, (subject, plural)) in mentions.iter().zip(roles) {
            if m.actor.is_resolved() && !matches!(m.actor.kind, ActorKind::Pronoun | ActorKind::Derived) {
                let (subject, plural) = (*subject, *plural);
                self.recent.push(Recent { actor: m.actor.clone(), subject, plural, sentence: self.sentence });
            }
        }
        let surplus = self.recent.len().saturating_sub(RECENT);
        self.recent.drain(..surplus);
    }

    /// The antecedent of a pronoun in this or the last two sentences: subjects before others, late before early.
    /// `local` are the mentions of the current sentence that stand before the pronoun, with their subject flag.
    pub(crate) fn antecedent(&self, pronoun: &str, local: &[(&Actor, bool, bool)]) -> Option<Actor> {
        let fits = |actor: &Actor, plural: bool| match pronoun {
            "he" | "she" | "him" | "her" | "his" => actor.person && !plural,
            "it" | "its" => !actor.person && !plural && !matches!(actor.kind, ActorKind::People),
            "they" | "them" | "their" => plural || (!actor.person && matches!(actor.kind, ActorKind::Organisation)),
            _ => false,
        };
        for subjects in [true, false] {
            if let Some((actor, ..)) =
                local.iter().find(|(a, subject, plural)| *subject == subjects && fits(a, *plural))
            {
                return Some((*actor).clone());
            }
        }
        for back in 1..=2usize {
            for subjects in [true, false] {
                let at = |r: &&Recent| {
                    r.sentence + back == self.sentence && r.subject == subjects && fits(&r.actor, r.plural)
                };
                if let Some(r) = self.recent.iter().find(at) {
                    return Some(r.actor.clone());
                }
            }
        }
        None
    }
}
