//! The program and folders: articles in, articles out.

use std::fs;
use std::path::Path;

use crate::support::cli::Test;
use crate::support::fixtures::path;

const HELLO: &str = "---\ntitle: \"Hello\"\n---\n\n";
const WORLD: &str = "---\ntitle: \"World\"\n---\n\nText.\n";

/// Puts a folder of fixtures into the test's folder.
fn with_folder(test: Test, name: &str) -> Test {
    fn add(test: Test, root: &Path, folder: &Path) -> Test {
        fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .fold(test, |test, file| {
                let name = file
                    .strip_prefix(root)
                    .expect("a path below")
                    .to_str()
                    .expect("a name")
                    .to_owned();
                if file.is_dir() {
                    add(test, root, &file)
                } else {
                    test.file(&name, fs::read(&file).expect("a file"))
                }
            })
    }
    add(test, &path("sites"), &path("sites").join(name))
}

/// In the words of every generator.
#[test]
fn a_second_run_finds_the_files_of_the_first() {
    for dialect in feedmatter::front_matter::Dialect::NAMES {
        let feed = fs::read(path("foreign/podcast.xml")).expect("a fixture");
        let arguments = [
            "convert",
            "feed.xml",
            "-q",
            "--dialect",
            dialect,
            "-o",
            "out/",
        ];
        let ran = Test::new(&arguments).file("feed.xml", feed).run();
        let names = ran.names("out");
        ran.again(&arguments);
        assert_eq!(ran.names("out"), names, "{dialect}");
    }
}

/// A brace opens front matter, and much else.
#[test]
fn data_in_a_folder_is_no_article() {
    let data = "{\"title\": \"Data\"}\n";
    let ran = Test::new(&["convert", ".", "-o", "all.ndjson"])
        .file("a.md", "{\"title\": \"A\"}\n\nText.\n")
        .file("more.jsonl", data)
        .file("composer.lock", data)
        .file("node_modules/b/README.md", HELLO)
        .run();
    let line = "{\"title\":\"A\",\"body\":\"Text.\\n\",\"bodyFormat\":\"markdown\",\"feed\":{}}\n";
    assert_eq!(ran.read("all.ndjson"), line);
    ran.again(&["convert", ".", "-o", "all.ndjson"]);
    assert_eq!(ran.read("all.ndjson"), line);
}

#[test]
fn several_articles_need_a_folder_or_nul() {
    let message = "feedmatter: <stdout>: expected one article as front matter, found 2; give a folder (-o FOLDER/) or end each with NUL (-0)\n";
    let files = |test: Test| test.file("a.md", HELLO).file("b.md", WORLD);
    files(Test::new(&[
        "convert",
        "a.md",
        "b.md",
        "--to",
        "front-matter",
    ]))
    .stderr(message)
    .code(2)
    .run();
    let both = format!("{HELLO}\0{WORLD}\0");
    files(Test::new(&[
        "convert",
        "a.md",
        "b.md",
        "--to",
        "front-matter",
        "-0",
    ]))
    .stdout(&both)
    .run();
    Test::new(&["convert", "--to", "front-matter", "--null"])
        .input(both.clone())
        .stdout(both)
        .run();
    // What is one to others is one to scripts.
    let one = format!("{HELLO}\0");
    Test::new(&["convert", "--to", "front-matter", "-0"])
        .input(one.clone())
        .stdout(one)
        .run();
}

#[test]
fn a_folder_gets_a_file_for_each_article_and_one_for_the_feed() {
    let xml = fs::read_to_string(path("foreign/wordpress.xml")).expect("a fixture");
    let ran = Test::new(&["convert", "-o", "out/"]).input(xml).run();
    assert_eq!(ran.names("out"), ["2021-04-11-ants-aphids.md", "_feed.yml"]);
    assert!(
        ran.read("out/_feed.yml")
            .starts_with("title: \"A Garden’s Diary\"\n")
    );
}

/// Zola takes the dates off, and builds no site in which two names are the same then.
#[test]
fn files_for_zola_have_names_without_dates() {
    let item = |day: u8| {
        format!(
            "<item><title>Weeknotes</title><link>https://a.example/{day}</link>\
             <pubDate>{day} May 2024 10:00:00 GMT</pubDate></item>"
        )
    };
    let xml = format!(
        "<rss><channel><title>a</title>{}{}</channel></rss>",
        item(12),
        item(5)
    );
    let args = ["convert", "feed.xml", "--dialect", "zola", "-o", "out/"];
    let ran = Test::new(&args).file("feed.xml", &xml).run();
    let names = ["_feed.yml", "weeknotes-2.md", "weeknotes.md"];
    assert_eq!(ran.names("out"), names);
    let texts = names.map(|name| ran.read(&format!("out/{name}")));
    assert!(ran.again(&args).status.success());
    assert_eq!(ran.names("out"), names);
    assert_eq!(names.map(|name| ran.read(&format!("out/{name}"))), texts);
}

#[test]
fn a_folder_comes_back_from_its_feed() {
    let test = with_folder(Test::new(&["convert", "blog", "-o", "feed.xml"]), "blog");
    let ran = test.run();
    let feed = ran.read("feed.xml");
    for part in [
        "<title>A blog of two posts</title>",
        "<title>First</title>",
        "<title>Second</title>",
    ] {
        assert!(feed.contains(part), "{feed}");
    }
    assert!(
        ran.again(&["convert", "feed.xml", "-o", "back"])
            .status
            .success()
    );
    assert_eq!(
        ran.names("back"),
        ["2021-01-01-first.md", "2021-02-01-second.md", "_feed.yml"]
    );
    for name in ["2021-01-01-first.md", "2021-02-01-second.md"] {
        assert_eq!(
            ran.read(&format!("back/{name}")),
            ran.read(&format!("blog/articles/{name}"))
        );
    }
    assert_eq!(ran.read("back/_feed.yml"), ran.read("blog/_feed.yml"));
}

#[test]
fn a_second_run_touches_nothing() {
    let test = with_folder(Test::new(&["convert", "blog", "-o", "feed.xml"]), "blog");
    let ran = test.run();
    assert!(
        ran.again(&["convert", "feed.xml", "-o", "out"])
            .status
            .success()
    );
    let files = ["feed.xml", "out/_feed.yml", "out/2021-01-01-first.md"];
    let old = std::time::SystemTime::UNIX_EPOCH;
    for file in files {
        fs::File::options()
            .write(true)
            .open(ran.path(file))
            .and_then(|file| file.set_modified(old))
            .expect("a file");
    }
    assert!(
        ran.again(&["convert", "blog", "-o", "feed.xml"])
            .status
            .success()
    );
    assert!(
        ran.again(&["convert", "feed.xml", "-o", "out"])
            .status
            .success()
    );
    for file in files {
        let modified = fs::metadata(ran.path(file))
            .and_then(|metadata| metadata.modified())
            .expect("a file");
        assert_eq!(modified, old, "{file}");
    }
    assert_eq!(ran.names("out").len(), 3);
}

#[test]
fn files_of_other_articles_are_never_overwritten() {
    let article = "---\ntitle: \"Hello\"\nwebUrl: \"https://example.com/1\"\n---\n\n";
    let other = article.replace("/1", "/2");
    let ran = Test::new(&["convert", "--to", "front-matter", "-o", "out/"])
        .file("out/hello.md", &other)
        .input(article)
        .run();
    assert_eq!(ran.read("out/hello.md"), other);
    assert_eq!(ran.read("out/hello-2.md"), article);
}

#[test]
fn folders_of_drafts_stay_in() {
    for (profile, count) in [("public", 1), ("lossless", 2)] {
        let test = Test::new(&["convert", "site", "--profile", profile]);
        let test = test
            .file("site/_drafts/a.md", HELLO)
            .file("site/_posts/b.md", WORLD);
        let xml = test.any_stdout().run().stdout();
        assert_eq!(xml.matches("<item>").count(), count, "{xml}");
    }
}

#[test]
fn a_feed_of_which_nothing_is_public_is_told() {
    let future = HELLO.replacen("---\n", "---\npublishedDateTime: 2999-01-01\n", 1);
    let feed = |quiet: &[&str]| {
        let arguments = ["convert", "--profile", "public", "a.md", "--to"];
        Test::new(&[&arguments[..], quiet].concat()).file("a.md", &future)
    };
    let note = "feedmatter: note: the only article is not public; drafts, those of the future and expired ones are left out\n";
    feed(&["rss"]).any_stdout().stderr(note).run();
    feed(&["front-matter"]).stderr(note).run();
    feed(&["rss", "-q"]).any_stdout().run();
    let message = "feedmatter: expected files with front matter or feeds, found drafts alone, which are not public\n";
    Test::new(&["convert", "--profile", "public", "_drafts"])
        .file("_drafts/a.md", HELLO)
        .stderr(message)
        .code(2)
        .run();
}

#[test]
fn a_feed_does_not_go_into_a_folder() {
    let message = "feedmatter: out/: expected a file for a feed, found a folder\n";
    Test::new(&["convert", "--to", "rss", "-o", "out/"])
        .input(HELLO)
        .stderr(message)
        .code(2)
        .run();
}

#[test]
fn articles_that_share_an_address_keep_their_files() {
    let article =
        |title| format!("---\ntitle: \"{title}\"\nwebUrl: \"https://example.com/\"\n---\n\n");
    let arguments = ["convert", "src", "--to", "front-matter", "-o", "out/"];
    let test = Test::new(&arguments)
        .file("src/1.md", article("Zebra"))
        .file("src/2.md", article("Ant"));
    let ran = test.run();
    for _ in 0..2 {
        assert_eq!(ran.names("out"), ["ant.md", "zebra.md"]);
        assert_eq!(ran.read("out/ant.md"), article("Ant"));
        assert_eq!(ran.read("out/zebra.md"), article("Zebra"));
        assert!(ran.again(&arguments).status.success());
    }
}

#[test]
fn a_changed_title_keeps_its_file() {
    let article =
        |title| format!("---\ntitle: \"{title}\"\nwebUrl: \"https://example.com/\"\n---\n\n");
    let test = Test::new(&["convert", "--to", "front-matter", "-o", "out/"])
        .file("out/old.md", article("Old"));
    let ran = test.input(article("New")).run();
    assert_eq!(ran.names("out"), ["old.md"]);
    assert_eq!(ran.read("out/old.md"), article("New"));
}

#[test]
fn a_feed_file_obeys_flags_too() {
    let twice = "title: a\ntitle: b\n";
    let error =
        "feedmatter: site/_feed.yml:2:1: the key `title` occurs twice, and the last one counts\n";
    Test::new(&["convert", "site", "--strict"])
        .file("site/_feed.yml", twice)
        .stderr(error)
        .code(2)
        .run();
    Test::new(&["convert", "site", "-q"])
        .file("site/_feed.yml", twice)
        .any_stdout()
        .run();
}

#[test]
fn links_and_pipes_in_a_folder_are_left_alone() {
    use std::os::unix::fs::symlink;

    let test = Test::new(&["convert", "--to", "front-matter", "-o", "out/"]).input(HELLO);
    let test = test.file("outside.md", HELLO).file("out/x.md", WORLD);
    symlink("../outside.md", test.path().join("out/hello.md")).expect("a link");
    let status = std::process::Command::new("mkfifo")
        .arg(test.path().join("out/pipe.md"))
        .status();
    assert!(status.expect("mkfifo").success());
    let ran = test.run();
    assert_eq!(
        ran.names("out"),
        ["hello-2.md", "hello.md", "pipe.md", "x.md"]
    );
}

#[test]
fn all_that_a_feed_says_of_itself_survives_every_format() {
    let names = ["2021-01-01-one.md", "_feed.yml"];
    for chain in [["rss", "atom"], ["atom", "rss"]] {
        let test = with_folder(
            Test::new(&[
                "convert",
                "everything",
                "-q",
                "--to",
                chain[0],
                "-o",
                "1.xml",
            ]),
            "everything",
        );
        let ran = test.run();
        assert!(
            ran.again(&["convert", "1.xml", "-q", "--to", chain[1], "-o", "2.xml"])
                .status
                .success()
        );
        for feed in ["1.xml", "2.xml"] {
            assert!(
                ran.again(&["convert", feed, "-o", "back/"])
                    .status
                    .success()
            );
            assert_eq!(ran.names("back"), names);
            for name in names {
                assert_eq!(
                    ran.read(&format!("back/{name}")),
                    ran.read(&format!("everything/{name}")),
                    "{feed} of {chain:?}"
                );
            }
        }
    }
}
