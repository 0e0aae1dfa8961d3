//! What the program says of itself: help, completions and manual pages, all from the same arguments.

#[cfg(unix)]
use std::fs::{self, Permissions};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
#[cfg(unix)]
use std::path::Path;

#[cfg(unix)]
use tempfile::TempDir;

#[cfg(unix)]
use crate::recipes::which;
use crate::support::cli::Test;

/// Every command that there is.
const COMMANDS: [&str; 6] = [
    "convert",
    "generate",
    "fetch",
    "check",
    "completions",
    "man",
];

fn said(arguments: &[&str]) -> String {
    Test::new(arguments).any_stdout().run().stdout()
}

#[test]
fn the_help_of_each_command_ends_in_examples() {
    let help = said(&["--help"]);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let help = said(&[command, "--help"]);
        let examples = help.split_once("\nExamples:\n").expect(command).1;
        let example = format!("feedmatter {command} ");
        assert!(examples.contains(&example), "{help}");
    }
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell]);
        for word in COMMANDS
            .into_iter()
            .chain(["base-url", "per-host", "strict"])
        {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let fish = said(&["completions", "fish"]);
    let line = format!(
        "complete -c feedmatter -n \"__fish_feedmatter_using_subcommand man\" -f -a \"{}\"\n",
        COMMANDS.join(" ")
    );
    assert!(fish.contains(&line), "{fish}");
    let line =
        "complete -c feedmatter -n \"__fish_feedmatter_using_subcommand help\" -f -a \"convert ";
    assert!(fish.contains(line), "{fish}");
}

#[cfg(unix)]
#[test]
fn bash_completes_what_is_typed() {
    let script = said(&["completions", "bash"])
        + "\nCOMP_WORDS=(feedmatter conv) COMP_CWORD=1\n_feedmatter feedmatter conv feedmatter\necho \"${COMPREPLY[@]}\"\n";
    let output = assert_cmd::Command::new("bash")
        .args(["--norc", "-c", &script])
        .output()
        .expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "convert\n");
}

#[test]
fn every_command_has_a_manual_page() {
    let ran = Test::new(&["man", "-o", "man1"]).run();
    let mut expected: Vec<String> = COMMANDS
        .iter()
        .map(|command| format!("feedmatter-{command}.1"))
        .collect();
    expected.push("feedmatter.1".to_owned());
    expected.sort();
    assert_eq!(ran.names("man1"), expected);
    for command in COMMANDS {
        let page = ran.read(&format!("man1/feedmatter-{command}.1"));
        assert!(page.contains("\n.SH EXAMPLES\n.nf\n"), "{page}");
        let title = format!("\n.TH feedmatter-{command} 1 \"\" \"feedmatter ");
        assert!(page.contains(&title), "{page}");
        assert!(!page.contains("\n.br\n\n.br\n"), "{page}");
        assert_eq!(page, said(&["man", command]));
    }
    assert_eq!(ran.read("man1/feedmatter.1"), said(&["man"]));
    let page = ran.read("man1/feedmatter.1");
    assert!(page.contains("\n.SH ENVIRONMENT\n.nf\n"), "{page}");
    let fetch = ran.read("man1/feedmatter-fetch.1");
    for part in [
        "\n\\fB\\-\\-from\\fR, \\fB\\-\\-opml\\fR \\fI<FILE>\\fR\n",
        " [\\fIURL\\fR]... ",
    ] {
        assert!(fetch.contains(part), "{part}: {fetch}");
    }
    let unknown = Test::new(&["man", "x"]).run_whatever();
    assert_eq!(unknown.code(), Some(2));
    let possible = format!("[possible values: {}]", COMMANDS.join(", "));
    assert!(unknown.stderr().contains(&possible), "{}", unknown.stderr());
    Test::new(&["man", "-o", "mf"])
        .file("mf", "")
        .stderr("feedmatter: mf: cannot write: expected a folder, found a file\n")
        .code(2)
        .run();
}

#[test]
fn the_status_has_a_section_of_its_own() {
    for (command, last) in [
        ("convert", "2 if nothing could be done"),
        ("generate", "2 if nothing could be done"),
        (
            "fetch",
            "75 if another run holds the state for longer than --wait",
        ),
        ("check", "2 if nothing could be read"),
    ] {
        let help = said(&[command, "--help"]);
        let status = help
            .split_once("\n\nExit status:\n  0 if ")
            .expect(command)
            .1;
        assert!(status.ends_with(&format!("\n  {last}\n")), "{help}");
        let page = said(&["man", command]);
        let status = page
            .split_once("\n.SH EXIT STATUS\n.nf\n")
            .expect(command)
            .1;
        assert!(status.contains(&last.replace('-', "\\-")), "{page}");
        assert!(!page.contains('\u{a0}') && !help.contains('\u{a0}'));
    }
}

#[test]
fn examples_can_be_copied_line_by_line() {
    for command in COMMANDS {
        let help = said(&[command, "--help"]);
        let examples = help.split_once("\nExamples:\n").expect(command).1;
        let lines = examples.lines().take_while(|line| !line.is_empty());
        for line in lines {
            assert!(
                line.starts_with("  ") && line.contains("feedmatter "),
                "{line}"
            );
        }
    }
    assert!(said(&["convert", "--help"]).contains("| feedmatter convert --to atom\n"));
}

/// Runs the examples of commands that need no network, one after the other; what `curl` fetches is a file.
#[cfg(unix)]
#[test]
fn the_examples_do_what_they_say() {
    const ARTICLE: &str = "---\ntitle: One\npublishedDateTime: 2026-01-02T03:04:05Z\n\
        webUrl: https://example.com/one/\ntopics: [AI, Rust]\n---\n\nText.\n";
    const POST: &str =
        "---\ntitle: One\ndate: 2026-01-02 03:04:05 +0000\ntags: [AI]\n---\n\nText.\n";
    const SITE: &str =
        "title: News\nlink: https://example.com/\nself: https://example.com/feed.xml\n";
    let feed = ["convert", "article.md", "--profile", "public"];
    let of_feed = ["--title", "News", "--link", "https://example.com/"];
    let of_self = [
        "--language",
        "en",
        "--description",
        "D",
        "--self",
        "https://example.com/feed.xml",
    ];
    let feed = Test::new(&[&feed[..], &of_feed, &of_self].concat()).file("article.md", ARTICLE);
    let feed = feed.any_stdout().run().stdout();
    let program = Path::new(env!("CARGO_BIN_EXE_feedmatter"));
    let own = program.parent().expect("a folder").display();
    for (command, written) in [
        ("convert", "feed.xml"),
        ("generate", "rust.atom"),
        ("check", ""),
    ] {
        let folder = TempDir::new().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        let files: &[(&str, &str)] = match command {
            "generate" => &[("content/one.md", ARTICLE), ("_feed.yml", SITE)],
            _ => &[
                ("article.md", ARTICLE),
                ("articles/one.md", ARTICLE),
                ("content/one.md", ARTICLE),
                ("_posts/2026-01-02-one.md", POST),
                ("feed.xml", &feed),
                ("public/feed.xml", &feed),
            ],
        };
        for (name, text) in files
            .iter()
            .chain([&("bin/curl", "#!/bin/sh\ncat feed.xml\n")])
        {
            fs::create_dir_all(at(name).parent().expect("a folder")).expect("a folder");
            fs::write(at(name), text).expect("a file");
        }
        fs::set_permissions(at("bin/curl"), Permissions::from_mode(0o755)).expect("a program");
        let path = std::env::var("PATH").expect("a path");
        let path = format!("{}:{own}:{path}", at("bin").display());
        let help = said(&[command, "--help"]);
        let examples = help.split_once("\nExamples:\n").expect(command).1;
        for example in examples.lines().take_while(|line| !line.is_empty()) {
            if example.contains("jq ") && which("jq").is_none() {
                assert!(std::env::var_os("CI").is_none(), "missing: jq");
                continue;
            }
            let output = assert_cmd::Command::new("bash")
                .args(["-c", &format!("set -o pipefail; {example}")])
                .current_dir(folder.path())
                .env("PATH", &path)
                .output()
                .expect("bash");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() && told.is_empty(),
                "{example}\n{told}"
            );
        }
        if !written.is_empty() {
            let feed = fs::read_to_string(at(written)).expect("a feed");
            for part in ["News", "One", "AI", "2026"] {
                assert!(feed.contains(part), "{feed}");
            }
        }
    }
}
