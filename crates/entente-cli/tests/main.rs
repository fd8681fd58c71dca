//! The binary on real files: formats, bad input, exit codes.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn entente(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let _ = child.stdin.take().expect("stdin is piped").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_sample_pages_are_coded_in_every_format() {
    let pages = root().join("examples/seoul-2021");
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["e.jsonl", "e.csv", "e.parquet", "e.tsv"] {
        let file = dir.path().join(name);
        let out =
            entente(&["code", pages.to_str().expect("a plain path"), "-o", file.to_str().expect("a plain path")], b"");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        assert!(String::from_utf8_lossy(&out.stdout).contains("Antony Blinken (USA GOV)"));
        assert!(std::fs::metadata(&file).expect("the file was written").len() > 1000);
        assert!(!dir.path().join(format!("{name}.part")).exists());
    }
    let text = std::fs::read_to_string(dir.path().join("e.jsonl")).expect("readable");
    assert!(text.lines().next().is_some_and(|l| l.starts_with("{\"entente\"")));
    assert!(!text.contains("\"name\":\"udintogel"), "an injected word is nobody");
}

#[test]
fn bad_input_is_named_and_the_rest_goes_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).expect("writable");
        path.to_str().expect("a plain path").to_owned()
    };
    let good = write("good.txt", b"France expelled two Russian diplomats on Friday.");
    let empty = write("empty.txt", b"");
    let binary = write("binary.txt", &[0, 1, 2, 0, 0, 0, 3, 4, 0, 0]);
    let deep = write("deep.html", "<div>".repeat(100_000).as_bytes());
    let lines =
        write("lines.jsonl", b"{\"text\":\"Kenya met Uganda.\"}\n{\"text\":\n{\"title\":\"no text\"}\n\xff\xfe\n");
    let long = write("long.jsonl", &[b"{\"text\":\"".as_slice(), &vec![b'x'; 50 << 20]].concat());
    let out =
        entente(&["code", "--format", "jsonl", &empty, &binary, &deep, &lines, &long, "/no/such/file.txt", &good], b"");
    let (events, errors) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert_eq!(out.status.code(), Some(1), "{errors}");
    assert!(events.contains("SANCTION"), "the good file is coded: {errors}");
    for part in [
        "empty.txt: empty",
        "binary.txt: binary",
        "deep.html: elements",
        "lines.jsonl:2:",
        "lines.jsonl:3:",
        "lines.jsonl:4:",
        "long.jsonl:1:",
        "file.txt: cannot",
    ] {
        assert_eq!(errors.lines().filter(|l| l.contains(part)).count(), 1, "{part} in\n{errors}");
    }
}

#[test]
fn the_seed_document_is_read_right() {
    let seed = root().join("../shared/data/articles/seed_visit_to_south_korea.txt");
    if !seed.exists() {
        println!("skipped: {} is not there", seed.display());
        return;
    }
    let out =
        entente(&["code", "--format", "jsonl", "--published", "2021-03-17", seed.to_str().expect("a plain path")], b"");
    let text = String::from_utf8_lossy(&out.stdout);
    let visit = text.lines().any(|l| {
        l.contains("\"type\":\"CONSULT\",\"mode\":\"visit\"")
            && l.contains("\"name\":\"Antony Blinken\"")
            && l.contains("\"name\":\"South Korea\"")
    });
    assert!(visit, "{text}");
    assert!(!text.contains("Leave a Reply") && !text.contains("\"udintogel"), "{text}");
}

#[test]
fn parse_and_relate_speak_their_formats() {
    let out = entente(&["parse", "-"], b"Troops entered the town.");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("\tnsubj\t") && text.contains("\troot\t"), "{text}");
    let pair =
        b"{\"id\":7,\"text\":\"France condemned Russia on Monday.\",\"source\":\"France\",\"target\":\"Russia\"}\n";
    let out = entente(&["relate", "-"], pair);
    assert!(String::from_utf8_lossy(&out.stdout).contains("\"plv\":\"ACCUSE\""));
    assert_eq!(entente(&["code"], b"").status.code(), Some(2));
}
