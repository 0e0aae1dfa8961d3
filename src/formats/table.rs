//! The mapping as a table, printed from the rows.

use super::FORMATS;

/// Returns the table of all rows, in Markdown: a field a line, a format a column.
pub fn mapping_table() -> String {
    let articles = columns(|format| format.article_rows());
    let feeds = columns(|format| format.feed_rows());
    format!("Of an article:\n\n{articles}\nOf a feed:\n\n{feeds}")
}

fn columns(rows: impl Fn(&dyn super::Format) -> Vec<(&'static str, &'static str)>) -> String {
    let places: Vec<_> = FORMATS.iter().map(|format| rows(*format)).collect();
    let mut fields: Vec<&str> = Vec::new();
    for (field, _) in places.iter().flatten() {
        let fields_of_row = field
            .split(", ")
            .filter(|field| !fields.contains(field))
            .collect::<Vec<_>>();
        fields.extend(fields_of_row);
    }
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    let mut table = format!(
        "| field | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for field in fields {
        let cells = places.iter().map(|rows| {
            let of_field = rows
                .iter()
                .filter(|(fields, _)| fields.split(", ").any(|name| name == field));
            let places: Vec<String> = of_field.map(|(_, place)| format!("`{place}`")).collect();
            if places.is_empty() {
                "remainder".to_owned()
            } else {
                places.join(", ")
            }
        });
        table.push_str(&format!(
            "| `{field}` | {} |\n",
            cells.collect::<Vec<_>>().join(" | ")
        ));
    }
    table
}
