//! Who did it and to whom: the paths of an entry walked on the tree, and what stands at their end turned into actors.

use crate::actor::{Actor, ActorKind, Mention};
use crate::lexicon::Matcher;
use crate::tree::Slot;
use entente_nlp::{Rel, Sub, Upos};

/// The participants at one side of an event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    /// Their mentions; unresolved ones included.
    pub(crate) mentions: Vec<Mention>,
    /// True when the path names both sides at once ("between A and B").
    pub(crate) joint: bool,
}

/// Walks the paths in order until one leads to somebody who is resolved; else keeps the first unresolved one.
pub(crate) fn side(matcher: &Matcher<'_>, at: usize, paths: &[Vec<Slot>], exclude: &[Mention]) -> Side {
    let mut unresolved = Side::default();
    for path in paths {
        let mut tokens = Vec::new();
        matcher.walk(at, path, &mut |t| tokens.push(t));
        let mut found: Vec<Mention> = Vec::new();
        let owner_slot = matches!(path.last(), Some(Slot::Poss | Slot::Mod));
        for t in tokens {
            for member in matcher.tree.coordination(t) {
                for m in participants(matcher, member, owner_slot) {
                    let known = found.iter().chain(exclude).any(|f| f.head == m.head && f.actor.same_as(&m.actor));
                    if !known {
                        found.push(m);
                    }
                }
            }
        }
        let joint = path.contains(&Slot::Between);
        if found.iter().any(|m| m.actor.is_resolved()) {
            found.retain(|m| m.actor.is_resolved());
            return Side { mentions: found, joint };
        }
        if unresolved.mentions.is_empty() && !found.is_empty() {
            unresolved = Side { mentions: found, joint };
        }
    }
    unresolved
}

/// The actors that an argument token stands for. In an owner's place only words that own count; elsewhere a thing that
/// belongs to somebody stands for its owner ("condemned Moscow's proposal"), and a noun that nobody owns stays unresolved.
fn participants(matcher: &Matcher<'_>, t: usize, owner_slot: bool) -> Vec<Mention> {
    let own = matcher.actors(t);
    if own.iter().any(|m| m.actor.is_resolved()) {
        return own.into_iter().cloned().collect();
    }
    if owner_slot {
        return Vec::new();
    }
    let derived = owners(matcher, t, 0);
    if !derived.is_empty() {
        return derived;
    }
    if let Some(m) = own.first() {
        return vec![(*m).clone()];
    }
    let tree = matcher.tree;
    if !matches!(tree.upos(t), Upos::Noun | Upos::Propn | Upos::Pron) {
        return Vec::new();
    }
    let (first, last) = noun_phrase(matcher, t);
    let mut actor = Actor::new(ActorKind::Name);
    actor.note = Some("no country: the words name no known actor".into());
    vec![Mention { first, last, head: t, actor }]
}

/// Who owns or belongs to a noun: possessor, modifier, "of" and "by" phrase, "in" phrase last.
fn owners(matcher: &Matcher<'_>, t: usize, depth: usize) -> Vec<Mention> {
    let tree = matcher.tree;
    if depth > 2 || matches!(tree.upos(t), Upos::Verb | Upos::Pron) {
        return Vec::new();
    }
    let resolved = |c: usize| -> Vec<Mention> {
        let found: Vec<Mention> = matcher.actors(c).into_iter().filter(|m| m.actor.is_resolved()).cloned().collect();
        if found.is_empty() { owners(matcher, c, depth + 1) } else { found }
    };
    let before = |c: &usize| {
        tree.sub(*c) == Sub::Poss || (*c < t && matches!(tree.rel(*c), Rel::Compound | Rel::Amod | Rel::Nmod))
    };
    let with = |p: &'static str| move |c: &usize| tree.rel(*c) == Rel::Nmod && tree.has_case(*c, p);
    let steps: [&dyn Fn(&usize) -> bool; 5] = [&before, &with("by"), &with("of"), &with("from"), &with("in")];
    for step in steps {
        let found: Vec<Mention> = tree
            .children(t)
            .filter(|c| step(c))
            .flat_map(|c| tree.coordination(c).flat_map(resolved).collect::<Vec<_>>())
            .collect();
        if !found.is_empty() {
            let (first, last) = noun_phrase(matcher, t);
            return found
                .into_iter()
                .map(|m| {
                    let mut actor = m.actor;
                    let name = actor.name.clone().unwrap_or_else(|| actor.sectors.join(" ").into());
                    actor.note = Some(format!("`{}` belongs to {name}", tree.lemma(t)).into());
                    actor.kind = ActorKind::Derived;
                    Mention { first, last, head: t, actor }
                })
                .collect();
        }
    }
    Vec::new()
}

/// The words of a noun with what stands before it.
pub(crate) fn noun_phrase(matcher: &Matcher<'_>, t: usize) -> (usize, usize) {
    let tree = matcher.tree;
    let mut first = t;
    let mut last = t;
    for c in tree.children(t) {
        let inner =
            matches!(tree.rel(c), Rel::Compound | Rel::Amod | Rel::Nummod | Rel::Flat) || tree.sub(c) == Sub::Poss;
        if inner {
            first = first.min(c);
            last = last.max(c);
        }
    }
    // What stands left of the leftmost modifier still belongs to it: "South" in "South Korean troops".
    while first > 0
        && tree.head(first - 1).is_some_and(|h| h >= first && h <= t)
        && !matches!(tree.upos(first - 1), Upos::Punct | Upos::Adp | Upos::Verb | Upos::Cconj | Upos::Det)
    {
        first -= 1;
    }
    (first, last)
}
