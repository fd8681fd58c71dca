//! How well articles are taken out of pages, by the measure of the article-extraction benchmark (Scrapinghub): shared runs of
//! four words between what was extracted and the true article body.

use crate::error::SourceError;
use crate::html;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

/// The scores over all pages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Report {
    /// Number of pages.
    pub pages: usize,
    /// Harmonic mean of precision and recall.
    pub f1: f64,
    /// Mean over pages.
    pub precision: f64,
    /// Mean over pages.
    pub recall: f64,
    /// On one core.
    pub pages_per_second: f64,
}

/// Evaluates a folder with `*.html.gz` pages and `ground-truth.json` (id → `articleBody`).
///
/// # Errors
/// When the folder lacks either.
pub fn evaluate(dir: &Path) -> Result<Report, SourceError> {
    let file = dir.join("ground-truth.json");
    let name = file.display().to_string();
    let text = std::fs::read_to_string(&file).map_err(|e| SourceError::new(&name, None, e.to_string()))?;
    let truth: HashMap<String, serde_json::Value> =
        serde_json::from_str(&text).map_err(|e| SourceError::new(&name, e.line(), e.to_string()))?;
    let mut ids: Vec<&String> = truth.keys().collect();
    ids.sort();
    let (mut precision, mut recall, mut pages, mut seconds) = (0.0, 0.0, 0usize, 0.0);
    for id in ids {
        let path = dir.join(format!("{id}.html.gz"));
        let Ok(packed) = std::fs::File::open(&path) else { continue };
        let mut bytes = Vec::new();
        if flate2::read::GzDecoder::new(packed).take(64 << 20).read_to_end(&mut bytes).is_err() {
            continue;
        }
        let begin = Instant::now();
        let found = html::document(id, &bytes).map(|d| d.text).unwrap_or_default();
        seconds += begin.elapsed().as_secs_f64();
        let gold = truth[id].get("articleBody").and_then(|b| b.as_str()).unwrap_or("");
        let (gold, found) = (shingles(gold), shingles(&found));
        let shared: f64 = found.iter().map(|(k, n)| f64::from((*n).min(gold.get(k).copied().unwrap_or(0)))).sum();
        let total = |m: &HashMap<Vec<String>, u32>| f64::from(m.values().sum::<u32>());
        // As in the benchmark: an empty answer to an empty page is right.
        precision += if total(&found) > 0.0 { shared / total(&found) } else { f64::from(u8::from(gold.is_empty())) };
        recall += if total(&gold) > 0.0 { shared / total(&gold) } else { 1.0 };
        pages += 1;
    }
    let n = pages.max(1) as f64;
    let (precision, recall) = (precision / n, recall / n);
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    Ok(Report { pages, f1, precision, recall, pages_per_second: pages as f64 / f64::max(seconds, 1e-9) })
}

fn shingles(text: &str) -> HashMap<Vec<String>, u32> {
    let words: Vec<String> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let mut counts = HashMap::new();
    let size = words.len().clamp(1, 4);
    for window in words.windows(size) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}
