//! Where: place names in a sentence, and which of them is the event's own.

use crate::actor::{ActorKind, Mentions};
use crate::record::PlaceRecord;
use crate::tree::Tree;
use entente_nlp::Rel;

/// A place name in a sentence.
#[derive(Debug, Clone)]
pub struct PlaceMention {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// The token that the rest of the tree hangs from.
    pub head: usize,
    /// What it was resolved to.
    pub place: PlaceRecord,
}

/// Finds the places of a sentence: countries and capitals among the mentions.
pub(crate) fn find(text: &str, tree: &Tree<'_>, mentions: &Mentions) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    for m in &mentions.all {
        if !matches!(m.actor.kind, ActorKind::Country | ActorKind::Metonym) || tree.rel(m.head) == Rel::Amod {
            continue;
        }
        let tokens = &tree.sentence.tokens;
        let words = text.get(tokens[m.first].span.start as usize..tokens[m.last].span.end as usize).unwrap_or("");
        let capital = m.actor.kind == ActorKind::Metonym;
        let place = PlaceRecord {
            text: words.to_owned(),
            name: if capital { Some(words.to_owned()) } else { m.actor.name.as_ref().map(|n| n.to_string()) },
            country: m.actor.country.as_ref().map(|c| c.to_string()),
            from: "sentence".into(),
            ..PlaceRecord::default()
        };
        found.push(PlaceMention { first: m.first, last: m.last, head: m.head, place });
    }
    found
}

/// The place of the event at a trigger: the one that a preposition of place ties to it, else the only one so tied in the
/// sentence.
pub(crate) fn of_event<'p>(tree: &Tree<'_>, at: usize, places: &'p [PlaceMention]) -> Option<&'p PlaceMention> {
    let tied: Vec<&PlaceMention> = places
        .iter()
        .filter(|p| {
            ["in", "at", "near", "outside", "inside", "around", "across", "to", "into", "on"]
                .iter()
                .any(|w| tree.has_case(p.head, w))
        })
        .collect();
    let below = |p: &&&PlaceMention| {
        let mut t = p.head;
        for _ in 0..6 {
            match tree.head(t) {
                Some(h) if h == at => return true,
                Some(h) => t = h,
                None => return false,
            }
        }
        false
    };
    let local = |p: &&&PlaceMention| {
        !tree.has_case(p.head, "to") && !tree.has_case(p.head, "into") && !tree.has_case(p.head, "on")
    };
    tied.iter().find(|p| below(p) && local(p)).or_else(|| tied.iter().find(below)).copied().or_else(|| {
        let mut local = tied.iter().filter(local);
        local.next().filter(|_| local.next().is_none()).copied()
    })
}
