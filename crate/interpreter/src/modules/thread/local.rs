//! `_thread._local`: one dict for each thread that uses it.

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;
use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyStr, PyType, PyTypeRef},
    function::{FuncArgs, PySetterValue},
    object::{Traverse, TraverseFn},
    stdlib::_thread::get_ident,
    types::{GetAttr, SetAttr},
};

/// The dicts by thread, and the arguments for `__init__` in later threads.
struct Dicts {
    init_args: FuncArgs,
    by_thread: HashMap<u64, PyDictRef>,
}

type Shared = Mutex<Dicts>;

thread_local! {
    /// The locals in which this thread has a dict. The dicts are dropped when the thread ends.
    static TOUCHED: RefCell<Vec<Weak<Shared>>> = const { RefCell::new(Vec::new()) };
}

/// Drops the calling thread's values in every `local`. The thread calls it in its VM when it ends.
pub(super) fn drop_thread() {
    let ident = get_ident();
    // Destructors may use locals again, which adds to the list.
    loop {
        let touched = TOUCHED.take();
        if touched.is_empty() {
            return;
        }
        for shared in touched.iter().filter_map(Weak::upgrade) {
            let removed = shared.lock().by_thread.remove(&ident);
            drop(removed);
        }
    }
}

/// Thread-local data.
#[rustpython_vm::pyclass(module = "_thread", name = "_local", traverse = "manual")]
#[derive(PyPayload)]
pub(super) struct Local {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Local {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Local").finish_non_exhaustive()
    }
}

// SAFETY: every object reference in it is visited: the arguments, and each thread's dict.
unsafe impl Traverse for Local {
    fn traverse(&self, visit: &mut TraverseFn<'_>) {
        // During a collection all other threads are stopped, and no thread stops while it holds this lock.
        if let Some(dicts) = self.shared.try_lock() {
            dicts.init_args.traverse(visit);
            for dict in dicts.by_thread.values() {
                dict.traverse(visit);
            }
        }
    }

    fn clear(&mut self, out: &mut Vec<PyObjectRef>) {
        if let Some(mut dicts) = self.shared.try_lock() {
            out.append(&mut dicts.init_args.args);
            out.extend(dicts.init_args.kwargs.drain(..).map(|(_, value)| value));
            out.extend(dicts.by_thread.drain().map(|(_, dict)| dict.into()));
        }
    }
}

#[rustpython_vm::pyclass(with(GetAttr, SetAttr), flags(BASETYPE, HAS_WEAKREF))]
impl Local {
    #[pyslot]
    fn slot_new(cls: PyTypeRef, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
        if !args.is_empty() && own_init(&cls, vm).is_none() {
            return Err(vm.new_type_error("Initialization arguments are not supported"));
        }
        let local = Local {
            shared: Arc::new(Mutex::new(Dicts {
                init_args: args,
                by_thread: HashMap::new(),
            })),
        }
        .into_ref_with_type(vm, cls)?;
        // Creates the dict of the creating thread, for which `type.__call__` is about to call `__init__`.
        local.insert_dict(vm);
        Ok(local.into())
    }

    #[pygetset(name = "__dict__")]
    fn dict(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        Self::thread_dict(zelf, vm)
    }
}

impl Local {
    fn insert_dict(&self, vm: &VirtualMachine) -> PyDictRef {
        let dict = vm.ctx.new_dict();
        self.shared
            .lock()
            .by_thread
            .insert(get_ident(), dict.clone());
        TOUCHED.with_borrow_mut(|touched| {
            // Removes the entries of dropped locals from a long-lived thread's list. Doing so once per doubling makes the
            // cost per entry constant.
            if touched.len() == touched.capacity() {
                touched.retain(|shared| shared.strong_count() > 0);
            }
            touched.push(Arc::downgrade(&self.shared));
        });
        dict
    }
}

impl Local {
    /// Returns the calling thread's dict. Its first use in a thread calls `__init__` with the constructor's arguments.
    fn thread_dict(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let ident = get_ident();
        let known = zelf.shared.lock().by_thread.get(&ident).cloned();
        if let Some(dict) = known {
            return Ok(dict);
        }
        let dict = zelf.insert_dict(vm);
        if let Some(init) = own_init(zelf.class(), vm) {
            let args = zelf.shared.lock().init_args.clone();
            if let Err(error) = init(zelf.as_object(), args, vm) {
                let removed = zelf.shared.lock().by_thread.remove(&ident);
                drop(removed);
                return Err(error);
            }
        }
        Ok(dict)
    }
}

/// The type of a class's `__init__` slot.
type Init = fn(&PyObject, FuncArgs, &VirtualMachine) -> PyResult<()>;

/// Returns the `__init__` of a class unless it is object's.
fn own_init(cls: &Py<PyType>, vm: &VirtualMachine) -> Option<Init> {
    let init = cls.slots.init.load()?;
    let of_object = vm.ctx.types.object_type.slots.init.load();
    (Some(init as usize) != of_object.map(|init| init as usize)).then_some(init)
}

impl GetAttr for Local {
    fn getattro(zelf: &Py<Self>, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult {
        let dict = Self::thread_dict(zelf, vm)?;
        if name.as_bytes() == b"__dict__" {
            return Ok(dict.into());
        }
        zelf.as_object()
            .generic_getattr_opt(name, Some(dict), vm)?
            .ok_or_else(|| {
                vm.new_attribute_error(format!(
                    "'{}' object has no attribute '{name}'",
                    zelf.class().slot_name()
                ))
            })
    }
}

impl SetAttr for Local {
    fn setattro(
        zelf: &Py<Self>,
        name: &Py<PyStr>,
        value: PySetterValue,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        if name.as_bytes() == b"__dict__" {
            return Err(vm.new_attribute_error(format!(
                "'{}' object attribute '__dict__' is read-only",
                zelf.class().slot_name()
            )));
        }
        let dict = Self::thread_dict(zelf, vm)?;
        match value {
            PySetterValue::Assign(value) => dict.set_item(name, value, vm),
            PySetterValue::Delete => dict.del_item(name, vm).map_err(|error| {
                if error.fast_isinstance(vm.ctx.exceptions.key_error) {
                    vm.new_attribute_error(format!(
                        "'{}' object has no attribute '{name}'",
                        zelf.class().slot_name()
                    ))
                } else {
                    error
                }
            }),
        }
    }
}
