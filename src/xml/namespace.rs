//! Namespaces and their usual prefixes. Rows and crates meet known elements under these prefixes only.

/// Our own namespace: `fm:article`, and the domains of categories.
pub(crate) const FEEDMATTER: &str = "https://w3id.org/feedmatter/ns/1.0/";

/// [Atom](https://www.rfc-editor.org/rfc/rfc4287#section-1.2).
pub(crate) const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The prefix of elements that hold what the crates would drop. It has no namespace, and never leaves the program.
pub(crate) const SIDE: &str = "side";

/// Known namespaces with their usual prefixes.
const KNOWN: [(&str, &str); 42] = [
    ("admin", "http://webns.net/mvcb/"),
    ("app", "http://www.w3.org/2007/app"),
    ("at", "http://purl.org/atompub/tombstones/1.0"),
    ("atom", ATOM),
    ("blogger", "http://schemas.google.com/blogger/2018"),
    ("cc", "http://web.resource.org/cc/"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    (
        "creativeCommons",
        "http://backend.userland.com/creativeCommonsRssModule",
    ),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("excerpt", "http://wordpress.org/export/1.2/excerpt/"),
    ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
    ("fh", "http://purl.org/syndication/history/1.0"),
    ("fm", FEEDMATTER),
    ("g", "http://base.google.com/ns/1.0"),
    ("gd", "http://schemas.google.com/g/2005"),
    ("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
    ("georss", "http://www.georss.org/georss"),
    ("gml", "http://www.opengis.net/gml"),
    (
        "googleplay",
        "http://www.google.com/schemas/play-podcasts/1.0",
    ),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("l", "http://purl.org/rss/1.0/modules/link/"),
    ("math", "http://www.w3.org/1998/Math/MathML"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("openSearch", "http://a9.com/-/spec/opensearch/1.1/"),
    ("podcast", "https://podcastindex.org/namespace/1.0"),
    ("prism", "http://prismstandard.org/namespaces/basic/2.0/"),
    ("psc", "http://podlove.org/simple-chapters"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("slash", "http://purl.org/rss/1.0/modules/slash/"),
    ("source", "http://source.scripting.com/"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("sy", "http://purl.org/rss/1.0/modules/syndication/"),
    ("taxo", "http://purl.org/rss/1.0/modules/taxonomy/"),
    ("thr", "http://purl.org/syndication/thread/1.0"),
    (
        "trackback",
        "http://madskills.com/public/xml/rss/module/trackback/",
    ),
    ("webfeeds", "http://webfeeds.org/rss/1.0"),
    ("wfw", "http://wellformedweb.org/CommentAPI/"),
    ("wp", "http://wordpress.org/export/1.2/"),
    ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("yt", "http://www.youtube.com/xml/schemas/2015"),
];

/// Other names of known namespaces, in lower case and without a last slash, as feeds have them.
const ALIASES: [(&str, &str); 15] = [
    ("app", "http://purl.org/atom/app#"),
    ("dc", "http://purl.org/dc/elements/1.0"),
    ("dcterms", "http://purl.org/dc/dcmitype"),
    ("excerpt", "http://wordpress.org/export/1.0/excerpt"),
    ("excerpt", "http://wordpress.org/export/1.1/excerpt"),
    ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
    ("itunes", "http://example.com/dtds/podcast-1.0.dtd"),
    ("media", "http://search.yahoo.com/mrss"),
    ("media", "http://video.search.yahoo.com/mrss"),
    ("media", "http://www.rssboard.org/media-rss"),
    ("media", "http://tools.search.yahoo.com/mrss"),
    (
        "podcast",
        "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
    ("wfw", "http://wellformedweb.org/commentapi"),
    ("wp", "http://wordpress.org/export/1.0"),
    ("wp", "http://wordpress.org/export/1.1"),
];

/// Namespaces that some feeds give to the elements of RSS 2.0, which have none, and those of RSS 0.90, 1.0 and 1.1.
const RSS: [&str; 10] = [
    "http://backend.userland.com/rss",
    "http://backend.userland.com/rss2",
    "http://backend.userland.com/rss091",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://channel.netscape.com/rdf/simple/0.9",
    "http://cyber.law.harvard.edu/rss/rss.html",
    "http://my.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://purl.org/net/rss1.1#",
    "http://purl.org/rss/1.0",
];

/// Namespaces that Atom had before it was a standard.
const EARLY_ATOM: [&str; 6] = [
    "http://example.com/newformat#",
    "http://example.com/necho",
    "http://purl.org/atom/ns",
    "http://purl.org/echo",
    "http://purl.org/pie",
    "uri/of/echo/namespace#",
];

/// Divides a name into its prefix and its local part. Most names are shorter than the start of a search takes.
pub(super) fn divided(name: &str) -> Option<(&str, &str)> {
    let colon = name.bytes().position(|byte| byte == b':')?;
    Some((&name[..colon], &name[colon + 1..]))
}

/// Returns the usual prefix of a namespace. Its URI may be in any case, with or without its last slash.
pub(crate) fn prefix_of(uri: &str) -> Option<&'static str> {
    if let Some((prefix, _)) = KNOWN.iter().find(|(_, known)| *known == uri) {
        return Some(prefix);
    }
    let key = key(uri);
    let known = KNOWN.iter().find(|(_, known)| self::key(known) == key);
    let alias = || ALIASES.iter().find(|(_, alias)| *alias == key);
    let early = || is_early_atom(uri).then_some("atom");
    known
        .or_else(alias)
        .map(|(prefix, _)| *prefix)
        .or_else(early)
}

/// Returns the namespace of a usual prefix.
pub(crate) fn uri_of(prefix: &str) -> Option<&'static str> {
    // Most names have none.
    if prefix.is_empty() {
        return None;
    }
    KNOWN
        .iter()
        .find(|(known, _)| *known == prefix)
        .map(|(_, uri)| *uri)
}

/// Returns a usual prefix, for as long as the program runs.
pub(crate) fn usual(prefix: &str) -> Option<&'static str> {
    KNOWN
        .iter()
        .find(|(known, _)| *known == prefix)
        .map(|(known, _)| *known)
}

/// Returns whether a prefix means something, so that nothing unknown may have it.
pub(crate) fn is_reserved(prefix: &str) -> bool {
    matches!(prefix, SIDE | "xmlns") || uri_of(prefix).is_some()
}

/// Returns whether the namespace is one for the elements of RSS itself.
pub(crate) fn is_rss(uri: &str) -> bool {
    RSS.contains(&key(uri).as_str())
}

/// Returns whether the namespace is one of the elements of Atom.
pub(crate) fn is_atom(uri: &str) -> bool {
    uri == ATOM || key(uri) == key(ATOM) || is_early_atom(uri)
}

/// Returns whether the namespace is one that Atom had before it was a standard.
pub(crate) fn is_early_atom(uri: &str) -> bool {
    let key = key(uri);
    EARLY_ATOM.contains(&key.as_str()) || key.starts_with("http://purl.org/atom/ns#")
}

/// Returns whether elements of this prefix are text with markup, and run in a browser wherever they stand.
pub(crate) fn is_markup(prefix: &str) -> bool {
    matches!(prefix, "xhtml" | "svg" | "math")
}

/// Returns whether elements of this prefix may be kept and written again: not those that run in a browser, that speak in our
/// name, or that only attributes have.
pub(crate) fn may_be_kept(prefix: &str) -> bool {
    !is_markup(prefix) && !matches!(prefix, SIDE | "fm" | "xml" | "xmlns")
}

/// Returns whether `rss` would read elements of this namespace into a type that loses some of them.
///
/// Without the namespace's declaration it leaves them in the extension map, whole.
pub(crate) fn is_narrowed_by_rss(prefix: &str) -> bool {
    matches!(prefix, "dc" | "itunes" | "sy")
}

/// Returns what is the same for all spellings of a namespace.
fn key(uri: &str) -> String {
    let key = uri.trim().trim_end_matches('/').to_ascii_lowercase();
    match key.strip_prefix("https://") {
        Some(rest) => format!("http://{rest}"),
        None => key,
    }
}
