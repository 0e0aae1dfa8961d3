//! Lists of feeds.

use feedmatter::formats::{Limits, ReadOptions};
use feedmatter::sources;

use crate::support::cli::Test;

const OPML: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0" xmlns:fm="https://w3id.org/feedmatter/ns/1.0/">
  <head>
    <title>My feeds</title>
  </head>
  <body>
    <outline text="News">
      <outline text="Example" title="Example" type="rss" xmlUrl="https://example.com/feed.xml?a=1&amp;b=2" htmlUrl="https://example.com/" category="/world,AI" fm:source="{&quot;folder&quot;:&quot;world&quot;,&quot;limit&quot;:5}"/>
    </outline>
    <outline text="https://example.org/feed" type="rss" xmlUrl="https://example.org/feed"/>
  </body>
</opml>
"#;

const SETTINGS: &str = r#"sources:
  - url: "https://example.com/feed.xml?a=1&b=2"
    title: "Example"
    link: https://example.com/
    categories:
      - News
    folder: world
    category: world
    topics:
      - AI
    limit: 5
  - url: "https://example.org/feed"
"#;

const LINES: &str = r#"{"url":"https://example.com/feed.xml?a=1&b=2","title":"Example","link":"https://example.com/","categories":["News"],"folder":"world","category":"world","topics":["AI"],"limit":5}
{"url":"https://example.org/feed"}
"#;

#[test]
fn every_spelling_gives_every_other() {
    for input in [OPML, SETTINGS, LINES] {
        for (format, output) in [("opml", OPML), ("yml", SETTINGS), ("ndjson", LINES)] {
            Test::new(&["convert", "--to", format, "--title", "My feeds"])
                .input(input)
                .stdout(output)
                .run();
        }
    }
    Test::new(&["convert", "feeds.opml"])
        .file("feeds.opml", OPML)
        .stdout(SETTINGS)
        .run();
    let ran = Test::new(&["convert", "feeds.opml", "-o", "feedmatter.yml"])
        .file("feeds.opml", OPML)
        .run();
    assert_eq!(ran.read("feedmatter.yml"), SETTINGS);
    // As editors on Windows write it.
    Test::new(&["convert", "--to", "ndjson"])
        .input(format!("\u{feff}{SETTINGS}"))
        .stdout(LINES)
        .run();
    Test::new(&["convert", "--from", "yml", "--to", "ndjson"])
        .input(SETTINGS)
        .stdout(LINES)
        .run();
}

/// One object a line may be an article as well as a feed; that has a name of an article.
#[test]
fn lines_of_articles_are_no_feeds() {
    for line in [
        "\"url\":\"a\",\"id\":\"b\"",
        "\"url\":\"a\",\"webUrl\":\"b\"",
        "\"title\":\"a\",\"link\":\"b\"",
    ] {
        Test::new(&["convert", "--from", "ndjson", "--to", "ndjson"])
            .input(format!("{{{line}}}\n"))
            .stdout(format!("{{{line},\"feed\":{{}}}}\n"))
            .run();
    }
}

/// What is shown may differ from the name that the feed has itself.
#[test]
fn both_names_of_an_outline_are_kept() {
    let text = OPML.replace("text=\"Example\"", "text=\"My favourite\"");
    Test::new(&["convert", "--to", "opml", "--title", "My feeds"])
        .input(text.clone())
        .stdout(text.clone())
        .run();
    Test::new(&["convert", "--to", "yml"])
        .input(text)
        .stdout(SETTINGS.replace("    limit: 5\n", "    limit: 5\n    text: My favourite\n"))
        .run();
}

#[test]
fn addresses_alone_are_a_list() {
    Test::new(&["convert", "--to", "yml"])
        .input("# mine\nhttps://example.org/feed\n\n")
        .stdout("sources:\n  - url: \"https://example.org/feed\"\n")
        .run();
}

/// Nothing that a document says is lost on the way to another one.
#[test]
fn what_has_no_field_is_kept() {
    let list = r#"<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>T</title>
    <dateCreated>Sat, 18 Jun 2005 12:11:52 GMT</dateCreated>
    <ownerName>A &amp; B</ownerName>
  </head>
  <body>
    <outline text="G" category="/x" description="A group">
      <outline text="H">
        <outline text="F" title="F" type="rss" xmlUrl="https://f.example/f" created="today" url="https://other.example/" limit="9"/>
      </outline>
    </outline>
  </body>
</opml>
"#;
    Test::new(&["convert", "--to", "opml"])
        .input(list)
        .stdout(list)
        .run();
    let settings = r#"sources:
  - url: "https://f.example/f"
    title: "F"
    categories:
      - G
      - H
    created: today
    feedmatter:
      format: opml
      opml:
        url: "https://other.example/"
        limit: "9"
"#;
    Test::new(&["convert", "--to", "yml"])
        .input(list)
        .stdout(settings)
        .run();
    // Elements in others, and twice, are none of a list.
    let odd = list
        .replace("<title>", "<a><b>c</b></a><TITLE>")
        .replace("</title>", "</TITLE><x:y>z</x:y>")
        .replace("</head>", "<ownerName>C</ownerName></head>");
    Test::new(&["convert", "--to", "opml"])
        .input(odd)
        .stdout(list)
        .run();
}

/// Neither who keeps a list nor what only they may know.
#[test]
fn a_public_list_tells_nothing_of_its_owner() {
    let list = r#"<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>T</title>
    <dateCreated>Sat, 18 Jun 2005 12:11:52 GMT</dateCreated>
    <ownerName>Jane</ownerName>
    <ownerEmail>jane@example.com</ownerEmail>
    <windowTop>61</windowTop>
  </head>
  <body>
    <outline text="G" folderId="7">
      <outline text="F" type="rss" xmlUrl="https://jane:secret@f.example/f" htmlUrl="https://jane@f.example/" headers="Cookie: a" limit="9"/>
    </outline>
  </body>
</opml>
"#;
    let opml = r#"<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>T</title>
    <dateCreated>Sat, 18 Jun 2005 12:11:52 GMT</dateCreated>
  </head>
  <body>
    <outline text="G">
      <outline text="F" title="F" type="rss" xmlUrl="https://f.example/f" htmlUrl="https://f.example/"/>
    </outline>
  </body>
</opml>
"#;
    let public = |to: &str, expected: &str| {
        Test::new(&["convert", "--profile", "public", "--to", to])
            .input(list)
            .stdout(expected)
            .run();
    };
    public("opml", opml);
    public(
        "yml",
        "sources:\n  - url: \"https://f.example/f\"\n    title: \"F\"\n    link: https://f.example/\n    categories:\n      - G\n",
    );
    public(
        "ndjson",
        "{\"url\":\"https://f.example/f\",\"title\":\"F\",\"link\":\"https://f.example/\",\"categories\":[\"G\"]}\n",
    );
}

/// To YAML, a name of digits is a number.
#[test]
fn what_looks_like_a_number_is_the_text_that_is_written_where_a_text_is_meant() {
    let list = "sources:\n  - {url: https://a.example/, folder: 2024, title: 1984, trust: true, limit: 3}\n  \
                - url: https://b.example/\n    title: yes\n    category: 1.10\n    topics: [2024, True, a]\n    \
                provider:\n      name: 0x7\n    limit: 1.5\n    where: {title: 2024}\n    fields: {weight: 1.10}\n";
    let own = "sources:\n  - url: \"https://a.example/\"\n    folder: \"2024\"\n    title: \"1984\"\n    trust: true\n    limit: 3\n  \
               - url: \"https://b.example/\"\n    title: \"yes\"\n    category: \"1.10\"\n    topics:\n      - \"2024\"\n      \
               - \"True\"\n      - a\n    provider:\n      name: \"0x7\"\n    limit: 1.5\n    where:\n      title: 2024\n    \
               fields:\n      weight: 1.1\n";
    let limit = "expected `limit` to be an integer, 0 or more, found a floating-point number";
    Test::new(&["convert", "--to", "yml"])
        .input(list)
        .stdout(own)
        .stderr(format!("feedmatter: <stdin>:3:10: warning: {limit}\n"))
        .run();
    Test::new(&["check", "feedmatter.yml"])
        .file("feedmatter.yml", list)
        .stdout(format!("error[mistyped-field]: {limit}\n --> feedmatter.yml:9:12\n  |\n9 |     limit: 1.5\n  |            ^^^\n\n"))
        .stderr("feedmatter: 1 error and 0 warnings in 1 file\n")
        .code(1)
        .run();
}

/// As newsboat has them.
#[test]
fn tags_behind_an_address_may_be_words() {
    Test::new(&["convert", "--to", "yml"])
        .input("https://a.example/ news \"two words\" ~Name # no tag\nhttps://b.example/\t\"~B\"\n")
        .stdout(
            "sources:\n  - url: \"https://a.example/\"\n    title: \"Name\"\n    categories:\n      - news\n      - two words\n  \
             - url: \"https://b.example/\"\n    title: \"B\"\n",
        )
        .run();
}

/// What has a prefix is carried, with what comes behind it, and hides nothing.
#[test]
fn plain_attributes_stand_beside_others() {
    let list = |attributes: &str| {
        OPML.replace("xmlns:fm", "xmlns:q=\"urn:q\" xmlns:fm")
            .replace(
                "xmlUrl=\"https://example.org/feed\"",
                &format!("xmlUrl=\"https://example.org/feed\" {attributes}"),
            )
    };
    let written = Test::new(&["convert", "--to", "opml", "--title", "My feeds"])
        .input(list("version=\"RSS2\" q:z=\"zz\" foo=\"bar\""))
        .any_stdout()
        .run()
        .stdout();
    let attributes = "version=\"RSS2\" foo=\"bar\" fm:source=\"{&quot;q:z&quot;:&quot;zz&quot;,&quot;foo&quot;:&quot;bar&quot;}\"";
    assert_eq!(written, list(attributes).replace("xmlns:q=\"urn:q\" ", ""));
    for to in ["opml", "yml"] {
        let convert = |input: &str| {
            let test = Test::new(&["convert", "--to", to, "--title", "My feeds"]);
            test.input(input).any_stdout().run().stdout()
        };
        let first = convert(&list("version=\"RSS2\" q:z=\"zz\" foo=\"bar\""));
        assert_eq!(convert(&written), first);
    }
}

#[test]
fn what_is_no_list_is_said() {
    for (input, message) in [
        (
            "<rss><channel/></rss>",
            "1:1: expected a list of feeds, found a feed or a page",
        ),
        (
            "title: x\n",
            "1:1: expected a list of feeds, found a map without `sources`",
        ),
        (
            "sources: x\n",
            "expected `sources` to be a list of addresses, and of maps with `url`, found text",
        ),
        (
            "---\ntitle: x\n---\n\nText.\n",
            "1:1: expected a list of feeds, found an article",
        ),
        ("just words\n", "1:1: expected a list of feeds, found text"),
    ] {
        let place = if message.starts_with('1') {
            "<stdin>:"
        } else {
            "<stdin>: "
        };
        Test::new(&["convert", "--to", "opml"])
            .input(input)
            .stderr(format!("feedmatter: {place}{message}\n"))
            .code(2)
            .run();
    }
    let warning = "feedmatter: <stdin>:1:19: warning: expected the address of `x` under `url`, found none; left out\n";
    Test::new(&["convert", "--to", "yml"])
        .input("sources: [{title: x}, https://a.example/]\n")
        .stdout("sources:\n  - url: \"https://a.example/\"\n")
        .stderr(warning)
        .run();
}

#[test]
fn broken_opml_is_read_as_far_as_it_goes() {
    let warnings = "feedmatter: <stdin>:1:13: warning: expected a feed with `xmlUrl`, found none; left out\n\
                    feedmatter: <stdin>:1:71: warning: expected the whole document, found its beginning\n";
    Test::new(&["convert", "--to", "yml"])
        .input("<opml><body><outline text='x'/><outline xmlUrl='https://a.example/?a&b'")
        .any_stdout()
        .stderr(warnings)
        .run_whatever();
    let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><opml><outline text='caf\xe9' xmlUrl='https://a.example/'/></opml>";
    Test::new(&["convert", "--to", "yml"])
        .input(latin.as_slice())
        .stdout("sources:\n  - url: \"https://a.example/\"\n    title: \"café\"\n")
        .run();
}

#[test]
fn outlines_are_nested_no_deeper_than_elements() {
    let text = |depth| {
        let inside = "<outline text='A'>".repeat(depth) + &"</outline>".repeat(depth);
        format!("<opml version='2.0'><body>{inside}</body></opml>")
    };
    let mut options = ReadOptions::default();
    options.limits.depth = usize::MAX;
    let read = |depth| sources::read(text(depth).as_bytes(), &options, &mut Vec::new());
    assert!(read(Limits::MAX_DEPTH).is_ok());
    let error = read(Limits::MAX_DEPTH + 1).expect_err("too deep");
    let expected = "expected elements nested at most 1000 deep, found more";
    assert_eq!(error.to_string(), expected);
}
