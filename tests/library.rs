//! What the library offers beside what the program uses.

use feedmatter::front_matter;
use feedmatter::model::Value;

#[test]
fn fields_are_edited_in_every_language() {
    let changes = || {
        [
            ("title", Some("New".into())),
            ("old", None),
            ("none", None),
            ("own key", Some(Value::List(vec!["a".into()]))),
        ]
    };
    for (text, expected) in [
        (
            "---\r\ntitle: Old # mine\r\nold: 1\r\n# The end.\r\n---\r\n\r\nText.\r\n",
            "---\r\ntitle: \"New\" # mine\r\n\r\nown key:\r\n  - a\r\n# The end.\r\n---\r\n\r\nText.\r\n",
        ),
        (
            "+++\ntitle = 'Old' # mine\nold = 1\nlast = 2\n[a]\nb = 3\n+++\n\nText.\n",
            "+++\ntitle = \"New\" # mine\nlast = 2\n\"own key\" = [\"a\"]\n[a]\nb = 3\n+++\n\nText.\n",
        ),
        (
            "{\n  \"old\": 1,\n  \"last\": 2\n}\n\nText.\n",
            "{\n  \"last\": 2,\n  \"title\": \"New\",\n  \"own key\": [\n    \"a\"\n  ]\n}\n\nText.\n",
        ),
    ] {
        assert_eq!(
            front_matter::edit(text, changes()).as_deref(),
            Some(expected)
        );
    }
}

#[test]
fn what_cannot_be_edited_is_left() {
    let deep = (0..2000).fold(Value::Null, |value, _| Value::List(vec![value]));
    for (text, value) in [
        ("Text.\n", "New".into()),
        ("---\n{title: Old, a: b}\n---\n", "New".into()),
        ("+++\ntitle = 'Old'\n+++\n", Value::Null),
        ("---\ntitle: Old\n---\n", deep),
    ] {
        assert_eq!(front_matter::edit(text, [("title", Some(value))]), None);
    }
}
