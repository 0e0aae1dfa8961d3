//! Front matter as site generators read it: each value in the one form that they take.

mod permalinks;
mod refused;
mod reserved;
mod shapes;
mod unread;

use feedmatter::front_matter::{self, Dialect, Syntax, WriteOptions};
use feedmatter::model::{Article, Body, BodyFormat};

use crate::support::cli::Test;

fn convert(arguments: &[&str], input: &str) -> String {
    let arguments: Vec<&str> = ["convert", "-q"].iter().chain(arguments).copied().collect();
    let test = Test::new(&arguments).input(input).any_stdout();
    test.run().stdout()
}

fn line(dialect: &str, input: &str) -> serde_json::Value {
    let line = convert(&["--to", "ndjson", "--from-dialect", dialect], input);
    serde_json::from_str(&line).expect("JSON")
}

/// Returns the languages of front matter that a generator reads as we write them.
fn read_by(dialect: &str) -> &'static [&'static str] {
    match dialect {
        "article" | "hugo" => &["yaml", "toml", "json"],
        "zola" | "astro" => &["yaml", "toml"],
        _ => &["yaml"],
    }
}

#[test]
fn keys_of_the_generator_stay_at_the_top() {
    let zola = "+++\ntitle = \"A\"\ndate = 2021-01-02\nslug = \"s\"\nweight = 3\n\n[taxonomies]\nseries = [\"x\"]\ntags = [\"t\"]\n\n[extra]\nslug = \"mine\"\ndate = \"mine\"\ncolour = \"red\"\n+++\n\nText.\n";
    let same = [
        "--to",
        "front-matter",
        "--from-dialect",
        "zola",
        "--dialect",
        "zola",
        "--fences",
        "toml",
    ];
    let written = convert(&same, zola);
    for part in [
        "\nslug = \"s\"\nweight = 3\n",
        "\n[taxonomies]\nseries = [\"x\"]\ntags = [\"t\"]\n",
        "slug = \"mine\"\ndate = \"mine\"\n",
    ] {
        assert!(written.contains(part), "{written}");
    }
    assert!(!written.contains("feedmatter"), "{written}");
    assert_eq!(line("zola", &written), line("zola", zola));
    let hugo = "---\ntitle: A\nslug: s\naliases:\n  - /old\nweight: 3\nexpiryDate: 2030-01-01\n\nparams:\n  colour: red\n---\n\nText.\n";
    let same = [
        "--to",
        "front-matter",
        "--from-dialect",
        "hugo",
        "--dialect",
        "hugo",
    ];
    let written = convert(&same, hugo);
    assert!(written.contains("\nslug: s\n"), "{written}");
    assert!(
        written.contains("\nexpiryDate: \"2030-01-01\"\n"),
        "{written}"
    );
    assert_eq!(line("hugo", &written), line("hugo", hugo));
}

/// Keys of which a field is written under the name stand once, and come back.
#[test]
fn no_key_is_written_twice() {
    for (from, dialect, input, expected) in [
        (
            "jekyll",
            "zola",
            "title: A\nimage: /a.png\nimages: [/b.png]",
            "title = \"A\"\n\n[extra]\nimage = \"/b.png\"\n\n[feedmatter]\nfields = { image = \"/a.png\" }\n",
        ),
        (
            "article",
            "zola",
            "webUrl: https://a.example/\ncanonical: mine",
            "[extra]\ncanonical = \"https://a.example/\"\n\n[feedmatter]\nfields = { canonical = \"mine\" }\n",
        ),
        (
            "article",
            "hugo",
            "webUrl: https://a.example/\ncanonicalURL: mine\nprovider: {authors: [{name: Ann}]}\nauthors: mine\n",
            "authors = [\"Ann\"]\n\n[params]\ncanonicalURL = \"https://a.example/\"\n\n[feedmatter]\nfields = { canonicalURL = \"mine\", authors = \"mine\" }\n",
        ),
        (
            "article",
            "zola",
            "mood: mine\nextra: {mood: good}",
            "[extra]\nmood = \"good\"\n\n[feedmatter]\nfields = { mood = \"mine\", extra = { mood = \"good\" } }\n",
        ),
        (
            "article",
            "hugo",
            "mood: good\nparams: [a, b]",
            "[params]\nmood = \"good\"\n\n[feedmatter]\nfields = { params = [\"a\", \"b\"] }\n",
        ),
    ] {
        let input = format!("---\n{input}\n---\n");
        let to = ["--from-dialect", from, "--dialect", dialect, "--fences"];
        let written = convert(&[&to[..], &["toml"]].concat(), &input);
        assert_eq!(written, format!("+++\n{expected}+++\n\n"));
        for fences in read_by(dialect) {
            let written = convert(&[&to[..], &[fences]].concat(), &input);
            assert_eq!(line(dialect, &written), line(from, &input), "{written}");
        }
    }
}

/// A field that is there and null is not one that was never there.
#[test]
fn nulls_come_back() {
    for field in [
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "type",
        "published",
        "provider",
        "topics",
        "images",
        "locale",
        "category",
        "date",
        "canonical",
        "params",
        "extra",
        "feedmatter",
    ] {
        let input = format!("---\n{field}: null\nmood: good\n---\n");
        for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
            for fences in read_by(dialect) {
                let written = convert(&["--dialect", dialect, "--fences", fences], &input);
                let read = line(dialect, &written);
                assert_eq!(read, line("article", &input), "{written}");
                assert!(
                    read.as_object().expect("a map").contains_key(field),
                    "{written}"
                );
            }
        }
    }
    let input = "---\npublishedDateTime: 2020-01-01\ndate: null\n---\n";
    let expected = "---\ndate: 2020-01-01\n\nfeedmatter:\n  nulls:\n    - date\n---\n\n";
    assert_eq!(convert(&["--dialect", "jekyll"], input), expected);
    // Null below `fields` is what was never there.
    let carried = "---\ntitle: A\nfeedmatter:\n  fields: {title: null, mood: good}\n---\n";
    assert_eq!(
        line("jekyll", carried),
        line("article", "---\nmood: good\n---\n")
    );
}

/// What one dialect carried is a field like others to whoever reads without it, and is carried once.
#[test]
fn what_was_carried_is_carried_again() {
    let input = "---\ntitle: A\ntopics: [Rust]\ntags: [x]\n---\n";
    let jekyll = convert(&["--dialect", "jekyll"], input);
    for (fences, expected) in [
        (
            "toml",
            "+++\ntitle = \"A\"\n\n[extra]\ntags = [\"Rust\"]\n\n[feedmatter]\n",
        ),
        ("yaml", "---\ntitle: \"A\"\n\nextra:\n"),
    ] {
        let zola = convert(&["--dialect", "zola", "--fences", fences], &jekyll);
        assert!(zola.starts_with(expected), "{zola}");
        assert_eq!(
            zola.matches("\nfields =").count(),
            usize::from(fences == "toml"),
            "{zola}"
        );
        assert_eq!(line("zola", &zola), line("article", &jekyll), "{zola}");
        let back = convert(&["--from-dialect", "zola", "--dialect", "article"], &zola);
        assert_eq!(line("jekyll", &back), line("article", input), "{back}");
    }
}

/// What the generator's own map says otherwise than the top stays in it.
#[test]
fn what_is_said_twice_stays_in_both_places() {
    for (dialect, input) in [
        (
            "hugo",
            "title: \"Long\"\ndescription: Public\nauthor: Bob\n\nparams:\n  description: For the card\n  author: Ann\n",
        ),
        (
            "hugo",
            "title: \"Long\"\nsummary: Public\nmood: good\n\nparams:\n  summary: For the card\n  mood: bad\n  title: \"Short\"\n",
        ),
        (
            "zola",
            "title: \"Long\"\ndate: 2020-01-01\ndescription: Public\n\nextra:\n  title: \"Short\"\n  date: x\n  description: For the card\n",
        ),
        (
            "zola",
            "title: \"Long\"\nauthors:\n  - Bob\n\nextra:\n  colour: red\n  authors: Ann\n",
        ),
    ] {
        let input = format!("---\n{input}---\n\n");
        let read = line(dialect, &input);
        let map = if dialect == "hugo" { "params" } else { "extra" };
        let own = convert(&["--from-dialect", dialect, "--dialect", "article"], &input);
        assert!(own.contains(&format!("\n{map}:\n")), "{own}");
        for fences in read_by(dialect) {
            let same = ["--from-dialect", dialect, "--dialect", dialect];
            let written = convert(&[&same[..], &["--fences", fences]].concat(), &input);
            let below = input.find(map).expect("a map");
            let below = &input[below..input.len() - "---\n\n".len()];
            assert!(*fences != "yaml" || written.contains(below), "{written}");
            assert_eq!(line(dialect, &written), read, "{written}");
        }
    }
    for fences in ["yaml", "toml", "json"] {
        let list = "---\ntitle: A\nmood: good\nparams: [a, b]\n---\n";
        let same = [
            "--from-dialect",
            "hugo",
            "--dialect",
            "hugo",
            "--fences",
            fences,
        ];
        assert_eq!(line("hugo", &convert(&same, list)), line("article", list));
    }
}

/// An empty map of ours is not taken for what we carry, whatever stands beside it.
#[test]
fn an_empty_map_of_ours_is_kept() {
    let plain = "---\ntitle: A\nfeedmatter: {}\n---\n";
    let odd = plain.replace(
        "title: A",
        "title: A\nparams: 3\nextra: 3\n[1, 2]: [3]\nnothing: null",
    );
    for input in [plain, &odd] {
        for dialect in ["article", "jekyll", "hugo", "zola"] {
            for fences in read_by(dialect) {
                let to = [
                    "--to",
                    "front-matter",
                    "--dialect",
                    dialect,
                    "--fences",
                    fences,
                ];
                let written = convert(&to, input);
                assert_eq!(line(dialect, &written), line("article", input), "{written}");
            }
        }
    }
}

/// Whatever an article has under the key beneath which the format stands.
#[test]
fn the_format_of_a_body_has_room() {
    for own in [
        "kept",
        "null",
        "{}",
        "[a]",
        "{own: 1}",
        "{body: html}",
        "{body: 3}",
        "{a: 1}",
    ] {
        let input = format!("---\ntitle: A\nfeedmatter: {own}\n---\n");
        let read = |text: &str| front_matter::read(text, &mut Vec::new()).expect("front matter");
        for (text, format) in [
            ("Text *x*.\n", BodyFormat::Html),
            ("<p>x</p>\n", BodyFormat::Markdown),
            ("Text.\n", BodyFormat::Markdown),
        ] {
            let article = Article {
                body: Some(Body {
                    text: text.to_owned(),
                    format,
                }),
                ..read(&input)
            };
            for syntax in [Syntax::Yaml, Syntax::Toml, Syntax::Json] {
                for dialect in ["article", "jekyll", "hugo"] {
                    let dialect = Dialect::named(dialect).expect("a dialect");
                    let options = WriteOptions { dialect, syntax };
                    let written =
                        front_matter::write_with(&article, &options).expect("front matter");
                    let back = front_matter::read_in(dialect, &written, &mut Vec::new())
                        .expect("front matter");
                    assert_eq!(back.body, article.body, "{written}");
                    assert_eq!(back.extra.fields, article.extra.fields, "{written}");
                }
            }
        }
    }
}
