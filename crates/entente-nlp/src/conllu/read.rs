//! Reads CoNLL-U into sentences over a text that is put together again from
//! the forms and `SpaceAfter=No`. Multiword tokens keep their surface form;
//! empty nodes are passed over.

use crate::error::{Error, ErrorKind};
use crate::{Entity, EntityKind, Feats, Sentence, Span, Token, Upos, Xpos};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// A sentence of a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The comment lines with their `#`.
    pub comments: Vec<String>,
    /// The sentence as text; the spans of the tokens point into it.
    pub text: String,
    /// The words, with named entities where the treebank marks them.
    pub sentence: Sentence,
    /// The surface tokens: words, or contractions of several words.
    pub pieces: Vec<Piece>,
    /// Whether white space follows the sentence.
    pub space_after: bool,
    /// Whether the treebank marks entities in this sentence's file.
    pub has_entities: bool,
}

/// A surface token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index of the first word.
    pub first: usize,
    /// Index of the last word (included).
    pub last: usize,
    /// The bytes of the text.
    pub span: Span,
}

impl Block {
    /// The value of a comment `# key = value`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|line| {
            let (name, value) = line.trim_start_matches('#').split_once('=')?;
            (name.trim() == key).then_some(value.trim())
        })
    }

    /// Whether a paragraph or a document begins with this sentence.
    pub fn starts_paragraph(&self) -> bool {
        self.comments.iter().any(|line| {
            let line = line.trim_start_matches(['#', ' ']);
            (line.starts_with("newpar") && !line.starts_with("newpar_block")) || line.starts_with("newdoc")
        })
    }
}

/// The running text of consecutive sentences, with an empty line before each
/// paragraph, and the place of each sentence in it.
pub fn text_of<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut space = false;
    for block in blocks {
        if !text.is_empty() {
            if block.starts_paragraph() {
                text.push_str("\n\n");
            } else if space {
                text.push(' ');
            }
        }
        let start = text.len();
        text.push_str(&block.text);
        spans.push(Span::new(start, text.len()));
        space = block.space_after;
    }
    (text, spans)
}

/// Reads the sentences of a CoNLL-U file.
///
/// A feature set that is in no English treebank is read as none.
pub fn read(input: &str) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    let mut builder = Builder::default();
    let mut entities = Entities::default();
    for (number, line) in input.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if let Some(block) = builder.finish(&mut entities) {
                blocks.push(block);
            }
            builder = Builder::default();
        } else if line.starts_with('#') {
            if line.contains("newdoc") {
                entities.open.clear();
            }
            builder.block.comments.push(line.to_owned());
        } else {
            builder.line(line).map_err(|e| Error::new(e.kind(), format!("line {}: {e}", number + 1)))?;
        }
    }
    blocks.extend(builder.finish(&mut entities));
    if blocks.iter().any(|b| !b.sentence.entities.is_empty()) {
        blocks.iter_mut().for_each(|b| b.has_entities = true);
    }
    Ok(blocks)
}

#[derive(Default)]
struct Builder {
    block: Block,
    misc: Vec<CompactString>,
    /// Words still to come of a multiword token, its form and its spacing.
    contraction: Option<(usize, Span)>,
    space: bool,
}

impl Builder {
    fn line(&mut self, line: &str) -> Result<(), Error> {
        let bad = |what: &str| Error::new(ErrorKind::Conllu, format!("{what}: {line:?}"));
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = &columns[..] else {
            return Err(bad("not ten columns"));
        };
        if id.contains('.') {
            return Ok(());
        }
        let spaced = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let first: usize = first.parse().map_err(|_| bad("bad range"))?;
            let last: usize = last.parse().map_err(|_| bad("bad range"))?;
            if first == 0 || last < first {
                return Err(bad("bad range"));
            }
            let span = self.surface(form, spaced);
            self.contraction = Some((last, span));
            self.block.pieces.push(Piece { first: first - 1, last: last - 1, span });
            return Ok(());
        }
        let id: usize = id.parse().map_err(|_| bad("bad number"))?;
        if id != self.block.sentence.tokens.len() + 1 {
            return Err(bad("numbers out of order"));
        }
        let span = match self.contraction {
            Some((_, whole)) => whole,
            None => {
                let span = self.surface(form, spaced);
                self.block.pieces.push(Piece { first: id - 1, last: id - 1, span });
                span
            }
        };
        if self.contraction.is_some_and(|(last, _)| last == id) {
            self.contraction = None;
        }
        let head: u32 = if head == "_" { 0 } else { head.parse().map_err(|_| bad("bad head"))? };
        let optional = |text: &str| text == "_";
        self.block.sentence.tokens.push(Token {
            span,
            form: form.into(),
            lemma: lemma.into(),
            upos: if optional(upos) { Upos::X } else { upos.parse()? },
            xpos: xpos.parse().unwrap_or(Xpos::default()),
            feats: feats.parse().unwrap_or(Feats::NONE),
            head: head.checked_sub(1).unwrap_or(Token::ROOT),
            deprel: if optional(deprel) { crate::Deprel::ROOT } else { deprel.parse()? },
        });
        self.misc.push(misc.into());
        Ok(())
    }

    /// Adds a surface token to the text.
    fn surface(&mut self, form: &str, spaced: bool) -> Span {
        if self.space {
            self.block.text.push(' ');
        }
        let start = self.block.text.len();
        self.block.text.push_str(form);
        self.space = spaced;
        Span::new(start, self.block.text.len())
    }

    fn finish(mut self: &mut Builder, entities: &mut Entities) -> Option<Block> {
        let builder = &mut self;
        if builder.block.sentence.tokens.is_empty() {
            return None;
        }
        let mut block = std::mem::take(&mut builder.block);
        block.space_after = builder.space;
        for piece in &block.pieces {
            if let Some(words) = block.sentence.tokens.get_mut(piece.first..=piece.last) {
                share_out(words, piece.span);
            }
        }
        let count = block.sentence.tokens.len();
        for token in &mut block.sentence.tokens {
            if token.head != Token::ROOT && token.head as usize >= count {
                token.head = Token::ROOT;
            }
        }
        block.sentence.span = Span::new(0, block.text.len());
        block.sentence.entities = entities.sentence(&builder.misc, &block.sentence.tokens);
        Some(block)
    }
}

/// Gives each word of a contraction its bytes: by length where the forms add
/// up to the surface, else the whole surface to each.
fn share_out(words: &mut [Token], whole: Span) {
    let total: usize = words.iter().map(|w| w.form.len()).sum();
    if total != whole.len() {
        return;
    }
    let mut start = whole.start as usize;
    for word in words {
        word.span = Span::new(start, start + word.form.len());
        start += word.form.len();
    }
}

/// Follows the entity brackets of GUM's `Entity=` through a document.
#[derive(Default)]
struct Entities {
    open: FxHashMap<String, Vec<(usize, Mention)>>,
}

#[derive(Clone)]
struct Mention {
    kind: Option<EntityKind>,
    linked: bool,
}

impl Entities {
    /// The named entities of a sentence: mentions of the four kinds whose
    /// head is a proper noun, or that GUM links to an encyclopedia entry and
    /// that hold a proper noun. Of nested names the outermost is kept.
    fn sentence(&mut self, misc: &[CompactString], tokens: &[Token]) -> Vec<Entity> {
        self.open.clear();
        let mut found = Vec::new();
        for (i, misc) in misc.iter().enumerate() {
            let Some(value) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else {
                continue;
            };
            for (open, body, close) in brackets(value) {
                let id = body.split('-').next().unwrap_or_default().to_owned();
                if open {
                    let mention = Mention::parse(body);
                    self.open.entry(id.clone()).or_default().push((i, mention));
                }
                if close && let Some((first, mention)) = self.open.get_mut(&id).and_then(std::vec::Vec::pop) {
                    found.extend(mention.named(first, i, tokens));
                }
            }
        }
        outermost(found)
    }
}

impl Mention {
    /// From `id-type-infstat-salience-minimum-coref-link…`.
    fn parse(body: &str) -> Mention {
        let fields: Vec<&str> = body.split('-').collect();
        let kind = match fields.get(1).copied().unwrap_or_default() {
            "person" => Some(EntityKind::Person),
            "organization" => Some(EntityKind::Organisation),
            "place" => Some(EntityKind::Place),
            "event" | "object" | "abstract" | "animal" | "plant" | "substance" | "time" => Some(EntityKind::Other),
            _ => None,
        };
        Mention { kind, linked: fields.get(7).is_some_and(|link| !link.is_empty()) }
    }

    fn named(&self, first: usize, last: usize, tokens: &[Token]) -> Option<Entity> {
        let kind = self.kind?;
        let words = &tokens[first..=last];
        let inside = |head: u32| head != Token::ROOT && (first..=last).contains(&(head as usize));
        let head = words.iter().position(|w| !inside(w.head))? + first;
        let proper = |t: &Token| t.upos == Upos::Propn;
        let named = proper(&tokens[head]) || (self.linked && words.iter().any(proper));
        if !named || (kind == EntityKind::Other && !proper(&tokens[head])) {
            return None;
        }
        let (first, last) = trim(first, last, head, tokens);
        Some(Entity { first, last, kind })
    }
}

/// The name inside a mention: from the first to the last proper noun, number
/// or joining word that stands around the head without a break.
fn trim(first: usize, last: usize, head: usize, tokens: &[Token]) -> (usize, usize) {
    let belongs = |i: usize| {
        let t = &tokens[i];
        t.upos == Upos::Propn
            || (t.head as usize == head
                && matches!(t.deprel.as_str(), "flat" | "compound" | "nummod" | "amod")
                && t.form.starts_with(char::is_uppercase))
    };
    let joins = |i: usize| {
        matches!(tokens[i].form.as_str(), "of" | "the" | "and" | "for" | "&" | "-" | "'s" | "’s" | "." | "on" | "de")
    };
    let mut left = head;
    let mut i = head;
    while i > first {
        i -= 1;
        if belongs(i) {
            left = i;
        } else if !joins(i) || tokens[i].form == "and" {
            break;
        }
    }
    let mut right = head;
    let mut i = head;
    while i < last {
        i += 1;
        if belongs(i) {
            right = i;
        } else if !joins(i) || tokens[i].form == "the" && tokens[i - 1].form == "," {
            break;
        }
    }
    (left, right)
}

/// The brackets of an `Entity=` value: whether it opens, its body, whether it closes.
fn brackets(value: &str) -> Vec<(bool, &str, bool)> {
    let mut out = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        let open = rest.starts_with('(');
        if open {
            rest = &rest[1..];
        }
        let end = rest.find(['(', ')']).unwrap_or(rest.len());
        let close = rest[end..].starts_with(')');
        out.push((open, &rest[..end], close));
        rest = &rest[end + usize::from(close)..];
    }
    out
}

fn outermost(mut found: Vec<Entity>) -> Vec<Entity> {
    found.sort_by_key(|e| (e.first, std::cmp::Reverse(e.last)));
    let mut kept: Vec<Entity> = Vec::new();
    for entity in found {
        if kept.last().is_none_or(|k| entity.first > k.last) {
            kept.push(entity);
        }
    }
    kept
}
