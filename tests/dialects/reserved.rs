//! What a generator alone knows: it stands where that reads it, and the site's own of that name below its map.

use super::{convert, line, read_by};

/// Below `params`, `build` would publish what is to be hidden.
const HUGO: &str = "+++
title = \"Hidden\"
linkTitle = \"Short\"
date = 2021-01-02
summary = \"Sum\"
description = \"For search\"
keywords = [\"a\", \"b\"]
layout = \"archives\"
headless = true
isCJKLanguage = true
markup = \"goldmark\"
menu = \"main\"
outputs = [\"html\"]
resources = [{ src = \"a.png\", name = \"A\" }]
translationKey = \"k\"

[build]
list = \"never\"
render = \"never\"

[cascade]
type = \"docs\"

[sitemap]
priority = 0.5

[params]
colour = \"red\"
layout = \"wide\"
description = \"For the card\"
+++

Text.
";

const ZOLA: &str = "+++
title = \"A section\"
template = \"list.html\"
render = false
sort_by = \"update_date\"
page_template = \"page.html\"
paginate_by = 5
paginate_path = \"p\"
paginate_reversed = true
insert_anchor_links = \"heading\"
transparent = true
redirect_to = \"b/\"
generate_feeds = true

[extra]
colour = \"red\"
render = \"mine\"
+++

Text.
";

#[test]
fn keys_of_a_generator_come_back_where_they_were() {
    for (dialect, input) in [("hugo", HUGO), ("zola", ZOLA)] {
        let same = ["--from-dialect", dialect, "--dialect", dialect, "--fences"];
        let written = convert(&[&same[..], &["toml"]].concat(), input);
        assert_eq!(written, input);
        for fences in read_by(dialect) {
            let written = convert(&[&same[..], &[fences]].concat(), input);
            assert_eq!(line(dialect, &written), line(dialect, input), "{written}");
            assert!(!written.contains("feedmatter"), "{written}");
        }
    }
}

/// One that another means otherwise would end the build, or do what nobody wants.
#[test]
fn values_that_the_generator_refuses_are_carried() {
    for (dialect, key, values) in [
        ("hugo", "build", "[3, text, [a], true]"),
        ("hugo", "cascade", "[3, text, true]"),
        ("hugo", "markup", "[3, textile, [a]]"),
        ("hugo", "sitemap", "[false, text]"),
        ("zola", "sort_by", "[3, price, [a]]"),
        ("zola", "insert_anchor_links", "[3, both]"),
        ("zola", "paginate_by", "[-1, text]"),
    ] {
        let values: Vec<serde_json::Value> = {
            let list = line("article", &format!("---\nlist: {values}\n---\n"));
            list["list"].as_array().expect("a list").clone()
        };
        for value in values {
            let input = format!("---\ntitle: A\n{key}: {value}\n---\n");
            let written = convert(&["--dialect", dialect], &input);
            let carried = format!("---\ntitle: \"A\"\n\nfeedmatter:\n  fields:\n    {key}:");
            assert!(written.starts_with(&carried), "{written}");
            assert_eq!(line(dialect, &written), line("article", &input));
        }
    }
}

/// What `params` says of a page is its excerpt where the top says nothing.
#[test]
fn descriptions_below_params_stand_in() {
    let input = "---\ntitle: A\nparams:\n  description: D\n---\n";
    assert_eq!(line("hugo", input)["excerpt"], "D");
}
