#!/usr/bin/env bats
# What both programs say, and leave, where the machine or the archive is not what it should be.

load common

setup() {
  setup_archive_variables
  article a a1 "Harbour strike" "The acting mayor spoke."
}

# in_namespace COMMAND: a shell command, where file systems can be mounted that nobody else sees.
in_namespace() {
  unshare -m true 2>/dev/null || skip "no mount namespaces here"
  export -f indexer searcher
  unshare -m bash -c "$1"
}

# damaged FILE: the archive, with this file of it as standard input has it.
damaged() {
  indexer --quiet "$in"
  cat >"$NEWS_ARCHIVE/$1"
}

# many_articles NAME: some megabytes of them.
many_articles() {
  jq -cn --arg name "$1" 'range(1500) | {id: "\($name)-\(.)", title: "Storm \(.)", source: "Courier", language: "en",
    body: ([range(200) | "word\(. * 7919 % 4001) of the storm"] | join(" "))}' >"$in/$1.jsonl"
}

@test "an archive that is mounted read-only can be searched, and writing it fails with the way out" {
  indexer --quiet "$in"
  article b b1 "Another strike" "It spread."
  mount_it='mount --bind "$NEWS_ARCHIVE" "$NEWS_ARCHIVE" && mount -o remount,ro,bind "$NEWS_ARCHIVE"'
  run -2 in_namespace "$mount_it && indexer '$in'"
  [[ $output == *"can't open $NEWS_ARCHIVE/lock: Read-only file system"*"can be searched, but not written"* ]]
  run -2 in_namespace "$mount_it && indexer --compact"
  [[ $output == *"Read-only file system"* ]]
  run -0 in_namespace "$mount_it && searcher --count strike"
  expect "$output" 1
}

@test "a disk that is full ends the run; with room, the same command goes on where it was" {
  many_articles many
  indexer -a "$BATS_TEST_TMPDIR/calm" --quiet "$in"
  mkdir "$BATS_TEST_TMPDIR/disk"
  NEWS_ARCHIVE=$BATS_TEST_TMPDIR/disk/archive run -0 in_namespace "
    mount -t tmpfs -o size=4m tmpfs '$BATS_TEST_TMPDIR/disk'
    indexer --memory 64M '$in' && exit 1
    ls \$NEWS_ARCHIVE
    mount -o remount,size=100m '$BATS_TEST_TMPDIR/disk'
    indexer --memory 64M '$in' && searcher --count storm && xapian-check \$NEWS_ARCHIVE/XAPIANDB >/dev/null"
  [[ $output == *"can't write $BATS_TEST_TMPDIR/disk/archive/building/"*"No space left on device"* ]]
  [[ $output == *"make room and run the same command again"* ]]
  [[ $output == *"building"* && $output == *"1 taken up from an interrupted run"* ]]
  expect "${lines[-1]}" 1500
}

@test "an archive of a newer schema is left alone" {
  indexer --quiet "$in"
  xapian-metadata set "$NEWS_ARCHIVE/gen-000001" archive/schema 2
  before=$(md5sum "$NEWS_ARCHIVE"/gen-000001/*)
  article b b1 "Another strike" "It spread."
  for program in "indexer $in" "indexer --compact" "searcher strike"; do
    # shellcheck disable=SC2086 # words apart
    run -2 $program
    [[ $output == *"$NEWS_ARCHIVE has schema 2, this program reads schema 1"*"the program's version that wrote it"* ]]
  done
  expect "$(md5sum "$NEWS_ARCHIVE"/gen-000001/*)" "$before"
}

@test "a lock of a process that is no more locks nobody out" {
  indexer --quiet "$in"
  echo 4194303 >"$NEWS_ARCHIVE/lock"
  article b b1 "Another strike" "It spread."
  run -0 indexer "$in"
  [[ $output == *"1 added"* ]]
}

@test "a file system without locks is named" {
  touch "$BATS_TEST_TMPDIR/counter"
  truncate -s 8 "$BATS_TEST_TMPDIR/counter"
  without_locks() { # REASON COMMAND...
    LD_PRELOAD=$NEWS_FAULT_LIBRARY NEWS_FAULT_ROOT=$NEWS_ARCHIVE NEWS_FAULT_CALLS=lock NEWS_FAULT_AT=1 \
      NEWS_FAULT_EVERY=1 NEWS_FAULT_DO=$1 NEWS_FAULT_COUNTER=$BATS_TEST_TMPDIR/counter "${@:2}"
  }
  run -2 without_locks ENOLCK indexer "$in"
  [[ $output == *"can't lock $NEWS_ARCHIVE/lock: No locks available"*"its file system has no working locks"* ]]
  run -2 without_locks EOPNOTSUPP indexer "$in"
  [[ $output == *"can't lock $NEWS_ARCHIVE/lock: Operation not supported"*"keep the archive on another"* ]]
  indexer --quiet "$in"
  run -0 without_locks ENOLCK searcher --count strike
}

@test "time stamps of the future, and a clock that was set back, change nothing" {
  touch -d '2099-01-01' "$in/a.jsonl"
  run -0 indexer "$in"
  [[ $output == *"1 added"* ]]
  run -0 indexer "$in"
  [[ $output == *"0 read, 1 unchanged"* ]]
  article a a1 "Harbour strike" "The mayor spoke again."
  touch -d '1985-01-01' "$in/a.jsonl"
  run -0 indexer "$in"
  [[ $output == *"1 replaced"* ]]
}

@test "an archive that is moved away and replaced under a run is left alone" {
  indexer --quiet "$in"
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/other"
  rm "$BATS_TEST_TMPDIR/other/lock"
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  : >"$NEWS_ARCHIVE/lock"
  indexer - <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
  exec 4>"$BATS_TEST_TMPDIR/pipe"
  timeout 20 bash -c 'until [ -s "$NEWS_ARCHIVE/lock" ]; do sleep 0.02; done'
  mv "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/moved"
  mv "$BATS_TEST_TMPDIR/other" "$NEWS_ARCHIVE"
  cat "$in/a.jsonl" >&4
  exec 4>&-
  status=0
  wait $! || status=$?
  cat "$BATS_TEST_TMPDIR/said"
  expect "$status" 2
  grep -F "the archive was moved, removed or replaced" "$BATS_TEST_TMPDIR/said"
  expect "$(searcher --count strike)" 1
  expect "$(NEWS_ARCHIVE=$BATS_TEST_TMPDIR/moved searcher --count strike)" 1
}

@test "an archive that is removed under a run is an error" {
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  indexer - <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
  exec 4>"$BATS_TEST_TMPDIR/pipe"
  timeout 20 bash -c 'until [ -s "$NEWS_ARCHIVE/lock" ]; do sleep 0.02; done'
  rm -r "$NEWS_ARCHIVE"
  cat "$in/a.jsonl" >&4
  exec 4>&-
  status=0
  wait $! || status=$?
  expect "$status" 2
  grep -F "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/said"
  run -0 indexer "$in"
  [[ $output == *"1 added"* ]]
}

@test "somebody's files in building/ are not removed; what an indexer left there is" {
  indexer --quiet "$in"
  mkdir "$NEWS_ARCHIVE/building"
  head -c 5000 /dev/urandom | tee "$NEWS_ARCHIVE/building/run-1" "$NEWS_ARCHIVE/building/job" >"$NEWS_ARCHIVE/building/iamglass.new"
  article b b1 "Another strike" "It spread."
  run -0 indexer "$in"
  [[ $output == *"1 added"* ]]
  [ ! -e "$NEWS_ARCHIVE/building" ]

  mkdir "$NEWS_ARCHIVE/building"
  echo "Dear ..." >"$NEWS_ARCHIVE/building/letter.txt"
  article c c1 "A third strike" "It ended."
  run -2 indexer "$in"
  [[ $output == *"$NEWS_ARCHIVE/building is needed for building and holds files that are not the indexer's"*"move it away"* ]]
  [ -e "$NEWS_ARCHIVE/building/letter.txt" ]
  expect "$(searcher --count strike)" 2
}

@test "what a run refused that failed behind its publication is told by the next one, once" {
  # Its summary is the last thing that it does: there nobody listens.
  printf '{"id":"b1","title":"Other","body":"calm"}\n{"id":"b2","title":\n' >"$in/b.jsonl"
  run -2 bash -c '"$NEWS_INDEXER" "$1" >/dev/full' _ "$in"
  expect "$(searcher --count strike)" 1
  run -1 indexer --summary json "$in"
  expect "$(tail -n 1 <<<"$output" | jq -c '[.files.unchanged, .refused.total, .refused.new, .refused.untold]')" "[2,0,0,1]"
  run -0 indexer "$in"
  [ ! -e "$NEWS_ARCHIVE/quarantine.jsonl.untold" ]
}

@test "a damaged manifest is named by its line, and can be done without" {
  article b b1 "Another strike" "It spread."
  indexer --quiet "$in"
  truncate -s -20 "$NEWS_ARCHIVE/gen-000001/manifest.jsonl"
  article c c1 "A third strike" "It ended."
  run -2 indexer "$in"
  [[ $output == *"$NEWS_ARCHIVE/gen-000001/manifest.jsonl line 2 is damaged"*"remove this line"* ]]
  expect "$(searcher --count strike)" 2
  sed -i '$d' "$NEWS_ARCHIVE/gen-000001/manifest.jsonl"
  run -0 indexer "$in"
  [[ $output == *"1 added, 0 replaced"* ]]
  expect "$(ids strike | tr ' ' '\n' | sort | paste -sd ' ')" "a1 b1 c1"

  rm "$NEWS_ARCHIVE"/gen-*/manifest.jsonl
  run -2 indexer "$in"
  [[ $output == *"manifest.jsonl is missing"*"make an empty file of this name"* ]]
  for folder in "$NEWS_ARCHIVE"/gen-*; do : >"$folder/manifest.jsonl"; done
  run -0 indexer "$in"
  [[ $output == *"0 added, 0 replaced"* ]]
  expect "$(ids strike | tr ' ' '\n' | sort | paste -sd ' ')" "a1 b1 c1"
}

@test "a damaged quarantine is named by its line, and what it told is found again" {
  for name in b c; do
    printf '{"id":"%s1","title":"Other","body":"calm"}\n{"id":"%s2","title":\n' $name $name >"$in/$name.jsonl"
  done
  run -1 indexer "$in"
  cp "$NEWS_ARCHIVE/quarantine.jsonl" "$BATS_TEST_TMPDIR/sound"
  sed -i '2s/"path"/"pa/' "$NEWS_ARCHIVE/quarantine.jsonl"
  run -0 --separate-stderr indexer --quarantine --summary json
  expect "$stderr" "$NEWS_ARCHIVE/quarantine.jsonl line 2 is damaged: the file was cut or changed; the others are listed"
  expect "$(jq -r 'select(.type == "refused") | .path' <<<"$output")" "$in/b.jsonl"
  run -0 indexer --info
  [[ $output == *"refused    1 record of 1 file"*"line 2 is damaged"* ]]
  run -1 indexer --check
  [[ $output == *"quarantine: $NEWS_ARCHIVE/quarantine.jsonl line 2 is damaged"* ]]
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/other"

  run -1 --separate-stderr indexer --summary json "$in"
  [[ $stderr == *"line 2 is damaged"*"quarantine.jsonl.damaged"* ]]
  expect "$(tail -n 1 <<<"$output" | jq -c '[.files.unchanged, .files.read, .articles.added, .refused.total, .refused.new]')" \
    "[2,1,0,1,1]"
  expect "$(jq -c 'del(.run)' "$NEWS_ARCHIVE/quarantine.jsonl")" "$(jq -c 'del(.run)' "$BATS_TEST_TMPDIR/sound")"
  grep -qF '"pa:' "$NEWS_ARCHIVE/quarantine.jsonl.damaged"
  run -0 indexer "$in"
  run -0 indexer --check

  NEWS_ARCHIVE=$BATS_TEST_TMPDIR/other run -1 indexer --retry-quarantined --summary json
  expect "$(tail -n 1 <<<"$output" | jq -c '[.files.read, .refused.total, .refused.new]')" "[2,2,1]"
}

@test "an archive that lacks a part is an error of both programs that names the part" {
  damaged XAPIANDB <<<$'auto gen-000001\nauto gen-000009'
  for program in "indexer $in" "searcher strike"; do
    # shellcheck disable=SC2086 # words apart
    run -2 $program
    [[ $output == *"$NEWS_ARCHIVE/XAPIANDB names gen-000009, which is not there"*"restore the archive from a backup"* ]]
  done
  : >"$NEWS_ARCHIVE/XAPIANDB"
  for program in "indexer $in" "searcher strike"; do
    # shellcheck disable=SC2086 # words apart
    run -2 $program
    [[ $output == *"$NEWS_ARCHIVE/XAPIANDB names no generation"*"restore it from a backup"* ]]
  done
}

@test "a table that was cut off is an error of both programs" {
  indexer --quiet "$in"
  truncate -s 4096 "$NEWS_ARCHIVE/gen-000001/postlist.glass"
  for program in "indexer $in" "searcher strike"; do
    # shellcheck disable=SC2086 # words apart
    run -2 $program
    [[ $output == *"can't open $NEWS_ARCHIVE"*"xapian-check $NEWS_ARCHIVE/XAPIANDB says more"* ]]
  done
}

@test "where memory for trying has no room, a disk has" {
  # shellcheck disable=SC2016 # for the shell in the namespace
  run -0 in_namespace 'mount -t tmpfs -o size=16k tmpfs /dev/shm && indexer '"'$in'"
  [[ $output == *"1 added"* ]]
  [[ $output != *"slower"* ]]
  # shellcheck disable=SC2016
  NEWS_ARCHIVE=$BATS_TEST_TMPDIR/other run -2 in_namespace 'mount -t tmpfs -o size=16k tmpfs /dev/shm &&
    mount -t tmpfs -o size=16k tmpfs /mnt && TMPDIR=/mnt indexer '"'$in'"
  [[ $output == *"can't"*" /mnt/news-indexer."*"No space left on device"*"make room"* ]]
}

@test "a word of every article is counted, and sorted by date, whatever was withdrawn" {
  # Xapian 1.4 takes the list of all articles for it then, and stumbles at the second part of that list.
  articles() { # NAME FIRST LAST
    jq -cn --arg name "$1" "range($2; $3)"' | {id: "\($name)-\(.)", title: "Storm", body: "A storm came.", source: "Courier", language: "en"}' >"$in/$1.jsonl"
  }
  articles a 0 20
  indexer --quiet "$in"
  articles b 0 20
  indexer --quiet "$in"
  expect "$(cat "$NEWS_ARCHIVE/XAPIANDB")" "auto gen-000003"
  articles a 5 20
  indexer --quiet "$in"
  run -0 searcher --count storm
  expect "$output" 35
  run -0 searcher -f json -n 100 --sort newest 'storm source:courier lang:en'
  expect "$(jq -r 'select(.type == "hit") | .id' <<<"$output" | sort -u | wc -l)" 35
}
