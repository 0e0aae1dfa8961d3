//! [`Dialect`]: the key names of a site generator, and ours. Both directions, as tables.
//!
//! Reading renames keys and gives values our form; what a dialect has no line for stays as it is, and our own names are read
//! in every dialect.

mod carried;
mod day;
mod language;
mod nested;
mod neutral;
mod part;
mod path;
mod preset;
mod recognition;
mod rule;
mod shape;
mod table;
mod tables;

use std::collections::HashSet;

pub(crate) use self::day::{split_date_time, split_day};
pub(crate) use self::shape::usual_date;
pub use self::table::dialect_table;

use self::carried::take_carried;
use self::nested::Nested;
use self::path::Path;
use self::preset::PRESETS;
use self::rule::Rule;
use self::shape::Shape;
use self::tables::Line;
use crate::error::Result;
use crate::model::{Map, RESERVED, Value};

/// How front matter is spelt.
#[derive(Clone, Debug)]
pub struct Dialect {
    name: &'static str,
    /// The map for what the generator does not know.
    nested: Option<Nested>,
    rules: Vec<Rule>,
}

impl Dialect {
    /// The names of all dialects: our own first.
    pub const NAMES: [&'static str; 7] = [
        "article", "jekyll", "hugo", "zola", "eleventy", "astro", "hexo",
    ];

    /// Returns the dialect of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|dialect| dialect.name == name)
    }

    /// Returns our own dialect.
    pub fn article() -> &'static Self {
        &PRESETS[0]
    }

    /// Returns the name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether the keys are our own, so that there is nothing to rename.
    pub(crate) fn is_own(&self) -> bool {
        std::ptr::eq(self, Self::article())
    }

    fn new(name: &'static str, lines: &'static [Line]) -> Self {
        Self {
            name,
            nested: None,
            rules: lines.iter().map(Rule::of_line).collect(),
        }
    }

    fn nested(self, key: &'static str, top: &'static [&'static str]) -> Self {
        Self {
            nested: Some(Nested { key, top }),
            ..self
        }
    }

    /// Returns the dialect with lines of the user's own: a field, and under it a key, a list of keys, or a map with `read` and
    /// `split`.
    ///
    /// Options of readers want one that lives as long as the program: `Box::leak` makes it so.
    ///
    /// ```
    /// use feedmatter::front_matter::{self, Dialect};
    /// use feedmatter::model::Map;
    ///
    /// let mut fields = Map::default();
    /// fields.push("excerpt", "teaser".into());
    /// let hugo = Dialect::named("hugo").expect("a dialect").with_fields(&fields)?;
    /// let article = front_matter::read_in(&hugo, "---\nteaser: Why\n---\n", &mut Vec::new())?;
    /// assert_eq!(article.excerpt.as_deref(), Some("Why"));
    /// # Ok::<(), feedmatter::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if a line is none of these, or names no place.
    pub fn with_fields(&self, fields: &Map) -> Result<Self> {
        let mut dialect = self.clone();
        for (field, value) in fields {
            let field = field.as_str().unwrap_or_default();
            let rule = Rule::of(field, value)?;
            dialect.rules.retain(|known| known.field != rule.field);
            dialect.rules.insert(0, rule);
        }
        Ok(dialect)
    }

    /// Returns the dialect without the generator's keys of a field; our own name of it is read nevertheless.
    pub(crate) fn without(&self, field: &str) -> Self {
        let mut dialect = self.clone();
        dialect
            .rules
            .retain(|rule| !rule.field.is_key(&field.into()));
        dialect
    }

    /// Returns the field that is read from a key, or from that key below the dialect's own maps.
    pub(crate) fn field_of(&self, key: &str) -> Option<String> {
        let nested = self.nested.iter().map(|nested| nested.key);
        let nested = nested.chain(["taxonomies"]);
        let places: Vec<Path> = [key.to_owned()]
            .into_iter()
            .chain(nested.map(|map| format!("{map}.{key}")))
            .filter_map(|place| Path::parse(&place))
            .collect();
        let rule = self
            .rules
            .iter()
            .find(|rule| rule.read.iter().any(|place| places.contains(place)));
        rule.map(|rule| rule.field.to_string())
    }

    /// Returns whether a value is meant for a field, by its name and that of the whole article's which holds it: what has our name
    /// and none of the generator's is the site's own, whatever its type.
    pub(crate) fn means(&self, within: &str, name: &str) -> bool {
        let is_known = |rule: &Rule| match within == name {
            true => rule
                .read
                .iter()
                .chain([&rule.field])
                .any(|path| path.is_key(&name.into())),
            false => rule.field.first() == within,
        };
        self.name == Self::article().name || self.rules.iter().any(is_known)
    }

    /// Returns whether it is known of a field if the generator takes it for HTML, so that it was read so.
    pub(crate) fn has_settled(&self, field: &str) -> bool {
        let rule = self
            .rules
            .iter()
            .find(|rule| rule.field.is_key(&field.into()));
        let settled = [Shape::Html, Shape::Text, Shape::TextOnly];
        rule.is_some_and(|rule| settled.contains(&rule.shape))
    }

    /// Returns the keys at the top of front matter at which, or below which, fields are written.
    pub(crate) fn written_keys(&self) -> impl Iterator<Item = &str> {
        let places = self.rules.iter().map(|rule| rule.write.first());
        places.chain(self.nested.as_ref().map(|nested| nested.key))
    }

    /// Returns the keys at the top of front matter at which, or below which, fields are read.
    pub(crate) fn read_keys(&self) -> impl Iterator<Item = &str> {
        let places = self.rules.iter().flat_map(|rule| &rule.read);
        places.map(Path::first)
    }

    /// Returns the keys at the top of front matter at which, or below which, a field is read: what counts for most first.
    pub(crate) fn keys_to<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let mut rules = self.rules.iter();
        let rule = rules.find(|rule| rule.field.first() == field);
        let keys = rule.into_iter().flat_map(|rule| &rule.read);
        [field].into_iter().chain(keys.map(Path::first))
    }

    /// Returns the key at the top of front matter at which a field was read, of those that stand there; else its own.
    pub(crate) fn key_from<'a>(&'a self, field: &'a str, stands: impl Fn(&str) -> bool) -> &'a str {
        let is_of_field = |rule: &&Rule| !self.is_own() && rule.field.is_key(&field.into());
        let rule = self.rules.iter().find(is_of_field);
        let places = rule.into_iter().flat_map(|rule| &rule.read);
        let keys = places.filter(|place| place.is_top_level());
        let mut keys = [field].into_iter().chain(keys.map(Path::first));
        keys.find(|key| stands(key)).unwrap_or(field)
    }

    /// Returns the key at the top of front matter at which, or below which, a field is written.
    pub(crate) fn key_of<'a>(&'a self, field: &'a str) -> &'a str {
        let rule = self.rules.iter().find(|rule| rule.field.first() == field);
        match (rule, &self.nested) {
            (Some(rule), _) => rule.write.first(),
            (None, Some(nested)) if field != RESERVED => nested.key,
            _ => field,
        }
    }

    /// Returns keys and values as an article has them.
    pub(crate) fn read(&self, mut map: Map) -> Map {
        if let Some(nested) = &self.nested {
            map = nested.read(map);
        }
        for rule in &self.rules {
            rule.read(&mut map);
        }
        take_carried(&mut map);
        map
    }

    /// Returns keys and values as the dialect has them; what it cannot say so that it comes back is carried beside. An article
    /// that is withheld is so to the generator, whichever key says it.
    pub(crate) fn write(&self, map: &Map, is_withheld: bool) -> Map {
        let mut rest = map.clone();
        if is_withheld {
            rest.retain(|key, _| !matches!(key.as_str(), Some("draft" | "published")));
            rest.push("published", Value::Bool(false));
        }
        let mut written = Map::default();
        for rule in &self.rules {
            // What is blank is so under our own name, and under theirs would be nothing.
            let is_own = rule.write == rule.field;
            let is_said = |value: &&Value| !value.is_blank() || is_own && value.as_str().is_some();
            let value = rule.field.get(&rest).filter(is_said);
            let is_taken = value.is_some_and(|value| match rule.shape.write(value) {
                Some(value) => rule.write.put(&mut written, value).is_ok(),
                // What the generator would misread there is carried.
                None => is_own,
            });
            if is_taken {
                rule.field.take(&mut rest);
            }
        }
        // What a rule has written stands for the field alone.
        let is_nested = |key: &Value| {
            let nested = self.nested.as_ref();
            nested.is_some_and(|nested| key.as_str() == Some(nested.key))
        };
        let taken: HashSet<&Value> = written.keys();
        rest.retain(|key, _| is_nested(key) || !taken.contains(key));
        if let Some(nested) = &self.nested {
            let reserved = rest.remove(RESERVED);
            nested.write(&mut written, rest);
            rest = reserved
                .map(|value| (RESERVED.into(), value))
                .into_iter()
                .collect();
        }
        let written = written.into_iter().chain(rest).collect();
        self.carry(map, written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::Syntax;

    fn map(yaml: &str) -> Map {
        Syntax::Yaml.read(yaml, 0, &mut Vec::new()).expect("YAML")
    }

    #[test]
    fn every_name_has_a_table() {
        assert_eq!(PRESETS.each_ref().map(Dialect::name), Dialect::NAMES);
    }

    #[test]
    fn reads_each_dialect() {
        for (dialect, theirs, ours) in [
            (
                "jekyll",
                "title: 1984\ndate: 2021-01-02 03:04:05 +0100\ntags: a b\ncategories: c\nauthor: Ann\nimage: /a.png\n",
                "title: '1984'\npublishedDateTime: 2021-01-02 03:04:05 +0100\ntopics: [a, b]\ncategories: [c]\nimages: [{url: /a.png}]\nprovider: {authors: [{name: Ann}]}\n",
            ),
            (
                "hugo",
                "date: 2021-01-02\ntags: [a b]\ntype: page\ndraft: true\nparams: {mood: good, author: Ann}\n",
                "publishedDateTime: 2021-01-02\ntopics: [a b]\ntemplate: page\npublished: false\nmood: good\nprovider: {authors: [{name: Ann}]}\n",
            ),
            (
                "zola",
                "taxonomies: {tags: [a], categories: [b]}\nextra: {canonical: https://a.example/}\n",
                "webUrl: https://a.example/\ncategories: [b]\ntopics: [a]\n",
            ),
            (
                "astro",
                "pubDate: Jul 08 2022\nheroImage: {src: ../a.jpg, alt: A}\n",
                "publishedDateTime: Jul 08 2022\nimages: [{url: ../a.jpg, description: A}]\n",
            ),
            (
                "astro",
                "published: 2024-04-01\n",
                "publishedDateTime: 2024-04-01\n",
            ),
            ("astro", "published: no\n", "published: no\n"),
            ("hexo", "categories: [[a, b], c]", "categories: [a, b, c]"),
            // Our own names are read everywhere.
            (
                "jekyll",
                "publishedDateTime: 2021-01-02\ndate: 2020-01-01\n",
                "publishedDateTime: 2021-01-02\ndate: 2020-01-01\n",
            ),
        ] {
            let dialect = Dialect::named(dialect).expect("a dialect");
            let read = dialect.read(map(theirs));
            assert_eq!(read, map(ours), "{theirs}");
        }
    }

    #[test]
    fn what_a_dialect_cannot_say_is_carried() {
        let ours = map(
            "title: A\ndate: mine\npublished: true\npublishedDateTime: 2021-01-02\ntags: [x]\ntopics: [a b, c]\nparams: 3\nheat: 2\nprovider: {name: P, authors: [{name: Ann}]}\n",
        );
        for name in Dialect::NAMES {
            let dialect = Dialect::named(name).expect("a dialect");
            let back = dialect.read(dialect.write(&ours, false));
            for (key, value) in &ours {
                assert_eq!(back.get(key.as_str().expect("text")), Some(value), "{name}");
            }
            assert_eq!(back.len(), ours.len(), "{name}");
        }
    }

    #[test]
    fn what_is_withheld_stays_so() {
        for ours in [
            "published: false",
            "published: no",
            "draft: true",
            "draft: yes",
            "removed: true",
        ] {
            let ours = map(&format!("title: A\n{ours}\nfeedmatter: kept\n"));
            for dialect in &PRESETS[1..] {
                let written = dialect.write(&ours, true);
                let said = match dialect.name {
                    "jekyll" | "hexo" => written.get("published") == Some(&Value::Bool(false)),
                    _ => written.get("draft") == Some(&Value::Bool(true)),
                };
                assert!(said, "{}: {written:?}", dialect.name);
                assert_eq!(
                    sorted(dialect.read(written)),
                    sorted(ours.clone()),
                    "{}",
                    dialect.name
                );
            }
        }
        let ours = map("title: A\npublished: yes\n");
        for dialect in &PRESETS[1..] {
            let written = dialect.write(&ours, false);
            assert_ne!(written.get("draft"), Some(&Value::Bool(true)));
            assert_eq!(
                sorted(dialect.read(written)),
                sorted(ours.clone()),
                "{}",
                dialect.name
            );
        }
    }

    fn sorted(map: Map) -> Vec<(Value, Value)> {
        let mut pairs: Vec<_> = map.into_iter().collect();
        pairs.sort_by_key(|(key, _)| format!("{key:?}"));
        pairs
    }

    #[test]
    fn users_have_the_last_word() {
        let fields = map(
            "excerpt: [dek, description]\ntopics: {read: keywords, split: ','}\nimages[0].url: cover.image\n",
        );
        let dialect = Dialect::named("jekyll").expect("a dialect");
        let dialect = dialect.with_fields(&fields).expect("lines");
        let read = dialect.read(map("dek: D\nkeywords: a, b c\ncover: {image: /c.png}\n"));
        assert_eq!(
            read,
            map("excerpt: D\ntopics: [a, b c]\nimages: [{url: /c.png}]\n")
        );
        for line in [
            "excerpt: 3",
            "excerpt: {read: a, write: b}",
            "excerpt: {write: a}",
            "excerpt: []",
            "topics: {read: a, split: 3}",
        ] {
            assert!(dialect.with_fields(&map(line)).is_err(), "{line}");
        }
    }
}
