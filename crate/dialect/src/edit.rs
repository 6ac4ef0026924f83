//! A set of replacements in one source text, applied in one pass.

use std::ops::Range;

#[derive(Debug)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// Replacements by byte offsets of the original text. A replacement that overlaps an earlier one is dropped.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    edits: Vec<Edit>,
}

impl Edits {
    /// Replaces `range` by `text`.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit {
            range,
            text: text.into(),
        });
    }

    /// Inserts `text` before the byte at `offset`, after earlier insertions there.
    pub(crate) fn insert(&mut self, offset: usize, text: impl Into<String>) {
        self.replace(offset..offset, text);
    }

    /// Removes `range`.
    pub(crate) fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Removes the edits inside `range` from the set and returns that part of `source` with them applied, for text that
    /// moves to another place.
    pub(crate) fn take(&mut self, source: &str, range: Range<usize>) -> String {
        let (mut inside, outside) =
            std::mem::take(&mut self.edits)
                .into_iter()
                .partition(|edit: &Edit| {
                    range.start <= edit.range.start && edit.range.end <= range.end
                });
        self.edits = outside;
        render(source, range, &mut inside)
    }

    /// Returns `source` with every edit applied.
    pub(crate) fn apply(mut self, source: &str) -> String {
        render(source, 0..source.len(), &mut self.edits)
    }
}

fn render(source: &str, range: Range<usize>, edits: &mut [Edit]) -> String {
    // An insertion comes before a replacement that starts at the same byte; the sort is stable among insertions.
    edits.sort_by_key(|edit| (edit.range.start, !edit.range.is_empty()));
    let mut out = String::with_capacity(range.len() + 16 * edits.len());
    let mut done = range.start;
    for edit in edits.iter() {
        if edit.range.start < done {
            continue;
        }
        out.push_str(source.get(done..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(source.get(done..range.end).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[test]
    fn edits_apply_in_order_of_place() {
        let mut edits = Edits::default();
        edits.insert(5, ")");
        edits.replace(1..2, "(");
        edits.insert(5, "!");
        assert_eq!(edits.apply("a bcd e"), "a(bcd)! e");
    }

    #[test]
    fn overlapping_edits_are_dropped() {
        let mut edits = Edits::default();
        edits.replace(0..3, "x");
        edits.delete(2..4);
        assert_eq!(edits.apply("abcdef"), "xdef");
    }

    #[test]
    fn moved_text_carries_its_edits() {
        let mut edits = Edits::default();
        edits.delete(3..4);
        edits.insert(6, ".");
        assert_eq!(edits.take("f(1L) x", 0..5), "f(1)");
        assert_eq!(edits.apply("f(1L) x"), "f(1L) .x");
    }
}
