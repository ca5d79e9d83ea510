#!/usr/bin/env python3
"""Fills fuzz/corpus/ with what the project has: documents, single cases, numbers, vectors; and writes fuzz/corpus/words.dict.

Run it once before fuzzing. What it writes is made anew every time and is not committed.
"""

import csv
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "fuzz" / "corpus"
TARGETS = "decode flow number date amount provision standard issuer query analyse gold".split()
WORDS = """số|Số:|ngày |tháng |năm |quý |giai đoạn |nhiệm kỳ |6 tháng đầu năm |của |và |Căn cứ |Thực hiện |theo |thay thế |bãi bỏ
sửa đổi, bổ sung một số điều của |Kế hoạch |Quyết định |Nghị định |Luật |Bộ luật |Pháp lệnh |Chương trình |Đề án |này|điểm |khoản |Điều |Mục |Phụ lục
UBND |Ủy ban nhân dân |Quận ủy |Thành ủy |quận Tây Hồ|Thành phố|HĐND |Sở |Bộ |Đảng ủy |Ban Thường vụ |Phấn đấu |đạt |tối thiểu |trở lên|từ |đến |trước
đối với |tỷ đồng|%|‰|/KH-UBND|-CTr/QU|/2020/NĐ-CP|/QH14|TCVN ISO 9001:2015|QCVN |AND |OR |NOT |coquan:|nam:|so:|“|”|«|»
KẾ HOẠCH|QUYẾT ĐỊNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|ỦY BAN NHÂN DÂN|Nơi nhận:|TM. |CHỦ TỊCH|Kính gửi: |V/v |PHỤ LỤC|Thời gian thực hiện:
**|- |+ |1. |a) |I. |# | | |¦|&nbsp;|<br>|\\|\u0301|\u0323|\u200b|\u00ad|\ufeff|\u00a0|\u2013|\u2212|\u2044|\uff0f|Ð|Ɖ|İ|ß|ﬁ|\u0345|{"references":[|"start":|"end":|null"""


def put(target, data):
    folder = OUT / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.blake2s(data, digest_size=8).hexdigest()).write_bytes(data)


def main():
    documents = sorted(p for e in ("*.txt", "*.md") for p in (ROOT / "corpora").glob(f"*/{e}"))
    texts = [p.read_text(encoding="utf-8") for p in documents]
    gold = ROOT / "corpora" / "gold"
    short = [json.loads(line)["text"] for name in ("cases", "vectors") for line in (gold / f"{name}.jsonl").open(encoding="utf-8")]
    short += [row["raw"] for row in csv.DictReader((gold / "numbers.csv").open(encoding="utf-8"))]
    blocks = sorted({b.strip() for t in texts for b in t.split("\n\n") if b.strip()})
    for target in TARGETS:
        for text in short + blocks:
            put(target, text.encode())
        if target in ("decode", "flow", "date", "standard", "analyse"):
            for text in texts:
                put(target, text.encode())
    by_stem = {p.stem: p for p in documents}
    for labels in gold.glob("*.json"):
        if labels.stem in by_stem:
            put("gold", labels.read_bytes() + b"\0" + by_stem[labels.stem].read_bytes())
    words = [w for line in WORDS.splitlines() for w in line.split("|") if w]
    lines = ["".join(f"\\x{b:02x}" for b in w.encode()) for w in words]
    (OUT / "words.dict").write_text("".join(f'"{line}"\n' for line in lines))


main()
