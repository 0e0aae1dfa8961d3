//! Where keys and values stand in front matter. What they say, the readers know; this tells places only, and one that it does
//! not know is no harm.

mod json;
mod toml;
pub(super) mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use crate::front_matter::Syntax;

/// Where a key and its value stand, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The key; of an item of a list, what marks it.
    pub(super) key: Range<usize>,
    /// The value; empty when there is none, or when it is a block of further lines.
    pub(super) value: Range<usize>,
}

/// The places of all keys and values, by paths such as `images[1].url`.
#[derive(Debug, Default)]
pub(super) struct Outline {
    places: HashMap<String, Place>,
    /// Keys that stand twice in one map: where the first and the second stand.
    pub(super) duplicates: Vec<(String, Range<usize>, Range<usize>)>,
}

impl Outline {
    /// Looks at front matter.
    pub(super) fn of(syntax: Syntax, header: &str) -> Self {
        let mut outline = Self::default();
        match syntax {
            Syntax::Yaml => yaml::outline(header, &mut outline),
            Syntax::Toml => toml::outline(header, &mut outline),
            Syntax::Json => json::outline(header, &mut outline),
        }
        outline
    }

    /// Returns the outline with every place where it is in the file.
    pub(super) fn moved(mut self, to: impl Fn(usize) -> usize) -> Self {
        let moved = |range: &Range<usize>| to(range.start)..to(range.end);
        for place in self.places.values_mut() {
            place.key = moved(&place.key);
            place.value = moved(&place.value);
        }
        for (_, first, second) in &mut self.duplicates {
            *first = moved(first);
            *second = moved(second);
        }
        self
    }

    /// Gives a key of the top level another name.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        let (from, to) = (join("", from), join("", to));
        let below = |path: &str| {
            let below = path.strip_prefix(&from)?;
            (below.is_empty() || below.starts_with(['.', '['])).then(|| format!("{to}{below}"))
        };
        self.places = std::mem::take(&mut self.places)
            .into_iter()
            .map(|(path, place)| (below(&path).unwrap_or(path), place))
            .collect();
    }

    /// Returns where the value at a path stands: if it has no place of its own, its key, or else what holds it.
    pub(super) fn value(&self, path: &str) -> Option<Range<usize>> {
        let place = self.nearest(path)?;
        Some(if place.value.is_empty() {
            place.key.clone()
        } else {
            place.value.clone()
        })
    }

    /// Returns where the key at a path stands, or else what holds it.
    pub(super) fn key(&self, path: &str) -> Option<Range<usize>> {
        self.nearest(path).map(|place| place.key.clone())
    }

    fn nearest(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return Some(place);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }

    fn insert(&mut self, path: String, place: Place) {
        if let Some(first) = self.places.get(&path) {
            let keys = (first.key.clone(), place.key.clone());
            self.duplicates.push((path.clone(), keys.0, keys.1));
        }
        self.places.insert(path, place);
    }
}

/// Returns the path of a key below another. What divides paths is spelt otherwise within a key.
pub(super) fn join(path: &str, key: &str) -> String {
    let key = key.replace(['.', '['], DIVIDER_IN_KEY);
    if path.is_empty() {
        key
    } else {
        format!("{path}.{key}")
    }
}

/// No key has it.
const DIVIDER_IN_KEY: &str = "\0";

/// Returns a path for people.
pub(super) fn shown(path: &str) -> String {
    path.replace(DIVIDER_IN_KEY, ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(syntax: Syntax, header: &str, expected: &[(&str, &str)]) {
        let outline = Outline::of(syntax, header);
        for (path, value) in expected {
            let place = outline.places.get(*path).map(|place| place.value.clone());
            assert_eq!(place.map(|place| &header[place]), Some(*value), "{path}");
        }
        assert_eq!(outline.places.len(), expected.len(), "{outline:?}");
    }

    #[test]
    fn yaml() {
        let header = "title: \"A: b\" # c\n\nprovider:\n  name: Ann\n  authors:\n  - name: Bo\n    url: x\n  - Cy\n\
            list:\n- a\n- - b\n  - c\nflow: [a, \"b, c\", {d: e}]\nlong: one\n  two: three\ntext: |\n  a: b\n\n  c\nlast: 'it''s\n  d: e'\nempty:\n? x\n";
        holds(
            Syntax::Yaml,
            header,
            &[
                ("title", "\"A: b\""),
                ("provider", ""),
                ("provider.name", "Ann"),
                ("provider.authors", ""),
                ("provider.authors[0]", ""),
                ("provider.authors[0].name", "Bo"),
                ("provider.authors[0].url", "x"),
                ("provider.authors[1]", "Cy"),
                ("list", ""),
                ("list[0]", "a"),
                ("list[1]", ""),
                ("list[1][0]", "b"),
                ("list[1][1]", "c"),
                ("flow", "[a, \"b, c\", {d: e}]"),
                ("flow[0]", "a"),
                ("flow[1]", "\"b, c\""),
                ("flow[2]", "{d: e}"),
                ("flow[2].d", "e"),
                ("long", "one"),
                ("text", "|"),
                ("last", "'it''s\n  d: e'"),
                ("empty", ""),
            ],
        );
    }

    #[test]
    fn yaml_in_brackets_over_lines() {
        let header =
            "a: [\n  { # b, c\n    d: e # f\n  }, # [\n  {d: 'g # h',\n# i\n    j: k}\n]\nl: m\n";
        holds(
            Syntax::Yaml,
            header,
            &[
                ("a", header[3..].split("\nl").next().expect("a list")),
                ("a[0]", "{ # b, c\n    d: e # f\n  }"),
                ("a[0].d", "e"),
                ("a[1]", "{d: 'g # h',\n# i\n    j: k}"),
                ("a[1].d", "'g # h'"),
                ("a[1].j", "k"),
                ("l", "m"),
            ],
        );
        let header = "{a: b, c: [!!str \"d, e\"],\n  f: {a, g: h}}\n";
        holds(
            Syntax::Yaml,
            header,
            &[
                ("a", "b"),
                ("c", "[!!str \"d, e\"]"),
                ("c[0]", "\"d, e\""),
                ("f", "{a, g: h}"),
                ("f.a", ""),
                ("f.g", "h"),
            ],
        );
        let header = "a: {[b]: c,\n d: e,\n d: f}\n";
        assert_eq!(Outline::of(Syntax::Yaml, header).duplicates, []);
    }

    #[test]
    fn toml() {
        holds(
            Syntax::Toml,
            "a = 1\n[b]\nc = [\"x\", { d = 2 }]\n",
            &[
                ("a", "1"),
                ("b", "[b]"),
                ("b.c", "[\"x\", { d = 2 }]"),
                ("b.c[0]", "\"x\""),
                ("b.c[1]", "{ d = 2 }"),
                ("b.c[1].d", "2"),
            ],
        );
    }

    #[test]
    fn json() {
        holds(
            Syntax::Json,
            "{\"a\": 1,\n \"b\": [\"x\\\"]\", {\"c\": null}]}",
            &[
                ("a", "1"),
                ("b", "[\"x\\\"]\", {\"c\": null}]"),
                ("b[0]", "\"x\\\"]\""),
                ("b[1]", "{\"c\": null}"),
                ("b[1].c", "null"),
            ],
        );
    }
}
