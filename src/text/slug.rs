//! Slugs: a title as a part of a file name.

/// The longest slug, in bytes.
const MAX_LENGTH: usize = 100;

/// Returns the title in lower-case ASCII letters, digits and single hyphens. May be empty.
///
/// Everything else is left out, so `Microsoft’s` is `microsofts`; letters of other scripts are transliterated.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        if matches!(c, '-' | '_') || c.is_whitespace() {
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        } else if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            let latin = transliterated(c).to_ascii_lowercase();
            let words = latin
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty());
            slug.push_str(&words.collect::<Vec<_>>().join("-"));
            // A syllable of a script without spaces ends here.
            if latin.ends_with(' ') {
                slug.push('-');
            }
        }
        if slug.len() > MAX_LENGTH {
            break;
        }
    }
    if slug.len() > MAX_LENGTH {
        let end = slug[..=MAX_LENGTH].rfind('-').unwrap_or(MAX_LENGTH);
        slug.truncate(end);
    }
    slug.trim_matches('-').to_owned()
}

/// Returns the text in lower-case ASCII letters and digits, with a hyphen for each run of other characters.
pub(crate) fn ascii_words(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars() {
        let letters = if c.is_ascii() {
            c.to_ascii_lowercase().to_string()
        } else {
            transliterated(c).to_ascii_lowercase()
        };
        for c in letters.chars() {
            if c.is_ascii_alphanumeric() {
                words.push(c);
            } else if !words.is_empty() && !words.ends_with('-') {
                words.push('-');
            }
        }
    }
    words.trim_end_matches('-').to_owned()
}

/// Returns a letter of any script in ASCII; nothing for what is none.
pub(crate) fn transliterated(c: char) -> &'static str {
    deunicode::deunicode_char(c).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_slugs() {
        for (title, expected) in [
            (
                "Microsoft’s  Teams—now on web.powerapps.com!",
                "microsofts-teamsnow-on-webpowerappscom",
            ),
            ("Über die Brücke_nach -- Łódź", "uber-die-brucke-nach-lodz"),
            ("日本語", "ri-ben-yu"),
            ("🎉 Hooray", "hooray"),
            ("../../etc/passwd", "etcpasswd"),
            ("¡¿!?", ""),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn cuts_at_a_word() {
        assert_eq!(slug(&"word ".repeat(40)).len(), 99);
        assert_eq!(slug(&"x".repeat(400)).len(), 100);
    }
}
