//! Articles that nobody should write, for properties that hold for all of them.

use feedmatter::model::{
    Article, Body, BodyFormat, Enclosure, Feed, Image, Map, Person, Provider, Record, Timestamp,
    Value,
};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;

/// Strings that have broken some feed library, or some YAML reader.
const NASTY: [&str; 65] = [
    "",
    " ",
    "  two  spaces ",
    "\n",
    "\r",
    "\r\n\r\n",
    "\t",
    "a\tb",
    " lead",
    "trail ",
    "a\u{0}b",
    "\u{1}",
    "\u{8}\u{c}\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{92}",
    "\u{a0}",
    "\u{2028}\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "\u{fdd0}",
    "\u{1f600}\u{200d}",
    "\u{202e}abc",
    "]]>",
    "<![CDATA[x]]>",
    "&amp;",
    "&",
    "AT&T",
    "<b>bold</b>",
    "</title>",
    "<!-- x -->",
    "<?xml?>",
    "&#0;",
    "&nbsp;",
    "3 < 4 && 5 > 2",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "true",
    "12:30",
    "190:20:30",
    "1_000",
    "=",
    "<<",
    "2020-01-30",
    "2020-01-30T17:00:00Z",
    "017",
    "0x1f",
    "1e3",
    ".inf",
    "- a",
    "a: b",
    "a #b",
    "*a",
    "!a",
    "\"q\" 'q' \\",
    "---",
    "{{ x }}{% y %}",
    "$ref",
    "$$",
    "\\u0041",
];

/// Returns strings of every kind, most of them nasty or short.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(NASTY.as_slice()).prop_map(str::to_owned),
        2 => "[a-zA-Z ]{1,20}",
        2 => vec(any::<char>(), 0..12).prop_map(String::from_iter),
        1 => (select(NASTY.as_slice()), select(NASTY.as_slice())).prop_map(|(a, b)| format!("{a}{b}")),
        1 => select(NASTY.as_slice()).prop_map(|text| text.repeat(60)),
    ]
}

fn uri() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}".prop_map(|path| format!("https://example.com/{path}")),
        "[a-z]{1,8}".prop_map(|path| format!("https://bücher.example/ä b/{path}?a=1&b=[2]|")),
        "/[a-z]{1,8}",
        select(vec!["https://example.com/1.png", "/2.png"]).prop_map(str::to_owned),
        text(),
    ]
}

fn timestamp() -> impl Strategy<Value = Timestamp> {
    let date =
        (1i64..253_402_200_000, 0u32..1000, -840i32..840).prop_map(|(seconds, millis, minutes)| {
            let offset = chrono::FixedOffset::east_opt(minutes * 60).expect("an offset");
            let utc =
                chrono::DateTime::from_timestamp(seconds, millis * 1_000_000).expect("a date");
            Timestamp::from(utc.with_timezone(&offset))
        });
    let written = select(vec![
        "2020-01-30",
        "2020-01-30 17:00",
        "Thu, 30 Jan 2020 17:00:00 EST",
        "2020-01-30T17:00:00+00:00",
        " 2020-01-30 ",
    ]);
    prop_oneof![
        date,
        written.prop_map(|text| Timestamp::parse(text).expect("a date"))
    ]
}

/// Returns values of every type, nested; no tag within a tag, which YAML does not know.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|int| Value::Int(int.into())),
        any::<i128>().prop_map(Value::Int),
        "-?[1-9][0-9]{40,60}".prop_map(|digits| Value::integer(&digits).expect("an integer")),
        any::<f64>().prop_map(Value::Float),
        select(vec![
            0.0,
            -0.0,
            1e300,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            1e40
        ])
        .prop_map(Value::Float),
        text().prop_map(Value::Str),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            map(inner.clone()).prop_map(Value::Map),
            ("[a-z]{1,6}", inner).prop_map(|(tag, value)| match value {
                Value::Tagged(..) => value,
                value => Value::Tagged(tag, Box::new(value)),
            }),
        ]
    })
}

fn key() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => text().prop_map(Value::Str),
        4 => "[a-zA-Z]{1,8}".prop_map(Value::Str),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i64>().prop_map(|int| Value::Int(int.into())),
        1 => vec(text().prop_map(Value::Str), 0..3).prop_map(Value::List),
        1 => Just(Value::Str("x".repeat(2000))),
    ]
}

fn map(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Map> {
    vec((key(), values), 0..4).prop_map(distinct)
}

fn distinct(pairs: Vec<(Value, Value)>) -> Map {
    let mut seen = std::collections::HashSet::new();
    pairs
        .into_iter()
        .filter(|(key, _)| seen.insert(key.clone()))
        .collect()
}

fn image() -> impl Strategy<Value = Image> {
    (
        of(uri()),
        of(0u64..3000),
        of(0u64..3000),
        of(text()),
        of(text()),
        of(text()),
        of(any::<bool>()),
    )
        .prop_map(
            |(url, width, height, title, attribution, description, is_cached)| Image {
                url,
                width,
                height,
                title,
                attribution,
                description,
                is_cached,
                ..Image::default()
            },
        )
}

fn person() -> impl Strategy<Value = Person> {
    let email = prop_oneof![Just("jane@example.com".to_owned()), text()];
    (of(text()), of(uri()), of(email)).prop_map(|(name, url, email)| Person {
        name,
        url,
        email,
        ..Person::default()
    })
}

fn provider() -> impl Strategy<Value = Provider> {
    (
        of(text()),
        of(text()),
        vec(image(), 0..2),
        vec(person(), 0..3),
        vec(person(), 0..2),
    )
        .prop_map(|(name, domain, images, authors, publishers)| Provider {
            name,
            domain,
            images,
            authors,
            publishers,
            ..Provider::default()
        })
}

fn enclosure() -> impl Strategy<Value = Enclosure> {
    let kind = prop_oneof![Just("download".to_owned()), text()];
    let usual = select(vec!["audio/mpeg", "image/png"]);
    let mime_type = prop_oneof![usual.prop_map(str::to_owned), text()];
    (
        of(uri()),
        of(kind),
        of(text()),
        of(mime_type),
        of(0u64..9_999_999_999),
    )
        .prop_map(|(url, r#type, title, mime_type, length)| Enclosure {
            url,
            r#type,
            title,
            mime_type,
            length,
            ..Enclosure::default()
        })
}

fn body() -> impl Strategy<Value = Body> {
    let html = prop_oneof![
        Just("<p>One</p>\n<p>Two</p>\n".to_owned()),
        Just("<p>x<script>y()</script></p>\n".to_owned()),
        text()
    ];
    let markdown = prop_oneof![
        Just("# One\n\n*Two*\n\n---\n\n```\n    x\n```\n".to_owned()),
        Just("\n\n  Text\n\n".to_owned()),
        text()
    ];
    let body = prop_oneof![
        html.prop_map(|text| (text, BodyFormat::Html)),
        markdown.prop_map(|text| (text, BodyFormat::Markdown)),
    ];
    // A body is never empty, a file has LF line ends, and no text file holds NUL.
    body.prop_map(|(text, format)| (text.replace("\r\n", "\n").replace('\0', ""), format))
        .prop_filter_map("an empty body", |(text, format)| {
            (!text.is_empty() && !text.contains("\r\n")).then_some(Body { text, format })
        })
}

/// Returns articles with fields of every kind, in any order, with unknown ones between them.
pub(crate) fn article() -> impl Strategy<Value = Article> {
    let texts = (
        of(uri()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
    );
    let dates = (of(timestamp()), of(timestamp()));
    let uris = (of(uri()), of(uri()), of(uri()));
    let numbers = (of(any::<i64>()), of(any::<bool>()));
    let lists = (vec(text(), 0..3), vec(text(), 0..3), vec(text(), 0..3));
    let nested = (
        weighted(0.4, provider()),
        vec(image(), 0..3),
        vec(enclosure(), 0..3),
    );
    let rest = (
        map(value()),
        any::<bool>(),
        weighted(0.5, body()),
        weighted(0.2, kept()),
    );
    let flat = (texts, dates, uris, numbers, lists, nested, rest).prop_map(
        |(texts, dates, uris, numbers, lists, nested, rest)| {
            let (id, category, title, excerpt, kind, locale, secured) = texts;
            let (web_url, original_url, amp_web_url) = uris;
            let (extra, is_shuffled, body, kept) = rest;
            let mut article = Article {
                id,
                category,
                title,
                excerpt,
                published_date_time: dates.0,
                updated_date_time: dates.1,
                web_url,
                original_url,
                amp_web_url,
                r#type: kind,
                locale,
                secured,
                quality: numbers.0,
                published: numbers.1,
                topics: lists.0,
                categories: lists.1,
                tags: lists.2,
                provider: nested.0,
                images: nested.1,
                actions: nested.2,
                body,
                ..Article::default()
            };
            article.extra.fields = extra;
            article.extra.fields.retain(|key, _| {
                Article::FIELDS
                    .iter()
                    .all(|field| key.as_str() != Some(field.name))
            });
            if let Some(kept) = kept {
                article
                    .extra
                    .fields
                    .retain(|key, _| key.as_str() != Some("feedmatter"));
                article.extra.fields.push("feedmatter", kept);
            }
            (article, is_shuffled)
        },
    );
    let flat = flat.boxed();
    (flat.clone(), vec(flat, 0..2)).prop_map(|((article, is_shuffled), related)| {
        let bodiless = |(related, is_shuffled)| {
            let related = Article {
                body: None,
                ..related
            };
            if is_shuffled {
                shuffled(&related)
            } else {
                related
            }
        };
        let article = Article {
            related: related.into_iter().map(bodiless).collect(),
            ..article
        };
        if is_shuffled {
            shuffled(&article)
        } else {
            article
        }
    })
}

/// Names that dialects have for our fields, for what they do not know, and for what they carry.
const KEYS_OF_DIALECTS: [&str; 24] = [
    "aliases",
    "author",
    "authors",
    "canonical",
    "canonicalURL",
    "canonical_url",
    "cover",
    "date",
    "description",
    "draft",
    "extra",
    "feedmatter",
    "image",
    "lang",
    "name",
    "params",
    "path",
    "permalink",
    "pubDate",
    "slug",
    "summary",
    "taxonomies",
    "template",
    "weight",
];

/// Returns values of the kinds that dialects look for.
fn value_of_dialect() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        select(KEYS_OF_DIALECTS.as_slice()),
        select(vec!["absent", "fields", "nulls", "title", "url", "values"]),
    ];
    let leaf = prop_oneof![
        2 => Just(Value::Null),
        2 => Just(Value::Str("/a.png".to_owned())),
        1 => Just(Value::Str("2020-01-30".to_owned())),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => value(),
    ];
    leaf.prop_recursive(2, 8, 3, move |inner| {
        let pair = (key.clone().prop_map(Value::from), inner.clone());
        prop_oneof![
            vec(inner, 0..3).prop_map(Value::List),
            vec(pair, 0..4).prop_map(|pairs| Value::Map(distinct(pairs))),
        ]
    })
}

/// Returns articles that have keys of the dialects beside their fields, and fields that are null.
pub(crate) fn article_with_keys_of_dialects() -> impl Strategy<Value = Article> {
    let key = prop_oneof![
        select(KEYS_OF_DIALECTS.as_slice()),
        select(vec!["mood", "nulls", "fields"]),
    ];
    let theirs = vec((key.prop_map(Value::from), value_of_dialect()), 0..5);
    let names: Vec<_> = Article::FIELDS.iter().map(|field| field.name).collect();
    let nulls = vec(
        (select(names).prop_map(Value::from), Just(Value::Null)),
        0..4,
    );
    (article(), theirs, nulls).prop_map(|(article, theirs, nulls)| {
        // What is no map has no room for the format of the body.
        let is_said = |(key, value): &(Value, Value)| {
            key.as_str() != Some("feedmatter")
                || matches!(value, Value::Map(map) if !map.is_empty())
        };
        let theirs = theirs.into_iter().filter(is_said);
        let pairs = article.to_map().into_iter().chain(theirs).chain(nulls);
        Article {
            body: article.body,
            ..Article::from_map(distinct(pairs.collect()))
        }
    })
}

/// Returns elements as they are kept from a feed, sound ones and others.
fn kept() -> impl Strategy<Value = Value> {
    let sound = select(vec![
        "<comments>https://example.com/#c</comments>",
        "<slash:comments>3</slash:comments>",
        "<x:y xmlns:x=\"urn:x\" z=\"&lt;&amp;\">a<x:b/> <![CDATA[<&]]>\n c</x:y>",
        "<itunes:duration>1:02:03</itunes:duration>",
        "<media:title>A title</media:title>",
        "<media:credit>Ann</media:credit>",
        "<media:description>A cat</media:description>",
        "<rights>© a</rights>",
        "<link rel=\"replies\" href=\"https://example.com/r\"/>",
        "<title>Another title</title>",
        "<category>More</category>",
        "<fm:article version=\"1\" type=\"map\"/>",
        "<script xmlns=\"http://www.w3.org/1999/xhtml\">x()</script>",
        "<open>",
        "<a>]]></a>",
        "<a b=\"1\"c=\"2\"/>",
        "<a><!-- b -- c -->&#1;</a>",
        "<a><x:b xmlns:x=\"urn:x\"/><x:c/></a>",
        "<a/></item>",
    ]);
    let element = prop_oneof![4 => sound.prop_map(str::to_owned), 1 => text()];
    let format = select(vec!["rss", "atom", "html"]);
    let elements = vec(element, 0..4);
    let xml = elements.prop_map(|texts| Value::List(texts.into_iter().map(Value::Str).collect()));
    let json = map(value()).prop_map(Value::Map);
    let kept = |format: &str, key: &str, value| {
        let pairs = [("format".into(), format.into()), (key.into(), value)];
        Value::Map(pairs.into_iter().collect())
    };
    prop_oneof![
        3 => (format, xml).prop_map(move |(format, xml)| kept(format, "xml", xml)),
        1 => json.prop_map(move |json| kept("json", "json", json)),
    ]
}

/// Returns the article as if its front matter had been written backwards.
fn shuffled(article: &Article) -> Article {
    let pairs: Vec<_> = article.to_map().into_iter().collect();
    let backwards = Article::from_map(pairs.into_iter().rev().collect());
    Article {
        body: article.body.clone(),
        ..backwards
    }
}

/// Returns feeds of a few articles, most of them with a word about themselves.
pub(crate) fn feed() -> impl Strategy<Value = Feed> {
    let texts = (of(text()), of(text()), of(text()), of(text()));
    let uris = (of(uri()), of(uri()), of(uri()), of(uri()));
    (
        texts,
        uris,
        of(timestamp()),
        vec(person(), 0..2),
        map(value()),
        vec(article(), 0..3),
    )
        .prop_map(
            |(texts, uris, updated_date_time, authors, extra, articles)| {
                let mut feed = Feed {
                    title: texts.0,
                    description: texts.1,
                    language: texts.2,
                    rights: texts.3,
                    id: uris.0,
                    link: uris.1,
                    self_url: uris.2,
                    icon: uris.3,
                    updated_date_time,
                    authors,
                    articles,
                    ..Feed::default()
                };
                feed.extra.fields = extra;
                feed.extra.fields.retain(|key, _| {
                    Feed::FIELDS
                        .iter()
                        .all(|field| key.as_str() != Some(field.name))
                });
                feed
            },
        )
}
