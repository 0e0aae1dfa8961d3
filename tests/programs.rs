//! What a site says of itself in programs, which nobody runs here.

use feedmatter::formats::{self, ReadOptions};
use feedmatter::model::Feed;

use crate::support::cli::Test;

/// Makes a run on a site with one page.
fn site(arguments: &[&str], configuration: &str, page: &str) -> Test {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    let text = "---\ntitle: a\ndate: 2026-01-02\n---\n";
    Test::new(&arguments)
        .file(configuration, "export default {}\n")
        .file(page, text)
}

fn eleventy(arguments: &[&str]) -> Test {
    site(arguments, "eleventy.config.js", "blog/a.md")
}

fn feed(test: Test) -> Feed {
    let text = test.any_stdout().run().stdout();
    let options = ReadOptions::default();
    formats::read(text.as_bytes(), &options)
        .expect("a feed")
        .feed
}

/// As eleventy-base-blog has it, and with names and ways of others.
#[test]
fn data_of_eleventy_may_be_programs() {
    let object = "{\n\ttitle: \"Base's Blog\",\n\turl: \"https://example.com/\",\n\tlanguage: \"en\",\n\
                  \tdescription: \"Says\", // so\n\tauthor: {\n\t\tname: \"Ann\",\n\t\turl: \"https://example.com/a/\"\n\t}\n}";
    for (path, program) in [
        ("_data/metadata.js", format!("export default {object}\n")),
        ("_data/metadata.mjs", format!("export default {object};\n")),
        ("_data/site.cjs", format!("module.exports = {object};\n")),
        (
            "_data/meta.ts",
            format!("const meta = {object};\nexport default meta;\n"),
        ),
    ] {
        let feed = feed(eleventy(&["--format", "atom"]).file(path, program));
        assert_eq!(feed.title.as_deref(), Some("Base's Blog"), "{path}");
        assert_eq!(feed.description.as_deref(), Some("Says"), "{path}");
        assert_eq!(feed.language.as_deref(), Some("en"), "{path}");
        assert_eq!(feed.link.as_deref(), Some("https://example.com/"), "{path}");
    }
    // What counts for more is no program.
    let test = eleventy(&[])
        .file("_data/metadata.js", format!("export default {object}\n"))
        .file(
            "_data/metadata.json",
            "{\"title\": \"J\", \"url\": \"https://example.com\"}",
        );
    assert_eq!(feed(test).title.as_deref(), Some("J"));
}

#[test]
fn data_of_eleventy_that_must_be_computed_is_told() {
    let told = "to be a text, found a program, which nobody runs here";
    let metadata = |arguments: &[&str], program: &str| {
        let program = format!("export default {program}\n");
        eleventy(arguments).file("_data/metadata.js", program)
    };
    let test = metadata(
        &["--base-url", "https://example.com"],
        "{ title: 'A', url: process.env.URL, build: now() }",
    );
    assert_eq!(feed(test).title.as_deref(), Some("A"));
    let test = metadata(
        &[],
        "{ title: 'A', url: 'https://example.com', build: now() }",
    );
    let feed = feed(test);
    assert_eq!(feed.link.as_deref(), Some("https://example.com/"));
    metadata(
        &["--base-url", "https://example.com"],
        "function () { return { title: 'A' } }",
    )
    .stderr(format!(
        "feedmatter: _data/metadata.js: warning: expected `title` {told}\n\
         feedmatter: expected a title for the feed; give it with --title\n"
    ))
    .code(2)
    .run();
    metadata(&["--title", "T"], "{ url: process.env.URL }")
        .stderr(format!(
            "feedmatter: _data/metadata.js: warning: expected `url` {told}; addresses may be wrong\n\
             feedmatter: expected the address of the site; give it with --base-url\n"
        ))
        .code(2)
        .run();
}

/// As Astro's blog template has it.
#[test]
fn constants_of_astro_are_titles() {
    let constants = "// Data of the whole site.\n\nexport const SITE_TITLE = \"Astro's Blog\";\n\
                     export const SITE_DESCRIPTION = 'Welcome!';\n";
    let arguments = ["--base-url", "https://example.com"];
    let test = site(&arguments, "astro.config.mjs", "src/content/blog/a.md")
        .file("src/consts.ts", constants)
        .file("package.json", "{\"description\": \"A package\"}");
    let feed = feed(test);
    assert_eq!(feed.title.as_deref(), Some("Astro's Blog"));
    assert_eq!(feed.description.as_deref(), Some("Welcome!"));
}
