//! `entente explain`: how a sentence was coded.

use super::{coder, day};
use crate::Outcome;
use crate::args::ExplainArgs;
use anyhow::Result;
use entente::explain::{Explanation, explain};
use entente::{Document, Workspace};
use std::io::{IsTerminal, Write};

/// Colours on a terminal, nothing elsewhere.
struct Paint(bool);

impl Paint {
    fn of(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

pub(crate) fn run(args: ExplainArgs) -> Result<Outcome> {
    let coder = coder(&args.knowledge)?;
    let document = Document { published: day(args.published.as_deref())?, ..Document::from_text(args.text) };
    let explanations = explain(&coder, &document, &mut Workspace::default());
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &explanations)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    let paint = Paint(std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none());
    for e in &explanations {
        print(&mut out, e, &paint)?;
    }
    Ok(Outcome::Done)
}

fn print(out: &mut impl Write, e: &Explanation, paint: &Paint) -> Result<()> {
    let heading = |t: &str| paint.of("1", t);
    writeln!(out, "{}\n", paint.of("1;36", &e.text))?;
    writeln!(out, "{}", heading("Tree"))?;
    for (i, t) in e.tokens.iter().enumerate() {
        writeln!(
            out,
            "  {:>3} {:<18} {:<14} {:<6} {:>3} {}",
            i + 1,
            t.form,
            t.lemma,
            t.upos,
            t.head,
            paint.of("33", &t.deprel)
        )?;
    }
    writeln!(out, "{}", heading("Actors"))?;
    for m in &e.mentions {
        let country = m.country.as_deref().unwrap_or("?");
        let office = m.office.as_deref().map(|o| format!(", {o}")).unwrap_or_default();
        let note = m.note.as_deref().map(|n| format!("  ({n})")).unwrap_or_default();
        writeln!(
            out,
            "  {:<34} {} {}  {}{office}{}",
            m.text,
            paint.of("32", country),
            m.sectors.join("/"),
            m.name.as_deref().unwrap_or("-"),
            paint.of("2", &note)
        )?;
    }
    writeln!(out, "{}", heading("Triggers"))?;
    for t in &e.triggers {
        let fired = t.fired.as_deref().map_or_else(|| paint.of("2", "no entry fits"), |f| paint.of("32", f));
        writeln!(out, "  {:<18} {fired}", t.word)?;
        for (entry, condition) in t.failed.iter().take(6) {
            writeln!(out, "  {:<18} {}", "", paint.of("2", &format!("not {entry}: {condition} does not hold")))?;
        }
        if t.failed.len() > 6 {
            writeln!(out, "  {:<18} {}", "", paint.of("2", &format!("and {} more", t.failed.len() - 6)))?;
        }
    }
    for n in &e.not_coded {
        writeln!(out, "{} {n}", heading("Not coded"))?;
    }
    writeln!(out, "{}", heading("Events"))?;
    for event in &e.events {
        writeln!(out, "  {}  {:.2}", paint.of("1;32", &entente::check::summary(event)), event.confidence)?;
        for line in event.evidence.iter().flatten().chain(&event.reasons) {
            writeln!(out, "      {}", paint.of("2", line))?;
        }
    }
    if e.events.is_empty() {
        writeln!(out, "  none")?;
    }
    writeln!(out)?;
    Ok(())
}
