//! Namespaces and their usual prefixes. Rows and crates meet known elements under these prefixes only.

/// Our own namespace: `fm:article`, and the domains of categories.
pub(crate) const FEEDMATTER: &str = "https://w3id.org/feedmatter/ns/1.0/";

/// [Atom](https://www.rfc-editor.org/rfc/rfc4287#section-1.2).
pub(crate) const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Dublin Core; its elements are read by `rss` into a type that keeps only some.
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";
const SYNDICATION: &str = "http://purl.org/rss/1.0/modules/syndication/";

/// Known namespaces with their usual prefixes.
const KNOWN: [(&str, &str); 17] = [
    ("atom", ATOM),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", DUBLIN_CORE),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
    ("fm", FEEDMATTER),
    ("georss", "http://www.georss.org/georss"),
    ("itunes", ITUNES),
    ("media", "http://search.yahoo.com/mrss/"),
    ("podcast", "https://podcastindex.org/namespace/1.0"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("slash", "http://purl.org/rss/1.0/modules/slash/"),
    ("sy", SYNDICATION),
    ("thr", "http://purl.org/syndication/thread/1.0"),
    ("wfw", "http://wellformedweb.org/CommentAPI/"),
    ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
];

/// Namespaces that some feeds give to the elements of RSS 2.0, which have none.
const RSS: [&str; 6] = [
    "http://backend.userland.com/rss2",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://cyber.law.harvard.edu/rss/rss.html",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/net/rss1.1#",
    "http://purl.org/rss/1.0/",
];

/// Returns the usual prefix of a namespace. Its URI may be in any case, with or without its last slash.
pub(crate) fn prefix_of(uri: &str) -> Option<&'static str> {
    let key = |uri: &str| uri.trim().trim_end_matches('/').to_ascii_lowercase();
    if let Some((prefix, _)) = KNOWN.iter().find(|(_, known)| *known == uri) {
        return Some(prefix);
    }
    KNOWN
        .iter()
        .find(|(_, known)| key(known) == key(uri))
        .map(|(prefix, _)| *prefix)
}

/// Returns the namespace of a usual prefix.
pub(crate) fn uri_of(prefix: &str) -> Option<&'static str> {
    KNOWN
        .iter()
        .find(|(known, _)| *known == prefix)
        .map(|(_, uri)| *uri)
}

/// Returns whether the namespace is one for the elements of RSS itself.
pub(crate) fn is_rss(uri: &str) -> bool {
    RSS.contains(&uri)
}

/// Returns whether `rss` would read elements of this namespace into a type that loses some of them.
///
/// Without the namespace's declaration it leaves them in the extension map, whole.
pub(crate) fn is_narrowed_by_rss(prefix: &str) -> bool {
    matches!(prefix, "dc" | "itunes" | "sy")
}
