//! A large document, walked and read in several places at once, of which no more than some segments are in memory.
//!
//! Between two articles, a walk remembers little: which elements are open, what was in them, and which namespaces have names.
//! So a document is divided into segments, from the start tag of an article to that of another, and each of them is walked as
//! if what is remembered behind the first article were remembered before it. If it ends as it began, and so did all before it,
//! it is what one walk over the whole would have found. From the first that does not on, the rest is walked as one.

use std::borrow::Cow;
use std::io;
use std::mem;
use std::ops::Range;
use std::str;

use memchr::{memchr, memmem};
use rayon::prelude::*;

use super::frame::Frame;
use super::grammar::{Family, Fate, Level};
use super::notes::Notes;
use super::splice::Canonical;
use super::{Setting, Walk, cleaned};
use crate::error::{Error, Position, Result, Warning};
use crate::xml::doctype::Entities;
use crate::xml::limits::Limits;
use crate::xml::repairs::Repairs;
use crate::xml::scope::Names;

/// Shorter documents are read sooner than threads begin to.
pub(crate) const LARGE: usize = 1 << 19;

/// How many bytes a segment has at least: few enough to stay near a core until its articles are read.
const SEGMENT: usize = 1 << 18;

/// How far behind a segment an article may end, in segments.
const MAX_AHEAD: usize = 8;

/// How many segments are read before what they say is put together, for each thread.
const TOGETHER: usize = 16;

/// A document that can be read at any place.
pub(crate) trait Source: Sync {
    /// Returns how many bytes it has.
    fn size(&self) -> usize;

    /// Returns bytes of it, up to its end.
    fn bytes(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>>;
}

impl Source for &str {
    fn size(&self) -> usize {
        self.len()
    }

    fn bytes(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>> {
        let end = range.end.min(self.len());
        Ok(Cow::Borrowed(&self.as_bytes()[range.start.min(end)..end]))
    }
}

/// What a large document is besides its articles.
pub(crate) struct Rest {
    /// The document without them.
    pub(crate) frame: String,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a document from a byte on. `read` is given some articles of it, and the frame as far as it is known; `take` what came of
/// them, in order, and how many articles there seem to be in all.
///
/// Returns `None` if it cannot be divided, or is not all UTF-8: then it has to be looked at as a whole.
///
/// # Errors
///
/// Fails if a bound is exceeded, or if articles or the document cannot be read.
pub(crate) fn read<T: Send>(
    source: &dyn Source,
    start: usize,
    setting: &Setting<'_>,
    read: impl Fn(&Canonical<'_>, &str) -> Result<Vec<T>> + Sync,
    take: impl FnMut(Vec<T>, usize),
) -> Result<Option<Rest>> {
    read_in(SEGMENT, source, start, setting, read, take)
}

fn read_in<T: Send>(
    size: usize,
    source: &dyn Source,
    start: usize,
    setting: &Setting<'_>,
    read: impl Fn(&Canonical<'_>, &str) -> Result<Vec<T>> + Sync,
    mut take: impl FnMut(Vec<T>, usize),
) -> Result<Option<Rest>> {
    let mark = mark(setting.family);
    let find = |bytes: &[u8], behind: usize| match behind {
        0 => Some(0),
        _ => second(bytes, mark),
    };
    let Some(cut) = Cut::new(source, start..start + 1, size, find)? else {
        return Ok(None);
    };
    let Some((text, end)) = cut.text() else {
        return Ok(None);
    };
    let place = start + end;
    let mut repairs = Repairs::default();
    let (text, end) = cleaned_up_to(text, end, &mut repairs);
    let position = Position::of_offset(&text, end);
    let Ok(mut walk) = Walk::new(&text, setting) else {
        return Ok(None);
    };
    walk.repairs.append(repairs);
    if walk.walk(end).is_err() || !walk.is_known_at(end) || !walk.is_between_articles() {
        return Ok(None);
    }
    let granted = walk.fork(&text);
    let (articles, entities) = (walk.articles, walk.entities.clone());
    let names = walk.scope.names.clone();
    let (changes, notes) = walk.into_changes(end);
    let canonical = Canonical {
        source: Cow::Borrowed(&text),
        changes,
    };
    let head = canonical.frame();
    take(read(&canonical, &head)?, 1);
    let sum = Sum {
        place,
        position,
        articles,
        entities,
        names,
        notes,
        frame: head.clone(),
    };
    let division = Division {
        source,
        size,
        mark,
        granted,
        head: &head,
        read,
    };
    division.read(sum, take)
}

/// What is known of the beginning of a document.
struct Sum {
    /// The byte behind it, and where that is.
    place: usize,
    position: Position,
    /// How many articles began in it.
    articles: usize,
    entities: Entities,
    names: Names,
    notes: Notes,
    frame: String,
}

impl Sum {
    /// Appends a segment; returns whether it is the next one, and keeps within the bounds.
    fn append<T>(&mut self, segment: &mut Segment<T>, limits: &Limits) -> bool {
        let articles = self.articles + segment.articles;
        let mut entities = self.entities.clone();
        let is_next = segment.place.start == self.place
            && articles <= limits.articles
            && entities.spend(segment.entities).is_ok()
            && segment.names.merge(&self.names);
        if is_next {
            self.place = segment.place.end;
            self.articles = articles;
            self.entities = entities;
            self.names = mem::take(&mut segment.names);
            self.notes
                .append(mem::take(&mut segment.notes), self.position);
            self.position = segment.position.behind(self.position);
            self.frame.push_str(&segment.frame);
        }
        is_next
    }
}

/// A document, divided behind its first article.
struct Division<'s, 'a, 'o, R> {
    source: &'s dyn Source,
    /// How many bytes a segment has at least.
    size: usize,
    /// With what the start tag of an article begins.
    mark: &'static str,
    /// What is remembered behind the first article.
    granted: Walk<'a, 'o>,
    /// The frame of the document up to there.
    head: &'s str,
    read: R,
}

/// What was found in a segment.
struct Segment<T> {
    place: Range<usize>,
    /// Its last place, as if the document began with it.
    position: Position,
    articles: usize,
    entities: usize,
    names: Names,
    notes: Notes,
    frame: String,
    read: Vec<T>,
}

impl<T, R> Division<'_, '_, '_, R>
where
    T: Send,
    R: Fn(&Canonical<'_>, &str) -> Result<Vec<T>> + Sync,
{
    /// Reads all that stands behind what is known.
    fn read(&self, mut sum: Sum, mut take: impl FnMut(Vec<T>, usize)) -> Result<Option<Rest>> {
        let begin = sum.place;
        let count = self.source.size().saturating_sub(begin) / self.size;
        let together = TOGETHER * rayon::current_num_threads();
        'all: for first in (0..count).step_by(together) {
            let numbers = first..count.min(first + together);
            let segments = numbers.into_par_iter().map(|number| {
                let from = begin + number * self.size;
                self.segment(from..from + self.size)
            });
            let segments: Vec<Result<Option<Segment<T>>>> = segments.collect();
            for segment in segments {
                let Some(mut segment) = segment? else {
                    break 'all;
                };
                if !sum.append(&mut segment, self.granted.setting.limits) {
                    break 'all;
                }
                let whole = self.source.size() as f64 / sum.place as f64;
                take(segment.read, (sum.articles as f64 * whole) as usize);
            }
        }
        self.rest(sum, take)
    }

    /// Reads from the first article behind a byte to the first one behind another; `None` if what is remembered there is
    /// something else, or may be.
    fn segment(&self, range: Range<usize>) -> Result<Option<Segment<T>>> {
        let from = range.start;
        let find = |bytes: &[u8], behind: usize| article_from(bytes, behind, self.mark);
        let Some(cut) = Cut::new(self.source, range, self.size, find)? else {
            return Ok(None);
        };
        let Some((text, end)) = cut.text() else {
            return Ok(None);
        };
        let place = from + cut.start..from + cut.end;
        let mut repairs = Repairs::default();
        let (text, end) = cleaned_up_to(text, end, &mut repairs);
        let position = Position::of_offset(&text, end);
        let mut walk = self.granted.fork(&text);
        walk.repairs = repairs;
        if walk.walk(end).is_err() || !walk.is_known_at(end) || !walk.remembers(&self.granted) {
            return Ok(None);
        }
        let (articles, names) = (walk.articles, walk.scope.names.clone());
        let entities = walk.entities.used() - self.granted.entities.used();
        let (changes, notes) = walk.into_changes(end);
        let canonical = Canonical {
            source: Cow::Borrowed(&text),
            changes,
        };
        Ok(Some(Segment {
            place,
            position,
            articles,
            entities,
            names,
            notes,
            frame: canonical.frame(),
            read: (self.read)(&canonical, self.head)?,
        }))
    }

    /// Reads what is left, as one.
    fn rest(&self, sum: Sum, mut take: impl FnMut(Vec<T>, usize)) -> Result<Option<Rest>> {
        let bytes = bytes_of(self.source, sum.place..self.source.size())?;
        let Ok(text) = str::from_utf8(&bytes) else {
            return Ok(None);
        };
        let mut repairs = Repairs::default();
        let text = cleaned(text, &mut repairs);
        let mut walk = self.granted.fork(&text);
        walk.repairs = repairs;
        walk.articles = sum.articles;
        walk.entities = sum.entities;
        walk.scope.names = sum.names;
        let (changes, of_rest) = walk.run()?;
        let canonical = Canonical {
            source: Cow::Borrowed(&text),
            changes,
        };
        take(
            (self.read)(&canonical, self.head)?,
            sum.articles + canonical.articles().len(),
        );
        let mut notes = sum.notes;
        notes.append(of_rest, sum.position);
        Ok(Some(Rest {
            frame: sum.frame + &canonical.frame(),
            warnings: notes.into_warnings().collect(),
        }))
    }
}

/// A text of a document, with the start tag of the article behind it.
struct Cut<'s> {
    bytes: Cow<'s, [u8]>,
    /// Where the text begins, where that tag does, and where that seems to end.
    start: usize,
    end: usize,
    stop: usize,
}

impl<'s> Cut<'s> {
    /// Reads from where `find` finds a place behind one byte to where it finds one behind another, which should not be far.
    fn new(
        source: &'s dyn Source,
        range: Range<usize>,
        size: usize,
        find: impl Fn(&[u8], usize) -> Option<usize>,
    ) -> Result<Option<Self>> {
        let mut ahead = size / 8 + 1;
        while ahead <= MAX_AHEAD * (size + 1) {
            let bytes = bytes_of(source, range.start..range.end + ahead)?;
            let end = find(&bytes, range.len());
            let stop = end.and_then(|end| Some(end + 1 + memchr(b'>', &bytes[end..])?));
            if let (Some(start), Some(end), Some(stop)) = (find(&bytes, 0), end, stop) {
                return Ok(Some(Self {
                    bytes,
                    start,
                    end,
                    stop,
                }));
            }
            if bytes.len() < range.len() + ahead {
                break;
            }
            ahead *= 4;
        }
        Ok(None)
    }

    /// Returns the text and where the tag begins in it; `None` if these are other bytes.
    fn text(&self) -> Option<(&str, usize)> {
        let text = str::from_utf8(&self.bytes[self.start..self.stop]).ok()?;
        Some((text, self.end - self.start))
    }
}

fn bytes_of(source: &dyn Source, range: Range<usize>) -> Result<Cow<'_, [u8]>> {
    source.bytes(range).map_err(|source| Error::Io {
        action: "read",
        source,
    })
}

/// Returns a text without characters that XML does not allow before a byte, and where that is then.
fn cleaned_up_to<'t>(text: &'t str, end: usize, repairs: &mut Repairs) -> (Cow<'t, str>, usize) {
    match cleaned(&text[..end], repairs) {
        Cow::Borrowed(_) => (Cow::Borrowed(text), end),
        Cow::Owned(mut clean) => {
            let end_of_clean = clean.len();
            clean.push_str(&text[end..]);
            (Cow::Owned(clean), end_of_clean)
        }
    }
}

/// Returns with what the start tags of articles begin.
fn mark(family: Family) -> &'static str {
    match family {
        Family::Rss => "<item",
        Family::Atom => "<entry",
    }
}

/// Returns where the next start tag of an article seems to stand.
fn article_from(bytes: &[u8], from: usize, mark: &str) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_whole = |index: &usize| {
        let behind = rest.get(index + mark.len());
        behind.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
    };
    let index = memmem::find_iter(rest, mark).find(is_whole)?;
    Some(from + index)
}

/// Returns where the second of them seems to stand: behind the first, all that is said of a feed is known.
fn second(bytes: &[u8], mark: &str) -> Option<usize> {
    let first = article_from(bytes, 0, mark)?;
    article_from(bytes, first + 1, mark)
}

impl<'a, 'o> Walk<'a, 'o> {
    /// Returns a walk over another text that begins with what this one remembers.
    fn fork<'b>(&self, text: &'b str) -> Walk<'b, 'o>
    where
        'a: 'b,
    {
        Walk {
            scope: self.scope.clone(),
            root: self.root.clone(),
            is_early: self.is_early,
            entities: self.entities.clone(),
            frames: self.open_frames(),
            ..Walk::fresh(text, self.setting)
        }
    }

    /// Returns what is open, for a walk that has no edits before it.
    fn open_frames(&self) -> Vec<Frame<'a>> {
        let frames = self.frames.iter().cloned();
        frames.map(|frame| Frame { edits: 0, ..frame }).collect()
    }

    /// Returns whether nothing is open but what holds articles, and stays in its place.
    fn is_between_articles(&self) -> bool {
        matches!(self.level(), Level::Channel | Level::Feed)
            && self.frames.iter().all(|frame| {
                matches!(frame.fate, Fate::First | Fate::Every) && !frame.is_transparent
            })
    }

    /// Returns whether this walk has come to a byte, whatever stands behind it.
    fn is_known_at(&self, place: usize) -> bool {
        self.tokens.offset() == place
            && !self.tokens.has_missed()
            && !self.is_unsure
            && self.channel_end.is_none()
    }

    /// Returns whether this walk remembers what another does.
    fn remembers(&self, other: &Self) -> bool {
        self.open_frames() == other.frames && self.scope.declares_as(&other.scope)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Setting, canonical};
    use super::{Canonical, Result, Source, read_in};
    use crate::text::token::tests::HOSTILE;
    use crate::xml::canonical::grammar::Family;
    use crate::xml::limits::Limits;

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
        let read = |canonical: &Canonical<'_>, _: &str| Ok(articles(canonical));
        let take = |mut some: Vec<String>, _| {
            all.append(&mut some);
            count += 1;
        };
        let told: Result<_> = read_in(size, &text, 0, setting, read, take);
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
                for size in [1, 20, 100, 400] {
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
            (format!("{rss}{}</channel></rss>", many(99)), 50),
            (format!("{rss}{}</channel></rss>junk", many(99)), 50),
            (format!("{rss}{}", many(99)), 50),
            (format!("{rss}{}<item><q xmlns='urn:q'><r>", many(99)), 50),
            (
                format!("{rss}{}{}", many(40), many(40).replace("x:", "z:")),
                40,
            ),
            (format!("{rss}{}<item><title>{}", many(40), many(40)), 40),
            // From here on, something else is remembered.
            (format!("{rss}{}<foo/>{}", many(40), many(40)), 20),
            (format!("{rss}{}<link>l</link>{}", many(40), many(40)), 20),
            (format!("{rss}{}<title>u</title>{}", many(40), many(40)), 20),
            (format!("{rss}{}</channel>{}", many(40), many(40)), 20),
            // What began does not end where an article seems to begin.
            (format!("{rss}{}<![CDATA[{}", many(40), many(40)), 20),
            (format!("{rss}{}<![CDATA[{}]]>", many(40), many(40)), 20),
            (format!("{rss}{}<!--{}-->", many(40), many(40)), 20),
            (format!("{rss}{}<a b='{}'/>", many(40), many(40)), 20),
            (format!("<!--{}-->{rss}{}", many(3), many(40)), 0),
        ] {
            let segments = assert_the_same(&text);
            assert!(segments / 10 == expected / 10, "{segments}: {text}");
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
            let read = |_: &Canonical<'_>, _: &str| Ok(vec![()]);
            let rest = read_in(100, &Bytes(bytes), 0, &setting, read, |_, _| {});
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
}
