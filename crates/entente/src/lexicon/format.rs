//! Reading lexicon files. The format is described in `data/README.md`.

use crate::error::{Error, Result};
use crate::event::Status;
use crate::ontology::{EventType, Ontology};
use crate::tree::Slot;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pos {
    /// `/v`
    Verb,
    /// `/n`
    Noun,
    /// `/a`
    Adjective,
}

/// What a condition accepts at its place.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Any word at all.
    pub any: bool,
    /// Lemmas, lower case; several words are separated by a blank.
    pub lemmas: Vec<CompactString>,
    /// Classes in capitals.
    pub classes: Vec<Class>,
}

/// A class of actors that a condition can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Anyone who can act.
    Actor,
    /// A country or the capital that stands for it.
    Country,
    /// A human being.
    Person,
    /// A body.
    Org,
    /// A place.
    Place,
    /// Soldiers, police, rebels, gunmen.
    Armed,
    /// People and bodies outside government and arms.
    Civil,
    /// Governments and office-holders.
    Leader,
    /// A number.
    Number,
}

impl Class {
    fn parse(word: &str) -> Option<Class> {
        Some(match word {
            "ACTOR" => Class::Actor,
            "COUNTRY" => Class::Country,
            "PERSON" => Class::Person,
            "ORG" => Class::Org,
            "PLACE" => Class::Place,
            "ARMED" => Class::Armed,
            "CIVIL" => Class::Civil,
            "LEADER" => Class::Leader,
            "NUMBER" => Class::Number,
            _ => return None,
        })
    }
}

/// A condition on the tree around the trigger.
#[derive(Debug, Clone)]
pub struct Condition {
    /// True for `!slot:words`.
    pub negated: bool,
    /// One slot, or two: `obj.mod`.
    pub path: Vec<Slot>,
    /// What must stand there.
    pub words: Words,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Names an event of this type.
    Event(EventType),
    /// Embeds an event and turns it into this type ("refuse to").
    Turns(EventType),
    /// Embeds an event and gives it a status ("plan to").
    Status(Status),
    /// Embeds an event and changes nothing ("begin to").
    Transparent,
}

/// What an example must give.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The type.
    pub kind: EventType,
    /// The mode; `None` is not checked for types given before a colon.
    pub mode: Option<CompactString>,
    /// Country and, where given, sector of the actor; `-` nobody; empty not checked.
    pub actor: CompactString,
    /// The same of the recipient.
    pub recipient: CompactString,
}

/// A sentence with what must come out of it; `None` when the entry must stay silent.
#[derive(Debug, Clone)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// What must come out.
    pub expected: Option<Expected>,
}

/// One entry of the lexicon.
#[derive(Debug, Clone)]
pub struct Entry {
    /// File and id, as rules name it: `consult/arrive.in`.
    pub id: CompactString,
    /// Trigger lemmas.
    pub triggers: Vec<CompactString>,
    /// Their part of speech.
    pub pos: Pos,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What it does.
    pub effect: Effect,
    /// Mode, where the entry fixes one.
    pub mode: Option<CompactString>,
    /// For operators: the mode by the embedded event's type.
    pub mode_of: FxHashMap<EventType, CompactString>,
    /// CAMEO code.
    pub cameo: Option<CompactString>,
    /// Contexts that the words themselves say.
    pub contexts: Vec<CompactString>,
    /// Paths to the actor, tried in order.
    pub actor: Vec<Vec<Slot>>,
    /// Paths to the recipient.
    pub recipient: Vec<Vec<Slot>>,
    /// Members of a joint subject are each other's partners.
    pub mutual: bool,
    /// For operators: where the embedded act stands.
    pub embeds: Vec<Vec<Slot>>,
    /// Entries of the user's own files win over the project's.
    pub rank: u8,
    /// Sentences that show and test it.
    pub examples: Vec<Example>,
}

impl Entry {
    /// How much of the tree the entry asks for; the more, the earlier it is tried.
    pub fn weight(&self) -> u32 {
        let one = |c: &Condition| match (c.negated, c.words.any) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) if c.words.lemmas.is_empty() => 3,
            (false, false) => 6 * c.path.len() as u32,
        };
        self.conditions.iter().map(one).sum::<u32>() + 100 * u32::from(self.rank)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    sets: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    entry: Vec<toml::Spanned<RawEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: String,
    #[serde(rename = "match")]
    pattern: String,
    actor: Option<String>,
    recipient: Option<String>,
    #[serde(default)]
    mutual: bool,
    mode: Option<String>,
    cameo: Option<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default, rename = "pending")]
    _pending: Vec<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    status: Option<String>,
    embeds: Option<String>,
    #[serde(default)]
    mode_of: BTreeMap<String, String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// All entries with an index by trigger lemma.
#[derive(Default)]
pub struct Lexicon {
    /// The entries in the order of reading.
    pub entries: Vec<Entry>,
    index: FxHashMap<(Pos, CompactString), Vec<u32>>,
    light: Vec<CompactString>,
    partitive: Vec<CompactString>,
    sets: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Reads one file. `name` is its stem (`consult`), which ids carry; `rank` is above 0 for a user's own file.
    ///
    /// # Errors
    /// Names file, line and reason of the first fault.
    pub fn read(&mut self, name: &str, text: &str, rank: u8, ontology: &Ontology) -> Result<()> {
        let file = format!("{name}.toml");
        let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let raw: RawFile = toml::from_str(text)
            .map_err(|e| Error::data(&file, e.span().map(|s| line_of(s.start)), e.message().to_owned()))?;
        let kind =
            raw.kind.as_deref().map(str::parse::<EventType>).transpose().map_err(|e| Error::data(&file, 1, e))?;
        let mut sets = self.sets.clone();
        sets.extend(raw.sets);
        if name == "sets" {
            self.light = sets.get("light").into_iter().flatten().map(|w| w.as_str().into()).collect();
            self.partitive = sets.get("partitive").into_iter().flatten().map(|w| w.as_str().into()).collect();
            self.sets = sets;
            return Ok(());
        }
        for spanned in raw.entry {
            let line = line_of(spanned.span().start);
            let entry = build(name, spanned.into_inner(), kind, &sets, rank, ontology)
                .map_err(|e| Error::data(&file, line, e))?;
            if self.entries.iter().any(|e| e.id == entry.id) {
                return Err(Error::data(&file, line, format!("the id `{}` stands twice", entry.id)));
            }
            self.add(entry);
        }
        Ok(())
    }

    fn add(&mut self, entry: Entry) {
        let at = self.entries.len() as u32;
        for trigger in &entry.triggers {
            self.index.entry((entry.pos, trigger.clone())).or_default().push(at);
        }
        self.entries.push(entry);
    }

    /// Puts each trigger's entries in the order in which they are tried; call once after the last file.
    pub fn finish(&mut self) {
        let entries = &self.entries;
        for list in self.index.values_mut() {
            list.sort_by_key(|i| std::cmp::Reverse(entries[*i as usize].weight()));
        }
    }

    /// The entries of a trigger, the most demanding first.
    pub fn of(&self, pos: Pos, lemma: &str) -> &[u32] {
        self.index.get(&(pos, CompactString::from(lemma))).map_or(&[], Vec::as_slice)
    }

    /// True for verbs that only carry a noun: "hold", "pay", "launch".
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.iter().any(|l| l == lemma)
    }

    /// True for nouns that count or group what follows "of": "hundreds of".
    pub fn is_partitive(&self, lemma: &str) -> bool {
        self.partitive.iter().any(|l| l == lemma)
    }
}

fn build(
    file: &str,
    raw: RawEntry,
    kind: Option<EventType>,
    sets: &BTreeMap<String, Vec<String>>,
    rank: u8,
    ontology: &Ontology,
) -> std::result::Result<Entry, String> {
    let id = &raw.id;
    let mut parts = raw.pattern.split_whitespace();
    let trigger = parts.next().ok_or_else(|| format!("{id}: `match` is empty"))?;
    let (lemmas, pos) =
        trigger.rsplit_once('/').ok_or_else(|| format!("{id}: the trigger `{trigger}` lacks /v, /n or /a"))?;
    let pos = match pos {
        "v" => Pos::Verb,
        "n" => Pos::Noun,
        "a" => Pos::Adjective,
        other => return Err(format!("{id}: `/{other}` is none of /v, /n, /a")),
    };
    let conditions = parts
        .map(|p| condition(p, sets))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|e| format!("{id}: {e}"))?;
    let effect =
        match (&raw.embeds, &raw.status, raw.kind.as_deref().map(str::parse::<EventType>).transpose()?.or(kind)) {
            (None, None, Some(kind)) => Effect::Event(kind),
            (Some(_), Some(status), _) if status == "transparent" => Effect::Transparent,
            (Some(_), Some(status), _) => Effect::Status(status.parse()?),
            (Some(_), None, Some(kind)) => Effect::Turns(kind),
            _ => return Err(format!("{id}: an entry needs a type, or `embeds` with a type or a status")),
        };
    let own = match effect {
        Effect::Event(kind) | Effect::Turns(kind) => Some(kind),
        _ => None,
    };
    for mode in raw.mode.iter().chain(raw.mode_of.values()) {
        if own.is_none_or(|k| !ontology.is_mode(k, mode)) {
            return Err(format!("{id}: `{mode}` is not a mode of its type"));
        }
    }
    if let Some(cameo) = raw.cameo.as_deref().filter(|c| !ontology.is_cameo(c)) {
        return Err(format!("{id}: `{cameo}` is not a CAMEO code"));
    }
    if let Some(context) = raw.contexts.iter().find(|c| !ontology.contexts().is_context(c)) {
        return Err(format!("{id}: `{context}` is not a context"));
    }
    let light_phrase = pos == Pos::Verb
        && conditions.iter().any(|c| !c.negated && c.path == [Slot::Obj] && c.words.classes.is_empty() && !c.words.any);
    let actor = paths(raw.actor.as_deref().unwrap_or(if pos == Pos::Noun { "poss,by,mod,of" } else { "subj" }))?;
    let recipient = match raw.recipient.as_deref() {
        Some(text) => paths(text)?,
        None if pos == Pos::Verb && !light_phrase => paths("obj")?,
        None => Vec::new(),
    };
    let mut mode_of = FxHashMap::default();
    for (t, m) in &raw.mode_of {
        mode_of.insert(t.parse::<EventType>()?, m.as_str().into());
    }
    let expect = |text: &String| example(text, own, raw.mode.as_deref(), ontology).map_err(|e| format!("{id}: {e}"));
    let mut examples = raw.examples.iter().map(expect).collect::<std::result::Result<Vec<_>, _>>()?;
    if examples.is_empty() {
        return Err(format!("{id}: an entry needs at least one example"));
    }
    examples.extend(raw.not.iter().map(|t| Example { text: t.clone(), expected: None }));
    Ok(Entry {
        id: format!("{file}/{id}").into(),
        triggers: lemmas.split('|').map(CompactString::from).collect(),
        pos,
        conditions,
        effect,
        mode: raw.mode.map(Into::into),
        mode_of,
        cameo: raw.cameo.map(Into::into),
        contexts: raw.contexts.iter().map(|c| c.as_str().into()).collect(),
        actor,
        recipient,
        mutual: raw.mutual,
        embeds: raw.embeds.as_deref().map(paths).transpose()?.unwrap_or_default(),
        rank,
        examples,
    })
}

fn path(text: &str) -> std::result::Result<Vec<Slot>, String> {
    text.split('.').map(|s| Slot::parse(s.trim())).collect()
}

fn paths(text: &str) -> std::result::Result<Vec<Vec<Slot>>, String> {
    text.split(',').map(str::trim).filter(|s| !s.is_empty() && *s != "none").map(path).collect()
}

fn condition(text: &str, sets: &BTreeMap<String, Vec<String>>) -> std::result::Result<Condition, String> {
    let (negated, rest) = text.strip_prefix('!').map_or((false, text), |r| (true, r));
    let (slot, list) = rest.split_once(':').ok_or_else(|| format!("the condition `{text}` lacks a colon"))?;
    let mut words = Words::default();
    for word in list.split('|') {
        if word == "*" {
            words.any = true;
        } else if let Some(set) = word.strip_prefix('@') {
            let set = sets.get(set).ok_or_else(|| format!("there is no set `@{set}`"))?;
            words.lemmas.extend(set.iter().map(|w| w.replace('_', " ").into()));
        } else if let Some(class) = Class::parse(word) {
            words.classes.push(class);
        } else if word.is_empty() {
            return Err(format!("the condition `{text}` holds an empty word"));
        } else {
            words.lemmas.push(word.replace('_', " ").into());
        }
    }
    Ok(Condition { negated, path: path(slot)?, words })
}

/// "Sentence. => TYPE mode: ACTOR > RECIPIENT"
fn example(
    text: &str,
    kind: Option<EventType>,
    mode: Option<&str>,
    ontology: &Ontology,
) -> std::result::Result<Example, String> {
    let (sentence, code) = text.split_once("=>").map_or((text, ""), |(s, c)| (s, c));
    let (label, pair) = code.split_once(':').map_or(("", code), |(l, p)| (l.trim(), p));
    let (actor, recipient) = pair.split_once('>').map_or(("", ""), |(a, r)| (a.trim(), r.trim()));
    let (kind, mode) = if label.is_empty() {
        (kind.ok_or("an example of an operator needs its type before a colon")?, mode)
    } else {
        let (t, m) = label.split_once([' ', '.']).map_or((label, None), |(t, m)| (t, Some(m.trim())));
        (t.parse()?, m)
    };
    if let Some(m) = mode.filter(|m| !ontology.is_mode(kind, m)) {
        return Err(format!("`{m}` in an example is not a mode of {kind}"));
    }
    let expected = Expected { kind, mode: mode.map(Into::into), actor: actor.into(), recipient: recipient.into() };
    Ok(Example { text: sentence.trim().to_owned(), expected: Some(expected) })
}
