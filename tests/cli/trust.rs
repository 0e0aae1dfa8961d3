//! What strangers may not say, and may not read.

use crate::support::cli::Test;

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
