//! Parquet with the columns of CSV: numbers as doubles, the rest as text; coder, model and data stand in the file's metadata.

use super::columns::{self, Cell};
use super::{Provenance, Target, Writer};
use anyhow::Result;
use entente::Event;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// Rows kept before they are written as one group.
const ROWS: usize = 20_000;

pub(super) struct Parquet {
    writer: SerializedFileWriter<Target>,
    rows: Vec<Vec<(&'static str, Cell)>>,
}

impl Parquet {
    pub(super) fn new(target: Target, p: &Provenance) -> Result<Parquet> {
        let field = |(name, number): (&str, bool)| {
            let physical = if number { Physical::DOUBLE } else { Physical::BYTE_ARRAY };
            let kind = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type((!number).then_some(LogicalType::String));
            Ok::<_, parquet::errors::ParquetError>(Arc::new(kind.build()?))
        };
        let fields = columns::schema().into_iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Arc::new(Type::group_type_builder("event").with_fields(fields).build()?);
        let note = |k: &str, v: &str| KeyValue::new(format!("entente.{k}"), v.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![note("coder", &p.coder), note("model", &p.model), note("data", &p.data)]))
            .build();
        Ok(Parquet { writer: SerializedFileWriter::new(target, schema, Arc::new(properties))?, rows: Vec::new() })
    }

    fn group(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            let (mut texts, mut numbers, mut levels) = (Vec::new(), Vec::new(), Vec::new());
            let mut is_number = false;
            for row in &rows {
                match &row[at].1 {
                    Cell::Text(t) => {
                        levels.push(i16::from(t.is_some()));
                        texts.extend(t.as_deref().map(ByteArray::from));
                    }
                    Cell::Number(n) => {
                        is_number = true;
                        levels.push(i16::from(n.is_some()));
                        numbers.extend(*n);
                    }
                }
            }
            if is_number {
                column.typed::<DoubleType>().write_batch(&numbers, Some(&levels), None)?;
            } else {
                column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None)?;
            }
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }
}

impl Writer for Parquet {
    fn event(&mut self, event: &Event) -> Result<()> {
        self.rows.push(columns::of(event));
        if self.rows.len() == ROWS { self.group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.group()?;
        self.writer.into_inner()?.close()
    }
}
