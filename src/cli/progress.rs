//! A progress bar, on a terminal, for what takes longer than a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far a command is.
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
    is_silent: bool,
}

impl Progress {
    /// Begins; nothing will be shown if `is_silent`, nor where standard error is no terminal.
    pub(super) fn new(is_silent: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{wide_bar} {percent} %");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self {
            bar,
            began: Instant::now(),
            is_silent,
        }
    }

    /// Notes that there is so much more to do.
    pub(super) fn found(&self, steps: usize) {
        self.bar.inc_length(steps as u64);
    }

    /// Notes how much more is done.
    pub(super) fn done(&self, steps: usize) {
        if !self.is_silent && self.bar.is_hidden() && self.began.elapsed() > PATIENCE {
            // Draws nothing unless it is a terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps as u64);
    }

    /// Prints something without the bar in its way.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }
}

/// The bar goes when the work is done.
impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
