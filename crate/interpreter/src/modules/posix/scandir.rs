//! `os.scandir` and its entries.

/// These are merged into `posix`.
#[rustpython_vm::pymodule(sub)]
pub(super) mod sub {
    use std::sync::Mutex;

    use process_files::Kind;
    use rustpython_vm::{
        FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        function::FuncArgs,
        protocol::PyIterReturn,
        pyclass,
        types::{IterNext, Iterable, Representable, SelfIter},
    };

    use super::super::{
        FILES,
        path::{Path, PathOrFd, decode, os_error},
        stat,
    };

    #[derive(FromArgs)]
    struct Follow {
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    /// One directory entry, with the data that `scandir` has already read.
    #[pyattr]
    #[pyclass(name = "DirEntry", module = "posix")]
    #[derive(Debug, PyPayload)]
    struct DirEntry {
        name: PyObjectRef,
        path: PyObjectRef,
        bytes: Vec<u8>,
        kind: Kind,
        ino: u64,
    }

    #[pyclass(with(Representable), flags(DISALLOW_INSTANTIATION))]
    impl DirEntry {
        #[pygetset]
        fn name(zelf: &Py<Self>) -> PyObjectRef {
            zelf.name.clone()
        }

        #[pygetset]
        fn path(zelf: &Py<Self>) -> PyObjectRef {
            zelf.path.clone()
        }

        #[pymethod]
        fn __fspath__(zelf: &Py<Self>) -> PyObjectRef {
            zelf.path.clone()
        }

        #[pymethod]
        fn inode(zelf: &Py<Self>) -> u64 {
            zelf.ino
        }

        fn kind(&self, how: &Follow) -> Option<Kind> {
            if self.kind == Kind::Symlink && how.follow_symlinks {
                FILES.stat(&self.bytes).ok().map(|stat| stat.kind)
            } else {
                Some(self.kind)
            }
        }

        #[pymethod]
        fn is_dir(zelf: &Py<Self>, how: Follow) -> bool {
            zelf.kind(&how) == Some(Kind::Directory)
        }

        #[pymethod]
        fn is_file(zelf: &Py<Self>, how: Follow) -> bool {
            zelf.kind(&how) == Some(Kind::File)
        }

        #[pymethod]
        fn is_symlink(zelf: &Py<Self>) -> bool {
            zelf.kind == Kind::Symlink
        }

        /// Only Windows has junctions.
        #[pymethod]
        fn is_junction(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn stat(zelf: &Py<Self>, how: Follow, vm: &VirtualMachine) -> PyResult {
            let found = if how.follow_symlinks {
                FILES.stat(&zelf.bytes)
            } else {
                FILES.stat_link(&zelf.bytes)
            };
            match found {
                Ok(found) => Ok(stat::to_python(&found, vm)),
                Err(errno) => Err(os_error(errno, [Some(&zelf.path), None], vm)),
            }
        }
    }

    impl Representable for DirEntry {
        fn repr_str(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<String> {
            Ok(format!(
                "<DirEntry {}>",
                zelf.name.repr(vm)?.to_string_lossy()
            ))
        }
    }

    /// An iterator over the entries of a directory.
    #[pyattr]
    #[pyclass(name = "ScandirIterator", module = "posix")]
    #[derive(Debug, PyPayload)]
    struct ScandirIterator {
        entries: Mutex<std::vec::IntoIter<PyObjectRef>>,
    }

    impl ScandirIterator {
        fn entries(&self) -> std::sync::MutexGuard<'_, std::vec::IntoIter<PyObjectRef>> {
            self.entries
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        }
    }

    #[pyclass(with(IterNext, Iterable), flags(DISALLOW_INSTANTIATION))]
    impl ScandirIterator {
        #[pymethod]
        fn close(zelf: &Py<Self>) {
            let rest = std::mem::take(&mut *zelf.entries());
            drop(rest);
        }

        #[pymethod]
        fn __enter__(zelf: &Py<Self>) -> PyRef<ScandirIterator> {
            zelf.to_owned()
        }

        #[pymethod]
        fn __exit__(zelf: &Py<Self>, _args: FuncArgs) {
            Self::close(zelf);
        }
    }

    impl SelfIter for ScandirIterator {}

    impl IterNext for ScandirIterator {
        fn next(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyIterReturn> {
            Ok(match zelf.entries().next() {
                Some(entry) => PyIterReturn::Return(entry),
                None => PyIterReturn::StopIteration(None),
            })
        }
    }

    #[derive(FromArgs)]
    struct ScandirArgs {
        #[pyarg(any, default)]
        path: Option<PathOrFd>,
    }

    /// Returns the entries of a directory, with their kinds.
    #[pyfunction]
    fn scandir(args: ScandirArgs, vm: &VirtualMachine) -> PyResult {
        let here = |vm: &VirtualMachine| Path {
            bytes: b".".to_vec(),
            is_bytes: false,
            origin: vm.ctx.new_str(".").into(),
        };
        let (found, folder, origin) = match args.path {
            None => {
                let path = here(vm);
                (FILES.list(&path.bytes), Some(path.clone()), path.origin)
            }
            Some(PathOrFd::Path(path)) => {
                (FILES.list(&path.bytes), Some(path.clone()), path.origin)
            }
            Some(PathOrFd::Fd(fd)) => (FILES.list_open(fd), None, vm.ctx.new_int(fd).into()),
        };
        let found = found.map_err(|errno| os_error(errno, [Some(&origin), None], vm))?;
        let mut entries = Vec::with_capacity(found.len());
        for entry in found {
            let (name, path, bytes) = match &folder {
                Some(folder) => {
                    let mut bytes = folder.bytes.clone();
                    if !bytes.ends_with(b"/") {
                        bytes.push(b'/');
                    }
                    bytes.extend(&entry.name);
                    (
                        folder.like(entry.name, vm)?,
                        folder.like(bytes.clone(), vm)?,
                        bytes,
                    )
                }
                None => {
                    let name = decode(entry.name.clone(), vm)?;
                    (name.clone(), name, entry.name)
                }
            };
            let entry = DirEntry {
                name,
                path,
                bytes,
                kind: entry.kind,
                ino: entry.ino,
            };
            entries.push(entry.into_ref(&vm.ctx).into());
        }
        let iterator = ScandirIterator {
            entries: Mutex::new(entries.into_iter()),
        };
        Ok(iterator.into_ref(&vm.ctx).into())
    }
}
