//! What the user wants of the entries of a feed. As long as that is the same, a feed that has not changed brings nothing new.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::FetchOptions;
use crate::front_matter::Syntax;
use crate::model::Source;

/// What is wanted of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Of all that makes them what they are. Earlier versions did not remember it.
    pub(super) hash: Option<i64>,
    /// From when on they count, in seconds since 1970.
    pub(super) since: Option<i64>,
    /// Whether the archives are wanted, too.
    pub(super) has_history: bool,
}

impl Shape {
    /// Returns what the settings and the options want.
    pub(super) fn of(source: &Source, options: &FetchOptions) -> Self {
        let limit = source.limit.or(options.limit.map(|limit| limit as u64));
        let mut said = format!(
            "{:?}",
            (
                (&source.category, &source.topics, &source.provider),
                (&source.language, &source.conditions, &source.fields),
                (source.trust, limit, options.body, options.dialect.name()),
            )
        );
        // Earlier versions knew no other, and what they remember still holds.
        if options.syntax != Syntax::Yaml {
            said += &format!("{:?}", options.syntax);
        }
        if let Some(stated) = source.extra.fields.get("where") {
            said += &format!("{stated:?}");
        }
        let mut hasher = SipHasher13::new();
        hasher.write(said.as_bytes());
        Self {
            hash: Some(hasher.finish().cast_signed()),
            since: options.since.map(|since| since.timestamp()),
            has_history: options.has_history,
        }
    }

    /// Returns whether this is more, or other, than what was wanted before.
    pub(super) fn is_beyond(self, before: Self) -> bool {
        // Many want the last few weeks, which begin later each day.
        let is_earlier = before
            .since
            .is_some_and(|before| self.since.is_none_or(|since| since < before));
        let is_deeper = self.has_history && !before.has_history;
        before.hash.is_some() && (before.hash != self.hash || is_earlier || is_deeper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wants_less_has_it_already() {
        let shape = |hash, since| Shape {
            hash,
            since,
            has_history: false,
        };
        let deeper = Shape {
            has_history: true,
            ..shape(Some(1), None)
        };
        for (before, now, is_beyond) in [
            (shape(None, None), shape(Some(1), None), false),
            (shape(Some(1), None), shape(Some(1), None), false),
            (shape(Some(1), None), shape(Some(2), None), true),
            (shape(Some(1), None), shape(Some(1), Some(5)), false),
            (shape(Some(1), Some(5)), shape(Some(1), Some(6)), false),
            (shape(Some(1), Some(5)), shape(Some(1), Some(4)), true),
            (shape(Some(1), Some(5)), shape(Some(1), None), true),
            (shape(Some(1), None), deeper, true),
            (deeper, shape(Some(1), None), false),
            (deeper, deeper, false),
        ] {
            assert_eq!(now.is_beyond(before), is_beyond, "{before:?} {now:?}");
        }
    }
}
