//! How the loom models next to the protocols are checked.

/// Runs `model` in every order of its threads' steps with up to two preemptions, or up to `LOOM_MAX_PREEMPTIONS`.
pub(crate) fn check(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(2);
    builder.check(model);
}
