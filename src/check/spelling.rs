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
        let distance = distance(&plain, &self::plain(known));
        (distance <= reach).then_some((distance, known))
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Returns a name without what `snake_case`, `kebab-case` and `camelCase` differ in.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns how many letters must be changed, added, dropped or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let is_other = usize::from(a[i] != b[j]);
            let mut least = (last[j] + is_other).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
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
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
