//! What becomes of files and pipes that are written to.

use std::fs;

use super::{BROKEN, BROKEN_ERROR, HELLO};
use crate::support::cli::Test;
use crate::support::fixtures::path;

#[test]
fn nothing_done_leaves_an_old_output_alone() {
    let test = Test::new(&["convert", "broken.md", "-o", "feed.xml"])
        .file("broken.md", BROKEN)
        .file("feed.xml", "old");
    let ran = test.stderr(BROKEN_ERROR).code(2).run();
    assert_eq!(ran.read("feed.xml"), "old");
    Test::new(&["convert", "."])
        .stderr("feedmatter: expected files with front matter or feeds, found none\n")
        .code(2)
        .run();
}

#[cfg(unix)]
#[test]
fn an_existing_file_keeps_its_mode_and_a_link_its_target() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let test = Test::new(&["convert", "--to", "rss", "-o", "link.xml"])
        .input(HELLO)
        .file("real.xml", "old");
    fs::set_permissions(
        test.path().join("real.xml"),
        fs::Permissions::from_mode(0o640),
    )
    .expect("a mode");
    symlink("real.xml", test.path().join("link.xml")).expect("a link");
    let ran = test.run();
    assert!(
        fs::symlink_metadata(ran.path("link.xml"))
            .expect("a link")
            .is_symlink()
    );
    assert!(ran.read("real.xml").contains("<rss"));
    let mode = fs::metadata(ran.path("real.xml"))
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let program = env!("CARGO_BIN_EXE_feedmatter");
    let file = path("articles/complete.md");
    let script = format!(
        "'{program}' convert -q '{}' | true; echo ${{PIPESTATUS[0]}}",
        file.display()
    );
    let output = assert_cmd::Command::new("bash")
        .args(["-c", &script])
        .output()
        .expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_yet_is_followed() {
    let test = Test::new(&["convert", "--to", "rss", "-o", "link.xml"]).input(HELLO);
    std::os::unix::fs::symlink("real.xml", test.path().join("link.xml")).expect("a link");
    assert!(test.run().read("real.xml").contains("<rss"));
}
