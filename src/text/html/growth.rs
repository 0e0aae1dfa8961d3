//! Markup that would take a writer of Markdown more than its share: it pads each row of a table to the widest cells of all, and
//! puts elements together that stand side by side, one by one.

use crate::text::token::{Token, Tokens};

/// Bytes of tables, padded, for each byte of the markup, and as many as any markup may have.
const MAX_GROWTH: usize = 4;
const MAX_PADDED: usize = 256 * 1024;

/// Bytes that may be moved while elements are put together: about a second.
const MAX_MOVED: usize = 10_000_000_000;

/// Returns whether to write the markup as Markdown would take more than its share.
pub(crate) fn is_outgrown(html: &str) -> bool {
    let mut padded = 0_usize;
    let mut neighbours = 0_usize;
    let mut open: Vec<Table> = Vec::new();
    let mut ended = "";
    for (range, token) in Tokens::new(html, 0) {
        let (name, is_start) = match &token {
            Token::Start(tag) => (tag.name, true),
            Token::End(name) => (*name, false),
            _ => {
                ended = "";
                continue;
            }
        };
        neighbours += usize::from(is_start && !ended.is_empty());
        ended = if is_start { "" } else { name };
        let is = |names: &[&str]| names.iter().any(|own| name.eq_ignore_ascii_case(own));
        if is(&["table"]) && is_start {
            open.push(Table::default());
        } else if is(&["table"]) {
            let size = open.pop().map_or(0, |table| table.padded(range.start));
            padded = padded.saturating_add(size);
        } else if let Some(table) = open.last_mut()
            && is(&["td", "th", "tr"])
        {
            table.end_cell(range.start);
            match (is(&["tr"]), is_start) {
                (true, true) => table.begin_row(),
                (false, true) => table.cell = Some(range.end),
                _ => {}
            }
        }
    }
    let unclosed = open.into_iter().map(|table| table.padded(html.len()));
    let padded = unclosed.fold(padded, usize::saturating_add);
    padded > MAX_PADDED.max(html.len().saturating_mul(MAX_GROWTH))
        || neighbours.saturating_mul(html.len()) > MAX_MOVED
}

/// A table, as wide as its cells so far.
#[derive(Default)]
struct Table {
    rows: usize,
    /// The widest cell of each column.
    widths: Vec<usize>,
    column: usize,
    /// Where the cell begins that is open.
    cell: Option<usize>,
}

impl Table {
    fn begin_row(&mut self) {
        self.rows += 1;
        self.column = 0;
    }

    fn end_cell(&mut self, end: usize) {
        let Some(start) = self.cell.take() else {
            return;
        };
        let width = end - start;
        match self.widths.get_mut(self.column) {
            Some(widest) => *widest = width.max(*widest),
            None => self.widths.push(width),
        }
        self.column += 1;
    }

    /// Returns how many bytes it has once every cell is as wide as the widest of its column, with what stands between them.
    fn padded(mut self, end: usize) -> usize {
        self.end_cell(end);
        let row = self.widths.iter().map(|width| width + 3).sum::<usize>();
        row.saturating_mul(self.rows + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_grows() {
        let row = "<tr><td>a</td></tr>";
        let wide = format!("<tr><th>{}</th></tr>", "b".repeat(100_000));
        for (html, is_grown) in [
            (format!("<table>{}</table>", row.repeat(10_000)), false),
            (
                format!("<table>{wide}</table><table>{}</table>", row.repeat(10_000)),
                false,
            ),
            (format!("<table>{wide}{}", row.repeat(10_000)), true),
            (
                format!(
                    "<table>{wide}<tr><td><table>{row}</table></td></tr>{}</table>",
                    row.repeat(10_000)
                ),
                true,
            ),
            (
                format!(
                    "<table><tr>{}</tr>{}</table>",
                    "<td>".repeat(10_000),
                    "<tr>".repeat(10_000)
                ),
                true,
            ),
            ("<i>x</i>".repeat(30_000), false),
            ("<i>x</i>".repeat(100_000), true),
            ("<i>x</i> ".repeat(100_000), false),
        ] {
            assert_eq!(is_outgrown(&html), is_grown, "{}", &html[..20]);
        }
    }
}
