//! `entente bench`: words per second of parsing and coding, start-up and memory.

use super::coder;
use crate::Outcome;
use crate::args::{BenchArgs, Knowledge};
use anyhow::Result;
use entente::{Document, Options, Workspace};
use entente_nlp::Scratch;
use entente_sources::{ReadOptions, prepare, read};
use rayon::prelude::*;
use serde_json::json;
use std::time::Instant;

pub(crate) fn run(args: BenchArgs) -> Result<Outcome> {
    rayon::ThreadPoolBuilder::new().num_threads(args.threads.max(1)).build_global()?;
    let begin = Instant::now();
    let coder = coder(&Knowledge { lexicon: Vec::new(), actors: Vec::new() })?;
    let start_up = begin.elapsed();
    let mut documents: Vec<Document> = Vec::new();
    read(&args.inputs, &ReadOptions::default(), &mut |d| {
        documents.extend(d.map(prepare).map_err(|e| eprintln!("entente: {e}")))
    });
    // White-space words, so that the figure can be set beside other tools' whatever their tokens are.
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let best = |run: &dyn Fn()| {
        let times = (0..3).map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed().as_secs_f64()
        });
        words as f64 / times.fold(f64::INFINITY, f64::min)
    };
    let parse = best(&|| {
        documents.par_iter().for_each_init(Scratch::default, |s, d| {
            std::hint::black_box(coder.pipeline.analyze(&d.text, s));
        });
    });
    let code = best(&|| {
        documents.par_iter().for_each_init(Workspace::default, |w, d| {
            std::hint::black_box(coder.code(d, Options::default(), w));
        });
    });
    let memory = peak_memory();
    if args.json {
        let record = json!({"words": words, "threads": args.threads, "parse_words_per_second": parse.round(),
            "code_words_per_second": code.round(), "start_up_ms": start_up.as_secs_f64() * 1e3, "peak_memory_mb": memory});
        println!("{record}");
    } else {
        println!("{words} words in {} documents, {} thread(s)", documents.len(), args.threads.max(1));
        println!("parse     {parse:>10.0} words/s");
        println!("code      {code:>10.0} words/s");
        println!("start-up  {:>10.1} ms", start_up.as_secs_f64() * 1e3);
        if let Some(mb) = memory {
            println!("memory    {mb:>10.0} MB at most");
        }
    }
    Ok(Outcome::Done)
}

/// The highest resident memory of this process in MB, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kb| kb / 1024.0)
}
