//! Patterns of file names: `{year}/{date}-{slug}`.

use super::file_name::is_reserved;
use crate::error::{Error, Result};
use crate::formats::{body, identity};
use crate::front_matter::{Dialect, split_day};
use crate::model::{Article, Timestamp};
use crate::text::slug::slug;

/// A pattern of file names. Folders are in the pattern alone: no value has a `/`.
#[derive(Clone, Debug, PartialEq)]
pub struct FileTemplate {
    /// Texts, and the places between them; one list for each part of the path.
    parts: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Place(Place),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Category,
    Date,
    Day,
    /// The slug, of which no date comes first: one that does stands behind it.
    Dateless,
    Id,
    Language,
    Month,
    Provider,
    Slug,
    Year,
}

const PLACES: [(&str, Place); 9] = [
    ("category", Place::Category),
    ("date", Place::Date),
    ("day", Place::Day),
    ("id8", Place::Id),
    ("lang", Place::Language),
    ("month", Place::Month),
    ("provider", Place::Provider),
    ("slug", Place::Slug),
    ("year", Place::Year),
];

/// What stands between values: no name of a file or a folder is made of these alone.
const SEPARATORS: [char; 4] = ['-', '_', ' ', '.'];

/// The longest part of a path, in bytes: file systems have 255, and a hash and an ending may follow.
const MAX_PART: usize = 200;

impl Default for FileTemplate {
    fn default() -> Self {
        let text = |text: &str| Piece::Text(text.to_owned());
        Self {
            parts: vec![vec![
                Piece::Place(Place::Date),
                text("-"),
                Piece::Place(Place::Slug),
            ]],
        }
    }
}

impl FileTemplate {
    /// Returns the pattern for files of a dialect: `{date}-{slug}`. [Zola](https://www.getzola.org/documentation/content/page/)
    /// takes the date off a name, builds no site in which two are the same then, and reads dates of front matter alone: there it
    /// is `{slug}`, in which a date that a title begins with stands behind the rest.
    pub fn of(dialect: &Dialect) -> Self {
        let mut own = Self::default();
        if dialect.name() == "zola" {
            own.parts = vec![vec![Piece::Place(Place::Dateless)]];
        }
        own
    }

    /// Reads a pattern: `{date}`, `{year}`, `{month}`, `{day}`, `{slug}`, `{provider}`, `{id8}`, `{lang}`, `{category}`, and
    /// `/` between folders. The ending `.md` may be given.
    ///
    /// # Errors
    ///
    /// Fails if it has another place, or leads out of its folder.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::BadSetting {
            key: "filename".to_owned(),
            expected: "a pattern such as `{date}-{slug}.md`, of {date}, {year}, {month}, {day}, {slug}, {provider}, {id8}, \
                       {lang}, {category}",
            found: format!("`{text}`"),
        };
        let parts = text.strip_suffix(".md").unwrap_or(text).split('/');
        let parts: Option<Vec<_>> = parts.map(pieces).collect();
        Ok(Self {
            parts: parts.ok_or_else(wrong)?,
        })
    }

    /// Returns the path of an article, without ending, with `/` between its parts. Several may have the same.
    ///
    /// ```
    /// use feedmatter::model::Article;
    /// use feedmatter::folder::FileTemplate;
    ///
    /// let template = FileTemplate::parse("notes/{category}/{slug}.md")?;
    /// let article = Article {
    ///     title: Some("Hello, world!".to_owned()),
    ///     category: Some("News".to_owned()),
    ///     ..Article::default()
    /// };
    /// assert_eq!(template.path_of(&article), "notes/news/hello-world");
    /// # Ok::<(), feedmatter::Error>(())
    /// ```
    pub fn path_of(&self, article: &Article) -> String {
        self.path(article, &identity::of(article))
    }

    /// Returns the path of an article of this identity, without ending, with `/` between its parts.
    pub(crate) fn path(&self, article: &Article, own: &str) -> String {
        let parts = self.parts.iter().map(|pieces| part(pieces, article, own));
        parts.collect::<Vec<_>>().join("/")
    }

    /// Returns how many parts at the end are the same in all paths: whatever tells two apart stands before them.
    pub(crate) fn constant_parts(&self) -> usize {
        let is_constant = |part: &&Vec<Piece>| matches!(part[..], [Piece::Text(_)]);
        let count = self.parts.iter().rev().take_while(is_constant).count();
        count % self.parts.len()
    }
}

fn pieces(part: &str) -> Option<Vec<Piece>> {
    let is_safe = |text: &str| {
        text.chars().all(|c| {
            !c.is_control()
                && !matches!(
                    c,
                    '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*' | '{' | '}'
                )
        })
    };
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((text, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        let (_, place) = PLACES.iter().find(|(own, _)| *own == name)?;
        pieces.push(Piece::Text(text.to_owned()));
        pieces.push(Piece::Place(*place));
        rest = behind;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    let is_right = pieces.iter().all(|piece| match piece {
        Piece::Text(text) => is_safe(text),
        Piece::Place(_) => true,
    });
    // Some systems pass over spaces and dots at the end.
    let leads_out =
        matches!(&pieces[..], [Piece::Text(text)] if text.trim_matches(['.', ' ']).is_empty());
    (is_right && !pieces.is_empty() && !leads_out).then_some(pieces)
}

/// Fills a part in. A text is as the user gave it, but what has no value leaves no separator before it, or behind it where it is
/// the first.
fn part(pieces: &[Piece], article: &Article, own: &str) -> String {
    if let [Piece::Text(text)] = pieces {
        return text.clone();
    }
    let mut part = String::new();
    let mut is_first = false;
    for piece in pieces {
        match piece {
            Piece::Text(text) if is_first => part.push_str(text.trim_start_matches(SEPARATORS)),
            Piece::Text(text) => part.push_str(text),
            Piece::Place(place) => {
                let value = value(*place, article, own);
                let start = part.trim_end_matches(SEPARATORS).len();
                is_first = value.is_empty() && start == 0;
                if value.is_empty() && start > 0 {
                    part.truncate(start);
                }
                part.push_str(&value);
            }
        }
    }
    if part.len() > MAX_PART {
        let end = (0..=MAX_PART).rfind(|end| part.is_char_boundary(*end));
        part.truncate(end.unwrap_or_default());
        part.truncate(part.trim_end_matches(SEPARATORS).len());
    }
    // Some systems pass over what stands behind a dot.
    let (name, ending) = part.split_at(part.find('.').unwrap_or(part.len()));
    if part.trim_start_matches(SEPARATORS).is_empty() {
        format!("item-{}", identity::short_hash(own))
    } else if is_reserved(name) {
        format!("{name}-item{ending}")
    } else {
        part
    }
}

fn value(place: Place, article: &Article, own: &str) -> String {
    let date = article.first_date_time().map(Timestamp::to_day);
    let of_date = |range: std::ops::Range<usize>| {
        let date = date.as_deref().unwrap_or_default();
        date.get(range).unwrap_or_default().to_owned()
    };
    let slug_of = |text: &Option<String>| slug(text.as_deref().unwrap_or_default());
    match place {
        Place::Category => slug_of(&article.category),
        Place::Date => of_date(0..10),
        Place::Day => of_date(8..10),
        Place::Dateless => {
            let slug = value(Place::Slug, article, own);
            match split_day(&slug, &['-', '_']) {
                Some((day, rest)) => format!("{rest}-{day}"),
                None => slug,
            }
        }
        Place::Id => identity::short_hash(own),
        Place::Language => slug_of(&article.locale),
        Place::Month => of_date(5..7),
        Place::Provider => slug_of(
            &article
                .provider
                .as_ref()
                .and_then(|provider| provider.name.clone()),
        ),
        Place::Slug => {
            let some = |slug: String| Some(slug).filter(|slug| !slug.is_empty());
            let of_text = || some(slug_of(&body::beginning(article)));
            let slug = some(slug_of(&article.title)).or_else(of_text);
            slug.unwrap_or_else(|| format!("item-{}", identity::short_hash(own)))
        }
        Place::Year => of_date(0..4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, BodyFormat};

    fn article(title: &str, date: Option<&str>) -> Article {
        Article {
            title: Some(title.to_owned()),
            category: Some("../Étoiles".to_owned()),
            published_date_time: date.and_then(Timestamp::parse),
            ..Article::default()
        }
    }

    #[test]
    fn fills_in_what_there_is() {
        let path = |template: &str, title, date| {
            let template = FileTemplate::parse(template).expect("a pattern");
            template.path(&article(title, date), "id")
        };
        let date = Some("2021-02-03T04:05:06Z");
        assert_eq!(
            path("{date}-{slug}.md", "Hello, World", date),
            "2021-02-03-hello-world"
        );
        assert_eq!(path("{year}/{month}/{slug}", "a/b", date), "2021/02/ab");
        assert_eq!(
            path("{category}/{date}-{slug}", "con", None),
            "etoiles/con-item"
        );
        assert_eq!(path("{lang}/{slug}", "..", None).split('/').count(), 2);
    }

    #[test]
    fn texts_are_as_they_are_given() {
        let path = |template: &str, title: &str| {
            let template = FileTemplate::parse(template).expect("a pattern");
            let article = Article {
                title: Some(title.to_owned()),
                ..Article::default()
            };
            template.path(&article, "id")
        };
        for (template, title, expected) in [
            ("_posts/{slug}.md", "One", "_posts/one"),
            (
                "source/_drafts/-a b./{slug}",
                "One",
                "source/_drafts/-a b./one",
            ),
            (".hidden/{slug}", "One", ".hidden/one"),
            ("{slug}/index.md", "One", "one/index"),
            ("{slug}/_index.md", "Index", "index-item/_index"),
            ("_{slug}_", "One", "_one_"),
            ("_{category}-{slug}", "One", "_one"),
            ("{category}.{slug}", "One", "one"),
            ("{slug}-{lang}.en", "One", "one.en"),
            ("{slug}.en", "Con", "con-item.en"),
            ("{slug}", "../.ssh", "ssh"),
            (".{slug}", ".", ".item-b3addeb0"),
            ("{category}..", "One", "item-b3addeb0"),
            ("..{category}", "One", "item-b3addeb0"),
            (".{category}./{slug}", "One", "item-b3addeb0/one"),
            ("{category}{lang}/{slug}", "One", "item-b3addeb0/one"),
        ] {
            assert_eq!(path(template, title), expected, "{template}");
        }
    }

    #[test]
    fn what_tells_paths_apart_stands_before_what_all_have() {
        for (template, count) in [
            ("{slug}", 0),
            ("a/{slug}", 0),
            ("{slug}/index.md", 1),
            ("{slug}/a/{lang}b/c/d", 2),
            ("a/b", 0),
        ] {
            let template = FileTemplate::parse(template).expect("a pattern");
            assert_eq!(template.constant_parts(), count, "{template:?}");
        }
    }

    #[test]
    fn what_has_no_title_is_called_after_its_text() {
        let path = |title, excerpt: Option<&str>, body: Option<&str>| {
            let article = Article {
                excerpt: excerpt.map(str::to_owned),
                body: body.map(|text| Body {
                    text: text.to_owned(),
                    format: BodyFormat::Html,
                }),
                ..article(title, None)
            };
            FileTemplate::default().path(&article, "id")
        };
        let body = Some("<p>Coffee is <b>good</b> today.</p><p>And more.</p>");
        assert_eq!(path("", None, body), "coffee-is-good-today-and-more");
        assert_eq!(path("🌱", Some("Tea"), body), "tea");
        assert_eq!(path("", None, Some("<p>🌱</p>")), "item-b3addeb0");
    }

    #[test]
    fn leads_nowhere_else() {
        for text in [
            "",
            "..",
            "../{slug}",
            "/{slug}",
            "{slug}/",
            "{title}",
            "{slug",
            "a:b",
            "x/../y",
            "x/.. /y",
            " /{slug}",
        ] {
            assert!(FileTemplate::parse(text).is_err(), "{text}");
        }
    }
}
