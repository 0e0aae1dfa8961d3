//! The languages of front matter: each names its crate in one file, and gives keys and values in order.

pub(super) mod json;
mod marks;
mod plain;
mod toml;
mod toml_text;
pub(super) mod yaml;

use crate::error::{Position, Result, Warning};
use crate::front_matter::{emit, layout, syntax_of};
use crate::model::{Map, Value};
use crate::named::named;

/// A language of front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Between lines `---`.
    #[default]
    Yaml,
    /// Between lines `+++`.
    Toml,
    /// An object.
    Json,
}

named!(Syntax: "yaml" => Yaml, "toml" => Toml, "json" => Json);

impl Syntax {
    /// Returns the language of the front matter with which a text begins, if it does.
    ///
    /// ```
    /// use feedmatter::front_matter::Syntax;
    ///
    /// assert_eq!(Syntax::of("+++\ntitle = \"Hello\"\n+++\n"), Some(Syntax::Toml));
    /// assert_eq!(Syntax::of("# Hello\n"), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        syntax_of(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Returns whether the language has a word for a value.
    pub(super) fn can_say(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Yaml, _) => true,
            (_, Value::BigInt(_) | Value::Tagged(..)) => false,
            (_, Value::List(items)) => items.iter().all(|item| self.can_say(item)),
            (_, Value::Map(map)) => map
                .iter()
                .all(|(key, value)| key.as_str().is_some() && self.can_say(value)),
            (Self::Toml, scalar) => toml_text::can_say(scalar),
            (Self::Json, scalar) => json::can_say(scalar),
        }
    }

    /// Writes a mapping with its fences. What the language has no word for must have been taken out.
    pub(super) fn write(self, map: &Map) -> String {
        let text = self.text(map);
        match self.fences().first() {
            Some(fence) => format!("{fence}\n{text}{fence}\n"),
            None => text + "\n",
        }
    }

    /// Writes a mapping.
    pub(super) fn text(self, map: &Map) -> String {
        match self {
            Self::Yaml => emit::emit(map),
            Self::Toml => toml_text::write(map),
            Self::Json => json::write(map),
        }
    }

    /// Returns the lines that may close the front matter; the first of them opens it.
    pub(super) fn fences(self) -> &'static [&'static str] {
        match self {
            Self::Yaml => &["---", "..."],
            Self::Toml => &["+++"],
            Self::Json => &[],
        }
    }

    /// Reads a mapping that stands below so many lines of a file; positions are those in the file.
    pub(crate) fn read(
        self,
        text: &str,
        lines_before: usize,
        warnings: &mut Vec<Warning>,
    ) -> Result<Map> {
        match self {
            Self::Yaml => yaml::read(text, lines_before, warnings),
            Self::Toml => toml::read(text, lines_before),
            Self::Json => json::read(text, lines_before, warnings),
        }
    }

    /// Returns where keys of the top level stand, below so many lines of a file.
    pub(super) fn key_lines(self, text: &str, lines_before: usize) -> KeyLines<'_> {
        match self {
            Self::Yaml => KeyLines::of(text, ':', lines_before),
            Self::Toml => KeyLines::of_toml(text, lines_before),
            Self::Json => KeyLines::default(),
        }
    }
}

/// The lines at which top-level keys last stand.
#[derive(Default)]
pub(super) struct KeyLines<'a>(std::collections::HashMap<&'a str, usize>);

impl<'a> KeyLines<'a> {
    /// Looks at a text in which `separator` stands behind keys.
    fn of(text: &'a str, separator: char, lines_before: usize) -> Self {
        let keys = text.lines().enumerate().filter_map(|(index, line)| {
            let (key, _) = line.split_once(separator)?;
            let key = key.trim_end();
            let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
            Some((quoted.unwrap_or(key), lines_before + index + 1))
        });
        Self(keys.collect())
    }

    /// Keys of the same name within tables are others.
    fn of_toml(text: &'a str, lines_before: usize) -> Self {
        let lines = text.split_inclusive('\n');
        let above = lines.take_while(|line| !layout::is_table(line));
        let above = &text[..above.map(str::len).sum()];
        let mut all = Self::of(text, '=', lines_before);
        all.0.extend(Self::of(above, '=', lines_before).0);
        all
    }

    /// Returns where a key stands, if it is plain enough to be found.
    pub(super) fn position(&self, key: &str) -> Option<Position> {
        let alike = || {
            self.0
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(key))
        };
        let line = self.0.get(key).copied();
        let line = line.or_else(|| alike().map(|(_, line)| *line))?;
        Some(Position { line, column: 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_tables_are_others() {
        let toml = "a = 1\nb = 2\n\n[b]\na = 3\nc = 4\n[d]\nc = 5\n";
        let lines = Syntax::Toml.key_lines(toml, 1);
        let line = |key| lines.position(key).map(|position| position.line);
        assert_eq!(
            [line("a"), line("b"), line("c")],
            [Some(2), Some(3), Some(9)]
        );
    }
}
