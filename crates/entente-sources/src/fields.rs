//! Under which names other people's files keep a title, a text or a date; and how a date is written.

use crate::error::SourceError;
use entente::{Day, Document};

const TEXT: &[&str] = &["text", "body", "content", "article", "maintext", "articleBody"];
const DATE: &[&str] = &[
    "published",
    "date",
    "pub_date",
    "pubDate",
    "publication_date",
    "date_publish",
    "published_at",
    "publishedAt",
    "datePublished",
];

/// The document of one record; `get` gives the value under a name.
pub(crate) fn document(file: &str, line: usize, get: &dyn Fn(&str) -> Option<String>) -> Result<Document, SourceError> {
    let field = |names: &[&str]| names.iter().find_map(|n| get(n).filter(|v| !v.trim().is_empty()));
    let Some(text) = field(TEXT) else {
        return Err(SourceError::new(
            file,
            line,
            "no field `text` (or body, content, article) with the article's text",
        ));
    };
    let date = field(DATE);
    let published = date.as_deref().and_then(day);
    if let (Some(date), None) = (&date, published) {
        let date: String = date.chars().take(40).collect();
        return Err(SourceError::new(file, line, format!("`{date}` is not a date that can be read; write YYYY-MM-DD")));
    }
    Ok(Document {
        id: field(&["id", "uid"]).unwrap_or_default(),
        title: field(&["title", "headline"]),
        text,
        published,
        published_from: published.map(|_| "field".to_owned()),
        outlet: field(&["outlet", "source", "publisher", "source_domain"]),
        outlet_country: field(&["outlet_country"]).filter(|c| c.len() == 3),
        url: field(&["url", "link"]),
        language: field(&["language", "lang"]).map(|l| l.split(['-', '_']).next().unwrap_or("").to_lowercase()),
        ..Document::default()
    })
}

/// The day of a date or instant: ISO, compact, or with the month as a word. Three plain numbers (`03/04/2021`) can be read
/// in two ways and are not read at all.
pub(crate) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    match text.bytes().take_while(u8::is_ascii_digit).count() {
        4 => {
            let tail = text.get(10..)?;
            let date = text[..10].replace('/', "-").parse().ok();
            date.filter(|_| !tail.starts_with(|c: char| c.is_ascii_digit()))
        }
        8 | 14 => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]).parse().ok(),
        _ => in_words(text),
    }
}

/// `17 March 2021`, `March 17, 2021`, `Wed, 17 Mar 2021 08:00:00 GMT`.
fn in_words(text: &str) -> Option<Day> {
    let (mut month, mut day, mut year) = (None, None, None);
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-')).filter(|w| !w.is_empty()).take(8)
    {
        let lower = word.to_lowercase();
        match lower.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>() {
            Ok(n) if (1900..2200).contains(&n) => year = year.or(Some(n)),
            Ok(n) if (1..=31).contains(&n) => day = day.or(i8::try_from(n).ok()),
            Err(_) => month = month.or_else(|| entente::month(&lower)),
            _ => {}
        }
    }
    Day::new(year?, month?, day?).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn dates_in_use() {
        for text in [
            "2021-03-17",
            "2021-03-17T08:00:00Z",
            "2021/03/17",
            "20210317",
            "20210317T080000Z",
            "20210317083000",
            "17 March 2021",
            "March 17, 2021",
            "Wed, 17 Mar 2021 08:00:00 GMT",
            "Wednesday, March 17th, 2021",
        ] {
            assert_eq!(day(text).map(|d| d.to_string()).as_deref(), Some("2021-03-17"), "{text}");
        }
        for text in ["03/04/2021", "yesterday", "", "2021", "2021-13-45", "2021-03-1é"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
