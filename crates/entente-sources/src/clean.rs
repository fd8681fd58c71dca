//! What is not news: captions, headings, author boxes, comment forms, newsletter boxes, pointers to other articles.
//! Everything taken out is kept in [`Document::dropped`] with its reason.

use crate::injected;
use entente::{Document, Dropped};

/// Where in a paragraph a phrase must stand to tell that the paragraph is a box.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    End,
    Anywhere,
}

/// Phrases that only stand in boxes around an article, lower case, with the reason for which a paragraph is dropped.
const BOXES: &[(At, &str, &str)] = &[
    (At::Start, "about the author", "author box"),
    (At::Start, "leave a reply", "comments"),
    (At::Start, "leave a comment", "comments"),
    (At::Start, "post a comment", "comments"),
    (At::Anywhere, "your email address will not be published", "comments"),
    (At::Anywhere, "required fields are marked", "comments"),
    (At::Anywhere, "save my name, email", "comments"),
    (At::Anywhere, "for our newsletter", "newsletter"),
    (At::Anywhere, "to our newsletter", "newsletter"),
    (At::Start, "enter your email", "newsletter"),
    (At::Anywhere, "we use cookies", "cookie banner"),
    (At::Start, "accept all cookies", "cookie banner"),
    (At::End, "all rights reserved", "copyright"),
    (At::Start, "©", "copyright"),
    (At::Start, "share this article", "share buttons"),
    (At::Start, "share on facebook", "share buttons"),
    (At::Start, "related articles", "related"),
    (At::Start, "read more", "related"),
    (At::Start, "also read", "related"),
    (At::Anywhere, "we invite you to explore our", "related"),
    (At::Start, "photo:", "caption"),
    (At::Start, "file photo", "caption"),
    (At::Start, "image credit", "caption"),
    (At::Anywhere, "(ap photo", "caption"),
    (At::Anywhere, "(photo by", "caption"),
    (At::Anywhere, " reuters/", "caption"),
    (At::End, "getty images", "caption"),
];

/// Words that show a finite verb in a paragraph.
const FINITE: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "said",
    "says",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "shall",
    "did",
    "does",
    "do",
    "met",
    "told",
    "held",
    "went",
    "came",
    "took",
    "gave",
    "made",
    "saw",
    "sent",
    "left",
    "won",
    "lost",
    "began",
    "became",
    "fell",
    "rose",
    "led",
    "fled",
    "hit",
    "hits",
    "struck",
    "strikes",
    "shot",
    "broke",
    "kept",
    "put",
    "got",
    "brought",
    "sought",
    "fought",
    "found",
    "meets",
    "visits",
    "urges",
    "warns",
    "calls",
    "accuses",
    "denies",
    "rejects",
    "expels",
    "recalls",
    "signs",
    "kills",
    "threatens",
    "condemns",
    "arrives",
    "launches",
    "vows",
];

/// Participles in -ed that describe a noun and are no predicate.
const DESCRIBING: &[&str] = &[
    "related",
    "based",
    "armed",
    "dressed",
    "seated",
    "united",
    "so-called",
    "combined",
    "aimed",
    "backed",
    "wounded",
];

/// Takes out what is not news and marks injected words.
pub fn prepare(mut document: Document) -> Document {
    let mut kept = String::with_capacity(document.text.len());
    for paragraph in paragraphs(&document.text) {
        if let Some(reason) = reason(&paragraph) {
            document.dropped.push(Dropped { text: paragraph, reason: reason.to_owned() });
            continue;
        }
        if !kept.is_empty() {
            kept.push_str("\n\n");
        }
        kept.push_str(&paragraph);
    }
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

/// The paragraphs of a text. A single line end parts paragraphs too, unless the text is broken into lines of equal width.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if !line.is_empty() {
            block.push(line);
        } else if is_wrapped(&block) {
            paragraphs.push(block.join(" "));
            block.clear();
        } else {
            paragraphs.extend(block.drain(..).map(str::to_owned));
        }
    }
    paragraphs
}

/// True for lines that break off where the width was used up: the next word would not have fitted.
fn is_wrapped(lines: &[&str]) -> bool {
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let full = |pair: &[&str]| {
        let next = pair[1].split_whitespace().next().map_or(0, |w| w.chars().count());
        pair[0].chars().count() + 1 + next >= width.min(72) && pair[0].chars().count() >= 40
    };
    let open = |line: &&str| !line.ends_with(['.', '!', '?', '"', '”']);
    let broken = lines.split_last().is_some_and(|(_, all)| all.iter().any(open));
    lines.len() > 1 && width <= 110 && broken && lines.windows(2).all(full)
}

/// Why a paragraph is not part of the article; `None` keeps it.
fn reason(paragraph: &str) -> Option<&'static str> {
    let lower = paragraph.to_lowercase();
    let words = paragraph.split_whitespace().count();
    let tail = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    let stands = |at: At, phrase: &str| match at {
        At::Start => lower.starts_with(phrase),
        At::End => tail.ends_with(phrase),
        At::Anywhere => lower.contains(phrase),
    };
    if let Some((.., reason)) = BOXES.iter().find(|(at, phrase, _)| words < 60 && stands(*at, phrase)) {
        return Some(reason);
    }
    if is_caption(paragraph) {
        return Some("caption");
    }
    let closed = paragraph.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
    let question = paragraph.ends_with('?') && words <= 8;
    let short = words <= 14 && !paragraph.contains(". ");
    (short && (question || !closed && (is_title_case(paragraph) || !has_finite(&bare_words(paragraph)))))
        .then_some("heading")
}

fn bare_words(paragraph: &str) -> Vec<String> {
    paragraph.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect()
}

/// True where most longer words begin with a capital: a heading, though it may hold a verb.
fn is_title_case(paragraph: &str) -> bool {
    let long = || paragraph.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitals = long().filter(|w| w.starts_with(char::is_uppercase)).count();
    capitals * 4 > long().count() * 3
}

fn has_finite(words: &[String]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let describes = DESCRIBING.contains(&w.as_str()) || i > 0 && words[i - 1].ends_with("ing");
        FINITE.contains(&w.as_str()) || (w.len() > 4 && w.ends_with("ed") && !describes)
    })
}

/// A picture's text: one sentence whose first verb is a participle and which has no finite verb: "Blinken shaking hands with
/// the minister, symbolizing …", or a noun phrase with such a tail: "A warm welcome in Seoul, showcasing …".
pub(crate) fn is_caption(paragraph: &str) -> bool {
    const NO_VERBS: [&str; 11] = [
        "during",
        "morning",
        "evening",
        "meeting",
        "according",
        "following",
        "regarding",
        "nothing",
        "something",
        "anything",
        "beijing",
    ];
    let raw: Vec<&str> = paragraph.split_whitespace().collect();
    let words = bare_words(paragraph);
    let inner_stop = raw.iter().rev().skip(1).any(|w| w.ends_with('.') && w.len() > 4);
    if words.len() < 6 || words.len() > 40 || inner_stop || has_finite(&words) {
        return false;
    }
    let is_participle = |w: &String| w.len() > 5 && w.ends_with("ing") && !NO_VERBS.contains(&w.as_str());
    let early = words.iter().position(is_participle).is_some_and(|p| p <= 12);
    // After a comma a participle may hang from a finite verb that these cues do not see; two of them seldom do.
    early && (words.iter().filter(|w| is_participle(w)).count() >= 2 || !paragraph.ends_with('.'))
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
            ("The minister shaking hands with the president, symbolizing strengthened ties.", Some("caption")),
            ("A warm welcome for the envoy in Nairobi, showcasing the countries' friendship", Some("caption")),
            ("The envoy in Nairobi on Monday. Kim Lee/Getty Images", Some("caption")),
            ("Why the visit matters", Some("heading")),
            ("Who is the minister?", Some("heading")),
            ("Ministry Says Talks Have Failed", Some("heading")),
            ("France condemned the attack on Monday.", None),
            ("Soldiers entered the town on Monday, killing two rebels and wounding three.", None),
            ("The talks, lasting three days, were held in Geneva.", None),
            ("Kyiv says Russian drones hit a refinery in Odesa", None),
            ("Getty Images sued the maker on Monday over its pictures.", None),
            ("The company that sent the mails was told to take part in the talks about Getty Images on Monday.", None),
        ] {
            assert_eq!(reason(text), expected, "{text}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "France expelled two Russian diplomats on Friday over what it\ncalled an act of espionage, officials in Paris said late on\nFriday night.";
        assert_eq!(paragraphs(wrapped).len(), 1);
        assert_eq!(paragraphs("France expelled two diplomats.\nGermany condemned the attack.").len(), 2);
        assert_eq!(paragraphs("Home\nWorld\nSport\n\nThe minister arrived.").len(), 4);
    }

    #[test]
    fn injected_words_are_masked_in_place() {
        let document =
            Document::from_text("The minister will meet with his udintogel South Korean counterpart on Monday.");
        let clean = prepare(document);
        assert_eq!(clean.masked.len(), 1);
        let (start, end) = clean.masked[0];
        assert_eq!(&clean.text[start as usize..end as usize], "udintogel");
        assert_eq!(clean.dropped[0].reason, "injected");
    }
}
