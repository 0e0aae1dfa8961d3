//! The table of the mapping is true: what it names is where a field is written, and nothing else is.

use feedmatter::formats::{self, ReadOptions, WriteOptions, mapping_table};
use feedmatter::mapping::Profile;
use serde_json::{Value, json};

/// What stands for the name of the format in a sample.
const FORMAT: &str = "FORMAT";

/// Articles as lines of NDJSON, at least one for each field and, together, for each place of it. All have a title and an address.
fn articles() -> Vec<(&'static str, Value)> {
    let buy = json!([{"url": "https://e.example/buy", "type": "buy"}]);
    let recordings = json!([
        {"url": "https://e.example/a.mp3", "type": "download"},
        {"url": "https://e.example/b.mp3", "type": "download"},
    ]);
    let pictures = json!([{"url": "https://e.example/a.png"}, {"url": "https://e.example/b.png"}]);
    let kept = json!({"format": FORMAT, "xml": [ELEMENT], "json": {MEMBER: 1}});
    vec![
        ("title", json!({})),
        ("webUrl", json!({})),
        ("excerpt", json!({"excerpt": "E"})),
        (
            "provider.authors",
            json!({"provider": {"authors": [{"name": "A"}]}}),
        ),
        (
            "provider.authors",
            json!({"provider": {"authors": [{"name": "A", "email": "a@e.example"}]}}),
        ),
        ("actions", json!({"actions": recordings})),
        ("actions", json!({"actions": buy})),
        ("id", json!({"id": "tag:e.example,2021:1"})),
        (
            "publishedDateTime",
            json!({"publishedDateTime": "2021-05-05T00:56:00Z"}),
        ),
        (
            "updatedDateTime",
            json!({"updatedDateTime": "2021-05-05T00:56:00Z"}),
        ),
        ("provider.name", json!({"provider": {"name": "P"}})),
        (
            "provider.name",
            json!({"provider": {"name": "P"}, "feed": {"authors": [{"name": "A"}]}}),
        ),
        ("body", json!({"body": "<p>B</p>", "bodyFormat": "html"})),
        (
            "body",
            json!({"body": "<p>B</p>", "bodyFormat": "html", "excerpt": "E"}),
        ),
        (
            "locale",
            json!({"locale": "de", "body": "<p>B</p>", "excerpt": "E"}),
        ),
        ("published", json!({"published": false})),
        ("feedmatter.xml", json!({"feedmatter": kept})),
        ("category", json!({"category": "C"})),
        ("categories", json!({"categories": ["C"]})),
        ("tags", json!({"tags": ["C"]})),
        ("topics", json!({"topics": ["C"]})),
        ("type", json!({"type": "video"})),
        (
            "provider.publishers",
            json!({"provider": {"name": "P", "publishers": [{"name": "Q"}]}}),
        ),
        ("levels", json!({"levels": ["L"]})),
        ("images", json!({"images": pictures})),
        (
            "featuredContent",
            json!({"featuredContent": "https://e.example/player"}),
        ),
        ("length", json!({"length": "PT1M", "actions": recordings})),
        ("originalUrl", json!({"originalUrl": "https://o.example/1"})),
        ("ampWebUrl", json!({"ampWebUrl": "https://e.example/amp"})),
        (
            "related",
            json!({"related": [{"title": "R", "webUrl": "https://e.example/r"}]}),
        ),
        ("feedmatter.json", json!({"feedmatter": kept})),
    ]
}

/// The same of fields that are not in the table.
fn others() -> Vec<(&'static str, Value)> {
    vec![
        (
            "cdnAmpWebUrl",
            json!({"cdnAmpWebUrl": "https://cdn.example/1"}),
        ),
        ("quality", json!({"quality": 1})),
        ("heat", json!({"heat": 1})),
        ("secured", json!({"secured": "s"})),
        (
            "provider.domain",
            json!({"provider": {"domain": "p.example"}}),
        ),
        (
            "provider.images",
            json!({"provider": {"images": [{"url": "https://e.example/p.png"}]}}),
        ),
        ("mood", json!({"mood": "good"})),
    ]
}

/// What feeds say of themselves. All have a title and an address.
fn feeds() -> Vec<(&'static str, Value)> {
    let kept = json!({"format": FORMAT, "xml": [ELEMENT], "json": {MEMBER: 1}});
    vec![
        ("title", json!({})),
        ("link", json!({})),
        ("description", json!({"description": "D"})),
        ("language", json!({"language": "de"})),
        ("rights", json!({"rights": "R"})),
        ("authors", json!({"authors": [{"name": "A"}]})),
        (
            "authors",
            json!({"authors": [{"name": "A", "email": "a@e.example"}]}),
        ),
        (
            "updatedDateTime",
            json!({"updatedDateTime": "2021-05-05T00:56:00Z"}),
        ),
        ("categories", json!({"categories": [{"term": "C"}]})),
        ("generator", json!({"generator": {"name": "G"}})),
        ("ttl", json!({"ttl": 60})),
        (
            "image",
            json!({"image": {"url": "https://e.example/a.png"}}),
        ),
        ("self", json!({"self": "https://e.example/feed"})),
        ("hubs", json!({"hubs": ["https://hub.example/"]})),
        ("feedmatter.xml", json!({"feedmatter": kept})),
        (
            "currentUrl",
            json!({"currentUrl": "https://e.example/feed"}),
        ),
        (
            "previousArchiveUrl",
            json!({"previousArchiveUrl": "https://e.example/0"}),
        ),
        ("nextUrl", json!({"nextUrl": "https://e.example/2"})),
        ("archive", json!({"archive": true})),
        ("complete", json!({"complete": true})),
        ("icon", json!({"icon": "https://e.example/i.png"})),
        ("id", json!({"id": "tag:e.example,2021:1"})),
        ("expired", json!({"expired": true})),
        ("feedmatter.json", json!({"feedmatter": kept})),
    ]
}

/// What is kept of a format: an element of RSS and Atom, and a member of JSON Feed.
const ELEMENT: &str = "<georss:point>1 2</georss:point>";
const MEMBER: &str = "_point";

/// A name in a cell of the table, and what is said of it.
struct Place<'t> {
    name: &'t str,
    remark: &'t str,
}

/// Returns the places in a cell; none if it has no name.
fn places(cell: &str) -> Vec<Place<'_>> {
    let mut parts = cell.split('`').skip(1);
    std::iter::from_fn(|| {
        let (name, behind) = (parts.next()?, parts.next()?);
        let remark = behind.strip_prefix(" (");
        let remark = remark.and_then(|remark| remark.split(')').next());
        let remark = remark.unwrap_or_default();
        Some(Place { name, remark })
    })
    .collect()
}

/// What is written at one level: of articles, or of a feed.
#[derive(Clone, Copy)]
struct Level {
    is_feed: bool,
}

impl Level {
    /// Returns a sample as it is written, with and without its field.
    fn written(self, sample: &Value, field: &str, format: &str, profile: Profile) -> [String; 2] {
        let base = if self.is_feed {
            json!({"title": "F", "link": "https://e.example/"})
        } else {
            json!({"title": "T", "webUrl": "https://e.example/1"})
        };
        let mut with = base;
        for (name, value) in sample.as_object().expect("an object") {
            with[name] = value.clone();
        }
        let mut without = with.clone();
        let (parent, name) = field.split_once('.').unwrap_or(("", field));
        let mut parent = without.get_mut(parent).filter(|_| field.contains('.'));
        let parent = match &mut parent {
            Some(parent) => parent,
            None => &mut without,
        };
        let fields = parent.as_object_mut().expect("an object");
        fields.remove(name).expect(field);
        [with, without].map(|said| {
            let line = if self.is_feed {
                json!({ "feed": said })
            } else {
                said
            };
            let line = line.to_string().replace(FORMAT, format);
            let read = formats::read_as("ndjson", line.as_bytes(), &ReadOptions::default());
            let feed = read.expect("a line").feed;
            formats::write(format, &feed, &WriteOptions::of(profile)).expect("a feed")
        })
    }

    /// Returns what stands in a place of what is written.
    fn found(self, text: &str, format: &str, place: &str) -> Vec<String> {
        match format {
            "json" => self.members(text, place),
            "tsv" => columns(text, place),
            _ => self.elements(text, place),
        }
    }

    fn members(self, text: &str, place: &str) -> Vec<String> {
        let document: Value = serde_json::from_str(text).expect("JSON");
        let node = if self.is_feed {
            &document
        } else {
            &document["items"][0]
        };
        let found = match place.replace("every other member", MEMBER).split_once(' ') {
            None => vec![node[place.replace("every other member", MEMBER)].clone()],
            Some((list, member)) => {
                let list = node[list].as_array().into_iter().flatten();
                list.map(|object| object[member].clone()).collect()
            }
        };
        let found = found.into_iter().filter(|value| !value.is_null());
        found.map(|value| value.to_string()).collect()
    }

    fn elements(self, text: &str, place: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(text).expect("XML");
        let names: &[&str] = if self.is_feed {
            &["channel", "feed"]
        } else {
            &["item", "entry"]
        };
        let mut nodes = document.descendants();
        let node = nodes.find(|node| names.contains(&node.tag_name().name()));
        let Some(node) = node else {
            return Vec::new();
        };
        let place = place.replace("every other element", "georss:point");
        if let Some(attribute) = place.strip_prefix("xml:") {
            return attribute_of(node, attribute).into_iter().collect();
        }
        let (name, attribute) = place.split_once(' ').unwrap_or((&place, ""));
        let (attribute, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let attribute = attribute.trim_start_matches("xml:");
        let value = value.trim_matches('"');
        let elements = node
            .descendants()
            .filter(|element| is_named(*element, name));
        let elements = elements.filter_map(|element| {
            let of_attribute = attribute_of(element, attribute);
            match (attribute, value) {
                ("", "") => Some(said_by(element)),
                (_, "") => of_attribute,
                _ => of_attribute
                    .filter(|own| own == value)
                    .map(|_| said_by(element)),
            }
        });
        elements.collect()
    }

    /// Returns the remainder.
    fn remainder(self, text: &str, format: &str) -> Vec<String> {
        let element = if self.is_feed {
            "fm:feed"
        } else {
            "fm:article"
        };
        match format {
            "json" => self.found(text, format, "_feedmatter"),
            _ => self.found(text, format, element),
        }
    }

    /// Fails if a cell of the table is not true of these samples of its field.
    fn check(self, field: &str, format: &str, cell: &str, samples: &[&Value]) {
        let written = |profile| {
            let samples = samples.iter();
            samples.map(move |sample| self.written(sample, field, format, profile))
        };
        let places = places(cell);
        for Place { name, remark } in &places {
            let profile = match *remark {
                "not public" => Profile::Lossless,
                _ => Profile::Public,
            };
            // Some texts are there only where there is no other.
            let is_written = written(profile).any(|[with, without]| {
                let without = self.found(&without, format, name);
                let mut with = self.found(&with, format, name).into_iter();
                with.any(|text| !without.contains(&text))
            });
            let is_read_only = *remark == "read only";
            assert_eq!(is_written, !is_read_only, "{field}, {format}: {name}");
        }
        let is_seen = |place: &Place<'_>| !matches!(place.remark, "read only" | "not public");
        if !places.iter().any(is_seen) && field != "published" {
            for [with, without] in written(Profile::Public) {
                assert_eq!(with, without, "{field}, {format}");
            }
        }
        if cell == "remainder" {
            for [with, without] in written(Profile::Lossless) {
                let [with, without] = [with, without].map(|text| self.remainder(&text, format));
                assert_ne!(with, without, "{field}, {format}");
            }
        }
    }
}

fn is_named(element: roxmltree::Node<'_, '_>, name: &str) -> bool {
    let tag = element.tag_name();
    let prefix = tag.namespace().and_then(|uri| element.lookup_prefix(uri));
    match prefix.filter(|prefix| !prefix.is_empty()) {
        Some(prefix) => name == format!("{prefix}:{}", tag.name()),
        None => name == tag.name(),
    }
}

fn attribute_of(element: roxmltree::Node<'_, '_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute = attributes.find(|attribute| attribute.name() == name);
    attribute.map(|attribute| attribute.value().to_owned())
}

/// Returns all that an element says.
fn said_by(element: roxmltree::Node<'_, '_>) -> String {
    element.document().input_text()[element.range()].to_owned()
}

/// Returns what lines have in one of their columns, as sfeed(5) names them.
fn columns(text: &str, place: &str) -> Vec<String> {
    let names = [
        "timestamp",
        "title",
        "link",
        "content",
        "content-type",
        "id",
        "author",
        "enclosure",
        "category",
    ];
    let column = names.iter().position(|name| *name == place).expect(place);
    let fields = text.lines().map(|line| line.split('\t').nth(column));
    fields
        .map(|field| field.expect("a field").to_owned())
        .collect()
}

#[test]
fn a_field_is_where_the_table_says() {
    let table = mapping_table();
    let (of_articles, of_feeds) = table.split_once("Of a feed:").expect("two tables");
    for (table, is_feed, samples) in [(of_articles, false, articles()), (of_feeds, true, feeds())] {
        let level = Level { is_feed };
        let table = table.replace("\\|", "or");
        let mut lines = table.lines().filter(|line| line.starts_with('|'));
        let cells = |line: &str| -> Vec<String> {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        };
        let formats = cells(lines.next().expect("a head"));
        for line in lines.skip(1) {
            let cells = cells(line);
            let field = cells[0].trim_matches('`');
            let own = samples.iter().filter(|(name, _)| *name == field);
            let own: Vec<&Value> = own.map(|(_, sample)| sample).collect();
            assert!(!own.is_empty(), "no sample of {field}");
            for (format, cell) in formats.iter().zip(&cells).skip(1) {
                level.check(field, format, cell, &own);
            }
        }
    }
}

#[test]
fn any_other_field_is_in_the_remainder_and_in_no_public_feed() {
    let level = Level { is_feed: false };
    for (field, sample) in others() {
        for (format, cell) in [
            ("rss", "remainder"),
            ("atom", "remainder"),
            ("json", "remainder"),
            ("tsv", "–"),
        ] {
            level.check(field, format, cell, &[&sample]);
        }
    }
}
