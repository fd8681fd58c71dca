//! Words that spammers put into other people's sentences: foreign to the sentence, of a known shape (`data/injected.txt`).

/// The stems, one a line.
const STEMS: &str = include_str!("../data/injected.txt");

/// The byte ranges of injected words.
pub(crate) fn find(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(offset) = word.find(bare).filter(|_| is_injected(bare)) {
            let start = at + offset;
            found.push((start as u32, (start + bare.len()) as u32));
        }
        at += word.len();
    }
    found
}

/// True for a lower-case word that holds a stem; a name ("Togel") and a hyphened or quoted mention are let be.
fn is_injected(word: &str) -> bool {
    if word.len() < 5 || word.starts_with(char::is_uppercase) || !word.is_ascii() {
        return false;
    }
    let stems = || STEMS.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    // Short stems only count at the edge of a longer word.
    stems().any(|s| if s.len() < 5 { word.len() > s.len() + 2 && (word.starts_with(s) || word.ends_with(s)) } else { word.contains(s) })
}

#[cfg(test)]
mod tests {
    use super::is_injected;

    #[test]
    fn spam_is_found_and_rare_words_are_left() {
        for spam in ["udintogel", "slot88gacor", "linkslotgacor", "sbobet88", "dominoqq", "situstogel", "viagraonline", "maxwin138"] {
            assert!(is_injected(spam), "{spam}");
        }
        for word in [
            "Verkhovna", "Jokowi", "udon", "slots", "casino", "gambling", "judiciary", "prejudice", "poker", "Togel", "altogether",
            "gasoline", "specialist", "socialist", "hotel", "cartel", "peacekeepers", "denuclearization", "kibbutz", "chaebol",
        ] {
            assert!(!is_injected(word), "{word}");
        }
    }
}
