//! The files of `feedmatter fetch`: what they are called, what is in them, and whose words these are.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// An item with a body.
pub(super) fn full(number: usize, title: &str, body: &str) -> String {
    full_item(&item(number, title), body)
}

fn full_item(item: &str, body: &str) -> String {
    let item = item.strip_suffix("</item>").expect("an item");
    format!("{item}<description><![CDATA[{body}]]></description></item>")
}

#[test]
fn a_hand_edit_stays_and_the_rest_is_updated() {
    let server = Server::start(|_, count| {
        let title = format!("Title {count}");
        let items = [1, 2, 3].map(|number| full(number, &title, &format!("<p>Body {count}</p>")));
        answer("200 OK", &[], rss(&items))
    });
    let folder = Folder::new();
    folder.fetch(&server.url);
    let names: Vec<String> = folder.files().into_keys().collect();
    let edit = |name: &str, from: &str, to: &str| {
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{text}");
        fs::write(&path, text.replace(from, to)).expect("a file");
    };
    edit(
        &names[0],
        "title: \"Title 0\"\n",
        "# Mine.\ntitle: Mine\nown: [1, 2] # too\n",
    );
    edit(&names[1], "Body 0", "My own words");
    fs::remove_file(folder.path().join(&names[2])).expect("a file");
    let output = folder.run(&["--report", "text"], std::slice::from_ref(&server.url));
    let files = folder.files();
    assert_eq!(files.len(), 2);
    let (first, second) = (&files[&names[0]], &files[&names[1]]);
    for part in ["# Mine.\ntitle: Mine\nown: [1, 2] # too\n", "Body 1"] {
        assert!(first.contains(part), "{first}");
    }
    for part in ["title: \"Title 1\"\n", "My own words"] {
        assert!(second.contains(part), "{second}");
    }
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    for (name, field) in [(&names[0], "title"), (&names[1], "body")] {
        let line = format!("`{name}`: `{field}` has changed in the feed and by hand");
        assert!(told.contains(&line), "{told}");
    }
}

/// It is called after its text, as that was at first.
#[test]
fn a_post_without_a_title_keeps_its_name() {
    let server = Server::start(|_, count| {
        let item = item(1, "").replace("<title></title>", "");
        let item = full_item(&item, &format!("<p>Text {count}</p>"));
        answer("200 OK", &[], rss(&[item]))
    });
    let folder = Folder::new();
    for text in ["Text 0", "Text 1"] {
        folder.fetch(&server.url);
        let files = folder.files();
        assert_eq!(files.len(), 1);
        assert!(files["2021-01-01-text-0.md"].contains(text), "{files:?}");
    }
}

#[test]
fn names_do_not_depend_on_who_answers_first() {
    // The first feed of the list answers last, and the second run begins as if the first had been killed before it did: once
    // after the second feed was remembered, and once before.
    let server = Server::start(|request, _| {
        let guid = request.path.trim_start_matches('/');
        let item = item(1, "Same")
            .replace("id-1", guid)
            .replace("example.com/1", guid);
        answer("200 OK", &[], rss(&[item]))
    });
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    let whole = Folder::new();
    whole.run(&[], &urls);
    assert_eq!(whole.files().len(), 2);
    for forgotten in ["", "DELETE FROM entry; DELETE FROM feed;"] {
        let halves = Folder::new();
        halves.run(&[], &urls[1..]);
        let state = halves.path().join(".feedmatter/state.db");
        let connection = rusqlite::Connection::open(state).expect("a state");
        let sql = format!("UPDATE run SET number = 0; {forgotten}");
        connection.execute_batch(&sql).expect("a state of before");
        drop(connection);
        halves.run(&[], &urls);
        assert_eq!(whole.files(), halves.files(), "{forgotten}");
    }
}

/// Zola takes dates off names, and has two pages of one address then.
#[test]
fn names_for_zola_have_no_dates_before_them() {
    let titles = [
        "Index",
        "Notes",
        "Notes",
        "2021-01-04 Links",
        "2021-01-05 Links",
    ];
    let items: Vec<String> = (1..).zip(titles).map(|(n, title)| item(n, title)).collect();
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(&items)));
    let folder = Folder::new();
    for _ in 0..2 {
        folder.fetch_with(&["--dialect", "zola"], &server.url);
        let files = folder.files();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names.len(), titles.len(), "{names:?}");
        for name in [
            "index-item.md",
            "links-2021-01-04.md",
            "links-2021-01-05.md",
            "notes.md",
        ] {
            assert!(names.contains(&name), "{names:?}");
        }
    }
}

#[test]
fn two_addresses_of_one_feed_are_asked_once() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("302 Found", &["Location: /feed"], ""),
    });
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    for _ in 0..3 {
        folder.run(&["--jobs", "1"], &urls);
        let requests = server.requests();
        let targets = requests.iter().filter(|request| request.path == "/feed");
        assert_eq!(targets.count(), 1, "{requests:?}");
        assert_eq!(folder.files().len(), 1);
    }
}

#[test]
fn a_page_leads_to_its_feed() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed.xml" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer(
            "200 OK",
            &["Content-Type: text/html"],
            "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href=/feed.xml></head></html>",
        ),
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&server.url)["new"], 1);
    folder.fetch(&server.url);
    let paths: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/", "/feed.xml", "/feed.xml"]);
    let url = std::slice::from_ref(&server.url);
    for (option, is_told) in [("-q", false), ("-v", true)] {
        let output = Folder::new().run(&[option, "--report", "text"], url);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(told.contains("is a page; its feed is"), is_told, "{told}");
        assert_eq!(told.is_empty(), !is_told, "{told}");
    }
}

/// Pages of WordPress name both, and what is said to be JSON may be anything.
#[test]
fn a_page_leads_to_its_feed_rather_than_to_data() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed.xml" => answer("200 OK", &[], rss(&[item(1, "One")])),
        "/data.json" => answer("200 OK", &["Content-Type: application/json"], "{\"a\": 1}"),
        path => {
            let feed = "<link rel=alternate type='application/rss+xml' href=/feed.xml>";
            let feed = if path == "/" { feed } else { "" };
            answer(
                "200 OK",
                &["Content-Type: text/html"],
                format!(
                    "<!doctype html><html><head><link rel=alternate type='application/json' href=/wp-json/wp/v2/posts/1>\
                     <link rel=alternate type='application/json' href=/data.json>{feed}</head></html>"
                ),
            )
        }
    });
    assert_eq!(Folder::new().fetch(&server.url)["new"], 1);
    let record = Folder::new().fetch(&format!("{}/page", server.url));
    let error = format!("at {}/data.json: expected a feed, found JSON", server.url);
    assert_eq!(record["error"], error);
}

#[test]
fn archives_are_followed_to_their_end() {
    let page = |number: usize, previous: usize| {
        let link = format!(
            "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='prev-archive' href='/{previous}'/>"
        );
        rss(&[item(number, "Title")]).replace("<description>D", &format!("{link}<description>D"))
    };
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/" => answer("200 OK", &[], page(1, 2)),
        "/2" => answer("200 OK", &[], page(2, 3)),
        // Its previous archive is itself.
        _ => answer("200 OK", &[], page(3, 3)),
    });
    assert_eq!(Folder::new().fetch(&server.url)["new"], 1);
    assert_eq!(
        Folder::new().fetch_with(&["--history"], &server.url)["new"],
        3
    );
}

#[test]
fn a_state_that_is_lost_or_broken_is_made_anew_from_the_files() {
    let server = Server::start(|_, count| {
        let title = format!("Title {}", count.min(1));
        answer("200 OK", &[], rss(&[item(1, &title), item(2, &title)]))
    });
    let folder = Folder::new();
    folder.fetch(&server.url);
    let names: Vec<String> = folder.files().into_keys().collect();
    let state = folder.path().join(".feedmatter/state.db");
    let damaged = format!("SQLite format 3\0{}", "damaged ".repeat(100));
    fs::write(&state, damaged).expect("a file");
    let output = folder.run(&[], std::slice::from_ref(&server.url));
    assert_eq!(output.status.code(), Some(74));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(told.contains("--rebuild-state"), "{told}");
    let record = folder.fetch_with(&["--rebuild-state"], &server.url);
    assert_eq!((&record["new"], &record["updated"]), (&0.into(), &2.into()));
    fs::remove_file(&state).expect("a file");
    assert_eq!(folder.fetch(&server.url)["new"], 0);
    assert_eq!(folder.files().into_keys().collect::<Vec<_>>(), names);
}

#[test]
fn a_trial_writes_nothing() {
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let folder = Folder::new();
    assert_eq!(folder.fetch_with(&["--dry-run"], &server.url)["new"], 1);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_trial_names_the_files_that_would_be_written() {
    let server = Server::start(|_, count| {
        let second = if count < 2 { "Two" } else { "Two, again" };
        let items = [item(1, "One"), item(2, second)];
        let more = (count > 1).then(|| item(3, "Three"));
        answer("200 OK", &[], rss(&[&items[..], more.as_slice()].concat()))
    });
    let folder = Folder::new();
    let trial = || {
        let output = folder.run(&["--dry-run"], std::slice::from_ref(&server.url));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let lines = |names: &[&str]| {
        let line = |name: &&str| {
            let path = folder.path().join(name);
            format!("feedmatter: {}: would be written\n", path.display())
        };
        names.iter().map(line).collect::<String>()
    };
    assert_eq!(trial(), lines(&["2021-01-01-one.md", "2021-01-02-two.md"]));
    folder.fetch(&server.url);
    assert_eq!(
        trial(),
        lines(&["2021-01-02-two.md", "2021-01-03-three.md"])
    );
    assert_eq!(folder.files().len(), 2);
}

#[test]
fn sources_say_what_their_articles_get() {
    let server = Server::start(|_, _| {
        let items = [
            full(1, "One", "<p>{{ site.secret }}</p>"),
            item(2, "Two"),
            item(3, "Three"),
        ];
        answer(
            "200 OK",
            &[],
            rss(&items).replace("<title>Two", "<category>no</category><title>Two"),
        )
    });
    let folder = Folder::new();
    let settings = format!(
        "sources:\n  - url: {}\n    folder: planet/news\n    category: News\n    topics: [Feeds]\n    limit: 2\n    \
         where:\n      title: [One]\n    fields:\n      layout: post\n",
        server.url
    );
    let list = folder.path().join("feedmatter.yml");
    fs::write(&list, settings).expect("a file");
    let list = list.to_str().expect("UTF-8");
    let output = folder.run(
        &[
            "--config",
            list,
            "--dialect",
            "jekyll",
            "--filename",
            "{year}/{slug}.md",
        ],
        &[],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(folder.path().join("planet/news/2021/one.md")).expect("a file");
    for part in ["category: News\n", "layout: post\n", "  - Feeds\n"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("{{"), "{text}");
}

#[test]
fn entries_count_by_what_they_say_themselves() {
    let topic = "<category>Rust</category></item>";
    let items = [item(1, "One").replace("</item>", topic), item(2, "Two")];
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(&items)));
    for (setting, condition) in [
        ("topics: [Rust]", "topics: [Rust]"),
        ("category: News", "topics: [Rust]"),
        ("fields: {layout: post}", "topics: [Rust]"),
        ("fields: {layout: post}", "layout: post"),
    ] {
        let folder = Folder::new();
        let list = format!(
            "sources:\n  - url: {}\n    {setting}\n    where: {{{condition}}}\n",
            server.url
        );
        let mut command = folder.command(&["--config", "-"], &[]);
        command.write_stdin(list).output().expect("a run");
        let names: Vec<String> = folder.files().into_keys().collect();
        let expected = match condition {
            "layout: post" => &[][..],
            _ => &["2021-01-01-one.md"],
        };
        assert_eq!(names, expected, "{setting} {condition}");
    }
}

#[test]
fn a_limit_is_a_number_from_one_or_all() {
    let server =
        Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One"), item(2, "Two")])));
    for (limit, code, count) in [("all", 0, 2), ("1", 0, 1), ("0", 2, 0), ("some", 2, 0)] {
        let folder = Folder::new();
        let output = folder.run(&["--limit", limit], std::slice::from_ref(&server.url));
        assert_eq!(output.status.code(), Some(code), "{limit}");
        assert_eq!(folder.files().len(), count, "{limit}");
    }
}

#[test]
fn folders_of_sources_lead_nowhere_else() {
    let (folder, outside) = (Folder::new(), TempDir::new().expect("a folder"));
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let list = outside.path().join("feedmatter.yml");
    let run = |name: &str| {
        let settings = format!(
            "sources:\n  - url: {0}/a\n    folder: {name}\n  - url: {0}/b\n",
            server.url
        );
        fs::write(&list, settings).expect("a file");
        folder.run(&["--config", list.to_str().expect("UTF-8")], &[])
    };
    for name in ["../x", "/tmp/x", "a/../../x"] {
        let output = run(name);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let error =
            format!("expected `folder` to be a folder below that of the output, found `{name}`");
        assert!(text.contains(&error), "{text}");
        let asked: Vec<_> = server.requests();
        assert!(
            asked.iter().all(|request| request.path == "/b"),
            "{asked:?}"
        );
    }
    assert_eq!(folder.files().len(), 1);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).expect("a link");
        assert_eq!(run("link").status.code(), Some(1));
    }
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 1);
}

#[test]
fn what_is_fetched_can_go_on_in_a_pipe() {
    let server =
        Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One"), item(2, "Two")])));
    let pipe = |format: &str| {
        let output = assert_cmd::Command::cargo_bin("feedmatter")
            .expect("the program")
            .args([
                "fetch",
                &server.url,
                "--allow-host",
                "127.0.0.1",
                "-q",
                "--to",
                format,
            ])
            .env_remove("http_proxy")
            .env_remove("HTTP_PROXY")
            .current_dir(std::env::temp_dir())
            .output()
            .expect("a run");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let titles: Vec<String> = pipe("ndjson")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["title"].to_string())
        .collect();
    assert_eq!(titles, ["\"One\"", "\"Two\""]);
    assert_eq!(pipe("atom").matches("<entry>").count(), 2);
}

#[test]
fn front_matter_in_a_pipe_has_the_keys_of_its_generator() {
    let body = full(1, "One", "<p>{{&lt; x &gt;}}</p>");
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(std::slice::from_ref(&body))));
    let output = assert_cmd::Command::cargo_bin("feedmatter")
        .expect("the program")
        .args(["fetch", &server.url, "--allow-private", "-q"])
        .args(["--to", "front-matter", "--dialect", "hugo"])
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .output()
        .expect("a run");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("\ndate: 2021-01-01T03:04:05Z\n"), "{text}");
    assert!(!text.contains("publishedDateTime"), "{text}");
}

#[test]
fn shards_bring_what_one_run_brings() {
    let server = Server::start(|request, _| {
        let number = request
            .path
            .trim_start_matches('/')
            .parse()
            .expect("a number");
        answer("200 OK", &[], rss(&[item(number, "Title")]))
    });
    let port = server.url.rsplit(':').next().expect("a port");
    let hosts = ["127.0.0.1", "localhost"].iter().cycle();
    let urls: Vec<String> = (1..6)
        .zip(hosts)
        .map(|(number, host)| format!("http://{host}:{port}/{number}"))
        .collect();
    let options = ["--allow-private"];
    let whole = Folder::new();
    whole.run(&options, &urls);
    let parts = Folder::new();
    for part in ["0/3", "1/3", "2/3"] {
        parts.run(&[&options[..], &["--shard", part]].concat(), &urls);
    }
    assert_eq!(whole.files(), parts.files());
    let files: BTreeMap<String, String> = whole.files();
    assert_eq!(files.len(), 5);
}
