//! What `check` says of every mistake that there is a fixture for, and how it ends.

use std::fs;

use serde_json::Value;

use crate::support::cli::Test;
use crate::support::fixtures::{assert_file, path};

const SOUND: &str =
    "---\ntitle: Hello\npublishedDateTime: 2021-05-05T00:56:00Z\nid: 1a\n---\n\nText.\n";
const DRAFT: &str = "---\ntitle: Hello\npublishedDateTime: 2021-05-05T00:56:00Z\n---\n\nText.\n";
const BROKEN: &str = "---\ntitle: \"Hello\nid: 1b\npublishedDateTime: 2021-05-05\n---\n";

/// Each fixture stands beside all that is said of it.
#[test]
fn every_mistake_is_shown_where_it_is() {
    let mut files: Vec<_> = fs::read_dir(path("check"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending != "expected"));
    assert!(files.len() > 60);
    for file in files {
        let name = file.file_name().expect("a name").to_str().expect("a name");
        let test = Test::new(&["check", name]).file(name, fs::read(&file).expect("a fixture"));
        let ran = test.run_whatever();
        let said = ran.stdout();
        assert_file(&file.with_file_name(format!("{name}.expected")), &said);
        let code = i32::from(said.contains("error["));
        assert_eq!(ran.code(), Some(code), "{name}: {}", ran.stderr());
        assert_eq!(said.is_empty(), name.starts_with("sound"), "{name}");
        assert_eq!(ran.stderr().is_empty(), said.is_empty(), "{name}");
    }
}

/// What this program writes is right in its own eyes.
#[test]
fn our_own_feeds_have_no_errors() {
    let root = path("sites");
    let folder = root.to_str().expect("a path");
    let ran = Test::new(&["check", folder, "-q"]).run_whatever();
    let feeds: Vec<String> = ran
        .stdout()
        .lines()
        .filter(|line| line.contains("--> ") && line.contains("/feed."))
        .map(str::to_owned)
        .collect();
    assert_eq!(feeds, [""; 0]);
}

#[test]
fn the_status_tells_what_was_found() {
    let run = |files: &[(&str, &str)], arguments: &[&str]| {
        let test = Test::new(&[&["check"], arguments].concat());
        let test = files
            .iter()
            .fold(test, |test, (name, text)| test.file(name, text));
        test.run_whatever().code()
    };
    let all = [("a.md", SOUND), ("b.md", DRAFT), ("c.md", BROKEN)];
    assert_eq!(run(&all, &["a.md"]), Some(0));
    assert_eq!(run(&all, &["b.md"]), Some(0));
    assert_eq!(run(&all, &["b.md", "--strict"]), Some(1));
    assert_eq!(run(&all, &["c.md", "-q"]), Some(1));
    assert_eq!(run(&all, &["."]), Some(1));
    assert_eq!(run(&all, &["a.md", "missing.md"]), Some(1));
    assert_eq!(run(&all, &["missing.md"]), Some(2));
    assert_eq!(run(&[], &["."]), Some(2));
}

/// Looking at each item takes no look at all others.
#[test]
fn long_lists_are_looked_at() {
    let tags: Vec<String> = (0..20_000).map(|number| format!("t{number}")).collect();
    let tags = format!("---\ntags: [{}]\n{}", tags.join(", "), &SOUND[4..]);
    Test::new(&["check", "a.md"]).file("a.md", tags).run();
    let feeds: String = (0..10_000)
        .map(|number| format!("  - path: {}.xml\n", number % 9_999))
        .collect();
    let test = Test::new(&["check", "feedmatter.yml"]);
    let test = test.file("feedmatter.yml", format!("feeds:\n{feeds}"));
    let said = test.run_whatever().stdout();
    assert!(said.contains("found `0.xml` twice"), "{said}");
    assert!(said.contains("feedmatter.yml:10001:"), "{said}");
}

/// A folder holds other files, too.
#[test]
fn what_was_never_meant_to_be_an_article_is_passed_over() {
    Test::new(&["check", "."])
        .file("a.md", SOUND)
        .file("README.md", "# Site\n")
        .file("package.json", "{}")
        .file("menu.json", "{\"title\": \"Menu\", \"items\": []}")
        .file(
            "found.json",
            "{\"total_count\": 1, \"items\": [{\"id\": 1, \"url\": \"/a\"}]}",
        )
        .file("LICENSE.md", "<!-- SPDX -->\n\nText.\n")
        .file("toc.md", "{:toc}\n\n# Site\n")
        .file("kramdown.md", "{::options toc_levels=\"2\" /}\n\nText.\n")
        .file("comment.md", "{# comment #}\n\nText.\n")
        .file("comment.mdx", "{/* comment */}\n\nText.\n")
        .file("expression.mdx", "{frontmatter.title}\n\nText.\n")
        .file("include.md", "{% include x %}\n\nText.\n")
        .file("shortcode.md", "{{< x >}}\n\nText.\n")
        .file("NOTES.md", "Project: a tool\n---\n")
        .file("_index.md", "---\ntitle: Section\n---\n")
        .file("sitemap.xml", "<urlset/>")
        .file(
            "notes.opml",
            "<opml><body><outline text='Milk'/></body></opml>",
        )
        .file("table.tsv", "name\tage\nJane\t40\n")
        .file("b.txt", "text")
        .file("node_modules/c.md", "--\ntitle: x\n--\n")
        .run();
    let test = Test::new(&["check", "."]).file("a.md", format!("\n{SOUND}"));
    assert!(test.run_whatever().stdout().contains("late-front-matter"));
}

/// A feed is known by the ending of any format.
#[test]
fn every_feed_of_a_folder_is_looked_at() {
    let xml = "<rss version='2.0'><channel><title>";
    let names = ["a.atom", "a.json", "a.ndjson", "a.RDF", "a.rss", "a.xml"];
    let test = names
        .iter()
        .fold(Test::new(&["check", "."]), |test, name| {
            test.file(name, xml)
        })
        .file(
            "a.tsv",
            "1709632800\tOne\thttps://example.com/1\tText\thtml\t\tJane\t\ta\n1709632800    Two\n",
        )
        .file(
            "b.opml",
            "<opml><body><outline type='rss' text='A'/></body></opml>",
        );
    let said = test.run_whatever().stdout();
    for name in names.into_iter().chain(["a.tsv", "b.opml"]) {
        assert!(said.contains(&format!("--> {name}:")), "{name}: {said}");
    }
}

/// Sites have files that look like articles, and are none.
#[test]
fn sites_are_known() {
    let title = "---\ntitle: Hello\n---\n";
    let layout = "---\nlayout: default\n---\n";
    Test::new(&["check", ".", "_posts/2024-01-02-quiet-post.md", "--strict"])
        .file("_config.yml", "title: Site\n")
        .file("404.html", layout)
        .file("index.markdown", layout)
        .file("about.md", title)
        .file("style.scss", "---\n---\na {}\n")
        .file("_layouts/default.html", layout)
        .file("_drafts/a.md", title)
        .file("_posts/2024-01-02-quiet-post.md", layout)
        .run();
    let post = "+++\ntitle = \"Hello\"\ndate = 2024-01-01\nupdated = \"nope\"\n+++\n";
    let ran = Test::new(&["check", "."])
        .file("config.toml", "base_url = \"https://example.com\"\n")
        .file("content/a.md", post)
        .file("content/_index.md", "+++\nsort_by = \"date\"\n+++\n")
        .run_whatever();
    let said = ran.stdout();
    assert_eq!(said.matches("[").count(), 1, "{said}");
    assert!(said.contains("error[unreadable-date]"), "{said}");
    let template = "---\ntitle: \"{{ replace .Name \"-\" \" \" }}\"\ndate: {{ .Date }}\n---\n";
    let test = Test::new(&["check", ".", "--strict"])
        .file("hugo.toml", "title = \"Site\"\n")
        .file(
            "content/themes/a.md",
            "---\ntitle: Hello\ndate: 2024-01-01\n---\n",
        );
    let folders = ["archetypes", "layouts", "themes/plain/archetypes"];
    let test = folders.iter().fold(test, |test, folder| {
        test.file(&format!("{folder}/default.md"), template)
    });
    test.run();
    let scaffold = "---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\n---\n";
    let hexo = |config: &str| {
        let test = Test::new(&["check", "."]).file("scaffolds/post.md", scaffold);
        test.file(config, "url: https://example.com\n")
            .run_whatever()
    };
    assert_eq!(hexo("_config.yml").stdout(), "");
    assert!(hexo("other.yml").stdout().contains("mistyped-field"));
}

/// What has the name of a field of ours alone may be anything to a site.
#[test]
fn fields_of_a_site_are_of_any_type() {
    let post = "---\ntitle: Hello\nrelated: true\nprovider: youtube\nid: 12\nlength: [5]\nquality: high\nabstract: A\n\
        keywords: a, b\nactions: x\n---\n";
    let site = |arguments: &[&str], post: String| {
        let config = "url: https://example.com\ntitle: Site\ndescription: S\n";
        Test::new(arguments)
            .file("_config.yml", config)
            .file("_posts/2024-01-02-a.md", post)
    };
    site(&["check", ".", "--strict"], post.to_owned()).run();
    site(&["generate", "--strict", "--dry-run"], post.to_owned())
        .stderr("feedmatter: <stdout>: would be written, with 1 article\n")
        .run();
    // Those of the generator are of theirs, and what is meant for us is of ours.
    let post = post.replace(
        "related: true",
        "tags: {a: b}\nimage: {path: /a.jpg, width: wide}",
    );
    let said = site(&["check", "."], post.clone()).run_whatever().stdout();
    assert_eq!(said.matches("error[").count(), 2, "{said}");
    assert!(said.contains("expected `tags` to be a list"), "{said}");
    assert!(said.contains("expected `image[0].width` to be"), "{said}");
    let ran = site(&["generate", "--dry-run"], post).run_whatever();
    let said = ran.stderr();
    assert_eq!(said.matches("warning").count(), 2, "{said}");
}

/// Nobody knows where in a site standard input would lie.
#[test]
fn standard_input_is_of_no_site() {
    let ran = Test::new(&["check", "-"])
        .file("_config.yml", "title: Site\n")
        .input("---\nlayout: post\n---\n")
        .run_whatever();
    assert!(ran.stdout().contains("missing-title"), "{}", ran.stdout());
}

#[test]
fn two_files_with_one_identity_are_told() {
    let ran = Test::new(&["check", "posts", "--format", "ndjson"])
        .file("posts/a.md", SOUND)
        .file("posts/b.md", SOUND)
        .run_whatever();
    let record: Value = serde_json::from_str(&ran.stdout()).expect("a record");
    assert_eq!(record["code"], "duplicate-id");
    assert_eq!(record["file"], "posts/b.md");
    assert_eq!(
        (record["line"].as_u64(), record["column"].as_u64()),
        (Some(4), Some(5))
    );
    let help = record["help"].as_str().expect("help");
    assert!(help.starts_with("posts/a.md:4 has it, too"), "{help}");
    assert_eq!(ran.stderr(), "");
}

/// Whoever names a file twice, or with its folder, has one of it.
#[test]
fn a_file_is_checked_once() {
    for arguments in [["a.md", "a.md"], [".", "a.md"], ["a.md", "./a.md"]] {
        Test::new(&["check", arguments[0], arguments[1]])
            .file("a.md", SOUND)
            .run();
    }
    let test = Test::new(&["check", ".", "b.md"]).file("b.md", "# Text\n");
    assert!(test.run_whatever().stdout().contains("no-front-matter"));
}

#[test]
fn standard_input_is_checked() {
    let ran = Test::new(&["check", "-"]).input(BROKEN).run_whatever();
    assert!(
        ran.stdout().contains(" --> <stdin>:2:8\n"),
        "{}",
        ran.stdout()
    );
    assert_eq!(
        ran.stderr(),
        "feedmatter: 1 error and 0 warnings in 1 file\n"
    );
}

#[test]
fn control_characters_reach_neither_people_nor_programs() {
    let article = "---\ntitle: Hello\nid: 1a\npublishedDateTime: \"\u{202e}\u{2066}31m\"\n---\n";
    let feed = "<rss version='2.0'><channel><title>\u{1b}[31m\u{9b}</title></channel></rss>";
    for (format, text) in [
        ("human", article),
        ("human", feed),
        ("ndjson", article),
        ("ndjson", feed),
    ] {
        let ran = Test::new(&["check", "-", "--format", format])
            .input(text)
            .run_whatever();
        let said = ran.stdout();
        assert!(said.contains("error"), "{said}");
        let is_wrong =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2066}');
        assert!(!said.contains(is_wrong), "{said:?}");
    }
}

/// However many warnings there are, an error behind them makes the status.
#[test]
fn warnings_hide_no_error() {
    let item = "<item><title>a</title></item>".repeat(2_000);
    let feed = format!(
        "<rss version='2.0'><channel>{item}<item><link>/a</link><title>b</title></item></channel></rss>"
    );
    let ran = Test::new(&["check", "-q"]).input(feed).run_whatever();
    assert!(ran.stdout().contains("relative-address"));
    assert_eq!(ran.code(), Some(1));
}

/// Whoever has thousands of mistakes is told how many.
#[test]
fn what_is_left_out_is_counted() {
    let title = "<title>a & b</title>";
    let feed = format!(
        "<rss version='2.0'><channel>{}</channel></rss>",
        format!("<item>{title}</item>").repeat(600)
    );
    let ran = Test::new(&["check", "-", "-q"]).input(feed).run_whatever();
    let said = ran.stdout();
    assert_eq!(said.matches("error[not-well-formed]").count(), 500);
    assert!(
        said.contains("expected 500 errors or fewer, left out 10"),
        "{said}"
    );
}

/// The name of a post is its date.
#[test]
fn a_post_is_named_for_a_day_that_there_is() {
    let ran = Test::new(&["check", "_posts"])
        .file("_posts/2021-02-30-b.md", "---\ntitle: Hello\n---\n")
        .file("_posts/2021-02-28-a.md", "---\ntitle: Hello\n---\n")
        .run_whatever();
    let said = ran.stdout();
    assert!(said.starts_with("error[impossible-date]"), "{said}");
    assert_eq!(said.matches("[").count(), 1, "{said}");
    assert!(said.contains("--> _posts/2021-02-30-b.md\n"), "{said}");
}

/// Jekyll leaves out what is called otherwise; Hexo does not.
#[test]
fn a_post_of_jekyll_is_named_for_a_day() {
    let page = "---\ntitle: Hello\ndate: 2021-02-03\n---\n";
    let names = [
        ("hello", "2021-02-03-hello"),
        ("2024_01_05-y", "2024-01-05-y"),
        ("05-01-2024-z", "2021-02-03-z"),
        ("2024-01-05", "2024-01-05-title"),
        ("20240105-w", "2024-01-05-w"),
        ("2024-01-06 spaced name", "2024-01-06-spaced-name"),
    ];
    for (name, right) in names {
        let path = &format!("_posts/{name}.md");
        let ran = Test::new(&["check", path]).file(path, page).run_whatever();
        assert_eq!(
            ran.stdout(),
            format!(
                "warning[undated-name]: expected a name of the file that begins with a day, found `{name}`\n\
                 --> {path}\n = help: call it `{right}`; Jekyll leaves the post out else\n\n"
            )
        );
    }
    let others = [
        "_posts/2021-2-3-a.md",
        "_posts/_template.md",
        "source/_posts/b.md",
    ];
    for path in others {
        Test::new(&["check", path, "--strict"])
            .file(path, page)
            .run();
    }
}

/// What others read ends the run of the generator.
#[test]
fn dates_that_the_generator_refuses_are_told() {
    let said = |configuration: &str, page: &str| {
        let test = Test::new(&["check", "content/a.md"])
            .file(
                configuration,
                "title = \"A\"\nbase_url = \"https://example.com\"\n",
            )
            .file("content/a.md", page);
        test.run_whatever().stdout()
    };
    let hugo = |date: &str| {
        said(
            "hugo.toml",
            &format!("---\ntitle: Hello\ndate: {date}\n---\n"),
        )
    };
    let zola = |date: &str| {
        let page = format!("+++\ntitle = \"Hello\"\ndate = {date}\n+++\n");
        said("config.toml", &page)
    };
    assert_eq!(
        hugo("2024-1-2"),
        "error[refused-date]: expected a date that Hugo reads, found `2024-1-2`\n \
         --> content/a.md:3:7\n  |\n3 | date: 2024-1-2\n  |       ^^^^^^^^\n  = help: write `2024-01-02`\n\n"
    );
    for (found, right) in [
        (hugo("2024-01-02 10:00"), "write `2024-01-02T10:00:00`"),
        (hugo("\"Jan 2, 2024\""), "write `2024-01-02`"),
        (hugo("20240102"), "write `2024-01-02`"),
        (zola("\"2024-1-2\""), "write `\"2024-01-02\"`"),
        (
            zola("\"2024-01-02T10:00:00+0100\""),
            "write `\"2024-01-02T10:00:00+01:00\"`",
        ),
        (zola("2024-01-02 10:00"), "write `2024-01-02 10:00:00`"),
        (zola("2024-01-02\nslug = \"\""), "or leave the key out"),
    ] {
        assert_eq!(found.matches("error[").count(), 1, "{found}");
        assert!(found.contains(right), "{found}");
    }
    for sound in [
        hugo("02 Jan 2024"),
        hugo("2024-01-02 10:00:00 +0200"),
        hugo("1704189600"),
        zola("2024-01-02"),
        zola("\"2024-01-02 10:00:00\""),
    ] {
        assert_eq!(sound, "");
    }
}

/// Elsewhere these are no dates.
#[test]
fn dates_that_eleventy_finds_out_are_no_mistakes() {
    let page = "---\ntitle: Hello\ndate: git Last Modified\n---\n";
    let said = |configuration: &str| {
        let test = Test::new(&["check", "blog/a.md"])
            .file(configuration, "title = \"A\"\n")
            .file("blog/a.md", page);
        let ran = test.run_whatever();
        (ran.code(), ran.stdout())
    };
    let (code, text) = said("eleventy.config.js");
    assert_eq!(
        text,
        "warning[computed-date]: expected a date, found `git Last Modified`\n \
         --> blog/a.md:3:7\n  |\n3 | date: git Last Modified\n  |       ^^^^^^^^^^^^^^^^^\n  \
         = help: only git or the file system knows it; give one, or the page is in no feed\n\n"
    );
    assert_eq!(code, Some(0));
    // Nothing else tells the generator.
    assert_eq!(said("package.json").1, text);
    let (code, text) = said("hugo.toml");
    assert!(text.contains("error[unreadable-date]"), "{text}");
    assert_eq!(code, Some(1));
}
