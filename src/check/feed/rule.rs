//! [`Rule`]: what a format asks of one place of its documents. A format is a table of them.

use super::node::{Kind, Node};
use crate::check::finding::{Fault, Findings, Severity};
use crate::check::value::Check;

/// How often something stands in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// As often as it likes.
    Any,
    /// Once, or not at all.
    AtMostOne,
    /// Once.
    One,
    /// Better once than not at all.
    Advised,
}

/// What a format asks of one place.
pub(super) struct Rule {
    /// The place, from the root element on: `channel/item/pubDate`, of an attribute `…/@url`.
    pub(super) place: &'static str,
    pub(super) count: Count,
    pub(super) check: Check,
    /// What to write when it is missing.
    pub(super) help: &'static str,
}

/// Makes a row of a table.
pub(super) const fn rule(
    place: &'static str,
    count: Count,
    check: Check,
    help: &'static str,
) -> Rule {
    Rule {
        place,
        count,
        check,
        help,
    }
}

/// A rule about several places below one that a path leads to.
pub(super) type Relation = (&'static str, fn(&Node, &mut Context<'_, '_>));

/// What rules look at, and where they report.
pub(super) struct Context<'f, 'a> {
    pub(super) document: &'a str,
    pub(super) findings: &'f mut Findings<'a>,
    /// Articles later than this are not out yet.
    pub(super) now: Option<chrono::DateTime<chrono::Utc>>,
    /// Whether the document says to what addresses are relative.
    pub(super) has_base: bool,
}

impl Context<'_, '_> {
    /// Reports what is wrong with the text of a node.
    pub(super) fn report(&mut self, node: &Node, fault: Fault) {
        // An id is no address to be opened.
        let is_known = self.has_base && fault.code == "relative-address" && node.name != "id";
        let fault = match is_known {
            true => fault
                .into_warning()
                .with_help("many readers do not know `xml:base`; write the whole address"),
            false => fault,
        };
        self.findings.add(node.place(self.document), fault);
    }

    /// Reports what is wrong with a node as such.
    pub(super) fn report_key(&mut self, node: &Node, fault: Fault) {
        self.findings.add(node.key.clone(), fault);
    }
}

/// Holds a document to the rules.
pub(super) fn hold<'r>(
    root: &Node,
    rules: impl IntoIterator<Item = &'r Rule>,
    context: &mut Context<'_, '_>,
) {
    for rule in rules {
        let (parents, name) = rule.place.rsplit_once('/').unwrap_or(("", rule.place));
        let has_children = |node: &&Node| matches!(node.kind, Kind::Element | Kind::Map);
        for parent in root.at(parents).into_iter().filter(has_children) {
            rule.hold(parent, name, context);
        }
    }
}

impl Rule {
    fn hold(&self, parent: &Node, name: &str, context: &mut Context<'_, '_>) {
        let found: Vec<&Node> = parent
            .children
            .iter()
            .filter(|child| child.name == name)
            .collect();
        if found.is_empty() {
            self.miss(parent, name, context);
        }
        if let (Count::One | Count::AtMostOne | Count::Advised, Some(second)) =
            (self.count, found.get(1))
        {
            let message = format!(
                "expected one {} in {}, found {}",
                spelt(second),
                spelt(parent),
                found.len()
            );
            let fault = Fault::warning("repeated-element", message)
                .with_help("readers take the first, or the last; leave one");
            context.report_key(second, fault);
        }
        for node in found {
            let items = match node.kind {
                Kind::List => node.children.as_slice(),
                _ => std::slice::from_ref(node),
            };
            for item in items {
                // What is no text has no rules but that it should be.
                let is_text = matches!(item.kind, Kind::Element | Kind::Attribute | Kind::Text);
                // Of a title, all of it may stand in elements; whether they may is another matter.
                let is_deeper = name == "title" && item.text.trim().is_empty() && item.has_text();
                if is_text
                    && !is_deeper
                    && let Some(fault) = (self.check)(&item.text)
                {
                    // JSON Feed forbids no empty text where there may be none.
                    let is_left_out = item.kind == Kind::Text && self.count != Count::One;
                    let fault = match fault.code {
                        "empty-value" if is_left_out => {
                            fault.into_warning().with_help("leave the member out")
                        }
                        _ => fault,
                    };
                    context.report(item, fault);
                }
            }
        }
    }

    fn miss(&self, parent: &Node, name: &str, context: &mut Context<'_, '_>) {
        let severity = match self.count {
            Count::One => Severity::Error,
            Count::Advised => Severity::Warning,
            Count::Any | Count::AtMostOne => return,
        };
        let is_json = matches!(parent.kind, Kind::Map | Kind::List);
        let (code, what) = match name.strip_prefix('@') {
            Some(name) => ("missing-attribute", format!("the attribute `{name}`")),
            None if is_json => ("missing-member", format!("the member `{name}`")),
            None => ("missing-element", format!("the element `{name}`")),
        };
        let message = format!("expected {what} in {}, found none", spelt(parent));
        let fault = Fault {
            severity,
            ..Fault::error(code, message)
        };
        context.report_key(parent, fault.with_help(self.help));
    }
}

/// Returns what a node is called in a sentence.
pub(super) fn spelt(node: &Node) -> String {
    match node.kind {
        Kind::Attribute => format!("attribute `{}`", node.name.trim_start_matches('@')),
        Kind::Element => format!("`{}`", node.name),
        _ if node.name.is_empty() => "the feed".to_owned(),
        _ => format!("`{}`", node.name),
    }
}
