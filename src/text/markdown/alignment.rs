//! How the columns of tables are aligned.

use pulldown_cmark::{Event, Parser, Tag as Element};

use super::OPTIONS;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

const SIDES: [&str; 3] = ["left", "center", "right"];

/// Returns the side that the text of a cell stands on, if it says so.
pub(super) fn alignment(cell: &Tag<'_>) -> Option<&'static str> {
    let of_style = cell.attribute("style").and_then(|style| {
        let mut values = style.split(';').filter_map(|own| own.split_once(':'));
        let own = values.find(|(name, _)| name.trim().eq_ignore_ascii_case("text-align"))?;
        Some(own.1)
    });
    let side = of_style.or_else(|| cell.attribute("align"))?.trim();
    SIDES.into_iter().find(|own| own.eq_ignore_ascii_case(side))
}

/// Returns the sides of the cells in the first row of each table.
fn alignments(html: &str) -> Vec<Vec<Option<&'static str>>> {
    let mut tables: Vec<Vec<Option<&'static str>>> = Vec::new();
    let mut rows = 0;
    for (_, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) if tag.name == "table" => {
                tables.push(Vec::new());
                rows = 0;
            }
            Token::Start(tag) if tag.name == "tr" => rows += 1,
            Token::Start(tag) if rows == 1 && matches!(tag.name, "td" | "th") => {
                let table = tables.last_mut();
                table
                    .into_iter()
                    .for_each(|table| table.push(alignment(&tag)));
            }
            _ => {}
        }
    }
    tables
}

/// Returns the Markdown of HTML with tables whose columns are aligned as there.
pub(super) fn aligned(markdown: String, html: &str) -> String {
    if !html.contains("align") {
        return markdown;
    }
    let tables = alignments(html);
    let mut out = String::with_capacity(markdown.len());
    let mut copied = 0;
    let events = Parser::new_ext(&markdown, OPTIONS).into_offset_iter();
    let own = events.filter(|(event, _)| matches!(event, Event::Start(Element::Table(_))));
    for ((_, range), sides) in own.zip(&tables) {
        // Below the head.
        let mut lines = markdown[range.clone()].split_inclusive('\n');
        let start = range.start + lines.next().map_or(0, str::len);
        out.push_str(&markdown[copied..start]);
        let line = lines.next().unwrap_or_default();
        let mut sides = sides.iter();
        for (index, cell) in line.split_inclusive('|').enumerate() {
            let side = if index == 0 {
                None
            } else {
                sides.next().copied().flatten()
            };
            match side {
                Some(side) => out.push_str(&marked(cell, side)),
                None => out.push_str(cell),
            }
        }
        copied = start + line.len();
    }
    out + &markdown[copied..]
}

/// Returns dashes with colons on a side, as wide as before.
fn marked(cell: &str, side: &str) -> String {
    let (begin, end) = match side {
        "left" => (":", ""),
        "right" => ("", ":"),
        _ => (":", ":"),
    };
    let width = cell.matches('-').count();
    let dashes = "-".repeat(width.saturating_sub(begin.len() + end.len()).max(1));
    cell.replacen(&"-".repeat(width), &[begin, &dashes, end].concat(), 1)
}
