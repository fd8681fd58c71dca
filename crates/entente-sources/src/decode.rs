//! Bytes to text: byte order mark, UTF-8, what a page declares, else a guess. Binary data is refused.

use crate::error::SourceError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The text of a whole file.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<String, SourceError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => {
            refuse_binary(name, bytes)?;
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => encoding(bytes).decode_without_bom_handling(bytes).0.into_owned(),
            }
        }
    };
    if text.trim().is_empty() {
        return Err(SourceError::new(name, None, "empty: there is no text in it"));
    }
    Ok(text)
}

/// The encoding of bytes that are no clean UTF-8.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let label = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = label.and_then(|l| l.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next());
    if let Some(declared) = label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|e| *e != UTF_8) {
        return declared;
    }
    // A few broken characters among many good ones are a fault of the text, not another encoding.
    let all = String::from_utf8_lossy(bytes);
    let broken = all.matches('\u{fffd}').count();
    if all.chars().filter(|c| !c.is_ascii()).count() > broken * 5 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// An error where the bytes are no text.
pub(crate) fn refuse_binary(name: &str, bytes: &[u8]) -> Result<(), SourceError> {
    let head = &bytes[..bytes.len().min(8192)];
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    let known = [&b"%PDF"[..], b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"].iter().any(|s| bytes.starts_with(s));
    if known || odd * 50 > head.len() {
        return Err(SourceError::new(name, None, "binary data, not text: convert it to text or HTML first"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_are_told_apart() {
        let said = |bytes: &[u8]| decode("f", bytes).expect("is text");
        assert_eq!(said("Köln – Łódź".as_bytes()), "Köln – Łódź");
        assert_eq!(said(b"\xff\xfeS\0e\0o\0u\0l\0"), "Seoul");
        let text = "Министр прибыл в Сеул в среду для переговоров";
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(said(&cyrillic), text);
        assert!(decode("f", b"%PDF-1.7").is_err() && decode("f", b" \n").is_err());
    }
}
