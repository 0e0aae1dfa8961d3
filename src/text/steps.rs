//! How many bytes were looked at: tests count what time would only suggest.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts bytes.
pub(super) fn count(bytes: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + bytes);
    #[cfg(not(test))]
    let _ = bytes;
}

/// Returns how many bytes were looked at in this thread since the last time.
#[cfg(test)]
pub(crate) fn taken() -> usize {
    STEPS.take()
}
