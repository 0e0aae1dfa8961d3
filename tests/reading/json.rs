//! JSON Feed as people write it, and what is written back.

use feedmatter::formats::{self, Limits, ReadOptions, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::{Article, Feed};

use super::{document, only};
use crate::support::fixtures::ending;
use crate::support::json_feed;

fn item(members: &str) -> Article {
    only(&format!(
        "{{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"F\", \"items\": [{{{members}}}]}}"
    ))
}

/// Nothing of a feed of a stranger is lost in its own format, and what anyone may read follows the rules.
#[test]
fn a_foreign_feed_comes_back_and_is_clean() {
    for file in ending("foreign", ".json") {
        let first = document(std::fs::read(&file).expect("a fixture"));
        assert_eq!(first.format, "json");
        let text = formats::write("json", &first.feed, &WriteOptions::default()).expect("a feed");
        let second = document(&text);
        assert_eq!(second.feed, first.feed, "{}\n{text}", file.display());
        let public = WriteOptions::of(Profile::Public);
        let text = formats::write("json", &first.feed, &public).expect("a feed");
        let parsed = serde_json::from_str(&text).expect("JSON");
        assert_eq!(json_feed::fault(&parsed), None, "{text}");
    }
}

#[test]
fn an_address_may_stand_in_the_id_alone() {
    let article = item(r#""id": "https://a.example/1""#);
    assert_eq!(article.web_url.as_deref(), Some("https://a.example/1"));
    assert_eq!(article.id, None);
    let article = item(r#""id": "1", "external_url": "https://b.example/""#);
    assert_eq!(article.web_url, None);
    assert_eq!(article.original_url.as_deref(), Some("https://b.example/"));
}

/// An image with a size is a file, and so are those behind a file, and all in an item without an image, or with that one. Where
/// there are no others, the pictures among the files are the images.
#[test]
fn attachments_are_images_or_files() {
    let attachments = r#""attachments": [
        {"url": "https://a.example/1.png", "mime_type": "image/png"},
        {"url": "https://a.example/2.png", "mime_type": "image/png", "size_in_bytes": "7"},
        {"url": "https://a.example/3", "mime_type": "image/*"}]"#;
    let article = item(attachments);
    assert_eq!((article.images.len(), article.actions.len()), (2, 3));
    assert_eq!(article.actions[1].length, Some(7));
    for first in ["image", "banner_image"] {
        let article = item(&format!(
            r#""{first}": "https://a.example/0.png", {attachments}"#
        ));
        assert_eq!((article.images.len(), article.actions.len()), (2, 2));
    }
    let article = item(&format!(
        r#""image": "https://a.example/1.png", {attachments}"#
    ));
    assert_eq!((article.images.len(), article.actions.len()), (2, 3));
}

/// The duration of another recording would be written to the first.
#[test]
fn a_duration_is_that_of_the_first_recording() {
    for (attachments, expected) in [
        (
            r#"{"url": "https://a.example/1.mp3"}, {"url": "https://a.example/2.mp3", "duration_in_seconds": 60}"#,
            None,
        ),
        (
            r#"{"url": "https://a.example/1.pdf"}, {"url": "https://a.example/2.mp3", "duration_in_seconds": 60}"#,
            Some("PT1M"),
        ),
        (
            r#"{"url": "https://a.example/1", "duration_in_seconds": 60}"#,
            Some("PT1M"),
        ),
    ] {
        let article = item(&format!(r#""attachments": [{attachments}]"#));
        assert_eq!(article.length.as_deref(), expected, "{attachments}");
    }
}

#[test]
fn lines_of_plain_text_stay_lines() {
    let article = item(r#""content_text": "Roses are red,\nViolets are blue,\n  indented\n\nEnd""#);
    let expected = "<p>Roses are red,<br>\nViolets are blue,<br>\nindented</p>\n<p>End</p>\n";
    assert_eq!(article.body.expect("a body").text, expected);
}

#[test]
fn the_grammar_of_a_remainder_must_be_known() {
    let remainder = |about: &str| {
        item(&format!(
            r#""title": "T", "_feedmatter": {{"about": "{about}", "article": {{"heat": 5}}}}"#
        ))
    };
    let own = remainder("https://w3id.org/feedmatter/ns/1.0/");
    assert_eq!((own.title, own.heat), (None, Some(5)));
    let other = remainder("https://w3id.org/feedmatter/ns/9.0/");
    assert_eq!((other.title.as_deref(), other.heat), (Some("T"), None));
}

/// As deep as one may ask for, on the stack of a thread.
#[test]
fn depth_is_bounded_before_anything_is_parsed() {
    let text = |depth| {
        format!(
            "{{\"items\": [], \"_x\": {}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    for depth in [Limits::MAX_DEPTH, usize::MAX] {
        let limits = Limits {
            depth,
            ..Limits::default()
        };
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        assert!(formats::read(text(2 * Limits::MAX_DEPTH - 1).as_bytes(), &options).is_ok());
        for deeper in [2 * Limits::MAX_DEPTH, 20 * Limits::MAX_DEPTH] {
            let error = formats::read(text(deeper).as_bytes(), &options).expect_err("too deep");
            let expected = "expected elements nested at most 1000 deep, found more";
            assert_eq!(error.to_string(), expected);
        }
    }
}

/// A reference to NUL is a replacement character in HTML, and nothing in a feed.
#[test]
fn what_is_written_is_what_is_read() {
    let article = item(r#""content_html": "&#0; <p>A&#0;B</p>""#);
    let feed = Feed {
        articles: vec![article],
        ..Feed::default()
    };
    let public = WriteOptions::of(Profile::Public);
    let text = formats::write("json", &feed, &public).expect("a feed");
    assert!(text.contains("\"<p>AB</p>\""), "{text}");
    let again = formats::write("json", &document(&text).feed, &public).expect("a feed");
    assert_eq!(again, text);
}

#[test]
fn people_have_absolute_addresses() {
    let person = |name| format!(r#"{{"name": "{name}", "url": "/p", "avatar": "p.png"}}"#);
    let feed = document(format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://a.example/x/", "authors": [{}],
        "items": [{{"id": "1", "authors": [{}], "author": {{"name": "C"}}}}]}}"#,
        person("A"),
        person("B")
    ))
    .feed;
    let provider = feed.articles[0].provider.as_ref().expect("a provider");
    assert_eq!(provider.authors.len(), 2);
    assert_eq!(provider.authors[1].name.as_deref(), Some("C"));
    for person in [&feed.authors[0], &provider.authors[0]] {
        assert_eq!(person.url.as_deref(), Some("https://a.example/p"));
        let avatar = person.extra.fields.get("avatar");
        let avatar = avatar.and_then(|avatar| avatar.as_str());
        assert_eq!(avatar, Some("https://a.example/x/p.png"));
    }
}

/// A publisher has no place, so nobody can tell from it that the authors are not those of the feed.
#[test]
fn authors_go_without_saying_whoever_publishes() {
    let line = r#"{"id": "1", "provider": {"name": "P", "authors": [{"name": "Ann"}]}, "feed": {"title": "T", "authors": [{"name": "Ann"}]}}"#;
    let public = WriteOptions::of(Profile::Public);
    let feed = document(format!("{line}\n{line}\n")).feed;
    let first = formats::write("json", &feed, &public).expect("a feed");
    let second = formats::write("json", &document(&first).feed, &public).expect("a feed");
    assert_eq!(second, first);
}

/// An item without authors has those of the feed.
#[test]
fn nobody_is_an_author_of_another_publisher() {
    let line = |provider: &str| {
        let feed = r#"{"title": "Alpha", "authors": [{"name": "Ann"}]}"#;
        format!(r#"{{"id": "1", "provider": {provider}, "feed": {feed}}}"#)
    };
    let beta = r#""authors": [
        {
          "name": "Beta"
        }
      ]"#;
    for (provider, expected) in [
        (r#"{"name": "Beta"}"#, Some(beta)),
        (r#"{"name": "Alpha"}"#, None),
        (r#"{"domain": "a.example"}"#, None),
    ] {
        let feed = document(format!("{0}\n{0}\n", line(provider))).feed;
        for profile in [Profile::Public, Profile::Lossless] {
            let options = WriteOptions::of(profile);
            let first = formats::write("json", &feed, &options).expect("a feed");
            let items = first.split_once("\"items\"").expect("items").1;
            assert_eq!(items.matches("Ann").count(), 0, "{first}");
            assert_eq!(
                expected.is_some_and(|beta| items.contains(beta)),
                expected.is_some(),
                "{first}"
            );
            let read = document(&first).feed;
            assert!(profile == Profile::Public || read == feed, "{first}");
            let second = formats::write("json", &read, &options).expect("a feed");
            assert_eq!(second, first);
        }
    }
}

/// Where JavaScript cuts a text, half of a character may stay, which most readers forgive.
#[test]
fn half_of_a_character_is_none() {
    let feed = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [\n\
        {\"id\": \"1\", \"title\": \"Party \\ud83d\"}, {\"id\": \"2\", \"title\": \"\\ud83d\\ude00 \\\\ud83d \\udc00\"}]}";
    let lines = "{\"id\": \"1\", \"title\": \"Party \\ud83d\", \"feed\": {}}\n\
        {\"id\": \"2\", \"title\": \"\\ud83d\\ude00 \\\\ud83d \\udc00\", \"feed\": {}}";
    let half = "expected whole characters, found half of one";
    for (text, told) in [
        (feed, vec![(2, 29, format!("{half} (2 times)"))]),
        (
            lines,
            vec![(1, 29, half.to_owned()), (2, 44, half.to_owned())],
        ),
    ] {
        let read = document(text);
        let titles: Vec<_> = read
            .feed
            .articles
            .iter()
            .map(|it| it.title.as_deref())
            .collect();
        let whole = |title: &str| title.replace('\u{fffd}', "").trim().to_owned();
        let titles: Vec<_> = titles.into_iter().flatten().map(whole).collect();
        assert_eq!(titles, ["Party", "\u{1f600} \\ud83d"]);
        let warnings = read.warnings.into_iter().map(|warning| {
            let position = warning.position.expect("a position");
            (position.line, position.column, warning.message)
        });
        assert_eq!(warnings.collect::<Vec<_>>(), told);
    }
}

#[test]
fn half_of_a_character_is_none_in_front_matter() {
    let read = document("{\n\"title\": \"Party \\ud83d\"}\n\nText\n");
    assert_eq!(
        read.feed.articles[0].title.as_deref(),
        Some("Party \u{fffd}")
    );
    let [warning] = &read.warnings[..] else {
        panic!("{:?}", read.warnings);
    };
    assert_eq!(
        warning.message,
        "expected whole characters, found half of one"
    );
    let position = warning.position.expect("a position");
    assert_eq!((position.line, position.column), (2, 17));
}

/// Several files are often forms of one recording.
#[test]
fn each_recording_has_its_duration() {
    let file = |number: usize, members: &str| {
        format!(
            r#"{{"url": "https://a.example/{number}.mp3", "mime_type": "audio/mpeg", {members}}}"#
        )
    };
    let attachments = [
        file(1, r#""duration_in_seconds": 60"#),
        file(2, r#""duration_in_seconds": 61"#),
        file(3, r#""duration_in_seconds": 61.5, "_x": "secret""#),
        file(4, r#""duration_in_seconds": "secret""#),
    ];
    let item = format!(
        r#"{{"id": "1", "attachments": [{}]}}"#,
        attachments.join(", ")
    );
    let text = written(Profile::Public, &item);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let files = json["items"][0]["attachments"].as_array().expect("a list");
    let durations = files.iter().map(|file| file.get("duration_in_seconds"));
    let durations: Vec<_> = durations.map(|it| it.map(ToString::to_string)).collect();
    let expected = [Some("60"), Some("61"), Some("61.5"), None];
    assert_eq!(durations, expected.map(|it| it.map(str::to_owned)));
    assert!(!text.contains("secret"), "{text}");
}

/// In a feed with everything in it.
#[test]
fn members_of_any_kind_are_kept() {
    for members in [
        r#""tags": ["A", {"name": "B"}, true]"#,
        r#""_x": null"#,
        r#""attachments": [{"url": "https://a.example/1", "mime_type": "application/pdf", "size_in_bytes": 9007199254740993}]"#,
    ] {
        let text = written(Profile::Lossless, &format!(r#"{{"id": "1", {members}}}"#));
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert!(words(&text).contains(&words(members)), "{text}");
    }
}

fn written(profile: Profile, item: &str) -> String {
    let feed = document(format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{item}]}}"#
    ));
    let options = WriteOptions::of(profile);
    let text = formats::write("json", &feed.feed, &options).expect("a feed");
    let again = formats::write("json", &document(&text).feed, &options).expect("a feed");
    assert_eq!(again, text);
    text
}

/// A page elsewhere is not the item's own, unless nothing else tells it from others.
#[test]
fn a_page_elsewhere_stays_elsewhere() {
    let external = r#""external_url": "https://o.example/2""#;
    for (own, has_page) in [
        (r#""id": "x1""#, false),
        (r#""id": "https://a.example/1""#, true),
    ] {
        let item = format!(r#"{{{own}, {external}, "content_text": "A link"}}"#);
        for profile in [Profile::Public, Profile::Lossless] {
            let text = written(profile, &item);
            assert!(text.contains(own) && text.contains(external), "{text}");
            assert_eq!(text.contains("\"url\""), has_page, "{text}");
        }
    }
}

/// In the manner of the format, and where anyone can look at them.
#[test]
fn pictures_of_people_are_public() {
    let picture = r#""avatar": "https://a.example/a.png""#;
    let item = format!(
        r#"{{"id": "1", "authors": [{{{picture}}}, {{"name": "B", "avatar": "https://u:secret@a.example/b.png"}},
        {{"name": "C", "avatar": "https://localhost/secret.png", "_x": "secret"}}]}}"#
    );
    let text = written(Profile::Public, &item);
    assert!(text.contains(picture), "{text}");
    assert!(
        text.contains(r#""avatar": "https://a.example/b.png""#),
        "{text}"
    );
    assert!(
        text.contains(r#""name": "C""#) && !text.contains("secret"),
        "{text}"
    );
    let text = written(
        Profile::Lossless,
        &format!(r#"{{"id": "1", "authors": [{{{picture}}}]}}"#),
    );
    assert!(
        text.contains(picture) && !text.contains("_feedmatter"),
        "{text}"
    );
}

#[test]
fn numbers_of_attachments_keep_their_fractions() {
    let audio = r#""url": "https://a.example/1.mp3", "mime_type": "audio/mpeg""#;
    for (members, public) in [
        (r#""duration_in_seconds": 61.5"#, true),
        (r#""duration_in_seconds": 0.4"#, true),
        (r#""size_in_bytes": 12.5"#, false),
        (r#""size_in_bytes": "large""#, false),
    ] {
        let item = format!(r#"{{"id": "1", "attachments": [{{{audio}, {members}}}]}}"#);
        let text = written(Profile::Lossless, &item);
        assert!(
            text.contains(members) && !text.contains("_feedmatter"),
            "{text}"
        );
        let text = written(Profile::Public, &item);
        assert_eq!(text.contains(members), public, "{text}");
    }
    // Another length than that of which there was a fraction.
    let mut feed = document(format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": "1", "attachments": [{{{audio}, "duration_in_seconds": 61.5}}]}}]}}"#
    ))
    .feed;
    feed.articles[0].length = Some("PT1M".to_owned());
    let text = formats::write("json", &feed, &WriteOptions::default()).expect("a feed");
    assert!(text.contains(r#""duration_in_seconds": 60"#), "{text}");
}
