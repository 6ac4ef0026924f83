//! How the loom models beside the protocols are checked.

/// Runs `model` in every order of its threads' steps with two preemptions, or as many as `LOOM_MAX_PREEMPTIONS` says.
pub(crate) fn check(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(2);
    builder.check(model);
}
