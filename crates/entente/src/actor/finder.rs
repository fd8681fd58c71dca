//! Finds the actors of a sentence: known names and role nouns first, then what they make together.
//!
//! "South Korean Foreign Minister Chung Eui-yong" holds three hits (a country word, a role noun, a person) and is one
//! mention; "US and South Korean troops" holds three hits and is two mentions of one head.

use super::{Actor, ActorKind, CountryForm, Memory, Mention, NamedKind, RoleKind, Spelling, Tables};
use crate::ontology::Ontology;
use crate::phrase::{self, Casing, Key, Phrases};
use compact_str::CompactString;
use entente_nlp::{EntityKind, Rel, Sentence, Sub, Upos};

/// A known phrase in the sentence.
struct Hit {
    first: usize,
    last: usize,
    head: usize,
    senses: Vec<u32>,
}

/// The mentions of a sentence, found by their head.
#[derive(Debug, Default)]
pub struct Mentions {
    /// All mentions in the order of the text.
    pub all: Vec<Mention>,
    /// For each token the range of the words that name something known: places included.
    known: Vec<Option<(u32, u32)>>,
}

impl Mentions {
    /// The mentions that hang from this token.
    pub fn at(&self, head: usize) -> impl Iterator<Item = &Mention> {
        self.all.iter().filter(move |m| m.head == head)
    }

    /// The mention whose words cover this token.
    pub fn covering(&self, token: usize) -> impl Iterator<Item = &Mention> {
        self.all.iter().filter(move |m| m.first <= token && token <= m.last)
    }

    /// True when the token is part of a known name.
    pub fn is_known(&self, token: usize) -> bool {
        self.known.get(token).is_some_and(Option::is_some)
    }
}

/// Finds and resolves actors. Immutable; shared by all threads.
pub struct Finder {
    tables: Tables,
    phrases: Phrases<u32>,
    priority: Vec<u8>,
}

impl Finder {
    /// Builds the index over the tables.
    pub fn new(tables: Tables) -> Finder {
        let mut phrases = Phrases::default();
        let mut priority = Vec::with_capacity(tables.spellings.len());
        for (i, (words, spelling)) in tables.spellings.iter().enumerate() {
            let casing = match spelling {
                Spelling::Role(_) if !words.starts_with(|c: char| c.is_uppercase()) => Casing::Any,
                _ => Casing::of(words),
            };
            phrases.insert(words, casing, i as u32);
            priority.push(match spelling {
                Spelling::Country(_, CountryForm::Name) => 0,
                Spelling::Country(_, CountryForm::Adjective) => 1,
                Spelling::Named(_, false) => 2,
                Spelling::Country(..) => 3,
                Spelling::Role(_) => 4,
                Spelling::Named(_, true) => 5,
            });
        }
        Finder { tables, phrases, priority }
    }

    /// The tables behind it.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Counts the countries of a sentence for the document's focus; `weight` is higher for a headline.
    pub fn count_countries(&self, sentence: &Sentence, masked: &[bool], memory: &mut Memory, weight: u32) {
        for hit in self.hits(sentence, masked) {
            if let Some(Spelling::Country(at, form)) = hit.senses.first().map(|s| &self.tables.spellings[*s as usize].1)
            {
                let w = if *form == CountryForm::Name { 2 } else { 1 };
                memory.count(&self.tables.countries[*at as usize].iso3, w * weight);
            }
        }
    }

    /// Finds the mentions of a sentence. `masked` tokens take no part.
    pub fn find(
        &self,
        text: &str,
        sentence: &Sentence,
        masked: &[bool],
        memory: &mut Memory,
        ontology: &Ontology,
    ) -> Mentions {
        let hits = self.hits(sentence, masked);
        let mut mentions = Mentions { all: Vec::new(), known: vec![None; sentence.tokens.len()] };
        for hit in &hits {
            mentions.known[hit.first..=hit.last].fill(Some((hit.first as u32, hit.last as u32)));
        }
        let mut reader =
            Reader { finder: self, text, sentence, masked, memory, ontology, hits: &hits, out: &mut mentions };
        reader.read();
        mentions.all.sort_by_key(|m| (m.first, m.last));
        mentions
    }

    /// The known phrases of a sentence, the longest from the left.
    fn hits(&self, sentence: &Sentence, masked: &[bool]) -> Vec<Hit> {
        let mut keys: Vec<Key> = Vec::with_capacity(sentence.tokens.len() + 8);
        let mut owner: Vec<u32> = Vec::with_capacity(sentence.tokens.len() + 8);
        for (i, token) in sentence.tokens.iter().enumerate() {
            if masked.get(i).copied().unwrap_or(false) {
                continue;
            }
            phrase::keys(&token.form, |k| {
                keys.push(k);
                owner.push(i as u32);
            });
        }
        let mut hits = Vec::new();
        let mut at = 0;
        while at < keys.len() {
            let Some((length, senses)) = self.phrases.longest(&keys[at..]) else {
                at += 1;
                continue;
            };
            let (first, last) = (owner[at] as usize, owner[at + length - 1] as usize);
            let head = head_of(sentence, first, last);
            let mut senses: Vec<u32> = senses.filter(|s| self.admits(*s, sentence, head)).collect();
            if senses.is_empty() {
                at += 1;
                continue;
            }
            senses.sort_by_key(|s| self.priority[*s as usize]);
            hits.push(Hit { first, last, head, senses });
            at += length;
        }
        hits
    }

    /// A role noun must be a noun here: "guards" may be a verb.
    fn admits(&self, sense: u32, sentence: &Sentence, head: usize) -> bool {
        let upos = sentence.tokens[head].upos;
        match self.tables.spellings[sense as usize].1 {
            Spelling::Role(_) => {
                matches!(upos, Upos::Noun | Upos::Propn) || (upos == Upos::Adj && sentence.tokens[head].form.len() > 6)
            }
            _ => true,
        }
    }
}

/// The token of a range whose head lies outside it.
fn head_of(sentence: &Sentence, first: usize, last: usize) -> usize {
    let outside =
        |i: &usize| sentence.head(*i).is_none_or(|h| h < first || h > last) && sentence.tokens[*i].upos != Upos::Punct;
    (first..=last).find(outside).unwrap_or(last)
}

/// One reading of a sentence.
struct Reader<'a> {
    finder: &'a Finder,
    text: &'a str,
    sentence: &'a Sentence,
    masked: &'a [bool],
    memory: &'a mut Memory,
    ontology: &'a Ontology,
    hits: &'a [Hit],
    out: &'a mut Mentions,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut i = 0;
        while i < self.hits.len() {
            i += self.read_hit(i);
        }
        self.read_names();
        self.read_appositions();
        self.read_pronouns();
    }

    fn sense(&self, hit: &Hit) -> &Spelling {
        &self.finder.tables.spellings[hit.senses[0] as usize].1
    }

    fn words(&self, first: usize, last: usize) -> &str {
        let span = self.sentence.tokens[first].span.start as usize..self.sentence.tokens[last].span.end as usize;
        self.text.get(span).unwrap_or("")
    }

    fn push(&mut self, first: usize, last: usize, head: usize, mut actor: Actor) {
        self.ontology.sort_sectors(&mut actor.sectors);
        self.out.all.push(Mention { first, last, head, actor });
    }

    /// Reads the hit at `i` with those that belong to it; returns how many hits were used up.
    fn read_hit(&mut self, i: usize) -> usize {
        let hit = &self.hits[i];
        match self.sense(hit).clone() {
            Spelling::Role(role) => self.read_role(i, role),
            Spelling::Country(at, form) => {
                let actor = self.country(at, &form);
                self.push(hit.first, hit.last, hit.head, actor);
                1
            }
            Spelling::Named(..) => {
                let actor = self.named(hit);
                if actor.person {
                    let words = actor.name.clone().unwrap_or_default();
                    self.memory.name(&words, None, &actor);
                    let written = self.words(hit.first, hit.last).to_owned();
                    self.memory.name(&written, None, &actor);
                }
                self.push(hit.first, hit.last, hit.head, actor);
                1
            }
        }
    }

    fn country(&self, at: u16, form: &CountryForm) -> Actor {
        let country = &self.finder.tables.countries[at as usize];
        let (kind, sector) = match form {
            CountryForm::Name | CountryForm::Adjective => (ActorKind::Country, "GOV"),
            CountryForm::People => (ActorKind::People, "CVL"),
            CountryForm::Capital => (ActorKind::Metonym, "GOV"),
            CountryForm::Seat(sector) => (ActorKind::Metonym, sector.as_str()),
        };
        let mut actor = Actor::new(kind);
        actor.name = Some(country.name.as_str().into());
        actor.country = Some(country.iso3.clone());
        actor.sectors.push(sector.into());
        actor
    }

    /// The named actor of a hit on the document's day. Of several, one in office wins, then one from a country that
    /// the document speaks of; a draw is left open and said so.
    fn named(&self, hit: &Hit) -> Actor {
        let tables = &self.finder.tables;
        let candidates = hit.senses.iter().filter_map(|s| match tables.spellings[*s as usize].1 {
            Spelling::Named(at, weak) => Some((&tables.named[at as usize], weak)),
            _ => None,
        });
        let score = |n: &super::Named, weak: bool| {
            let in_office = self.memory.day.is_some_and(|d| n.spells.iter().any(|s| s.covers(d)));
            (!weak, in_office, self.memory.weight(&n.country))
        };
        let mut ranked: Vec<_> = candidates.map(|(n, weak)| (score(n, weak), n)).collect();
        ranked.sort_by_key(|r| std::cmp::Reverse(r.0));
        let named = ranked[0].1;
        let mut actor = self.at_date(named);
        if ranked.len() > 1 && ranked[1].0 == ranked[0].0 && ranked[1].1.name != named.name {
            actor.note = Some(format!("`{}` may also be {}", self.words(hit.first, hit.last), ranked[1].1.name).into());
        }
        actor
    }

    /// What the tables say of a named actor on the document's day.
    fn at_date(&self, named: &super::Named) -> Actor {
        let kind = if named.kind == NamedKind::Person { ActorKind::Person } else { ActorKind::Organisation };
        let mut actor = Actor::new(kind);
        actor.person = named.kind == NamedKind::Person;
        actor.name = Some(named.name.as_str().into());
        actor.country = Some(named.country.clone()).filter(|c| !c.is_empty());
        let dated = |s: &super::Spell| s.from.is_some() || s.to.is_some() || s.office.is_some();
        let Some(day) = self.memory.day else {
            // Without a day no office is claimed; what the actor is for good still holds.
            for spell in named.spells.iter().filter(|s| !dated(s)) {
                actor.sectors.extend(spell.sectors.iter().cloned());
            }
            if actor.sectors.is_empty() {
                actor.sectors.extend(named.spells.last().into_iter().flat_map(|s| s.sectors.iter().cloned()));
                actor.note = Some("no date: office not resolved".into());
            }
            return actor;
        };
        let mut current: Vec<_> = named.spells.iter().filter(|s| s.covers(day)).collect();
        // The office that began last is the one that news gives a person.
        current.sort_by_key(|s| (s.office.is_none(), std::cmp::Reverse(s.from)));
        for spell in &current {
            actor.office = actor.office.or_else(|| spell.office.clone());
            for sector in &spell.sectors {
                if !actor.sectors.contains(sector) {
                    actor.sectors.push(sector.clone());
                }
            }
        }
        if current.is_empty() {
            let over = named.spells.iter().any(|s| s.to.is_some_and(|t| t < day));
            if over && actor.person {
                actor.sectors.push("ELI".into());
                actor.note = Some("held no known office on this day".into());
            } else if actor.person {
                actor.note = Some("no office yet on this day".into());
            } else if let Some(spell) = named.spells.last() {
                actor.sectors.extend(spell.sectors.iter().cloned());
            }
        }
        actor
    }

    /// A role noun with what stands around it. Returns the number of hits used.
    fn read_role(&mut self, i: usize, role: u16) -> usize {
        let hit = &self.hits[i];
        let role = &self.finder.tables.roles[role as usize];
        let owners = self.owners(i);
        let is_title = matches!(role.kind, RoleKind::Title | RoleKind::Person);

        // "Foreign Minister Chung Eui-yong": the name decides, the title confirms.
        if is_title
            && let Some(next) = self.hits.get(i + 1).filter(|n| n.first == hit.last + 1)
            && let Spelling::Named(..) = self.sense(next)
        {
            let mut actor = self.named(next);
            if actor.person {
                self.enrich(&mut actor, role, &owners);
                let words = self.words(next.first, next.last).to_owned();
                self.memory.name(&words, Some(&role.noun), &actor);
                if let Some(name) = actor.name.clone() {
                    self.memory.name(&name, Some(&role.noun), &actor);
                }
                let head = head_of(self.sentence, hit.first, next.last);
                self.push(hit.first, next.last, head, actor);
                return 2;
            }
        }
        // A name that the tables do not know: "spokesman Ali Hassan".
        let mut last = hit.last;
        if is_title {
            while last + 1 < self.sentence.tokens.len()
                && self.sentence.tokens[last + 1].upos == Upos::Propn
                && !self.out.is_known(last + 1)
                && !self.masked[last + 1]
            {
                last += 1;
            }
        }
        let mut actors: Vec<Actor> = Vec::new();
        let plain = |kind| {
            let mut actor = Actor::new(kind);
            actor.sectors = role.sectors.clone();
            actor.office = role.office.clone();
            actor.person = is_title;
            actor
        };
        for owner in &owners {
            let mut actor = plain(ActorKind::Role);
            actor.country = owner.country.clone();
            actor.note = owner.note.clone();
            if owner.kind == ActorKind::Organisation {
                // "Taliban fighters", "EU envoy": the body's own sectors come first.
                let mut all = owner.sectors.clone();
                all.extend(actor.sectors.drain(..).filter(|s| s != "CVL" && s != "UAF"));
                actor.sectors = all;
            }
            actors.push(actor);
        }
        if actors.is_empty() {
            let mut actor = plain(ActorKind::Role);
            if last > hit.last {
                self.locate(&mut actor);
            } else if is_title
                && self.is_definite(hit)
                && let Some(known) = self.memory.by_role(&role.noun)
            {
                actor = known.clone();
                actor.note = Some(
                    format!("`{}` taken as {}", role.noun, known.name.as_deref().unwrap_or("the one named before"))
                        .into(),
                );
            } else {
                self.locate(&mut actor);
            }
            actors.push(actor);
        }
        if last > hit.last {
            let name = self.words(hit.last + 1, last).to_owned();
            // "President Moon" after "President Moon Jae-in".
            let known =
                self.memory.by_surname(&self.sentence.tokens[last].form).filter(|k| k.country.is_some()).cloned();
            if let Some(known) = known {
                let head = head_of(self.sentence, hit.first, last);
                self.push(hit.first, last, head, known);
                return 1;
            }
            for actor in &mut actors {
                actor.kind = ActorKind::Person;
                actor.name = Some(name.as_str().into());
            }
            let actor = actors[0].clone();
            self.memory.name(&name, Some(&role.noun), &actor);
        }
        let head = head_of(self.sentence, hit.first, last);
        for actor in actors {
            self.push(hit.first, last, head, actor);
        }
        1
    }

    fn is_definite(&self, hit: &Hit) -> bool {
        self.sentence.tokens[..hit.first].iter().next_back().is_some_and(|t| t.lemma == "the")
    }

    /// Adds to a known person what the title in the text says, where the tables say nothing.
    fn enrich(&self, actor: &mut Actor, role: &super::Role, owners: &[Actor]) {
        let former = self.sentence.tokens.iter().any(|t| matches!(t.lemma.as_str(), "former" | "ex"));
        if actor.office.is_none() && !former {
            let silent = actor.sectors.is_empty() || actor.sectors.iter().all(|s| s == "ELI");
            if silent && !role.sectors.is_empty() {
                actor.sectors = role.sectors.clone();
                actor.note = Some(format!("sector from the title `{}`", role.noun).into());
            }
        }
        if actor.country.is_none() {
            actor.country = owners.first().and_then(|o| o.country.clone());
        }
    }

    /// The countries and bodies that a role noun belongs to: "US and South Korean …", "Syria's …", "… of Syria".
    fn owners(&self, i: usize) -> Vec<Actor> {
        let hit = &self.hits[i];
        let mut found = Vec::new();
        let tokens = &self.sentence.tokens;
        let mut at = hit.first;
        let mut h = i;
        let mut crossed = 0;
        while at > 0 {
            at -= 1;
            if h > 0 && self.hits[h - 1].last == at {
                h -= 1;
                let owner = &self.hits[h];
                if let Some(actor) = self.owner(owner) {
                    found.push(actor);
                    at = owner.first;
                    // Another owner follows only across "and": "US and South Korean troops".
                    if at == 0 || !matches!(tokens[at - 1].upos, Upos::Cconj) && tokens[at - 1].form != "," {
                        break;
                    }
                    if h == 0 || self.hits[h - 1].last + 2 != at {
                        break;
                    }
                    at -= 1;
                    continue;
                }
                at = owner.first;
                if matches!(self.sense(owner), Spelling::Role(_)) {
                    // "the army chief", "police officers": one role noun modifies another; what owns it owns both.
                    continue;
                }
                break;
            }
            let t = &tokens[at];
            let inside = matches!(t.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part | Upos::Num)
                || matches!(t.form.as_str(), "-" | "–")
                || (t.upos == Upos::Verb && t.deprel.base == Rel::Amod)
                || t.upos == Upos::Adv;
            crossed += 1;
            if !inside || crossed > 5 {
                break;
            }
        }
        if found.is_empty() {
            found.extend(self.owner_after(hit));
        }
        found.reverse();
        found
    }

    /// "president of Syria", "rebels in Sudan", "spokesman for the defence ministry".
    fn owner_after(&self, hit: &Hit) -> Option<Actor> {
        for child in self.sentence.children(hit.head) {
            if child < hit.last || !matches!(self.sentence.tokens[child].deprel.base, Rel::Nmod) {
                continue;
            }
            let case = self.sentence.children(child).find(|c| self.sentence.tokens[*c].deprel.base == Rel::Case);
            let Some(case) = case else { continue };
            if !matches!(self.sentence.tokens[case].lemma.as_str(), "of" | "in" | "from" | "for" | "at" | "with") {
                continue;
            }
            let Some(at) = self.hits.iter().position(|h| h.first <= child && child <= h.last) else { continue };
            if let Some(owner) = self.owner(&self.hits[at]) {
                return Some(owner);
            }
            if let Spelling::Role(_) = self.sense(&self.hits[at])
                && at != self.hits.iter().position(|h| h.first == hit.first).unwrap_or(at)
            {
                return self.owners(at).into_iter().next();
            }
        }
        None
    }

    /// What a hit contributes as the owner of a role noun.
    fn owner(&self, hit: &Hit) -> Option<Actor> {
        match self.sense(hit) {
            Spelling::Country(_, CountryForm::Seat(_)) => None,
            Spelling::Country(at, form) => Some(self.country(*at, form)),
            Spelling::Named(..) => Some(self.named(hit)).filter(|a| !a.person || a.country.is_some()),
            Spelling::Role(_) => None,
        }
    }

    /// The country of a role noun that names none: what owns it by pronoun, the sentence's only country, the dateline, the
    /// document's main country; always said so in the note.
    fn locate(&self, actor: &mut Actor) {
        let countries: Vec<&CompactString> = {
            let mut all = Vec::new();
            for hit in self.hits {
                if let Spelling::Country(at, _) = self.sense(hit) {
                    let iso = &self.finder.tables.countries[*at as usize].iso3;
                    if !all.contains(&iso) {
                        all.push(iso);
                    }
                }
            }
            all
        };
        // Bodies that act for no state by themselves stay without a country.
        if actor.has_sector(&["UAF", "CRM", "UNK"]) || actor.sectors.is_empty() && countries.len() != 1 {
            actor.note = Some("no country: nothing in the words says it".into());
            return;
        }
        let (country, from) = if let [one] = countries[..] {
            (Some(one.clone()), "the only country in the sentence")
        } else if let Some(d) = &self.memory.dateline {
            (Some(d.clone()), "the dateline")
        } else {
            (self.memory.focus().cloned(), "the document's main country")
        };
        actor.note = Some(match country {
            Some(_) => format!("country from {from}").into(),
            None => "no country: none in the sentence, dateline or document stands out".into(),
        });
        actor.country = country;
    }

    /// Names that no table knows: a surname said before, or a new name.
    fn read_names(&mut self) {
        let n = self.sentence.tokens.len();
        let mut i = 0;
        while i < n {
            let free = |r: &Self, k: usize| {
                r.sentence.tokens[k].upos == Upos::Propn
                    && !r.out.is_known(k)
                    && !r.masked[k]
                    && r.out.covering(k).next().is_none()
            };
            if !free(self, i) {
                i += 1;
                continue;
            }
            let first = i;
            while i < n && free(self, i) {
                i += 1;
            }
            let last = i - 1;
            let head = head_of(self.sentence, first, last);
            let surname = self.sentence.tokens[last].form.clone();
            if let Some(known) = self.memory.by_surname(&surname) {
                let actor = known.clone();
                self.push(first, last, head, actor);
                continue;
            }
            let entity = self.sentence.entities.iter().find(|e| e.first <= head && head <= e.last).map(|e| e.kind);
            if matches!(entity, Some(EntityKind::Place | EntityKind::Other)) {
                continue;
            }
            let mut actor = Actor::new(ActorKind::Name);
            actor.name = Some(self.words(first, last).into());
            actor.person = entity == Some(EntityKind::Person);
            actor.note = Some(format!("no country: `{}` not resolved", self.words(first, last)).into());
            self.push(first, last, head, actor);
        }
    }

    /// "Ali Hassan, a spokesman for the defence ministry": the description explains the name.
    fn read_appositions(&mut self) {
        for i in 0..self.out.all.len() {
            let m = &self.out.all[i];
            if m.actor.kind != ActorKind::Name {
                continue;
            }
            let (head, name) = (m.head, m.actor.name.clone());
            let described = self
                .sentence
                .children(head)
                .filter(|c| self.sentence.tokens[*c].deprel.base == Rel::Appos)
                .find_map(|c| self.out.at(c).find(|d| d.actor.kind == ActorKind::Role).map(|d| d.actor.clone()));
            if let (Some(mut actor), Some(name)) = (described, name.clone()) {
                let role = actor.office.clone();
                actor.kind = ActorKind::Person;
                actor.person = true;
                actor.name = Some(name.clone());
                self.memory.name(&name, role.as_deref(), &actor);
                self.out.all[i].actor = actor;
            } else if self.out.all[i].actor.person {
                let actor = self.out.all[i].actor.clone();
                if let Some(name) = name {
                    self.memory.name(&name, None, &actor);
                }
            }
        }
    }

    fn is_subject(&self, head: usize) -> bool {
        matches!(self.sentence.tokens[head].deprel.base, Rel::Nsubj)
    }

    fn is_plural(&self, head: usize) -> bool {
        self.sentence.tokens[head].feats.has("Number", "Plur")
            || self.sentence.children(head).any(|c| self.sentence.tokens[c].deprel.base == Rel::Conj)
    }

    fn read_pronouns(&mut self) {
        for i in 0..self.sentence.tokens.len() {
            let t = &self.sentence.tokens[i];
            if t.upos != Upos::Pron || self.masked[i] || t.deprel.base == Rel::Expl {
                continue;
            }
            let lower = t.form.to_lowercase();
            if !matches!(
                lower.as_str(),
                "he" | "she" | "him" | "it" | "they" | "them" | "his" | "her" | "its" | "their"
            ) {
                continue;
            }
            let found = {
                let local: Vec<_> = self
                    .out
                    .all
                    .iter()
                    .filter(|m| {
                        m.last < i
                            && m.actor.is_resolved()
                            && !(m.actor.kind == ActorKind::Country && t.deprel.sub == Sub::Poss && m.head == i)
                    })
                    .map(|m| (&m.actor, self.is_subject(m.head), self.is_plural(m.head)))
                    .collect();
                self.memory.antecedent(&lower, &local)
            };
            let actor = match found {
                Some(mut actor) => {
                    let name = actor.name.clone().unwrap_or_else(|| actor.sectors.join(" ").into());
                    actor.note = Some(format!("`{lower}` taken as {name}").into());
                    actor
                }
                None => {
                    let mut actor = Actor::new(ActorKind::Pronoun);
                    actor.person = matches!(lower.as_str(), "he" | "she" | "him" | "his" | "her");
                    actor.note = Some(format!("no antecedent for `{lower}`").into());
                    actor
                }
            };
            self.push(i, i, i, actor);
        }
        let roles: Vec<(bool, bool)> =
            self.out.all.iter().map(|m| (self.is_subject(m.head), self.is_plural(m.head))).collect();
        self.memory.remember(&self.out.all, &roles);
    }
}
