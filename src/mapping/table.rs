//! A table of fields, in Markdown.

use std::fmt::Display;

/// Returns a line a field, in the order in which they first come, each with a cell a column.
pub(crate) fn table<F: Display + PartialEq>(
    columns: &[&str],
    fields: impl Iterator<Item = F>,
    cells: impl Fn(&F) -> Vec<String>,
) -> String {
    let mut lines: Vec<F> = Vec::new();
    for field in fields {
        if !lines.contains(&field) {
            lines.push(field);
        }
    }
    let rule = "---|".repeat(columns.len());
    let mut table = format!("| field | {} |\n|---|{rule}\n", columns.join(" | "));
    for field in lines {
        let cells = cells(&field).join(" | ");
        table.push_str(&format!("| `{field}` | {cells} |\n"));
    }
    table
}
