//! Which elements a parser leaves in which.

/// Returns what may stand in an element, if that is only this.
pub(super) fn frame(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "ol" | "ul" => &["li"],
        "table" => &["thead", "tbody"],
        "thead" | "tbody" => &["tr"],
        "tr" => &["th", "td"],
        _ => return None,
    })
}

/// Returns whether an element is a block of text, or stands in a place of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "div"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "ol"
            | "p"
            | "pre"
            | "table"
            | "ul"
    )
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "var"
    )
}

/// Returns whether an element stands where a parser leaves it.
pub(super) fn may_stand(name: &str, open: &[&str]) -> bool {
    let parent = open.last().copied().unwrap_or_default();
    if let Some(parts) = frame(parent) {
        return parts.contains(&name);
    }
    if is_block(name) {
        return matches!(
            parent,
            "" | "blockquote" | "div" | "figcaption" | "figure" | "li"
        );
    }
    let repeats = name == "a" && open.contains(&"a");
    is_inline(name) && !repeats
}
