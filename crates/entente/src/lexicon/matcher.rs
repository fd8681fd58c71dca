//! Finding lexicon entries in a parsed sentence.

use super::format::{Class, Condition, Effect, Entry, Lexicon, Pos, Words};
use crate::actor::{ActorKind, Mention, Mentions};
use crate::tree::{Slot, Tree};
use entente_nlp::{EntityKind, Rel, Upos};

/// An entry found in a sentence.
#[derive(Debug, Clone)]
pub struct Match {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// The trigger's token.
    pub at: usize,
    /// Tokens that the conditions rest on, the trigger included.
    pub used: Vec<usize>,
}

/// Looks up a sentence in a lexicon.
pub struct Matcher<'a> {
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The sentence.
    pub tree: &'a Tree<'a>,
    /// Its actors.
    pub mentions: &'a Mentions,
}

impl Matcher<'_> {
    /// The best entry of every trigger in the sentence: the one that asks for most and is given it.
    pub fn all(&self) -> Vec<Match> {
        let mut found = Vec::new();
        for (i, token) in self.tree.sentence.tokens.iter().enumerate() {
            let pos = match token.upos {
                Upos::Verb => Pos::Verb,
                Upos::Noun | Upos::Propn => Pos::Noun,
                Upos::Adj => Pos::Adjective,
                _ => continue,
            };
            found.extend(self.at(i, pos));
            // A participle before a noun ("the arrested man") and a gerund ("the bombing of") change their tags easily.
            if pos == Pos::Noun
                && found.last().is_none_or(|m: &Match| m.at != i)
                && token.form.ends_with("ing")
                && self.has_object(i)
            {
                found.extend(self.at(i, Pos::Verb));
            }
        }
        found
    }

    fn has_object(&self, i: usize) -> bool {
        self.tree.child(i, Rel::Obj).is_some()
    }

    /// The best entry of one trigger.
    fn at(&self, i: usize, pos: Pos) -> Option<Match> {
        let token = &self.tree.sentence.tokens[i];
        let lemma =
            if token.lemma.chars().any(char::is_uppercase) { token.lemma.to_lowercase() } else { token.lemma.clone() };
        // Hyphenated triggers stand in the tree as three tokens; the last one heads them.
        let candidates = self.lexicon.of(pos, &lemma);
        candidates.iter().find_map(|e| self.matches(*e, i))
    }

    /// Why an entry does or does not match: the first condition that fails.
    pub fn failing<'e>(&self, entry: &'e Entry, i: usize) -> Option<&'e Condition> {
        entry.conditions.iter().find(|c| self.holds(c, i).is_none())
    }

    /// Tries one entry at a token.
    pub fn matches(&self, entry: u32, i: usize) -> Option<Match> {
        let mut used = vec![i];
        for condition in &self.lexicon.entries[entry as usize].conditions {
            used.extend(self.holds(condition, i)?);
        }
        used.sort_unstable();
        used.dedup();
        Some(Match { entry, at: i, used })
    }

    /// The tokens that make a condition true; empty for one that is true because nothing stands there.
    fn holds(&self, condition: &Condition, i: usize) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        self.walk(i, &condition.path, &mut |t| {
            for member in self.tree.coordination(t) {
                if self.accepts(&condition.words, member) {
                    found.push(member);
                }
            }
        });
        match (condition.negated, found.is_empty()) {
            (false, true) | (true, false) => None,
            // An argument tested by class alone is not part of the expression.
            _ if condition.words.lemmas.is_empty() => Some(Vec::new()),
            _ => Some(found),
        }
    }

    /// Calls `each` for the tokens at the end of a path of slots.
    pub fn walk(&self, i: usize, path: &[Slot], each: &mut dyn FnMut(usize)) {
        let light = |lemma: &str| self.lexicon.is_light(lemma);
        match path {
            [] => {}
            [one] => self.tree.slot(i, one, &light, each),
            [first, rest @ ..] => {
                let mut next = Vec::new();
                self.tree.slot(i, first, &light, &mut |t| next.push(t));
                for t in next {
                    self.walk(t, rest, each);
                }
            }
        }
    }

    fn accepts(&self, words: &Words, t: usize) -> bool {
        words.any
            || words.lemmas.iter().any(|w| self.is_word(w, t))
            || words.classes.iter().any(|c| self.is_class(*c, t))
    }

    fn is_word(&self, word: &str, t: usize) -> bool {
        let tokens = &self.tree.sentence.tokens;
        let same = |at: usize, w: &str| {
            let token = &tokens[at];
            token.lemma.eq_ignore_ascii_case(w) || token.form.eq_ignore_ascii_case(w)
        };
        let parts = || word.split([' ', '-']);
        let n = parts().count();
        if n == 1 {
            return same(t, word);
        }
        // A phrase whose head stands last ("air strike") or first ("state of emergency").
        let fits = |start: usize| start + n <= tokens.len() && parts().enumerate().all(|(k, w)| same(start + k, w));
        (t + 1 >= n && fits(t + 1 - n)) || fits(t)
    }

    fn is_class(&self, class: Class, t: usize) -> bool {
        if class == Class::Number {
            return self.tree.upos(t) == Upos::Num || self.tree.child(t, Rel::Nummod).is_some();
        }
        if class == Class::Place {
            let known =
                self.mentions.covering(t).any(|m| matches!(m.actor.kind, ActorKind::Country | ActorKind::Metonym));
            let named = || {
                let entity = self.tree.sentence.entities.iter().find(|e| e.first <= t && t <= e.last);
                self.tree.upos(t) == Upos::Propn
                    && entity.is_none_or(|e| matches!(e.kind, EntityKind::Place | EntityKind::Organisation))
            };
            return known || (self.mentions.covering(t).all(|m| m.actor.kind == ActorKind::Name) && named());
        }
        let mut any = false;
        for m in self.actors(t) {
            any = true;
            let a = &m.actor;
            let fits = match class {
                Class::Actor => true,
                Class::Country => matches!(a.kind, ActorKind::Country | ActorKind::Metonym),
                Class::Person => a.person,
                Class::Org => {
                    !a.person && !matches!(a.kind, ActorKind::Country | ActorKind::People | ActorKind::Metonym)
                }
                Class::Armed => a.is_armed(),
                Class::Civil => a.is_civil(),
                Class::Leader => a.is_leader(),
                Class::Place | Class::Number => false,
            };
            if fits {
                return true;
            }
        }
        // A pronoun that could not be resolved may still be anyone.
        !any && matches!(class, Class::Actor | Class::Person)
            && self.tree.upos(t) == Upos::Pron
            && matches!(self.tree.lemma(t), "he" | "she" | "they" | "we" | "who" | "I")
    }

    /// The mentions that an argument token stands for: its own, those of what it counts ("hundreds of workers"), or the
    /// one whose words cover it.
    pub fn actors(&self, t: usize) -> Vec<&Mention> {
        let own: Vec<&Mention> = self.mentions.at(t).collect();
        if !own.is_empty() {
            return own;
        }
        if self.lexicon.is_partitive(self.tree.lemma(t)) {
            for c in self.tree.children(t) {
                if self.tree.rel(c) == Rel::Nmod && self.tree.has_case(c, "of") {
                    return self.tree.coordination(c).flat_map(|m| self.actors(m)).collect();
                }
            }
        }
        self.mentions.covering(t).filter(|m| m.last - m.first < 8).collect()
    }

    /// True when the entry names an event by itself.
    pub fn is_event(&self, m: &Match) -> bool {
        matches!(self.lexicon.entries[m.entry as usize].effect, Effect::Event(_))
    }
}
