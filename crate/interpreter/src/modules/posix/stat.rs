//! The result of `os.stat`.

pub(super) use sub::{standard_stream, to_python};

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use process_files::{Kind, Stat};
    use rustpython_vm::{
        PyObjectRef, VirtualMachine, convert::ToPyObject, pyclass, pystruct_sequence,
        pystruct_sequence_data, types::PyStructSequence,
    };

    use super::super::USER;

    const NS_IN_S: u64 = 1_000_000_000;

    #[pystruct_sequence_data]
    struct StatData {
        st_mode: u32,
        st_ino: u64,
        st_dev: u64,
        st_nlink: u32,
        st_uid: u32,
        st_gid: u32,
        st_size: u64,
        #[pystruct_sequence(unnamed)]
        st_atime_int: u64,
        #[pystruct_sequence(unnamed)]
        st_mtime_int: u64,
        #[pystruct_sequence(unnamed)]
        st_ctime_int: u64,
        #[pystruct_sequence(skip)]
        st_atime: f64,
        #[pystruct_sequence(skip)]
        st_mtime: f64,
        #[pystruct_sequence(skip)]
        st_ctime: f64,
        #[pystruct_sequence(skip)]
        st_atime_ns: u64,
        #[pystruct_sequence(skip)]
        st_mtime_ns: u64,
        #[pystruct_sequence(skip)]
        st_ctime_ns: u64,
        #[pystruct_sequence(skip)]
        st_blksize: u32,
        #[pystruct_sequence(skip)]
        st_blocks: u64,
    }

    /// Status of a file.
    #[pyattr]
    #[pystruct_sequence(name = "stat_result", module = "os", data = "StatData")]
    struct PyStat;

    #[pyclass(with(PyStructSequence))]
    impl PyStat {}

    fn seconds(ns: u64) -> f64 {
        ns as f64 / NS_IN_S as f64
    }

    fn build(mode: u32, stat: &Stat, vm: &VirtualMachine) -> PyObjectRef {
        StatData {
            st_mode: mode,
            st_ino: stat.ino,
            st_dev: 1,
            st_nlink: stat.links,
            st_uid: USER,
            st_gid: USER,
            st_size: stat.size,
            st_atime_int: stat.accessed_ns / NS_IN_S,
            st_mtime_int: stat.modified_ns / NS_IN_S,
            st_ctime_int: stat.changed_ns / NS_IN_S,
            st_atime: seconds(stat.accessed_ns),
            st_mtime: seconds(stat.modified_ns),
            st_ctime: seconds(stat.changed_ns),
            st_atime_ns: stat.accessed_ns,
            st_mtime_ns: stat.modified_ns,
            st_ctime_ns: stat.changed_ns,
            st_blksize: 4096,
            st_blocks: stat.size.div_ceil(512),
        }
        .to_pyobject(vm)
    }

    pub(in super::super) fn to_python(stat: &Stat, vm: &VirtualMachine) -> PyObjectRef {
        build(stat.mode(), stat, vm)
    }

    /// Returns the status of a standard stream, which is a pipe to the page.
    pub(in super::super) fn standard_stream(vm: &VirtualMachine) -> PyObjectRef {
        const PIPE: u32 = 0o010_600;
        let nothing = Stat {
            kind: Kind::File,
            permissions: 0,
            ino: 0,
            links: 1,
            size: 0,
            accessed_ns: 0,
            modified_ns: 0,
            changed_ns: 0,
        };
        build(PIPE, &nothing, vm)
    }
}
