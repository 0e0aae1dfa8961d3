//! The program as a shell sees it.

mod bodies;
mod files;
mod formats;
mod mistakes;
mod options;
mod trust;

const HELLO: &str = "---\ntitle: \"Hello\"\n---\n\n";
const WORLD: &str = "---\ntitle: \"World\"\n---\n\nText.\n";
const BROKEN: &str = "---\ntitle: \"Broken\n---\n";
const BROKEN_ERROR: &str = "feedmatter: broken.md:3:1: expected YAML: found unexpected end of stream, while scanning a quoted scalar at line 2, column 8; the closing quote is missing\n";
