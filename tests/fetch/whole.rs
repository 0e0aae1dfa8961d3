//! Whether `feedmatter fetch` has all of a document: only then does it ask for what has changed since.

use super::addresses::with_archive;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// Serves a document, and lets its end be that of the connection.
fn server(body: &str) -> Server {
    let answer = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"1\"\r\n\r\n{body}");
    Server::start(move |_, _| answer.clone().into_bytes())
}

/// Fetches a document twice. Returns whether the second request was for what has changed, and what was said.
fn twice(body: &str) -> (bool, String) {
    let (server, folder) = (server(body), Folder::new());
    let run = || {
        let output = folder.run(&["--report", "text"], std::slice::from_ref(&server.url));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    run();
    let told = run();
    let last = server.requests().pop().expect("a request");
    (last.header("if-none-match").is_some(), told)
}

#[test]
fn what_is_whole_is_asked_for_with_its_validators() {
    let rdf = "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:r='http://purl.org/rss/1.0/'>\
               <r:channel><r:title>A</r:title></r:channel><r:item><r:title>B</r:title><r:link>https://example.com/</r:link></r:item></RDF>";
    let tsv = "1609557845\tOne\thttps://example.com/1\tText\tplain\tid-1\t\t\t\n";
    let line = "{\"title\": \"One\", \"webUrl\": \"https://example.com/1\", \"id\": \"1\"}";
    let atom = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>A</a:title></a:feed>";
    let json =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"A\", \"items\": []}";
    let late = rss(&[item(1, "One")]) + &"<!-- Made in 0.1 seconds. -->".repeat(100);
    for body in [rdf, tsv, line, &format!("{line}\n"), atom, json, &late] {
        let (is_conditional, told) = twice(body);
        assert!(is_conditional, "{body}: {told}");
        assert!(!told.contains("breaks off"), "{body}: {told}");
    }
}

#[test]
fn what_breaks_off_is_asked_for_as_a_whole() {
    let about_feeds = item(2, "Two").replace(
        "</title>",
        "</title><description><![CDATA[Ends in </rss> or </feed>.]]></description>",
    );
    let whole = rss(&[item(1, "One"), about_feeds]);
    let (in_item, _) = whole.split_once("<pubDate>Sat, 02").expect("an item");
    let (in_end, _) = whole.split_once("</channel>").expect("an end");
    let line = "1609557845\tOne\thttps://example.com/1\tText\tplain\tid-1\t\t\t\n";
    for body in [in_item, in_end, &format!("{line}{}", &line[..40])] {
        let (is_conditional, told) = twice(body);
        assert!(!is_conditional, "{body}: {told}");
        assert!(told.contains("breaks off"), "{body}: {told}");
    }
}

/// Archives do not change, if they say that they are such: those that were read with all behind them are not asked again.
#[test]
fn archives_are_read_once() {
    let archive = |number: usize, is_archive: bool| {
        let flag = "<fh:archive xmlns:fh='http://purl.org/syndication/history/1.0'/><description>D";
        let body = with_archive(number, &format!("/{}", number.saturating_sub(1)));
        let body = body.replace(
            "<description>D",
            if is_archive { flag } else { "<description>D" },
        );
        answer("200 OK", &[], body)
    };
    for (is_archive, later) in [
        (true, &["/", "/3"][..]),
        (false, &["/", "/3", "/2", "/1", "/0"]),
    ] {
        let server = Server::start(move |request, count| match (request.path.as_str(), count) {
            ("/", 2) => answer("304 Not Modified", &[], ""),
            ("/", 0 | 1) => answer("200 OK", &["ETag: \"1\""], with_archive(5, "/2")),
            ("/", _) => answer("200 OK", &["ETag: \"2\""], with_archive(6, "/3")),
            ("/1", 0) => answer("404 Not Found", &[], ""),
            (path, _) => archive(path[1..].parse().expect("a number"), is_archive),
        });
        let folder = Folder::new();
        for outcome in ["read", "read", "not_modified", "read"] {
            let record = folder.fetch_with(&["--history"], &server.url);
            assert_eq!(record["outcome"], outcome, "{record}");
        }
        let requests = server.requests();
        let etags = requests.iter().filter(|request| request.path == "/");
        let etags: Vec<_> = etags
            .map(|request| request.header("if-none-match"))
            .collect();
        // What is behind a feed of which a part is missing is asked for with all of it.
        assert_eq!(etags, [None, None, Some("\"1\""), Some("\"1\"")]);
        let archives = requests.iter().filter(|request| request.path != "/");
        assert!(
            archives
                .into_iter()
                .all(|request| request.header("if-none-match").is_none())
        );
        let asked: Vec<&str> = requests.iter().map(|request| &*request.path).collect();
        let first = ["/", "/2", "/1", "/", "/2", "/1", "/0", "/"];
        assert_eq!(asked, [&first[..], later].concat());
        assert_eq!(folder.files().len(), 6);
    }
}
