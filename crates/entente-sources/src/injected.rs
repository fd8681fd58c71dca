//! Words that spammers put into other people's sentences: foreign to the sentence, of a known shape (`data/injected.txt`).
//! A name, a quoted word and a sentence that speaks of gambling or pills itself are let be: a missed word costs less than a
//! masked one.

use std::sync::LazyLock;

/// The rules, read once.
struct Rules {
    stems: Vec<&'static str>,
    numbers: Vec<&'static str>,
    phrases: Vec<Vec<&'static str>>,
    misfits: Vec<&'static str>,
    topics: Vec<&'static str>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    const FILE: &str = include_str!("../data/injected.txt");
    let lines = || FILE.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(' '));
    let of = |kind: &'static str| lines().filter(move |(k, _)| *k == kind).map(|(_, shape)| shape.trim());
    Rules {
        stems: of("stem").collect(),
        numbers: of("number").collect(),
        phrases: of("phrase").map(|p| p.split(' ').collect()).collect(),
        misfits: of("misfit").collect(),
        topics: of("topic").collect(),
    }
});

/// A word and where it stands, without the marks around it.
struct Word<'t> {
    raw: &'t str,
    bare: &'t str,
    start: usize,
}

/// The byte ranges of injected words.
pub(crate) fn find(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut sentence: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    for raw in text.split_inclusive(char::is_whitespace) {
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + raw.find(bare).unwrap_or(0);
        at += raw.len();
        let ends = raw.trim_end().ends_with(['.', '!', '?']) || raw.ends_with('\n');
        sentence.push(Word { raw: raw.trim(), bare, start });
        if ends {
            in_sentence(&sentence, &mut found);
            sentence.clear();
        }
    }
    in_sentence(&sentence, &mut found);
    found
}

fn in_sentence(words: &[Word<'_>], found: &mut Vec<(u32, u32)>) {
    let topic = || {
        words.iter().any(|w| {
            let lower = w.bare.to_lowercase();
            RULES.topics.iter().any(|t| lower.starts_with(t))
        })
    };
    let mut i = 0;
    while i < words.len() {
        let length = injected(words, i);
        if length > 0 && !topic() {
            let last = &words[i + length - 1];
            found.push((words[i].start as u32, (last.start + last.bare.len()) as u32));
        }
        i += length.max(1);
    }
}

/// How many words are injected from `i` on.
fn injected(words: &[Word<'_>], i: usize) -> usize {
    let word = &words[i];
    let plain = |w: &Word<'_>| {
        w.bare.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && !w.raw.starts_with(['"', '“', '\'', '‘'])
            && !w.bare.is_empty()
    };
    if !plain(word) {
        return 0;
    }
    let phrase = RULES.phrases.iter().find(|p| {
        words.len() >= i + p.len() && p.iter().zip(&words[i..]).all(|(shape, w)| w.bare == *shape && plain(w))
    });
    if let Some(phrase) = phrase {
        return phrase.len();
    }
    let letters = word.bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.bare.len() - letters.len();
    let shape = RULES.stems.iter().any(|s| word.bare.contains(s))
        || (2..=3).contains(&digits) && RULES.numbers.contains(&letters)
        || RULES.misfits.contains(&word.bare) && is_misfit(words, i);
    usize::from(shape)
}

/// True between a word that opens a noun phrase and a name: nothing but an adjective belongs there.
fn is_misfit(words: &[Word<'_>], i: usize) -> bool {
    const OPENERS: [&str; 14] =
        ["his", "her", "their", "its", "the", "a", "an", "of", "with", "in", "to", "from", "between", "and"];
    let before = i > 0 && OPENERS.contains(&words[i - 1].bare);
    let joined = words[i].raw.ends_with([',', '.', ';', ':']);
    before && !joined && words.get(i + 1).is_some_and(|w| w.raw.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::find;

    /// What is masked is in brackets.
    const SPAM: [&str; 32] = [
        "Blinken will meet with his [udintogel] South Korean counterpart.",
        "Blinken will meet with his [togel] South Korean counterpart.",
        "The minister [slot88] arrived in Seoul on Monday.",
        "Talks between the two [slotgacor] governments went on.",
        "France expelled two [slotgacor88] Russian diplomats.",
        "The president [judi online] signed the treaty.",
        "The president signed [casino online] the treaty.",
        "Troops entered the [slot online] town at dawn.",
        "The envoy said [situs judi] talks would go on.",
        "Germany sent [agen judi] tanks to Ukraine.",
        "The court [bandar togel] freed the activist.",
        "Police arrested [buy viagra] ten protesters.",
        "The prime minister [cheap cialis] resigned.",
        "She met the [viagra] French president.",
        "He spoke with [cialis] Chancellor Scholz.",
        "Kenya and [gacor] Uganda signed an agreement.",
        "The army [sbobet88] shelled the village.",
        "The army shelled [maxwin138] the village.",
        "The union [togel88] called a strike.",
        "Workers [casino77] left the plant.",
        "Iran [poker99] rejected the proposal.",
        "Egypt opened [dominoqq] the crossing.",
        "Egypt opened the [bandarqq] crossing.",
        "Turkey [pokerqq] froze the talks.",
        "The two sides [onlinecasino] agreed to a truce.",
        "Rebels [linkslotgacor] took the town.",
        "Rebels took the town [situstogel].",
        "Aid [freespins] reached the camp.",
        "The bank [bitcoinbonus] raised its rate.",
        "Ministers [poker online] met in Geneva.",
        "Japan [slot gacor] protested against the launch.",
        "Voters [togel online] went to the polls in [judi77] Peru.",
    ];

    const INNOCENT: [&str; 36] = [
        "The Verkhovna Rada met in Kyiv.",
        "Jokowi visited Xinjiang.",
        "They ate udon with the Togel family.",
        "The airport lost its slots at Heathrow.",
        "A casino opened in Macau.",
        "The minister resigned over a gambling debt of 88 million.",
        "The judiciary and the executive met.",
        "Altogether, 88 people were freed.",
        "Gasoline prices rose.",
        "The specialist met a socialist.",
        "The cartel attacked a hotel.",
        "Denuclearization talks failed in Pyongyang.",
        "The kibbutz was shelled.",
        "Chaebol leaders met the president.",
        "Police seized tramadol tablets at the border.",
        "Customs seized fake viagra worth a million.",
        "Smugglers hid the viagra Turkish officers found.",
        "Police raided a website called slot88.",
        "Indonesia blocked judi online in a campaign against gambling.",
        "The lottery known as togel is banned.",
        "Players said \"slot88\" was the name.",
        "He played poker with Nixon.",
        "Sponsors of the club include sbobet88.",
        "The Boeing 737 and the Su-35 landed.",
        "Resolution 1701 was passed; the G20 met.",
        "The F16 and the mig29 were shot down.",
        "The MH17 trial opened.",
        "Covid19 measures ended.",
        "The bandar of Abbas was closed.",
        "Iran closed Bandar Abbas.",
        "The gacaca courts closed in Rwanda.",
        "Prejudice against migrants grew.",
        "The win in 1988 was his last.",
        "The joker in the pack is Turkey.",
        "Agents bought cheap oil online.",
        "The Dewan Rakyat passed the bill.",
    ];

    #[test]
    fn spam_is_masked_and_rare_words_are_not() {
        for marked in SPAM {
            let text = marked.replace(['[', ']'], "");
            let mut got = text.clone();
            for (start, end) in find(&text).into_iter().rev() {
                got.insert(end as usize, ']');
                got.insert(start as usize, '[');
            }
            assert_eq!(got, marked);
        }
        for text in INNOCENT {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
