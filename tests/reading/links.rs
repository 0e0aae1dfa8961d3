//! Links: to pages, to other forms of them, and to files.

use super::{ATOM, feed, only};

fn of_feed(links: &str) -> String {
    format!("<feed xmlns='{ATOM}'><title>F</title>{links}</feed>")
}

/// Whatever stands first.
#[test]
fn the_page_is_of_type_html() {
    let links = "<link rel='alternate' type='application/rss+xml' href='http://a.example/rss'/>\
        <link rel='alternate' type='text/html' href='http://a.example/'/>";
    let page = Some("http://a.example/");
    assert_eq!(feed(&of_feed(links)).link.as_deref(), page);
    let in_rss = links.replace("<link", "<atom:link");
    let channel =
        format!("<rss><channel><title>F</title>{in_rss}<item>{in_rss}</item></channel></rss>");
    assert_eq!(feed(&channel).link.as_deref(), page);
    assert_eq!(only(&channel).web_url.as_deref(), page);
}
