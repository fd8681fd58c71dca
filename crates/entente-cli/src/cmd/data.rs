//! `entente data check`: reads every knowledge file and runs every example of the lexicon.

use super::coder;
use crate::Outcome;
use crate::args::{DataArgs, DataCommand};
use anyhow::Result;
use entente::check;

pub(crate) fn run(args: DataArgs) -> Result<Outcome> {
    let DataCommand::Check { failures, file, knowledge } = args.command;
    let coder = coder(&knowledge)?;
    let tables = coder.resources.finder.tables();
    println!(
        "{} countries, {} role nouns, {} persons and organisations, {} lexicon entries",
        tables.countries.len(),
        tables.roles.len(),
        tables.named.len(),
        coder.resources.lexicon.entries.len()
    );
    let (mut bad, mut all) = (0, 0);
    for report in check::examples(&coder).iter().filter(|r| file.as_ref().is_none_or(|f| r.file == *f)) {
        bad += report.failures.len();
        all += report.examples;
        let good = report.examples - report.failures.len();
        println!(
            "{:<12} {:>4} entries, {good:>4} of {:>4} examples right",
            report.file, report.entries, report.examples
        );
        for f in report.failures.iter().take(failures) {
            println!("    {}: {}\n        expected {}\n        got      {}", f.entry, f.text, f.expected, f.got);
        }
    }
    println!("{} of {all} examples right", all - bad);
    Ok(if bad == 0 { Outcome::Done } else { Outcome::Failed(bad) })
}
