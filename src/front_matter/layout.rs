//! Where fields stand in the text of a file, in each language, and how they are spelt there.

use std::borrow::Cow;

use super::split::{Parts, parts, split};
use super::syntax::Syntax;
use crate::model::Map;

/// Finds the parts of a file, if it has front matter. What is called by a name behind its fence is left to others.
pub(super) fn of(text: &str) -> Option<Parts> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.len() - rest.len();
    let Parts {
        syntax,
        header,
        body,
    } = parts(rest).ok()??;
    let fence = syntax.fences().first().copied().unwrap_or_default();
    let is_plain = rest[..header.start].trim_end() == fence;
    is_plain.then_some(Parts {
        syntax,
        header: start + header.start..start + header.end,
        body: start + body,
    })
}

/// Returns where the fields of a header begin that has a line for each, or several.
pub(super) fn starts(header: &str, syntax: Syntax) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    // Tables stand below all other fields; `[a.b]` is part of `a`.
    let mut table = None;
    for line in header.split_inclusive('\n') {
        let name = table_name(line).filter(|_| syntax == Syntax::Toml);
        let is_start = match name {
            Some(_) => name != table,
            None => table.is_none() && is_key(line),
        };
        table = name.or(table);
        if is_start {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}

/// Returns the field that a line of TOML begins as a table.
fn table_name(line: &str) -> Option<&str> {
    let name = line.trim_start_matches('[');
    is_table(line).then(|| name.split(['.', ']']).next().unwrap_or_default().trim())
}

/// Returns whether a field of TOML is a table, which has room for others only below it.
pub(super) fn is_table(lines: &str) -> bool {
    lines.starts_with('[')
}

/// Returns whether a field begins at this line.
fn is_key(line: &str) -> bool {
    let is_item = line
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
    !is_item && !is_blank_or_remark(line) && !line.starts_with([' ', '\t', ':', ']', '}'])
}

pub(super) fn is_blank_or_remark(line: &str) -> bool {
    line.starts_with('#') || line.trim().is_empty()
}

/// Returns the lines of a field in a language, given those of YAML. Of JSON, they stand between line ends and commas.
pub(super) fn spelt(written: &str, syntax: Syntax) -> Cow<'_, str> {
    let map = || -> Map {
        let map = Syntax::Yaml.read(written, 0, &mut Vec::new());
        map.unwrap_or_default()
    };
    match syntax {
        Syntax::Yaml => written.into(),
        Syntax::Toml => syntax.text(&map()).into(),
        Syntax::Json => {
            let object = syntax.text(&map());
            let member = object.trim_start_matches('{').trim_end_matches("\n}");
            format!("{member},").into()
        }
    }
}

/// Returns a text that we wrote as it would be in YAML, where lines tell its fields; any other as it is.
pub(crate) fn in_yaml(text: &str) -> Cow<'_, str> {
    let of_ours = || {
        let split = split(text).ok()?;
        let split = split.filter(|split| split.syntax != Syntax::Yaml)?;
        let map = split.syntax.read(split.header, 0, &mut Vec::new()).ok()?;
        let body = text.strip_prefix(&split.syntax.write(&map))?;
        Some(Syntax::Yaml.write(&map) + body)
    };
    of_ours().map_or(text.into(), Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_fields_of_toml_begin() {
        let header = "# Mine.\na = 1\nb = [\n  2,\n]\n\n[c]\nd = 3\n[c.e]\nf = 4\n[[g]]\nh = 5\n[[g]]\nh = 6\n";
        let starts = starts(header, Syntax::Toml);
        let lines: Vec<&str> = starts
            .iter()
            .filter_map(|start| header[*start..].lines().next())
            .collect();
        assert_eq!(lines, ["a = 1", "b = [", "[c]", "[[g]]"]);
    }

    #[test]
    fn spells_fields_of_json_as_they_stand_in_an_object() {
        for (written, member) in [
            ("a: 1\n", "\n  \"a\": 1,"),
            ("a:\n  b: {}\n", "\n  \"a\": {\n    \"b\": {}\n  },"),
        ] {
            assert_eq!(spelt(written, Syntax::Json), member);
        }
    }
}
