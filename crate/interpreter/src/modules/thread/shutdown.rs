//! The non-daemon threads of each interpreter, which it joins before it ends.

use std::sync::Arc;

use parking_lot::Mutex;
use rustpython_vm::VirtualMachine;

use super::handle::Shared;

struct NonDaemon {
    /// The interpreter of the thread, see [`interpreter`].
    interpreter: usize,
    shared: Arc<Shared>,
}

static NON_DAEMONS: Mutex<Vec<NonDaemon>> = Mutex::new(Vec::new());

/// Identifies an interpreter within the process. A subinterpreter that ends waits only for its own threads.
fn interpreter(vm: &VirtualMachine) -> usize {
    std::ptr::from_ref(&*vm.state).addr()
}

/// Adds a thread. It must be called before the thread is handed to a worker.
pub(super) fn remember(shared: &Arc<Shared>, vm: &VirtualMachine) {
    NON_DAEMONS.lock().push(NonDaemon {
        interpreter: interpreter(vm),
        shared: Arc::clone(shared),
    });
}

/// Removes a thread that has ended or could not start.
pub(super) fn forget(shared: &Arc<Shared>) {
    NON_DAEMONS
        .lock()
        .retain(|other| !Arc::ptr_eq(&other.shared, shared));
}

/// Joins every non-daemon thread of the interpreter, including threads that others start meanwhile. An interrupt ends the
/// wait.
pub(super) fn join_all(vm: &VirtualMachine) {
    let own = interpreter(vm);
    loop {
        let next = NON_DAEMONS
            .lock()
            .iter()
            .find(|thread| thread.interpreter == own)
            .map(|thread| Arc::clone(&thread.shared));
        let Some(shared) = next else { return };
        match shared.join(None, vm) {
            Ok(_) => forget(&shared),
            Err(error) => {
                vm.run_unraisable(
                    error,
                    Some(
                        "Exception ignored while joining a thread in _thread._shutdown()"
                            .to_owned(),
                    ),
                    vm.ctx.none(),
                );
                return;
            }
        }
    }
}
