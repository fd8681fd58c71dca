//! What the pipeline returns: sentences of tokens with tags, lemma, head and
//! relation (the columns of CoNLL-U as types), and named entities.

use crate::{Deprel, Feats, Rel, Span, Upos, Xpos};
use compact_str::CompactString;

/// A word of a sentence.
///
/// A contraction such as "don't" is two tokens, "do" and "n't", each with its
/// own bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The bytes of the text.
    pub span: Span,
    /// The word as it was analysed; as a rule the bytes of the span.
    pub form: CompactString,
    /// The dictionary form.
    pub lemma: CompactString,
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn Treebank tag.
    pub xpos: Xpos,
    /// The morphological features.
    pub feats: Feats,
    /// The index of the head in the sentence, or [`Token::ROOT`].
    pub head: u32,
    /// The relation to the head.
    pub deprel: Deprel,
}

impl Token {
    /// The `head` of a token that has none.
    pub const ROOT: u32 = u32::MAX;

    /// A token that is not analysed yet.
    pub fn new(span: Span, form: impl Into<CompactString>) -> Token {
        let form = form.into();
        Token {
            span,
            lemma: form.clone(),
            form,
            upos: Upos::X,
            xpos: Xpos::default(),
            feats: Feats::NONE,
            head: Token::ROOT,
            deprel: Deprel::ROOT,
        }
    }
}

/// A sentence with its tree and its named entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// From the first byte of the first token to the end of the last.
    pub span: Span,
    /// The words in the order of the text.
    pub tokens: Vec<Token>,
    /// The named entities in the order of the text; they do not overlap.
    pub entities: Vec<Entity>,
}

/// A name in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// Index of the first token.
    pub first: usize,
    /// Index of the last token (included).
    pub last: usize,
    /// What the name stands for.
    pub kind: EntityKind,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A human being or a character.
    Person,
    /// A company, government body, party, team, army, alliance.
    Organisation,
    /// A country, town, region, river, building.
    Place,
    /// Any other name: events, products, works, laws.
    Other,
}

impl EntityKind {
    /// All kinds.
    pub const ALL: [EntityKind; 4] =
        [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

    /// The name of the kind in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
            EntityKind::Other => "other",
        }
    }
}

impl Sentence {
    /// The head of token `i`; `None` for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        let head = self.tokens[i].head;
        (head != Token::ROOT).then_some(head as usize)
    }

    /// The token that heads the sentence; `None` only when it is empty.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head == Token::ROOT)
    }

    /// The dependents of token `i` in the order of the text.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let head = i as u32;
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == head).map(|(j, _)| j)
    }

    /// The first dependent of token `i` in relation `rel`, of any subtype.
    pub fn child(&self, i: usize, rel: Rel) -> Option<usize> {
        self.children(i).find(|&j| self.tokens[j].deprel.base == rel)
    }

    /// The first and the last token of the subtree of token `i`.
    pub fn subtree_range(&self, i: usize) -> (usize, usize) {
        let mut range = (i, i);
        let mut open = vec![i];
        while let Some(head) = open.pop() {
            range = (range.0.min(head), range.1.max(head));
            open.extend(self.children(head));
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence() -> Sentence {
        let mut tokens: Vec<Token> =
            ["Troops", "entered", "the", "town"].iter().map(|form| Token::new(Span::default(), *form)).collect();
        tokens[0].head = 1;
        tokens[0].deprel = "nsubj".parse().unwrap();
        tokens[2].head = 3;
        tokens[3].head = 1;
        tokens[3].deprel = "obj".parse().unwrap();
        Sentence { tokens, ..Sentence::default() }
    }

    #[test]
    fn walks_the_tree() {
        let s = sentence();
        assert_eq!(s.root(), Some(1));
        assert_eq!(s.head(0), Some(1));
        assert_eq!(s.head(1), None);
        assert_eq!(s.children(1).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(s.child(1, Rel::Obj), Some(3));
        assert_eq!(s.subtree_range(3), (2, 3));
        assert_eq!(s.subtree_range(1), (0, 3));
    }
}
