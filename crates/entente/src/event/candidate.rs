//! Events of a sentence before they are written down: trigger, operators around it, roles, status, type.

use super::roles::{self, Side};
use super::status::{self, Status};
use crate::actor::Mention;
use crate::lexicon::{Effect, Entry, Lexicon, Match, Matcher};
use crate::ontology::{EventType, Ontology};
use compact_str::CompactString;

/// A word that embeds an event and changes it: "refused to", "plans to".
#[derive(Debug, Clone)]
pub struct Operator {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// Its token.
    pub at: usize,
}

/// An event found in a sentence.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Index of the entry into [`Lexicon::entries`].
    pub entry: u32,
    /// The trigger's token.
    pub at: usize,
    /// Tokens that the match rests on.
    pub used: Vec<usize>,
    /// What embeds it, the innermost first.
    pub operators: Vec<Operator>,
    /// The act's own type, before operators and status.
    pub base: EventType,
    /// The type that is coded; `None` when the act is not one (negated, hypothetical).
    pub kind: Option<EventType>,
    /// Mode of `kind`.
    pub mode: Option<CompactString>,
    /// CAMEO code.
    pub cameo: Option<CompactString>,
    /// Did it happen?
    pub status: Status,
    /// The token that tells the status.
    pub status_at: Option<usize>,
    /// Who did it.
    pub actors: Vec<Mention>,
    /// To whom.
    pub recipients: Vec<Mention>,
    /// True when the actors are each other's partners.
    pub mutual: bool,
    /// What was decided on the way, for `explain`.
    pub notes: Vec<String>,
}

/// Finds the events of a sentence.
pub(crate) fn find(matcher: &Matcher<'_>, ontology: &Ontology) -> Vec<Candidate> {
    let lexicon = matcher.lexicon;
    let matches = matcher.all();
    let events: Vec<&Match> = matches
        .iter()
        .filter(|m| matcher.is_event(m))
        .filter(|m| {
            // A word that is only part of a wider expression names no second event: "talks" in "broke off talks".
            !matches
                .iter()
                .any(|o| o.at != m.at && o.used.len() > m.used.len() && o.used.contains(&m.at) && is_whole(lexicon, o))
        })
        .collect();
    let operators: Vec<&Match> = matches.iter().filter(|m| !matcher.is_event(m)).collect();

    let mut found: Vec<Candidate> = events.iter().map(|m| candidate(matcher, m)).collect();
    let mut swallowed = vec![false; found.len()];
    let mut turned = Vec::new();
    // Inner operators first, so that "agreed to begin talks" is read from the talks outwards.
    let mut order: Vec<&&Match> = operators.iter().collect();
    order.sort_by_key(|m| std::cmp::Reverse(depth(matcher, m.at)));
    for operator in order {
        let entry = &lexicon.entries[operator.entry as usize];
        let places = places_of(matcher, operator, entry);
        let inner: Vec<usize> = (0..found.len()).filter(|i| places.iter().any(|p| embeds(&found[*i], *p))).collect();
        match entry.effect {
            Effect::Turns(kind) => {
                if places.is_empty() || found.iter().any(|c| c.at == operator.at && c.operators.is_empty()) {
                    continue;
                }
                turned.push(turn(matcher, operator, entry, kind, inner.first().map(|i| &found[*i])));
                inner.iter().for_each(|i| swallowed[*i] = true);
            }
            Effect::Status(state) => {
                for i in inner {
                    lend_actor(matcher, operator, entry, &mut found[i]);
                    found[i].status = state;
                    found[i].status_at = Some(operator.at);
                    found[i].operators.push(Operator { entry: operator.entry, at: operator.at });
                }
            }
            Effect::Transparent => {
                for i in inner {
                    lend_actor(matcher, operator, entry, &mut found[i]);
                    found[i].operators.push(Operator { entry: operator.entry, at: operator.at });
                }
            }
            Effect::Event(_) => {}
        }
    }
    let mut kept: Vec<Candidate> = Vec::with_capacity(found.len() + turned.len());
    for (c, swallowed) in found.into_iter().zip(swallowed) {
        if !swallowed {
            kept.push(c);
        }
    }
    kept.extend(turned);
    for c in &mut kept {
        settle(matcher, ontology, c);
    }
    kept.sort_by_key(|c| c.at);
    kept
}

/// True when the match is an event or turns one, so that it may claim the words inside it.
fn is_whole(lexicon: &Lexicon, m: &Match) -> bool {
    matches!(lexicon.entries[m.entry as usize].effect, Effect::Event(_) | Effect::Turns(_))
}

fn depth(matcher: &Matcher<'_>, mut at: usize) -> usize {
    let mut n = 0;
    while let Some(h) = matcher.tree.head(at) {
        at = h;
        n += 1;
        if n > 200 {
            break;
        }
    }
    n
}

/// The tokens at which an operator's embedded act stands, through light verbs and other operators that change nothing.
fn places_of(matcher: &Matcher<'_>, operator: &Match, entry: &Entry) -> Vec<usize> {
    let mut places = Vec::new();
    for path in &entry.embeds {
        matcher.walk(operator.at, path, &mut |t| {
            places.extend(matcher.tree.coordination(t));
            // Coordinated infinitives: "agreed to meet and sign".
            places.extend(matcher.tree.children(t).filter(|c| matcher.tree.rel(*c) == entente_nlp::Rel::Conj));
        });
        if !places.is_empty() {
            break;
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn embeds(c: &Candidate, place: usize) -> bool {
    c.at == place || c.used.contains(&place) || c.operators.iter().any(|o| o.at == place)
}

fn candidate(matcher: &Matcher<'_>, m: &Match) -> Candidate {
    let entry = &matcher.lexicon.entries[m.entry as usize];
    let Effect::Event(kind) = entry.effect else { unreachable!("only event entries come here") };
    let mut notes = Vec::new();
    let actors = roles::side(matcher, m.at, &entry.actor, &[]);
    let recipients = roles::side(matcher, m.at, &entry.recipient, &[]);
    let light = |lemma: &str| matcher.lexicon.is_light(lemma);
    // A noun under a light verb takes that verb's subject: "Blinken paid a visit to Seoul".
    let actors = if actors.mentions.iter().any(|x| x.actor.is_resolved())
        || entry.pos != crate::lexicon::Pos::Noun
        || entry.actor.is_empty()
    {
        actors
    } else {
        let mut subject = Vec::new();
        matcher.tree.slot(m.at, &crate::tree::Slot::Subj, &light, &mut |t| subject.push(t));
        if subject.is_empty() {
            actors
        } else {
            notes.push("actor from the verb that carries the noun".to_owned());
            let carried = roles::side(matcher, m.at, &[vec![crate::tree::Slot::Subj]], &[]);
            if carried.mentions.is_empty() { actors } else { carried }
        }
    };
    let (state, status_at) = status::read(matcher.tree, m.at, &light);
    let (actors, recipients, mutual) = pair_up(entry, actors, recipients);
    Candidate {
        entry: m.entry,
        at: m.at,
        used: m.used.clone(),
        operators: Vec::new(),
        base: kind,
        kind: Some(kind),
        mode: entry.mode.clone(),
        cameo: entry.cameo.clone(),
        status: state,
        status_at,
        actors,
        recipients,
        mutual,
        notes,
    }
}

/// Settles who faces whom: members of a joint subject face each other when nobody else is named.
fn pair_up(entry: &Entry, actors: Side, recipients: Side) -> (Vec<Mention>, Vec<Mention>, bool) {
    if recipients.joint && recipients.mentions.len() > 1 {
        // "between A and B" says it all, whatever stands in the other slot.
        return (recipients.mentions, Vec::new(), true);
    }
    if actors.joint
        && actors.mentions.len() > 1
        && recipients.mentions.iter().all(|r| actors.mentions.iter().any(|a| a.head == r.head))
    {
        return (actors.mentions, Vec::new(), true);
    }
    let rest: Vec<Mention> = recipients
        .mentions
        .into_iter()
        .filter(|r| !actors.mentions.iter().any(|a| a.head == r.head && a.actor.same_as(&r.actor)))
        .collect();
    let mutual = entry.mutual && rest.is_empty() && actors.mentions.len() > 1;
    (actors.mentions, rest, mutual)
}

/// An operator with the act it embeds becomes an event of its own type.
fn turn(
    matcher: &Matcher<'_>,
    operator: &Match,
    entry: &Entry,
    kind: EventType,
    inner: Option<&Candidate>,
) -> Candidate {
    let actors = roles::side(matcher, operator.at, &entry.actor, &[]);
    let mut recipients = roles::side(matcher, operator.at, &entry.recipient, &[]);
    let mut notes = Vec::new();
    if recipients.mentions.is_empty()
        && let Some(inner) = inner
    {
        let others = inner.recipients.iter().chain(&inner.actors);
        recipients.mentions =
            others.filter(|m| !actors.mentions.iter().any(|a| a.actor.same_as(&m.actor))).take(1).cloned().collect();
        if !recipients.mentions.is_empty() {
            notes.push("recipient from the embedded act".to_owned());
        }
    }
    let light = |lemma: &str| matcher.lexicon.is_light(lemma);
    let (state, status_at) = status::read(matcher.tree, operator.at, &light);
    let mode = inner.and_then(|c| entry.mode_of.get(&c.base)).or(entry.mode.as_ref()).cloned();
    let mut used = operator.used.clone();
    used.extend(inner.iter().flat_map(|c| c.used.iter().copied()));
    let (actors, recipients, mutual) = pair_up(entry, actors, recipients);
    Candidate {
        entry: inner.map_or(operator.entry, |c| c.entry),
        at: operator.at,
        used,
        operators: vec![Operator { entry: operator.entry, at: operator.at }],
        base: kind,
        kind: Some(kind),
        mode,
        cameo: entry.cameo.clone(),
        status: state,
        status_at,
        actors,
        recipients,
        mutual,
        notes,
    }
}

/// An embedded act without an actor of its own has the operator's: "plans to visit".
fn lend_actor(matcher: &Matcher<'_>, operator: &Match, entry: &Entry, c: &mut Candidate) {
    if c.actors.iter().any(|m| m.actor.is_resolved()) {
        return;
    }
    let lent = roles::side(matcher, operator.at, &entry.actor, &c.recipients);
    if !lent.mentions.is_empty() {
        c.notes.push("actor from the word that embeds the act".to_owned());
        let whole = &matcher.lexicon.entries[c.entry as usize];
        c.mutual = whole.mutual && c.recipients.is_empty() && lent.mentions.len() > 1;
        c.actors = lent.mentions;
    }
}

/// Applies the ontology's rules for what is planned, refused, denied.
fn settle(matcher: &Matcher<'_>, ontology: &Ontology, c: &mut Candidate) {
    let Some(base) = c.kind else { return };
    // A transparent word carries the tense: "will begin to withdraw".
    if c.status == Status::Asserted
        && let Some(o) = c.operators.last()
    {
        let light = |lemma: &str| matcher.lexicon.is_light(lemma);
        let (state, at) = status::read(matcher.tree, o.at, &light);
        if state != Status::Asserted {
            c.status = state;
            c.status_at = at;
        }
    }
    if c.status == Status::Asserted {
        return;
    }
    if let Some(becomes) = ontology.becomes(base, c.mode.as_deref(), c.status) {
        let word = c.status_at.map(|t| matcher.tree.sentence.tokens[t].form.as_str()).unwrap_or("");
        match becomes.kind {
            Some(kind) if kind == base => {}
            Some(kind) => {
                c.notes.push(format!("{base} {} (`{word}`) becomes {kind}", c.status.as_str()));
                c.kind = Some(kind);
                if becomes.mode.as_deref() != Some("=") {
                    c.mode = becomes.mode.clone();
                }
                c.cameo = becomes.cameo.clone();
            }
            None => {
                c.notes.push(format!("{base} {} (`{word}`): not coded", c.status.as_str()));
                c.kind = None;
            }
        }
    }
}
