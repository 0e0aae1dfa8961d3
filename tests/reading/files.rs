//! Files that belong to an article, and what is said of them.

use feedmatter::formats::{self, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::{Article, Enclosure, Feed, Image};

use super::{atom, document, kept, rss};

/// Reads elements in both formats, which say the same.
fn read(elements: &str) -> Article {
    let (one, other) = (rss(elements), atom(elements));
    assert_eq!(
        (&one.actions, &one.images),
        (&other.actions, &other.images),
        "{elements}"
    );
    one
}

#[test]
fn every_file_of_media_rss_is_one() {
    let article = read(
        "<media:content url='https://a.example/x.pdf' type='application/pdf' fileSize='12'/>\
        <media:content url='https://a.example/v.mp4' medium='video' duration='61.5'>\
        <media:title>A film</media:title><media:credit role='author'>Ada</media:credit></media:content>\
        <media:content url='https://a.example/v.mp4'/>\
        <media:content url='https://a.example/p' type='application/x-shockwave-flash'/>",
    );
    let file = |url: &str| Enclosure {
        url: Some(url.to_owned()),
        r#type: Some(Enclosure::DOWNLOAD.to_owned()),
        ..Enclosure::default()
    };
    let expected = [
        Enclosure {
            length: Some(12),
            ..file("https://a.example/x.pdf")
        },
        Enclosure {
            title: Some("A film".to_owned()),
            attribution: Some("Ada".to_owned()),
            ..file("https://a.example/v.mp4")
        },
    ];
    assert_eq!(article.actions, expected);
    assert_eq!(article.length.as_deref(), Some("PT1M2S"));
}

/// It stands in both, and is described in one.
#[test]
fn an_enclosure_has_the_title_of_its_media() {
    let article = rss(
        "<enclosure url='https://a.example/v.mp4' length='7' type='video/mp4'/>\
        <media:content url='https://a.example/v.mp4'><media:title>A film</media:title></media:content>",
    );
    let [file] = &article.actions[..] else {
        panic!("{:?}", article.actions);
    };
    assert_eq!(
        (file.title.as_deref(), file.length),
        (Some("A film"), Some(7))
    );
}

#[test]
fn titles_of_pictures_may_be_html() {
    let title = "A &amp;amp; &lt;i&gt;B&lt;/i&gt;";
    for (kind, expected) in [("html", "A & B"), ("plain", "A &amp; <i>B</i>")] {
        let article = read(&format!(
            "<media:content url='https://a.example/c' type='image/jpeg'><media:title type='{kind}'>{title}</media:title></media:content>"
        ));
        assert_eq!(article.images[0].title.as_deref(), Some(expected));
    }
}

/// Or it would be taken for a program of DOS.
#[test]
fn a_host_is_no_file() {
    for url in [
        "https://a.com",
        "//a.com",
        "https://a.com?x",
        "https://a.com/x",
    ] {
        let link = format!("<enclosure url='{url}' type='application/x-msdownload'/>");
        let file = rss(&link).actions.remove(0);
        assert!(file.mime_type.is_some(), "{url}");
    }
    let file = rss("<enclosure url='https://a.com/x.mp3' type='audio/mpeg'/>")
        .actions
        .remove(0);
    assert_eq!(file.mime_type, None);
}

/// Many feeds have their covers there alone, and written again, nothing is added.
#[test]
fn attached_pictures_are_images() {
    let of = |enclosures: &str| {
        let links = enclosures
            .replace("<enclosure url", "<link rel='enclosure' href")
            .replace("length='0' ", "");
        [rss(enclosures), atom(&links)]
    };
    let attached = "<enclosure url='https://a.example/1' length='0' type='image/jpeg'/>\
        <enclosure url='https://a.example/2.png' length='0' type=''/>";
    let audio = "<enclosure url='https://a.example/3.mp3' length='0' type='audio/mpeg'/>";
    let shown = "<media:content url='https://a.example/4.png' medium='image'/>";
    for (elements, images) in [
        (
            format!("{attached}{audio}"),
            &["https://a.example/1", "https://a.example/2.png"][..],
        ),
        (audio.to_owned(), &[]),
        (format!("{attached}{shown}"), &["https://a.example/4.png"]),
    ] {
        for article in of(&elements) {
            let urls = article.images.iter().flat_map(|image| &image.url);
            assert!(urls.eq(images), "{elements}: {:?}", article.images);
            let feed = Feed {
                articles: vec![article],
                ..Feed::default()
            };
            for format in ["rss", "atom", "json"] {
                let options = WriteOptions::of(Profile::Public);
                let text = formats::write(format, &feed, &options).expect("a feed");
                assert_eq!(
                    text.contains("media:content"),
                    elements.contains("media:content") && format != "json",
                    "{text}"
                );
                let back = document(&text).feed;
                assert_eq!(back.articles[0].images, feed.articles[0].images, "{text}");
                assert_eq!(
                    back.articles[0].actions.len(),
                    feed.articles[0].actions.len()
                );
            }
        }
    }
}

/// A second look sees the same.
#[test]
fn attached_pictures_are_written_once() {
    for images in ["a.png', 'b.png", "a.png', 'b.png', 'c.png", " ", "/a.png"] {
        let images = images.replace("', '", "'}, {url: 'https://a.example/");
        let images = match images.starts_with("a.") {
            true => format!("https://a.example/{images}"),
            false => images,
        };
        let text = format!(
            "---\ntitle: T\nwebUrl: https://a.example/t\nimages: [{{url: '{images}'}}]\n\
             actions: [{{type: download, url: https://a.example/b.png, length: 5}}]\n---\n"
        );
        for format in ["rss", "atom", "json"] {
            let options = WriteOptions::of(Profile::Public);
            let first = formats::write(format, &document(&text).feed, &options).expect("a feed");
            let second = formats::write(format, &document(&first).feed, &options).expect("a feed");
            assert_eq!(first, second, "{text}");
            let count = first.matches("\"https://a.example/b.png\"").count();
            let is_first = !images.contains("https:");
            assert!(
                format != "json" || count == 1 + usize::from(is_first),
                "{first}"
            );
        }
    }
}

/// What stands beside a file holds for it, if it is the only one.
#[test]
fn a_picture_has_the_credit_beside_it() {
    let credit = "<media:credit>Ann</media:credit>";
    let text = "<media:description>A cat</media:description>";
    let picture = |inside: &str| {
        format!(
            "<media:content url='https://a.example/{}.png' medium='image'>{inside}</media:content>",
            inside.len()
        )
    };
    let said = |image: &Image| (image.attribution.clone(), image.description.clone());
    let both = (Some("Ann".to_owned()), Some("A cat".to_owned()));
    for elements in [
        format!("{}{credit}{text}", picture("")),
        format!("<media:group>{credit}{}{text}</media:group>", picture("")),
    ] {
        let article = read(&elements);
        assert_eq!(said(&article.images[0]), both);
        assert_eq!(kept(&rss(&elements)), [credit, text]);
    }
    let bo = "<media:credit>Bo</media:credit>";
    let article = read(&format!("{}{credit}", picture(bo)));
    assert_eq!(said(&article.images[0]), (Some("Bo".to_owned()), None));
    let article = read(&format!("{}{}{credit}", picture(""), picture(bo)));
    assert_eq!(said(&article.images[0]), (None, None));
    let article = read(&format!(
        "<media:content url='https://a.example/v.mp4' medium='video'/>{}{credit}{text}",
        picture("")
    ));
    assert_eq!(said(&article.images[0]), (None, None));
}
