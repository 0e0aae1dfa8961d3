//! The `feedmatter` program: see the library of the same name.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Feeds are many small texts, and made by several threads at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    feedmatter::cli::run()
}
