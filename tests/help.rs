//! What the program says of itself: help, completions and manual pages, all from the same arguments.

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
        assert_eq!(page, said(&["man", command]));
    }
    assert_eq!(ran.read("man1/feedmatter.1"), said(&["man"]));
    let error = "feedmatter: expected `COMMAND` to be the name of a command, as in `feedmatter man convert`, found `x`\n";
    Test::new(&["man", "x"]).stderr(error).code(2).run();
}
