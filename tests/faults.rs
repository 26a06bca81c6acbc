//! Runs that are killed, cut off, or come between each other: what was there before stands whole,
//! or what came after does.
//!
//! The moments are taken from a seed and spread over the time that a run takes here and now. What
//! is asked for holds at every moment, so a slow machine changes which moments are tried, and
//! nothing else.

#![cfg(unix)]

use crate::util::root;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How many runs of each command are killed.
const RUNS: usize = 40;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengtu"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn done(folder: &Path, arguments: &[&str]) {
    let status = command(folder, arguments).status().unwrap();
    assert!(status.success(), "{arguments:?}");
}

/// A folder with two collections, `one` and `two`, and the graph of each.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("corpus/decrees.txt")).unwrap();
    for (name, place) in [("one", "示例"), ("two", "另一示例")] {
        fs::create_dir(folder.path().join(name)).unwrap();
        let more = format!("{text}\n{place}市停车管理办法\n第一条 为了停车，制定本办法。\n");
        fs::write(folder.path().join(name).join("a.txt"), more).unwrap();
        let graph = format!("{name}.nq");
        done(folder.path(), &["build", "--quiet", name, "-o", &graph]);
    }
    folder
}

/// Numbers from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u128) -> u128 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from(z ^ (z >> 31)) % most.max(1)
    }
}

/// Kills or terminates a run at some moment; most are not done by then.
fn cut(mut child: Child, dice: &mut Dice, whole: Duration) {
    let most = whole.as_micros() * 5 / 4;
    let moment = Duration::from_micros(dice.below(most) as u64);
    let start = Instant::now();
    while start.elapsed() < moment && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    if child.try_wait().unwrap().is_none() {
        let signal = [Signal::KILL, Signal::TERM, Signal::INT][dice.below(3) as usize];
        // It may have ended just now.
        let _ = kill_process(Pid::from_child(&child), signal);
    }
    child.wait().unwrap();
}

/// Runs each of two commands that write `output` in turn, cuts it off, and looks whether the file
/// is what one of them writes. `look` is told which.
fn survives(folder: &Path, output: &str, commands: [&[&str]; 2], look: impl Fn(&Path, usize)) {
    let path = folder.join(output);
    let start = Instant::now();
    let wanted = commands.map(|arguments| {
        done(folder, arguments);
        fs::read(&path).unwrap()
    });
    let whole = start.elapsed() / 2;
    assert_ne!(wanted[0], wanted[1], "the two cannot be told apart");
    let mut dice = Dice(20_261_121);
    for run in 0..RUNS {
        let child = command(folder, commands[run % 2]).spawn().unwrap();
        cut(child, &mut dice, whole);
        let is = fs::read(&path).unwrap();
        let which = wanted.iter().position(|it| *it == is);
        let which = which.unwrap_or_else(|| panic!("{output} is neither: {} bytes", is.len()));
        look(folder, which);
    }
    // What a kill leaves behind is swept by the next run.
    done(folder, commands[0]);
    let left = fs::read_dir(folder).unwrap().filter(|it| {
        let name = it.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".zhengtu-")
    });
    assert_eq!(left.count(), 0);
}

/// The manifest beside the graph is of the same build, or there is none.
fn of_one_mind(folder: &Path, which: usize) {
    if let Ok(manifest) = fs::read_to_string(folder.join("graph.manifest.json")) {
        let built = ["one/a.txt", "two/a.txt"][which];
        assert!(manifest.contains(built), "the graph is that of {built}");
    }
}

#[test]
fn a_killed_build_leaves_graph_and_manifest_of_one_mind() {
    let folder = folder();
    let one = ["build", "--quiet", "one", "-o", "graph.nq"];
    let two = ["build", "--quiet", "two", "-o", "graph.nq"];
    survives(folder.path(), "graph.nq", [&one, &two], of_one_mind);
}

#[test]
fn a_killed_extract_leaves_whole_records() {
    let folder = folder();
    let one = ["extract", "--quiet", "one", "-o", "r.jsonl"];
    let two = ["extract", "--quiet", "two", "-o", "r.jsonl"];
    survives(folder.path(), "r.jsonl", [&one, &two], |_, _| ());
}

#[test]
fn a_killed_export_leaves_a_whole_page() {
    let folder = folder();
    let one = [
        "export",
        "-g",
        "one.nq",
        "--format",
        "html",
        "-o",
        "page.html",
    ];
    let two = [
        "export",
        "-g",
        "two.nq",
        "--format",
        "html",
        "-o",
        "page.html",
    ];
    survives(folder.path(), "page.html", [&one, &two], |_, _| ());
}

#[test]
fn a_killed_analysis_leaves_a_whole_copy() {
    let folder = folder();
    let status = |graph| ["analyze", "status", "-g", graph, "--materialize", "s.nq"];
    survives(
        folder.path(),
        "s.nq",
        [&status("one.nq"), &status("two.nq")],
        |_, _| (),
    );
}

#[test]
fn a_killed_diff_leaves_a_whole_table() {
    let folder = folder();
    let one = ["diff", "one.nq", "two.nq", "-o", "d.txt"];
    let two = ["diff", "two.nq", "one.nq", "-o", "d.txt"];
    survives(folder.path(), "d.txt", [&one, &two], |_, _| ());
}

#[test]
fn two_builds_into_one_file_leave_that_of_one_of_them() {
    let folder = folder();
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    for _ in 0..RUNS / 2 {
        let both = ["one", "two"].map(|name| {
            let arguments = ["build", "--quiet", name, "-o", "graph.nq"];
            command(folder.path(), &arguments).spawn().unwrap()
        });
        for mut child in both {
            assert!(child.wait().unwrap().success());
        }
        let which = usize::from(read("graph.nq") == read("two.nq"));
        assert!(which == 1 || read("graph.nq") == read("one.nq"));
        assert!(folder.path().join("graph.manifest.json").exists());
        of_one_mind(folder.path(), which);
    }
}

/// Runs under a shell that lets no file grow beyond a few blocks.
fn without_room(folder: &Path, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_zhengtu");
    Command::new("sh")
        .args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f 4; exec {program} {arguments}"),
        ])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn without_room_the_old_files_stay_and_it_is_said() {
    let folder = folder();
    let names = [
        "graph.nq",
        "graph.manifest.json",
        "r.jsonl",
        "page.html",
        "s.nq",
        "d.txt",
    ];
    for name in names {
        fs::write(folder.path().join(name), "old").unwrap();
    }
    for arguments in [
        "build --quiet one -o graph.nq",
        "extract --quiet one -o r.jsonl",
        "export -g one.nq --format html -o page.html",
        "analyze status -g one.nq --materialize s.nq",
    ] {
        let ran = without_room(folder.path(), arguments);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(
            ran.status.code() == Some(2) && !said.trim().is_empty(),
            "{arguments}: {said}"
        );
    }
    let ran = command(
        folder.path(),
        &["extract", "--quiet", "one", "-o", "/dev/full"],
    )
    .stderr(Stdio::piped())
    .output()
    .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    if cfg!(target_os = "linux") {
        assert!(
            ran.status.code() == Some(2) && said.contains("cannot be written"),
            "{said}"
        );
    }
    for name in names {
        assert_eq!(
            fs::read(folder.path().join(name)).unwrap(),
            b"old",
            "{name}"
        );
    }
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(
        left,
        names.len() + ["one", "one.nq", "one.manifest.json", "one.cache"].len() * 2 + 1
    );
}

/// Under every limit of memory a build does its work, or says that there is not enough and leaves
/// what was there.
#[cfg(target_os = "linux")]
#[test]
fn without_memory_the_old_graph_stays_and_it_is_said() {
    let folder = folder();
    let law = |i| {
        format!(
            "示例市第{i}号办法\n（2020年1月1日示例市人民政府令第{i}号公布）\n\n第一条 根据《示例法》，制定本办法。\n\n"
        )
    };
    let many: String = (0..600).map(law).collect();
    fs::write(folder.path().join("one/many.txt"), many).unwrap();
    let program = env!("CARGO_BIN_EXE_zhengtu");
    let limited = |mib: u32, words: &str| {
        let line = format!("ulimit -v {}; exec {program} {words}", mib << 10);
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(folder.path());
        shell.output().unwrap()
    };
    // Below this not even the program itself finds room.
    let starts = |mib: &u32| limited(*mib, "--version").status.success();
    let least = (1..).map(|n| n * 32).find(starts).unwrap();
    let mut told = 0;
    for more in [4, 16, 4096] {
        fs::write(folder.path().join("graph.nq"), "old").unwrap();
        let ran = limited(least + more, "build --quiet one -o graph.nq");
        let said = String::from_utf8(ran.stderr).unwrap();
        let is = fs::read(folder.path().join("graph.nq")).unwrap();
        match ran.status.code() {
            Some(0) => assert_ne!(is, b"old"),
            code => {
                assert!(
                    code == Some(2) && said.contains("memory"),
                    "{code:?} {said}"
                );
                assert_eq!(is, b"old");
                told += 1;
            }
        }
    }
    assert!((1..3).contains(&told), "{told}");
}

/// Who tells a build under a limit of memory to stop is not told of memory.
#[cfg(target_os = "linux")]
#[test]
fn a_build_that_is_told_to_stop_does_not_speak_of_memory() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_zhengtu");
    let lines = "第一条 根据《示例法》，制定本办法。\n".repeat(20_000);
    fs::write(folder.path().join("long.txt"), lines).unwrap();
    let line = format!("ulimit -v 8388608; exec {program} text --plain long.txt");
    let mut shell = Command::new("sh");
    shell.args(["-c", &line]).current_dir(folder.path());
    let shell = shell.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    // It writes, and waits for who reads no further.
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0]).unwrap();
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    let status = child.wait().unwrap();
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(
        !said.contains("memory") && !status.success(),
        "{status} {said}"
    );
}

#[test]
fn who_reads_no_further_is_no_error() {
    let folder = folder();
    for arguments in [
        &["extract", "--quiet", "one"][..],
        &["export", "-g", "one.nq", "--format", "dot"],
        &["query", "-g", "one.nq", "SELECT * { ?s ?p ?o }"],
    ] {
        let mut child = command(folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(
            ran.status.success() && said.is_empty(),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn where_nothing_may_be_written_it_is_said() {
    let folder = folder();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    // What may not be entered by anybody is a file; the owner of the machine may write into a
    // closed folder.
    fs::write(folder.path().join("file"), "").unwrap();
    let mut outputs = vec!["file/graph.nq", "nowhere/graph.nq"];
    if !geteuid().is_root() {
        let mut permissions = fs::metadata(&closed).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&closed, permissions).unwrap();
        outputs.push("closed/graph.nq");
    }
    for output in outputs {
        let ran = command(folder.path(), &["build", "--quiet", "one", "-o", output])
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(
            ran.status.code() == Some(2) && said.contains(output),
            "{said}"
        );
    }
}
