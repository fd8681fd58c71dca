//! A table for the eye: who did what to whom.

use super::{Target, Writer};
use anyhow::Result;
use entente::{ActorRecord, Event};
use std::io::{IsTerminal, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows shown; the rest is counted.
const ROWS: usize = 200;

pub(super) struct Table {
    target: Target,
    rows: Vec<[String; 6]>,
    more: usize,
}

impl Table {
    pub(super) fn new(target: Target) -> Table {
        Table { target, rows: Vec::new(), more: 0 }
    }
}

fn who(a: Option<&ActorRecord>) -> String {
    let Some(a) = a else { return "-".into() };
    let name = a.name.as_deref().unwrap_or(&a.text);
    let code = a.country.as_deref().unwrap_or("?");
    match a.sectors.first() {
        Some(s) => format!("{name} ({code} {s})"),
        None => format!("{name} ({code})"),
    }
}

/// Cuts a text to a width and fills it up.
fn fit(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    let full = text.width() <= width;
    for c in text.chars() {
        let w = c.width().unwrap_or(0);
        if used + w > if full { width } else { width - 1 } {
            break;
        }
        out.push(c);
        used += w;
    }
    if !full {
        out.push('…');
        used += 1;
    }
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    out
}

impl Writer for Table {
    fn event(&mut self, e: &Event) -> Result<()> {
        if self.rows.len() == ROWS {
            self.more += 1;
            return Ok(());
        }
        let mode = e.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
        self.rows.push([
            e.date.start.map_or_else(|| "-".into(), |d| d.to_string()),
            who(e.actor.as_ref()),
            format!("{}{mode}", e.kind),
            who(e.recipient.as_ref()),
            e.place.as_ref().and_then(|p| p.name.clone()).unwrap_or_else(|| "-".into()),
            e.outlet.clone().unwrap_or_else(|| e.document.clone()),
        ]);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let colour =
            !self.target.is_file() && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let widths = [10, 38, 20, 38, 16, 22];
        let line = |row: &[String; 6]| row.iter().zip(widths).map(|(c, w)| fit(c, w)).collect::<Vec<_>>().join(" ");
        let out = &mut self.target;
        let head = line(&["Date", "Who", "did what", "to whom", "where", "told by"].map(String::from));
        writeln!(out, "{}", if colour { format!("\x1b[1m{head}\x1b[0m") } else { head.trim_end().to_owned() })?;
        for row in &self.rows {
            writeln!(out, "{}", line(row).trim_end())?;
        }
        if self.more > 0 {
            writeln!(out, "… and {} more", self.more)?;
        }
        self.target.close()
    }
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn cells_are_cut_by_width() {
        assert_eq!(fit("Seoul", 8), "Seoul   ");
        assert_eq!(fit("Pyongyang", 5), "Pyon…");
        assert_eq!(fit("서울특별시", 6), "서울… ");
    }
}
