//! [`Admission`]: which pages are to be seen.

use chrono::{DateTime, Utc};

use super::page::Page;
use crate::error::{Error, Result, Warning};
use crate::front_matter::{Dialect, Split};
use crate::mapping::profile::{is_early, is_expired, unclear};
use crate::model::{Article, Mismatch, Record, Zone};

/// Which articles count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Admission {
    /// The present; articles that have expired are left out if it is given.
    pub(super) now: Option<DateTime<Utc>>,
    /// Whether articles of the future count.
    pub(super) future: bool,
    pub(super) drafts: bool,
    /// Whether everything counts, whatever it says.
    pub(super) everything: bool,
}

impl Admission {
    /// All articles.
    pub(super) const EVERYTHING: Self = Self {
        now: None,
        future: true,
        drafts: true,
        everything: true,
    };
}

impl Page {
    /// Returns whether the page is to be seen.
    pub(super) fn is_admitted(&mut self, admission: Admission, zone: &Zone) -> bool {
        if admission.drafts {
            // A word on the article's state would keep it out of every feed.
            self.article.forget_draft();
        } else if self.place.is_draft {
            return false;
        }
        let now = admission.now;
        let is_current = |article: &Article| {
            (admission.future || !is_early(article, now, zone)) && !is_expired(article, now, zone)
        };
        self.article.related.retain(is_current);
        let is_dated =
            admission.future || self.computed_date.is_some() || self.unreadable_date().is_none();
        !self.article.is_withheld() && is_current(&self.article) && is_dated
    }

    /// Returns what is wrong with the date of the page, if one stands there that cannot be read: it may be one of the future.
    fn unreadable_date(&self) -> Option<Mismatch<'_>> {
        let value = self.article.extra.fields.get("publishedDateTime")?;
        let mut mismatches = self.article.mismatches().into_iter();
        mismatches.find(|mismatch| std::ptr::eq(mismatch.value, value))
    }

    /// Fails if nobody can tell whether the page, which is left out, is to be seen: it must not be missed in silence.
    pub(super) fn check_clear(&self, split: &Split<'_>, dialect: &Dialect) -> Result<()> {
        let date = || {
            self.unreadable_date()
                .filter(|_| !self.article.is_withheld())
        };
        match unclear(&self.article).or_else(date) {
            Some(mismatch) if !self.place.is_draft => {
                let (name, position) = split.key_of(mismatch.name, dialect);
                let within = name;
                let own = Mismatch {
                    within,
                    name,
                    ..mismatch
                };
                let warning = Warning::new(own.to_string());
                Err(Error::BadValue(warning.at(position)))
            }
            _ => Ok(()),
        }
    }
}
