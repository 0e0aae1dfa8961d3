//! Places in TOML, as its crate tells them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Outline, Place, join};

/// Looks at a document.
pub(super) fn outline(text: &str, outline: &mut Outline) {
    if let Ok(table) = DeTable::parse(text) {
        add_table(table.get_ref(), "", outline);
    }
}

fn add_table(table: &DeTable<'_>, path: &str, outline: &mut Outline) {
    for (key, value) in table {
        let path = join(path, key.get_ref());
        let place = Place {
            key: key.span(),
            value: value.span(),
        };
        outline.insert(path.clone(), place);
        add_value(value, &path, outline);
    }
}

fn add_value(value: &Spanned<DeValue<'_>>, path: &str, outline: &mut Outline) {
    match value.get_ref() {
        DeValue::Table(table) => add_table(table, path, outline),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{index}]");
                let place = Place {
                    key: item.span(),
                    value: item.span(),
                };
                outline.insert(path.clone(), place);
                add_value(item, &path, outline);
            }
        }
        _ => {}
    }
}
