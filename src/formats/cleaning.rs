//! What rows are given: text that XML can hold, on one line, and no text that says nothing.
//!
//! Rows can then put every string where it belongs without a second thought. Under the lossless profile the remainder
//! keeps what is lost here.

use std::borrow::Cow;

use super::kept;
use crate::model::{Article, Record};
use crate::text::{character, html};

/// Cleans the texts of a record, and takes out unknown fields but those for which there is a row.
pub(super) fn clean<R: Record>(record: &mut R) {
    let extra = record.extra_mut();
    extra.fields = kept::written(&extra.fields);
    extra.order.clear();
    record.edit_fields(&mut clean_line);
}

/// Cleans an article; its body keeps its lines.
pub(super) fn clean_article(article: &mut Article) {
    clean(article);
    if let Some(body) = &mut article.body
        && let Cow::Owned(clean) = character::cleaned(&body.text)
    {
        body.text = clean;
    }
    article.body.take_if(|body| body.text.trim().is_empty());
}

/// Returns whether the text says something.
fn clean_line(text: &mut String) -> bool {
    if html::is_plain_line(text) {
        return true;
    }
    let clean = character::cleaned(text);
    let line = html::collapse(&clean);
    if *line != **text {
        *text = line.into_owned();
    }
    !text.is_empty()
}
