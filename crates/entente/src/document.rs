//! A document: one article with what is known of its origin. Readers of all formats make these; the coder takes them.

use crate::date::Day;
use serde::{Deserialize, Serialize};

/// A stretch of the source that is not news and why; kept so that a reader can check the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// The text that was left out.
    pub text: String,
    /// Why: `caption`, `comments`, `author box`, `navigation`, `related`, `injected` …
    pub reason: String,
}

/// One article, ready to be coded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable identity: a hash of the URL, else of title and text, or what the source gave.
    pub id: String,
    /// Headline, where known.
    #[serde(default)]
    pub title: Option<String>,
    /// The article itself; paragraphs are separated by an empty line.
    pub text: String,
    /// Day of publication.
    #[serde(default)]
    pub published: Option<Day>,
    /// How the day was found: `given`, `field`, `metadata`, `url`, `dateline`.
    #[serde(default)]
    pub published_from: Option<String>,
    /// Name or domain of the outlet.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The outlet's country, alpha-3.
    #[serde(default)]
    pub outlet_country: Option<String>,
    /// Address of the page.
    #[serde(default)]
    pub url: Option<String>,
    /// ISO 639-1 code of the language.
    #[serde(default)]
    pub language: Option<String>,
    /// What was left out of `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
    /// Byte ranges of `text` that hold injected words: they stay in place but take no part in coding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masked: Vec<(u32, u32)>,
}

impl Document {
    /// A document from bare text; the id follows from the text.
    pub fn from_text(text: impl Into<String>) -> Document {
        let text = text.into();
        Document { id: stable_id(&[&text]), text, ..Document::default() }
    }

    /// Gives the document its id: a hash of the URL where there is one, else of title and text.
    pub fn with_stable_id(mut self) -> Document {
        self.id = match &self.url {
            Some(url) => stable_id(&[canonical(url)]),
            None => stable_id(&[self.title.as_deref().unwrap_or(""), &self.text]),
        };
        self
    }
}

/// The part of a URL that names the page: scheme, `www.`, query, fragment and a closing slash left off.
fn canonical(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    let url = url.split(['#']).next().unwrap_or(url);
    let url = match url.split_once('?') {
        // Pages addressed by a number in the query keep it.
        Some((page, query)) if !query.contains("id=") && !query.contains("p=") => page,
        _ => url,
    };
    url.trim_end_matches('/')
}

/// FNV-1a over 64 bits: the same on every machine and in every version, as identities must be.
pub fn stable_id(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_id() {
        let page = |url: &str| Document { url: Some(url.into()), ..Document::default() }.with_stable_id().id;
        assert_eq!(page("https://www.daily.example/a/b/?utm_source=x#top"), page("http://daily.example/a/b"));
        assert_ne!(page("https://daily.example/a?id=1"), page("https://daily.example/a?id=2"));
    }
}
