//! What a YAML reader hides: integers of any size, and whether a key `<<` is a merge key or text.
//!
//! Both are marked in the text before it is read a second time, and the marks are taken out of the values again. A mark
//! that stands in other text, such as a block scalar or a quoted string, is taken out of it as well.

use std::collections::HashSet;

use crate::model::{Map, Value};

/// Integers of more digits than this do not fit 128 bits, and the crate would read them as floats.
const MAX_DIGITS: usize = 38;

/// The text of a merge key.
const MERGE_KEY: &str = "<<";

/// The marks of one text.
pub(super) struct Marks {
    /// Stands before the digits of an integer. Does not occur in the text.
    integer: String,
    /// Stands for a merge key. Does not occur in the text.
    merge: String,
}

impl Marks {
    /// Returns the marked text, if there is anything to mark.
    pub(super) fn mark(yaml: &str) -> Option<(Self, String)> {
        if !yaml.contains(MERGE_KEY) && !has_long_digits(yaml) {
            return None;
        }
        let unused = |name: &str| {
            let marks = (0..).map(|number| format!("feedmatter-{name}-{number}-"));
            marks
                .into_iter()
                .find(|mark| !yaml.contains(mark))
                .unwrap_or_default()
        };
        let marks = Self {
            integer: unused("integer"),
            merge: unused("merge"),
        };
        let marked = marks.mark_integers(&marks.mark_merge_keys(yaml));
        (marked != yaml).then_some((marks, marked))
    }

    /// A merge key stands alone before a colon. A quoted key does not merge, and our own emitter quotes every `<<`.
    fn mark_merge_keys(&self, yaml: &str) -> String {
        let mut marked = String::with_capacity(yaml.len());
        let mut rest = yaml;
        while let Some(start) = rest.find(MERGE_KEY) {
            let (before, after) = (&rest[..start], &rest[start + MERGE_KEY.len()..]);
            let before_key = marked.chars().chain(before.chars()).next_back();
            let is_first = matches!(before_key, None | Some(' ' | '\t' | '\n' | '{' | ','));
            let colon = after.trim_start_matches([' ', '\t']);
            let is_key = colon
                .strip_prefix(':')
                .is_some_and(|value| value.is_empty() || value.starts_with([' ', '\t', '\n']))
                || colon
                    .strip_prefix('\n')
                    .is_some_and(|line| line.trim_start().starts_with(": "));
            marked.push_str(before);
            marked.push_str(if is_first && is_key {
                &self.merge
            } else {
                MERGE_KEY
            });
            rest = after;
        }
        marked.push_str(rest);
        marked
    }

    fn mark_integers(&self, yaml: &str) -> String {
        let is_word = |c: char| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '.' | '_' | '-' | '+' | '&' | '*' | '!' | '%' | '"' | '\''
                )
        };
        let mut marked = String::with_capacity(yaml.len());
        let mut rest = yaml;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = rest[start..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(rest.len(), |end| start + end);
            let sign = if rest[..start].ends_with(['-', '+']) {
                start - 1
            } else {
                start
            };
            let before = marked.chars().chain(rest[..sign].chars()).next_back();
            let stands_alone = !before.is_some_and(is_word) && !rest[end..].starts_with(is_word);
            if stands_alone && !rest[start..].starts_with('0') && end - start > MAX_DIGITS {
                marked.extend([&rest[..sign], &self.integer, &rest[sign..end]]);
            } else {
                marked.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        marked.push_str(rest);
        marked
    }

    /// Takes the marks out of a value: makes integers, and merges.
    pub(super) fn restore(&self, value: Value) -> Value {
        match value {
            Value::Str(text) => self.restore_text(&text),
            Value::List(items) => {
                Value::List(items.into_iter().map(|item| self.restore(item)).collect())
            }
            Value::Tagged(tag, value) => Value::Tagged(tag, Box::new(self.restore(*value))),
            Value::Map(map) => Value::Map(self.restore_map(map)),
            value => value,
        }
    }

    fn restore_text(&self, text: &str) -> Value {
        let integer = text
            .strip_prefix(&self.integer)
            .map(|digits| digits.strip_prefix('+').unwrap_or(digits));
        if let Some(integer) = integer.and_then(Value::integer) {
            return integer;
        }
        Value::Str(
            text.replace(&self.integer, "")
                .replace(&self.merge, MERGE_KEY),
        )
    }

    /// Puts the pairs of a [merge key](https://yaml.org/type/merge.html) in its place; local keys win.
    fn restore_map(&self, map: Map) -> Map {
        let is_merge_key = |key: &Value| key.as_str() == Some(&self.merge);
        let mut seen: HashSet<Value> = map
            .iter()
            .map(|(key, _)| key.clone())
            .filter(|key| !is_merge_key(key))
            .collect();
        let mut restored = Vec::with_capacity(map.len());
        for (key, value) in map {
            let value = self.restore(value);
            if !is_merge_key(&key) {
                restored.push((self.restore(key), value));
                continue;
            }
            match merged_maps(&value) {
                Some(maps) => {
                    let pairs = maps.into_iter().flat_map(Map::iter).cloned();
                    restored.extend(pairs.filter(|(key, _)| seen.insert(key.clone())));
                }
                None => restored.push((MERGE_KEY.into(), value)),
            }
        }
        restored.into_iter().collect()
    }
}

/// Returns the maps that a merge key names: one, or a list of them.
fn merged_maps(value: &Value) -> Option<Vec<&Map>> {
    fn as_map(value: &Value) -> Option<&Map> {
        if let Value::Map(map) = value {
            Some(map)
        } else {
            None
        }
    }
    match value {
        Value::List(items) => items.iter().map(as_map).collect(),
        value => as_map(value).map(|map| vec![map]),
    }
}

fn has_long_digits(yaml: &str) -> bool {
    let mut digits = 0;
    yaml.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits > MAX_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use crate::front_matter::{read, write};

    /// Reads front matter, and returns what is written of it.
    fn canonical(yaml: &str) -> String {
        let article = read(&format!("---\n{yaml}---\n"), &mut Vec::new()).expect("front matter");
        let text = write(&article).expect("written front matter");
        let text = text
            .strip_prefix("---\n")
            .and_then(|text| text.strip_suffix("---\n\n"));
        text.expect("fences").replace("\n\n", "\n")
    }

    #[test]
    fn merges_and_lets_local_keys_win() {
        let base = "base: &b {x: 1, y: 2}\n";
        let merged = "base:\n  x: 1\n  \"y\": 2\nc:\n  \"y\": 2\n  x: 9\n";
        for merge in [
            "c:\n  <<: *b\n  x: 9\n",
            "c: {<<: *b, x: 9}\n",
            "c:\n  <<  : [*b]\n  x: 9\n",
            "c: { <<: [*b, *b], x: 9 }\n",
        ] {
            assert_eq!(canonical(&format!("{base}{merge}")), merged, "{merge}");
        }
    }

    #[test]
    fn leaves_text_alone() {
        let yaml = "\"<<\":\n  a: 1\nb: \"c, <<: d\"\ne: \"|\\n<<: f\\n\"\n";
        assert_eq!(canonical(yaml), yaml);
        assert_eq!(canonical("a: |\n  <<: b\n"), "a: \"<<: b\\n\"\n");
        assert_eq!(canonical("a: <<\n"), "a: \"<<\"\n");
    }

    #[test]
    fn keeps_integers_of_any_size() {
        let digits = "123456789".repeat(6);
        assert_eq!(
            canonical(&format!("a: +{digits}\n{digits}: b\n")),
            format!("a: {digits}\n{digits}: b\n")
        );
        for text in [
            format!("a: \"{digits}\"\n"),
            format!("a: x {digits} y\n"),
            format!("a: \"x {digits}, -{digits}\"\n"),
        ] {
            assert!(
                canonical(&text).contains(&digits) && !canonical(&text).contains("feedmatter"),
                "{text}"
            );
        }
    }
}
