//! The grammar of roles: who is the subject, object or prepositional partner of a word, through every construction that
//! English uses. The lexicon's slots are defined here and nowhere else.

use compact_str::CompactString;
use entente_nlp::{Rel, Sentence, Sub, Upos};
use std::fmt;

/// A place beside a trigger where an argument may stand; `data/README.md` describes each for authors.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Who does it.
    Subj,
    /// What it is done to.
    Obj,
    /// "gave Kenya a loan"
    Iobj,
    /// Particle or adverb of a phrasal verb.
    Prt,
    /// Infinitive or other open complement.
    Xcomp,
    /// Complement clause.
    Ccomp,
    /// Word before a noun.
    Mod,
    /// Possessor of a noun.
    Poss,
    /// Adverb.
    Adv,
    /// Both sides of "between A and B".
    Between,
    /// Subject of the verb that governs a noun: "in a visit to Seoul he said".
    Gov,
    /// The noun that a preposition brings.
    Prep(CompactString),
    /// Any of several: `into|on`.
    Any(Vec<Slot>),
    /// Nothing.
    None,
}

impl Slot {
    /// Reads the name of a slot; any other word is a preposition.
    pub fn parse(name: &str) -> Result<Slot, String> {
        if name.contains('|') {
            return Ok(Slot::Any(name.split('|').map(Slot::parse).collect::<Result<_, _>>()?));
        }
        Ok(match name {
            "subj" => Slot::Subj,
            "obj" => Slot::Obj,
            "iobj" => Slot::Iobj,
            "prt" => Slot::Prt,
            "xcomp" => Slot::Xcomp,
            "ccomp" => Slot::Ccomp,
            "mod" => Slot::Mod,
            "poss" => Slot::Poss,
            "adv" => Slot::Adv,
            "between" => Slot::Between,
            "gov" => Slot::Gov,
            "none" => Slot::None,
            p if !p.is_empty() && p.chars().all(|c| c.is_ascii_lowercase() || c == '_') => Slot::Prep(p.into()),
            other => return Err(format!("`{other}` is not a slot")),
        })
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Slot::Any(all) => {
                for (i, slot) in all.iter().enumerate() {
                    write!(f, "{}{slot}", if i > 0 { "|" } else { "" })?;
                }
                return Ok(());
            }
            Slot::Subj => "subj",
            Slot::Obj => "obj",
            Slot::Iobj => "iobj",
            Slot::Prt => "prt",
            Slot::Xcomp => "xcomp",
            Slot::Ccomp => "ccomp",
            Slot::Mod => "mod",
            Slot::Poss => "poss",
            Slot::Adv => "adv",
            Slot::Between => "between",
            Slot::Gov => "gov",
            Slot::Prep(p) => p,
            Slot::None => "none",
        })
    }
}

/// How many clauses an implied subject is followed through.
const DEPTH: usize = 6;

/// Verbs whose object complement is controlled by their own subject all the same.
const SUBJECT_CONTROL: [&str; 4] = ["promise", "threaten", "vow", "pledge"];

/// A sentence with its dependents indexed by head.
pub struct Tree<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    start: Vec<u32>,
    child: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Indexes the dependents of a sentence.
    pub fn new(sentence: &'a Sentence) -> Tree<'a> {
        let n = sentence.tokens.len();
        let mut start = vec![0u32; n + 2];
        for i in 0..n {
            if let Some(h) = sentence.head(i) {
                start[h + 2] += 1;
            }
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        let mut child = vec![0u32; n];
        for i in 0..n {
            if let Some(h) = sentence.head(i) {
                child[start[h + 1] as usize] = i as u32;
                start[h + 1] += 1;
            }
        }
        Tree { sentence, start, child }
    }

    /// The dependents of a token in the order of the text.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.child[self.start[i] as usize..self.start[i + 1] as usize].iter().map(|c| *c as usize)
    }

    /// The relation of a token to its head.
    pub fn rel(&self, i: usize) -> Rel {
        self.sentence.tokens[i].deprel.base
    }

    /// The subtype of the relation.
    pub fn sub(&self, i: usize) -> Sub {
        self.sentence.tokens[i].deprel.sub
    }

    /// The lemma of a token.
    pub fn lemma(&self, i: usize) -> &str {
        &self.sentence.tokens[i].lemma
    }

    /// The universal tag.
    pub fn upos(&self, i: usize) -> Upos {
        self.sentence.tokens[i].upos
    }

    /// The head of a token.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.sentence.head(i)
    }

    /// The first dependent with this relation.
    pub fn child(&self, i: usize, rel: Rel) -> Option<usize> {
        self.children(i).find(|c| self.rel(*c) == rel)
    }

    /// True when the dependent's preposition is `word`; several words are joined by `_`.
    pub fn has_case(&self, i: usize, word: &str) -> bool {
        self.children(i).filter(|c| matches!(self.rel(*c), Rel::Case | Rel::Mark)).any(|c| self.preposition_is(c, word))
    }

    fn preposition_is(&self, case: usize, word: &str) -> bool {
        match word.split_once('_') {
            None => self.lemma(case) == word,
            Some(_) => {
                let mut rest = std::iter::once(case).chain(self.children(case).filter(|c| self.rel(*c) == Rel::Fixed));
                word.split('_').all(|part| rest.next().is_some_and(|c| self.lemma(c) == part))
            }
        }
    }

    /// True for a verb in the passive, reduced relatives ("the men arrested by police") included.
    pub fn is_passive(&self, v: usize) -> bool {
        let aux_pass = |c: usize| {
            (self.rel(c) == Rel::Aux || self.rel(c) == Rel::Nsubj || self.rel(c) == Rel::Csubj)
                && self.sub(c) == Sub::Pass
        };
        if self.children(v).any(aux_pass) {
            return true;
        }
        let participle = matches!(self.sentence.tokens[v].xpos.as_str(), "VBN");
        if !participle {
            return false;
        }
        let has_aux = self.children(v).any(|c| self.rel(c) == Rel::Aux);
        let has_subject = self.children(v).any(|c| self.rel(c) == Rel::Nsubj);
        match self.rel(v) {
            Rel::Acl | Rel::Amod => !has_aux && !has_subject,
            Rel::Advcl => !has_aux && !has_subject,
            // "was arrested and charged": the second shares the first one's auxiliary.
            Rel::Conj => {
                !has_aux
                    && !has_subject
                    && self.head(v).is_some_and(|h| self.upos(h) == Upos::Verb && self.is_passive(h))
            }
            _ => !has_aux && self.children(v).any(|c| self.sub(c) == Sub::Agent),
        }
    }

    /// The noun that a relative clause hangs from, if `v` heads one.
    fn antecedent(&self, v: usize) -> Option<usize> {
        (self.rel(v) == Rel::Acl).then(|| self.head(v)).flatten()
    }

    fn is_relative_pronoun(&self, i: usize) -> bool {
        self.upos(i) == Upos::Pron && matches!(self.lemma(i), "who" | "which" | "that" | "whom")
    }

    /// Replaces "who", "which", "that" by the noun they stand for.
    fn unrelative(&self, v: usize, i: usize) -> usize {
        if self.is_relative_pronoun(i) { self.antecedent(v).unwrap_or(i) } else { i }
    }

    /// The surface subject of a verb, through control and coordination.
    fn surface_subject(&self, v: usize, depth: usize) -> Option<usize> {
        if depth == 0 {
            return None;
        }
        if let Some(s) = self.children(v).find(|c| self.rel(*c) == Rel::Nsubj) {
            return Some(self.unrelative(v, s));
        }
        let head = self.head(v)?;
        match self.rel(v) {
            Rel::Conj => {
                // Coordinated relative clauses: "who came and met".
                let h = self.surface_subject(head, depth - 1)?;
                Some(h)
            }
            Rel::Xcomp => {
                let object = self.children(head).find(|c| matches!(self.rel(*c), Rel::Obj | Rel::Iobj));
                match object {
                    Some(o) if !SUBJECT_CONTROL.contains(&self.lemma(head)) => Some(o),
                    _ => self.surface_subject(head, depth - 1),
                }
            }
            Rel::Advcl | Rel::Ccomp | Rel::Parataxis
                if self.upos(head) == Upos::Verb || self.upos(head) == Upos::Adj || self.upos(head) == Upos::Noun =>
            {
                if self.rel(v) == Rel::Parataxis {
                    return None;
                }
                // "urged Iran to stop": parsers hang the infinitive as advcl at times; the object controls it.
                self.surface_subject(head, depth - 1)
            }
            Rel::Acl if self.sub(v) == Sub::Relcl => {
                let own_object = self.children(v).any(|c| self.rel(c) == Rel::Obj && self.is_relative_pronoun(c));
                (!own_object).then_some(head)
            }
            Rel::Acl => {
                if self.sentence.tokens[v].xpos.as_str() == "VB" && !self.is_actor_like(head) {
                    // "Turkey's plan to invade", "made a pledge to send"
                    return self.noun_holder(head, depth - 1);
                }
                Some(head)
            }
            _ => None,
        }
    }

    fn is_actor_like(&self, i: usize) -> bool {
        self.upos(i) == Upos::Propn
    }

    /// Whose plan, pledge or decision a noun is.
    fn noun_holder(&self, noun: usize, depth: usize) -> Option<usize> {
        let own = self
            .children(noun)
            .find(|c| self.sub(*c) == Sub::Poss || (self.rel(*c) == Rel::Nmod && self.has_case(*c, "by")));
        own.or_else(|| {
            let head = self.head(noun)?;
            (self.upos(head) == Upos::Verb && depth > 0).then(|| self.surface_subject(head, depth - 1)).flatten()
        })
    }

    /// The `by` phrase of a passive.
    fn agent(&self, v: usize) -> Option<usize> {
        let by = |c: &usize| {
            self.sub(*c) == Sub::Agent
                || (matches!(self.rel(*c), Rel::Obl) && self.has_case(*c, "by") && !self.is_time(*c))
        };
        self.children(v).find(by).or_else(|| {
            // "was arrested and beaten by police": the agent may stand with the last verb.
            self.children(v).filter(|c| self.rel(*c) == Rel::Conj && self.is_passive(*c)).find_map(|c| self.agent(c))
        })
    }

    fn is_time(&self, i: usize) -> bool {
        self.upos(i) == Upos::Num
            || matches!(
                self.lemma(i),
                "Monday"
                    | "Tuesday"
                    | "Wednesday"
                    | "Thursday"
                    | "Friday"
                    | "Saturday"
                    | "Sunday"
                    | "night"
                    | "day"
                    | "end"
                    | "year"
                    | "percent"
            )
    }

    fn surface_object(&self, v: usize) -> Option<usize> {
        if let Some(o) = self.children(v).find(|c| self.rel(*c) == Rel::Obj) {
            return Some(self.unrelative(v, o));
        }
        // "the sanctions (that) Washington imposed"
        if self.rel(v) == Rel::Acl && self.sub(v) == Sub::Relcl && !self.is_passive(v) {
            let subject = self.children(v).find(|c| self.rel(*c) == Rel::Nsubj);
            if subject.is_some_and(|s| !self.is_relative_pronoun(s)) {
                return self.head(v);
            }
        }
        // "condemned and rejected the ruling"
        if self.upos(v) == Upos::Verb {
            return self
                .children(v)
                .filter(|c| self.rel(*c) == Rel::Conj && self.upos(*c) == Upos::Verb)
                .filter(|c| !self.children(*c).any(|g| self.rel(g) == Rel::Nsubj) && c.saturating_sub(v) <= 3)
                .find_map(|c| self.children(c).find(|g| self.rel(*g) == Rel::Obj));
        }
        None
    }

    /// True for the words that make verb and noun one: set by the lexicon's `@light`.
    fn light_governor(&self, noun: usize, is_light: &dyn Fn(&str) -> bool) -> Option<usize> {
        let head = self.head(noun)?;
        let as_object = self.rel(noun) == Rel::Obj || (self.rel(noun) == Rel::Nsubj && self.sub(noun) == Sub::Pass);
        let as_antecedent = || {
            // "the talks that the two held"
            self.children(noun).find(|c| self.sub(*c) == Sub::Relcl && is_light(self.lemma(*c)))
        };
        if as_object && self.upos(head) == Upos::Verb && is_light(self.lemma(head)) {
            Some(head)
        } else {
            as_antecedent()
        }
    }

    /// Calls `each` for every token that fills `slot` of the word `at`.
    pub fn slot(&self, at: usize, slot: &Slot, is_light: &dyn Fn(&str) -> bool, each: &mut dyn FnMut(usize)) {
        let verbal = self.upos(at) == Upos::Verb || self.upos(at) == Upos::Aux;
        match slot {
            Slot::None => {}
            Slot::Any(all) => all.iter().for_each(|s| self.slot(at, s, is_light, each)),
            Slot::Subj => self.subject(at, is_light).into_iter().for_each(each),
            Slot::Obj => {
                let found = if verbal && self.is_passive(at) {
                    if self.rel(at) == Rel::Amod { self.head(at) } else { self.surface_subject(at, DEPTH) }
                } else {
                    self.surface_object(at)
                };
                found.into_iter().for_each(each);
            }
            Slot::Iobj => {
                let own = self.children(at).find(|c| self.rel(*c) == Rel::Iobj);
                // "Kenya was given a loan": the subject of the passive beside an object is the receiver.
                let passive = || {
                    (self.is_passive(at) && self.child(at, Rel::Obj).is_some())
                        .then(|| self.surface_subject(at, DEPTH))
                        .flatten()
                };
                own.or_else(passive).into_iter().for_each(each);
            }
            Slot::Prt => {
                let particle = |c: &usize| {
                    (self.rel(*c) == Rel::Compound && self.sub(*c) == Sub::Prt)
                        || self.rel(*c) == Rel::Advmod
                        || (matches!(self.rel(*c), Rel::Case | Rel::Mark) && self.upos(*c) == Upos::Adp)
                };
                self.children(at).filter(particle).for_each(&mut *each);
                // A particle that the parser took for a preposition of what follows: "called off talks".
                if at + 1 < self.sentence.tokens.len() && self.upos(at + 1) == Upos::Adp {
                    each(at + 1);
                }
            }
            Slot::Xcomp => {
                let open = |c: &usize| {
                    self.rel(*c) == Rel::Xcomp
                        || (matches!(self.rel(*c), Rel::Advcl | Rel::Acl | Rel::Ccomp) && self.is_infinitive(*c))
                };
                self.children(at).filter(open).for_each(&mut *each);
                if let Some(obj) = self.child(at, Rel::Obj) {
                    // "urged Iran to stop" with the infinitive below the object
                    self.children(obj).filter(|c| self.rel(*c) == Rel::Acl && self.is_infinitive(*c)).for_each(each);
                }
            }
            Slot::Ccomp => self.children(at).filter(|c| matches!(self.rel(*c), Rel::Ccomp | Rel::Xcomp)).for_each(each),
            Slot::Mod => {
                let before = |c: &usize| {
                    *c < at
                        && matches!(
                            self.rel(*c),
                            Rel::Amod | Rel::Compound | Rel::Nmod | Rel::Nummod | Rel::Advmod | Rel::Obl
                        )
                };
                self.children(at).filter(before).for_each(each);
            }
            Slot::Poss => {
                let owner = |c: &usize| {
                    self.sub(*c) == Sub::Poss
                        || (*c < at && matches!(self.rel(*c), Rel::Compound | Rel::Amod | Rel::Nmod))
                };
                // The true possessor first.
                self.children(at).filter(|c| self.sub(*c) == Sub::Poss).for_each(&mut *each);
                self.children(at).filter(|c| owner(c) && self.sub(*c) != Sub::Poss).for_each(each);
            }
            Slot::Adv => self.children(at).filter(|c| matches!(self.rel(*c), Rel::Advmod | Rel::Amod)).for_each(each),
            Slot::Between => {
                self.prepositional(at, "between", is_light, each);
                self.prepositional(at, "among", is_light, each);
            }
            Slot::Gov => {
                if let Some(h) = self.head(at)
                    && matches!(self.rel(at), Rel::Obl | Rel::Obj)
                    && self.upos(h) == Upos::Verb
                {
                    self.subject(h, is_light).into_iter().for_each(each);
                }
            }
            Slot::Prep(p) if p == "by" && verbal && self.is_passive(at) => {
                self.agent(at).into_iter().for_each(each);
            }
            Slot::Prep(p) => self.prepositional(at, p, is_light, each),
        }
    }

    /// Who does it: for a verb the deep subject, for a noun under a light verb that verb's subject.
    fn subject(&self, at: usize, is_light: &dyn Fn(&str) -> bool) -> Option<usize> {
        if matches!(self.upos(at), Upos::Verb | Upos::Aux) {
            if self.is_passive(at) {
                return self.agent(at);
            }
            return self.surface_subject(at, DEPTH);
        }
        if let Some(verb) = self.light_governor(at, is_light) {
            return if self.is_passive(verb) { self.agent(verb) } else { self.surface_subject(verb, DEPTH) };
        }
        // "is critical of", "was a signatory to"
        self.children(at).find(|c| self.rel(*c) == Rel::Nsubj).or_else(|| {
            (matches!(self.upos(at), Upos::Adj) || self.rel(at) == Rel::Xcomp)
                .then(|| self.surface_subject(at, DEPTH))
                .flatten()
        })
    }

    fn is_infinitive(&self, v: usize) -> bool {
        self.children(v).any(|c| self.rel(c) == Rel::Mark && self.lemma(c) == "to")
    }

    /// Prepositional partners of a word, of its object, of its open complement, and of the verb that a noun leans on.
    fn prepositional(&self, at: usize, word: &str, is_light: &dyn Fn(&str) -> bool, each: &mut dyn FnMut(usize)) {
        let found = std::cell::Cell::new(false);
        let below = |head: usize, each: &mut dyn FnMut(usize)| {
            for c in self.children(head) {
                let partner =
                    matches!(self.rel(c), Rel::Obl | Rel::Nmod | Rel::Advcl | Rel::Acl | Rel::Advmod | Rel::Xcomp);
                if partner && self.has_case(c, word) {
                    each(c);
                    found.set(true);
                }
            }
        };
        below(at, each);
        let object = self.children(at).find(|c| self.rel(*c) == Rel::Obj);
        if let Some(o) = object {
            below(o, each);
        }
        if matches!(self.upos(at), Upos::Verb)
            && self.is_passive(at)
            && let Some(s) = self.children(at).find(|c| self.rel(*c) == Rel::Nsubj)
        {
            below(s, each);
        }
        if matches!(self.upos(at), Upos::Noun | Upos::Propn)
            && let Some(verb) = self
                .light_governor(at, is_light)
                .or_else(|| self.head(at).filter(|h| self.rel(at) == Rel::Obj && self.upos(*h) == Upos::Verb))
        {
            below(verb, each);
        }
        if found.get() {
            return;
        }
        // "met and held talks with": a coordinated verb may hold the partner.
        for c in self.children(at).filter(|c| self.rel(*c) == Rel::Conj) {
            below(c, each);
        }
        // A partner that the parser hung one step too low: "arrived on Monday in Seoul".
        for c in
            self.children(at).filter(|c| matches!(self.rel(*c), Rel::Obl | Rel::Nmod | Rel::Obj)).collect::<Vec<_>>()
        {
            below(c, each);
        }
    }

    /// A token with the members of its coordination: "France, Germany and Spain".
    pub fn coordination(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(i).chain(self.children(i).filter(|c| self.rel(*c) == Rel::Conj && self.upos(*c) != Upos::Verb))
    }
}
