//! Lists of feeds for `feedmatter fetch`: what they can say, and who can say more.

use std::fs;

use super::{Folder, feed, item, rss};
use crate::support::server::{Server, answer};

/// Whoever wrote the list could let a feed say what it likes.
#[test]
fn a_list_of_a_stranger_trusts_nobody() {
    let server = Server::start(|_, _| {
        let body = "<description>&lt;b onclick='x()'>Text&lt;/b></description></item>";
        let body = item(1, "One").replace("</item>", body);
        answer("200 OK", &[], rss(&[body]))
    });
    let opml = format!(
        "<opml version='2.0'><body><outline text='a' xmlUrl='{}' fm:source='{{&quot;trust&quot;:true,\
         &quot;fields&quot;:{{&quot;layout&quot;:&quot;x&quot;}}}}'/></body></opml>",
        server.url
    );
    for (option, is_own) in [("--opml", false), ("--config", true)] {
        let folder = Folder::new();
        let mut command = folder.command(&[option, "-", "--report", "text"], &[]);
        let output = command.write_stdin(opml.as_str()).output().expect("a run");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        for key in ["trust", "fields"] {
            let line = format!(
                "feedmatter: -: warning: left out `{key}` of {}, which counts in feedmatter.yml and with --config alone\n",
                server.url
            );
            assert_eq!(told.contains(&line), !is_own, "{told}");
        }
        let (_, text) = folder.files().pop_first().expect("a file");
        assert_eq!(text.contains("layout: x\n"), is_own, "{text}");
        assert_eq!(text.contains("onclick"), is_own, "{text}");
    }
}

/// It may hold a password, and the list be a stranger's.
#[test]
fn a_header_goes_to_no_feed_of_a_list() {
    let [own, other] = [feed(&[]), feed(&[])];
    let secrets = |server: &Server| {
        let requests = server.requests().into_iter();
        let secrets = requests.map(|request| request.header("authorization").map(str::to_owned));
        secrets.collect::<Vec<_>>()
    };
    let secret = Some("Bearer x".to_owned());
    let run = |more: &[&str], urls: &[&Server], list: String| {
        let more = [&["--header", "Authorization: Bearer x"], more].concat();
        let urls: Vec<String> = urls.iter().map(|server| server.url.clone()).collect();
        let mut command = Folder::new().command(&more, &urls);
        let output = command.write_stdin(list).output().expect("a run");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.code(), told)
    };
    let both = format!("{}\n{}\n", own.url, other.url);
    assert_eq!(run(&["--from", "-"], &[&own], both).0, Some(0));
    assert_eq!(
        (secrets(&own), secrets(&other)),
        (vec![secret.clone()], vec![None])
    );
    let settings = format!("sources: [{}]\n", other.url);
    assert_eq!(run(&["--config", "-"], &[], settings).0, Some(0));
    assert_eq!(secrets(&other), [secret]);
    let (code, told) = run(&["--from", "-"], &[], other.url.clone());
    assert_eq!(code, Some(2));
    assert_eq!(
        told,
        "feedmatter: expected `--header` to be for feeds that are given here or in settings (--config), found those of --from \
         alone, which may be a stranger's\n"
    );
    assert_eq!(secrets(&other), []);
}

/// It is told where it stands, and not where others speak of it.
#[test]
fn a_setting_is_found_in_the_item_of_its_feed() {
    let server = feed(&[]);
    let url = &server.url;
    for (list, place) in [
        (
            format!(
                "- limt: 3\n    title: A - B\n    url: {url}/a\n  - url: {url}/b\n    limt: 4\n"
            ),
            ["2:5", "6:5"],
        ),
        (
            format!(
                "- url: {url}/a\n    # limt: 4\n    fields:\n      limt: 5\n    categories:\n      - limt\n    limt: 0\n  - {{url: {url}/b, limt: 1}}\n"
            ),
            ["8:5", "9:11"],
        ),
    ] {
        let folder = Folder::new();
        let list = format!("sources:\n  {list}");
        let mut command = folder.command(&["--config", "-", "--report", "text", "-q"], &[]);
        let output = command.write_stdin(&*list).output().expect("a run");
        let found = String::from_utf8(output.stderr).expect("UTF-8");
        let places = found
            .lines()
            .map(|line| line.split(' ').nth(1).unwrap_or_default());
        let places: Vec<_> = places.map(|place| place.trim_matches(['-', ':'])).collect();
        assert_eq!(places, place, "{list}");
    }
}

/// What says nothing would be missed in silence; notes are the user's own, and lists those of other programs.
#[test]
fn a_setting_of_a_feed_that_there_is_none_of_is_refused() {
    let server = feed(&[]);
    for (setting, told) in [
        (
            "foldr: x",
            Some("expected a known setting, found `foldr`; did you mean `folder`?"),
        ),
        (
            "wher: {title: One}",
            Some("expected a known setting, found `wher`; did you mean `where`?"),
        ),
        (
            "user_agent: me",
            Some(
                "expected a known setting, found `user_agent`; say it of all feeds, with --user-agent",
            ),
        ),
        (
            "dialect: hugo",
            Some("expected a known setting, found `dialect`; say it of all feeds, with --dialect"),
        ),
        (
            "limit: many",
            Some("expected `limit` to be an integer, 0 or more, found `many`"),
        ),
        (
            "limit: 0",
            Some("expected `limit` to be a number, 1 or more, found `0`"),
        ),
        ("limit: 1", None),
        ("note: x", None),
    ] {
        for option in ["--config", "--from"] {
            let folder = Folder::new();
            let url = server.url.replace("//", "//me:secret@");
            let list = format!(
                "sources:\n  - url: {url}\n    {setting}\n  - {}/other\n",
                server.url
            );
            let mut command = folder.command(&[option, "-", "--report", "text", "-q"], &[]);
            let output = command.write_stdin(list).output().expect("a run");
            let found = String::from_utf8(output.stderr).expect("UTF-8");
            let told = told.filter(|_| option == "--config");
            let line = |told| format!("feedmatter: -:3:5: {}: {told}\n", server.url);
            assert_eq!(
                found,
                told.map(line).unwrap_or_default(),
                "{setting} {option}"
            );
            assert_eq!(
                server.requests().len(),
                1 + usize::from(told.is_none()),
                "{setting}"
            );
        }
    }
}

/// They are those of the site as well.
#[test]
fn settings_that_list_sources_are_read_as_a_whole() {
    let server = feed(&[]);
    let run = |settings: &str, option: &str, more: &[&str]| {
        let folder = Folder::new();
        let list = format!("{settings}\nsources: [{}]\n", server.url);
        let mut command = folder.command(&[&[option, "-"], more].concat(), &[]);
        let output = command.write_stdin(list).output().expect("a run");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        let text = folder.files().pop_first().map(|(_, text)| text);
        (output.status.code(), told, text.unwrap_or_default())
    };
    for (settings, option, more, key) in [
        ("dialect: hugo", "--config", &[][..], "\ndate: "),
        (
            "dialect: hugo",
            "--config",
            &["--dialect", "article"],
            "\npublishedDateTime: ",
        ),
        // The articles of a stranger's site are none of the user's.
        ("dialect: hugo", "--from", &[], "\npublishedDateTime: "),
        ("nope: 1", "--from", &[], "\npublishedDateTime: "),
        ("base_url: x", "--config", &[], "\npublishedDateTime: "),
    ] {
        let (code, told, text) = run(settings, option, more);
        assert_eq!(code, Some(0), "{settings}: {told}");
        assert!(text.contains(key), "{settings} {option}: {text}");
    }
    server.requests();
    for (settings, error) in [
        (
            "nope: 1",
            "cannot use -: expected `nope` to be the name of a setting, found none of that name",
        ),
        (
            "limit: 1",
            "cannot use -: expected `limit` to be below `feed`, which says what holds for all feeds, found it beside",
        ),
        (
            "dialect: hugi",
            "cannot use -: expected `dialect` to be one of `article`, `jekyll`, `hugo`, `zola`, `eleventy`, `astro` and `hexo`, found \
             `hugi`",
        ),
    ] {
        let (code, told, _) = run(settings, "--config", &[]);
        assert_eq!(
            (code, told),
            (Some(2), format!("feedmatter: {error}\n")),
            "{settings}"
        );
    }
    assert_eq!(server.requests().len(), 0);
}

/// An address may begin as another does, and stand there twice.
#[test]
fn what_is_wrong_with_a_source_is_told_at_its_own_address() {
    let config = "sources:
  - url: ftp://a.example/feed2
    titel: A
  - url: ftp://a.example/feed
    titel: B
    limit: x
  - title: B - C
    foldr: c
    url: ftp://a.example/feed
    limit: y
  - ftp://a.example/fee
";
    let mut command = Folder::new().command(&["--config", "-", "--report", "text"], &[]);
    let output = command.write_stdin(config).output().expect("a run");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    let places = told.lines().filter_map(|line| {
        let (place, what) = line.strip_prefix("feedmatter: -:")?.split_once(": ")?;
        Some((place, what.rsplit_once(", found ")?.1))
    });
    let places: Vec<_> = places.collect();
    let expected = [
        ("4:10", "`x`"),
        ("9:10", "`y`"),
        ("3:5", "`titel`; did you mean `title`?"),
        ("5:5", "`titel`; did you mean `title`?"),
        ("11:5", "`ftp`"),
    ];
    assert_eq!(places, expected, "{told}");
}

#[test]
fn a_line_that_is_no_address_stops_no_other() {
    let (server, folder) = (feed(&[]), Folder::new());
    let list = format!(
        "# mine\nexample.com/feed.xml\nftp://example.com/\nexample.com/a b\n{0} \"News\" \"~The title\"\n",
        server.url
    );
    let file = folder.path().join("feeds.txt");
    fs::write(&file, list).expect("a file");
    let file = file.to_str().expect("UTF-8");
    let output = folder.run(&["--from", file, "--report", "text"], &[]);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{told}");
    for line in [
        "feeds.txt:2:1: example.com/feed.xml: expected an address such as",
        "feeds.txt:3:1: ftp://example.com/: expected http or https, found `ftp`",
        "/a b: expected an address such as",
        "1 feed done, 2 articles new, 0 updated; 0 fresh, 3 failed",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
}

#[test]
fn a_list_without_feeds_is_said_to_have_none() {
    for list in ["", "\n", "# Later.\n\n  # More.\n", "\u{feff}# Later.\r\n"] {
        let mut command = Folder::new().command(&["--from", "-"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(
            told.contains("expected a list of feeds, found no feeds\n"),
            "{told}"
        );
    }
}

#[test]
fn an_address_with_a_blank_is_refused_before_anything_is_made() {
    let folder = Folder::new();
    let output = folder.run(&[], &["http://127.0.0.1/a b".to_owned()]);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{told}");
    let line = "expected `URL` to be an address such as `https://example.com/feed.xml`, found `http://127.0.0.1/a b`";
    assert!(told.contains(line), "{told}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn addresses_that_differ_for_browsers_alone_are_those_of_one_feed() {
    let (server, folder) = (feed(&[]), Folder::new());
    let urls = ["/a", "/a#x"].map(|path| format!("{}{path}", server.url));
    for _ in 0..2 {
        folder.run(&[], &urls);
        let requests = server.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        assert_eq!(folder.files().len(), 2);
    }
}

/// Lists of old have them, and browsers that give an address to a reader of feeds.
#[test]
fn an_address_for_readers_of_feeds_is_one_of_the_web() {
    let server = feed(&[]);
    let bare = server.url.trim_start_matches("http:");
    let list = format!("FEED:{bare}/a\nfeed:{}/b \"News\"\n", server.url);
    let folder = Folder::new();
    let urls = [format!("feed:{bare}/c")];
    let mut command = folder.command(&["--from", "-"], &urls);
    let output = command.write_stdin(list).output().expect("a run");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut paths: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.path.clone())
        .collect();
    paths.sort();
    assert_eq!(paths, ["/a", "/b", "/c"]);
    let (_, text) = folder.files().pop_first().expect("a file");
    assert!(
        text.contains(&format!("  url: \"{}/", server.url)),
        "{text}"
    );
}

#[test]
fn what_newsboat_alone_can_ask_is_left_out() {
    let (server, folder) = (feed(&[]), Folder::new());
    let list = format!(
        "# Mine.\n\"query:Unread: unread = \\\"yes\\\"\" \"~All\"\n{}\nexec:~/bin/a.sh news\n\"filter:~/bin/b.sh:{}/b\"\n",
        server.url, server.url
    );
    let mut command = folder.command(&["--from", "-", "--report", "text"], &[]);
    let output = command.write_stdin(list).output().expect("a run");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    let expected = [(2, "query:"), (4, "exec:"), (5, "filter:")].map(|(line, scheme)| {
        format!("feedmatter: -:{line}: warning: expected an address, found `{scheme}`, which newsboat alone can ask; left out\n")
    });
    assert!(told.starts_with(&expected.concat()), "{told}");
    assert_eq!(server.requests().len(), 1);
}

/// One feed has one set of settings.
#[test]
fn a_feed_that_is_listed_again_otherwise_is_told() {
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let url = &server.url;
    for (again, is_told) in [
        (url.clone(), false),
        (
            format!("{{url: {url}, title: Other, categories: [A]}}"),
            false,
        ),
        (format!("{{url: {url}, folder: other}}"), true),
        (format!("{{url: {url}, where: topics=Go}}"), true),
    ] {
        let list = format!("sources: [{url}, {again}]\n");
        for more in [&[][..], &["-q"]] {
            let folder = Folder::new();
            let mut command = folder.command(&[&["--config", "-"], more].concat(), &[]);
            let output = command.write_stdin(list.clone()).output().expect("a run");
            let told = String::from_utf8(output.stderr).expect("UTF-8");
            let line =
                format!("{url}: warning: listed again with other settings, of which none counts\n");
            assert_eq!(told.contains(&line), is_told && more.is_empty(), "{told}");
            assert_eq!(folder.files().len(), 1, "{again}");
        }
    }
}
