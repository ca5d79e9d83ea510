//! What is broken, missing or locked: a clear message, the right exit code, nothing lost.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::{Archive, json_lines, run, vanthu_in};

#[test]
fn bad_files_do_not_stop_the_others() {
    let a = Archive::new();
    a.write("docs/empty.txt", "");
    a.write("docs/noise.txt", [0xff_u8, 0xfe, 0x00, 0x80, 0x81, 0xc3, 0x28].repeat(100));
    let (code, _, err) = a.run(&["index", "docs", "nowhere"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("docs/empty.txt: ") && err.contains("docs/noise.txt: ") && err.contains("nowhere: no such file or folder"),
        "{err}"
    );
    assert!(err.contains("2 added"), "{err}");
    let (code, out, _) = a.run(&["extract", "docs", "nowhere"]);
    assert_eq!(code, 2);
    let lines = json_lines(&out);
    let paths: Vec<_> = lines.iter().map(|l| l["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["docs/a.txt", "docs/b.txt", "docs/empty.txt", "docs/noise.txt", "nowhere"]);
    assert_eq!(lines[2]["problem"]["code"], "empty");
    assert_eq!(lines[4]["problem"]["code"], "not_found");
}

#[cfg(unix)]
#[test]
fn a_forbidden_folder_keeps_its_documents() {
    use std::os::unix::fs::PermissionsExt as _;
    let a = Archive::new();
    a.write("docs/deep/c.txt", "THÔNG BÁO kín");
    a.index();
    fs::set_permissions(a.path("docs/deep"), fs::Permissions::from_mode(0o000)).unwrap();
    let root = fs::read_dir(a.path("docs/deep")).is_ok();
    let (code, _, err) = a.run(&["index", "docs"]);
    fs::set_permissions(a.path("docs/deep"), fs::Permissions::from_mode(0o755)).unwrap();
    if root {
        return; // the superuser may read everything
    }
    assert_eq!(code, 2);
    assert!(err.contains("no permission") && err.contains("0 removed"), "{err}");
}

#[test]
fn no_index() {
    let a = Archive::new();
    for args in [&["search", "x"][..], &["stats"], &["missing"], &["refs", "41-KH/QU"]] {
        let (code, out, err) = a.run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("no index at .vanthu") && err.contains("vanthu index FOLDER"), "{err}");
    }
    assert!(!a.path(".vanthu").exists());
}

#[test]
fn a_broken_index_is_told_and_healed() {
    let a = Archive::new();
    a.index();
    // a rebuild makes the next generation
    for broken in ["vanthu-index.json", "g2/meta.json"] {
        fs::write(a.path(".vanthu").join(broken), "{ broken").unwrap();
        for args in [&["search", "x"][..], &["index", "docs"]] {
            let (code, _, err) = a.run(args);
            assert_eq!(code, 2, "{broken} {args:?} {err}");
            assert!(err.contains("damaged") && err.contains("--rebuild"), "{err}");
        }
        let (code, _, err) = a.run(&["index", "--rebuild", "docs"]);
        assert_eq!(code, 0, "{err}");
        assert_eq!(a.run(&["search", "hành chính"]).0, 0);
    }
}

#[test]
fn another_version_is_refused() {
    let a = Archive::new();
    a.index();
    let marker = a.path(".vanthu/vanthu-index.json");
    let text =
        fs::read_to_string(&marker).unwrap().replace(&format!("\"vanthu_index\":{}", vanthu::index::INDEX_VERSION), "\"vanthu_index\":999");
    fs::write(&marker, text).unwrap();
    let (code, _, err) = a.run(&["search", "x"]);
    assert_eq!(code, 2);
    assert!(err.contains("version 999") && err.contains("--rebuild"), "{err}");
}

#[test]
fn truncated_data_is_no_crash() {
    let a = Archive::new();
    a.index();
    for entry in fs::read_dir(a.path(".vanthu/g1")).unwrap().flatten() {
        let path = entry.path();
        if path.extension().and_then(|e| e.to_str()).is_some_and(|e| ["store", "term", "idx"].contains(&e)) {
            let bytes = fs::read(entry.path()).unwrap();
            fs::write(entry.path(), &bytes[..bytes.len() / 2]).unwrap();
        }
    }
    let (code, _, err) = a.run(&["search", "hành chính"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("vanthu: "), "{err}");
}

#[test]
fn a_foreign_folder_is_never_touched() {
    let a = Archive::new();
    for args in [
        &["index", "docs", "--index", "docs"][..],
        &["index", "docs", "--index", "docs", "--rebuild"],
        &["index", "docs", "--index", "docs/a.txt"],
    ] {
        let (code, _, err) = a.run(args);
        assert_eq!(code, 2);
        assert!(err.contains("is no vanthu index"), "{err}");
    }
    assert_eq!(fs::read_dir(a.path("docs")).unwrap().count(), 2);
}

#[test]
fn two_runs_at_once() {
    let a = Archive::new();
    a.index();
    let lock = fs::File::options().write(true).open(a.path(".vanthu/lock")).unwrap();
    lock.try_lock().unwrap();
    let (code, _, err) = a.run(&["index", "docs"]);
    assert_eq!(code, 2);
    assert!(err.contains("another run is writing"), "{err}");
    // readers are not blocked
    assert_eq!(a.run(&["search", "hành chính"]).0, 0);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let a = Archive::new();
    for i in 0..300 {
        a.write(&format!("docs/n{i}.txt"), "THÔNG BÁO về cải cách hành chính ".repeat(40));
    }
    a.index();
    for args in [&["search", "hành chính", "--limit", "300", "--format", "jsonl"][..], &["extract", "docs"], &["completions", "bash"]] {
        let program = assert_cmd::cargo::cargo_bin("vanthu");
        let mut child =
            Command::new(program).args(args).current_dir(a.dir.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(!String::from_utf8_lossy(&out.stderr).contains("panick"));
    }
}

#[test]
fn wrong_arguments() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(vanthu_in(dir.path()).arg("--no-such-flag")).0, 2);
    assert_eq!(run(&mut vanthu_in(dir.path())).0, 2);
    assert_eq!(run(vanthu_in(dir.path()).arg("--help")).0, 0);
    assert_eq!(run(vanthu_in(dir.path()).arg("index")).0, 2);
}

#[test]
fn a_bad_filter_is_told() {
    let a = Archive::new();
    a.index();
    for args in [
        &["search", "--year", "soon"][..],
        &["search", "--from", "yesterday"],
        &["search", "--has", "wings"],
        &["search", "--relation", "friend"],
        &["search", "--facets", "colour"],
        &["targets", "--value", "much"],
    ] {
        let (code, _, err) = a.run(args);
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains(args[1]), "{err}");
    }
}
