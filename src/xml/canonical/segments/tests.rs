//! Documents in segments are what they are as one.

use proptest::prelude::*;

use super::{Canonical, Result, Setting, Source, read_in};
use crate::limits::Limits;
use crate::text::token::tests::HOSTILE;
use crate::xml::canonical::canonical;
use crate::xml::canonical::grammar::Family;

/// What is known of a document, read as one.
fn whole(text: &str, setting: &Setting<'_>) -> String {
    let mut warnings = Vec::new();
    match canonical(text, setting, &mut warnings) {
        Ok(canonical) => {
            let articles = articles(&canonical);
            format!("{} {articles:?} {warnings:?}", canonical.frame())
        }
        Err(error) => error.to_string(),
    }
}

/// What is known of a document, read in segments, and in how many; `None` if it cannot be.
fn in_segments(text: &str, size: usize, setting: &Setting<'_>) -> Option<(String, usize)> {
    let (mut all, mut count) = (Vec::new(), 0);
    let read = |canonical: &Canonical<'_>, _: &str, take: &mut dyn FnMut(Vec<String>)| {
        take(articles(canonical));
        Ok(())
    };
    let take = |mut some: Vec<String>, _| {
        all.append(&mut some);
        count += 1;
    };
    let told: Result<_> = read_in(size, &text, 0, setting, &read, take);
    let told = match told.transpose()? {
        Ok(rest) => format!("{} {all:?} {:?}", rest.frame, rest.warnings),
        Err(error) => error.to_string(),
    };
    Some((told, count))
}

fn articles(canonical: &Canonical<'_>) -> Vec<String> {
    let articles = canonical.articles().iter().map(|article| {
        let mut text = String::new();
        canonical.put_article(article, &mut text);
        text
    });
    articles.collect()
}

/// Returns in how many segments a document was read at most.
fn assert_the_same(text: &str) -> usize {
    let mut most = 0;
    for limits in [
        Limits::default(),
        Limits {
            articles: 3,
            entities: 60,
            ..Limits::default()
        },
    ] {
        for family in [Family::Rss, Family::Atom] {
            let setting = Setting {
                family,
                base: None,
                limits: &limits,
            };
            let whole = whole(text, &setting);
            for size in [1, 120, 200, 400] {
                if let Some((told, count)) = in_segments(text, size, &setting) {
                    assert_eq!(told, whole, "{size}: {text}");
                    most = count.max(most);
                }
            }
        }
    }
    most
}

#[test]
fn segments_meet_where_they_remember_the_same() {
    let item = "<item><title>a & b</title><x:y>c</x:y><x:z/>\u{1}</item>\n";
    let rss = "<rss xmlns:x='urn:x' xmlns:z='urn:z'><channel><title>t</title>";
    let many = |count: usize| item.repeat(count);
    for (text, expected) in [
        (format!("{rss}{}</channel></rss>", many(99)), 40),
        (format!("{rss}{}</channel></rss>junk", many(99)), 40),
        (format!("{rss}{}", many(99)), 40),
        (format!("{rss}{}<item><q xmlns='urn:q'><r>", many(99)), 40),
        (
            format!("{rss}{}{}", many(40), many(40).replace("x:", "z:")),
            30,
        ),
        (format!("{rss}{}<item><title>{}", many(40), many(40)), 30),
        // From here on, something else is remembered.
        (format!("{rss}{}<foo/>{}", many(40), many(40)), 10),
        (format!("{rss}{}<link>l</link>{}", many(40), many(40)), 10),
        (format!("{rss}{}<title>u</title>{}", many(40), many(40)), 10),
        (format!("{rss}{}</channel>{}", many(40), many(40)), 10),
        // What began does not end where an article seems to begin.
        (format!("{rss}{}<![CDATA[{}", many(40), many(40)), 10),
        (format!("{rss}{}<![CDATA[{}]]>", many(40), many(40)), 10),
        (format!("{rss}{}<!--{}-->", many(40), many(40)), 10),
        (format!("{rss}{}<a b='{}'/>", many(40), many(40)), 10),
        (format!("<!--{}-->{rss}{}", many(3), many(40)), 0),
    ] {
        let segments = assert_the_same(&text);
        assert_eq!(segments / 10, expected / 10, "{segments}: {text}");
    }
}

#[test]
fn bytes_that_are_no_text_are_nobodys() {
    struct Bytes(Vec<u8>);
    impl Source for Bytes {
        fn size(&self) -> usize {
            self.0.len()
        }

        fn bytes(
            &self,
            range: std::ops::Range<usize>,
        ) -> std::io::Result<std::borrow::Cow<'_, [u8]>> {
            let end = range.end.min(self.0.len());
            Ok(self.0[range.start.min(end)..end].into())
        }
    }
    let limits = Limits::default();
    let setting = Setting {
        family: Family::Rss,
        base: None,
        limits: &limits,
    };
    let text = format!(
        "<rss><channel>{}",
        "<item><title>\u{e9}</title></item>".repeat(50)
    );
    for place in [text.find('\u{e9}'), text.rfind('\u{e9}')] {
        let mut bytes = text.clone().into_bytes();
        bytes[place.expect("a letter")] = b'e';
        let read = |_: &Canonical<'_>, _: &str, _: &mut dyn FnMut(Vec<()>)| Ok(());
        let rest = read_in(100, &Bytes(bytes), 0, &setting, &read, |_, _| {});
        assert!(rest.expect("no error").is_none());
    }
}

fn piece() -> impl Strategy<Value = String> {
    let known = [
        "<item>",
        "</item>",
        "<item>",
        "</item>",
        "<item rdf:about='a'>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<title>a</title>",
        "<link/>",
        "<guid>1</guid>",
        "<x:y>",
        "</x:y>",
        "<x:y xmlns:x='urn:1'>",
        "<z:y xmlns:x='urn:2'/>",
        "<x:y xmlns:x='urn:2'>b</x:y>",
        "</channel>",
        "<channel>",
        "</rss>",
        "</feed>",
        "&e;",
        "\u{2}",
        "\u{e9}",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<x:y a='",
        "'/>",
        "<content type='xhtml'><svg:title>",
        "&amp;",
        "&",
        "<",
        "\n",
        "<author><name>n</name></author>",
        "<source>",
        "</source>",
        "<pubDate>never</pubDate>",
        "<updated>never</updated>",
        "<div xmlns='http://www.w3.org/1999/xhtml'>",
        "<image>",
        "</image>",
        "<content type='xhtml'>",
        "</content>",
    ];
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let hostile: Vec<String> = HOSTILE.iter().map(ToString::to_string).collect();
    prop_oneof![8 => proptest::sample::select(known), 1 => proptest::sample::select(hostile)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn segments_are_the_whole(
        root in proptest::sample::select(vec!["<rss>", "<rss xmlns:x='urn:0'><channel>", "<feed>", "<rdf:RDF>",
            "<!DOCTYPE rss [<!ENTITY e 'some text'>]><rss><channel>"]),
        pieces in proptest::collection::vec(piece(), 0..60)
    ) {
        assert_the_same(&format!("{root}{}", pieces.concat()));
    }

    #[test]
    fn segments_of_articles_are_the_whole(
        family in proptest::sample::select(vec![("<rss xmlns:x='urn:0'><channel>", "item"), ("<feed>", "entry")]),
        articles in proptest::collection::vec(proptest::collection::vec(piece(), 0..4), 0..20)
    ) {
        let (root, name) = family;
        let articles = articles.iter().map(|pieces| format!("<{name}>{}</{name}>\n", pieces.concat()));
        assert_the_same(&format!("{root}{}", articles.collect::<String>()));
    }
}
