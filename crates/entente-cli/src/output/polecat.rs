//! POLECAT's 40 tab-separated columns, as published with that data set; missing values are the word `None`.

use super::{Provenance, Target, Writer};
use anyhow::Result;
use entente::{ActorRecord, Coder, Event};
use std::collections::HashMap;
use std::io::Write;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub(super) struct Polecat {
    target: Target,
    version: String,
    countries: HashMap<String, (String, Option<u16>)>,
}

impl Polecat {
    pub(super) fn new(mut target: Target, p: &Provenance, coder: &Coder) -> Result<Polecat> {
        writeln!(target, "{}", COLUMNS.join("\t"))?;
        let tables = coder.resources.finder.tables();
        let countries = tables.countries.iter().map(|c| (c.iso3.to_string(), (c.name.clone(), c.cow))).collect();
        Ok(Polecat { target, version: format!("entente {}", p.coder), countries })
    }

    /// The eight columns of one side.
    fn side(&self, a: Option<&ActorRecord>) -> [Option<String>; 8] {
        let Some(a) = a else { return Default::default() };
        let country = a.country.as_ref().and_then(|c| self.countries.get(c));
        [
            a.name.clone(),
            country.map(|c| c.0.clone()).or_else(|| a.country.clone()),
            country.and_then(|c| c.1).map(|n| n.to_string()),
            a.sectors.first().cloned(),
            Some(a.sectors.join(";")),
            a.office.clone(),
            Some(a.text.clone()),
            None,
        ]
    }
}

impl Writer for Polecat {
    fn event(&mut self, e: &Event) -> Result<()> {
        let place = e.place.as_ref();
        let country = place.and_then(|p| p.country.as_ref()).and_then(|c| self.countries.get(c)).map(|c| c.0.clone());
        let mut cells: Vec<Option<String>> = vec![
            // Readers take what stands before the first `_` as the article.
            Some(format!("{}_{}_{}", e.document.replace('_', "-"), e.kind, e.mode.as_deref().unwrap_or("None"))),
            e.date.start.map(|d| d.to_string()),
            Some(e.kind.as_str().to_owned()),
            e.mode.clone(),
            Some(e.intensity.to_string()),
            Some(e.quad.polecat().to_owned()),
            Some(e.contexts.join(";")),
        ];
        cells.extend(self.side(e.actor.as_ref()));
        cells.extend(self.side(e.recipient.as_ref()));
        cells.extend([
            place.and_then(|p| p.name.clone()),
            place.filter(|p| p.lat.is_some()).and_then(|p| p.name.clone()),
            None,
            place.and_then(|p| p.admin1.clone()),
            country,
            place.and_then(|p| p.lat).map(|v| v.to_string()),
            place.and_then(|p| p.lon).map(|v| v.to_string()),
            place.and_then(|p| p.geonames).map(|v| v.to_string()),
            place.map(|p| p.text.clone()),
            None,
            e.outlet.clone(),
            e.published.map(|d| d.to_string()),
            None,
            None,
            None,
            Some("en".to_owned()),
            Some(self.version.clone()),
        ]);
        let clean = |c: Option<String>| {
            c.filter(|c| !c.is_empty()).map_or_else(|| "None".to_owned(), |c| c.replace(['\t', '\n'], " "))
        };
        writeln!(self.target, "{}", cells.into_iter().map(clean).collect::<Vec<_>>().join("\t"))?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.target.close()
    }
}
