//! Reading news: files, folders and streams in, [`entente::Document`]s out.
//!
//! `reader` walks the inputs and tells their format, `html` and `lines` read one format each, `clean` takes out what is not
//! news and `injected` marks words that spammers put into sentences. A bad record is reported and the rest goes on.

mod clean;
mod error;
mod html;
mod injected;
mod lines;
pub mod pages;
mod reader;

pub use clean::prepare;
pub use error::SourceError;
pub use reader::{Format, ReadOptions, read};
