//! Large files are not in memory as a whole, and nobody can tell.

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::Feed;

use crate::support::cli::Test;

/// More than a megabyte.
const COUNT: usize = 6_000;

const START: &str =
    "<rss version=\"2.0\"><channel><title>News</title><link>https://example.com/</link>";
const END: &str = "</channel></rss>\n";

fn filler() -> String {
    "some words ".repeat(20).trim_end().to_owned()
}

/// Returns a document with this text between two of its articles, at a line of its own.
fn document(between: &str) -> String {
    document_of(COUNT, between)
}

fn document_of(count: usize, between: &str) -> String {
    let item = |number: usize| {
        let between = if number == count / 2 { between } else { "" };
        let filler = filler();
        format!(
            "{between}<item><title>T\u{ef}tle {number}</title><link>https://example.com/{number}</link><description>{filler}</description></item>\n"
        )
    };
    let items: String = (0..count).map(item).collect();
    format!("{START}\n{items}{END}")
}

/// Returns what sfeed's format has for the articles of [`document`].
fn lines() -> String {
    let filler = filler();
    let line = |number| {
        format!("\tT\u{ef}tle {number}\thttps://example.com/{number}\t{filler}\tplain\t\t\t\t\n")
    };
    (0..COUNT).map(line).collect()
}

/// Runs the program on a file and on a pipe, which are called otherwise in what it says.
fn run(bytes: &[u8], arguments: &[&str], stdout: &str, stderr: &str, code: i32) {
    for name in ["feed.xml", "-"] {
        let called = if name == "-" { "<stdin>" } else { name };
        let arguments = [&["convert", name], arguments].concat();
        let test = Test::new(&arguments).file("feed.xml", bytes).input(bytes);
        test.stdout(stdout)
            .stderr(stderr.replace("NAME", called))
            .code(code)
            .run();
    }
}

#[test]
fn a_large_file_is_read_as_a_pipe_is() {
    assert!(document("").len() > 1 << 20);
    let line = COUNT / 2 + 2;
    for (between, stderr) in [
        ("", String::new()),
        ("<!-- <item> -->", String::new()),
        ("<category>News</category>", String::new()),
        ("<link>https://example.com/</link>", String::new()),
        (
            "\u{1}",
            format!(
                "feedmatter: NAME:{line}:1: warning: expected characters that XML allows, left out others\n"
            ),
        ),
        (
            "</p>",
            format!(
                "feedmatter: NAME:{line}:1: warning: expected an end tag for each start tag, found one too many or too few\n"
            ),
        ),
        (
            "<pubDate>soon</pubDate>",
            format!(
                "feedmatter: NAME:{line}:10: warning: expected a date such as `2021-05-05T00:56:00Z`, found `soon`\n"
            ),
        ),
    ] {
        let bytes = document(between).into_bytes();
        run(&bytes, &["--to", "tsv"], &lines(), &stderr, 0);
    }
}

#[test]
fn a_large_file_may_be_in_any_encoding() {
    let declared = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}",
        document("")
    );
    let latin: Vec<u8> = declared.chars().map(|c| c as u8).collect();
    run(&latin, &["--to", "tsv"], &lines(), "", 0);
    let marked = format!("\u{feff}{}", document(""));
    run(marked.as_bytes(), &["--to", "tsv"], &lines(), "", 0);
    let wide = marked.encode_utf16().flat_map(u16::to_le_bytes);
    run(
        &wide.collect::<Vec<u8>>(),
        &["--to", "tsv"],
        &lines(),
        "",
        0,
    );
    // Only its last article tells.
    let mut late = document("").replace('\u{ef}', "i").into_bytes();
    let place = late.len() - END.len() - 350;
    let place = place
        + late[place..]
            .iter()
            .position(|byte| *byte == b'T')
            .expect("a title");
    late[place] = 0xef;
    let lines = lines().replace('\u{ef}', "i");
    let last = lines.rfind("\tT").expect("a title");
    let lines = [&lines[..last], "\t\u{ef}", &lines[last + 2..]].concat();
    let stderr = format!(
        "feedmatter: NAME:{}:14: warning: expected text in UTF-8, found the byte 0xEF; read as windows-1252, which is a guess\n",
        COUNT + 1
    );
    run(&late, &["--to", "tsv"], &lines, &stderr, 0);
}

#[test]
fn a_large_file_may_hold_several_documents() {
    let both = format!("{0}\0{0}", document(""));
    let expected = lines().repeat(2);
    run(both.as_bytes(), &["--to", "tsv"], &expected, "", 0);
    let line = |number: usize| format!("{{\"title\":\"T\u{ef}tle {}\"", number % COUNT);
    let ran = Test::new(&["convert", "feed.xml", "--to", "ndjson"])
        .file("feed.xml", &both)
        .any_stdout()
        .run();
    let ndjson = ran.stdout();
    assert_eq!(ndjson.lines().count(), 2 * COUNT);
    for (number, text) in ndjson.lines().enumerate() {
        assert!(text.starts_with(&line(number)), "{number}: {text}");
    }
}

#[test]
fn a_large_file_that_is_something_else_is_said_so() {
    let bytes = document("").into_bytes();
    run(
        &bytes,
        &["--from", "atom", "--to", "tsv"],
        "",
        "feedmatter: NAME:1:1: expected atom, found rss\n",
        2,
    );
    run(
        &bytes,
        &["--max-size", "1100000", "--to", "tsv"],
        "",
        "feedmatter: NAME: expected at most 1100000 bytes, found more; raise it with --max-size\n",
        2,
    );
    let outlines = "<outline xmlUrl=\"https://example.com/feed.xml\"/>".repeat(30_000);
    let opml = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    let line = "{\"url\":\"https://example.com/feed.xml\"}\n";
    run(
        opml.as_bytes(),
        &["--to", "ndjson"],
        &line.repeat(30_000),
        "",
        0,
    );
}

/// A large feed becomes lines while it is read, if its articles need not be there together. They are what the articles of the
/// whole document are.
#[test]
fn lines_of_a_large_feed_are_those_of_its_articles() {
    let item = "<item><title>Twice</title><guid>1</guid><link>https://example.com/a</link></item>";
    let again = item.replace("/a<", "/b<");
    let own = "<generator>feedmatter 0.1.0</generator>";
    // Large enough to be read in several places at once.
    let small = |between: &str| document_of(2_000, between);
    let documents = [
        document_of(COUNT, ""),
        small("<pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate><title>Older</title>"),
        small("<description>What it is about, far behind</description>"),
        small(&format!("{item}{item}")),
        small(&format!("{item}{again}")),
        small("<item/><item/>"),
        small("<item><dc:creator>Ann</dc:creator><secured>x</secured></item>"),
        small("<item><category>Rust</category><guid isPermaLink=\"false\">x</guid></item>"),
        small("").replace("<link>https://example.com/</link>", own),
        small("").replace("<title>News</title>", "<title>example.com</title>") + own,
        small("").replace(
            "<title>News</title>",
            "<managingEditor>a@b.example (Ann)</managingEditor>",
        ),
        small("<title>Later</title>").replacen("<title>News</title>", "", 1),
        small("<link>/relative</link>").replacen("<link>https://example.com/</link>", "", 1),
        small("").replace(
            "<title>News</title>",
            &format!("<title>{}</title>", filler().repeat(400)),
        ),
        small("<lastBuildDate>Sat, 02 Jan 2021 03:04:05 GMT</lastBuildDate>"),
    ];
    for (number, rss) in documents.iter().enumerate() {
        let feed = read(rss);
        let written = |name| formats::write(name, &feed, &WriteOptions::default());
        let atom = written("atom").expect("a feed");
        let json = written("json").expect("a feed");
        // What is said around articles is much alike there.
        let forms = [
            ("feed.xml", rss),
            ("feed.atom", &atom),
            ("feed.json", &json),
        ];
        for (name, document) in forms.into_iter().take(if number < 8 { 3 } else { 1 }) {
            let feed = read(document);
            for (format, profile) in [
                ("ndjson", Profile::Lossless),
                ("ndjson", Profile::Public),
                ("tsv", Profile::Public),
            ] {
                let options = WriteOptions::of(profile);
                let expected = formats::write(format, &feed, &options).expect("lines");
                let arguments = [
                    "convert",
                    name,
                    "-q",
                    "--to",
                    format,
                    "--profile",
                    profile_name(profile),
                ];
                let ran = Test::new(&arguments)
                    .file(name, document)
                    .any_stdout()
                    .run();
                assert!(
                    ran.stdout() == expected,
                    "{number} {name} {format} {profile:?}"
                );
            }
        }
    }
}

/// Items of JSON are read one by one, if nothing is odd about them.
#[test]
fn a_large_feed_of_json_is_read_as_a_small_one() {
    let head = "\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"News\"";
    let filler = filler();
    let items = |between: &str| -> String {
        let item = |number: usize| {
            let between = if number == 1_000 { between } else { "" };
            format!(
                "{between}{{\"id\":\"{number}\",\"title\":\"T\",\"content_text\":\"{filler}\"}}"
            )
        };
        let items: Vec<String> = (0..3_000).map(item).collect();
        items.join(",\n")
    };
    let place = "feedmatter: feed.json:1001:";
    for (before, between, behind, stderr) in [
        (head, "", "", String::new()),
        ("", "", head, String::new()),
        (head, "", "\"_feedmatter\":{\"ttl\":60}", String::new()),
        (head, "", "\"items\":[{\"id\":\"1\",\"title\":\"The only one\"}]", String::new()),
        (head, "", "\"items\":{\"id\":\"1\",\"title\":\"The only one\"}", String::new()),
        (
            head,
            "1,null,",
            "",
            "feedmatter: feed.json: warning: expected `items` to be a list of objects, found 2 that are none; left out\n".to_owned(),
        ),
        (
            head,
            "{\"id\":\"x\",\"date_published\":\"soon\",\"title\":[]},",
            "",
            "feedmatter: feed.json: warning: expected `title` to be text, found a list\n\
             feedmatter: feed.json: warning: expected a date such as `2021-05-05T00:56:00Z`, found `soon`\n".to_owned(),
        ),
        (
            head,
            "{\"id\":\"\\ud800\"},",
            "",
            format!("{place}8: warning: expected whole characters, found half of one\n"),
        ),
        (head, "{\"id\":01},", "", format!("{place}8: expected JSON: invalid number\n")),
        (
            head,
            "",
            "\"title\"",
            "feedmatter: feed.json:3000:272: expected JSON: expected `:`\n".to_owned(),
        ),
    ] {
        let members = [before, &format!("\"items\":[{}]", items(between)), behind];
        let members = members.into_iter().filter(|member| !member.is_empty());
        let json = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        assert!(json.len() > 1 << 19);
        let document = formats::read(json.as_bytes(), &ReadOptions::default());
        let lines = |document: formats::Document| {
            let options = WriteOptions::of(Profile::Lossless);
            formats::write("ndjson", &document.feed, &options).expect("lines")
        };
        let code = if document.is_ok() { 0 } else { 2 };
        let test = Test::new(&["convert", "feed.json", "--to", "ndjson"]);
        let test = test.file("feed.json", &json).stderr(stderr).code(code);
        let ran = test.any_stdout().run();
        assert!(ran.stdout() == document.map_or_else(|_| String::new(), lines), "{between} {behind}");
    }
}

fn profile_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Public => "public",
        Profile::Lossless => "lossless",
    }
}

fn read(document: &str) -> Feed {
    formats::read(document.as_bytes(), &ReadOptions::default())
        .expect("a feed")
        .feed
}
