//! Parts of addresses, as Hugo makes them.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::site::page::Page;
use crate::site::settings::Settings;
use crate::text::character::is_mark;

/// Returns the folders that are sections: the first one, and those with an `_index.md`.
pub(super) fn sections(page: &Page, settings: &Settings, folders: &[String]) -> Vec<String> {
    let Some(mut path) = settings
        .contents
        .iter()
        .find(|content| page.path.starts_with(content))
        .cloned()
    else {
        return folders.to_vec();
    };
    let mut sections = Vec::new();
    for (index, (folder, part)) in page.place.folders.iter().zip(folders).enumerate() {
        path.push(folder);
        if index == 0 || path.join("_index.md").is_file() {
            sections.push(part.clone());
        }
    }
    sections
}

/// Fills in `:sections[1:]`, `:sections[0]` and `:sections[last]`.
pub(super) fn with_sections(pattern: &str, sections: &[String]) -> String {
    const TOKEN: &str = ":sections[";
    let mut out = pattern.to_owned();
    while let Some(start) = out.find(TOKEN) {
        let Some(length) = out[start..].find(']') else {
            break;
        };
        let inside = &out[start + TOKEN.len()..start + length];
        let index = |text: &str, default: usize| match text {
            "" => Some(default),
            "last" => sections.len().checked_sub(1),
            text => text.parse().ok(),
        };
        let part = match inside.split_once(':') {
            Some((from, to)) => index(from, 0)
                .zip(index(to, sections.len()))
                .and_then(|(from, to)| sections.get(from..to.min(sections.len()))),
            None => index(inside, 0).and_then(|index| sections.get(index..=index)),
        };
        let part = part.unwrap_or_default().join("/");
        out.replace_range(start..=start + length, &part);
    }
    out.replace("//", "/")
}

/// Returns the part of an address that a file or folder gives: blanks become hyphens before anything is left out.
pub(super) fn path_part(name: &str) -> String {
    let hyphens: String = name
        .chars()
        .map(|c| if c.is_whitespace() { '-' } else { c })
        .collect();
    hyphens.chars().filter(|c| is_kept(*c)).collect()
}

/// Returns the part of an address that a title or slug gives.
pub(super) fn word(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '/' | '-' => push_hyphen(&mut out),
            c if c.is_whitespace() => push_hyphen(&mut out),
            c if is_kept(c) => out.push(c),
            _ => {}
        }
    }
    out.trim_matches('-').to_owned()
}

/// Returns the text without the accents of its letters.
pub(super) fn without_accents(text: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let kept: String = apart.chars().filter(|c| !is_mark(*c)).collect();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&kept)
        .into_owned()
}

fn push_hyphen(out: &mut String) {
    if !out.ends_with('-') {
        out.push('-');
    }
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || "._#+~-@".contains(c)
}
