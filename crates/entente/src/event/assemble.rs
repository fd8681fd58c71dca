//! Candidates become published records: one per pair of actor and recipient, each event once per document.

use super::attributes;
use super::candidate::Candidate;
use super::status::Status;
use crate::actor::{Actor, ActorKind, Mention};
use crate::date::DateMention;
use crate::document::{Document, stable_id};
use crate::lexicon::Lexicon;
use crate::ontology::{EventType, Ontology};
use crate::place::{self, PlaceMention};
use crate::record::{ActorRecord, Event, Trigger};
use crate::tree::Tree;

/// The most pairs that one trigger may give.
const MAX_PAIRS: usize = 16;

/// What a sentence offers to the records made from it.
pub(crate) struct Source<'a> {
    pub(crate) document: &'a Document,
    pub(crate) number: usize,
    /// The text that the sentence's offsets point into: the title or the body.
    pub(crate) text: &'a str,
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) dates: &'a [DateMention],
    pub(crate) places: &'a [PlaceMention],
    pub(crate) contexts: &'a [(&'a str, usize)],
    pub(crate) dateline: Option<&'a crate::record::PlaceRecord>,
}

/// Makes the records of a candidate; empty where nothing is coded or nobody is known.
pub(crate) fn assemble(
    source: &Source<'_>,
    c: &Candidate,
    lexicon: &Lexicon,
    ontology: &Ontology,
    evidence: bool,
) -> Vec<Event> {
    let Some(kind) = c.kind else { return Vec::new() };
    let pairs = pairs(c);
    let info = ontology.info(kind);
    let sentence = source.tree.sentence;
    let span = sentence.span;
    let text = source.text.get(span.start as usize..span.end as usize).unwrap_or("");
    let mode = c.mode.as_deref().filter(|m| ontology.is_mode(kind, m));
    let cameo = c.cameo.as_deref().unwrap_or_else(|| ontology.default_cameo(kind, mode));
    let entry = &lexicon.entries[c.entry as usize];
    let mut contexts: Vec<String> = entry.contexts.iter().map(|x| x.to_string()).collect();
    contexts.extend(source.contexts.iter().map(|(n, _)| (*n).to_owned()));
    contexts.sort();
    contexts.dedup();
    let trigger = trigger(source, c);
    let group =
        stable_id(&[&source.document.id, &source.number.to_string(), &trigger.start.to_string(), kind.as_str()]);
    let date = attributes::date(source.tree, c, source.dates, source.document.published);
    let mut status = c.status;
    if let (Some(end), Some(published), Status::Asserted) = (date.end, source.document.published, status)
        && end.year() < published.year() - 1
    {
        status = Status::Historical;
    }
    let place =
        place::of_event(source.tree, c.at, source.places).map(|p| p.place.clone()).or_else(|| source.dateline.cloned());
    let magnitude = attributes::magnitude(source.tree, c);
    let rule = rule(c, lexicon, kind, mode);
    let mut events = Vec::new();
    for (actor, recipient) in pairs.into_iter().take(MAX_PAIRS) {
        // Without a country on either side it is nobody's politics: "the nurse eased the pressure".
        let resolved = |m: Option<&Mention>| m.is_some_and(|m| m.actor.country.is_some());
        if !resolved(actor) && !resolved(recipient) || (info.needs_recipient && recipient.is_none()) {
            continue;
        }
        let mut reasons = Vec::new();
        let record = |m: Option<&Mention>, side: &str, reasons: &mut Vec<String>| {
            let Some(m) = m else {
                reasons.push(format!("no {side}: the sentence names none in its place"));
                return None;
            };
            if let Some(note) = &m.actor.note {
                reasons.push(format!("{side}: {note}"));
            } else if m.actor.country.is_none() {
                reasons.push(format!("{side}: no country: the words name none"));
            }
            Some(actor_record(source, m))
        };
        let a = record(actor, "actor", &mut reasons);
        let r = record(recipient, "recipient", &mut reasons);
        if place.is_none() {
            reasons.push("no place: no place name is tied to the event".into());
        }
        let key = |x: &Option<ActorRecord>| {
            x.as_ref().map_or(String::new(), |x| format!("{}|{:?}|{:?}", x.text, x.country, x.name))
        };
        events.push(Event {
            id: stable_id(&[&group, &key(&a), &key(&r)]),
            group: group.clone(),
            document: source.document.id.clone(),
            sentence: source.number as u32,
            text: text.to_owned(),
            kind,
            mode: mode.map(str::to_owned),
            contexts: contexts.clone(),
            quad: info.quad,
            intensity: ontology.intensity(kind, mode),
            cameo: Some(cameo.to_owned()).filter(|c| !c.is_empty()),
            goldstein: ontology.goldstein(cameo),
            status,
            confidence: confidence(c, actor, recipient, entry.weight()),
            actor: a,
            recipient: r,
            date: date.clone(),
            place: place.clone(),
            magnitude: magnitude.clone(),
            trigger: trigger.clone(),
            rule: rule.clone(),
            reasons,
            outlet: source.document.outlet.clone(),
            outlet_country: source.document.outlet_country.clone(),
            url: source.document.url.clone(),
            published: source.document.published,
            evidence: evidence.then(|| evidence_of(c, source, lexicon)),
        });
    }
    events
}

/// The pairs of actor and recipient that a candidate speaks of.
fn pairs(c: &Candidate) -> Vec<(Option<&Mention>, Option<&Mention>)> {
    if c.mutual {
        let mut pairs = Vec::new();
        for (i, a) in c.actors.iter().enumerate() {
            pairs.extend(c.actors[i + 1..].iter().filter(|b| !a.actor.same_as(&b.actor)).map(|b| (Some(a), Some(b))));
        }
        return pairs;
    }
    match (c.actors.is_empty(), c.recipients.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => c.recipients.iter().map(|r| (None, Some(r))).collect(),
        (false, true) => c.actors.iter().map(|a| (Some(a), None)).collect(),
        (false, false) => c
            .actors
            .iter()
            .flat_map(|a| c.recipients.iter().map(move |r| (a, r)))
            .filter(|(a, r)| !(a.head == r.head && a.actor.same_as(&r.actor)))
            .map(|(a, r)| (Some(a), Some(r)))
            .collect(),
    }
}

fn actor_record(source: &Source<'_>, m: &Mention) -> ActorRecord {
    let tokens = &source.tree.sentence.tokens;
    let text = source.text.get(tokens[m.first].span.start as usize..tokens[m.last].span.end as usize).unwrap_or("");
    ActorRecord {
        text: text.to_owned(),
        name: m.actor.name.as_ref().map(|n| n.to_string()),
        country: m.actor.country.as_ref().map(|c| c.to_string()),
        sectors: m.actor.sectors.iter().map(|s| s.to_string()).collect(),
        office: m.actor.office.as_ref().map(|o| o.to_string()),
    }
}

/// The words of the match, from the first to the last that stand close together.
fn trigger(source: &Source<'_>, c: &Candidate) -> Trigger {
    let tokens = &source.tree.sentence.tokens;
    let start = source.tree.sentence.span.start;
    let (mut first, mut last) = (c.at, c.at);
    for t in &c.used {
        if t.abs_diff(c.at) <= 4 {
            first = first.min(*t);
            last = last.max(*t);
        }
    }
    let (from, to) = (tokens[first].span.start, tokens[last].span.end);
    let text = source.text.get(from as usize..to as usize).unwrap_or("").to_owned();
    Trigger { text, start: from - start, end: to - start }
}

fn rule(c: &Candidate, lexicon: &Lexicon, kind: EventType, mode: Option<&str>) -> String {
    let mut parts: Vec<&str> =
        c.operators.iter().rev().map(|o| lexicon.entries[o.entry as usize].id.as_str()).collect();
    let own = lexicon.entries[c.entry as usize].id.as_str();
    if parts.last() != Some(&own) {
        parts.push(own);
    }
    let mode = mode.map(|m| format!(".{m}")).unwrap_or_default();
    format!("{}:{kind}{mode}", parts.join(">"))
}

/// A first estimate of how far a record can be trusted: how much the entry asked of the tree, and how the roles were found.
fn confidence(c: &Candidate, actor: Option<&Mention>, recipient: Option<&Mention>, weight: u32) -> f32 {
    let mut score = 0.55 + 0.2 * (weight.min(18) as f32 / 18.0);
    let side = |m: Option<&Mention>, missing: f32| match m {
        None => missing,
        Some(m) => {
            let Actor { kind, note, country, .. } = &m.actor;
            let base = if country.is_some() { 0.1 } else { -0.05 };
            base - if note.is_some() || *kind == ActorKind::Derived { 0.05 } else { 0.0 }
        }
    };
    score += side(actor, -0.2) + side(recipient, 0.0);
    if c.status != Status::Asserted {
        score -= 0.05;
    }
    score.clamp(0.05, 0.98)
}

fn evidence_of(c: &Candidate, source: &Source<'_>, lexicon: &Lexicon) -> Vec<String> {
    let form = |t: usize| source.tree.sentence.tokens[t].form.as_str();
    let mut lines = vec![format!("trigger `{}` by {}", form(c.at), lexicon.entries[c.entry as usize].id)];
    lines.extend(
        c.operators.iter().map(|o| format!("embedded by `{}` ({})", form(o.at), lexicon.entries[o.entry as usize].id)),
    );
    if let Some(t) = c.status_at {
        lines.push(format!("{} because of `{}`", c.status.as_str(), form(t)));
    }
    lines.extend(c.notes.iter().cloned());
    lines.extend(source.contexts.iter().map(|(n, t)| format!("context {n} from `{}`", form(*t))));
    lines
}

/// Keeps each event of a document once: the same type, mode and actors on the same day; the surest record stays.
pub(crate) fn one_event_once(events: &mut Vec<Event>) {
    let who = |a: &Option<ActorRecord>| {
        a.as_ref().map(|a| (a.country.clone(), a.name.clone().unwrap_or_else(|| a.sectors.join("|"))))
    };
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for event in events.drain(..) {
        let same = kept.iter_mut().find(|k| {
            k.kind == event.kind
                && k.mode == event.mode
                && (k.date.start == event.date.start || k.date.from != "text" || event.date.from != "text")
                && who(&k.actor) == who(&event.actor)
                && who(&k.recipient) == who(&event.recipient)
        });
        match same {
            Some(k) if event.confidence > k.confidence + 0.1 => *k = event,
            Some(_) => {}
            None => kept.push(event),
        }
    }
    *events = kept;
}
