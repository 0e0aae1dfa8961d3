//! What was meant by a name that nobody knows.

/// Returns the known name that is most like another: the same but for its case and its joints, or a few letters away.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(name);
    let length = plain.chars().count();
    let reach = match length {
        0..=2 => 0,
        3..=6 => 1,
        7..=11 => 2,
        12..=40 => 3,
        // Nobody misspells a name to that length.
        _ => return None,
    };
    let distances = known.into_iter().filter_map(|known| {
        let other = self::plain(known);
        let distance = strsim::osa_distance(&plain, &other);
        // Whoever writes more before a name means another one.
        let is_longer = distance > 1 && plain.ends_with(&other);
        (distance <= reach && !is_longer).then_some((distance, known))
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Says which known name was meant, else what there is to say.
pub(super) fn help<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => otherwise.to_owned(),
    }
}

/// Returns a name without what `snake_case`, `kebab-case` and `camelCase` differ in.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = [
            "title",
            "publishedDateTime",
            "webUrl",
            "topics",
            "heat",
            "type",
        ];
        for (name, expected) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("published_date_time", Some("publishedDateTime")),
            ("publishDateTime", Some("publishedDateTime")),
            ("web-url", Some("webUrl")),
            ("topic", Some("topics")),
            ("layout", None),
            ("mood", None),
            ("lead", None),
            ("apptitle", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
