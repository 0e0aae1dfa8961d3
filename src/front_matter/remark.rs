//! Remarks, which begin at a `#`; in YAML, behind blanks.

use super::syntax::Syntax;

/// Returns where the value of a line ends: before the blanks above the first `#` that stands in no quotation marks, if there is
/// one.
pub(super) fn end_of_value(line: &str, syntax: Syntax) -> usize {
    let is_yaml = syntax == Syntax::Yaml;
    const BLANKS: [char; 2] = [' ', '\t'];
    let mut quote = None;
    // Elsewhere in YAML they are apostrophes, and commas are words.
    let (mut may_quote, mut has_items) = (true, false);
    let mut before = '\n';
    let mut chars = line.char_indices();
    while let Some((at, char)) = chars.next() {
        match (quote, char) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some(end), _) if char == end => quote = None,
            (Some(_), _) => {}
            (None, '#') if BLANKS.contains(&before) || !is_yaml => {
                return line[..at].trim_end_matches(BLANKS).len();
            }
            (None, '"' | '\'') if may_quote || !is_yaml => quote = Some(char),
            (None, '[' | '{') if may_quote => has_items = true,
            (None, ',') => may_quote = has_items,
            (None, ' ' | '\t') => may_quote |= before == ':',
            (None, ':') => {}
            _ => may_quote = false,
        }
        before = char;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_a_remark_begins() {
        for (line, remark) in [
            ("a: b # c", " # c"),
            ("a: b \t# c # d", " \t# c # d"),
            ("a: b#c", ""),
            ("a: it's # c's", " # c's"),
            ("a: 'it''s # b' # c", " # c"),
            ("a: \"b\\\" # c\" # d", " # d"),
            ("a: b, \"c # d\" e", " # d\" e"),
            ("a: [b, \"c # d\", 'e # f', g's] # h", " # h"),
            ("a: {b: \"c # d\", \"e\":\"f # g\"} # h", " # h"),
            ("\"a # b\": c # d", " # d"),
            ("a: # b", " # b"),
        ] {
            assert_eq!(&line[end_of_value(line, Syntax::Yaml)..], remark, "{line}");
        }
        for (line, remark) in [
            ("a = \"b # c\"# d", "# d"),
            ("a = [1, 'b # c'] # d", " # d"),
            ("[a] # b", " # b"),
        ] {
            assert_eq!(&line[end_of_value(line, Syntax::Toml)..], remark, "{line}");
        }
    }
}
