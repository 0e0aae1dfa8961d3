//! Parts of a text, in order.

use std::ops::Range;

/// Returns the range that holds a place.
pub(super) fn holding(ranges: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    let next = ranges.partition_point(|range| range.end <= index);
    ranges.get(next).filter(|range| range.contains(&index))
}
