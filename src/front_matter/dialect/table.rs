//! The key names of all dialects as a table, printed from their own.

use super::PRESETS;
use super::rule::Rule;
use crate::mapping::table::table;

/// Returns the table of all dialects, in Markdown: a field a line, a dialect a column.
pub fn dialect_table() -> String {
    let names: Vec<&str> = PRESETS.iter().map(|dialect| dialect.name).collect();
    let rules = PRESETS.iter().flat_map(|dialect| &dialect.rules);
    let fields = rules.map(|rule| rule.field.to_string());
    table(&names, fields, |field| {
        let cells = PRESETS.iter().map(|dialect| cell(&dialect.rules, field));
        cells.collect()
    })
}

/// Returns the keys of a field: the first one is written.
fn cell(rules: &[Rule], field: &str) -> String {
    let rules = rules.iter().filter(|rule| rule.field.to_string() == field);
    let keys: Vec<String> = rules
        .flat_map(|rule| &rule.read)
        .map(|key| format!("`{key}`"))
        .collect();
    keys.join(", ")
}
