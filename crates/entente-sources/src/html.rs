//! Web pages: the article and what the page says of itself, through the `trafilatura` crate.

use crate::decode::decode;
use crate::error::SourceError;
use entente::Document;
use trafilatura::{Options, extract};

/// Elements nested deeper than this are an attack or a fault, not a page.
const MAX_DEPTH: usize = 2000;
/// Stack of the thread that reads a page.
const STACK: usize = 64 << 20;

/// Reads one page.
pub(crate) fn document(name: &str, bytes: &[u8]) -> Result<Document, SourceError> {
    let page = decode(name, bytes)?;
    if depth(&page) > MAX_DEPTH {
        let reason = format!("elements are nested more than {MAX_DEPTH} deep: not a page that a browser would show");
        return Err(SourceError::new(name, None, reason));
    }
    let found = on_large_stack(|| extract(&page, &options()))
        .ok_or_else(|| SourceError::new(name, None, "the page could not be taken apart"))?
        .map_err(|e| SourceError::new(name, None, format!("no article found: {e}")))?;
    let meta = found.metadata;
    let given = |s: String| Some(s.trim().to_owned()).filter(|s| !s.is_empty());
    let url = canonical(&page).or_else(|| given(meta.url));
    let host = url.as_deref().and_then(host);
    let published = meta.date.and_then(|d| d.to_string().parse().ok());
    Ok(Document {
        title: given(meta.title),
        text: paragraphs(&found.content_text),
        published,
        published_from: published.map(|_| "metadata".to_owned()),
        outlet: host.clone().or_else(|| given(meta.sitename)),
        outlet_country: country(&page).or_else(|| host.as_deref().and_then(by_domain)),
        language: given(meta.language),
        url,
        ..Document::default()
    })
}

fn options() -> Options {
    let mut options = Options::default();
    options.enable_fallback = true;
    options.exclude_comments = true;
    options.exclude_tables = true;
    options
}

/// The extraction walks the page by recursion; a deep page must not end the program.
fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        thread.join().ok()
    })
}

/// How deep the elements of a page are nested, by a scan of its tags.
fn depth(page: &str) -> usize {
    const VOID: [&str; 16] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p",
        "li", "!doctype",
    ];
    let (mut now, mut deepest) = (0usize, 0);
    for (at, _) in page.match_indices('<') {
        let rest = &page[at + 1..];
        let closing = rest.starts_with('/');
        let name: String =
            rest.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).take(12).collect();
        if name.is_empty() || VOID.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        if closing {
            now = now.saturating_sub(1);
        } else {
            now += 1;
            deepest = deepest.max(now);
        }
    }
    deepest
}

/// One paragraph per line becomes paragraphs with an empty line between them.
fn paragraphs(text: &str) -> String {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn attribute<'p>(tag: &'p str, name: &str) -> Option<&'p str> {
    let at = tag.find(&format!("{name}="))? + name.len() + 1;
    let rest = &tag[at..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}

/// The tags of a page that begin with `<name`.
fn tags<'p>(page: &'p str, name: &'p str) -> impl Iterator<Item = &'p str> {
    page.match_indices(name).filter_map(move |(at, _)| page[at..].find('>').map(|end| &page[at..at + end]))
}

fn canonical(page: &str) -> Option<String> {
    let tag = tags(page, "<link").find(|t| attribute(t, "rel") == Some("canonical"))?;
    attribute(tag, "href").filter(|h| h.contains("://")).map(str::to_owned)
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', ':', '?']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_lowercase()).filter(|h| h.contains('.'))
}

/// The country that a page gives for its outlet in a `geo.country` tag, as alpha-3.
fn country(page: &str) -> Option<String> {
    let tag = tags(page, "<meta").find(|t| attribute(t, "name") == Some("geo.country"))?;
    alpha3(&attribute(tag, "content")?.to_uppercase())
}

/// The country of a host's top-level domain.
fn by_domain(host: &str) -> Option<String> {
    let last = host.rsplit('.').next().filter(|l| l.len() == 2)?;
    alpha3(&if last == "uk" { "GB".to_owned() } else { last.to_uppercase() })
}

/// Alpha-2 to alpha-3, by the table that ships with the project.
fn alpha3(code: &str) -> Option<String> {
    const TABLE: &str = include_str!("../../../data/actors/countries.csv");
    if code.len() == 3 {
        return Some(code.to_owned());
    }
    TABLE.lines().filter(|l| !l.starts_with('#')).find_map(|l| {
        let mut cells = l.split(',');
        let iso3 = cells.next()?;
        (cells.next()? == code).then(|| iso3.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_origin() {
        let page = r#"<!DOCTYPE html><html lang="en"><head><title>Minister in Seoul</title>
            <link rel="canonical" href="https://www.daily.example/2021/03/17/visit">
            <meta name="geo.country" content="KR"><meta property="article:published_time" content="2021-03-17T09:00:00Z">
            </head><body><nav>Home World Sport</nav><article><h1>Minister in Seoul</h1>
            <p>The foreign minister of Kenya arrived in Seoul on Wednesday for two days of talks on trade and security with his South Korean counterpart.</p>
            <p>The two ministers signed an agreement on fisheries and agreed to meet again in Nairobi later in the year, officials said.</p>
            </article><footer>Leave a reply</footer></body></html>"#;
        let d = document("page", page.as_bytes()).expect("the page has an article");
        assert_eq!(d.outlet.as_deref(), Some("daily.example"));
        assert_eq!(d.outlet_country.as_deref(), Some("KOR"));
        assert_eq!(d.published.map(|p| p.to_string()).as_deref(), Some("2021-03-17"));
        assert!(d.text.contains("fisheries"));
    }

    #[test]
    fn bottomless_pages_are_refused() {
        let page = "<div>".repeat(100_000);
        assert!(document("deep", page.as_bytes()).is_err_and(|e| e.reason.contains("nested")));
    }
}
