//! Languages, as [BCP 47](https://www.rfc-editor.org/rfc/rfc5646#section-2.1) tags.

/// Returns the tag, if it can be one: `en_US` is `en-US`, and `English` is none.
pub(crate) fn write(language: &str) -> Option<String> {
    let tag = language.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let is_primary =
        |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_further =
        |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = parts.next().is_some_and(is_primary) && parts.all(is_further);
    is_tag.then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_tags() {
        for (language, tag) in [
            ("en", Some("en")),
            (" en_US ", Some("en-US")),
            ("zh-Hant-TW", Some("zh-Hant-TW")),
            ("English", None),
            ("", None),
            ("e n", None),
        ] {
            assert_eq!(write(language).as_deref(), tag, "{language}");
        }
    }
}
