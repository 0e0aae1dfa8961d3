//! One file with front matter, and one [`Article`]: both directions.
//!
//! ```
//! let article = feedmatter::front_matter::read("---\ntitle: Hello\n---\n\nText.\n", &mut Vec::new())?;
//! assert_eq!(article.title.as_deref(), Some("Hello"));
//! assert_eq!(feedmatter::front_matter::write(&article)?, "---\ntitle: \"Hello\"\n---\n\nText.\n");
//! # Ok::<(), feedmatter::Error>(())
//! ```

mod carrier;
mod dialect;
pub(crate) mod edit;
mod emit;
mod layout;
mod meant;
mod remark;
mod split;
mod syntax;

pub use self::dialect::{Dialect, dialect_table};
pub(crate) use self::dialect::{split_date_time, split_day, usual_date};
pub(crate) use self::layout::in_yaml;
pub(crate) use self::meant::{behind_comments, is_meant, is_read, unopened};
pub(crate) use self::split::{Split, header_of, is_fenced, normalise, split, syntax_of};
pub use self::syntax::Syntax;
pub(crate) use self::syntax::yaml::spell;

use self::carrier::Carrier;
use self::edit::Edit;
use self::syntax::KeyLines;
use crate::error::{Error, Result, Warning};
use crate::model::{
    Article, Body, BodyFormat, Feed, MAX_VALUE_DEPTH, Map, RESERVED, Record, Value,
};
use crate::text::markdown;

/// Below [`RESERVED`]: the format of the body, when it is not what the text looks like.
const BODY: &str = "body";

/// Beside it: what the article itself has under [`RESERVED`], if that leaves no room.
const OWN: &str = "own";

/// Reads a file with front matter.
///
/// The body is HTML if reading it as Markdown would change nothing, or if the front matter says so; else Markdown.
///
/// # Errors
///
/// Fails with a position if there is no front matter, if its closing fence is missing, or if it is not YAML, TOML or JSON.
/// A known key with an unexpected value is a warning; the value stays in [`Article::extra`].
pub fn read(text: &str, warnings: &mut Vec<Warning>) -> Result<Article> {
    read_with(text, |map, _| map, warnings)
}

/// Reads a file with front matter as a site generator has it.
///
/// ```
/// use feedmatter::front_matter::{self, Dialect};
///
/// let text = "+++\ntitle = \"Hello\"\ndate = 2021-01-02\n[taxonomies]\ntags = [\"a\"]\n+++\n";
/// let zola = Dialect::named("zola").expect("a dialect");
/// let article = front_matter::read_in(zola, text, &mut Vec::new())?;
/// assert_eq!(article.topics, ["a"]);
/// # Ok::<(), feedmatter::Error>(())
/// ```
///
/// # Errors
///
/// Fails as [`read`] does.
pub fn read_in(dialect: &Dialect, text: &str, warnings: &mut Vec<Warning>) -> Result<Article> {
    read_whole(text, |map, _| (dialect.read(map), dialect), warnings)
}

/// Reads a file with front matter of which something is changed before it becomes an article.
pub(crate) fn read_with(
    text: &str,
    change: impl FnOnce(Map, Syntax) -> Map,
    warnings: &mut Vec<Warning>,
) -> Result<Article> {
    let change = |map, syntax| (change(map, syntax), Dialect::article());
    read_whole(text, change, warnings)
}

fn read_whole<'d>(
    text: &str,
    change: impl FnOnce(Map, Syntax) -> (Map, &'d Dialect),
    warnings: &mut Vec<Warning>,
) -> Result<Article> {
    let text = normalise(text);
    let Some(split) = split(&text)? else {
        return Err(Error::NotAnArticle {
            found: "a text without front matter".to_owned(),
        });
    };
    read_split(&split, change, warnings)
}

/// Reads a file that is split already. What changes its map says in which dialect that was.
pub(crate) fn read_split<'d>(
    split: &Split<'_>,
    change: impl FnOnce(Map, Syntax) -> (Map, &'d Dialect),
    warnings: &mut Vec<Warning>,
) -> Result<Article> {
    let Split { syntax, header, .. } = *split;
    let mut map = syntax.read(header, split.lines_before, warnings)?;
    let body = split.body.map(|text| Body {
        text: text.to_owned(),
        format: take_body_format(&mut map).unwrap_or_else(|| natural_format(text)),
    });
    let lines = || syntax.key_lines(header, split.lines_before);
    let carrier = Carrier::take(&mut map, syntax);
    let (map, dialect) = change(map, syntax);
    let mut article: Article = from_map(carrier.join(map), dialect, lines, warnings);
    article.body = body;
    Ok(article)
}

/// How to write a file with front matter.
#[derive(Clone, Copy, Debug)]
pub struct WriteOptions<'a> {
    /// The site generator whose names the keys have.
    pub dialect: &'a Dialect,
    /// The language of the front matter.
    pub syntax: Syntax,
}

impl Default for WriteOptions<'_> {
    fn default() -> Self {
        Self {
            dialect: Dialect::article(),
            syntax: Syntax::Yaml,
        }
    }
}

/// Writes a file with front matter.
///
/// # Errors
///
/// Fails if values are nested more than [`MAX_VALUE_DEPTH`] deep, or if the body holds NUL, which no text file does.
pub fn write(article: &Article) -> Result<String> {
    write_map(article.to_map(), article, Syntax::Yaml, |map| map)
}

/// Writes a file with front matter, in YAML, as a site generator has it. [`read_in`] gives the article back, in another order
/// of its keys.
///
/// # Errors
///
/// Fails as [`write()`] does.
pub fn write_in(dialect: &Dialect, article: &Article) -> Result<String> {
    let options = WriteOptions {
        dialect,
        ..WriteOptions::default()
    };
    write_with(article, &options)
}

/// Writes a file with front matter in the language and with the keys of a site generator. [`read_in`], and for our own keys
/// [`read`], gives the article back, in another order of its keys unless they are our own in YAML or JSON; what the language
/// has no word for stands as JSON under `feedmatter`.
///
/// ```
/// use feedmatter::front_matter::{self, Dialect, Syntax, WriteOptions};
///
/// let article = front_matter::read("---\ntitle: Hello\ntopics: [a]\n---\n", &mut Vec::new())?;
/// let zola = WriteOptions { dialect: Dialect::named("zola").expect("a dialect"), syntax: Syntax::Toml };
/// let text = front_matter::write_with(&article, &zola)?;
/// assert_eq!(text, "+++\ntitle = \"Hello\"\n\n[taxonomies]\ntags = [\"a\"]\n+++\n\n");
/// assert_eq!(front_matter::read_in(zola.dialect, &text, &mut Vec::new())?, article);
/// # Ok::<(), feedmatter::Error>(())
/// ```
///
/// # Errors
///
/// Fails as [`write()`] does.
pub fn write_with(article: &Article, options: &WriteOptions<'_>) -> Result<String> {
    let WriteOptions { dialect, syntax } = *options;
    if dialect.is_own() {
        return write_map(article.to_map(), article, syntax, |map| map);
    }
    write_map(article.to_map(), article, syntax, |map| {
        dialect.write(&map, article.is_withheld())
    })
}

/// Changes some fields of a file with front matter, and no other byte: remarks, blank lines, line ends and the order of keys
/// stay. A field is named as the file has it; one without a value is taken away, and a new one comes last.
///
/// ```
/// use feedmatter::front_matter;
/// use feedmatter::model::Value;
///
/// let text = "---\n# Mine.\ntitle:  'Old'   # a remark\ndraft: true\n---\n\nText.\n";
/// let changes = [("title", Some("New".into())), ("draft", None), ("weight", Some(Value::Int(3)))];
/// assert_eq!(
///     front_matter::edit(text, changes)?,
///     "---\n# Mine.\ntitle: \"New\"   # a remark\nweight: 3\n---\n\nText.\n",
/// );
/// # Ok::<(), feedmatter::Error>(())
/// ```
///
/// # Errors
///
/// Fails if there is no front matter, if its fields cannot be told by line, such as `{title: Old}`, if its language cannot say a
/// value, or if values are nested too deeply.
pub fn edit<'a>(
    text: &str,
    changes: impl IntoIterator<Item = (&'a str, Option<Value>)>,
) -> Result<String> {
    let refused = |expected, found| Error::NotEditable { expected, found };
    let by_line = || refused("fields on lines of their own", "others");
    let syntax = Syntax::of(text).ok_or_else(|| refused("front matter", "none"))?;
    let mut edit = Edit::of(text).ok_or_else(by_line)?;
    for (key, value) in changes {
        let is_taken_away = value.is_none();
        let value = value.unwrap_or(Value::Str(String::new()));
        let map = Map::from_iter([(key.into(), value)]);
        check_depth(&map)?;
        if map.iter().any(|(_, value)| !syntax.can_say(value)) {
            return Err(refused("a value that its language can say", "another"));
        }
        let written = emit::emit(&map);
        if is_taken_away {
            edit.remove(edit::key(&written));
        } else {
            let last = edit.fields().filter(|field| !field.is_empty()).last();
            let last = last.map(|field| edit::key(field).to_owned());
            edit.set(&written, last.as_deref());
        }
    }
    edit.finish().ok_or_else(by_line)
}

fn write_map(
    mut map: Map,
    article: &Article,
    syntax: Syntax,
    change: impl FnOnce(Map) -> Map,
) -> Result<String> {
    check_depth(&map)?;
    let carrier = (syntax != Syntax::Yaml).then(|| {
        let (carrier, said) = Carrier::new(std::mem::take(&mut map), syntax);
        map = said;
        carrier
    });
    let mut map = change(map);
    if let Some(carrier) = carrier {
        carrier.put(&mut map);
    }
    if let Some(body) = &article.body
        && (natural_format(&body.text) != body.format || body_format_of(&map).is_some())
    {
        put_body_format(&mut map, body.format);
    }
    check_depth(&map)?;
    let text = article.body.as_ref().map_or("", |body| &body.text);
    if text.contains('\0') {
        return Err(Error::NulInBody);
    }
    Ok(format!("{}\n{text}", syntax.write(&map)))
}

/// Reads what a `_feed.yml` says of a feed.
///
/// # Errors
///
/// Fails with a position if it is not YAML.
pub fn read_feed(text: &str, warnings: &mut Vec<Warning>) -> Result<Feed> {
    let text = normalise(text);
    let map = Syntax::Yaml.read(&text, 0, warnings)?;
    let lines = || Syntax::Yaml.key_lines(&text, 0);
    Ok(from_map(map, Dialect::article(), lines, warnings))
}

/// Makes a feed of what a file of settings says under the keys of `_feed.yml`.
pub(crate) fn feed_of(map: Map, warnings: &mut Vec<Warning>) -> Feed {
    from_map(map, Dialect::article(), KeyLines::default, warnings)
}

/// Writes all of a feed but its articles, as `_feed.yml` holds it.
///
/// # Errors
///
/// Fails if values are nested more than [`MAX_VALUE_DEPTH`] deep.
pub fn write_feed(feed: &Feed) -> Result<String> {
    write_settings(&feed.to_map())
}

/// Writes a file of settings in YAML.
pub(crate) fn write_settings(map: &Map) -> Result<String> {
    check_depth(map)?;
    Ok(emit::emit(map))
}

fn from_map<'a, T: Record>(
    map: Map,
    dialect: &Dialect,
    lines: impl FnOnce() -> KeyLines<'a>,
    warnings: &mut Vec<Warning>,
) -> T {
    let record = T::from_map(map);
    let mut mismatches = record.mismatches();
    mismatches.retain(|mismatch| dialect.means(mismatch.within, mismatch.name));
    if !mismatches.is_empty() {
        let lines = lines();
        let stands = |key: &str| lines.position(key).is_some();
        warnings.extend(mismatches.into_iter().map(|mut mismatch| {
            if mismatch.within == mismatch.name {
                mismatch.name = dialect.key_from(mismatch.name, stands);
                mismatch.within = mismatch.name;
            }
            let warning = Warning::new(mismatch.to_string());
            warning.at(lines.position(mismatch.within))
        }));
    }
    record
}

fn check_depth(map: &Map) -> Result<()> {
    if map.is_within(MAX_VALUE_DEPTH - 1) {
        Ok(())
    } else {
        Err(Error::TooDeep)
    }
}

/// HTML that reading as Markdown would leave as it is counts as HTML.
pub(crate) fn natural_format(text: &str) -> BodyFormat {
    if markdown::is_html(text) {
        BodyFormat::Html
    } else {
        BodyFormat::Markdown
    }
}

fn body_format_of(map: &Map) -> Option<BodyFormat> {
    match map.get(RESERVED)? {
        Value::Map(reserved) => BodyFormat::named(reserved.get(BODY)?.as_str()?),
        _ => None,
    }
}

fn take_body_format(map: &mut Map) -> Option<BodyFormat> {
    let format = body_format_of(map)?;
    let Some(Value::Map(reserved)) = map.get_mut(RESERVED) else {
        return None;
    };
    reserved.remove(BODY);
    if reserved.is_empty() {
        map.remove(RESERVED);
    } else if is_wrapped(reserved)
        && let Some(own) = reserved.remove(OWN)
        && let Some(slot) = map.get_mut(RESERVED)
    {
        *slot = own;
    }
    Some(format)
}

fn put_body_format(map: &mut Map, format: BodyFormat) {
    if map.get(RESERVED).is_none() {
        map.push(RESERVED, Value::Map(Map::default()));
    } else if let Some(slot) = map.get_mut(RESERVED)
        && !has_room(slot)
    {
        let own = (OWN.into(), std::mem::take(slot));
        *slot = Value::Map([own].into_iter().collect());
    }
    if let Some(Value::Map(reserved)) = map.get_mut(RESERVED) {
        reserved.push(BODY, format.name().into());
    }
}

/// Returns whether the format can stand in what is there, and be taken out again.
fn has_room(reserved: &Value) -> bool {
    match reserved {
        Value::Map(map) => !map.is_empty() && !is_wrapped(map) && map.get(BODY).is_none(),
        _ => false,
    }
}

fn is_wrapped(reserved: &Map) -> bool {
    reserved.len() == 1 && reserved.get(OWN).is_some()
}
