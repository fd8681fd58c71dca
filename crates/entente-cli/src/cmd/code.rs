//! `entente code`: documents in, events out. Documents are read in batches and coded on all cores; events keep the order of
//! the documents, so the same input gives the same file.

use super::{coder, day};
use crate::Outcome;
use crate::args::{CodeArgs, InputFormat, OutputFormat};
use crate::output::{self, Provenance, Writer};
use anyhow::Result;
use entente::{Coder, Document, Event, Options, Workspace};
use entente_sources::{Format, ReadOptions, prepare, read};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::IsTerminal;

/// Documents coded together.
const BATCH: usize = 256;

pub(crate) fn run(args: CodeArgs) -> Result<Outcome> {
    if args.threads > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(args.threads).build_global()?;
    }
    let coder = coder(&args.knowledge)?;
    let options = ReadOptions {
        format: args.input_format.map(|f| match f {
            InputFormat::Text => Format::Text,
            InputFormat::Html => Format::Html,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
        }),
        published: day(args.published.as_deref())?,
        outlet: args.outlet.clone(),
    };
    let mut sink = Sink::open(&args, &coder)?;
    let progress = progress();
    let mut batch: Vec<Document> = Vec::with_capacity(BATCH);
    let mut failed = 0;
    let mut fault: Option<anyhow::Error> = None;
    read(&args.inputs, &options, &mut |document| match document {
        Ok(d) => {
            batch.push(d);
            if batch.len() == BATCH && fault.is_none() {
                fault = sink.code(&coder, std::mem::take(&mut batch), &progress).err();
            }
        }
        Err(e) => {
            failed += 1;
            progress.suspend(|| eprintln!("entente: {e}"));
        }
    });
    if let Some(e) = fault {
        return Err(e);
    }
    sink.code(&coder, batch, &progress)?;
    progress.finish_and_clear();
    sink.finish()?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Failed(failed) })
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// Where the events go.
struct Sink {
    writer: Box<dyn Writer>,
    /// The table that is printed beside a file.
    table: Option<Box<dyn Writer>>,
    options: Options,
    min_confidence: f32,
    output: Option<std::path::PathBuf>,
    documents: usize,
    events: usize,
}

impl Sink {
    fn open(args: &CodeArgs, coder: &Coder) -> Result<Sink> {
        let by_name = args.output.as_ref().and_then(|p| p.extension()?.to_str()).and_then(|e| match e {
            "csv" => Some(OutputFormat::Csv),
            "parquet" => Some(OutputFormat::Parquet),
            "tsv" => Some(OutputFormat::Polecat),
            "jsonl" | "json" => Some(OutputFormat::Jsonl),
            _ => None,
        });
        let terminal = std::io::stdout().is_terminal();
        let fallback = if terminal && args.output.is_none() { OutputFormat::Table } else { OutputFormat::Jsonl };
        let format = args.format.or(by_name).unwrap_or(fallback);
        let provenance = Provenance::of(coder);
        Ok(Sink {
            writer: output::open(format, args.output.as_deref(), &provenance, coder)?,
            table: args.output.as_ref().map(|_| output::table()),
            options: Options { evidence: args.evidence },
            min_confidence: args.min_confidence,
            output: args.output.clone(),
            documents: 0,
            events: 0,
        })
    }

    fn code(&mut self, coder: &Coder, batch: Vec<Document>, progress: &ProgressBar) -> Result<()> {
        let options = self.options;
        let coded: Vec<Vec<Event>> = batch
            .into_par_iter()
            .map_init(Workspace::default, |workspace, d| coder.code(&prepare(d), options, workspace).events)
            .collect();
        for events in coded {
            self.documents += 1;
            progress.inc(1);
            for event in events.iter().filter(|e| e.confidence >= self.min_confidence) {
                self.events += 1;
                self.writer.event(event)?;
                if let Some(table) = &mut self.table {
                    table.event(event)?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        self.writer.finish()?;
        if let Some(table) = self.table {
            table.finish()?;
        }
        let place = self.output.map(|p| format!("; full records in {}", p.display())).unwrap_or_default();
        eprintln!("{} events from {} documents{place}", self.events, self.documents);
        Ok(())
    }
}
