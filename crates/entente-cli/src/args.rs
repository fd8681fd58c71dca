//! The command line, as it is typed.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads news and writes down who did what to whom, where, when and about what.
#[derive(Parser)]
#[command(name = "entente", version, max_term_width = 110)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Codes events from articles.
    #[command(
        after_help = "Example:\n  entente code examples/seoul-2021 -o events.jsonl\n  entente code news.jsonl --format csv > events.csv"
    )]
    Code(CodeArgs),
    /// Parses text into CoNLL-U.
    #[command(after_help = "Example:\n  echo 'Troops entered the town.' | entente parse -")]
    Parse(ParseArgs),
    /// Shows how sentences were coded: tree, actors, entries that fired and those that did not.
    #[command(after_help = "Example:\n  entente explain 'France expelled two Russian diplomats on Friday.'")]
    Explain(ExplainArgs),
    /// Finds the event between given spans: JSON lines {id,text,source,target} in, {id,type,mode,plv,confidence,rule} out.
    #[command(
        after_help = "Example:\n  echo '{\"id\":1,\"text\":\"France met Spain.\",\"source\":\"France\",\"target\":\"Spain\"}' | entente relate -"
    )]
    Relate(RelateArgs),
    /// Measures against gold data.
    #[command(
        after_help = "Example:\n  entente eval ud treebank-test.conllu --json\n  entente eval relations plv_train.tsv"
    )]
    Eval(EvalArgs),
    /// Checks the knowledge files.
    #[command(after_help = "Example:\n  entente data check --failures 20")]
    Data(DataArgs),
    /// Trains the language model.
    #[command(after_help = "Example:\n  entente train language --ud treebanks/ -o models/en.model")]
    Train(TrainArgs),
    /// Measures throughput on this machine.
    #[command(after_help = "Example:\n  entente bench news.jsonl --threads 1")]
    Bench(BenchArgs),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Text,
    Html,
    Jsonl,
    Csv,
    Tsv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A table for the eye.
    Table,
    Jsonl,
    Csv,
    Parquet,
    /// POLECAT's 40 tab-separated columns.
    Polecat,
}

/// Knowledge files of one's own.
#[derive(Group)]
pub(crate) struct Knowledge {
    /// Lexicon file of your own (TOML); its entries win over the project's. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Actor table of your own (CSV); its rows win over the project's. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,
}

#[derive(Group)]
pub(crate) struct CodeArgs {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Output format; by default by the name of --output, else a table on a terminal and JSON lines elsewhere.
    #[arg(long, value_enum)]
    pub(crate) format: Option<OutputFormat>,
    /// Write to a file; a table is still printed.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Forces the input format.
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,
    /// Day of publication (YYYY-MM-DD) of documents that bring none.
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<String>,
    /// Outlet of documents that bring none.
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// Leave out events below this confidence (0 to 1).
    #[arg(long, default_value_t = 0.0)]
    pub(crate) min_confidence: f32,
    /// Add to every event how it was coded.
    #[arg(long)]
    pub(crate) evidence: bool,
    /// Number of threads; by default one per core.
    #[arg(long, default_value_t = 0)]
    pub(crate) threads: usize,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ParseFormat {
    Text,
    /// Gold tokens; everything else is predicted anew.
    Conllu,
}

#[derive(Group)]
pub(crate) struct ParseArgs {
    /// Files, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What the input holds.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) input_format: ParseFormat,
}

#[derive(Group)]
pub(crate) struct ExplainArgs {
    /// The sentence or sentences.
    #[arg(required = true)]
    pub(crate) text: String,
    /// Day of publication, for offices and dates.
    #[arg(long, value_name = "DAY")]
    pub(crate) published: Option<String>,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
}

#[derive(Group)]
pub(crate) struct RelateArgs {
    /// JSON lines files, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// Tags, lemmas and trees on CoNLL-U treebanks.
    Ud,
    /// PLV relations (TSV).
    Relations,
    /// PLOVER gold standard records (JSON).
    Plover,
    /// Article extraction (a folder of pages with ground-truth.json).
    Pages,
}

#[derive(Group)]
pub(crate) struct EvalArgs {
    /// What to measure.
    #[arg(value_enum)]
    pub(crate) task: Task,
    /// The gold file or folder.
    pub(crate) gold: PathBuf,
    /// Only sentences of documents whose id holds this (ud).
    #[arg(long, value_name = "TEXT")]
    pub(crate) documents: Option<String>,
    /// Print so many errors.
    #[arg(long, default_value_t = 0)]
    pub(crate) errors: usize,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) knowledge: Knowledge,
}

#[derive(Group)]
pub(crate) struct DataArgs {
    #[command(subcommand)]
    pub(crate) command: DataCommand,
}

#[derive(Subcommand)]
pub(crate) enum DataCommand {
    /// Reads every knowledge file and runs every example of the lexicon.
    Check {
        /// Print so many failed examples of each file.
        #[arg(long, default_value_t = 3)]
        failures: usize,
        /// Only this lexicon file ("consult").
        #[arg(long)]
        file: Option<String>,
        #[command(flatten)]
        knowledge: Knowledge,
    },
}

#[derive(Group)]
pub(crate) struct TrainArgs {
    #[command(subcommand)]
    pub(crate) command: TrainCommand,
}

#[derive(Subcommand)]
pub(crate) enum TrainCommand {
    /// Trains the language model on Universal Dependencies treebanks.
    Language {
        /// Folder with *-train.conllu and *-dev.conllu files.
        #[arg(long, value_name = "DIR")]
        ud: PathBuf,
        /// Where the model goes.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Passes over the sentences.
        #[arg(long)]
        epochs: Option<usize>,
        /// Seed of all random numbers.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

#[derive(Group)]
pub(crate) struct BenchArgs {
    /// Articles to run on.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Number of threads.
    #[arg(long, default_value_t = 1)]
    pub(crate) threads: usize,
    /// For programs.
    #[arg(long)]
    pub(crate) json: bool,
}
