//! Nothing in the README that is not true: its commands are run, its tables are printed from the rows. So are those of the model.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use feedmatter::formats::mapping_table;
use feedmatter::front_matter::dialect_table;
use tempfile::TempDir;

use crate::support::fixtures::assert_file;

fn readme() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

#[test]
fn the_tables_are_those_of_the_rows() {
    let mut text = fs::read_to_string(readme()).expect("a README");
    for (name, table) in [("mapping", mapping_table()), ("dialects", dialect_table())] {
        let [begin, end] = ["", "/"].map(|slash| format!("<!-- {slash}{name} -->\n"));
        let (before, rest) = text.split_once(&begin).expect("a table");
        let (_, after) = rest.split_once(&end).expect("an end of the table");
        text = format!("{before}{begin}\n{table}\n{end}{after}");
    }
    assert_file(&readme(), &text);
}

/// Each field is documented with its name in each format.
#[test]
fn the_model_has_the_same_tables() {
    let table = mapping_table();
    let (of_articles, of_feeds) = table.split_once("Of a feed:").expect("two tables");
    for (file, table) in [("article.rs", of_articles), ("feed.rs", of_feeds)] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/model")
            .join(file);
        let rows = table.lines().filter(|line| line.starts_with("| `"));
        let mut rows: BTreeMap<&str, [&str; 3]> = rows
            .map(|row| {
                let cells: Vec<&str> = row.split(" | ").collect();
                let cell = |at: usize| cells[at].trim_end_matches(" |");
                (cells[0], [cell(1), cell(2), cell(3)])
            })
            .collect();
        let text = fs::read_to_string(&file).expect("a file");
        let printed = text.split_inclusive('\n').map(|line| {
            let Some(field) = line
                .strip_prefix("    /// ")
                .filter(|row| row.starts_with("| `"))
            else {
                return line.to_owned();
            };
            let field = field.split(" | ").next().expect("a field");
            if field.ends_with(".yml`") {
                return line.to_owned();
            }
            let cells = rows.remove(field).unwrap_or(["remainder"; 3]);
            format!("    /// {field} | {} |\n", cells.join(" | "))
        });
        assert_file(&file, &printed.collect::<String>());
        // What is kept of a format is no field of the model.
        rows.retain(|field, _| !field.starts_with("| `feedmatter."));
        assert!(rows.is_empty(), "not documented: {rows:?}");
    }
}

/// One step of a session: a command, and all that it prints.
struct Step {
    command: String,
    output: String,
}

fn steps(text: &str) -> Vec<Step> {
    let sessions = text
        .split("```console\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default());
    let mut steps: Vec<Step> = Vec::new();
    for line in sessions.flat_map(str::lines) {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step {
                command: command.to_owned(),
                output: String::new(),
            }),
            (None, Some(step)) => step.output.extend([line, "\n"]),
            (None, None) => panic!("output without a command: {line}"),
        }
    }
    steps
}

/// Runs the sessions one after the other in a folder with a copy of the fixtures, in the time zone and locale of nobody.
#[cfg(unix)]
#[test]
fn the_commands_print_what_it_says() {
    let folder = TempDir::new().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::os::unix::fs::symlink(root.join("fixtures"), folder.path().join("fixtures"))
        .expect("a link");
    let program = Path::new(env!("CARGO_BIN_EXE_feedmatter"))
        .parent()
        .expect("a folder");
    let path = format!(
        "{}:{}",
        program.display(),
        std::env::var("PATH").expect("a path")
    );
    let steps = steps(&fs::read_to_string(readme()).expect("a README"));
    assert!(steps.len() > 8);
    for Step { command, output } in steps {
        if command == "cat hello.md" {
            fs::write(folder.path().join("hello.md"), &output).expect("a file");
        }
        let script = format!("{{ {command}; }} 2>&1");
        let mut shell = Command::new("bash");
        let run = shell
            .args(["-c", &script])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("LC_ALL", "C")
            .output();
        let printed = String::from_utf8(run.expect("bash").stdout).expect("text");
        assert_eq!(printed, output, "{command}");
    }
}
