//! The threads a process waits for before it exits: those that are not daemons.

use std::sync::Arc;

use parking_lot::Mutex;
use rustpython_vm::VirtualMachine;

use super::handle::Shared;

static NON_DAEMONS: Mutex<Vec<Arc<Shared>>> = Mutex::new(Vec::new());

/// Counts a thread, before it is handed over.
pub(super) fn remember(shared: &Arc<Shared>) {
    NON_DAEMONS.lock().push(Arc::clone(shared));
}

/// The thread has ended, or could not start.
pub(super) fn forget(shared: &Arc<Shared>) {
    NON_DAEMONS
        .lock()
        .retain(|other| !Arc::ptr_eq(other, shared));
}

/// Joins every non-daemon thread, also those that others start meanwhile. An interrupt ends the waiting.
pub(super) fn join_all(vm: &VirtualMachine) {
    loop {
        let next = NON_DAEMONS.lock().first().cloned();
        let Some(shared) = next else { return };
        match shared.join(None, vm) {
            Ok(_) => forget(&shared),
            Err(error) => {
                vm.run_unraisable(
                    error,
                    Some("Exception ignored on threading shutdown".to_owned()),
                    vm.ctx.none(),
                );
                return;
            }
        }
    }
}
