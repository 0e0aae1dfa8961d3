//! Names and passwords in the addresses of `feedmatter fetch`: for their server alone, and for all of it.

use std::fs;

use super::{Folder, item, rss};
use crate::support::cli::Test;
use crate::support::server::{Request, Server, answer};

/// The address of a server with a user.
fn with_user(server: &Server, path: &str) -> String {
    let url = server.url.replace("http://", "http://ann:SECRET@");
    url + path
}

fn is_user(request: &Request) -> bool {
    request.header("authorization") == Some("Basic YW5uOlNFQ1JFVA==")
}

#[test]
fn a_password_is_in_no_article() {
    let body = item(1, "One")
        .replace("https://example.com/1", "/post")
        .replace(
            "</item>",
            "<description>&lt;a href='/x'>x&lt;/a></description></item>",
        );
    let server = Server::start(move |request, _| {
        assert!(is_user(request), "{request:?}");
        let feed = rss(std::slice::from_ref(&body));
        let feed = feed.replace("<link>https://example.com/</link>", "");
        answer("200 OK", &[], feed)
    });
    let (folder, url) = (Folder::new(), with_user(&server, "/feed"));
    folder.fetch(&url);
    let before = folder.files();
    let text = before.values().next().expect("a file");
    for part in ["/feed\"\n", "/post\"\n", "/x\""] {
        assert!(
            text.contains(&format!("{}{part}", server.url)),
            "{part}: {text}"
        );
    }
    assert!(!text.contains("SECRET") && !text.contains("ann"), "{text}");
    // Files of before are known by it nevertheless.
    fs::remove_dir_all(folder.path().join(".feedmatter")).expect("the state");
    assert_eq!(folder.fetch(&url)["unchanged"], 1);
    assert_eq!(folder.files(), before);
}

#[test]
fn a_user_is_named_to_all_of_a_server_and_to_no_other() {
    let other = Server::start(|_, _| answer("200 OK", &[], rss(&[item(2, "Two")])));
    let elsewhere = format!("Location: {}/", other.url);
    let server = Server::start(move |request, _| {
        let host = request.header("host").unwrap_or_default();
        match request.path.as_str() {
            "/moved" => answer("301 Moved", &[&format!("Location: http://{host}/feed")], ""),
            "/away" => answer("302 Found", &[&elsewhere], ""),
            _ if is_user(request) => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
            _ => answer("401 Unauthorized", &[], ""),
        }
    });
    let folder = Folder::new();
    let url = with_user(&server, "/moved");
    for _ in 0..2 {
        let record = folder.fetch(&url);
        assert_eq!(record["outcome"], "read");
        assert_eq!(record["moved_to"], format!("{}/feed", server.url));
    }
    assert_eq!(
        Folder::new().fetch(&with_user(&server, "/away"))["outcome"],
        "read"
    );
    assert!(server.requests().iter().all(is_user));
    assert!(!other.requests().iter().any(is_user));
}

/// The state knows the addresses as they were given.
#[cfg(unix)]
#[test]
fn the_state_is_for_the_eyes_of_its_owner() {
    use std::os::unix::fs::PermissionsExt;

    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let (folder, url) = (Folder::new(), with_user(&server, "/feed"));
    for arguments in [&[][..], &["--rebuild-state"]] {
        folder.fetch_with(arguments, &url);
        let state = folder.path().join(".feedmatter/state.db");
        let mode = state.metadata().expect("the state").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{arguments:?}");
    }
}

#[test]
fn a_password_of_a_stranger_is_in_no_link() {
    let page = "http://ann:SECRET@a.example/";
    let body = "<description>&lt;a href='/x'>x&lt;/a></description></item>";
    let based = format!("<item xml:base='{page}b/'>");
    let items = [
        item(1, "One")
            .replace("https://example.com/1", "/1")
            .replace("</item>", body),
        item(2, "Two")
            .replace("<item>", &based)
            .replace("https://example.com/2", "y"),
    ];
    let feed = rss(&items).replace("<link>https://example.com/<", &format!("<link>{page}<"));
    let server = Server::start(move |_, _| answer("200 OK", &[], feed.clone()));
    let folder = Folder::new();
    folder.fetch(&server.url);
    let text: String = folder.files().into_values().collect();
    for link in ["\"http://a.example/x\"", "\"http://a.example/b/y\""] {
        assert!(text.contains(link), "{text}");
    }
    assert!(!text.contains("SECRET@a.example/x"), "{text}");
}

#[test]
fn a_password_is_in_no_word_on_a_wrong_address() {
    for url in [
        "htps://ann:SECRET@a.example/",
        "http://ann:SEC/RET@a.example/f",
    ] {
        for arguments in [
            &["fetch", url][..],
            &["generate", "--base-url", url],
            &["convert", "--link", url],
        ] {
            let test = Test::new(arguments).code(2);
            let told = test.run_whatever().stderr();
            assert!(told.contains("//a.example/"), "{told}");
            assert!(!told.contains("RET"), "{told}");
        }
    }
}

#[test]
fn a_password_is_in_nothing_that_is_told() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/404" => answer("404 Not Found", &[], ""),
        "/410" => answer("410 Gone", &[], ""),
        "/301" => answer("301 Moved", &["Location: /feed"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let paths = ["/404", "/410", "/301", "/feed", "/feed#again", "/a b"];
    let list = paths.map(|path| with_user(&server, path) + "\n").concat();
    for report in ["ndjson", "text"] {
        let folder = Folder::new();
        for _ in 0..2 {
            let mut command = folder.command(&["--from", "-", "-v", "--report", report], &[]);
            let output = command.write_stdin(list.as_str()).output().expect("a run");
            let told = String::from_utf8([output.stdout, output.stderr].concat());
            let told = told.expect("UTF-8");
            assert!(told.contains("http://127.0.0.1:"), "{told}");
            assert!(!told.contains('@'), "{told}");
        }
    }
}
