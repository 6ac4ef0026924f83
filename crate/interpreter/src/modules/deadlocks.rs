//! The module `_deadlocks`: what `python/playground.py` offers about deadlocks.

pub(crate) use _deadlocks::module_def;

#[rustpython_vm::pymodule]
mod _deadlocks {
    use crate::observe;

    /// Whether a deadlock is raised in the threads that wait, instead of being reported.
    #[pyfunction]
    fn raises() -> bool {
        observe::raises()
    }

    #[pyfunction]
    fn set_raises(raises: bool) {
        observe::set_raises(raises);
    }
}
