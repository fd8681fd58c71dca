//! Lists the knowledge files under `data/`, so that a new file needs no line of Rust, and hashes them, so that every file of
//! events can name the data behind it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets this")).join("../../data");
    let root = root.canonicalize().expect("the folder data/ stands beside crates/");
    let mut code = String::new();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (constant, folder, extensions) in [
        ("ONTOLOGY", "ontology", &["csv", "toml"][..]),
        ("LEXICON", "lexicon", &["toml"]),
        ("ACTORS", "actors", &["csv"]),
    ] {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(folder))
            .expect("the folders of data/ can be read")
            .filter_map(|f| f.ok().map(|f| f.path()))
            .filter(|p| p.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e)))
            .collect();
        files.sort();
        writeln!(code, "pub(crate) const {constant}: &[(&str, &str)] = &[").expect("writing to a string");
        for file in files {
            for byte in fs::read(&file).expect("the file was just listed") {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
            let name = file.file_name().and_then(|n| n.to_str()).expect("file names are plain");
            writeln!(code, "    ({name:?}, include_str!({file:?})),").expect("writing to a string");
            println!("cargo::rerun-if-changed={}", file.display());
        }
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        code.push_str("];\n");
    }
    writeln!(code, "/// Hash of all knowledge files.\npub const DATA_HASH: &str = \"{hash:016x}\";")
        .expect("writing to a string");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets this")).join("data.rs");
    fs::write(out, code).expect("OUT_DIR can be written");
}
