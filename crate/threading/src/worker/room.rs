//! Whether the memory has space for another worker.
use std::hint::black_box;

/// The space for the stacks of the requested worker and of the few that the host starts with it, a MiB each, and for their
/// other memory.
const ROOM: usize = 16 << 20;

/// Must be called before a worker is requested. A new worker allocates its stack before any Rust code runs there. If there
/// is no space, it traps while it holds wasm-bindgen's lock, and no worker could start in this process any more.
pub(crate) fn has_room() -> bool {
    let mut room = Vec::<u8>::new();
    let is_there = room.try_reserve_exact(ROOM).is_ok();
    // Without this, the compiler removes the unused allocation.
    black_box(room.as_mut_ptr());
    is_there
}
