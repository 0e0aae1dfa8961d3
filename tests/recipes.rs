//! The recipes of the README, and what becomes of those who do as they say.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use crate::support::cli::NOW;
use crate::support::recipe::{Recipe, Watcher, recipes, text};

/// A heading, and what becomes of those who do as it says.
struct Row {
    heading: &'static str,
    /// Programs beside ours and those of POSIX.
    tools: &'static [&'static str],
    /// Folder of `fixtures/recipes` in which to begin, if it is not an empty one.
    folder: Option<&'static str>,
    /// Follows the recipe, and looks at what came of it.
    follow: fn(&Recipe),
}

static ROWS: [Row; 10] = [
    Row {
        heading: "A feed in a Makefile",
        tools: &["make"],
        folder: Some("site"),
        follow: makefile,
    },
    Row {
        heading: "A planet in cron",
        tools: &[],
        folder: Some("planet"),
        follow: planet,
    },
    Row {
        heading: "Several feeds in one, by date",
        tools: &[],
        folder: None,
        follow: several_feeds,
    },
    Row {
        heading: "One topic of a feed",
        tools: &["jq"],
        folder: None,
        follow: topic,
    },
    Row {
        heading: "A podcast as a table",
        tools: &["jq"],
        folder: None,
        follow: podcast,
    },
    Row {
        heading: "A newsletter of the week",
        tools: &[],
        folder: Some("site"),
        follow: newsletter,
    },
    Row {
        heading: "A broken feed, repaired",
        tools: &["curl"],
        folder: None,
        follow: broken_feed,
    },
    Row {
        heading: "A blog moved to Hugo",
        tools: &[],
        folder: None,
        follow: blog,
    },
    Row {
        heading: "What differs between two feeds",
        tools: &[],
        folder: Some("diff"),
        follow: differences,
    },
    Row {
        heading: "A feed that follows its folder",
        tools: &["entr"],
        folder: Some("site"),
        follow: watch,
    },
];

fn makefile(recipe: &Recipe) {
    recipe.write("Makefile", recipe.block("make"));
    let make = || text(&recipe.run("make").stdout);
    assert!(make().contains("feedmatter generate"));
    assert_eq!(
        recipe.titles("public/feed.xml"),
        ["The crane is painted", "Ferry at dawn", "Nets are drying"]
    );
    let idle = make();
    assert!(idle.contains("up to date"), "{idle}");

    fs::remove_file(recipe.path("content/posts/ferry-at-dawn.md")).expect("an article");
    let new = "content/posts/new.md";
    recipe.write(
        new,
        "---\ntitle: New\ndate: 2027-01-15T00:00:00Z\n---\n\nText.\n",
    );
    // Later than the feed, even where files have no fractions of seconds.
    let later = SystemTime::now() + Duration::from_secs(10);
    let file = File::options().write(true).open(recipe.path(new));
    file.and_then(|file| file.set_modified(later))
        .expect("a date");
    assert!(make().contains("feedmatter generate"));
    assert_eq!(
        recipe.titles("public/feed.xml"),
        ["New", "The crane is painted", "Nets are drying"]
    );
}

fn planet(recipe: &Recipe) {
    let (time, command) = recipe.block("crontab").split_at("17 * * * * ".len());
    assert_eq!(time, "17 * * * * ");
    // As cron does it: a home, and a path without our program, which is where cargo installs it.
    let programs = recipe.path(".cargo/bin");
    fs::create_dir_all(&programs).expect("a folder");
    symlink(
        env!("CARGO_BIN_EXE_feedmatter"),
        programs.join("feedmatter"),
    )
    .expect("a link");
    let planet = recipe.path("planet");
    fs::create_dir(&planet).expect("a folder");
    fs::rename(
        recipe.path("subscriptions.opml"),
        planet.join("subscriptions.opml"),
    )
    .expect("a file");
    recipe.write("planet/update.sh", recipe.block("sh"));
    let run = || {
        let output = recipe
            .command("sh", &["-c", command])
            .env("HOME", recipe.path(""))
            .env("PATH", "/usr/bin:/bin")
            .output()
            .expect("a shell");
        (output.status.code(), text(&output.stderr))
    };
    let gone = "feedmatter: http://example.org/gone.xml: expected a document, found status 404\n";
    assert_eq!(run(), (Some(0), gone.to_owned()));
    let feed = recipe.read("planet/public/feed.xml");
    assert_eq!(
        recipe.titles("planet/public/feed.xml"),
        ["Borrowing & lending", "Ownership, drawn", "Winter beans"]
    );
    assert!(feed.contains("<title>Planet</title>"), "{feed}");
    assert!(feed.contains("<link>https://example.org/ownership</link>"));
    assert_eq!(run().0, Some(0));
    assert_eq!(recipe.read("planet/public/feed.xml"), feed);
}

fn several_feeds(recipe: &Recipe) {
    recipe.follow("sh");
    assert_eq!(
        recipe.items("both.xml", &["title", "pubDate", "link"]),
        [
            [
                "Borrowing & lending",
                "Wed, 06 Jan 2027 03:30:00 GMT",
                "https://example.com/borrowing/"
            ],
            [
                "Ownership, drawn",
                "Wed, 06 Jan 2027 00:00:00 GMT",
                "https://example.org/ownership"
            ],
            [
                "Winter beans",
                "Tue, 05 Jan 2027 21:00:00 GMT",
                "https://example.com/beans/"
            ],
        ]
    );
    let feed = recipe.read("both.xml");
    assert!(feed.contains("<title>Both</title>"), "{feed}");
    assert!(feed.contains("<p>Who <em>owns</em> it?</p>"), "{feed}");
}

fn topic(recipe: &Recipe) {
    recipe.follow("sh");
    assert_eq!(
        recipe.items("rust.atom", &["title", "published"]),
        [["Borrowing &amp; lending", "2027-01-05T22:30:00-05:00"]]
    );
    let feed = recipe.read("rust.atom");
    assert!(feed.contains("<title>Rust</title>"), "{feed}");
    assert!(!feed.contains("2025.xml"), "{feed}");
}

fn podcast(recipe: &Recipe) {
    recipe.follow("sh");
    assert_eq!(
        recipe.read("episodes.tsv"),
        "2021-07-01\tPT1H2M3S\tA lake at night\thttps://example.com/radio/lake.mp3\n\
         2021-06-03\tPT30M\tRain & a roof\thttps://example.com/radio/rain.mp3\n"
    );
}

fn newsletter(recipe: &Recipe) {
    // It is always the same week, and no letter leaves.
    let clock = format!("date() {{ [ \"$*\" = +%s ] && echo {NOW}; }}");
    let post = "mailx() { { printf '%s\\n' \"$@\"; cat; } > letter; }";
    recipe.run(&format!("{clock}\n{post}\n{}", recipe.block("sh")));
    assert_eq!(
        recipe.read("letter"),
        "-s\nThis week\nreaders@example.com\n\
         The crane is painted\n\
         Yellow, as it was in 1961.\n\
         https://example.com/posts/the-crane-is-painted/\n\
         \n\
         Ferry at dawn\n\
         The first boat leaves at six.\n\
         https://example.com/posts/ferry-at-dawn/\n\
         \n"
    );
}

fn broken_feed(recipe: &Recipe) {
    recipe.follow("sh");
    assert_eq!(
        recipe.items("feed.xml", &["title", "link"]),
        [
            ["M6 < M8", "https://example.net/m6?a=1&b=2"],
            ["Washers", "https://example.net/washers"],
        ]
    );
    let feed = recipe.read("feed.xml");
    assert!(
        feed.contains("<description>Café and shop</description>"),
        "{feed}"
    );
    let gone = recipe.block("sh").replace("feed.xml |", "gone.xml |");
    assert!(!recipe.shell(&gone).status.success());
    assert_eq!(recipe.read("feed.xml"), feed);
}

fn blog(recipe: &Recipe) {
    recipe.follow("sh");
    let mut names: Vec<String> = WalkDir::new(recipe.path("content/posts"))
        .into_iter()
        .filter_map(|entry| entry.ok()?.file_name().to_str().map(str::to_owned))
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "2025-05-01-the-first-bed.md",
            "2027-01-05-winter-beans.md",
            "2027-01-06-borrowing-lending.md"
        ]
    );
    let article = recipe.read("content/posts/2025-05-01-the-first-bed.md");
    for part in [
        "title: \"The first bed\"\n",
        "date: 2025-05-01T10:00:00Z\n",
        "tags:\n  - Gardens\n",
        "\n---\n\nDug, and [measured](https://example.com/map).",
    ] {
        assert!(article.contains(part), "{article}");
    }
}

fn differences(recipe: &Recipe) {
    let output = recipe.shell(recipe.block("bash"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stdout),
        "2,3c2\n\
         < 1798848000\tSecond\thttps://example.com/2\t<p>Two.</p>\thtml\t\t\t\t\n\
         < 1798934400\tThird\thttps://example.com/3\t<p>Three.</p>\thtml\t\t\t\t\n\
         ---\n\
         > 1798848000\tThe second\thttps://example.com/2\t<p>Two.</p>\thtml\t\t\t\t\n"
    );
}

fn watch(recipe: &Recipe) {
    let article = "content/posts/ferry-at-dawn.md";
    let script = recipe.block("sh").replace("entr -", "entr -n");
    // An article is changed only when the feed has been made once, for then it is being watched.
    let watcher = Watcher::new(recipe, &script);
    watcher.wait("public/feed.xml: written");
    let changed = recipe.read(article).replace("at six, not", "at ten, not");
    recipe.write(article, &changed);
    watcher.wait("public/feed.xml: written");
    assert!(
        recipe
            .read("public/feed.xml")
            .contains("<p>It leaves at ten, not at seven.</p>")
    );
    watcher.interrupt();

    let watcher = Watcher::new(recipe, &script);
    watcher.wait("public/feed.xml: unchanged");
    recipe.write(
        "content/posts/new.md",
        "---\ntitle: New\ndate: 2027-01-15T00:00:00Z\n---\n\nText.\n",
    );
    watcher.wait("directory altered");
    watcher.wait("public/feed.xml: ");
    assert_eq!(recipe.titles("public/feed.xml")[0], "New");
    watcher.interrupt();
}

#[test]
fn recipes_do_what_they_say() {
    let recipes = recipes(&fs::read_to_string(readme()).expect("a README"));
    let headings: Vec<&str> = recipes
        .iter()
        .map(|(heading, _)| heading.as_str())
        .collect();
    let tested: Vec<&str> = ROWS.iter().map(|row| row.heading).collect();
    assert_eq!(headings, tested);
    for (row, (heading, blocks)) in ROWS.iter().zip(recipes) {
        eprintln!("{heading}");
        let is_missing = |tool: &&&str| which(tool).is_none();
        let missing: Vec<_> = row.tools.iter().filter(is_missing).collect();
        if missing.is_empty() {
            (row.follow)(&Recipe::new(row.folder, blocks));
            continue;
        }
        assert!(std::env::var_os("CI").is_none(), "missing: {missing:?}");
        eprintln!("passed over, since these are missing: {missing:?}");
    }
}

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

pub(crate) fn which(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut files = std::env::split_paths(&path).map(|folder| folder.join(tool));
    files.find(|file| file.is_file())
}
