//! Places in JSON that its reader has accepted.

use super::{Outline, Place, join};
use crate::check::feed::json;
use crate::check::feed::node::{Kind, Node};

/// Looks at an object.
pub(super) fn outline(text: &str, outline: &mut Outline) {
    if let Some(root) = json::read(text) {
        add(&root, "", outline);
    }
}

fn add(node: &Node, path: &str, outline: &mut Outline) {
    for (index, child) in node.children.iter().enumerate() {
        let path = match node.kind {
            Kind::List => format!("{path}[{index}]"),
            _ => join(path, &child.name),
        };
        let place = Place {
            key: child.key.clone(),
            value: child.value.clone(),
        };
        outline.insert(path.clone(), place);
        add(child, &path, outline);
    }
}
