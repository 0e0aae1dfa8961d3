//! An entry that has changed in the feed, and its file that may have changed by hand: each side keeps what is its own.

use super::fields::{self, BODY, ByKey, are_alike};
use crate::error::Warning;
use crate::front_matter::edit::{self, Edit};
use crate::front_matter::in_yaml;
use crate::model::RESERVED;

/// What becomes of a file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Merged {
    /// The new text, if anything is new in it.
    pub(super) text: Option<String>,
    /// What has changed on both sides, and stays as it is in the file.
    pub(super) kept: Vec<String>,
}

impl Merged {
    /// Says what stays as it is, and why. Where nobody knows what the feed said before, nobody knows who has changed it.
    pub(super) fn warning(&self, path: &str, is_known: bool) -> Warning {
        let (names, is_one) = match &self.kept[..] {
            [names @ .., last] if !names.is_empty() => {
                (format!("{}` and `{last}", names.join("`, `")), false)
            }
            names => (names.concat(), true),
        };
        let reason = match (is_known, is_one) {
            (true, true) => "has changed in the feed and by hand, and stays as it is",
            (true, false) => "have changed in the feed and by hand, and stay as they are",
            (false, true) => "is not as in the feed, and stays as it is: it may be yours",
            (false, false) => {
                "are not as in the feed, and stay as they are: some of it may be yours"
            }
        };
        Warning::new(format!("`{path}`: `{names}` {reason}"))
    }
}

/// Brings what is new in an entry into its file. `base` is what the feed said before; without it nobody knows whose a field
/// is, and all stay.
///
/// Returns `None` if the file is none whose fields can be told apart.
pub(super) fn merge(file: &str, base: Option<&ByKey>, new: &str) -> Option<Merged> {
    let mut edit = Edit::of(file)?;
    let mut merged = Merged::default();
    let mut is_changed = false;
    let new = in_yaml(new);
    let (fields, body) = edit::written(&new);
    let own_body = edit.body().into_owned();
    let has_own_body = base.is_none_or(|base| !base.is(BODY, &own_body));
    let mut above = None;
    for field in &fields {
        let key = edit::key(field);
        let own = edit.field(key);
        let is_new = base.is_none_or(|base| !base.is(key, field))
            && own.is_none_or(|own| !are_alike(key, own, field));
        let is_ours = match (own, base) {
            (_, None) => false,
            // It says which format the body has.
            (_, Some(_)) if key == RESERVED && has_own_body => false,
            (Some(own), Some(base)) => base.is(key, own) && !edit.has_remarks(key),
            (None, Some(base)) => !base.has(key),
        };
        if is_new && is_ours {
            edit.set(field, above);
            is_changed = true;
        } else if is_new {
            merged.kept.push(key.to_owned());
        }
        if edit.field(key).is_some() {
            above = Some(key);
        }
    }
    if let Some(base) = base {
        let is_left = |own: &&str| {
            let key = edit::key(own);
            base.is(key, own) && !fields.iter().any(|field| edit::key(field) == key)
        };
        let left: Vec<String> = edit
            .fields()
            .filter(is_left)
            .map(|own| edit::key(own).to_owned())
            .filter(|key| !edit.is_remarked(key))
            .collect();
        for key in left {
            edit.remove(&key);
            is_changed = true;
        }
    }
    if own_body != body && base.is_none_or(|base| !base.is(BODY, body)) {
        if has_own_body {
            merged.kept.push("body".to_owned());
        } else {
            edit.set_body(body);
            is_changed = true;
        }
    }
    if is_changed {
        // Where nothing but the hash, or a counter, is new.
        let is_other = |field: &&&str| {
            let key = edit::key(field);
            let is_ours = |own: &str| base.is_some_and(|base| base.is(key, own));
            let own = edit.field(key).filter(|own| is_ours(own));
            own.is_some_and(|own| own != **field && are_alike(key, own, field))
        };
        let others: Vec<&str> = fields.iter().filter(is_other).copied().collect();
        for field in others {
            let key = edit::key(field);
            let own = edit.field(key).and_then(fields::word);
            match own.map(str::to_owned).zip(fields::word(field)) {
                Some((other, word)) => edit.put(field, word, &other),
                None if edit.has_remarks(key) => {}
                None => edit.set(field, None),
            }
        }
        merged.text = Some(edit.finish()?);
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::super::fields::Fields;
    use super::*;

    const OLD: &str = "---\ntitle: \"Old\"\nexcerpt: \"Old\"\nlength: PT1H\n\ntopics:\n  - a\n\nfeed:\n  hash: v1-0\n---\n\nOld.\n";
    const NEW: &str = "---\ntitle: \"New\"\nexcerpt: \"New\"\nwebUrl: \"https://example.com/\"\n\ntopics:\n  - b\n\nfeed:\n  hash: v1-1\n---\n\nNew.\n";

    fn merged(file: &str) -> (Option<String>, Vec<String>) {
        let base = Fields::of(OLD).by_key();
        let Merged { text, kept } = merge(file, Some(&base), NEW).expect("front matter");
        (text, kept)
    }

    #[test]
    fn takes_what_the_user_left_alone() {
        assert_eq!(merged(OLD), (Some(NEW.to_owned()), Vec::new()));
    }

    #[test]
    fn keeps_what_the_user_changed() {
        let file = "---\n# Mine.\nown: 1\ntitle: Mine\nexcerpt: Old # why\nlength: PT1H\nfeed:\n  hash: v1-0\n---\n\nMine.\n";
        let text = "---\n# Mine.\nown: 1\ntitle: Mine\nexcerpt: \"New\" # why\nwebUrl: \"https://example.com/\"\nfeed:\n  hash: v1-1\n---\n\nMine.\n";
        assert_eq!(
            merged(file),
            (
                Some(text.to_owned()),
                ["title", "topics", "body"].map(str::to_owned).to_vec()
            )
        );
    }

    #[test]
    fn keeps_remarks() {
        let file = OLD
            .replace("topics:\n", "topics: # why\n")
            .replace("feed:\n", "feed: # whose\n  # ours\n");
        let text = NEW
            .replace("topics:\n", "topics: # why\n")
            .replace("feed:\n", "feed: # whose\n  # ours\n");
        assert_eq!(merged(&file), (Some(text), Vec::new()));
        // What the feed has no more goes, unless something is said of it.
        let base = Fields::of(OLD).by_key();
        let new = OLD
            .replace("topics:\n  - a\n\n", "")
            .replace("v1-0", "v1-1");
        let file = OLD.replace("topics:\n", "topics: # why\n");
        let Merged { text, .. } = merge(&file, Some(&base), &new).expect("front matter");
        assert_eq!(text, None);
    }

    #[test]
    fn keeps_everything_when_nobody_knows_whose_it_is() {
        let Merged { text, kept } = merge(OLD, None, NEW).expect("front matter");
        assert_eq!(text, None);
        assert_eq!(kept, ["title", "excerpt", "webUrl", "topics", "body"]);
    }

    #[test]
    fn says_what_stays() {
        for (kept, is_known, said) in [
            (
                &["a"][..],
                true,
                "`a` has changed in the feed and by hand, and stays as it is",
            ),
            (
                &["a", "b"],
                true,
                "`a` and `b` have changed in the feed and by hand, and stay as they are",
            ),
            (
                &["a"],
                false,
                "`a` is not as in the feed, and stays as it is: it may be yours",
            ),
            (
                &["a", "b", "c"],
                false,
                "`a`, `b` and `c` are not as in the feed, and stay as they are: some of it may be yours",
            ),
        ] {
            let merged = Merged {
                kept: kept.iter().map(|key| (*key).to_owned()).collect(),
                ..Merged::default()
            };
            let warning = merged.warning("a.md", is_known);
            assert_eq!(warning.message, format!("`a.md`: {said}"));
        }
    }

    #[test]
    fn says_nothing_of_what_both_changed_alike() {
        assert_eq!(merged(NEW), (None, Vec::new()));
    }

    #[test]
    fn leaves_no_blank_line_of_a_field_that_goes_and_comes_back() {
        let file = OLD.replace("\n\nOld.", "\n\nMine.");
        let without = OLD.replace("\ntopics:\n  - a\n", "");
        let [base, less] = [OLD, &without].map(|text| Fields::of(text).by_key());
        let gone = merge(&file, Some(&base), &without).and_then(|merged| merged.text);
        let gone = gone.expect("a change");
        assert_eq!(gone, without.replace("\n\nOld.", "\n\nMine."));
        let back = merge(&gone, Some(&less), OLD).and_then(|merged| merged.text);
        assert_eq!(back, Some(file));
    }
}
