//! Tables, which need no head there, and in which code may hold a bar.

use std::borrow::Cow;

use memchr::memmem;

use super::Raw;

/// Beginnings of lines that are something else, whatever bars they hold.
const OTHERS: [&str; 5] = ["#", ">", "[^", "```", "~~~"];

/// Marks of items, behind which stands a blank.
const ITEMS: [char; 4] = ['-', '*', '+', ':'];

const EMPTY: &str = "<th></th>";

const HEAD: &str = "<thead><tr>";

const HEAD_END: &str = "</tr></thead>";

const CODE_END: &str = "</code>";

/// Returns Markdown in which every table has a head, if an empty one, and as many columns as its widest row.
pub(super) fn with_heads(markdown: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut raw = None;
    let mut start = 0;
    let mut lines = markdown.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let begin = start;
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let mut is_table = line.contains('|');
        while let Some(next) = lines.next_if(|next| !next.trim().is_empty()) {
            start += next.len();
            is_table &= next.contains('|');
        }
        let block = &markdown[begin..start];
        if !is_table || is_other(block.trim_start()) {
            continue;
        }
        let Some(table) = Table::of(block).filter(|table| !table.is_common) else {
            continue;
        };
        let raw = raw.get_or_insert_with(|| Raw::new(markdown));
        if !raw.holds(begin + table.indentation.len()) {
            out.push_str(&markdown[copied..begin]);
            table.push(&mut out);
            copied = start;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

fn is_other(block: &str) -> bool {
    let behind = block.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = match behind.strip_prefix('.') {
        Some(item) if behind.len() < block.len() => Some(item),
        _ => block.strip_prefix(ITEMS),
    };
    item.is_some_and(|item| item.starts_with([' ', '\t']))
        || OTHERS.iter().any(|other| block.starts_with(other))
}

/// What a table says.
struct Table {
    indentation: String,
    rows: Vec<Vec<String>>,
    /// The sides of the columns, if the first row is a head.
    sides: Option<Vec<&'static str>>,
    /// Whether every reader finds the same cells.
    is_common: bool,
}

impl Table {
    /// Reads lines, if each has a bar that stands in no code.
    fn of(block: &str) -> Option<Self> {
        let indentation = &block[..block.len() - block.trim_start().len()];
        let mut table = Self {
            indentation: indentation.to_owned(),
            rows: Vec::new(),
            sides: None,
            is_common: !block.contains(['`', '<']) && !block.contains("\\\\"),
        };
        for line in block.lines().map(str::trim) {
            if is_line(line, '-') {
                if table.rows.len() == 1 && table.sides.is_none() {
                    table.sides = Some(sides(line));
                    table.is_common &= !line.contains('+');
                } else {
                    table.is_common = false;
                }
            } else if is_line(line, '=') {
                table.is_common = false;
            } else {
                table.rows.push(cells(line)?);
            }
        }
        let columns = table.sides.as_ref().map(Vec::len);
        let head = table.rows.first()?.len();
        table.is_common &= columns == Some(head) && table.rows.iter().all(|row| row.len() <= head);
        Some(table)
    }

    fn push(self, out: &mut String) {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut push = |cells: &mut dyn Iterator<Item = &str>| {
            out.push_str(&self.indentation);
            cells.for_each(|cell| out.extend(["| ", cell, " "]));
            out.push_str("|\n");
        };
        let sides = self.sides.as_deref().unwrap_or_default();
        let sides = sides.iter().copied().chain(std::iter::repeat("---"));
        let (head, rows) = match &self.rows[..] {
            [head, rows @ ..] if self.sides.is_some() => (&head[..], rows),
            rows => (&[][..], rows),
        };
        let none = std::iter::repeat("");
        push(&mut head.iter().map(String::as_str).chain(none).take(count));
        push(&mut sides.take(count));
        // Shorter rows are filled up anyway.
        for row in rows {
            push(&mut row.iter().map(String::as_str));
        }
    }
}

/// Returns whether a line stands between rows.
fn is_line(line: &str, mark: char) -> bool {
    line.contains(mark) && line.chars().all(|c| c == mark || "+|: \t".contains(c))
}

fn sides(line: &str) -> Vec<&'static str> {
    let columns = line.split(['|', '+']).map(str::trim);
    let columns = columns.filter(|column| column.contains('-'));
    let side = |column: &str| match (column.starts_with(':'), column.ends_with(':')) {
        (true, true) => ":-:",
        (true, false) => ":--",
        (false, true) => "--:",
        (false, false) => "---",
    };
    columns.map(side).collect()
}

/// Returns the cells of a row, with what says that a bar in code ends none.
fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = vec![String::new()];
    // Up to there, code in HTML has an end.
    let ends = memmem::rfind(line.as_bytes(), CODE_END.as_bytes()).unwrap_or_default();
    let mut rest = line;
    while let Some(at) = rest.find(['|', '\\', '`', '<']) {
        let cell = cells.last_mut()?;
        cell.push_str(&rest[..at]);
        rest = &rest[at..];
        let index = line.len() - rest.len();
        let length = match rest.as_bytes()[0] {
            b'|' => {
                cells.push(String::new());
                rest = &rest[1..];
                continue;
            }
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'<' if index < ends && rest.starts_with("<code") => {
                rest.find(CODE_END).map_or(1, |end| end + CODE_END.len())
            }
            b'<' => 1,
            _ => code_length(rest),
        };
        let (piece, behind) = rest.split_at(length);
        if piece.starts_with('\\') {
            cell.push_str(piece);
        } else {
            cell.push_str(&piece.replace('|', "\\|"));
        }
        rest = behind;
    }
    cells.last_mut()?.push_str(rest);
    if cells.len() == 1 {
        return None;
    }
    if line.starts_with('|') {
        cells.remove(0);
    }
    cells.pop_if(|cell| cell.trim().is_empty());
    for cell in &mut cells {
        *cell = cell.trim().to_owned();
    }
    Some(cells)
}

/// Returns how long the code is that a text begins with, or the marks that begin none.
fn code_length(text: &str) -> usize {
    let behind = |text: &str| text.trim_start_matches('`').len();
    let length = text.len() - behind(text);
    let mut rest = &text[length..];
    while let Some(at) = rest.find('`') {
        let left = behind(&rest[at..]);
        if rest.len() - at - left == length {
            return text.len() - left;
        }
        rest = &rest[rest.len() - left..];
    }
    length
}

/// Returns HTML whose tables have no heads in which nothing stands.
pub(in crate::text::markdown) fn without_empty_heads(html: String) -> String {
    let mut out = String::new();
    let mut copied = 0;
    for start in memmem::find_iter(html.as_bytes(), "<thead><tr><th></th>") {
        let mut rest = &html[start + HEAD.len()..];
        while let Some(behind) = rest.strip_prefix(EMPTY) {
            rest = behind;
        }
        if let Some(behind) = rest.strip_prefix(HEAD_END) {
            out.push_str(&html[copied..start]);
            copied = html.len() - behind.len();
        }
    }
    if copied == 0 {
        return html;
    }
    out + &html[copied..]
}
