//! A large document, walked and read in several places at once, of which no more than some segments are in memory.
//!
//! Between two articles, a walk remembers little: which elements are open, what was in them, and which namespaces have names.
//! So a document is divided into segments, from the start tag of an article to that of another, and each of them is walked as
//! if what is remembered behind the first article were remembered before it. If it ends as it began, and so did all before it,
//! it is what one walk over the whole would have found. From the first that does not on, the rest is walked as one.

mod cut;
mod fork;

use std::ops::Range;
use std::str;

use rayon::prelude::*;

pub(crate) use self::cut::Source;
use self::cut::{Cut, bytes_of};
use super::notes::Notes;
use super::splice::Canonical;
use super::{Setting, Walk, cleaned};
use crate::error::{Position, Result, Warning};
use crate::limits::Limits;
use crate::xml::doctype::Entities;
use crate::xml::repairs::Repairs;
use crate::xml::scope::Names;

/// Shorter documents are read sooner than threads begin to.
pub(crate) const LARGE: usize = 1 << 19;

/// How many bytes a segment has at least: few enough to stay near a core until its articles are read.
const SEGMENT: usize = 1 << 18;

/// How many segments are read before what they say is put together, for each thread.
const TOGETHER: usize = 16;

/// What a large document is besides its articles.
pub(crate) struct Rest {
    /// The document without them.
    pub(crate) frame: String,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads some articles of a document, whose frame is known so far, and passes on what it makes of them.
type Read<'r, T> = dyn Fn(&Canonical<'_>, &str, &mut dyn FnMut(Vec<T>)) -> Result<()> + Sync + 'r;

/// Reads a document from a byte on. `take` is given what `read` makes of its articles, in order, and how many of them there seem to
/// be in all.
///
/// Returns `None` if it cannot be divided, or is not all UTF-8: then it has to be looked at as a whole.
///
/// # Errors
///
/// Fails if a bound is exceeded, or if articles or the document cannot be read.
pub(crate) fn read<T: Send>(
    source: &dyn Source,
    start: usize,
    setting: &Setting<'_>,
    read: &Read<'_, T>,
    take: impl FnMut(Vec<T>, usize) + Send,
) -> Result<Option<Rest>> {
    read_in(SEGMENT, source, start, setting, read, take)
}

fn read_in<T: Send>(
    size: usize,
    source: &dyn Source,
    start: usize,
    setting: &Setting<'_>,
    read: &Read<'_, T>,
    mut take: impl FnMut(Vec<T>, usize) + Send,
) -> Result<Option<Rest>> {
    let Some(cut) = Cut::of_head(source, start, size, setting.family)? else {
        return Ok(None);
    };
    let Some(part) = cut.part() else {
        return Ok(None);
    };
    let Ok(mut walk) = Walk::new(&part.text, setting) else {
        return Ok(None);
    };
    walk.repairs.append(part.repairs);
    if walk.walk(part.end).is_err() || !walk.is_known_at(part.end) || !walk.is_between_articles() {
        return Ok(None);
    }
    let granted = walk.fork(&part.text);
    let (articles, entities) = (walk.articles, walk.entities.clone());
    let names = walk.scope.names.clone();
    let (canonical, notes) = walk.into_canonical(part.end);
    let head = canonical.frame();
    read(&canonical, &head, &mut |some| take(some, 1))?;
    let sum = Sum {
        place: start + cut.end,
        position: part.position,
        articles,
        entities,
        names,
        notes,
        frame: head.clone(),
    };
    let division = Division {
        source,
        size,
        granted,
        head: &head,
        read,
    };
    division.read(sum, take)
}

/// What is known of the beginning of a document.
struct Sum {
    /// The byte behind it, and where that is.
    place: usize,
    position: Position,
    /// How many articles began in it.
    articles: usize,
    entities: Entities,
    names: Names,
    notes: Notes,
    frame: String,
}

impl Sum {
    /// Appends a segment, and returns what was read of it; `None` if it is not the next one, or exceeds a bound.
    fn append<T>(&mut self, segment: Segment<T>, limits: &Limits) -> Option<Vec<Vec<T>>> {
        let articles = self.articles + segment.articles;
        let mut entities = self.entities.clone();
        let is_next = segment.place.start == self.place
            && articles <= limits.articles
            && entities.spend(segment.entities).is_ok()
            && self.names.merge(segment.names);
        if !is_next {
            return None;
        }
        self.place = segment.place.end;
        self.articles = articles;
        self.entities = entities;
        self.notes.append(segment.notes, self.position);
        self.position = segment.position.behind(self.position);
        self.frame.push_str(&segment.frame);
        Some(segment.read)
    }
}

/// A document, divided behind its first article.
struct Division<'s, 'a, 'o, T> {
    source: &'s dyn Source,
    /// How many bytes a segment has at least.
    size: usize,
    /// What is remembered behind the first article.
    granted: Walk<'a, 'o>,
    /// The frame of the document up to there.
    head: &'s str,
    read: &'s Read<'s, T>,
}

/// What was found in a segment.
struct Segment<T> {
    place: Range<usize>,
    /// Its last place, as if the document began with it.
    position: Position,
    articles: usize,
    entities: usize,
    names: Names,
    notes: Notes,
    frame: String,
    read: Vec<Vec<T>>,
}

impl<T: Send> Division<'_, '_, '_, T> {
    /// Reads all that stands behind what is known: some segments while those before them are taken.
    fn read(
        &self,
        mut sum: Sum,
        mut take: impl FnMut(Vec<T>, usize) + Send,
    ) -> Result<Option<Rest>> {
        let begin = sum.place;
        let count = self.source.size().saturating_sub(begin) / self.size;
        let together = TOGETHER * rayon::current_num_threads();
        let segments = |numbers: Range<usize>| -> Vec<Result<Option<Segment<T>>>> {
            let segments = numbers.into_par_iter().with_max_len(1).map(|number| {
                let from = begin + number * self.size;
                self.segment(from..from + self.size)
            });
            segments.collect()
        };
        let mut waves = (0..count)
            .step_by(together)
            .map(|first| first..count.min(first + together));
        let mut read = waves.next().map(segments);
        while let Some(some) = read.take() {
            let next = waves.next();
            let (are_next, following) = rayon::join(
                || self.take(some, &mut sum, &mut take),
                || next.map(segments),
            );
            read = following.filter(|_| matches!(are_next, Ok(true)));
            are_next?;
        }
        self.rest(sum, take)
    }

    /// Appends segments and takes what was read of them; returns whether all of them are the next ones.
    fn take(
        &self,
        segments: Vec<Result<Option<Segment<T>>>>,
        sum: &mut Sum,
        take: &mut impl FnMut(Vec<T>, usize),
    ) -> Result<bool> {
        for segment in segments {
            let limits = self.granted.setting.limits;
            let Some(read) = segment?.and_then(|segment| sum.append(segment, limits)) else {
                return Ok(false);
            };
            let whole = self.source.size() as f64 / sum.place as f64;
            let count = (sum.articles as f64 * whole) as usize;
            read.into_iter().for_each(|some| take(some, count));
        }
        Ok(true)
    }

    /// Reads from the first article behind a byte to the first one behind another; `None` if what is remembered there is
    /// something else, or may be.
    fn segment(&self, range: Range<usize>) -> Result<Option<Segment<T>>> {
        let family = self.granted.setting.family;
        let Some(cut) = Cut::new(self.source, range.clone(), self.size, family)? else {
            return Ok(None);
        };
        let Some(part) = cut.part() else {
            return Ok(None);
        };
        let mut walk = self.granted.fork(&part.text);
        walk.repairs = part.repairs;
        let is_known = walk.walk(part.end).is_ok() && walk.is_known_at(part.end);
        if !is_known || !walk.remembers(&self.granted) {
            return Ok(None);
        }
        let (articles, names) = (walk.articles, walk.scope.names.clone());
        let entities = walk.entities.used() - self.granted.entities.used();
        let (canonical, notes) = walk.into_canonical(part.end);
        let mut read = Vec::new();
        (self.read)(&canonical, self.head, &mut |some| read.push(some))?;
        Ok(Some(Segment {
            place: range.start + cut.start..range.start + cut.end,
            position: part.position,
            articles,
            entities,
            names,
            notes,
            frame: canonical.frame(),
            read,
        }))
    }

    /// Reads what is left, as one.
    fn rest(&self, sum: Sum, mut take: impl FnMut(Vec<T>, usize)) -> Result<Option<Rest>> {
        let bytes = bytes_of(self.source, sum.place..self.source.size())?;
        let Ok(text) = str::from_utf8(&bytes) else {
            return Ok(None);
        };
        let mut repairs = Repairs::default();
        let text = cleaned(text, &mut repairs);
        let mut walk = self.granted.fork(&text);
        walk.repairs = repairs;
        walk.articles = sum.articles;
        walk.entities = sum.entities;
        walk.scope.names = sum.names;
        let (canonical, of_rest) = walk.run()?;
        let count = sum.articles + canonical.articles().len();
        (self.read)(&canonical, self.head, &mut |some| take(some, count))?;
        let mut notes = sum.notes;
        notes.append(of_rest, sum.position);
        Ok(Some(Rest {
            frame: sum.frame + &canonical.frame(),
            warnings: notes.into_warnings().collect(),
        }))
    }
}

#[cfg(test)]
mod tests;
