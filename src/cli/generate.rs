//! `feedmatter generate`: the feeds of a site.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{FormatName, GenerateArgs};
use super::message::shown;
use super::output::Output;
use super::progress::Progress;
use super::{Outcome, counted, message};
use crate::error::{Error, Result};
use crate::folder::{folder_of, here, path_below, write_if_changed};
use crate::mapping::Profile;
use crate::model::Feed;
use crate::site::{self, Event, GenerateOptions, Plan, Settings};

/// Runs the command.
pub(super) fn run(args: &GenerateArgs) -> ExitCode {
    super::join_pool();
    let (sites, missing) = existing(args);
    let outcome = super::no_standard("--config", args.config.as_deref())
        .and_then(|()| settings(args, &sites))
        .and_then(|settings| generate(args, &settings, missing));
    outcome
        .unwrap_or_else(|error| {
            message::error_in_file("", &error);
            Outcome::Failed
        })
        .into()
}

/// Reports which of the paths that are named cannot be read, and returns the others, and how many those are; if there are no
/// others, all of them.
fn existing(args: &GenerateArgs) -> (Vec<PathBuf>, usize) {
    let mut sites = Vec::new();
    let mut missing = Vec::new();
    for path in &args.sites {
        match fs::metadata(path) {
            Ok(_) => sites.push(path.clone()),
            Err(source) => missing.push((path, source)),
        }
    }
    if sites.is_empty() {
        return (args.sites.clone(), 0);
    }
    let failures = missing.len();
    for (path, source) in missing {
        message::error(&shown(path), &Error::io("read")(source));
    }
    (sites, failures)
}

/// Finds the site, and says what was found.
fn settings(args: &GenerateArgs, sites: &[PathBuf]) -> Result<Settings> {
    let mut settings = Settings::find(sites, args.config.as_deref(), args.dialect.as_deref())?;
    if let Some(address) = &args.base_url {
        settings.set_address(address.clone());
    }
    if let Some(pattern) = &args.permalink {
        settings.set_permalink(pattern.clone());
    }
    if args.verbose {
        message::line(
            "",
            None,
            format_args!(
                "the site is {}, read as {}",
                settings.root().display(),
                settings.dialect_name()
            ),
        );
        for note in settings.notes() {
            message::line("", None, note);
        }
        match settings.base_url() {
            Some(address) => message::line("", None, format_args!("its address is {address}")),
            None => message::line("", None, "its address is not known"),
        }
    }
    Ok(settings)
}

/// Where the feeds go.
enum Target {
    Standard,
    /// A file that the user names, in this folder: if it is a link, it is the user's.
    File(PathBuf),
    /// Files below this folder, and nowhere else.
    Folder(PathBuf),
}

/// Returns the feeds to be made, and where they go: one to the file that is named, or to standard output in the format that is;
/// else those that the settings list.
fn plans(args: &GenerateArgs, settings: &Settings) -> Result<(Vec<Plan>, Target)> {
    let listed = settings.listed();
    let only = || settings.only(args.format.map(FormatName::name));
    let output = args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    let is_standard = args.output.as_deref() == Some(Path::new("-"));
    let (mut plans, target) = match output {
        Some(path) if matches!(Output::new(Some(path), None), Output::File(_)) => {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| Error::BadSetting {
                key: "-o".to_owned(),
                expected: "a name in UTF-8",
                found: format!("`{}`", path.display()),
            })?;
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            let only = Plan {
                path: name.to_owned(),
                ..settings.common().clone()
            };
            (vec![only], Target::File(folder))
        }
        Some(_) if !listed.is_empty() && args.format.is_some() => {
            return Err(Error::BadSetting {
                key: "-o".to_owned(),
                expected: "a file or `-` with --format, since the settings say the formats of the feeds that they list",
                found: "a folder".to_owned(),
            });
        }
        folder if !listed.is_empty() && !is_standard && args.format.is_none() => {
            settings.check_listed()?;
            let folder = folder.map_or_else(|| settings.output(), Path::to_owned);
            (listed.to_vec(), Target::Folder(folder))
        }
        Some(folder) => (vec![only()], Target::Folder(folder.to_owned())),
        None => {
            // Nothing lies beside standard output.
            let only = Plan {
                archive: false,
                stylesheet: false,
                ..only()
            };
            (vec![only], Target::Standard)
        }
    };
    let is_one = plans.len() == 1 && plans[0].field().is_none();
    if args.self_url.is_some() && !is_one {
        return Err(Error::BadSetting {
            key: "--self".to_owned(),
            expected: "the address of one feed",
            found: "several feeds".to_owned(),
        });
    }
    for plan in &mut plans {
        override_with(plan, args);
    }
    let has_several = plans.iter().any(|plan| plan.archive || plan.stylesheet);
    if matches!(target, Target::Standard) && (has_several || args.check) {
        return Err(Error::BadSetting {
            key: "-o".to_owned(),
            expected: "a file or a folder for --archive, --stylesheet and --check",
            found: "standard output".to_owned(),
        });
    }
    Ok((plans, target))
}

/// Puts the flags over what the settings say of a feed.
fn override_with(plan: &mut Plan, args: &GenerateArgs) {
    plan.format = args
        .format
        .map(|format| format.name().to_owned())
        .or(plan.format.take());
    plan.limit = args.limit.unwrap_or(plan.limit);
    plan.conditions.extend(args.conditions.iter().cloned());
    plan.content = args.content.or(plan.content);
    plan.archive |= args.archive;
    plan.stylesheet |= args.stylesheet;
    let feed = std::mem::take(&mut plan.feed);
    plan.feed = Feed {
        title: args.title.clone().or(feed.title),
        description: args.description.clone().or(feed.description),
        language: args.language.clone().or(feed.language),
        self_url: args.self_url.clone().or(feed.self_url),
        hubs: if args.hubs.is_empty() {
            feed.hubs
        } else {
            args.hubs.clone()
        },
        ..feed
    };
}

fn generate(args: &GenerateArgs, settings: &Settings, missing: usize) -> Result<Outcome> {
    let (plans, target) = plans(args, settings)?;
    let is_everything = args.profile == Profile::Lossless;
    let options = GenerateOptions {
        profile: args.profile,
        now: (!is_everything).then(super::now),
        future: args.future,
        drafts: args.drafts || is_everything,
    };
    let progress = Progress::new(args.quiet);
    let (mut failures, mut warnings, mut files) = (missing, 0, 0);
    let outputs = site::generate(settings, &plans, &options, &mut |event| match event {
        Event::Found(count) => {
            files = count;
            progress.found(count);
        }
        Event::Selected(count) => progress.found(count),
        Event::Read(count) | Event::Finished(count) => progress.done(count),
        Event::Warning(path, warning) => {
            warnings += 1;
            if !args.quiet || args.strict {
                progress.aside(|| message::warning(&shown(path), warning));
            }
        }
        Event::Failure(path, error) => {
            failures += 1;
            progress.aside(|| message::error(&shown(path), error));
        }
    });
    let outputs = outputs.map_err(|mut error| {
        // The path is the one that the user gave there.
        if let (Target::File(_), Error::BadSetting { key, .. }) = (&target, &mut error)
            && key == "path"
        {
            "-o".clone_into(key);
        }
        error
    })?;
    drop(progress);
    if args.verbose {
        message::line("", None, counted(files, "file"));
    }
    if files == 0 {
        let place = match args.sites.as_slice() {
            [] => Path::new("."),
            [only] => only,
            _ => settings.root(),
        };
        let place = place.display().to_string();
        message::line(&place, None, "expected files with front matter, found none");
        return Ok(Outcome::Failed);
    }
    if args.strict && failures + warnings > 0 {
        message::line(
            "",
            None,
            "nothing was written, since not everything is right",
        );
        return Ok(Outcome::Failed);
    }
    let mut is_current = put(args, &target, &outputs)?;
    if let Target::File(folder) | Target::Folder(folder) = &target {
        for path in site::stale(folder, &plans, &outputs) {
            is_current &= !args.check;
            if args.check || !args.quiet {
                let name = shown(&folder.join(path));
                message::line(
                    &name,
                    None,
                    "of an earlier run, and made no more; remove it",
                );
            }
        }
    }
    Ok(if failures > 0 || !is_current {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

/// Writes the files, or says what would be written. Returns whether they are as they should be.
fn put(args: &GenerateArgs, target: &Target, outputs: &[site::Output]) -> Result<bool> {
    let folder = match target {
        Target::Standard if args.dry_run => Path::new(""),
        Target::Standard => {
            for output in outputs {
                Output::Standard.write(&output.text)?;
            }
            return Ok(true);
        }
        Target::File(folder) | Target::Folder(folder) => folder,
    };
    let mut is_current = true;
    for output in outputs {
        let path = path_below(folder, &output.path);
        let name = match target {
            Target::Standard => Output::Standard.name(),
            _ => shown(&path),
        };
        let in_file = |source| Error::io("write")(source).in_file(&path);
        let is_kept = output.articles.is_none() && path.exists();
        if is_kept && args.verbose {
            message::line(&name, None, "is there already, and stays as it is");
        }
        if is_kept {
            continue;
        }
        let count = output.articles.map(|count| counted(count, "article"));
        let with = count.map_or_else(String::new, |count| format!(", with {count}"));
        if args.check || args.dry_run {
            let is_same = fs::read(&path).is_ok_and(|bytes| bytes == output.text.as_bytes());
            match (args.check, is_same) {
                (true, false) => {
                    message::line(&name, None, "out of date; run the same without --check")
                }
                (false, false) => {
                    message::line(&name, None, format_args!("would be written{with}"))
                }
                (false, true) => message::line(&name, None, "would stay as it is"),
                (true, true) => {}
            }
            is_current &= is_same || args.dry_run;
            continue;
        }
        if matches!(target, Target::Folder(_)) && leads_out(&path, folder) {
            return Err(in_file(std::io::Error::other(
                "a link leads out of the output folder",
            )));
        }
        fs::create_dir_all(folder_of(&path)).map_err(in_file)?;
        let is_new = write_if_changed(&path, output.text.as_bytes()).map_err(in_file)?;
        if args.verbose {
            let what = if is_new { "written" } else { "unchanged" };
            message::line(&name, None, format_args!("{what}{with}"));
        }
    }
    Ok(is_current)
}

/// Returns whether a path below a folder leads out of it by a link, as far as it exists.
fn leads_out(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| here(path).canonicalize().ok();
    let Some(outer) = real(folder) else {
        return false;
    };
    let existing = path
        .ancestors()
        .find(|path| path.as_os_str().is_empty() || path.symlink_metadata().is_ok());
    // A link to nowhere could be one to anywhere.
    !existing
        .and_then(real)
        .is_some_and(|path| path.starts_with(&outer))
}
