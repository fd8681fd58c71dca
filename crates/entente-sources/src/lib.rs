//! Reading news: files, folders and streams in, [`entente::Document`]s out.
//!
//! `reader` walks the inputs and tells their format, `html`, `lines` and `table` read one format each (`fields` knows what others call a title or
//! a date), `clean` takes out what is not
//! news and `injected` marks words that spammers put into sentences. A bad record is reported and the rest goes on.

mod clean;
mod decode;
mod error;
mod fields;
mod html;
mod injected;
mod lines;
pub mod pages;
mod reader;
mod table;

pub use clean::prepare;
pub use error::SourceError;
pub use reader::{Format, ReadOptions, read};
