//! The event types and quad classes of PLOVER as Rust types.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! event_types {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// The 16 event types of PLOVER (manual 2.0). The meanings stand in `data/ontology/types.csv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum EventType { $($(#[$doc])* #[serde(rename = $code)] $name),* }

        impl EventType {
            /// All types in the manual's order.
            pub const ALL: [EventType; 16] = [$(EventType::$name),*];

            /// The code as published, in capitals.
            pub fn as_str(self) -> &'static str {
                match self { $(EventType::$name => $code),* }
            }
        }
    };
}

event_types! {
    /// Says it is willing, or commits itself, to cooperate later.
    Agree = "AGREE",
    /// Meets, visits, hosts, telephones, negotiates.
    Consult = "CONSULT",
    /// Praises, endorses, recognises, signs.
    Support = "SUPPORT",
    /// Gives way in words.
    Concede = "CONCEDE",
    /// Exchanges something material to the good of both.
    Cooperate = "COOPERATE",
    /// Helps the other materially.
    Aid = "AID",
    /// Gives way materially.
    Retreat = "RETREAT",
    /// Asks or demands in words.
    Request = "REQUEST",
    /// Criticises, alleges, investigates.
    Accuse = "ACCUSE",
    /// Refuses or turns down.
    Reject = "REJECT",
    /// Warns of serious consequences.
    Threaten = "THREATEN",
    /// Civilians act together in public against someone.
    Protest = "PROTEST",
    /// Cuts back relations; court convictions.
    Sanction = "SANCTION",
    /// Moves forces or police short of using them.
    Mobilize = "MOBILIZE",
    /// Represses, restricts, arrests.
    Coerce = "COERCE",
    /// Does or tries serious physical harm.
    Assault = "ASSAULT",
}

impl EventType {
    /// Position in [`EventType::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EventType {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|t| t.as_str() == s).ok_or_else(|| format!("`{s}` is not a PLOVER event type"))
    }
}

/// The quad class: verbal or material, cooperation or conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quad {
    /// 1, verbal cooperation.
    #[serde(rename = "V-COOP")]
    VerbalCooperation,
    /// 2, material cooperation.
    #[serde(rename = "M-COOP")]
    MaterialCooperation,
    /// 3, verbal conflict.
    #[serde(rename = "V-CONF")]
    VerbalConflict,
    /// 4, material conflict.
    #[serde(rename = "M-CONF")]
    MaterialConflict,
}

impl Quad {
    /// The class of a number from 1 to 4.
    pub fn from_number(n: u8) -> Option<Quad> {
        Some(match n {
            1 => Quad::VerbalCooperation,
            2 => Quad::MaterialCooperation,
            3 => Quad::VerbalConflict,
            4 => Quad::MaterialConflict,
            _ => return None,
        })
    }

    /// 1 to 4, as PLOVER and the PLV data number the classes.
    pub fn number(self) -> u8 {
        match self {
            Quad::VerbalCooperation => 1,
            Quad::MaterialCooperation => 2,
            Quad::VerbalConflict => 3,
            Quad::MaterialConflict => 4,
        }
    }

    /// The short form used in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "V-COOP",
            Quad::MaterialCooperation => "M-COOP",
            Quad::VerbalConflict => "V-CONF",
            Quad::MaterialConflict => "M-CONF",
        }
    }

    /// POLECAT's wording.
    pub fn polecat(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "VERBAL COOPERATION",
            Quad::MaterialCooperation => "MATERIAL COOPERATION",
            Quad::VerbalConflict => "VERBAL CONFLICT",
            Quad::MaterialConflict => "MATERIAL CONFLICT",
        }
    }
}
