//! Where the files of `feedmatter fetch` are: below its folder, and never in the place of another's.

use std::fs;
use std::process::{Command, Stdio};

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// Runs that do not know of each other, such as two shards, give their entries the same names at the same time.
#[test]
fn runs_at_the_same_time_do_not_take_each_other_s_names() {
    const COUNT: usize = 200;
    let server = Server::start(|request, _| {
        let items = (0..COUNT).map(|number| {
            let title = format!("Post {number}");
            item(1, &title).replace("id-1", &format!("{}{number}", request.path))
        });
        answer("200 OK", &[], rss(&items.collect::<Vec<_>>()))
    });
    let folder = Folder::new();
    let runs = ["a", "b"].map(|name| {
        let state = folder.path().join(format!("{name}.db"));
        Command::new(env!("CARGO_BIN_EXE_feedmatter"))
            .args(["fetch", &format!("{}/{name}", server.url)])
            .args(["--allow-host", "127.0.0.1", "-o"])
            .arg(folder.path())
            .arg("--state")
            .arg(state)
            .env_remove("http_proxy")
            .stderr(Stdio::null())
            .spawn()
            .expect("a run")
    });
    for mut run in runs {
        assert!(run.wait().expect("an end").success());
    }
    let files = folder.files();
    assert_eq!(files.len(), 2 * COUNT);
    for name in ["/a", "/b"] {
        let origin = format!("  url: \"{}{name}\"\n", server.url);
        let own = files.values().filter(|text| text.contains(&origin));
        assert_eq!(own.count(), COUNT, "{name}");
    }
}

#[test]
fn a_folder_without_a_name_is_none() {
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    for name in ["''", "/"] {
        let folder = Folder::new();
        let list = format!("sources: [{{url: {}, folder: {name}}}]\n", server.url);
        let mut command = folder.command(&["--config", "-"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        let is_root = name == "/";
        assert_eq!(output.status.success(), !is_root, "{name}");
        assert_eq!(folder.files().len(), usize::from(!is_root), "{name}");
    }
}

/// What a run of before has remembered leads nowhere else either.
#[test]
fn a_state_leads_nowhere_else() {
    let server = Server::start(|_, count| {
        let title = format!("Title {count}");
        answer("200 OK", &[], rss(&[item(1, &title)]))
    });
    let (folder, outside) = (Folder::new(), tempfile::TempDir::new().expect("a folder"));
    folder.fetch(&server.url);
    let name = folder.files().into_keys().next().expect("a file");
    let file = outside.path().join("a.md");
    fs::rename(folder.path().join(name), &file).expect("a file");
    let text = fs::read_to_string(&file).expect("a text");
    let sql = format!("UPDATE entry SET path = '{}'", file.display());
    let state = super::state::state(&folder);
    state.execute_batch(&sql).expect("a state");
    let record = folder.fetch(&server.url);
    let error = record["error"].as_str().expect("an error");
    assert!(
        error.contains("it is not below the output folder"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&file).expect("a text"), text);
}

/// What came while nobody could read the file comes again.
#[test]
fn a_file_that_cannot_be_read_has_its_update_once_it_can() {
    for broken in [&b"---\ntitle: [\n---\n"[..], b"---\ntitle: \xff\n---\n"] {
        let server = Server::start(|request, count| {
            let is_old = request.header("if-none-match") != Some("\"0\"");
            let title = format!("Title {}", usize::from(count > 0));
            match (count, is_old) {
                (0, _) => answer("200 OK", &["ETag: \"0\""], rss(&[item(1, &title)])),
                (_, false) => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, &title)])),
                _ => answer("304 Not Modified", &[], ""),
            }
        });
        let folder = Folder::new();
        folder.fetch(&server.url);
        let (name, text) = folder.files().pop_first().expect("a file");
        let file = folder.path().join(&name);
        fs::write(&file, broken).expect("a file");
        let output = folder.run(&["--report", "text"], std::slice::from_ref(&server.url));
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        let line = format!(
            "warning: `{name}` has changed in the feed, and stays as it is, since it cannot be read: "
        );
        assert!(told.contains(&line), "{told}");
        assert_eq!(fs::read(&file).expect("a file"), broken);
        fs::write(&file, text.replace("---\nid", "---\nown: 1\nid")).expect("a file");
        assert_eq!(folder.fetch(&server.url)["updated"], 1);
        let text = fs::read_to_string(&file).expect("a text");
        assert!(
            text.contains("own: 1\nid: id-1\ntitle: \"Title 1\"\n"),
            "{text}"
        );
        assert_eq!(folder.fetch(&server.url)["outcome"], "not_modified");
    }
}

/// As Git checks files out where `core.autocrlf` is set.
#[test]
fn files_with_other_line_ends_are_as_they_were() {
    for is_rebuilt in [false, true] {
        let server = Server::start(|_, count| {
            let title = format!("Title {}", count / 2);
            let text =
                item(1, &title).replace("</item>", "<description>A &lt;p>B</description></item>");
            answer("200 OK", &[], rss(&[text]))
        });
        let folder = Folder::new();
        folder.fetch(&server.url);
        let (name, text) = folder.files().pop_first().expect("a file");
        let file = folder.path().join(&name);
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        fs::write(&file, &text).expect("a file");
        if is_rebuilt {
            fs::remove_dir_all(folder.path().join(".feedmatter")).expect("the state");
        }
        assert_eq!(folder.fetch(&server.url)["unchanged"], 1);
        assert_eq!(fs::read_to_string(&file).expect("a text"), text);
        let record = folder.fetch(&server.url);
        assert_eq!(
            (&record["updated"], &record["kept"]),
            (&1.into(), &0.into())
        );
        let new = fs::read_to_string(&file).expect("a text");
        assert!(new.contains("\"Title 1\"\r\n"), "{new}");
        assert_eq!(new.replace("\r\n", "").find('\n'), None);
        assert!(new.starts_with("\u{feff}---\r\n"), "{new}");
    }
}

#[cfg(unix)]
#[test]
fn what_was_written_counts_whatever_could_not_be() {
    let items = [item(1, "One"), item(2, "Two").replace("2021", "2022")];
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(&items)));
    for (report, told) in [
        ("ndjson", "\"new\":1,"),
        (
            "text",
            "0 feeds done, 1 article new, 0 updated; 0 fresh, 1 failed",
        ),
    ] {
        let (folder, outside) = (Folder::new(), tempfile::TempDir::new().expect("a folder"));
        let link = folder.path().join("2022");
        std::os::unix::fs::symlink(outside.path(), link).expect("a link");
        let options = ["--filename", "{year}/{slug}.md", "--report", report];
        let output = folder.run(&options, std::slice::from_ref(&server.url));
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert!(text.contains(told), "{text}");
        assert!(text.contains("it is a symbolic link"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn an_update_leads_nowhere_else_either() {
    let server = Server::start(|_, count| {
        let title = format!("Title {count}");
        answer("200 OK", &[], rss(&[item(1, &title)]))
    });
    let (folder, outside) = (Folder::new(), tempfile::TempDir::new().expect("a folder"));
    let options = ["--filename", "{year}/{id8}.md"];
    folder.fetch_with(&options, &server.url);
    let [from, to] = [folder.path(), outside.path()].map(|path| path.join("2021"));
    fs::rename(&from, &to).expect("a folder");
    std::os::unix::fs::symlink(&to, &from).expect("a link");
    let record = folder.fetch_with(&options, &server.url);
    let error = record["error"].as_str().expect("an error");
    assert!(error.contains("it is a symbolic link"), "{error}");
    let file = fs::read_dir(&to).expect("a folder").flatten().next();
    let text = fs::read_to_string(file.expect("a file").path()).expect("a text");
    assert!(text.contains("Title 0"), "{text}");
}
