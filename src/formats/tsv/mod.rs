//! The tab-separated lines of [sfeed(5)](https://git.codemadness.org/sfeed/file/sfeed.5.html): an article a line, for the
//! programs of that family and for those of Unix.
//!
//! There is no room for a remainder, and none for what is private: TSV is always public.

mod line;

use std::borrow::Cow;

use self::line::Line;
use super::detection::Shape;
use super::lines::{self, Linewise, numbered};
use super::lossless::{Remainders, Standard};
use super::{Format, ReadOptions};
use crate::error::{Error, Matter, Position, Result, Warning};
use crate::mapping::Row;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{Article, Feed};
use crate::xml::decode::{Labels, decode};

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
        let first = |text: &str| Line::parse(numbered(text).next()?.1);
        matches!(shape, Shape::Text(text) if first(text).is_some_and(|line| line.is_telling()))
    }

    fn linewise(&self) -> Option<&dyn Linewise> {
        Some(self)
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
        lines::read(self, text, options)
    }

    fn write_standard(&self, feed: &Feed, _: &Remainders) -> Result<String> {
        Ok(lines::write(self, feed))
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        line::ROWS.iter().map(Row::names).collect()
    }
}

impl Linewise for Tsv {
    fn read_line(&self, text: &str, number: usize, _: &ReadOptions) -> Result<Standard> {
        let position = Position {
            line: number,
            column: 0,
        };
        let Some(line) = Line::parse(text) else {
            return Err(Error::Syntax {
                message:
                    "expected a time and eight fields with tabs between them, found another line"
                        .to_owned(),
                position,
            });
        };
        let mut standard = Standard::default();
        if let Err(time) = line.time() {
            let message = format!("expected the seconds of a time, found `{time}`");
            let warning = Warning::new(message).about(Matter::Date);
            standard.warnings.push(warning.at(position));
        }
        standard.feed.articles.push(read_rows(&line::ROWS, &line));
        Ok(standard)
    }

    fn begin(&self, article: &Article) -> String {
        let line: Line = write_rows(&line::ROWS, article);
        // An article that says nothing is no line.
        if line == Line::default() {
            String::new()
        } else {
            line.write()
        }
    }

    fn end(&self, _: &Feed) -> String {
        "\n".to_owned()
    }

    fn text_of<'a>(
        &self,
        bytes: &'a [u8],
        options: &ReadOptions,
        warnings: &mut Vec<Warning>,
    ) -> Result<Cow<'a, str>> {
        let labels = Labels {
            forced: options.encoding,
            charset: options.charset,
        };
        Ok(decode(bytes, labels, warnings))
    }
}
