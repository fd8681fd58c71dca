//! The tables of `data/actors/` as values: countries, role nouns, organisations, persons with dated offices.

use crate::date::{self, Day};
use crate::error::{Error, Result};
use crate::ontology::Ontology;
use crate::table::{self, Row};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// PLOVER's values for actors that belong to no state.
pub const NON_STATE: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// A state, former state or territory.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166 alpha-3 (XKX for Kosovo).
    pub iso3: CompactString,
    /// ISO 3166 alpha-2.
    pub iso2: CompactString,
    /// Correlates of War number, where there is one.
    pub cow: Option<u16>,
    /// Name as written in news.
    pub name: String,
    /// Region of the world.
    pub region: String,
}

/// How a role noun names an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// One person: "spokesman".
    Person,
    /// A group of people: "soldiers".
    Group,
    /// A body: "parliament".
    Body,
    /// A person, and may stand before a name: "President Moon".
    Title,
}

/// A noun that names a kind of actor.
#[derive(Debug, Clone)]
pub struct Role {
    /// Singular form.
    pub noun: String,
    /// PLOVER sectors; empty where the noun says nothing of the sector.
    pub sectors: Vec<CompactString>,
    /// What kind of noun it is.
    pub kind: RoleKind,
    /// The office that the noun names.
    pub office: Option<CompactString>,
}

/// A time during which an actor held an office or a status.
#[derive(Debug, Clone)]
pub struct Spell {
    /// PLOVER sectors during that time.
    pub sectors: Vec<CompactString>,
    /// Office held; `None` for what the actor is for good.
    pub office: Option<CompactString>,
    /// First day; `None` = always.
    pub from: Option<Day>,
    /// Last day; `None` = until now.
    pub to: Option<Day>,
    /// False for facts that are not sure: these never date an office.
    pub certain: bool,
}

impl Spell {
    /// True when the spell covers the day.
    pub fn covers(&self, day: Day) -> bool {
        self.certain && self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// What a named actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedKind {
    /// A human being.
    Person,
    /// A body: ministry, army, party, firm, armed group, international organisation.
    Organisation,
    /// A part of a state or a partially recognised state.
    Entity,
}

/// A person, organisation or sub-state entity with all its spells.
#[derive(Debug, Clone)]
pub struct Named {
    /// Canonical name.
    pub name: String,
    /// Person, organisation or entity.
    pub kind: NamedKind,
    /// Country alpha-3 or a non-state value; empty where unknown.
    pub country: CompactString,
    /// In the order of the file.
    pub spells: Vec<Spell>,
    /// True for media, firms and the like that are seldom the subject of an event unless they act.
    pub category: CompactString,
}

/// Which words stand for a country, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountryForm {
    /// "South Korea"
    Name,
    /// "South Korean"
    Adjective,
    /// "South Koreans"
    People,
    /// "Seoul"
    Capital,
    /// "Blue House": stands for a body with this sector.
    Seat(CompactString),
}

/// A spelling and what it stands for.
#[derive(Debug, Clone)]
pub(crate) enum Spelling {
    Country(u16, CountryForm),
    Role(u16),
    /// Index into `named`; weak spellings (bare surnames) yield to any other reading.
    Named(u32, bool),
}

/// All actors that the tables know.
#[derive(Default)]
pub struct Tables {
    /// States and territories.
    pub countries: Vec<Country>,
    /// Role nouns.
    pub roles: Vec<Role>,
    /// Persons, organisations, entities.
    pub named: Vec<Named>,
    pub(crate) spellings: Vec<(String, Spelling)>,
    index: FxHashMap<(NamedKey, String), u32>,
    iso3: FxHashMap<CompactString, u16>,
}

type NamedKey = (u8, CompactString);

impl Tables {
    /// Reads one file; its header tells which table it is. Rows of later files come first in look-ups, so a user's file
    /// wins over the project's.
    ///
    /// # Errors
    /// Names file and line of the first fault.
    pub fn read(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<()> {
        let header = text.lines().find(|l| !l.starts_with('#') && !l.trim().is_empty()).unwrap_or("");
        let has = |column: &str| header.split(',').any(|c| c.trim() == column);
        if has("iso3") {
            self.read_countries(file, text, ontology)
        } else if has("noun") {
            self.read_roles(file, text, ontology)
        } else if has("certain") {
            self.read_named(file, text, ontology, NamedKind::Person)
        } else if has("kind") {
            self.read_named(file, text, ontology, NamedKind::Organisation)
        } else if has("adjectives") {
            self.read_named(file, text, ontology, NamedKind::Entity)
        } else {
            Err(Error::data(file, 1, "the header is none of the actor tables'; see data/README.md for their columns"))
        }
    }

    /// The country of an alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.iso3.get(iso3).map(|i| &self.countries[*i as usize])
    }

    fn read_countries(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<()> {
        table::read(file, text, &["iso3", "name", "aliases", "adjectives", "people", "capital", "seats"], |row| {
            let iso3 = row.get("iso3");
            if iso3.len() != 3 {
                return Err(row.error(format!("`{iso3}` is not an alpha-3 code")));
            }
            let at = self.countries.len() as u16;
            self.iso3.insert(iso3.into(), at);
            self.countries.push(Country {
                iso3: iso3.into(),
                iso2: row.get("iso2").into(),
                cow: row.get("cow").parse().ok(),
                name: row.get("name").into(),
                region: row.get("region").into(),
            });
            let mut add = |spelling: &str, form: CountryForm| {
                self.spellings.push((spelling.to_owned(), Spelling::Country(at, form)));
            };
            for name in row.list("name").chain(row.list("official")).chain(row.list("aliases")) {
                add(name, CountryForm::Name);
            }
            row.list("adjectives").for_each(|a| add(a, CountryForm::Adjective));
            row.list("people").for_each(|p| add(p, CountryForm::People));
            row.list("capital").for_each(|c| add(c, CountryForm::Capital));
            for seat in row.list("seats") {
                let (name, sector) = seat.split_once(':').unwrap_or((seat, "GOV"));
                if !ontology.is_sector(sector) {
                    return Err(row.error(format!("`{sector}` is not a sector")));
                }
                add(name, CountryForm::Seat(sector.into()));
            }
            Ok(())
        })
    }

    fn read_roles(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<()> {
        table::read(file, text, &["noun", "plural", "sectors", "kind", "office"], |row| {
            let kind = match row.get("kind") {
                "person" => RoleKind::Person,
                "group" => RoleKind::Group,
                "body" => RoleKind::Body,
                "title" => RoleKind::Title,
                other => return Err(row.error(format!("`{other}` is not a kind of role (person, group, body, title)"))),
            };
            let noun = row.get("noun");
            let at = self.roles.len() as u16;
            let plural = row.opt("plural").map_or_else(|| plural(noun), str::to_owned);
            self.spellings.push((noun.to_owned(), Spelling::Role(at)));
            for form in plural.split('|').filter(|p| *p != noun && !p.is_empty()) {
                self.spellings.push((form.to_owned(), Spelling::Role(at)));
            }
            self.roles.push(Role {
                noun: noun.to_owned(),
                sectors: sectors(&row, ontology)?,
                kind,
                office: row.opt("office").map(Into::into),
            });
            Ok(())
        })
    }

    fn read_named(&mut self, file: &str, text: &str, ontology: &Ontology, kind: NamedKind) -> Result<()> {
        table::read(file, text, &["name", "aliases", "country", "sectors"], |row| {
            let country = row.get("country");
            if !country.is_empty() && !NON_STATE.contains(&country) && self.country(country).is_none() {
                return Err(row.error(format!("`{country}` is neither in countries.csv nor a non-state value")));
            }
            let bound = |column: &str, last: bool| match row.opt(column) {
                None => Ok(None),
                Some(cell) => date::partial(cell, last)
                    .map(Some)
                    .ok_or_else(|| row.error(format!("`{cell}` in `{column}` is not YYYY, YYYY-MM or YYYY-MM-DD"))),
            };
            let spell = Spell {
                sectors: sectors(&row, ontology)?,
                office: row.opt("office").map(Into::into),
                from: bound("from", false)?,
                to: bound("to", true)?,
                certain: row.get("certain") != "no",
            };
            if let (Some(from), Some(to)) = (spell.from, spell.to)
                && from > to
            {
                return Err(row.error(format!("ends on {to}, before it begins on {from}")));
            }
            let name = row.get("name");
            let key = ((kind as u8, country.into()), name.to_owned());
            let at = *self.index.entry(key).or_insert_with(|| {
                self.named.push(Named {
                    name: name.to_owned(),
                    kind,
                    country: country.into(),
                    spells: Vec::new(),
                    category: row.get("kind").into(),
                });
                (self.named.len() - 1) as u32
            });
            let known = !self.named[at as usize].spells.is_empty();
            self.named[at as usize].spells.push(spell);
            if !known {
                self.spellings.push((name.to_owned(), Spelling::Named(at, false)));
            }
            for alias in row.list("aliases").chain(row.list("adjectives")) {
                match alias.strip_prefix('~') {
                    Some(weak) => self.spellings.push((weak.to_owned(), Spelling::Named(at, true))),
                    None => self.spellings.push((alias.to_owned(), Spelling::Named(at, false))),
                }
            }
            Ok(())
        })
    }
}

fn sectors(row: &Row<'_>, ontology: &Ontology) -> Result<Vec<CompactString>> {
    let mut all = Vec::new();
    for sector in row.list("sectors").filter(|s| *s != "-") {
        if !ontology.is_sector(sector) {
            return Err(row.error(format!("`{sector}` is not one of PLOVER's sectors")));
        }
        all.push(sector.into());
    }
    Ok(all)
}

/// The regular English plural of a noun phrase whose head is its last word, or the word before "of".
pub(crate) fn plural(noun: &str) -> String {
    if let Some((head, rest)) = noun.split_once(" of ") {
        return format!("{} of {rest}", plural(head));
    }
    let consonant_y = noun.ends_with('y') && !noun.ends_with(['a', 'e', 'o']) && {
        let before = noun.chars().rev().nth(1);
        before.is_some_and(|c| !"aeiou".contains(c))
    };
    if consonant_y {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if noun.ends_with("man") && !noun.ends_with("human") {
        format!("{}men", &noun[..noun.len() - 3])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| noun.ends_with(e)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn plurals() {
        for (one, many) in [
            ("soldier", "soldiers"),
            ("spokeswoman", "spokeswomen"),
            ("embassy", "embassies"),
            ("head of state", "heads of state"),
            ("coach", "coaches"),
            ("envoy", "envoys"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
