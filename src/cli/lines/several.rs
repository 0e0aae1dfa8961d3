//! Articles with NUL between them, as they come.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, ErrorKind};
use std::mem;

use crate::cli::input::{Input, NUL};

/// An input of several articles, of which no more are in memory than have come.
pub(super) struct Several<R = Chain<io::Cursor<Vec<u8>>, BufReader<File>>> {
    reader: R,
    /// How many bytes an article may have.
    limit: usize,
    /// What has come of the next one.
    begun: Vec<u8>,
    /// How many have come.
    count: usize,
}

impl<R: BufRead> Several<R> {
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            begun: Vec::new(),
            count: 0,
        }
    }

    /// Returns the next article, and those that have come with it; at the end, none. They are numbered behind the name of all.
    pub(super) fn come(&mut self, name: &str) -> io::Result<Vec<Input>> {
        loop {
            let come = match self.reader.fill_buf() {
                Ok(come) => come,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (size, end) = (come.len(), memchr::memrchr(NUL, come));
            self.begun.extend(&come[..end.unwrap_or(size)]);
            let behind = end.map_or_else(Vec::new, |end| come[end + 1..].to_vec());
            self.reader.consume(size);
            if size > 0 && end.is_none() {
                // One too many says that it is too large.
                self.begun.truncate(self.limit.saturating_add(1));
                continue;
            }
            let whole = mem::replace(&mut self.begun, behind);
            let inputs = self.inputs(name, &whole);
            if size == 0 || !inputs.is_empty() {
                return Ok(inputs);
            }
        }
    }

    fn inputs(&mut self, name: &str, bytes: &[u8]) -> Vec<Input> {
        let articles = bytes.split(|byte| *byte == NUL);
        let numbered = articles.map(|bytes| {
            self.count += 1;
            (self.count, bytes)
        });
        numbered
            .filter(|(_, bytes)| !bytes.trim_ascii().is_empty())
            .map(|(number, bytes)| Input {
                name: format!("{name}#{number}"),
                bytes: bytes.to_vec(),
                large: None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_same_however_it_is_divided() {
        let bytes = b"---\na: 1\n---\n\0\0---\nb: 2\n---\nlong\0\n\0---\nc: 3\n---\n";
        for size in 1..bytes.len() {
            let mut several = Several::new(BufReader::with_capacity(size, &bytes[..]), 17);
            let mut all = Vec::new();
            loop {
                let come = several.come("x").expect("bytes");
                if come.is_empty() {
                    break;
                }
                all.extend(come.into_iter().map(|input| (input.name, input.bytes)));
            }
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["x#1", "x#3", "x#5"], "{size}");
            assert_eq!(all[0].1, b"---\na: 1\n---\n");
            assert!(all[1].1.starts_with(b"---\nb: 2\n---\nlong"));
            assert_eq!(all[2].1, b"---\nc: 3\n---\n");
        }
    }
}
