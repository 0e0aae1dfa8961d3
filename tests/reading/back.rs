//! What comes back from the feeds of strangers in their own formats.

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::{Article, Value};

use super::{ATOM, document, feed, kept, only};

const APP: &str = "http://www.w3.org/2007/app";

fn written(format: &str, text: &str) -> String {
    let feed = feed(text);
    let text = formats::write(format, &feed, &WriteOptions::default()).expect("a feed");
    assert_eq!(document(&text).feed, feed, "{text}");
    text
}

fn entry(elements: &str) -> String {
    format!(
        "<feed xmlns='{ATOM}'><title>F</title><id>urn:x:1</id><updated>2021-01-02T03:04:05Z</updated>\
        <link rel='license' href='https://a.example/l'/><contributor><name>C</name></contributor><entry><id>urn:x:2</id>\
        <title>One</title><updated>2021-01-02T03:04:05Z</updated><link href='https://a.example/1'/>{elements}</entry></feed>"
    )
}

/// There is none that we write in its place.
#[test]
fn content_of_atom_that_is_no_text_stands() {
    for content in [
        "<content type=\"video/mp4\" src=\"https://a.example/v.mp4\"/>",
        "<content type=\"application/xml\"><x/></content>",
        "<content type=\"application/xml\"><d><entry>a</entry><entry>b</entry></d></content>",
        "<content type=\"application/atom+xml;type=entry\"><entry><id>a</id><title>Inner</title></entry></content>",
        "<content type=\"text/xml\"><Order><Id>7</Id></Order></content>",
    ] {
        let text = written("atom", &entry(content));
        assert!(text.contains(content), "{text}");
    }
    let mut feed = feed(&entry(
        "<content type='video/mp4' src='https://a.example/v.mp4'/>",
    ));
    feed.articles[0].body = only(&entry("<content>Own</content>")).body;
    let text = formats::write("atom", &feed, &WriteOptions::default()).expect("a feed");
    assert_eq!(text.matches("<content").count(), 1, "{text}");
}

/// No page stands beside it.
#[test]
fn an_alternate_that_is_no_page_comes_back() {
    let link =
        "<link href=\"https://a.example/1.json\" rel=\"alternate\" type=\"application/json\"/>";
    let text = written(
        "atom",
        &format!(
            "<feed xmlns='{ATOM}'><title>F</title><id>urn:x:1</id>{link}<entry><id>urn:x:2</id><title>A</title>{link}</entry></feed>"
        ),
    );
    assert_eq!(text.matches(link).count(), 2, "{text}");
    assert_eq!(text.matches("1.json").count(), 2, "{text}");
}

/// The page of an article is where FeedBurner found it, and an entry may have one link to a page.
#[test]
fn a_second_alternate_of_one_type_is_carried_beside() {
    let of_reader =
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://reader.example/1\"/>";
    let original = "<origLink xmlns=\"http://rssnamespace.org/feedburner/ext/1.0\">https://example.com/a</origLink>";
    let text = written("atom", &entry(&format!("{of_reader}{original}")));
    let own = "<link href=\"https://example.com/a\" rel=\"alternate\" type=\"text/html\"/>";
    assert!(text.contains(own) && !text.contains(of_reader), "{text}");
    let kept = kept(&only(&text));
    assert!(kept.iter().any(|element| element == of_reader), "{kept:?}");
}

/// Wherever it moves ([RFC 4287, 4.2.6](https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6)).
#[test]
fn the_id_of_a_feed_stays() {
    let address = "https://old.example/feed.atom";
    let mut feed = feed(&format!(
        "<feed xmlns='{ATOM}'><title>F</title><id>{address}</id><link rel='self' href='{address}'/></feed>"
    ));
    feed.self_url = Some("https://new.example/feed.atom".to_owned());
    let text = formats::write("atom", &feed, &WriteOptions::default()).expect("a feed");
    assert!(text.contains(&format!("<id>{address}</id>")), "{text}");
}

/// There is no way back into the element, which a row writes.
#[test]
fn what_stands_within_people_and_pictures_is_kept() {
    let person = "<name>A</name><x:b xmlns:x='urn:x'><x:c/></x:b><name>B</name><uri>https://a.example/</uri><d>e</d>";
    let kept_person = "<name>A</name><x:b><x:c/></x:b><uri>https://a.example/</uri><d>e</d>";
    let rss = |channel: &str, item: &str| {
        format!(
            "<rss version='2.0' xmlns:atom='{ATOM}'><channel><title>F</title><link>https://a.example/</link>{channel}\
            <item><title>One</title>{item}</item></channel></rss>"
        )
    };
    let author = format!("<author>{person}</author>");
    let text = entry(&author);
    let article = only(&text);
    let provider = article.provider.as_ref().expect("a provider");
    let [ada] = provider.authors.as_slice() else {
        panic!("{provider:?}");
    };
    assert_eq!(
        (ada.name.as_deref(), ada.url.as_deref()),
        (Some("A"), Some("https://a.example/"))
    );
    let expected = format!("<author xmlns:x=\"urn:x\">{kept_person}</author>");
    assert_eq!(kept(&article), [&*expected]);
    assert_eq!(written("atom", &text).matches("<author>").count(), 1);
    let text = text.replace("<entry>", &format!("{author}<entry>"));
    assert!(kept(&feed(&text)).contains(&expected));
    written("atom", &text);

    let text = rss("", &format!("<atom:author>{person}</atom:author>"));
    let expected = format!("<atom:author xmlns:x=\"urn:x\">{kept_person}</atom:author>");
    assert_eq!(kept(&only(&text)), [&*expected]);
    assert!(!written("rss", &text).contains("<atom:author"));

    let image = "<image><url>https://a.example/i.png</url><title>F</title><link>https://a.example/</link><y>z</y></image>";
    let text = rss(image, "");
    assert_eq!(kept(&feed(&text)), [image]);
    assert_eq!(written("rss", &text).matches("<image>").count(), 1);
}

/// What a user says of it has the last word, also for programs that do not know ours.
#[test]
fn a_draft_is_what_its_field_says() {
    let rss = |said: &str| {
        format!(
            "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:x='urn:x'><channel><title>F</title>\
            <item><title>One</title>{said}</item></channel></rss>"
        )
    };
    let draft = "<app:control><app:draft>yes</app:draft></app:control>";
    let other =
        "<app:control xmlns:x=\"urn:x\"><app:draft>yes</app:draft><x:a>b</x:a></app:control>";
    let declared = |element: &str| {
        element.replacen("app:control", &format!("app:control xmlns:app='{APP}' "), 1)
    };
    let comment = "<category scheme=\"http://schemas.google.com/g/2005#kind\" term=\"http://schemas.google.com/blogger/2008/kind#comment\"/>";
    for (format, feed, kept) in [
        ("atom", entry(&declared(draft)), &[draft][..]),
        ("atom", entry(&declared(other)), &[other]),
        ("atom", entry(&declared(&draft.replace("yes", "no"))), &[]),
        ("atom", entry(""), &[]),
        ("rss", rss(&declared(draft)), &[draft]),
        (
            "rss",
            rss("<wp:status>draft</wp:status><wp:post_id>1</wp:post_id>"),
            &["<wp:status>draft</wp:status>"],
        ),
        (
            "rss",
            rss("<wp:status>publish</wp:status><wp:post_password>p</wp:post_password>"),
            &[
                "<wp:status>publish</wp:status>",
                "<wp:post_password>p</wp:post_password>",
            ],
        ),
        ("rss", rss("<wp:status>publish</wp:status>"), &[]),
        (
            "rss",
            rss("<wp:post_type>revision</wp:post_type>"),
            &["<wp:post_type>revision</wp:post_type>"],
        ),
        ("atom", entry(comment), &[comment]),
        ("atom", entry(&comment.replace("#comment", "#post")), &[]),
    ] {
        let text = written(format, &feed);
        assert!(kept.iter().all(|element| text.contains(element)), "{text}");
        let was_draft = !kept.is_empty();
        let feed_is_post = feed.contains("kind#post");
        let changes: [fn(&mut Article); 4] = [
            |article| article.published = Some(true),
            |article| article.published = None,
            |article| article.published = Some(false),
            |article| article.extra.fields.push("draft", Value::Bool(true)),
        ];
        for (index, change) in changes.iter().enumerate() {
            let is_draft = index > 1;
            let mut feed = document(&feed).feed;
            change(&mut feed.articles[0]);
            let text = formats::write(format, &feed, &WriteOptions::default()).expect("a feed");
            assert_eq!(document(&text).feed, feed, "{text}");
            let back = formats::read(text.as_bytes(), &ReadOptions::foreign())
                .expect("a feed")
                .feed;
            assert_eq!(
                back.articles[0].published == Some(false),
                is_draft,
                "{text}"
            );
            let elements = text.matches("<app:draft>yes").count();
            let has_said =
                was_draft && is_draft && !text.contains("<wp:") && !text.contains(comment);
            assert_eq!(
                elements,
                usize::from(is_draft && (has_said || !was_draft)),
                "{text}"
            );
            assert!(
                !is_draft || was_draft || !text.contains("<wp:status>"),
                "{text}"
            );
            assert!(!feed_is_post || text.contains("kind#post"), "{text}");
        }
    }
}

/// What a feed says of itself stands before its entries.
#[test]
fn entries_of_atom_come_last() {
    let text = written("atom", &entry("<content>A</content>"));
    let first = text.find("<entry>").expect("an entry");
    for name in ["rel=\"license\"", "<contributor>", "<fm:feed"] {
        assert!(text.rfind(name).is_none_or(|place| place < first), "{text}");
    }
    assert!(text.ends_with("  </entry>\n</feed>\n"), "{text}");
}

/// Hubs of another protocol, a text beside the HTML, and what is said of files and people.
#[test]
fn members_of_json_feed_come_back() {
    let feed = r#"{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "J",
  "expired": true,
  "hubs": [
    {
      "type": "WebSub",
      "url": "https://h.example/"
    },
    {
      "type": "rssCloud",
      "url": "https://h.example/rpc"
    }
  ],
  "items": [
    {
      "id": "1",
      "content_html": "<p>h</p>",
      "authors": [
        {
          "name": "Ann",
          "_x": {
            "about": "y"
          }
        }
      ],
      "attachments": [
        {
          "url": "https://j.example/a.mp3",
          "mime_type": "audio/mpeg",
          "_bits": 128,
          "duration_in_seconds": 10
        },
        {
          "url": "https://j.example/b.mp3",
          "mime_type": "audio/mpeg",
          "duration_in_seconds": 20.5
        },
        {
          "url": "https://j.example/c.pdf",
          "mime_type": "application/pdf",
          "pages": 7
        },
        {
          "mime_type": "audio/mpeg",
          "title": "No address"
        },
        "https://j.example/d.pdf"
      ],
      "content_text": "plain other"
    }
  ]
}
"#;
    assert_eq!(written("json", feed), feed);
    // A field is what leaves.
    let public = WriteOptions::of(Profile::Public);
    let text = formats::write("json", &document(feed).feed, &public).expect("a feed");
    assert!(
        text.contains("\"expired\": true")
            && !text.contains("rssCloud")
            && !text.contains("No address"),
        "{text}"
    );
    for other in ["\"no\"", "0", "null"] {
        let text = feed.replacen("true", other, 1);
        let text = written("json", &text);
        let public = formats::write("json", &document(&text).feed, &public).expect("a feed");
        assert!(!public.contains("expired"), "{public}");
    }
    // The same in plain text says nothing new.
    let text = written("json", &feed.replace("plain other", " h\\n"));
    assert!(!text.contains("content_text"), "{text}");
}
