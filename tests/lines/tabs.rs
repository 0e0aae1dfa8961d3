//! Lines of tab-separated values.

use super::{LINES, NO_LINE, TABBED};
use crate::support::cli::Test;

/// The lines of sfeed.
#[test]
fn tab_separated_lines_are_those_of_sfeed() {
    Test::new(&["convert", "--to", "tsv"])
        .input(TABBED)
        .stdout(TABBED)
        .run();
    let article = "---\nid: id-2\ntitle: \"Plain\"\nexcerpt: \"A summary.\"\n---\n\n";
    Test::new(&["convert", "a.tsv"])
        .file("a.tsv", TABBED.lines().nth(1).expect("a line"))
        .stdout(article)
        .run();
    Test::new(&["convert", "--to", "tsv"])
        .input("---\ntitle: \"a\\tb\\nc\"\nquality: 7777\n---\n")
        .stdout("\ta b c\t\t\t\t\t\t\t\n")
        .run();
}

/// Those of plain text stay so; a time that is none stands where front matter has it.
#[test]
fn tab_separated_lines_hold_poems_and_odd_times() {
    Test::new(&["convert", "--from", "tsv"])
        .input("\tP\t\tRoses are red,\\nViolets are blue\tplain\t\t\t\t\n")
        .stdout("---\ntitle: \"P\"\n---\n\n<p>Roses are red,<br>\nViolets are blue</p>\n")
        .run();
    Test::new(&["convert", "--from", "tsv"])
        .input("99999999999999999\tT\t\t\t\t\t\t\t\n")
        .stdout("---\ntitle: \"T\"\npublishedDateTime: \"99999999999999999\"\n---\n\n")
        .stderr("feedmatter: <stdin>:1: warning: expected the seconds of a time, found `99999999999999999`\n")
        .run();
}

/// A line has no feed from which an article could have them.
#[test]
fn tab_separated_lines_name_the_authors_of_the_feed() {
    let entry = |author: &str| {
        format!("<entry><title>A</title><link href=\"https://example.com/a\"/>{author}</entry>")
    };
    let ann = "<author><name>Ann</name></author>";
    let entries = [entry(ann), entry(""), entry(&ann.replace("Ann", "Ben"))].concat();
    let line = |author| format!("\tA\thttps://example.com/a\t\t\t\t{author}\t\t\n");
    Test::new(&["convert", "--to", "tsv"])
        .input(format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">{ann}{entries}</feed>"
        ))
        .stdout(["Ann", "Ann", "Ben"].map(line).concat())
        .run();
}

/// What stands in one field cannot be told apart again.
#[test]
fn tab_separated_lines_have_the_first_author() {
    Test::new(&["convert", "--to", "tsv"])
        .input("---\ntitle: A\nprovider: {authors: [{url: 'https://a.example/'}, {name: Ann}, {name: Bob}]}\n---\n")
        .stdout("\tA\t\t\t\t\tAnn\t\t\n")
        .run();
}

/// Such as by `cut`.
#[test]
fn tab_separated_lines_may_be_cut_short() {
    let cut = |count: usize| {
        let lines = TABBED.lines().map(|line| {
            let fields: Vec<&str> = line.split('\t').take(count).collect();
            fields.join("\t") + "\n"
        });
        lines.collect::<String>()
    };
    for count in [3, 5, 8] {
        let missing = "\t".repeat(9 - count);
        let whole = cut(count).replace('\n', &format!("{missing}\n"));
        Test::new(&["convert", "--from", "tsv", "--to", "tsv"])
            .input(cut(count))
            .stdout(whole)
            .run();
    }
    Test::new(&["convert", "--from", "tsv", "--to", "tsv"])
        .input(cut(2))
        .stderr(format!(
            "feedmatter: <stdin>:1: {NO_LINE}\nfeedmatter: <stdin>:2: {NO_LINE}\n"
        ))
        .code(2)
        .run();
    // It may be the table of any program.
    Test::new(&["convert", "--to", "tsv"])
        .input(cut(3))
        .stderr("feedmatter: <stdin>:1:1: expected front matter or a feed, found a text without front matter\n")
        .code(2)
        .run();
}

/// As of those of NDJSON.
#[test]
fn a_bad_tab_separated_line_is_left_out_and_said() {
    let (first, second) = TABBED.split_once('\n').expect("two lines");
    let bad = format!("{first}\nan odd line\n{second}");
    let error = format!("feedmatter: <stdin>:2: {NO_LINE}\n");
    Test::new(&["convert", "--to", "tsv"])
        .input(bad.clone())
        .stdout(TABBED)
        .stderr(error.clone())
        .code(1)
        .run();
    let rss = Test::new(&["convert", "--to", "rss"])
        .input(bad)
        .any_stdout()
        .stderr(error)
        .code(1)
        .run();
    assert_eq!(rss.stdout().matches("<item>").count(), 2);
    // Tables of other programs end so, too, and so may anything.
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", "name\tage\nAnn\t30\n")
        .stderr("feedmatter: a.tsv:1:1: expected front matter or a feed, found a text without front matter\n")
        .code(2)
        .run();
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", "---\ntitle: A\n---\n")
        .stdout("\tA\t\t\t\t\t\t\t\n")
        .run();
    Test::new(&["convert", "--from", "tsv", "--to", "ndjson"])
        .input(LINES)
        .stderr("feedmatter: <stdin>:1:1: expected tsv, found ndjson\n")
        .code(2)
        .run();
    // What others have put together.
    for to in ["tsv", "rss"] {
        let both = format!("\u{feff}{TABBED}\u{feff}{TABBED}");
        let ran = Test::new(&["convert", "--to", to])
            .input(both)
            .any_stdout()
            .run();
        assert_eq!(ran.stdout().matches("Plain").count(), 2);
    }
    // Not of bytes that end in that of a line end.
    let wide: Vec<u8> = TABBED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", [b"\xff\xfe".to_vec(), wide].concat())
        .stdout(TABBED)
        .run();
    Test::new(&["convert", "--to", "tsv"])
        .input(TABBED.replace("Hello", "Caf\u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>())
        .stdout(TABBED.replace("Hello", "Caf\u{e9}"))
        .stderr("feedmatter: <stdin>:1:15: warning: expected text in UTF-8, found the byte 0xE9; read as windows-1252, which is a guess\n")
        .run();
}

/// What two lines are in is told from both of them.
#[test]
fn the_encoding_of_tab_separated_lines_is_that_of_all() {
    let line = |title: &[u8]| [b"\t", title, b"\t\t\t\t\t\t\t\n"].concat();
    // Shift_JIS.
    let titles: [&[u8]; 2] = [
        b"\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x8b\x4c\x8e\x96\x82\xc5\x82\xb7",
        b"\x93\x8c\x8b\x9e",
    ];
    let lines = Test::new(&["convert", "--to", "tsv"])
        .input(titles.map(line).concat())
        .any_stdout()
        .stderr("feedmatter: <stdin>:1:2: warning: expected text in UTF-8, found the byte 0x93; read as Shift_JIS, which is a guess\n")
        .run()
        .stdout();
    assert_eq!(
        lines,
        "\t\u{65e5}\u{672c}\u{8a9e}\u{306e}\u{8a18}\u{4e8b}\u{3067}\u{3059}\t\t\t\t\t\t\t\n\t\u{6771}\u{4eac}\t\t\t\t\t\t\t\n"
    );
}
