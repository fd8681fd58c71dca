//! CSV with a header; nested fields are joined by `_`, lists by `|`, and the last columns name coder, model and data.

use super::columns::{self, Cell};
use super::{Provenance, Target, Writer};
use anyhow::Result;
use entente::Event;

pub(super) struct Csv {
    writer: csv::Writer<Target>,
    provenance: Provenance,
}

impl Csv {
    pub(super) fn new(target: Target, provenance: &Provenance) -> Result<Csv> {
        let mut writer = csv::Writer::from_writer(target);
        let names = columns::schema().into_iter().map(|(n, _)| n);
        writer.write_record(names.chain(["coder_version", "model", "data_hash"]))?;
        Ok(Csv { writer, provenance: provenance.clone() })
    }
}

impl Writer for Csv {
    fn event(&mut self, event: &Event) -> Result<()> {
        for (_, cell) in columns::of(event) {
            match cell {
                Cell::Text(t) => self.writer.write_field(t.unwrap_or_default())?,
                Cell::Number(n) => self.writer.write_field(n.map(|n| n.to_string()).unwrap_or_default())?,
            }
        }
        self.writer.write_record([&self.provenance.coder, &self.provenance.model, &self.provenance.data])?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.writer.into_inner().map_err(|e| e.into_error())?.close()
    }
}
