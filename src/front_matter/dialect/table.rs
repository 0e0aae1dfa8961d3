//! The key names of all dialects as a table, printed from their own.

use super::PRESETS;
use super::rule::Rule;

/// Returns the table of all dialects, in Markdown: a field a line, a dialect a column.
pub fn dialect_table() -> String {
    let names: Vec<&str> = PRESETS.iter().map(|dialect| dialect.name).collect();
    let mut fields: Vec<String> = Vec::new();
    for rule in PRESETS.iter().flat_map(|dialect| &dialect.rules) {
        let field = rule.field.to_string();
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let mut table = format!(
        "| field | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for field in fields {
        let cells = PRESETS.iter().map(|dialect| cell(&dialect.rules, &field));
        let cells: Vec<String> = cells.collect();
        table.push_str(&format!("| `{field}` | {} |\n", cells.join(" | ")));
    }
    table
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
