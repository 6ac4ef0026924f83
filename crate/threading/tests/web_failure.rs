//! Failures in a browser: workers that do not start, workers that crash, and a page that must not block.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]
mod common;

use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_threading::futex::{self, BlockingForbidden};
use web_threading::queue::{Queue, SimpleQueue};
use web_threading::thread::{self, JoinError, JoinOutcome};
use web_threading::{
    Barrier, BoundedSemaphore, Cancel, Condition, Event, Lock, RLock, RunError, Semaphore,
    SpawnError, TimedOut, Timer, Until, host, run_on_worker, scope, spawn,
};

#[wasm_bindgen(inline_js = "
    const { Worker } = globalThis;
    // Creates workers whose script does not exist.
    export function breakWorkers() {
        globalThis.Worker = class extends Worker {
            constructor() { super('/there-is-no-such-script.js', { type: 'module' }); }
        };
    }
    // Creates workers that never answer.
    export function silenceWorkers(host) {
        host.options.startTimeoutMs = 100;
        globalThis.Worker = class extends Worker {
            constructor() { super(URL.createObjectURL(new Blob(['']))); }
        };
    }
    export function mendWorkers(host) {
        host.options.startTimeoutMs = 20000;
        globalThis.Worker = Worker;
    }
    export function attempt(call) {
        try { call(); return 'it returned'; } catch (error) { return error.message; }
    }")]
extern "C" {
    #[wasm_bindgen(js_name = breakWorkers)]
    fn break_workers();
    #[wasm_bindgen(js_name = silenceWorkers)]
    fn silence_workers(host: &host::ThreadHost);
    #[wasm_bindgen(js_name = mendWorkers)]
    fn mend_workers(host: &host::ThreadHost);
    fn attempt(call: &mut dyn FnMut()) -> String;
}

fn refused() -> (SpawnError, usize, usize) {
    let held = Arc::new(());
    // So many that some of them need a worker that no earlier test has left.
    let go = Arc::new(Event::new());
    let mut threads = Vec::new();
    let error = loop {
        let (theirs, go) = (Arc::clone(&held), Arc::clone(&go));
        match spawn(move || (theirs, go.wait()).1) {
            Ok(thread) => threads.push(thread),
            Err(error) => break error,
        }
    };
    go.set();
    for thread in threads {
        thread.join().unwrap();
    }
    (error, Arc::strong_count(&held), thread::active_count())
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_is_an_error() {
    run_on_worker(|| ()).await.unwrap();
    let host = host::current().unwrap();
    for (broken, name) in [(true, "script missing"), (false, "no answer")] {
        if broken {
            break_workers()
        } else {
            silence_workers(&host)
        }
        let outcome = run_on_worker(refused).await;
        mend_workers(&host);
        let (error, held, count) = outcome.unwrap();
        assert_eq!(error, SpawnError::WorkerFailed, "{name}");
        assert!(error.to_string().starts_with("can't start new thread: "));
        assert_eq!((held, count), (1, 1), "{name}: nothing is left behind");
        run_on_worker(|| spawn(|| ()).unwrap().join().unwrap())
            .await
            .unwrap();
    }
}

#[wasm_bindgen_test]
async fn without_memory_for_its_stack_a_thread_is_refused_at_once_and_can_start_when_there_is_some()
{
    const MIB: usize = 1 << 20;
    let (error, held, count) = run_on_worker(|| {
        let mut ballast = Vec::new();
        loop {
            let mut part = Vec::<u8>::new();
            if part.try_reserve_exact(MIB).is_err() {
                break;
            }
            // Without this, the compiler removes the allocation.
            std::hint::black_box(part.as_mut_ptr());
            ballast.push(part);
        }
        // Leaves memory for the attempt itself, far less than for a worker.
        ballast.truncate(ballast.len() - 4);
        #[cfg(feature = "pool")]
        {
            use web_threading::pool::{PoolError, request_and_wait};
            let pool = request_and_wait(Duration::from_secs(30));
            assert_eq!(pool, Err(PoolError::Failed), "nor the pool's workers");
        }
        refused()
    })
    .await
    .unwrap();
    assert_eq!(error, SpawnError::OutOfMemory);
    assert_eq!((held, count), (1, 1), "nothing is left behind");
    run_on_worker(|| spawn(|| ()).unwrap().join().unwrap())
        .await
        .unwrap();
}

#[cfg(feature = "pool")]
#[wasm_bindgen_test]
async fn a_pool_that_cannot_start_is_an_error() {
    use web_threading::pool::{self, PoolError, rayon};
    run_on_worker(|| ()).await.unwrap();
    let host = host::current().unwrap();
    break_workers();
    let outcome = run_on_worker(|| pool::request_and_wait(Duration::from_secs(30))).await;
    mend_workers(&host);
    assert_eq!(outcome, Ok(Err(PoolError::Failed)));
    let outcome = run_on_worker(|| {
        pool::request_and_wait(Duration::from_secs(30))?;
        Ok::<_, PoolError>(rayon::join(|| 2, || 3))
    });
    assert_eq!(outcome.await, Ok(Ok((2, 3))), "it may be asked for again");
}

#[wasm_bindgen_test]
async fn a_crashed_thread_is_reported_and_the_process_goes_on() {
    run_on_worker(|| {
        let thread = spawn(|| panic!("on purpose")).unwrap();
        let observer = thread.thread().clone();
        assert!(matches!(thread.join(), Err(JoinError::Crashed)));
        assert_eq!(
            observer.join_until(Until::FOREVER),
            Ok(JoinOutcome::Crashed)
        );
        assert!(!observer.is_alive());
        assert_eq!(thread::active_count(), 1);
        assert_eq!(spawn(|| 3).unwrap().join().unwrap(), 3);
    })
    .await
    .unwrap();
}

#[wasm_bindgen_test]
async fn a_crashed_main_thread_is_an_error_and_the_next_one_works() {
    let Err(RunError::Crashed(reason)) = run_on_worker(|| panic!("on purpose")).await else {
        panic!("the crash was lost");
    };
    assert!(reason.contains("on purpose"), "{reason}");
    assert_eq!(
        run_on_worker(|| spawn(|| 3).unwrap().join().unwrap()).await,
        Ok(3)
    );
}

#[wasm_bindgen_test]
async fn the_page_must_not_block_and_is_told_so() {
    assert_eq!(futex::check_can_block(), Err(BlockingForbidden));
    let lock = Lock::new();
    lock.acquire();
    assert_eq!(attempt(&mut || lock.acquire()), BlockingForbidden::SENTENCE);
    assert_eq!(
        attempt(&mut || assert_eq!(lock.acquire_timeout(Duration::from_secs(1)), Err(TimedOut))),
        BlockingForbidden::SENTENCE
    );
    assert_eq!(
        attempt(&mut || Event::new().wait()),
        BlockingForbidden::SENTENCE
    );
    assert_eq!(
        attempt(&mut || thread::sleep(Duration::from_secs(1))),
        BlockingForbidden::SENTENCE
    );
    lock.release().unwrap();
    assert_eq!(attempt(&mut || lock.acquire()), "it returned");
    run_on_worker(|| futex::check_can_block().unwrap())
        .await
        .unwrap();
}

fn refuses(mut call: impl FnMut()) {
    assert_eq!(attempt(&mut call), BlockingForbidden::SENTENCE);
}

/// The calls are refused before they change anything: no thread is queued, no lock is released, no party is counted, no
/// thread is started.
#[wasm_bindgen_test]
async fn refused_on_the_page_nothing_is_left_behind() {
    let semaphore = Semaphore::new(0);
    refuses(|| semaphore.acquire());
    refuses(|| _ = semaphore.acquire_timeout(Duration::from_secs(1)));
    semaphore.release(1);
    assert!(semaphore.try_acquire(), "the permit went to nobody else");

    let bounded = BoundedSemaphore::new(1);
    let guard = bounded.guard();
    refuses(|| bounded.acquire());
    drop(guard);

    let condition = Condition::new(RLock::new());
    condition.lock().acquire();
    refuses(|| _ = condition.wait());
    refuses(|| _ = condition.wait_for(|| false));
    assert_eq!(
        condition.wait_for(|| true),
        Ok(()),
        "there is nothing to wait for"
    );
    assert_eq!(condition.lock().recursion_count(), 1);
    condition.notify_all().unwrap();
    condition.lock().release().unwrap();

    let barrier = Barrier::new(2);
    refuses(|| _ = barrier.wait());
    assert_eq!((barrier.waiting(), barrier.is_broken()), (0, false));
    assert_eq!(Barrier::new(1).wait(), Ok(0), "the last need not wait");

    let queue = Queue::new(1);
    refuses(|| _ = queue.get());
    queue.put(1).unwrap();
    refuses(|| _ = queue.put(2));
    refuses(|| queue.join());
    assert_eq!(
        queue.get(),
        Ok(1),
        "neither a getter nor a putter was queued"
    );
    assert_eq!((queue.len(), queue.unfinished_tasks()), (0, 1));
    let simple = SimpleQueue::<u8>::new();
    refuses(|| _ = simple.get());
    simple.put(3);
    assert_eq!(simple.get(), 3);

    let mut began = false;
    refuses(|| scope(|_| began = true));
    assert!(!began);

    run_on_worker(|| ()).await.unwrap();
    let go = Arc::new(Event::new());
    let theirs = Arc::clone(&go);
    let mut working = Some(Timer::start(Duration::ZERO, move || theirs.wait()).unwrap());
    let cancelled = Timer::start(Duration::from_secs(3600), || ()).unwrap();
    let threads = [working.as_ref().unwrap(), &cancelled].map(|timer| timer.thread().clone());
    refuses(|| _ = working.take().unwrap().join());
    go.set();
    assert_eq!(cancelled.cancel(), Cancel::Cancelled);
    let outcomes = run_on_worker(move || threads.map(|thread| thread.join_until(Until::FOREVER)));
    assert_eq!(outcomes.await, Ok([Ok(JoinOutcome::Finished); 2]));
    assert!(
        cancelled.join().is_none(),
        "what has ended needs no waiting"
    );
}

/// The crash of a scoped thread that was not joined ends the scope's caller too: no code may continue with data that it left
/// inconsistent.
#[wasm_bindgen_test]
async fn a_crash_in_a_scope_does_not_return_from_it() {
    let joined = run_on_worker(|| {
        scope(|scope| {
            scope
                .spawn(|| panic!("on purpose"))
                .map(|thread| thread.join().is_err())
        })
    });
    assert_eq!(
        joined.await,
        Ok(Ok(true)),
        "a crash that was joined is known"
    );
    let Err(RunError::Crashed(reason)) = run_on_worker(|| {
        scope(|scope| {
            scope.spawn(|| panic!("on purpose")).unwrap();
        });
    })
    .await
    else {
        panic!("the scope returned");
    };
    assert!(reason.contains("a scoped thread panicked"), "{reason}");
    assert_eq!(run_on_worker(|| 3).await, Ok(3));
}

#[wasm_bindgen_test]
async fn the_page_may_start_a_thread() {
    run_on_worker(|| ()).await.unwrap();
    let thread = spawn(|| thread::current().name().to_owned()).unwrap();
    let observer = thread.thread().clone();
    let outcome = run_on_worker(move || observer.join_until(Until::FOREVER));
    assert_eq!(outcome.await, Ok(Ok(JoinOutcome::Finished)));
    let name = thread.thread().name().to_owned();
    assert_eq!(
        thread.join().unwrap(),
        name,
        "joining what has finished does not wait"
    );
}
