// `cargo test -p process-layout` writes this file from crate/layout. Change the numbers there.

/** The exit statuses that a run has without an exit of its own. */
export const STATUS = {
  interrupted: 130,
  crashed: 134,
  killed: 137,
};
