//! JSON lines: one event a line. A file begins with a line `{"entente": …}` that names coder, model and data.

use super::{Provenance, Target, Writer};
use anyhow::Result;
use entente::{Event, RECORD_VERSION};
use serde_json::json;
use std::io::Write;

pub(super) struct Jsonl {
    target: Target,
}

impl Jsonl {
    pub(super) fn new(mut target: Target, p: &Provenance) -> Result<Jsonl> {
        if target.is_file() {
            let head =
                json!({"entente": {"coder": p.coder, "model": p.model, "data": p.data, "record": RECORD_VERSION}});
            writeln!(target, "{head}")?;
        }
        Ok(Jsonl { target })
    }
}

impl Writer for Jsonl {
    fn event(&mut self, event: &Event) -> Result<()> {
        serde_json::to_writer(&mut self.target, event)?;
        self.target.write_all(b"\n")?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.target.close()
    }
}
