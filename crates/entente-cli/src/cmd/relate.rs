//! `entente relate`: the event between two spans, one JSON object a line in and out.

use super::{coder, text_of};
use crate::Outcome;
use crate::args::RelateArgs;
use anyhow::Result;
use entente::{Workspace, relate};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Write;
use std::ops::Range;

#[derive(Deserialize)]
struct Pair {
    #[serde(default)]
    id: Value,
    text: String,
    source: Value,
    target: Value,
}

/// A span given as `[start, end]` in bytes, or as words of the text.
fn span(text: &str, value: &Value) -> Option<Range<usize>> {
    if let Some(words) = value.as_str() {
        return text.find(words).map(|at| at..at + words.len());
    }
    let list = value.as_array()?;
    let (a, b) = (list.first()?.as_u64()? as usize, list.get(1)?.as_u64()? as usize);
    text.get(a..b).map(|_| a..b)
}

pub(crate) fn run(args: RelateArgs) -> Result<Outcome> {
    let coder = coder(&args.knowledge)?;
    let mut workspace = Workspace::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = 0;
    for input in &args.inputs {
        let text = text_of(input)?;
        for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let mut fail = |reason: String| {
                failed += 1;
                eprintln!("entente: {}:{}: {reason}", input.display(), i + 1);
            };
            let pair: Pair = match serde_json::from_str(line) {
                Ok(p) => p,
                Err(e) => {
                    fail(format!("needs {{id,text,source,target}}: {e}"));
                    continue;
                }
            };
            let (Some(source), Some(target)) = (span(&pair.text, &pair.source), span(&pair.text, &pair.target)) else {
                fail("source or target is not in the text".into());
                continue;
            };
            let answer = match relate(&coder, &pair.text, source, target, &mut workspace) {
                Some(r) => {
                    json!({"id": pair.id, "type": r.kind, "mode": r.mode, "plv": r.plv, "confidence": r.confidence, "rule": r.rule})
                }
                None => {
                    json!({"id": pair.id, "type": null, "mode": null, "plv": null, "confidence": null, "rule": null})
                }
            };
            writeln!(out, "{answer}")?;
        }
    }
    out.flush()?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Failed(failed) })
}
