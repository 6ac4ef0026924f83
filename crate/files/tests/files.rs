//! The tree and the descriptors, call by call.
#![allow(clippy::unwrap_used)]

use process_files::{Errno, Files, Kind, Whence, flags};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const NEW: u32 = flags::READ_WRITE | flags::CREATE;

/// The clock advances by a nanosecond at every reading.
fn files() -> Files {
    static CLOCK: AtomicU64 = AtomicU64::new(1);
    Files::new(|| CLOCK.fetch_add(1, Ordering::Relaxed))
}

fn put(files: &Files, path: &[u8], text: &[u8]) {
    let fd = files.open(path, NEW | flags::TRUNCATE, 0o666).unwrap();
    assert_eq!(files.write(fd, text), Ok(text.len()));
    files.close(fd).unwrap();
}

fn text(files: &Files, path: &[u8]) -> Vec<u8> {
    let fd = files.open(path, flags::READ_ONLY, 0).unwrap();
    let bytes = files.read(fd, 1 << 20).unwrap();
    files.close(fd).unwrap();
    bytes
}

fn names(files: &Files, path: &[u8]) -> Vec<String> {
    let name = |entry: process_files::Entry| String::from_utf8(entry.name).unwrap();
    files.list(path).unwrap().into_iter().map(name).collect()
}

#[test]
fn writes_reads_and_seeks() {
    let files = files();
    let fd = files.open(b"/a", NEW, 0o666).unwrap();
    assert_eq!(fd, 3, "0, 1 and 2 are the standard streams");
    assert_eq!(files.write(fd, b"hello world"), Ok(11));
    assert_eq!(files.seek(fd, 6, Whence::Start), Ok(6));
    assert_eq!(files.read(fd, 3).unwrap(), b"wor");
    assert_eq!(files.seek(fd, -1, Whence::Current), Ok(8));
    assert_eq!(files.write(fd, b"RLD!"), Ok(4));
    assert_eq!(files.read(fd, 9).unwrap(), b"");
    assert_eq!(files.seek(fd, -99, Whence::End), Err(Errno::Invalid));
    assert_eq!(files.seek(fd, 2, Whence::End), Ok(14));
    assert_eq!(files.write(fd, b"."), Ok(1), "a hole is zeros");
    assert_eq!(files.read_at(fd, 99, 6).unwrap(), b"woRLD!\0\0.");
    assert_eq!(files.write_at(fd, b"J", 0), Ok(1));
    assert_eq!(files.seek(fd, 0, Whence::Current), Ok(15));
    files.set_len(fd, 5).unwrap();
    files.close(fd).unwrap();
    assert_eq!(files.close(fd), Err(Errno::BadDescriptor));
    assert_eq!(text(&files, b"/a"), b"Jello");
}

#[test]
fn open_does_what_its_flags_say() {
    let files = files();
    assert_eq!(files.open(b"/a", flags::READ_ONLY, 0), Err(Errno::NotFound));
    put(&files, b"/a", b"one");
    assert_eq!(
        files.open(b"/a", NEW | flags::EXCLUSIVE, 0o666),
        Err(Errno::Exists)
    );
    let fd = files
        .open(b"/a", flags::WRITE_ONLY | flags::APPEND, 0)
        .unwrap();
    files.seek(fd, 0, Whence::Start).unwrap();
    files.write(fd, b" two").unwrap();
    assert_eq!(files.read(fd, 9), Err(Errno::BadDescriptor));
    assert_eq!(text(&files, b"/a"), b"one two");
    let fd = files.open(b"/a", flags::READ_ONLY, 0).unwrap();
    assert_eq!(files.write(fd, b"x"), Err(Errno::BadDescriptor));
    assert_eq!(files.set_len(fd, 0), Err(Errno::Invalid));
    files.make_dir(b"/d", 0o777).unwrap();
    assert_eq!(
        files.open(b"/d", flags::WRITE_ONLY, 0),
        Err(Errno::IsADirectory)
    );
    assert_eq!(files.open(b"/d", NEW, 0o666), Err(Errno::IsADirectory));
    assert_eq!(
        files.open(b"/a", flags::DIRECTORY, 0),
        Err(Errno::NotADirectory)
    );
    assert_eq!(
        files.open(b"/a/", flags::READ_ONLY, 0),
        Err(Errno::NotADirectory)
    );
    assert_eq!(files.open(b"/b/", NEW, 0o666), Err(Errno::IsADirectory));
    let fd = files.open(b"/d", flags::READ_ONLY, 0).unwrap();
    assert_eq!(files.read(fd, 1), Err(Errno::IsADirectory));
    assert_eq!(files.list_open(fd).unwrap(), []);
}

#[test]
fn directories_are_made_listed_and_removed() {
    let files = files();
    assert_eq!(files.make_dir(b"/a/b", 0o777), Err(Errno::NotFound));
    files.make_dirs(b"/a/b//c/").unwrap();
    files.make_dirs(b"/a/b/c").unwrap();
    assert_eq!(files.make_dir(b"/a/", 0o777), Err(Errno::Exists));
    assert_eq!(files.make_dir(b"/", 0o777), Err(Errno::Exists));
    put(&files, b"/a/z", b"");
    assert_eq!(names(&files, b"/a"), ["b", "z"]);
    assert_eq!(files.list(b"/a/z"), Err(Errno::NotADirectory));
    assert_eq!(files.make_dirs(b"/a/z/y"), Err(Errno::NotADirectory));
    assert_eq!(files.remove_dir(b"/a"), Err(Errno::NotEmpty));
    assert_eq!(files.remove_dir(b"/a/z"), Err(Errno::NotADirectory));
    assert_eq!(files.remove_dir(b"/"), Err(Errno::Invalid));
    assert_eq!(files.unlink(b"/a/b"), Err(Errno::IsADirectory));
    files.remove_dir(b"/a/b/c/").unwrap();
    files.remove_dir(b"/a/b").unwrap();
    assert_eq!(files.stat(b"/a/b").unwrap_err(), Errno::NotFound);
}

#[test]
fn paths_start_from_the_working_directory() {
    let files = files();
    files.make_dirs(b"/home/web").unwrap();
    files.change_dir(b"/home/web").unwrap();
    put(&files, b"a", b"here");
    assert_eq!(text(&files, b"/home/./web/../web//a"), b"here");
    assert_eq!(text(&files, b"../../../home/web/a"), b"here");
    assert_eq!(files.change_dir(b"a"), Err(Errno::NotADirectory));
    assert_eq!(files.stat(b""), Err(Errno::NotFound));
    assert_eq!(files.stat(b"a/."), Err(Errno::NotADirectory));
    files.rename(b"/home", b"/house").unwrap();
    assert_eq!(files.working_dir().unwrap(), b"/house/web");
    files.change_dir(b"/").unwrap();
    assert_eq!(files.working_dir().unwrap(), b"/");
    files.make_dir(b"gone", 0o777).unwrap();
    files.change_dir(b"gone").unwrap();
    files.remove_dir(b"/gone").unwrap();
    assert_eq!(files.working_dir(), Err(Errno::NotFound));
    assert_eq!(files.open(b"new", NEW, 0o666), Err(Errno::NotFound));
    assert_eq!(files.make_dir(&[b'n'; 256], 0o777), Err(Errno::NameTooLong));
}

#[test]
fn rename_replaces_and_refuses() {
    let files = files();
    put(&files, b"/a", b"a");
    put(&files, b"/b", b"b");
    files.rename(b"/a", b"/b").unwrap();
    assert_eq!(names(&files, b"/"), ["b"]);
    assert_eq!(text(&files, b"/b"), b"a");
    files.rename(b"/b", b"/b").unwrap();
    files.make_dirs(b"/d/e").unwrap();
    assert_eq!(files.rename(b"/b", b"/d"), Err(Errno::IsADirectory));
    assert_eq!(files.rename(b"/d", b"/b"), Err(Errno::NotADirectory));
    assert_eq!(files.rename(b"/d", b"/d/e/f"), Err(Errno::Invalid));
    assert_eq!(files.rename(b"/x", b"/y"), Err(Errno::NotFound));
    assert_eq!(files.rename(b"/b", b"/c/"), Err(Errno::NotADirectory));
    files.make_dir(b"/f", 0o777).unwrap();
    assert_eq!(files.rename(b"/f", b"/d"), Err(Errno::NotEmpty));
    files.rename(b"/d", b"/f").unwrap();
    assert_eq!(names(&files, b"/"), ["b", "f"]);
    assert_eq!(names(&files, b"/f"), ["e"]);
}

#[test]
fn an_open_file_outlives_its_names() {
    let files = files();
    put(&files, b"/a", b"text");
    files.link(b"/a", b"/b").unwrap();
    assert_eq!(files.stat(b"/a").unwrap().links, 2);
    assert_eq!(
        files.stat(b"/a").unwrap().ino,
        files.stat(b"/b").unwrap().ino
    );
    let fd = files.open(b"/a", flags::READ_ONLY, 0).unwrap();
    files.unlink(b"/a").unwrap();
    files.unlink(b"/b").unwrap();
    assert_eq!(files.stat_open(fd).unwrap().links, 0);
    assert_eq!(files.read(fd, 9).unwrap(), b"text");
    assert_eq!(files.unlink(b"/a"), Err(Errno::NotFound));
}

#[test]
fn symbolic_links_lead_on() {
    let files = files();
    files.make_dirs(b"/a/b").unwrap();
    put(&files, b"/a/b/file", b"found");
    files.symlink(b"b/file", b"/a/link").unwrap();
    files.symlink(b"/a", b"/root").unwrap();
    assert_eq!(text(&files, b"/root/link"), b"found");
    assert_eq!(files.read_link(b"/root/link").unwrap(), b"b/file");
    assert_eq!(files.read_link(b"/a"), Err(Errno::Invalid));
    assert_eq!(files.stat_link(b"/root").unwrap().kind, Kind::Symlink);
    assert_eq!(files.stat(b"/root").unwrap().kind, Kind::Directory);
    assert_eq!(
        files.open(b"/a/link", flags::NO_FOLLOW, 0),
        Err(Errno::TooManyLinks)
    );
    files.symlink(b"/loop", b"/loop").unwrap();
    assert_eq!(files.stat(b"/loop"), Err(Errno::TooManyLinks));
    files.symlink(b"/new", b"/dangling").unwrap();
    assert_eq!(files.stat(b"/dangling"), Err(Errno::NotFound));
    put(&files, b"/dangling", b"made at its end");
    assert_eq!(text(&files, b"/new"), b"made at its end");
    files.unlink(b"/root").unwrap();
    assert_eq!(names(&files, b"/"), ["a", "dangling", "loop", "new"]);
}

#[test]
fn permissions_are_those_of_the_one_user() {
    let files = files();
    assert_eq!(files.set_umask(0o027), 0o022);
    put(&files, b"/a", b"");
    assert_eq!(files.stat(b"/a").unwrap().mode(), 0o100_640);
    files.set_permissions(b"/a", 0o400).unwrap();
    assert_eq!(
        files.open(b"/a", flags::READ_WRITE, 0),
        Err(Errno::AccessDenied)
    );
    assert_eq!(files.access(b"/a", 4), Ok(()));
    assert_eq!(files.access(b"/a", 2), Err(Errno::AccessDenied));
    files.make_dir(b"/d", 0o777).unwrap();
    put(&files, b"/d/a", b"");
    files.set_permissions(b"/d", 0o500).unwrap();
    assert_eq!(files.unlink(b"/d/a"), Err(Errno::AccessDenied));
    assert_eq!(files.open(b"/d/b", NEW, 0o666), Err(Errno::AccessDenied));
    assert_eq!(files.rename(b"/d/a", b"/b"), Err(Errno::AccessDenied));
    files.set_permissions(b"/d", 0o600).unwrap();
    assert_eq!(files.stat(b"/d/a"), Err(Errno::AccessDenied));
    files.set_permissions(b"/d", 0o300).unwrap();
    assert_eq!(files.list(b"/d"), Err(Errno::AccessDenied));
}

#[test]
fn times_change_with_the_content() {
    let files = files();
    put(&files, b"/a", b"1");
    let made = files.stat(b"/a").unwrap();
    put(&files, b"/a", b"2");
    let written = files.stat(b"/a").unwrap();
    assert!(written.modified_ns > made.modified_ns);
    files.set_times(b"/a", Some((5, 6))).unwrap();
    let set = files.stat(b"/a").unwrap();
    assert_eq!((set.accessed_ns, set.modified_ns), (5, 6));
    assert!(set.changed_ns > written.changed_ns);
    files.set_times(b"/a", None).unwrap();
    assert!(files.stat(b"/a").unwrap().modified_ns > set.changed_ns);
}

#[test]
fn duplicates_share_their_offset() {
    let files = files();
    put(&files, b"/a", b"abcdef");
    let fd = files.open(b"/a", flags::READ_ONLY, 0).unwrap();
    let twin = files.duplicate(fd).unwrap();
    assert_eq!(files.read(fd, 2).unwrap(), b"ab");
    assert_eq!(files.read(twin, 2).unwrap(), b"cd");
    files.close(fd).unwrap();
    assert_eq!(files.duplicate_to(twin, fd, true), Ok(fd));
    assert_eq!(files.is_inheritable(fd), Ok(true));
    assert_eq!(files.is_inheritable(twin), Ok(false));
    files.set_inheritable(twin, true).unwrap();
    assert_eq!(files.is_inheritable(twin), Ok(true));
    assert_eq!(files.read(fd, 2).unwrap(), b"ef");
    assert_eq!(files.duplicate_to(99, 5, false), Err(Errno::BadDescriptor));
    assert_eq!(files.duplicate_to(fd, -1, false), Err(Errno::BadDescriptor));
}

#[test]
fn the_null_device_takes_everything_and_gives_nothing() {
    let files = files();
    files.make_null(b"/null").unwrap();
    let fd = files
        .open(
            b"/null",
            flags::READ_WRITE | flags::TRUNCATE | flags::CREATE,
            0,
        )
        .unwrap();
    assert_eq!(files.write(fd, b"text"), Ok(4));
    assert_eq!(files.seek(fd, 0, Whence::End), Ok(0));
    assert_eq!(files.read(fd, 9).unwrap(), b"");
    assert_eq!(files.set_len(fd, 0), Err(Errno::Invalid));
    let stat = files.stat(b"/null").unwrap();
    assert_eq!(
        (stat.kind, stat.mode(), stat.size),
        (Kind::Null, 0o020_666, 0)
    );
    assert_eq!(files.list(b"/null"), Err(Errno::NotADirectory));
    files.unlink(b"/null").unwrap();
}

#[test]
fn the_standard_streams_are_the_callers() {
    let files = files();
    assert_eq!(files.standard(1), Ok(Some(1)));
    assert_eq!(files.write(1, b"x"), Err(Errno::IllegalSeek));
    assert_eq!(files.stat_open(0), Err(Errno::BadDescriptor));
    let copy = files.duplicate(2).unwrap();
    assert_eq!(files.standard(copy), Ok(Some(2)));
    put(&files, b"/log", b"");
    let log = files.open(b"/log", flags::WRITE_ONLY, 0).unwrap();
    files.duplicate_to(log, 1, true).unwrap();
    assert_eq!(files.standard(1), Ok(None));
    files.write(1, b"to the file").unwrap();
    assert_eq!(text(&files, b"/log"), b"to the file");
    files.close(0).unwrap();
    assert_eq!(files.standard(0), Err(Errno::BadDescriptor));
    assert_eq!(files.standard(-1), Err(Errno::BadDescriptor));
}

#[test]
fn what_is_external_goes_with_its_last_descriptor() {
    let files = files();
    let thing = Arc::new(7_u8);
    let fd = files
        .add_external(Arc::clone(&thing) as process_files::External)
        .unwrap();
    let twin = files.duplicate(fd).unwrap();
    assert_eq!(
        files.external(fd).unwrap().unwrap().downcast_ref(),
        Some(&7_u8)
    );
    assert!(files.external(0).unwrap().is_none());
    assert_eq!(files.standard(fd), Ok(None));
    assert_eq!(files.seek(fd, 0, Whence::Start), Err(Errno::IllegalSeek));
    assert_eq!(files.write(fd, b"x"), Err(Errno::IllegalSeek));
    files.close(fd).unwrap();
    assert_eq!(Arc::strong_count(&thing), 2);
    files.duplicate_to(1, twin, true).unwrap();
    assert_eq!(Arc::strong_count(&thing), 1);
    assert!(files.external(fd).is_err());
}

#[test]
fn there_is_an_end_to_descriptors_and_to_memory() {
    let files = files();
    put(&files, b"/a", b"");
    let last = loop {
        match files.open(b"/a", flags::READ_WRITE, 0) {
            Ok(fd) => assert!(fd < 1024),
            Err(error) => break error,
        }
    };
    assert_eq!(last, Errno::TooManyOpen);
    assert_eq!(files.set_len(3, u64::MAX / 4), Err(Errno::NoSpace));
    assert_eq!(files.seek(3, i64::MAX, Whence::Start), Ok(i64::MAX as u64));
    assert_eq!(files.write(3, b"x"), Err(Errno::NoSpace));
    assert_eq!(files.stat(b"/a").unwrap().size, 0);
}

#[test]
fn threads_share_the_tree() {
    let files = Arc::new(files());
    let log = files.open(b"/log", NEW | flags::APPEND, 0o666).unwrap();
    let threads: Vec<_> = (0..4_u8)
        .map(|number| {
            let files = Arc::clone(&files);
            std::thread::spawn(move || {
                for round in 0..200 {
                    let path = format!("/{number}-{round}");
                    put(&files, path.as_bytes(), &[number; 100]);
                    assert_eq!(text(&files, path.as_bytes()), [number; 100]);
                    files
                        .rename(path.as_bytes(), format!("/{number}").as_bytes())
                        .unwrap();
                    files.write(log, &[number; 10]).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(names(&files, b"/"), ["0", "1", "2", "3", "log"]);
    let log = text(&files, b"/log");
    assert_eq!(log.len(), 8000);
    assert!(
        log.chunks(10)
            .all(|chunk| chunk.iter().all(|&byte| byte == chunk[0])),
        "no write is torn"
    );
}
