//! Which dialect a file is in, of which nothing else is known: its keys tell.

use super::Dialect;
use super::preset::{MANY, PRESETS};
use crate::front_matter::{Split, Syntax, normalise, split};
use crate::model::{Map, Value};

impl Dialect {
    /// Returns the dialect that the keys of a file are most likely in, if it has front matter that can be read.
    ///
    /// ```
    /// use feedmatter::front_matter::{self, Dialect};
    ///
    /// let text = "---\nlayout: post\ntitle: Hello\ntags: a b\n---\n";
    /// let dialect = Dialect::of(text).expect("front matter");
    /// assert_eq!(dialect.name(), "jekyll");
    /// let article = front_matter::read_in(dialect, text, &mut Vec::new())?;
    /// assert_eq!(article.topics, ["a", "b"]);
    /// # Ok::<(), feedmatter::Error>(())
    /// ```
    pub fn of(text: &str) -> Option<&'static Self> {
        let text = normalise(text);
        let Split { syntax, header, .. } = split(&text).ok()??;
        let map = syntax.read(header, 0, &mut Vec::new()).ok()?;
        Some(Self::of_keys(&map, syntax))
    }

    /// Returns the dialect that keys are most likely in, for a file of which nothing else is known.
    pub(crate) fn of_keys(map: &Map, syntax: Syntax) -> &'static Self {
        let has = |keys: &[&str]| keys.iter().any(|key| map.get(key).is_some());
        let name = if has(&["publishedDateTime", "webUrl", "provider", "topics"]) {
            "article"
        } else if is_of_eleventy(map) {
            "eleventy"
        } else if has(&["taxonomies"]) || syntax == Syntax::Toml && has(&["extra"]) {
            "zola"
        } else if syntax != Syntax::Yaml || has(&["params", "lastmod"]) {
            "hugo"
        } else if has(&["pubDate", "heroImage"]) {
            "astro"
        } else if has(&["layout", "permalink"]) {
            "jekyll"
        } else if has(&["date", "tags", "categories"]) {
            return &MANY;
        } else {
            "article"
        };
        Self::named(name).unwrap_or_else(Self::article)
    }

    /// Returns the dialects that keys may be found to be in.
    pub(crate) fn guesses() -> impl Iterator<Item = &'static Self> {
        PRESETS.iter().chain([&*MANY])
    }
}

/// Returns whether keys are those of Eleventy, or name a template that it runs.
fn is_of_eleventy(map: &Map) -> bool {
    let mut keys = map.iter().filter_map(|(key, _)| key.as_str());
    let layout = map.get("layout").and_then(Value::as_str);
    keys.any(|key| key.starts_with("eleventy"))
        || layout.is_some_and(|name| name.ends_with(".njk") || name.ends_with(".liquid"))
}
