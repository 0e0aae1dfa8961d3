//! Parses the files that are named, and prints how many entries they have, and how many bytes of text.

use std::fs::File;
use std::io::BufReader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut entries, mut text) = (0, 0);
    for path in std::env::args().skip(1) {
        let feed = feed_rs::parser::parse(BufReader::new(File::open(path)?))?;
        entries += feed.entries.len();
        for entry in &feed.entries {
            let content = entry.content.as_ref().and_then(|content| content.body.as_ref());
            text += content.map_or(0, String::len);
        }
    }
    println!("{entries} {text}");
    Ok(())
}
