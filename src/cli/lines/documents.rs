//! [`Documents`]: those that have NUL between them, as they come.

use std::io::{self, BufRead, ErrorKind};

use crate::cli::input::Input;

/// A stream of documents. In memory are those that the reader has in its buffer, and no others.
pub(super) struct Documents<'a, R> {
    name: &'a str,
    reader: R,
    limit: usize,
    /// The number of the document that has not come to its end, and what has come of it, or one byte more than is allowed.
    number: usize,
    begun: Vec<u8>,
}

impl<'a, R: BufRead> Documents<'a, R> {
    pub(super) fn new(name: &'a str, reader: R, limit: usize) -> Self {
        Self {
            name,
            reader,
            limit,
            number: 1,
            begun: Vec::new(),
        }
    }

    /// Returns the next document, and those that have come with it; at the end, none.
    pub(super) fn come(&mut self) -> io::Result<Vec<Input>> {
        let mut come = Vec::new();
        while come.is_empty() {
            let bytes = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let length = bytes.len();
            for part in bytes.split_inclusive(|byte| *byte == 0) {
                let document = part.strip_suffix(b"\0");
                let text = document.unwrap_or(part);
                let room = self.limit.saturating_add(1) - self.begun.len();
                self.begun.extend(&text[..text.len().min(room)]);
                if document.is_some() {
                    let bytes = std::mem::take(&mut self.begun);
                    come.extend(Input::of_list(self.name, self.number, bytes));
                    self.number += 1;
                }
            }
            self.reader.consume(length);
            if length == 0 {
                let bytes = std::mem::take(&mut self.begun);
                come.extend(Input::of_list(self.name, self.number, bytes));
                break;
            }
        }
        Ok(come)
    }
}
