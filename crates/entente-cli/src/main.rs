//! The binary `entente`: arguments, wiring, exit codes. What a command does stands in `cmd/`.
//!
//! Exit codes: 0 done, 1 some records failed (each is named on standard error), 2 wrong usage or nothing could be done.

mod args;
mod cmd;
mod output;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended.
pub(crate) enum Outcome {
    /// Everything went well.
    Done,
    /// So many records could not be read or failed a check.
    Failed(usize),
}

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match args.command {
        Command::Code(a) => cmd::code::run(a),
        Command::Parse(a) => cmd::parse::run(a),
        Command::Explain(a) => cmd::explain::run(a),
        Command::Relate(a) => cmd::relate::run(a),
        Command::Eval(a) => cmd::eval::run(a),
        Command::Data(a) => cmd::data::run(a),
        Command::Train(a) => cmd::train::run(a),
        Command::Bench(a) => cmd::bench::run(a),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed(n)) => {
            eprintln!("entente: {n} failed");
            ExitCode::from(1)
        }
        Err(e) if is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("entente: {e:#}");
            ExitCode::from(2)
        }
    }
}

/// `entente code … | head` ends the output early; that is no fault.
fn is_closed_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|c| c.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
