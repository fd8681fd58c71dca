//! What is not news: captions, headings, author boxes, comment forms, newsletter boxes, pointers to other articles.
//! Everything taken out is kept in [`Document::dropped`] with its reason.

use crate::injected;
use entente::{Document, Dropped};

/// Phrases that only stand in boxes around an article, lower case, with the reason for which a paragraph is dropped.
const BOXES: &[(&str, &str)] = &[
    ("about the author", "author box"),
    ("leave a reply", "comments"),
    ("leave a comment", "comments"),
    ("post a comment", "comments"),
    ("your email address will not be published", "comments"),
    ("required fields are marked", "comments"),
    ("save my name, email", "comments"),
    ("sign up for our newsletter", "newsletter"),
    ("subscribe to our newsletter", "newsletter"),
    ("sign up to our newsletter", "newsletter"),
    ("enter your email", "newsletter"),
    ("we use cookies", "cookie banner"),
    ("accept all cookies", "cookie banner"),
    ("all rights reserved", "copyright"),
    ("share this article", "share buttons"),
    ("share on facebook", "share buttons"),
    ("related articles", "related"),
    ("read more:", "related"),
    ("also read", "related"),
    ("we invite you to explore our", "related"),
    ("photo:", "caption"),
    ("file photo", "caption"),
    ("image credit", "caption"),
    ("(ap photo", "caption"),
    ("getty images", "caption"),
];

/// Words that show a finite verb in a paragraph.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "said", "says", "can", "could", "may", "might", "must",
    "should", "shall", "did", "does", "do",
];

/// Takes out what is not news and marks injected words.
pub fn prepare(mut document: Document) -> Document {
    let mut kept = String::with_capacity(document.text.len());
    let mut last_was_heading: Option<String> = None;
    for paragraph in document.text.split("\n\n").flat_map(|p| p.split('\n')).map(str::trim).filter(|p| !p.is_empty()) {
        if let Some(reason) = reason(paragraph) {
            document.dropped.push(Dropped { text: paragraph.to_owned(), reason: reason.to_owned() });
            last_was_heading = (reason == "heading").then(|| paragraph.to_owned());
            continue;
        }
        last_was_heading = None;
        if !kept.is_empty() {
            kept.push_str("\n\n");
        }
        kept.push_str(paragraph);
    }
    let _ = last_was_heading;
    if kept.is_empty() {
        // Nothing but headings: better all of it than nothing.
        document.dropped.clear();
    } else {
        document.text = kept;
    }
    for (start, end) in injected::find(&document.text) {
        let text = document.text[start as usize..end as usize].to_owned();
        document.dropped.push(Dropped { text, reason: "injected".to_owned() });
        document.masked.push((start, end));
    }
    document
}

/// Why a paragraph is not part of the article; `None` keeps it.
fn reason(paragraph: &str) -> Option<&'static str> {
    let lower = paragraph.to_lowercase();
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    if let Some((_, reason)) = BOXES.iter().find(|(phrase, _)| lower.contains(phrase) && words.len() < 60) {
        return Some(reason);
    }
    if is_caption(&words) {
        return Some("caption");
    }
    let closed = paragraph.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
    let question = paragraph.ends_with('?') && words.len() <= 8;
    if (!closed || question) && words.len() <= 14 && !paragraph.contains(". ") {
        return Some("heading");
    }
    None
}

/// A picture's text: one sentence whose first verb is a participle and which has no finite verb: "Blinken shaking hands with
/// the minister, symbolizing …", or a noun phrase with such a tail: "A warm welcome in Seoul, showcasing …".
fn is_caption(words: &[&str]) -> bool {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let inner_stop = words.iter().rev().skip(1).any(|w| w.ends_with('.') && w.len() > 4);
    if words.len() < 6 || words.len() > 40 || inner_stop {
        return false;
    }
    let participle = words.iter().position(|w| {
        let w = bare(w);
        w.len() > 5 && w.ends_with("ing") && !matches!(w.as_str(), "during" | "morning" | "evening" | "meeting" | "according" | "following" | "regarding" | "nothing" | "something" | "anything")
    });
    let finite = words.iter().any(|w| {
        let w = bare(w);
        FINITE.contains(&w.as_str()) || (w.len() > 4 && w.ends_with("ed"))
    });
    // After a comma a participle may hang from a finite verb that these cues do not see; two of them seldom do.
    let participles = words.iter().filter(|w| bare(w).ends_with("ing") && bare(w).len() > 6).count();
    participle.is_some_and(|p| p <= 12) && !finite && (participles >= 2 || !words.last().is_some_and(|w| w.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_captions_go_sentences_stay() {
        for (text, expected) in [
            ("Leave a Reply", Some("comments")),
            ("Your email address will not be published. Required fields are marked *", Some("comments")),
            ("The minister shaking hands with the president, symbolizing closer ties.", Some("caption")),
            ("A warm welcome for the envoy in Nairobi, showcasing the countries' friendship", Some("caption")),
            ("Why the visit matters", Some("heading")),
            ("Who is the minister?", Some("heading")),
            ("France condemned the attack on Monday.", None),
            ("Soldiers entered the town on Monday, killing two rebels and wounding three.", None),
            ("The talks, lasting three days, were held in Geneva.", None),
        ] {
            assert_eq!(reason(text), expected, "{text}");
        }
    }

    #[test]
    fn injected_words_are_masked_in_place() {
        let document = Document::from_text("The minister will meet with his udintogel South Korean counterpart on Monday.");
        let clean = prepare(document);
        assert_eq!(clean.masked.len(), 1);
        let (start, end) = clean.masked[0];
        assert_eq!(&clean.text[start as usize..end as usize], "udintogel");
        assert_eq!(clean.dropped[0].reason, "injected");
    }
}
