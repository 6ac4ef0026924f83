# python: 3.14
"""All names of CPython 3.14's threading modules."""
import _thread
import threading

THREADING = """
get_ident active_count Condition current_thread enumerate main_thread TIMEOUT_MAX Event Lock RLock Semaphore
BoundedSemaphore Thread Barrier BrokenBarrierError Timer ThreadError setprofile settrace local stack_size excepthook
ExceptHookArgs getprofile gettrace setprofile_all_threads settrace_all_threads get_native_id
""".split()
DEPRECATED = ["activeCount", "currentThread"]
THREAD = "name ident native_id daemon is_alive isDaemon setDaemon getName setName start run join".split()
NATIVE = """
LockType RLock TIMEOUT_MAX _ThreadHandle _count _get_main_thread_ident _is_main_interpreter _local _make_thread_handle
_shutdown allocate allocate_lock daemon_threads_allowed error exit exit_thread get_ident get_native_id interrupt_main lock
set_name stack_size start_joinable_thread start_new start_new_thread
""".split()
LOCK = "acquire release locked acquire_lock release_lock locked_lock __enter__ __exit__ _at_fork_reinit".split()
RLOCK = "acquire release locked __enter__ __exit__ _is_owned _acquire_restore _release_save _recursion_count".split()

print("__all__ differs in", sorted(set(THREADING) ^ set(threading.__all__)))
for owner, names in (
    (threading, THREADING + DEPRECATED),
    (threading.Thread, THREAD),
    (_thread, NATIVE),
    (_thread.lock, LOCK),
    (_thread.RLock, RLOCK),
):
    print(owner.__name__, "lacks", [name for name in names if not hasattr(owner, name)])
