//! Languages, as [BCP 47](https://www.rfc-editor.org/rfc/rfc5646#section-2.1) tags.

/// Codes that have others now.
const RENAMED: [(&str, &str); 3] = [("in", "id"), ("iw", "he"), ("ji", "yi")];

/// All codes of two letters ([ISO 639-1](https://www.loc.gov/standards/iso639-2/php/code_list.php)).
const SHORT: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss \
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Returns the tag, if it can be one: `en_US` is `en-US`, and `English` is none.
pub(crate) fn write(language: &str) -> Option<String> {
    let mut tag = language.trim().replace('_', "-");
    let renamed = RENAMED.iter().find(|(old, _)| {
        tag.split('-')
            .next()
            .is_some_and(|part| part.eq_ignore_ascii_case(old))
    });
    if let Some((_, new)) = renamed {
        tag.replace_range(..new.len(), new);
    }
    let mut parts = tag.split('-');
    let is_primary = |part: &str| match part.len() {
        2 => SHORT
            .split(' ')
            .any(|known| known.eq_ignore_ascii_case(part)),
        3 => part.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => false,
    };
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
            ("iw-IL", Some("he-IL")),
            ("zz", None),
            ("English", None),
            ("", None),
            ("e n", None),
        ] {
            assert_eq!(write(language).as_deref(), tag, "{language}");
        }
    }
}
