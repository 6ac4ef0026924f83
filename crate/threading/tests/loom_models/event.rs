//! The model of `Event`: no `set` is missed. (src/event.rs has the model of a `set` that is followed by a `clear`.)
use crate::common::{Plain, model, with};
use loom::sync::Arc;
use web_threading::Event;

#[test]
fn set_ends_the_wait_and_passes_on_what_was_written() {
    model(|| {
        let shared = Arc::new((Event::new(), Plain::new(0)));
        let waiters = [0, 1].map(|_| {
            with(&shared, |(event, value)| {
                event.wait();
                value.get()
            })
        });
        shared.1.add(7);
        shared.0.set();
        assert_eq!(waiters.map(|waiter| waiter.join().unwrap()), [7, 7]);
    });
}

#[test]
fn two_take_turns() {
    model(|| {
        let shared = Arc::new((Event::new(), Event::new(), Plain::new(0)));
        let other = with(&shared, |(ping, pong, value)| {
            ping.wait();
            ping.clear();
            value.add(1);
            pong.set();
        });
        shared.2.add(1);
        shared.0.set();
        shared.1.wait();
        shared.1.clear();
        assert_eq!(shared.2.add(1), 3);
        other.join().unwrap();
    });
}
