//! Footnotes stand below the text, in the order in which it speaks of them, as programs for sites have them.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::flavour::Flavour;

/// What leads back to the text.
const BACK: &str = "\u{21a9}";

/// The notes of a text.
struct Notes<'a> {
    flavour: Flavour,
    /// What they say, by their labels.
    texts: HashMap<String, Vec<Event<'a>>>,
    /// The labels of those that were spoken of, as they were, in order.
    labels: Vec<String>,
    numbers: HashMap<String, usize>,
}

/// Returns what stands in Markdown with its footnotes in a list at the end. Those that nothing speaks of are not there.
pub(super) fn with_notes_below<'a>(
    events: impl Iterator<Item = Event<'a>>,
    flavour: Flavour,
) -> Vec<Event<'a>> {
    let mut notes = Notes {
        flavour,
        texts: HashMap::new(),
        labels: Vec::new(),
        numbers: HashMap::new(),
    };
    let mut out = Vec::new();
    let mut within = None;
    for event in events {
        match (event, &within) {
            (Event::Start(Tag::FootnoteDefinition(label)), _) => {
                let label = key(&label);
                if flavour.means_last_note() {
                    notes.texts.remove(&label);
                }
                // Zola shows all of one label.
                let is_meant = flavour == Flavour::Zola || !notes.texts.contains_key(&label);
                notes.texts.entry(label.clone()).or_default();
                within = Some((label, is_meant));
            }
            (Event::End(TagEnd::FootnoteDefinition), _) => within = None,
            (event, Some((label, is_meant))) => {
                let text = notes.texts.get_mut(label).filter(|_| *is_meant);
                text.into_iter().for_each(|text| text.push(event.clone()));
            }
            (Event::FootnoteReference(label), None) => out.push(notes.reference(&label)),
            (event, None) => out.push(event),
        }
    }
    if notes.labels.is_empty() {
        return out;
    }
    out.push(Event::Rule);
    out.push(html("<ol>\n".to_owned()));
    let mut number = 0;
    // One may speak of others.
    while let Some(label) = notes.labels.get(number).cloned() {
        number += 1;
        let names = flavour.names(&label, number);
        out.push(html(format!("<li id=\"{}\">\n", names.note)));
        let text = notes.texts.remove(&key(&label)).unwrap_or_default();
        let text = text.into_iter().map(|event| match event {
            Event::FootnoteReference(label) => notes.reference(&label),
            event => event,
        });
        out.extend(text);
        let end = out.pop_if(|event| *event == Event::End(TagEnd::Paragraph));
        let back = format!(" <a href=\"#{}\">{BACK}</a>", names.reference);
        out.push(Event::InlineHtml(back.into()));
        out.extend(end);
        out.push(html("</li>\n".to_owned()));
    }
    out.push(html("</ol>\n".to_owned()));
    out
}

impl<'a> Notes<'a> {
    /// Returns the number that leads to a note; the first one is where the note leads back to.
    fn reference(&mut self, label: &CowStr<'_>) -> Event<'a> {
        let known = self.numbers.get(&key(label)).copied();
        let number = known.unwrap_or(self.labels.len() + 1);
        if known.is_none() {
            self.labels.push(label.to_string());
            self.numbers.insert(key(label), number);
        }
        let names = self.flavour.names(&self.labels[number - 1], number);
        let name = match known {
            None => format!(" id=\"{}\"", names.reference),
            Some(_) => String::new(),
        };
        let link = format!("<sup{name}><a href=\"#{}\">{number}</a></sup>", names.note);
        Event::InlineHtml(link.into())
    }
}

fn html<'a>(text: String) -> Event<'a> {
    Event::Html(text.into())
}

/// Labels have no case, but on some pages.
fn key(label: &str) -> String {
    label.to_lowercase()
}
