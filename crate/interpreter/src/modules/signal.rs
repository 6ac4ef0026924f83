//! The module `_signal`. The only signal that a page can send is SIGINT.
#![allow(
    clippy::unwrap_used,
    reason = "the pymodule macro writes one for each constant it puts into the module"
)]

pub(crate) use _signal::module_def;

/// Signal handlers, which run in the main thread.
#[rustpython_vm::pymodule]
mod _signal {
    use rustpython_vm::{
        PyObjectRef, PyPayload, PyResult, VirtualMachine,
        function::{FuncArgs, OptionalArg},
        signal::{self, SignalNum},
        stdlib::_thread::get_ident,
    };

    #[pyattr]
    const SIG_DFL: i32 = 0;
    #[pyattr]
    const SIG_IGN: i32 = 1;
    #[pyattr]
    const SIGHUP: i32 = 1;
    #[pyattr]
    const SIGINT: i32 = crate::program::SIGINT;
    #[pyattr]
    const SIGABRT: i32 = 6;
    #[pyattr]
    const SIGFPE: i32 = 8;
    #[pyattr]
    const SIGILL: i32 = 4;
    #[pyattr]
    const SIGSEGV: i32 = 11;
    #[pyattr]
    const SIGTERM: i32 = 15;
    #[pyattr]
    const SIGUSR1: i32 = 10;
    #[pyattr]
    const SIGUSR2: i32 = 12;
    #[pyattr]
    const SIGALRM: i32 = 14;
    #[pyattr]
    const NSIG: i32 = 64;

    fn checked(signum: i32, vm: &VirtualMachine) -> PyResult<SignalNum> {
        SignalNum::try_from(signum).map_err(|_| vm.new_value_error("signal number out of range"))
    }

    fn in_main_thread(vm: &VirtualMachine) -> bool {
        get_ident() == vm.state.main_thread_ident.load()
    }

    /// Sets the handler that the main thread calls when `signalnum` arrives. Returns the previous one.
    #[pyfunction]
    fn signal(signalnum: i32, handler: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if !in_main_thread(vm) {
            return Err(
                vm.new_value_error("signal only works in main thread of the main interpreter")
            );
        }
        if handler.to_callable().is_none() && handler.try_to_value::<i32>(vm).is_err() {
            return Err(vm.new_type_error(
                "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object",
            ));
        }
        let number = checked(signalnum, vm)?;
        let earlier = vm.set_signal_handler(number, Some(handler));
        Ok(earlier.unwrap_or_else(|| vm.ctx.new_int(SIG_DFL).into()))
    }

    /// Returns the handler that the main thread calls when `signalnum` arrives.
    #[pyfunction]
    fn getsignal(signalnum: i32, vm: &VirtualMachine) -> PyResult {
        let number = checked(signalnum, vm)?;
        // The VM has no function to read an entry, so this removes the entry and puts it back.
        let entry = vm.set_signal_handler(number, None);
        vm.set_signal_handler(number, entry.clone());
        Ok(entry.unwrap_or_else(|| vm.ctx.new_int(SIG_DFL).into()))
    }

    /// Raises KeyboardInterrupt.
    #[pyfunction]
    fn default_int_handler(_args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        // An interrupt that was handled between bytecodes is still pending for the next wait.
        web_threading::take_interrupt();
        Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()))
    }

    /// Returns whether a signal without a handler ends the process.
    fn is_terminating(signalnum: i32) -> bool {
        matches!(
            signalnum,
            SIGHUP | SIGILL | SIGABRT | SIGFPE | SIGSEGV | SIGUSR1 | SIGUSR2 | SIGALRM | SIGTERM
        )
    }

    /// Sends a signal to the calling process. Without a handler, the signal ends the process with the status that a shell
    /// would report.
    #[pyfunction]
    fn raise_signal(signalnum: i32, vm: &VirtualMachine) -> PyResult<()> {
        let number = checked(signalnum, vm)?;
        let is_default = || -> PyResult<bool> {
            let handler = getsignal(signalnum, vm)?;
            Ok(handler
                .try_to_value::<i32>(vm)
                .is_ok_and(|value| value == SIG_DFL))
        };
        if is_terminating(signalnum) && in_main_thread(vm) && is_default()? {
            vm.allow_threads(|| crate::host::exit(128 + signalnum));
        }
        signal::raise(number);
        if signalnum == SIGINT {
            web_threading::interrupt_main();
        }
        vm.check_signals()
    }

    /// For compatibility with event loops: no signal is written to the descriptor.
    #[pyfunction]
    fn set_wakeup_fd(_fd: i32, _options: FuncArgs) -> i32 {
        -1
    }

    /// Returns the C library's description of a signal.
    #[pyfunction]
    fn strsignal(signalnum: i32, vm: &VirtualMachine) -> PyResult<Option<&'static str>> {
        checked(signalnum, vm)?;
        Ok(match signalnum {
            SIGHUP => Some("Hangup"),
            SIGINT => Some("Interrupt"),
            SIGILL => Some("Illegal instruction"),
            SIGABRT => Some("Aborted"),
            SIGFPE => Some("Floating point exception"),
            SIGUSR1 => Some("User defined signal 1"),
            SIGSEGV => Some("Segmentation fault"),
            SIGUSR2 => Some("User defined signal 2"),
            SIGALRM => Some("Alarm clock"),
            SIGTERM => Some("Terminated"),
            _ => None,
        })
    }

    /// Returns the signals that have names here.
    #[pyfunction]
    fn valid_signals(_unused: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        let set = rustpython_vm::builtins::PySet::default().into_ref(&vm.ctx);
        for number in 1..NSIG {
            set.add(vm.ctx.new_int(number).into(), vm)?;
        }
        Ok(set.into())
    }
}
