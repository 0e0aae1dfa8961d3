//! The program as a shell sees it.

use std::fs;

use crate::support::cli::Test;
use crate::support::fixtures::path;

const HELLO: &str = "---\ntitle: \"Hello\"\n---\n\n";
const WORLD: &str = "---\ntitle: \"World\"\n---\n\nText.\n";
const BROKEN: &str = "---\ntitle: \"Broken\n---\n";
const BROKEN_ERROR: &str = "feedmatter: broken.md:3:1: expected YAML: found unexpected end of stream, while scanning a quoted scalar at line 2, column 8; the closing quote is missing\n";

const NOTE: &str = "feedmatter: note: the output holds 4 private fields and 0 drafts; to publish it, use --profile public\n";

fn complete() -> String {
    fs::read_to_string(path("articles/complete.md")).expect("a fixture")
}

#[test]
fn an_article_survives_a_pipe_through_every_format() {
    for chain in [
        ["rss", "atom", "rss"],
        ["atom", "rss", "atom"],
        ["json", "rss", "json"],
        ["atom", "json", "atom"],
        ["ndjson", "ndjson", "rss"],
        ["json", "ndjson", "ndjson"],
    ] {
        let mut text = complete();
        for format in chain {
            let test = Test::new(&["convert", "--to", format])
                .input(text)
                .stderr(NOTE)
                .any_stdout();
            text = test.run().stdout();
        }
        Test::new(&["convert", "--to", "front-matter"])
            .input(text)
            .stdout(complete())
            .run();
    }
}

#[test]
fn the_output_is_front_matter_for_a_feed_and_rss_for_front_matter() {
    let rss = Test::new(&["convert"])
        .input(WORLD)
        .any_stdout()
        .run()
        .stdout();
    assert!(rss.contains("<rss version=\"2.0\""), "{rss}");
    Test::new(&["convert"]).input(rss).stdout(WORLD).run();
}

#[test]
fn the_name_of_an_article_is_that_of_front_matter() {
    for name in ["a.md", "a.markdown", "a.mdx"] {
        let ran = Test::new(&["convert", "-o", name]).input(WORLD).run();
        assert_eq!(ran.read(name), WORLD);
    }
}

#[test]
fn endings_of_files_name_formats_in_any_case() {
    for (name, format) in [
        ("xml", "rss"),
        ("RSS", "rss"),
        ("JSONL", "ndjson"),
        ("md", "front-matter"),
        ("Markdown", "front-matter"),
    ] {
        let text = |to| {
            let test = Test::new(&["convert", "--to", to]).input(WORLD);
            test.any_stdout().run().stdout()
        };
        assert_eq!(text(name), text(format), "{name}");
    }
    let refused = Test::new(&["convert", "--to", "html"]).run_whatever();
    assert!(
        refused.stderr().contains("invalid value 'html'"),
        "{}",
        refused.stderr()
    );
    let refused = Test::new(&["generate", "--format", "md"]).run_whatever();
    assert!(
        refused.stderr().contains("invalid value 'md'"),
        "{}",
        refused.stderr()
    );
}

#[test]
fn what_is_to_be_a_path_is_no_standard_input_or_output() {
    for (arguments, key) in [
        (&["generate", "--config", "-"][..], "--config"),
        (&["fetch", "https://example.com/", "-o", "-"], "-o"),
        (
            &["fetch", "https://example.com/", "--state", "-"],
            "--state",
        ),
    ] {
        let ran = Test::new(arguments)
            .stderr(format!(
                "feedmatter: expected `{key}` to be a path such as `./-`, found `-`\n"
            ))
            .code(2)
            .run();
        assert!(ran.names("").is_empty());
    }
}

#[test]
fn bodies_take_the_form_that_is_asked_for() {
    let rss = "<rss><channel><item><description>&lt;p&gt;Some &lt;em&gt;words&lt;/em&gt;.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;\
        </description></item></channel></rss>";
    for (form, body) in [
        ("html", "\n<p>Some <em>words</em>.</p><p>More.</p>\n"),
        ("markdown", "\nSome *words*.\n\nMore.\n"),
        ("text", "\n<p>Some words.</p>\n<p>More.</p>\n"),
        ("none", "\n"),
    ] {
        let ran = Test::new(&["convert", "--to", "front-matter", "--body", form])
            .input(rss)
            .any_stdout()
            .run();
        let text = ran.stdout();
        let found = text.rsplit_once("---\n").map(|(_, body)| body);
        assert_eq!(found, Some(body), "{form}");
    }
    Test::new(&["convert", "--to", "front-matter", "--body", "html"])
        .input("---\ntitle: a\n---\n\n*b*\n")
        .stdout("---\ntitle: \"a\"\n---\n\n<p><em>b</em></p>\n")
        .run();
}

/// Two lines, so that other threads than the first work at them.
#[test]
fn markup_that_is_too_deep_for_markdown_stays_as_it_is() {
    let deep = "<blockquote>".repeat(60_000);
    let line = format!("{{\"body_format\":\"html\",\"body\":\"{deep}\"}}\n");
    let ran = Test::new(&["convert", "--to", "ndjson", "--body", "markdown"])
        .input(line.repeat(2))
        .any_stdout()
        .run();
    assert_eq!(ran.stdout().matches(&deep).count(), 2);
}

#[test]
fn the_name_of_the_output_tells_its_format() {
    for (name, start) in [
        ("feed.xml", "<rss"),
        ("a.rss", "<rss"),
        ("atom.xml", "<feed"),
        ("my-atom1.xml", "<feed"),
        ("anatomy.xml", "<rss"),
        ("x.atom", "<feed"),
        ("feed.json", "{"),
        ("feed.ndjson", "{\"title\":\"World\","),
        ("feed.jsonl", "{\"title\":\"World\","),
        ("new.md", "---"),
    ] {
        let ran = Test::new(&["convert", "-o", name]).input(WORLD).run();
        let text = ran.read(name);
        assert!(
            text.lines().any(|line| line.starts_with(start)),
            "{name}: {text}"
        );
    }
}

#[test]
fn flags_describe_the_feed() {
    let flags = [
        "--title",
        "T",
        "--link",
        "https://a.example/",
        "--description",
        "D",
        "--language",
        "de",
        "--self",
        "https://a.example/f",
    ];
    let xml = Test::new(&[&["convert"][..], &flags].concat())
        .input(HELLO)
        .any_stdout()
        .run()
        .stdout();
    for element in [
        "<title>T<",
        "<link>https://a.example/<",
        "<description>D<",
        "<language>de<",
        "href=\"https://a.example/f\" rel=\"self\"",
    ] {
        assert!(xml.contains(element), "{element}: {xml}");
    }
}

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let test = Test::new(&[
        "convert",
        "a.md",
        "broken.md",
        "missing.md",
        "--to",
        "front-matter",
    ]);
    let missing = "feedmatter: missing.md: cannot read: No such file or directory (os error 2)\n";
    let test = test
        .file("a.md", WORLD)
        .file("broken.md", BROKEN)
        .stdout(WORLD)
        .code(1);
    test.stderr(format!("{missing}{BROKEN_ERROR}")).run();
}

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

#[test]
fn an_unexpected_value_is_a_warning_or_under_strict_an_error() {
    let text = "---\ntitle: \"Hello\"\nheat: high\ntitle: \"Twice\"\n---\n\n";
    let warnings = "feedmatter: <stdin>:4:1: warning: the key `title` occurs twice, and the last one counts\n\
                    feedmatter: <stdin>:3:1: warning: expected `heat` to be an integer, found `high`\n";
    let kept = "---\ntitle: \"Twice\"\nheat: high\n---\n\n";
    Test::new(&["convert", "--to", "front-matter"])
        .input(text)
        .stdout(kept)
        .stderr(warnings)
        .run();
    Test::new(&["convert", "--to", "front-matter", "-q"])
        .input(text)
        .stdout(kept)
        .run();
    let error = "feedmatter: <stdin>:4:1: the key `title` occurs twice, and the last one counts\n";
    Test::new(&["convert", "--to", "front-matter", "--strict"])
        .input(text)
        .stderr(error)
        .code(2)
        .run();
}

#[test]
fn a_date_that_nobody_can_read_is_a_warning_with_its_place() {
    let xml =
        "<rss><channel>\n<item><title>x</title><pubDate>yesterday</pubDate></item></channel></rss>";
    let warning = "feedmatter: <stdin>:2:32: warning: expected a date such as `2021-05-05T00:56:00Z`, found `yesterday`\n";
    Test::new(&["convert"])
        .input(xml)
        .any_stdout()
        .stderr(warning)
        .run();
}

#[test]
fn foreign_html_is_made_safe_unless_told_otherwise() {
    let xml = "<rss><channel><item><title>x</title><description>&lt;p onclick='x()'>y&lt;/p></description></item></channel></rss>";
    let safe = Test::new(&["convert"])
        .input(xml)
        .any_stdout()
        .run()
        .stdout();
    assert!(safe.ends_with("\n<p>y</p>\n"), "{safe}");
    let unsafe_html = Test::new(&["convert", "--unsafe-html"])
        .input(xml)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        unsafe_html.ends_with("\n<p onclick='x()'>y</p>\n"),
        "{unsafe_html}"
    );
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let name = "a\u{1b}[31m.md";
    let error = "feedmatter: a\u{fffd}[31m.md:2: expected a line `---` that closes the front matter, found the end of the document\n";
    Test::new(&["convert", name])
        .file(name, "---\nx: 1\n")
        .stderr(error)
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

#[test]
fn a_format_makes_a_file_of_a_name_without_an_ending() {
    let ran = Test::new(&["convert", "--to", "rss", "-o", "feed"])
        .input(HELLO)
        .run();
    assert!(ran.read("feed").contains("<rss"));
}

#[test]
fn nul_in_a_body_is_refused() {
    let body = r#"<fm:article version="1"><fm:body format="markdown" enc="json">"a\u0000b"</fm:body></fm:article>"#;
    let xml = format!(
        "<rss xmlns:fm=\"https://w3id.org/feedmatter/ns/1.0/\"><channel><item>{body}</item></channel></rss>"
    );
    let error = "feedmatter: <stdout>: expected a body of text, found the character NUL in it\n";
    Test::new(&["convert"])
        .input(xml)
        .stderr(error)
        .code(2)
        .run();
}

#[test]
fn nothing_but_nul_is_no_list_of_documents() {
    for format in ["ndjson", "tsv", "rss"] {
        Test::new(&["convert", "--to", format])
            .input("\0\0\0")
            .stderr(
                "feedmatter: <stdin>:1:1: expected front matter or a feed, found a binary file\n",
            )
            .code(2)
            .run();
    }
}

/// What would take for ever, or all memory, is refused or made harmless.
#[test]
fn bombs_do_not_go_off() {
    let aliases = format!(
        "---\na: &a \"{}\"\nb: [{}]\n---\n",
        "x".repeat(100_000),
        "*a, ".repeat(2_000)
    );
    let brackets = format!("---\na: {}\n---\n", "[".repeat(100_000));
    let duplicates = format!(
        "---\n{}---\n",
        (0..20_000)
            .map(|i| format!("k{}: {i}\n", i % 100))
            .collect::<String>()
    );
    let elements = format!(
        "<rss><channel><item><description>{}x</description></item></channel></rss>",
        "&lt;div>".repeat(50_000)
    );
    for (input, code) in [(aliases, 2), (brackets, 2), (duplicates, 0), (elements, 0)] {
        let ran = Test::new(&["convert", "--to", "front-matter", "-q"])
            .input(input)
            .run_whatever();
        assert_eq!(ran.code(), Some(code), "{}", ran.stderr());
        assert!(ran.stdout().len() < 10_000);
    }
}

#[cfg(unix)]
#[cfg(unix)]
#[test]
fn a_link_to_nothing_yet_is_followed() {
    let test = Test::new(&["convert", "--to", "rss", "-o", "link.xml"]).input(HELLO);
    std::os::unix::fs::symlink("real.xml", test.path().join("link.xml")).expect("a link");
    assert!(test.run().read("real.xml").contains("<rss"));
}

/// Text that is harmless in HTML could be markup in Markdown.
#[test]
fn html_becomes_markdown_only_if_it_says_the_same() {
    for (html, markdown) in [
        (
            "<p>A <b>b</b> <a href=\"https://a.example/\">c</a></p>",
            "A **b** [c](https://a.example/)",
        ),
        (
            "<pre>&lt;script&gt;x()&lt;/script&gt;</pre>",
            "```\n<script>x()</script>\n```",
        ),
        // As Pygments writes it.
        (
            "<div><pre><span></span><span># a</span>\npip  `b`\n\n<b>for</b> __c__:\n  *d*\n</pre></div><p>E</p>",
            "```\n# a\npip  `b`\n\nfor __c__:\n  *d*\n```\n\nE",
        ),
        ("<pre>\n```\n* a<br># b</pre>", "````\n```\n* a\n# b\n````"),
        (
            "<ol><li>a<pre><code class=\"language-sh\"><i>b</i>\n\n# c\n</code></pre></li></ol>",
            "1.  a\n\n    ```sh\n    b\n\n    # c\n    ```",
        ),
        (
            "<pre><code>a <a href=\"https://a.example/\">b</a></code></pre>",
            "<pre><code>a <a href=\"https://a.example/\">b</a></code></pre>",
        ),
        ("<pre><p>a</p><p>b</p></pre>", "<pre><p>a</p><p>b</p></pre>"),
        (
            "<p>&lt;<b></b>script&gt;x()&lt;/script&gt;</p>",
            "<p>&lt;<b></b>script&gt;x()&lt;/script&gt;</p>",
        ),
        (
            "<img src=\"https://a.example/x.png\" alt=\"x](https://a.example/) [click](javascript:x()) ![y\">",
            "![x\\](https://a.example/) \\[click\\](javascript:x()) \\!\\[y](https://a.example/x.png)",
        ),
        (
            "<p>10<sup>6</sup> <del>100</del> <s>1</s> <ins>80</ins></p>",
            "10<sup>6</sup> ~~100~~ ~~1~~ <ins>80</ins>",
        ),
        ("<p>about ~100~ of</p>", "<p>about ~100~ of</p>"),
        (
            "<p>A</p><video src=\"https://a.example/b\"></video>",
            "A\n\n<div><video src=\"https://a.example/b\"></video></div>",
        ),
        (
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "<p><ruby>漢<rt>kan</rt></ruby></p>",
            "<p><ruby>漢<rt>kan</rt></ruby></p>",
        ),
        (
            "<p><a href=\"https://a.example/ä b?c=d&amp;e\">c</a></p>",
            "[c](https://a.example/ä%20b?c=d&e)",
        ),
    ] {
        let html = serde_json::Value::from(html);
        let feed = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"content_html\":{html}}}]}}"
        );
        Test::new(&[
            "convert",
            "--foreign",
            "--body",
            "markdown",
            "--to",
            "front-matter",
        ])
        .input(feed)
        .stdout(format!("---\nid: \"1\"\n---\n\n{markdown}\n"))
        .run();
    }
}

#[test]
fn bodies_become_text_in_paragraphs() {
    let body = "<h1>One</h1><p>Two &amp;<br>three\n four</p><ul><li>a</li><li>b</li></ul><pre>c\n  d</pre>";
    let feed = format!(
        "{{\"title\":\"A\",\"body\":{},\"bodyFormat\":\"html\"}}\n",
        serde_json::Value::from(body)
    );
    Test::new(&["convert", "--body", "text", "--to", "front-matter"])
        .input(feed)
        .stdout("---\ntitle: \"A\"\n---\n\n<p>One</p>\n<p>Two &amp;<br>\nthree four</p>\n<p>a<br>\nb</p>\n<p>c<br>\nd</p>\n")
        .run();
}

/// Where a browser would ask for them as much as for others.
#[test]
fn addresses_with_angle_brackets_are_escaped() {
    let feed = "<rss><channel><item><link>https://a.example/?r=x&gt;y</link>\
                <enclosure url='https://a.example/&lt;b&gt;' length='1' type='audio/mpeg'/></item></channel></rss>";
    Test::new(&["convert", "--foreign", "--to", "ndjson"])
        .input(feed)
        .stdout("{\"webUrl\":\"https://a.example/?r=x%3Ey\",\"actions\":[{\"url\":\"https://a.example/%3Cb%3E\",\"type\":\"download\",\"mimeType\":\"audio/mpeg\",\"length\":1}],\"feed\":{}}\n")
        .run();
}

/// Pages print some of these as they are.
#[test]
fn strangers_give_no_scripts_in_the_place_of_addresses() {
    let author = "{\"name\":\"N\",\"url\":\"javascript:x()\",\"avatar\":\"javascript:x()\"}";
    let feed = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"home_page_url\":\"javascript:x()\",\"items\":[{{\"id\":\"1\",\"authors\":[{author}]}}]}}"
    );
    Test::new(&["convert", "--foreign", "--to", "ndjson"])
        .input(feed)
        .stdout("{\"id\":\"1\",\"provider\":{\"authors\":[{\"name\":\"N\"}]},\"feed\":{}}\n")
        .run();
    let line = "{\"title\":\"A\",\"featuredContent\":\"<script>x()</script>\",\"images\":[{\"url\":\"<img src=x onerror=x()>\"}],\
                \"provider\":{\"images\":[{\"url\":\"javascript:x()\"}]},\"feed\":{\"icon\":\"data:text/html,x\"}}\n";
    Test::new(&["convert", "--foreign", "--to", "ndjson"])
        .input(line)
        .stdout("{\"title\":\"A\",\"feed\":{}}\n")
        .run();
}

#[test]
fn the_article_of_a_stranger_sets_no_fields() {
    let body = "<p onclick='x()'>A</p><script>x()</script>";
    let feed = format!(
        "<rss xmlns:fm='https://w3id.org/feedmatter/ns/1.0/'><channel><item><title>T</title><description><![CDATA[{body}]]></description>\
        <fm:article version='1'><fm:field name='title' ref='std'/><fm:field name='layout'>evil</fm:field><fm:body ref='std'/></fm:article>\
        </item></channel></rss>"
    );
    let safe = "---\ntitle: \"T\"\n---\n\n<p>A</p>\n";
    Test::new(&["convert", "feed.xml", "--foreign"])
        .file("feed.xml", &feed)
        .stdout(safe)
        .run();
    let own = format!("---\ntitle: \"T\"\nlayout: evil\n---\n\n{body}\n");
    Test::new(&["convert", "feed.xml"])
        .file("feed.xml", &feed)
        .stdout(&own)
        .run();
    let article = r#"{"title": {"$ref": "std"}, "layout": "evil"}"#;
    let remainder = format!(
        r#"{{"about": "https://w3id.org/feedmatter/ns/1.0/", "article": {article}, "body": {{"$ref": "std"}}}}"#
    );
    let feed = format!(
        r#"{{"items": [{{"title": "T", "content_html": "{body}", "_feedmatter": {remainder}}}]}}"#
    );
    Test::new(&["convert", "feed.json", "--foreign"])
        .file("feed.json", &feed)
        .stdout(safe)
        .run();
    Test::new(&["convert", "feed.json"])
        .file("feed.json", &feed)
        .stdout(own)
        .run();
}

#[test]
fn front_matter_holds_nothing_private_if_it_is_to_be_public() {
    let article = "---\ntitle: \"A\"\nquality: 3\nmood: leak\nprovider:\n  name: Paper\n  authors: [{name: J, email: leak@a.example}]\n---\n\nText.\n";
    let test = |arguments: &[&str]| {
        let arguments = [&["convert", "--to", "front-matter"], arguments].concat();
        Test::new(&arguments)
            .file("a.md", article)
            .file("b.md", "---\ntitle: leak\npublished: false\n---\n")
            .file(
                "c.md",
                "---\ntitle: leak\npublishedDateTime: 2999-01-01\n---\n",
            )
    };
    let public =
        "---\ntitle: \"A\"\n\nprovider:\n  name: Paper\n  authors:\n    - name: J\n---\n\nText.\n";
    test(&["a.md", "b.md", "c.md", "--profile", "public"])
        .stdout(public)
        .run();
    let ran = test(&[".", "--profile", "public", "-o", "out/"]).run();
    assert_eq!(ran.names("out"), ["a.md"]);
    assert_eq!(ran.read("out/a.md"), public);
}

/// What is published as front matter is as fit for others as what is published as a feed.
#[test]
fn public_front_matter_is_fit_for_everyone() {
    let article = "---\ntitle: A\nwebUrl: https://user:SECRET@a.example/1\nfeaturedContent: \"<iframe src='https://p.example/1' data-x='SECRET'></iframe><script>SECRET</script>\"\nimages: [{url: \"https://user:SECRET@a.example/i.png\"}]\n---\n\n*Text.* <!-- SECRET --> <b onclick='SECRET'>b</b>\n";
    Test::new(&["convert", "a.md", "--to", "front-matter", "--profile", "public"])
        .file("a.md", article)
        .stdout("---\ntitle: \"A\"\nwebUrl: \"https://a.example/1\"\n\nfeaturedContent: \"https://p.example/1\"\n\nimages:\n  - url: \"https://a.example/i.png\"\n---\n\n*Text.* **b**\n")
        .run();
    let kept =
        "---\ntitle: \"A\"\n---\n\n* one\n* two \"q\" & <b>b</b>\n\n```html\n<!-- x -->\n```\n";
    Test::new(&[
        "convert",
        "a.md",
        "--to",
        "front-matter",
        "--profile",
        "public",
    ])
    .file("a.md", kept)
    .stdout(kept)
    .run();
}

#[test]
fn values_within_are_of_their_type_too() {
    let article = "---\ntitle: \"A\"\nimages:\n  - url: \"https://a.example/a.jpg\"\n    width: \"300\"\n---\n";
    let message = "expected `width` in `images` to be an integer, 0 or more, found `300`\n";
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", article)
        .any_stdout()
        .stderr(format!("feedmatter: a.md:3:1: warning: {message}"))
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson", "--strict"])
        .file("a.md", article)
        .stderr(format!("feedmatter: a.md:3:1: {message}"))
        .code(2)
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", "---\ntopics: [Rust, {a: b}]\n---\n")
        .any_stdout()
        .stderr("feedmatter: a.md:2:1: warning: expected `topics` to be a list of texts, found one of a map and text\n")
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", "---\nquality: 9223372036854775808\nimages: [{width: -1}]\n---\n")
        .any_stdout()
        .stderr(
            "feedmatter: a.md:2:1: warning: expected `quality` to be an integer that fits 64 bits, found `9223372036854775808`\n\
             feedmatter: a.md:3:1: warning: expected `width` in `images` to be an integer, 0 or more, found `-1`\n",
        )
        .run();
}

#[test]
fn an_encoding_and_a_base_can_be_given() {
    let feed = b"<rss><channel><item><title>\xcf\xf0\xe8\xe2\xe5\xf2</title><link>/a</link></item></channel></rss>".as_slice();
    let article = "---\ntitle: \"Привет\"\nwebUrl: \"https://example.com/a\"\n---\n\n";
    Test::new(&[
        "convert",
        "feed.xml",
        "--encoding",
        "windows-1251",
        "--base",
        "https://example.com/feed.xml",
    ])
    .file("feed.xml", feed)
    .stdout(article)
    .run();
    Test::new(&["convert", "feed.xml", "--encoding", "klingon"])
        .file("feed.xml", feed)
        .stderr(
            "feedmatter: expected an encoding such as `utf-8` or `windows-1252`, found `klingon`\n",
        )
        .code(2)
        .run();
}

#[test]
fn a_bound_says_how_to_raise_it() {
    let feed = "<rss><channel><item/><item/><item><a:b><a:b/></a:b></item></channel></rss>";
    for (flag, value, message) in [
        (
            "--max-items",
            "2",
            "expected at most 2 articles, found more; raise it with --max-items",
        ),
        (
            "--max-size",
            "20",
            "expected at most 20 bytes, found more; raise it with --max-size",
        ),
        (
            "--max-depth",
            "3",
            "expected elements nested at most 3 deep, found more; raise it with --max-depth",
        ),
    ] {
        Test::new(&["convert", "feed.xml", flag, value])
            .file("feed.xml", feed)
            .stderr(format!("feedmatter: feed.xml: {message}\n"))
            .code(2)
            .run();
    }
}

#[test]
fn front_matter_is_written_for_every_generator() {
    let article = "---\ntitle: \"Hello\"\npublishedDateTime: 2021-01-02T03:04:05Z\nnothing: null\n\ntopics:\n  - a\n---\n\nText.\n";
    for (dialect, fences, expected) in [
        (
            "zola",
            "toml",
            "+++\ntitle = \"Hello\"\ndate = 2021-01-02T03:04:05Z\n\n[taxonomies]\ntags = [\"a\"]\n\n[feedmatter]\nvalues = \"{\\\"nothing\\\":null}\"\n+++\n\nText.\n",
        ),
        (
            "hugo",
            "json",
            "{\n  \"title\": \"Hello\",\n  \"date\": \"2021-01-02T03:04:05Z\",\n  \"tags\": [\n    \"a\"\n  ],\n  \"params\": {\n    \"nothing\": null\n  }\n}\n\nText.\n",
        ),
        (
            "astro",
            "yaml",
            "---\ntitle: \"Hello\"\npubDate: 2021-01-02T03:04:05Z\n\ntags:\n  - a\nnothing: null\n---\n\nText.\n",
        ),
    ] {
        let flags = [
            "convert",
            "--to",
            "front-matter",
            "--dialect",
            dialect,
            "--fences",
            fences,
        ];
        let text = Test::new(&flags)
            .input(article)
            .stdout(expected)
            .run()
            .stdout();
        let flags = ["convert", "--to", "ndjson", "--from-dialect", dialect];
        let line = Test::new(&flags).input(text).any_stdout().run().stdout();
        for part in [
            "\"title\":\"Hello\"",
            "\"publishedDateTime\":\"2021-01-02T03:04:05Z\"",
            "\"nothing\":null",
            "\"topics\":[\"a\"]",
        ] {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
}

/// What we write with NUL between articles is what we read, whatever the fences.
#[test]
fn lists_of_articles_come_back() {
    let lines =
        "{\"title\":\"a\",\"body\":\"A.\\n\",\"bodyFormat\":\"markdown\"}\n{\"title\":\"b\"}\n";
    let convert = |arguments: &[&str], input: &str| {
        let test = Test::new(&[&["convert"], arguments].concat()).input(input);
        let text = test.any_stdout().run().stdout();
        text.replace(",\"feed\":{}", "")
    };
    for fences in ["yaml", "toml", "json"] {
        let list = convert(&["--from", "ndjson", "--fences", fences, "-0"], lines);
        assert!(list.contains('\0'), "{fences}: {list}");
        assert_eq!(
            convert(&["--to", "ndjson"], &list),
            lines,
            "{fences}: {list}"
        );
        let alone = convert(
            &["--from", "ndjson", "--fences", fences],
            "{\"title\":\"b\"}\n",
        );
        assert_eq!(
            convert(&["--to", "ndjson"], &alone),
            "{\"title\":\"b\"}\n",
            "{fences}: {alone}"
        );
    }
}

/// `jq` writes objects over several lines unless it is told otherwise.
#[test]
fn objects_over_several_lines_are_refused_by_name() {
    let spread = "{\n  \"title\": \"a\"\n}\n{\n  \"title\": \"b\"\n}\n";
    let message = "<stdin>:1:1: expected front matter or a feed, found JSON over several lines; write each object on a line of its own, such as with `jq -c`\n";
    for arguments in [&["convert"][..], &["convert", "--to", "rss"]] {
        Test::new(arguments)
            .input(spread)
            .stderr(format!("feedmatter: {message}"))
            .code(2)
            .run();
    }
    let ran = Test::new(&["convert", "--from", "ndjson", "--to", "rss"])
        .input(spread)
        .run_whatever();
    assert!(ran.stderr().contains(message), "{}", ran.stderr());
}

#[test]
fn names_of_posts_say_their_days() {
    let date = "publishedDateTime: 2021-01-02";
    let article = "---\ntitle: A\n---\n";
    let dated = "---\ntitle: A\ndate: 2020-03-04T05:06:07Z\n---\n";
    let unreadable = "---\ntitle: A\ndate: soon\n---\n";
    for (path, text, arguments, expected) in [
        ("_posts/2021-1-2-a.md", article, &[][..], true),
        ("posts/2021-01-02-a.md", article, &[], false),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "jekyll"],
            true,
        ),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "eleventy"],
            true,
        ),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "hugo"],
            false,
        ),
        (
            "blog/2021-01-02T03:04:05Z_a.md",
            article,
            &["--from-dialect", "zola"],
            true,
        ),
        (
            "blog/2021-01-02-a/index.md",
            article,
            &["--from-dialect", "zola"],
            true,
        ),
        (
            "blog/2021-1-2-a.md",
            article,
            &["--from-dialect", "zola"],
            false,
        ),
        ("_posts/2021-01-02-a.md", dated, &[], false),
        ("_posts/2021-01-02-a.md", unreadable, &["-q"], false),
    ] {
        let command = ["convert", path, "--to", "front-matter"];
        let arguments: Vec<&str> = command.iter().chain(arguments).copied().collect();
        let test = Test::new(&arguments).file(path, text);
        let written = test.any_stdout().run().stdout();
        assert_eq!(written.contains(date), expected, "{path}: {written}");
    }
    let line = Test::new(&["convert", "_posts", "--to", "ndjson"])
        .file("_posts/2021-01-02-a.md", article)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        line.contains("\"publishedDateTime\":\"2021-01-02"),
        "{line}"
    );
}

/// What stands in the feed and in what is related counts, too.
#[test]
fn every_private_part_is_counted() {
    let feed = "title: A\nauthors: [{name: J, email: j@a.example}]\n";
    let article = "---\ntitle: a\nrelated: [{title: b, published: false, secured: x}]\n---\n";
    Test::new(&["convert", "a", "--to", "rss", "-o", "feed.xml"])
        .file("a/_feed.yml", feed)
        .file("a/a.md", article)
        .stderr("feedmatter: note: the output holds 2 private fields and 1 draft; to publish it, use --profile public\n")
        .run();
}

#[test]
fn key_names_and_fences_ask_for_front_matter() {
    let article = "---\ntitle: A\n---\n\nText.\n";
    let toml = "+++\ntitle = \"A\"\n+++\n\nText.\n";
    Test::new(&["convert", "a.md", "--dialect", "hugo", "--fences", "toml"])
        .file("a.md", article)
        .stdout(toml)
        .run();
    for (flags, output) in [(&["--to", "rss"][..], "-"), (&[], "a.xml")] {
        let arguments = [
            &["convert", "a.md", "--dialect", "hugo", "-o", output],
            flags,
        ]
        .concat();
        let ran = Test::new(&arguments)
            .file("a.md", article)
            .any_stdout()
            .run();
        let text = match output {
            "-" => ran.stdout(),
            name => ran.read(name),
        };
        assert!(text.contains("<rss"), "{text}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_at_once() {
    let article = "---\ntitle: A\n---\n\nText.\n";
    for flags in [&[][..], &["--to", "atom"]] {
        Test::new(&[&["convert", "a.md", "--from", "opml"], flags].concat())
            .file("a.md", article)
            .stderr("feedmatter: a.md:1:1: expected a list of feeds, found an article\n")
            .code(2)
            .run();
    }
    for (arguments, problem) in [
        (
            &["convert", "--link", "bogus"][..],
            "invalid value 'bogus' for '--link <URL>': expected an address",
        ),
        (
            &["convert", "--self", "bogus"],
            "invalid value 'bogus' for '--self <URL>': expected an address",
        ),
        (
            &["convert", "--language", "xx_y"],
            "invalid value 'xx_y' for '--language <L>': expected a language tag",
        ),
        (
            &["generate", "--format", "front-matter"],
            "invalid value 'front-matter' for '--format <FORMAT>'",
        ),
    ] {
        let ran = Test::new(arguments).run_whatever();
        assert_eq!(ran.code(), Some(2));
        assert!(ran.stderr().contains(problem), "{}", ran.stderr());
    }
}
