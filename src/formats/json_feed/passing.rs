//! A large feed whose articles are made something of while it is parsed, so that it is never there as a whole.

use rayon::prelude::*;
use serde_json::Value as Json;

use super::{ITEMS, Item, Limits, Make, Object, Part, Standard, around};
use crate::error::{Result, Warning};
use crate::formats::pieces::TOGETHER;
use crate::json;

/// What became of a feed so far.
pub(super) struct Passing<'m> {
    make: &'m Make<'m, Part>,
    /// What it says before the first article.
    head: Option<Standard>,
    /// Items of which nothing is made yet.
    items: Vec<Object>,
    count: usize,
    parts: Vec<Part>,
    warnings: Vec<Warning>,
}

impl<'m> Passing<'m> {
    pub(super) fn new(make: &'m Make<'m, Part>) -> Self {
        Self {
            make,
            head: None,
            items: Vec::new(),
            count: 0,
            parts: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Reads a feed; `None` if it has to be looked at as a whole, be it for what is wrong with it.
    pub(super) fn pass(mut self, text: &str, limits: &Limits) -> Option<(Standard, Vec<Part>)> {
        let enough = TOGETHER * rayon::current_num_threads();
        let mut take = |before: &Object, item| {
            let Json::Object(item) = item else {
                return None;
            };
            self.items.push(item);
            self.count += 1;
            if self.items.len() >= enough {
                self.make_parts(before).ok()?;
            }
            (self.count <= limits.articles).then_some(())
        };
        let document = json::parse_apart(text, limits, ITEMS, &mut take)?;
        self.make_parts(&document).ok()?;
        let mut standard = around(&document);
        standard.warnings.append(&mut self.warnings);
        Some((standard, self.parts))
    }

    /// Makes parts of the items that are there.
    fn make_parts(&mut self, before: &Object) -> Result<()> {
        let head = &*self.head.get_or_insert_with(|| around(before));
        let part = |items: &[Object]| -> Result<(Part, Vec<Warning>)> {
            let (mut both, mut warnings) = (Vec::with_capacity(items.len()), Vec::new());
            for item in items.iter().map(Item::of) {
                both.push((item.article, item.remainder));
                warnings.extend(item.warnings);
            }
            Ok(((self.make)(head, both)?, warnings))
        };
        let parts: Vec<_> = self.items.par_chunks(TOGETHER).map(part).collect();
        for part in parts {
            let (part, warnings) = part?;
            self.parts.push(part);
            self.warnings.extend(warnings);
        }
        self.items.clear();
        Ok(())
    }
}
