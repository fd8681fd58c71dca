//! What happens to inputs that are broken, odd or hostile, and to the document the project began with.

use entente_sources::{ReadOptions, SourceError, prepare, read};
use std::fs;
use std::path::Path;

type Read = Vec<Result<entente::Document, SourceError>>;

fn all(path: &Path) -> Read {
    let mut found = Vec::new();
    read(&[path.to_owned()], &ReadOptions::default(), &mut |d| found.push(d));
    found
}

fn of(name: &str, bytes: &[u8]) -> Read {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join(name), bytes).expect("a file");
    all(&dir.path().join(name))
}

fn errors(found: &Read) -> Vec<String> {
    found.iter().filter_map(|d| d.as_ref().err().map(ToString::to_string)).collect()
}

const NEWS: &str = r#"{"text":"France expelled two Russian diplomats on Friday."}"#;

#[test]
fn every_fault_gives_one_error() {
    let deep = "<html><body>".to_owned() + &"<div>".repeat(100_000);
    let cases: [(&str, &[u8], &str); 9] = [
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.txt", b"%PDF-1.7 ...", "binary"),
        ("a.jsonl", b"\0\x01\x02\x03", "binary"),
        ("a.json", b"[{\"text\":\"x\"}]", "one object a line"),
        ("a.csv", b"id,colour\n1,red\n", ":2: no field `text`"),
        ("a.csv", b"id,text\n1\n", ":2: 1 cells"),
        ("a.html", deep.as_bytes(), "nested"),
    ];
    for (name, bytes, expected) in cases {
        let found = of(name, bytes);
        assert_eq!(found.len(), 1, "{name} {expected}");
        assert!(errors(&found).iter().all(|e| e.contains(expected)) && found[0].is_err(), "{found:?}");
    }
    assert_eq!(errors(&all(Path::new("no-such-file.txt"))).len(), 1);
}

#[test]
fn bad_lines_are_named_and_the_rest_is_read() {
    let text = format!("{NEWS}\n{{\"text\": \"cut\n{{\"title\":\"t\"}}\n{NEWS}\n");
    let found = of("a.jsonl", text.as_bytes());
    assert_eq!(found.iter().filter(|d| d.is_ok()).count(), 2);
    let errors = errors(&found);
    assert!(errors[0].contains("a.jsonl:2:") && errors[1].contains("a.jsonl:3:"), "{errors:?}");
}

#[test]
fn a_line_of_fifty_megabytes_is_passed_over() {
    let mut text = b"{\"text\":\"".to_vec();
    text.resize(50 << 20, b'a');
    text.extend_from_slice(format!("\"}}\n{NEWS}\n").as_bytes());
    let found = of("a.jsonl", &text);
    assert!(found.len() == 2 && found[0].is_err() && found[1].is_ok());
}

#[test]
fn tables_and_odd_fields_are_read() {
    let csv = of("a.csv", b"id,Title,body,date\n7,T,\"Talks, he said, failed.\",\"17 March 2021\"\n");
    let d = csv[0].as_ref().expect("a document");
    assert_eq!((d.id.as_str(), d.title.as_deref(), d.text.as_str()), ("7", Some("T"), "Talks, he said, failed."));
    assert_eq!(d.published.map(|p| p.to_string()).as_deref(), Some("2021-03-17"));
    let tsv = of("a.tsv", b"id\ttext\n1\tHe said \"no\" to it.\n");
    assert_eq!(tsv[0].as_ref().expect("a document").text, "He said \"no\" to it.");
    let json = of("a.jsonl", br#"{"text":"Talks failed.","source":{"name":"Daily"},"language":"en-US"}"#);
    let d = json[0].as_ref().expect("a document");
    assert_eq!((d.outlet.as_deref(), d.language.as_deref()), (Some("Daily"), Some("en")));
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_walked_once() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("in")).expect("a folder");
    std::os::unix::fs::symlink(dir.path(), dir.path().join("in/up")).expect("a link");
    fs::write(dir.path().join("a.txt"), "France expelled two diplomats.").expect("a file");
    assert_eq!(all(dir.path()).len(), 1);
}

#[test]
fn the_first_document_is_cleaned() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/articles/seed_visit_to_south_korea.txt");
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return;
    }
    let d = prepare(all(&path).remove(0).expect("a document"));
    assert_eq!(d.title, None);
    let count = |reason: &str| d.dropped.iter().filter(|x| x.reason == reason).count();
    assert_eq!(count("caption"), 4, "{:?}", d.dropped);
    assert_eq!(count("injected"), 1);
    assert_eq!((count("comments"), count("author box"), count("related")), (2, 1, 1));
    assert!(d.text.starts_with("In an important diplomatic visit") && !d.text.contains("Leave a Reply"));
}
