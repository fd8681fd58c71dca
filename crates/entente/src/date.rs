//! Dates in text: "last Tuesday", "on 17-18 March", "three days earlier", against the document's day.
//!
//! There is no clock here: the day of publication is always an argument. The calendar is `jiff`'s.

use entente_nlp::Sentence;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A day of the civil calendar.
pub type Day = Date;

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A day, or some days named one by one.
    Day,
    /// A week or weekend.
    Week,
    /// A month or season.
    Month,
    /// A year or decade.
    Year,
}

impl Precision {
    /// The word used in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Year => "year",
        }
    }
}

/// A stretch of days that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// How exact it is.
    pub precision: Precision,
}

/// A date expression in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it stands for if the clause looks back.
    pub past: Interval,
    /// What it stands for if the clause looks ahead.
    pub future: Interval,
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an open part becomes the first day, or the last one if `last`.
pub(crate) fn partial(cell: &str, last: bool) -> Option<Day> {
    let mut parts = cell.split('-');
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), 1).ok()?;
    match day {
        Some(d) => Date::new(year, first.month(), d).ok(),
        None if last => Some(first.last_of_month()),
        None => Some(first),
    }
}

/// The number of a month named in lower case, in full or in the short forms of news ("mar", "sept.").
pub fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    if word.len() < 3 || (word.len() > 4 && !MONTHS.contains(&word)) {
        return None;
    }
    MONTHS
        .iter()
        .position(|m| {
            *m == word || (word.len() <= 4 && word != "mar" && m.starts_with(word)) || (word == "mar" && *m == "march")
        })
        .map(|i| i as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// A small number written in digits or words.
pub(crate) fn number(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    match word {
        "a" | "an" => Some(1),
        "couple" => Some(2),
        _ => word.parse().ok().or_else(|| WORDS.iter().position(|w| *w == word).map(|i| i as i32)),
    }
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    if !suffix.is_empty() && !["st", "nd", "rd", "th"].contains(&suffix) {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1900..=2100).contains(y))
}

fn days(start: Day, end: Day) -> Option<Interval> {
    (start <= end).then_some(Interval { start, end, precision: Precision::Day })
}

fn whole_month(y: i16, m: i8) -> Option<Interval> {
    let first = Date::new(y, m, 1).ok()?;
    Some(Interval { start: first, end: first.last_of_month(), precision: Precision::Month })
}

fn whole_year(y: i16) -> Option<Interval> {
    Some(Interval { start: Date::new(y, 1, 1).ok()?, end: Date::new(y, 12, 31).ok()?, precision: Precision::Year })
}

fn whole_week(day: Day) -> Option<Interval> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let start = day.checked_sub(back.days()).ok()?;
    Some(Interval { start, end: start.checked_add(6.days()).ok()?, precision: Precision::Week })
}

fn shift(day: Day, unit: &str, by: i32) -> Option<Interval> {
    let by = i64::from(by);
    match unit {
        "day" | "night" => day.checked_add(by.days()).ok().and_then(|d| days(d, d)),
        "week" | "fortnight" => {
            let weeks = if unit == "fortnight" { by * 2 } else { by };
            whole_week(day.checked_add((weeks * 7).days()).ok()?)
        }
        "month" => day.checked_add(by.months()).ok().and_then(|d| whole_month(d.year(), d.month())),
        "year" => whole_year(i16::try_from(i64::from(day.year()) + by).ok()?),
        "decade" => whole_year(i16::try_from(i64::from(day.year()) + 10 * by).ok()?),
        _ => None,
    }
}

/// One reading of an expression: the same looking back and ahead, or two.
struct Reading {
    length: usize,
    past: Interval,
    future: Interval,
}

fn same(length: usize, interval: Option<Interval>) -> Option<Reading> {
    interval.map(|i| Reading { length, past: i, future: i })
}

/// Finds the date expressions of a sentence; `base` is the document's day, without which only full dates are found.
pub(crate) fn find(sentence: &Sentence, base: Option<Day>) -> Vec<DateMention> {
    let words: Vec<String> = sentence.tokens.iter().map(|t| t.form.to_lowercase().to_string()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        // "may" and "march" as verbs, "sun" and "sat" as words: a month or weekday is written with a capital.
        let capital = sentence.tokens[i].form.starts_with(|c: char| c.is_uppercase());
        match read(&words[i..], base, capital) {
            Some(r) => {
                found.push(DateMention { first: i, last: i + r.length - 1, past: r.past, future: r.future });
                i += r.length;
            }
            None => i += 1,
        }
    }
    found
}

fn read(words: &[&str], base: Option<Day>, capital: bool) -> Option<Reading> {
    let absolute = capital
        .then(|| month_first(words, base))
        .flatten()
        .or_else(|| day_first(words, base))
        .or_else(|| numeric(words));
    absolute.or_else(|| relative(words, base?, capital))
}

fn with_year(
    base: Option<Day>,
    y: Option<i16>,
    length: usize,
    make: impl Fn(i16) -> Option<Interval>,
) -> Option<Reading> {
    if let Some(y) = y {
        return same(length, make(y));
    }
    let base = base?;
    let past = (0..3).filter_map(|n| make(base.year() - n)).find(|i| i.start <= base)?;
    let future = (0..3).filter_map(|n| make(base.year() + n)).find(|i| i.end >= base)?;
    Some(Reading { length, past, future })
}

/// "March 17", "March 17-18, 2021", "March 2021", "March".
fn month_first(words: &[&str], base: Option<Day>) -> Option<Reading> {
    let m = month(words[0])?;
    let Some(first) =
        words.get(1).and_then(|w| day_of_month(w)).filter(|_| words.get(1).is_some_and(|w| year(w).is_none()))
    else {
        let at = usize::from(words.get(1) == Some(&",")) + 1;
        let y = words.get(at).and_then(|w| year(w));
        return with_year(base, y, if y.is_some() { at + 1 } else { 1 }, |y| whole_month(y, m));
    };
    let mut length = 2;
    let mut last = first;
    if matches!(words.get(2), Some(&"-" | &"–" | &"to" | &"and"))
        && let Some(d) = words.get(3).and_then(|w| day_of_month(w))
        && d > first
    {
        last = d;
        length = 4;
    }
    let at = length + usize::from(words.get(length) == Some(&","));
    let y = words.get(at).and_then(|w| year(w));
    if y.is_some() {
        length = at + 1;
    }
    with_year(base, y, length, |y| days(Date::new(y, m, first).ok()?, Date::new(y, m, last).ok()?))
}

/// "17 March", "17-18 March 2021", "the 17th of March".
fn day_first(words: &[&str], base: Option<Day>) -> Option<Reading> {
    let first = day_of_month(words[0])?;
    let mut length = 1;
    let mut last = first;
    if matches!(words.get(1), Some(&"-" | &"–" | &"to" | &"and"))
        && let Some(d) = words.get(2).and_then(|w| day_of_month(w))
        && d > first
    {
        last = d;
        length = 3;
    }
    length += usize::from(words.get(length) == Some(&"of"));
    let m = month(words.get(length)?)?;
    length += 1;
    let y = words.get(length).and_then(|w| year(w));
    length += usize::from(y.is_some());
    with_year(base, y, length, |y| days(Date::new(y, m, first).ok()?, Date::new(y, m, last).ok()?))
}

/// "2021-03-17", "17/03/2021" is ambiguous and left alone, "in 2019", "the 1990s".
fn numeric(words: &[&str]) -> Option<Reading> {
    let word = words[0];
    if word.len() == 10
        && let Ok(day) = word.parse::<Date>()
    {
        return same(1, days(day, day));
    }
    if matches!(word, "in" | "since" | "during" | "until" | "from" | "by" | "of" | "late" | "early" | "mid")
        && let Some(y) = words.get(1).and_then(|w| year(w))
    {
        return same(2, whole_year(y));
    }
    if let Some(decade) = word.strip_suffix('s').and_then(year).filter(|y| y % 10 == 0) {
        let start = Date::new(decade, 1, 1).ok()?;
        return same(1, Some(Interval { start, end: Date::new(decade + 9, 12, 31).ok()?, precision: Precision::Year }));
    }
    None
}

fn relative(words: &[&str], base: Day, capital: bool) -> Option<Reading> {
    let word = words[0];
    let next = words.get(1).copied().unwrap_or("");
    let day = |by: i64| base.checked_add(by.days()).ok().and_then(|d| days(d, d));
    match word {
        "today" | "tonight" => return same(1, day(0)),
        "yesterday" => return same(1, day(-1)),
        "tomorrow" => return same(1, day(1)),
        "overnight" => return same(1, day(0)),
        "earlier" if next == "today" => return same(2, day(0)),
        "the" if next == "day" && words.get(2) == Some(&"before") => return same(3, day(-1)),
        _ => {}
    }
    let unit = |w: &str| w.strip_suffix('s').unwrap_or(w).to_owned();
    if matches!(word, "last" | "past" | "previous" | "next" | "coming" | "this") {
        let by = match word {
            "next" | "coming" => 1,
            "this" => 0,
            _ => -1,
        };
        if let Some(w) = weekday(next) {
            return same(2, nth_weekday(base, w, by));
        }
        if let Some(m) = month(next).filter(|_| by != 0 || next.len() > 3) {
            let r = with_year(Some(base), None, 2, |y| whole_month(y, m))?;
            return Some(if by < 0 { Reading { future: r.past, ..r } } else { r });
        }
        if next == "night" && by < 0 {
            return same(2, day(-1));
        }
        if next == "weekend" {
            let saturday = whole_week(base)?.start.checked_add((5 + 7 * by).days()).ok()?;
            return same(
                2,
                Some(Interval {
                    start: saturday,
                    end: saturday.checked_add(1.days()).ok()?,
                    precision: Precision::Week,
                }),
            );
        }
        if let Some((first, last)) = season(next) {
            let y = base.year()
                + if by > 0 && base.month() > last {
                    1
                } else if by < 0 && base.month() < first {
                    -1
                } else {
                    0
                };
            return same(2, season_of(y, first, last));
        }
        if matches!(next, "week" | "month" | "year" | "decade") {
            return same(2, shift(base, next, by as i32));
        }
        return None;
    }
    if let Some(w) = capital.then(|| weekday(word)).flatten() {
        return Some(Reading { length: 1, past: nth_weekday(base, w, -2)?, future: nth_weekday(base, w, 2)? });
    }
    if let Some((first, last)) = season(word)
        && let Some(y) = words.get(1).and_then(|w| year(w))
    {
        return same(2, season_of(y, first, last));
    }
    // "three days ago", "two weeks earlier", "a month later", "in five days"
    let (offset, sign) = if word == "in" { (1, 1) } else { (0, 0) };
    if let Some(n) = words.get(offset).and_then(|w| number(w)) {
        let at = offset + 1 + usize::from(words.get(offset + 1) == Some(&"of"));
        let u = unit(words.get(at).copied().unwrap_or(""));
        let sign = match words.get(at + 1).copied().unwrap_or("") {
            "ago" | "earlier" | "before" => -1,
            "later" => 1,
            _ => sign,
        };
        if sign != 0 && matches!(u.as_str(), "day" | "week" | "fortnight" | "month" | "year" | "decade") {
            let length = at + if offset == 0 { 2 } else { 1 };
            return same(length, shift(base, &u, n * sign));
        }
    }
    None
}

fn season(word: &str) -> Option<(i8, i8)> {
    // Northern seasons; winter is taken as the months at the start of a year.
    Some(match word {
        "spring" => (3, 5),
        "summer" => (6, 8),
        "autumn" | "fall" => (9, 11),
        "winter" => (1, 2),
        _ => return None,
    })
}

fn season_of(y: i16, first: i8, last: i8) -> Option<Interval> {
    let end = Date::new(y, last, 1).ok()?.last_of_month();
    Some(Interval { start: Date::new(y, first, 1).ok()?, end, precision: Precision::Month })
}

/// `by`: -2 the latest such day up to `base` itself, -1 the one before `base`, 0 the one of this week, 1 after `base`, 2 from `base` on.
fn nth_weekday(base: Day, w: Weekday, by: i64) -> Option<Interval> {
    let offset = i64::from(base.weekday().until(w));
    let back = if offset == 0 { 0 } else { offset - 7 };
    let by_days = match by {
        -2 => back,
        -1 => {
            if offset == 0 {
                -7
            } else {
                back
            }
        }
        0 => i64::from(w.to_monday_zero_offset()) - i64::from(base.weekday().to_monday_zero_offset()),
        1 => {
            if offset == 0 {
                7
            } else {
                offset
            }
        }
        _ => offset,
    };
    let day = base.checked_add(by_days.days()).ok()?;
    days(day, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_nlp::{Span, Token};

    /// Wednesday, 17 March 2021.
    fn base() -> Day {
        Date::constant(2021, 3, 17)
    }

    fn sentence(text: &str) -> Sentence {
        let tokens = text.split(' ').map(|w| Token::new(Span { start: 0, end: 0 }, w)).collect();
        Sentence { tokens, ..Sentence::default() }
    }

    fn past(text: &str) -> Option<(String, String)> {
        let found = find(&sentence(text), Some(base()));
        found.first().map(|d| (d.past.start.to_string(), d.past.end.to_string()))
    }

    #[test]
    fn expressions() {
        for (text, start, end) in [
            ("on Monday", "2021-03-15", "2021-03-15"),
            ("on Wednesday", "2021-03-17", "2021-03-17"),
            ("last Wednesday", "2021-03-10", "2021-03-10"),
            ("yesterday", "2021-03-16", "2021-03-16"),
            ("on 17 - 18 March", "2021-03-17", "2021-03-18"),
            ("on March 3 , 2019", "2019-03-03", "2019-03-03"),
            ("in April", "2020-04-01", "2020-04-30"),
            ("in March 2003", "2003-03-01", "2003-03-31"),
            ("since 2011", "2011-01-01", "2011-12-31"),
            ("three days earlier", "2021-03-14", "2021-03-14"),
            ("two months ago", "2021-01-01", "2021-01-31"),
            ("last month", "2021-02-01", "2021-02-28"),
            ("last year", "2020-01-01", "2020-12-31"),
            ("last week", "2021-03-08", "2021-03-14"),
            ("in the 1990s", "1990-01-01", "1999-12-31"),
            ("last summer", "2020-06-01", "2020-08-31"),
            ("the 5th of May", "2020-05-05", "2020-05-05"),
            ("Dec. 24", "2020-12-24", "2020-12-24"),
        ] {
            assert_eq!(past(text), Some((start.into(), end.into())), "{text}");
        }
        for text in ["they may march", "he sat in the sun", "31 people", "the second half"] {
            assert_eq!(past(text), None, "{text}");
        }
    }

    #[test]
    fn looking_ahead() {
        let found = find(&sentence("on Friday"), Some(base()));
        assert_eq!(found[0].future.start, Date::constant(2021, 3, 19));
        let found = find(&sentence("in April"), Some(base()));
        assert_eq!(found[0].future.start, Date::constant(2021, 4, 1));
    }

    #[test]
    fn partial_dates() {
        assert_eq!(partial("2021-02", true), Some(Date::constant(2021, 2, 28)));
        assert_eq!(partial("1999", false), Some(Date::constant(1999, 1, 1)));
        assert_eq!(partial("21-02-03", false), None);
    }
}
