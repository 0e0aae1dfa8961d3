//! Expected files: compared, or rewritten when `FEEDMATTER_BLESS` is set.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the path of a fixture.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// Returns the files of a folder of fixtures whose names end so, by name.
pub(crate) fn ending(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(path(folder)).expect("a folder of fixtures");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|file| file.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no fixture in {folder} ends in {ending}");
    files
}

/// Compares text with the file of that path.
#[track_caller]
pub(crate) fn assert_file(path: &Path, actual: &str) {
    if std::env::var_os("FEEDMATTER_BLESS").is_some() {
        fs::write(path, actual).expect("a writable fixture");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    );
}
