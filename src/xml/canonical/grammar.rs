//! What the elements of RSS and Atom hold, and what becomes of them: one line an element.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use self::Content::{
    Attributes, Construct, Date, Foreign, Html, Link, Structure, Text, Transparent, Uri,
};
use self::Fate::{Both, Dropped, Every, First, Kept, Spare};

/// The two families of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    /// RSS 0.9x, 1.0, 1.1 and 2.0.
    Rss,
    /// Atom 0.3 and 1.0.
    Atom,
}

/// Elements that hold elements that we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Level {
    /// `rss`, above `channel`.
    Rss,
    Channel,
    Item,
    /// `image` of a channel.
    Image,
    Feed,
    Entry,
    /// `author` in Atom.
    Person,
    /// `source` in Atom.
    Source,
    /// Elements that are taken as they are.
    Foreign,
}

impl Level {
    /// Returns whether rows read it, so that something can stand in it for them.
    pub(super) fn is_node(self) -> bool {
        matches!(self, Self::Channel | Self::Item | Self::Feed | Self::Entry)
    }
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing but attributes.
    Attributes,
    /// Text of a type that its attributes say.
    Construct,
    /// A date.
    Date,
    /// Whatever it likes.
    Foreign,
    /// Text that is HTML.
    Html,
    /// Attributes, or its most important one as text: the name is that of the attribute.
    Link(&'static str),
    /// Elements.
    Structure(Level),
    /// Plain text.
    Text,
    /// Elements that belong to its parent.
    Transparent,
    /// An address.
    Uri,
}

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A row reads the first, and further ones are kept.
    First,
    /// A row reads every one.
    Every,
    /// A row reads it where nothing else of [`ALIKE`] stands; beside that it is kept, unless it says the same.
    Spare,
    /// A row reads a part of it, and it is kept as well.
    Both,
    /// No row reads it. It is kept, to be written back.
    Kept,
    /// It says nothing.
    Dropped,
}

/// An element of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The name that the crates and the rows know it by.
    pub(super) name: &'static str,
    pub(super) content: Content,
    pub(super) fate: Fate,
}

type Line = (&'static str, Content, Fate);

const RSS: [Line; 1] = [("channel", Structure(Level::Channel), Every)];

const CHANNEL: [Line; 39] = [
    ("title", Text, First),
    ("link", Uri, First),
    ("description", Text, First),
    ("language", Text, First),
    ("copyright", Text, First),
    ("managingEditor", Text, First),
    ("webMaster", Text, Kept),
    // A feed may have either date, or both.
    ("pubDate", Date, Both),
    ("lastBuildDate", Date, First),
    ("category", Text, Every),
    ("generator", Text, First),
    ("docs", Uri, Kept),
    ("cloud", Attributes, Kept),
    ("ttl", Text, First),
    ("image", Structure(Level::Image), First),
    ("rating", Text, Kept),
    ("textInput", Foreign, Kept),
    ("skipHours", Foreign, Kept),
    ("skipDays", Foreign, Kept),
    ("item", Structure(Level::Item), Every),
    // RSS 1.1 has its items in there, RSS 1.0 a list of references to them.
    ("items", Transparent, Every),
    ("channel", Transparent, Every),
    ("rdf:Seq", Foreign, Dropped),
    ("rdf:li", Foreign, Dropped),
    ("atom:link", Link("href"), Every),
    ("atom:id", Text, Kept),
    ("dc:creator", Text, Every),
    ("dc:date", Date, Spare),
    ("dc:language", Text, Spare),
    ("dc:rights", Text, Spare),
    ("dc:subject", Text, Every),
    ("dc:title", Text, Spare),
    ("dcterms:modified", Date, Spare),
    ("fh:archive", Attributes, First),
    ("fh:complete", Attributes, First),
    ("fm:feed", Foreign, First),
    ("itunes:author", Text, Both),
    ("itunes:image", Link("href"), Both),
    ("itunes:summary", Text, Both),
];

const ITEM: [Line; 35] = [
    ("title", Text, First),
    ("link", Uri, Spare),
    ("description", Html, First),
    ("author", Text, Every),
    ("category", Text, Every),
    ("comments", Uri, Kept),
    ("enclosure", Link("url"), Every),
    ("guid", Text, First),
    ("pubDate", Date, First),
    ("source", Text, Both),
    // What feeds call it that come from elsewhere, or from nowhere.
    ("abstract", Html, First),
    ("body", Html, First),
    ("content", Html, First),
    ("fullitem", Html, First),
    ("id", Text, Spare),
    ("modified", Date, Spare),
    ("published", Date, Spare),
    ("summary", Html, Spare),
    ("updated", Date, Spare),
    ("atom:author", Structure(Level::Person), Every),
    ("atom:content", Construct, Spare),
    ("atom:id", Text, Spare),
    ("atom:link", Link("href"), Every),
    ("atom:published", Date, Spare),
    ("atom:summary", Construct, Spare),
    ("atom:title", Construct, Spare),
    ("atom:updated", Date, Spare),
    ("dc:author", Text, Every),
    ("dc:description", Html, Spare),
    ("dc:title", Text, Spare),
    ("itunes:author", Text, Both),
    ("itunes:summary", Text, Both),
    // Exports of WordPress.
    ("excerpt:encoded", Html, Spare),
    ("wp:post_modified_gmt", Text, Both),
    ("wp:post_type", Text, Both),
];

/// Elements that say one thing, at which levels: rows read the first of them that is there, in this order.
const ALIKE: [(&[Level], &[&str]); 12] = [
    (
        &[Level::Channel, Level::Item],
        &["title", "dc:title", "atom:title"],
    ),
    (
        &[Level::Item],
        &[
            "description",
            "dc:description",
            "atom:summary",
            "excerpt:encoded",
        ],
    ),
    (&[Level::Channel], &["link", "atom:link"]),
    (
        &[Level::Item, Level::Entry],
        &["feedburner:origLink", "link", "atom:link"],
    ),
    (&[Level::Item], &["content:encoded", "atom:content"]),
    (&[Level::Item], &["guid", "atom:id"]),
    (&[Level::Channel], &["language", "dc:language"]),
    (&[Level::Channel], &["copyright", "dc:rights"]),
    (
        &[Level::Channel],
        &["lastBuildDate", "pubDate", "dcterms:modified", "dc:date"],
    ),
    (&[Level::Feed], &["updated", "dc:date"]),
    (
        &[Level::Item, Level::Entry],
        &[
            "pubDate",
            "published",
            "atom:published",
            "dcterms:issued",
            "dcterms:created",
            "dc:date",
        ],
    ),
    (
        &[Level::Item, Level::Entry],
        &["updated", "dcterms:modified", "atom:updated"],
    ),
];

const IMAGE: [Line; 6] = [
    ("url", Uri, First),
    ("title", Text, First),
    ("link", Uri, First),
    ("description", Text, First),
    ("width", Text, First),
    ("height", Text, First),
];

const FEED: [Line; 25] = [
    ("author", Structure(Level::Person), Every),
    ("category", Link("term"), Every),
    ("contributor", Structure(Level::Person), Kept),
    ("generator", Text, First),
    ("icon", Uri, First),
    ("id", Text, First),
    ("link", Link("href"), Every),
    ("logo", Uri, First),
    ("rights", Construct, First),
    ("subtitle", Construct, First),
    ("title", Construct, First),
    ("updated", Date, First),
    ("entry", Structure(Level::Entry), Every),
    ("item", Structure(Level::Entry), Every),
    // Atom 0.3.
    ("tagline", Construct, First),
    ("copyright", Construct, First),
    ("modified", Date, First),
    ("info", Construct, Kept),
    ("dc:creator", Text, Every),
    ("dc:date", Date, Spare),
    ("dc:language", Text, First),
    ("fh:archive", Attributes, First),
    ("fh:complete", Attributes, First),
    ("fm:feed", Foreign, First),
    ("itunes:image", Link("href"), Both),
];

const ENTRY: [Line; 15] = [
    ("author", Structure(Level::Person), Every),
    ("category", Link("term"), Every),
    ("content", Construct, First),
    ("contributor", Structure(Level::Person), Kept),
    ("id", Text, First),
    ("link", Link("href"), Every),
    ("published", Date, First),
    ("rights", Construct, Kept),
    ("source", Structure(Level::Source), Both),
    ("summary", Construct, First),
    ("title", Construct, First),
    ("updated", Date, First),
    // Atom 0.3.
    ("issued", Date, First),
    ("modified", Date, First),
    ("created", Date, Spare),
];

/// What articles of both borrow from other vocabularies.
const BORROWED: [Line; 26] = [
    ("content:encoded", Html, First),
    ("dc:creator", Text, Every),
    ("dc:date", Date, Spare),
    ("dc:language", Text, First),
    ("dc:publisher", Text, Every),
    ("dc:subject", Text, Every),
    ("dc:type", Text, First),
    ("dcterms:created", Date, Spare),
    ("dcterms:educationLevel", Text, Every),
    ("dcterms:issued", Date, Spare),
    ("dcterms:modified", Date, Spare),
    ("feedburner:origLink", Uri, First),
    ("fm:article", Foreign, First),
    ("itunes:category", Foreign, Both),
    ("itunes:duration", Text, Both),
    ("itunes:image", Link("href"), Both),
    ("itunes:keywords", Text, Both),
    ("media:category", Text, Both),
    ("media:content", Foreign, Every),
    ("media:credit", Text, Both),
    ("media:description", Text, Both),
    ("media:group", Transparent, Every),
    ("media:keywords", Text, Both),
    ("media:player", Link("url"), First),
    ("media:thumbnail", Link("url"), Every),
    ("media:title", Text, Both),
];

const PERSON: [Line; 7] = [
    ("name", Text, First),
    ("uri", Uri, First),
    ("email", Text, First),
    ("gd:image", Attributes, First),
    // Atom 0.3, and drafts before it.
    ("url", Uri, First),
    ("homepage", Uri, First),
    ("mbox", Text, First),
];

/// Names in Atom that it gave up, and those that they became.
const RENAMED_IN_ATOM: [(&str, &str); 9] = [
    ("tagline", "subtitle"),
    ("copyright", "rights"),
    ("modified", "updated"),
    ("issued", "published"),
    // Beside `issued`, which is what `published` means.
    ("created", "dcterms:created"),
    ("url", "uri"),
    ("homepage", "uri"),
    ("mbox", "email"),
    ("item", "entry"),
];

/// Names in RSS that are not its own, and what they are.
const RENAMED_IN_RSS: [(&str, &str); 10] = [
    ("abstract", "description"),
    ("body", "content:encoded"),
    ("content", "content:encoded"),
    ("fullitem", "content:encoded"),
    ("id", "atom:id"),
    ("modified", "atom:updated"),
    ("published", "atom:published"),
    ("summary", "atom:summary"),
    ("updated", "atom:updated"),
    ("dc:author", "dc:creator"),
];

/// The elements of all levels with their prefixes, by local name, each spelt as usual and in lower case.
/// The table is our own, so nobody can choose names that fall together.
type Elements = HashMap<&'static str, Vec<(Level, &'static str, Element)>, FixedState>;

static ELEMENTS: LazyLock<Elements> = LazyLock::new(|| {
    let levels: [(Level, &[Line]); 10] = [
        (Level::Rss, &RSS),
        (Level::Channel, &CHANNEL),
        (Level::Item, &ITEM),
        (Level::Item, &BORROWED),
        (Level::Image, &IMAGE),
        (Level::Feed, &FEED),
        (Level::Entry, &ENTRY),
        (Level::Entry, &BORROWED),
        (Level::Person, &PERSON),
        (Level::Source, &FEED),
    ];
    let mut elements = Elements::default();
    for (level, lines) in levels {
        let renamed: &[(&str, &str)] = match level {
            Level::Feed | Level::Entry | Level::Source | Level::Person => &RENAMED_IN_ATOM,
            Level::Item => &RENAMED_IN_RSS,
            _ => &[],
        };
        for &(name, content, fate) in lines {
            if level == Level::Source && matches!(name, "entry" | "item") {
                continue;
            }
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let renamed = renamed.iter().find(|(old, _)| *old == name);
            let element = Element {
                name: renamed.map_or(name, |(_, new)| new),
                content,
                fate,
            };
            let mut insert = |local| {
                let of_name: &mut Vec<_> = elements.entry(local).or_default();
                of_name.push((level, prefix, element));
            };
            insert(local);
            if local.contains(|c: char| c.is_ascii_uppercase()) {
                // Once, for the life of the program.
                insert(local.to_ascii_lowercase().leak());
            }
        }
    }
    elements
});

/// Returns the element of that name, in any case, that a level has.
pub(super) fn element(level: Level, prefix: &str, local: &str) -> Option<Element> {
    let find = |local: &str| {
        // Of two lines for one element, the latter holds.
        let mut elements = ELEMENTS.get(local)?.iter().rev();
        // Prefixes are so short that they are compared sooner here than elsewhere.
        let is_own = |known: &str| known.bytes().eq(prefix.bytes());
        let own = elements.find(|(of, known, _)| *of == level && is_own(known));
        own.map(|(.., element)| *element)
    };
    find(local).or_else(|| {
        let has_upper_case = local.bytes().any(|byte| byte.is_ascii_uppercase());
        has_upper_case.then(|| find(&local.to_ascii_lowercase()))?
    })
}

/// Returns the elements that say what one of that name says, if there can be several.
pub(super) fn alike(level: Level, name: &str) -> Option<&'static [&'static str]> {
    let has =
        |(levels, names): &&(&[Level], &[&str])| levels.contains(&level) && names.contains(&name);
    ALIKE.iter().find(has).map(|(_, names)| *names)
}

/// Returns whether a name, in any case, is that of an article in one of the formats.
pub(super) fn names_article(local: &str) -> bool {
    local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry")
}
