//! Folders of documents, and the program run on them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A plan of a district.
pub const PLAN: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 15/KH-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2022\n\nKẾ HOẠCH\nCải cách hành chính năm 2022\n\n\
Thực hiện Chương trình số 06-CTr/QU ngày 17/8/2021 của Quận ủy Tây Hồ, Ủy ban nhân dân quận ban hành kế hoạch.\n\
Phấn đấu trên 95% hồ sơ được giải quyết đúng hạn.\n";
/// A report that answers it.
pub const REPORT: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 88/BC-UBND\n\nTây Hồ, ngày 20 tháng 12 năm 2022\n\nBÁO CÁO\nKết quả công tác năm 2022\n\n\
Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2022 của Ủy ban nhân dân quận, tỷ lệ hồ sơ đúng hạn đạt 97%.\n";

/// A folder with documents and an index beside them.
pub struct Archive {
    pub dir: TempDir,
}

impl Archive {
    /// With `docs/a.txt` (a plan) and `docs/b.txt` (a report).
    pub fn new() -> Self {
        let archive = Self { dir: tempfile::tempdir().unwrap() };
        archive.write("docs/a.txt", PLAN);
        archive.write("docs/b.txt", REPORT);
        archive
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file; its time stamp is old, as in life, unless it is written again.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let again = path.exists();
        fs::write(&path, text).unwrap();
        if !again {
            let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
            fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        }
    }

    /// The program, standing in the archive.
    pub fn vanthu(&self) -> Command {
        vanthu_in(self.dir.path())
    }

    /// Runs it: exit code, stdout, stderr.
    pub fn run(&self, args: &[&str]) -> (i32, String, String) {
        run(self.vanthu().args(args))
    }

    /// Indexes `docs` and gives the summary.
    pub fn index(&self) -> String {
        let (code, _, err) = self.run(&["index", "docs"]);
        assert_eq!(code, 0, "{err}");
        err
    }
}

pub fn vanthu_in(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("vanthu").unwrap();
    command.current_dir(dir).env_remove("VANTHU_INDEX").env("LC_ALL", "C").env_remove("COLUMNS");
    command
}

pub fn run(command: &mut Command) -> (i32, String, String) {
    let out = command.output().unwrap();
    let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
    (out.status.code().unwrap_or(-1), text(out.stdout), text(out.stderr))
}

/// Lines of stdout as JSON.
pub fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.split('\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}
