//! The tab-separated lines of [sfeed(5)](https://git.codemadness.org/sfeed/file/sfeed.5.html): an article a line, for the
//! programs of that family and for those of Unix.
//!
//! There is no room for a remainder, and none for what is private: TSV is always public.

mod line;

use self::line::Line;
use super::detection::Shape;
use super::lossless::{Remainders, Standard};
use super::{Format, ReadOptions, pieces};
use crate::error::{Bound, Error, Position, Result, Warning};
use crate::mapping::Row;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::Feed;

/// TSV, as sfeed has it.
pub(crate) struct Tsv;

impl Format for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn has_file_name(&self, _stem: &str, ending: &str) -> bool {
        ending == "tsv"
    }

    fn recognises(&self, shape: Shape<'_>) -> bool {
        let first = |text: &str| text.lines().next().and_then(Line::parse);
        matches!(shape, Shape::Text(text) if first(text).is_some_and(|line| line.is_telling()))
    }

    fn has_frame(&self) -> bool {
        false
    }

    fn keeps_everything(&self) -> bool {
        false
    }

    fn has_person_urls(&self) -> bool {
        false
    }

    fn has_vocabularies(&self) -> bool {
        false
    }

    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard> {
        let lines = text.lines().enumerate();
        let lines: Vec<_> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
        if lines.len() > options.limits.articles {
            return Err(Error::Exceeded {
                bound: Bound::Articles,
                limit: options.limits.articles,
            });
        }
        let parsed = pieces::map(lines, |(index, text)| (index + 1, Line::parse(text)));
        let mut standard = Standard::default();
        for (number, line) in parsed {
            match line {
                Some(line) => standard.feed.articles.push(read_rows(&line::ROWS, &line)),
                None => standard.warnings.push(Warning {
                    position: Some(Position {
                        line: number,
                        column: 0,
                    }),
                    message: "expected a time and eight fields with tabs between them, found another line; left out".to_owned(),
                }),
            }
        }
        Ok(standard)
    }

    fn write_standard(&self, feed: &Feed, _: &Remainders) -> Result<String> {
        Ok(pieces::lines(&feed.articles, |article| {
            let line: Line = write_rows(&line::ROWS, article);
            // An article that says nothing is no line.
            if line == Line::default() {
                String::new()
            } else {
                line.write()
            }
        }))
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        line::ROWS.iter().map(Row::names).collect()
    }
}
