//! The mapping as a table, printed from the rows.

use super::FORMATS;
use crate::mapping::table::table;

/// Returns the table of all rows, in Markdown: a field a line, a format a column.
pub fn mapping_table() -> String {
    let articles = columns(|format| format.article_rows());
    let feeds = columns(|format| format.feed_rows());
    format!("Of an article:\n\n{articles}\nOf a feed:\n\n{feeds}")
}

fn columns(rows: impl Fn(&dyn super::Format) -> Vec<(&'static str, &'static str)>) -> String {
    let formats = FORMATS.into_iter().map(|format| (format, rows(format)));
    // A format without rows has every field under its own name.
    let formats = formats.filter(|(_, rows)| !rows.is_empty());
    let (formats, places): (Vec<&dyn super::Format>, Vec<_>) = formats.unzip();
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let fields = places.iter().flatten().map(|(field, _)| *field);
    table(&names, fields, |field| {
        let cells = formats.iter().zip(&places);
        cells
            .map(|(format, rows)| cell(rows, field).unwrap_or_else(|| elsewhere(*format)))
            .collect()
    })
}

fn cell(rows: &[(&str, &str)], field: &str) -> Option<String> {
    let rows = rows.iter().filter(|(name, _)| *name == field);
    let places = rows.flat_map(|(_, places)| places.split(", "));
    let places = places.map(|place| match place.split_once(" (") {
        Some((place, remark)) => format!("`{place}` ({remark}"),
        None => format!("`{place}`"),
    });
    let places: Vec<String> = places.collect();
    // A bar would end the cell.
    (!places.is_empty()).then(|| places.join(", ").replace('|', "\\|"))
}

/// Returns where a field goes that has no place.
fn elsewhere(format: &dyn super::Format) -> String {
    if format.keeps_everything() {
        "remainder".to_owned()
    } else {
        "–".to_owned()
    }
}
