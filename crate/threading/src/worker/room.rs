//! Whether the memory has room for another worker.
use std::hint::black_box;

/// For the stacks of the worker that is asked for and of the few that the host starts with it, of a MiB each, and for what they
/// need besides.
const ROOM: usize = 16 << 20;

/// To be asked before the host is. A new worker takes its stack before any of our code runs there; where there is no room
/// it traps inside of wasm-bindgen's lock, and from then on no worker would come up in this process.
pub(crate) fn has_room() -> bool {
    let mut room = Vec::<u8>::new();
    let is_there = room.try_reserve_exact(ROOM).is_ok();
    // Else the compiler leaves out an allocation that nobody uses.
    black_box(room.as_mut_ptr());
    is_there
}
