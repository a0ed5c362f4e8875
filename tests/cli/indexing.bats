#!/usr/bin/env bats
# news-indexer as people run it: what it says, what it leaves on disk, how it ends.

load common

setup() { setup_archive_variables; }

@test "a first run makes an archive that Xapian's own tools can read" {
  article a a1 "Harbour strike" "The acting mayor spoke."
  run -0 indexer "$in"
  [[ $output == *"1 added"* ]]
  expect "$(cat "$NEWS_ARCHIVE/XAPIANDB")" "auto gen-000001"
  run -0 xapian-delve "$NEWS_ARCHIVE"
  [[ $output == *"number of documents = 1"* ]]
  run -0 xapian-check "$NEWS_ARCHIVE/XAPIANDB"
  [[ $output == *"No errors found"* ]]
}

@test "whatever the builder and the workers, it is the same archive" {
  answers() { # of the archive in $NEWS_ARCHIVE
    for query in strike 'harbour OR treaty' '"acting mayor"' 'oil W/5 price' 'source:courier date:2024'; do
      searcher -f json -n 100 "$query" | jq -c 'select(.type == "hit") | [.id, .score, .title, .snippets]'
    done
    xapian-delve "$NEWS_ARCHIVE" | grep -v -i -E 'uuid|revision'
  }
  for way in '--builder bulk -j 1' '--builder bulk -j 3' '--builder auto' '--builder api -j 2'; do
    # shellcheck disable=SC2086 # words apart
    NEWS_ARCHIVE=$BATS_TEST_TMPDIR/${way// /} indexer --quiet $way "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ]
    NEWS_ARCHIVE=$BATS_TEST_TMPDIR/${way// /} answers >"$BATS_TEST_TMPDIR/${way// /}.answers"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/${way// /}.answers")" -gt 30 ]
    diff "$BATS_TEST_TMPDIR/--builderbulk-j1.answers" "$BATS_TEST_TMPDIR/${way// /}.answers"
  done
  for table in position termlist docdata; do # the posting table holds the archive's own identity, too
    cmp "$BATS_TEST_TMPDIR/--builderbulk-j1/gen-000001/$table.glass" \
      "$BATS_TEST_TMPDIR/--builderauto/gen-000001/$table.glass"
  done
  run -2 indexer --builder fast "$in"
  [[ $output == *"--builder is one of auto, bulk, api"* ]]
  run -2 indexer -j 0 "$in"
  [[ $output == *"--jobs takes a number"* ]]
}

@test "a second run over the same files passes them over" {
  article a a1 "Harbour strike" "The acting mayor spoke."
  indexer "$in" >/dev/null
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/before"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '[.files.unchanged, .articles.read, .articles.unchanged]' <<<"$output")" "[1,0,1]"
  rm "$NEWS_ARCHIVE/lock" "$BATS_TEST_TMPDIR/before/lock"
  diff -r "$BATS_TEST_TMPDIR/before" "$NEWS_ARCHIVE"
}

@test "a touched file is told by its bytes" {
  article a a1 "Harbour strike" "The acting mayor spoke."
  indexer "$in" >/dev/null
  touch -d '2001-01-01' "$in/a.jsonl"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '[.files.unchanged, .files.read]' <<<"$output")" "[1,0]"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '[.files.unchanged, .files.read]' <<<"$output")" "[1,0]"
}

@test "a changed article replaces the old one, a new one is added, a vanished one is withdrawn" {
  jq -cn '{id: "a1", title: "One", body: "storm"}, {id: "a2", title: "Two", body: "storm"}' >"$in/a.jsonl"
  indexer "$in" >/dev/null
  jq -cn '{id: "a1", title: "One", body: "calm"}, {id: "a3", title: "Three", body: "storm"}' >"$in/a.jsonl"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '.articles | [.added, .replaced, .withdrawn]' <<<"$output")" "[1,1,1]"
  expect "$(ids storm)" "a3"
  expect "$(ids calm)" "a1"
  run -0 xapian-check "$NEWS_ARCHIVE/XAPIANDB"
}

@test "an article that two files state goes only when both are gone from them" {
  article a a1 "One" "storm"
  cp "$in/a.jsonl" "$in/b.jsonl"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '.articles | [.added, .duplicates]' <<<"$output")" "[1,1]"
  article a a2 "Two" "calm"
  indexer "$in" >/dev/null
  expect "$(ids storm)" "a1"
  article b a3 "Three" "calm"
  indexer "$in" >/dev/null
  run -1 searcher storm
}

@test "a record that can't be read goes into the quarantine, with its place, and the run goes on" {
  printf '%s\n' '{"id":"a1","title":"One","body":"storm"}' '{"id":"a2","title":' '{"id":"a3","title":"Three","body":"storm"}' \
    >"$in/a.jsonl"
  run -1 indexer "$in"
  expect "$(ids --sort newest storm)" "a1 a3"
  expect "$(jq -c '[.record, .offset, .first_bytes]' "$NEWS_ARCHIVE/quarantine.jsonl")" \
    '[2,41,"{\"id\":\"a2\",\"title\":"]'
  # It is known now: the same file again is no news.
  touch "$in/a.jsonl"
  run -0 indexer "$in"
  # Mended, it leaves the quarantine.
  sed -i '2s/.*/{"id":"a2","title":"Two","body":"storm"}/' "$in/a.jsonl"
  run -0 indexer "$in"
  expect "$(ids --sort newest storm)" "a1 a2 a3"
  [ ! -s "$NEWS_ARCHIVE/quarantine.jsonl" ]
}

@test "a named path that is not there is told every time, and none at all is a failure that leaves nothing" {
  article a a1 "One" "storm"
  run -2 indexer "$in/not-there"
  [[ $output == *"not-there"* ]]
  [ ! -e "$NEWS_ARCHIVE" ]
  run -1 indexer "$in" "$in/not-there"
  run -1 indexer "$in" "$in/not-there"
  [ ! -e "$NEWS_ARCHIVE/quarantine.jsonl" ]
}

@test "a folder with somebody's files in it does not become an archive" {
  article a a1 "One" "storm"
  mkdir -p "$NEWS_ARCHIVE/building" "$NEWS_ARCHIVE/gen-ai"
  touch "$NEWS_ARCHIVE/building/plan.txt" "$NEWS_ARCHIVE/gen-ai/x"
  run -2 indexer "$in"
  [[ $output == *"neither empty nor an archive"* ]]
  [ -e "$NEWS_ARCHIVE/building/plan.txt" ] && [ -e "$NEWS_ARCHIVE/gen-ai/x" ]
  rm -r "$NEWS_ARCHIVE"
  indexer "$in" >/dev/null
  cp -r "$NEWS_ARCHIVE/gen-000001" "$NEWS_ARCHIVE/gen-000001.bak"
  mkdir "$NEWS_ARCHIVE/gen-000007"
  touch "$NEWS_ARCHIVE/gen-000007/mine.txt"
  article b b1 "Two" "storm"
  indexer "$in" >/dev/null
  [ -e "$NEWS_ARCHIVE/gen-000001.bak" ] && [ -e "$NEWS_ARCHIVE/gen-000007/mine.txt" ]
}

@test "an older version in a file that is read again does not replace a later one" {
  jq -cn '{id: "x", title: "New", body: "storm", updated: "2024-05-01"}' >"$in/b.jsonl"
  jq -cn '{id: "x", title: "Old", body: "calm", updated: "2024-01-01"}' >"$in/a.jsonl"
  indexer "$in" >/dev/null
  expect "$(searcher -f json id:x | jq -r 'select(.type=="hit").title')" New
  jq -cn '{id: "y", title: "Other", body: "rain"}' >>"$in/a.jsonl"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '.articles | [.added, .replaced, .unchanged]' <<<"$output")" "[1,0,2]"
  expect "$(searcher -f json id:x | jq -r 'select(.type=="hit").title')" New
}

@test "what the archive held all along keeps its sequence number" {
  jq -cn '{id: "x", title: "First", body: "storm"}, {id: "x", title: "Corrected", body: "storm"}' >"$in/a.jsonl"
  indexer "$in" >/dev/null
  jq -cn '{id: "y", title: "Other", body: "rain"}' >>"$in/a.jsonl"
  indexer "$in" >/dev/null
  expect "$(xapian-delve -V4 "$NEWS_ARCHIVE/gen-000001" | grep -c 'x00.x02')" 0
  expect "$(searcher -f json id:x | jq -r 'select(.type=="hit").title')" Corrected
}

@test "thousands of records with one id are one article, soon" {
  jq -cn 'range(4000) | {id: "same", title: "Title \(.)", body: "storm \(.)"}' >"$in/a.jsonl"
  run -0 timeout 20 "$NEWS_INDEXER" --summary json "$in"
  expect "$(jq -c '.articles | [.added, .duplicates]' <<<"$output")" "[1,3999]"
  expect "$(searcher -f json id:same | jq -r 'select(.type=="hit").title')" "Title 3999"
}

@test "a log that nobody reads does not end the run" {
  article a a1 "One" "storm"
  head -c 4096 /dev/urandom >"$in/noise.bin"
  (sleep 0.2; indexer "$in" 2>&1 >/dev/null; echo $? >"$BATS_TEST_TMPDIR/status") | true
  sleep 1
  expect "$(cat "$BATS_TEST_TMPDIR/status")" 0
  expect "$(ids storm)" a1
}

@test "an archive that lies below what is read is not read itself" {
  article a a1 "One" "storm"
  export NEWS_ARCHIVE=$in/archive
  indexer "$in" >/dev/null
  run -0 indexer --summary json "$in"
  expect "$(jq -c '[.files.found, .files.unchanged]' <<<"$output")" "[1,1]"
}

@test "files of unknown kind are counted and are no failure" {
  article a a1 "One" "storm"
  head -c 4096 /dev/urandom >"$in/noise.bin"
  run -0 indexer "$in"
  [[ $output == *"1 of unknown kind"* ]]
}

@test "a damaged compressed file is refused and withdraws nothing" {
  article a a1 "One" "storm"
  gzip "$in/a.jsonl"
  indexer "$in" >/dev/null
  truncate -s 40 "$in/a.jsonl.gz"
  run -1 indexer "$in"
  [[ $output == *"refused: "* ]]
  expect "$(ids storm)" "a1"
}

@test "containers and compressed files are opened, whatever they are called" {
  article a a1 "One" "storm"
  article b b1 "Two" "storm"
  tar -C "$in" -czf "$BATS_TEST_TMPDIR/x.dat" a.jsonl b.jsonl
  run -0 indexer --summary json "$BATS_TEST_TMPDIR/x.dat"
  expect "$(jq .articles.added <<<"$output")" 2
  expect "$(searcher --format json 'id:b1' | jq -r 'select(.type=="hit").provenance.member')" "b.jsonl"
}

@test "standard input is read, and lists of paths" {
  article a a1 "One" "storm"
  indexer - <"$in/a.jsonl" >/dev/null
  expect "$(ids storm)" "a1"
  article b b1 "Two" "storm"
  printf '%s\0' "$in/b.jsonl" | indexer --files-from - -0 >/dev/null
  expect "$(ids --sort newest storm)" "a1 b1"
}

@test "defaults fill in what articles do not state" {
  jq -cn '{id: "a1", title: "One", body: "storm"}' >"$in/a.jsonl"
  indexer --source "Evening Post" --section Shipping --language de "$in" >/dev/null
  expect "$(ids 'source:evening section:shipping lang:de')" "a1"
}

@test "--map names the keys" {
  jq -cn '{key: 7, head: {line: "One"}, text: {full: "storm"}}' >"$in/a.jsonl"
  indexer --map id=key --map title=head.line --map body=text.full "$in" >/dev/null
  expect "$(ids 'title:one storm')" "7"
}

@test "--dump prints articles and leaves no archive" {
  article a a1 "One" "storm"
  run -0 --separate-stderr indexer --dump "$in"
  expect "$(jq -c '[.id, .title, .byline, .topics, .published, .updated, .body, .paragraphs, .format, .provenance.offset]' <<<"$output")" \
    '["a1","One","",[],"2024-03-29",null,"storm",1,"json",0]'
  [ ! -e "$NEWS_ARCHIVE" ]
}

@test "what is dumped reads back as the same articles" {
  # Some of its records are broken on purpose.
  run -1 --separate-stderr indexer --dump --quiet "$NEWS_SOURCE/sample_corpus"
  printf '%s\n' "$output" >"$in/dump.jsonl"
  indexer --dump --quiet "$in/dump.jsonl" >"$in/again.jsonl"
  diff <(jq -S 'del(.provenance, .format)' "$in/dump.jsonl") <(jq -S 'del(.provenance, .format)' "$in/again.jsonl")
}

@test "a second indexer is told to come back later" {
  article a a1 "One" "storm"
  indexer "$in" >/dev/null
  exec 9>>"$NEWS_ARCHIVE/lock"
  flock -x 9
  run -75 indexer "$in"
  [[ $output == *"is being written by process"* ]]
}

@test "a run that dies leaves the archive as it was, and the next one does its work" {
  article a a1 "One" "storm"
  indexer "$in" >/dev/null
  mkdir -p "$NEWS_ARCHIVE/building" "$NEWS_ARCHIVE/gen-000099"
  article b b1 "Two" "storm"
  run -0 indexer "$in"
  expect "$(ids --sort newest storm)" "a1 b1"
  [ ! -e "$NEWS_ARCHIVE/building" ] && [ ! -e "$NEWS_ARCHIVE/gen-000099" ]
}

@test "killed at random, it comes to the same archive" {
  for i in $(seq 40); do article "f$i" "id$i" "Title $i" "storm number $i and some more words"; done
  indexer -a "$BATS_TEST_TMPDIR/calm" "$in" >/dev/null
  for delay in 0.01 0.02 0.03 0.05 0.08; do
    timeout -s KILL "$delay" "$NEWS_INDEXER" "$in" >/dev/null 2>&1 || true
  done
  run -0 indexer "$in"
  expect "$(ids 'storm')" "$(NEWS_ARCHIVE=$BATS_TEST_TMPDIR/calm ids 'storm')"
  expect "$(searcher --count storm)" 40
}

# Enough articles to be interrupted at: 30 files of 200.
many_articles() {
  awk -v folder="$in" 'BEGIN {
    srand(7)
    for (file = 1; file <= 30; ++file) {
      name = sprintf("%s/many%02d.jsonl", folder, file)
      for (article = 1; article <= 200; ++article) {
        body = "storm"
        for (word = 0; word < 700; ++word) body = body " w" int(exp(rand() * 10))
        printf "{\"id\":\"%d-%d\",\"title\":\"Title\",\"language\":\"en\",\"body\":\"%s\"}\n", file, article, body >name
      }
      close(name)
    }
  }'
}

# The indexer with these arguments, signalled when its first run is on the disk; its status comes in $status. Where the
# machine is so busy that the indexer ends before, it is tried again.
interrupted_by() {
  local signal=$1 attempt indexer
  shift
  for attempt in 1 2 3 4 5; do
    "$NEWS_INDEXER" "$@" >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
    indexer=$!
    while [ ! -e "$NEWS_ARCHIVE/building/run-1" ] && [ ! -e "$NEWS_ARCHIVE/XAPIANDB" ]; do sleep 0.01; done
    kill -"$signal" "$indexer" || true
    status=0
    wait "$indexer" || status=$?
    [ "$status" -eq 0 ] || return 0
    rm -rf "$NEWS_ARCHIVE"
  done
}

@test "SIGTERM keeps what was read, and the same command goes on from there" {
  many_articles
  interrupted_by TERM "$in"
  expect "$status" 143
  [ ! -e "$NEWS_ARCHIVE/XAPIANDB" ]
  safe=$(sed -nE 's/^stopped +by SIGTERM; ([0-9]+) articles are safe.*/\1/p' "$BATS_TEST_TMPDIR/out")
  [ "$safe" -gt 0 ]

  # Another way of reading would take nothing up: it is another job.
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/other"
  run -0 indexer -a "$BATS_TEST_TMPDIR/other" --section Weather "$in"
  [[ $output != *"taken up"* ]]

  run -0 indexer --summary json "$in"
  taken=$(jq .files.taken_up <<<"$output")
  [ "$taken" -gt 0 ]
  expect "$((taken + $(jq .files.read <<<"$output")))" 30
  expect "$(jq .articles.added <<<"$output")" 6000
  expect "$(searcher --count storm)" 6000
}

@test "SIGTERM ends a run that waits for standard input" {
  article a a1 "Strike at the port" "A strike began."
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  exec {held}<>"$BATS_TEST_TMPDIR/pipe"
  "$NEWS_INDEXER" - "$in" <"$BATS_TEST_TMPDIR/pipe" >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- {held}>&- &
  indexer=$!
  until [ -e "$NEWS_ARCHIVE/lock" ]; do sleep 0.01; done
  sleep 1
  kill -TERM "$indexer"
  status=0
  wait "$indexer" || status=$?
  exec {held}>&-
  expect "$status" 143
  grep -q "by SIGTERM" "$BATS_TEST_TMPDIR/out"
}

@test "what kill -9 and SIGTERM leave ends as the same tables as an undisturbed run" {
  many_articles
  indexer -a "$BATS_TEST_TMPDIR/calm" "$in" >/dev/null
  interrupted_by KILL "$in"
  expect "$status" 137
  interrupted_by TERM "$in"
  expect "$status" 143
  indexer "$in" >/dev/null
  expect "$(ls "$NEWS_ARCHIVE/gen-000001")" "$(ls "$BATS_TEST_TMPDIR/calm/gen-000001")"
  for table in position termlist docdata; do
    cmp "$NEWS_ARCHIVE/gen-000001/$table.glass" "$BATS_TEST_TMPDIR/calm/gen-000001/$table.glass"
  done
}

@test "--rebuild comes to the same tables without the sources" {
  many_articles
  indexer "$in" >/dev/null
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/before"
  mv "$in" "$BATS_TEST_TMPDIR/away"
  run -0 indexer --rebuild
  expect "$output" "6000 articles built anew"
  expect "$(cat "$NEWS_ARCHIVE/XAPIANDB")" "auto gen-000002"
  expect "$(ls "$NEWS_ARCHIVE/gen-000002")" "$(ls "$BATS_TEST_TMPDIR/before/gen-000001")"
  for table in postlist position termlist docdata; do
    cmp "$NEWS_ARCHIVE/gen-000002/$table.glass" "$BATS_TEST_TMPDIR/before/gen-000001/$table.glass"
  done
  run -0 indexer --check
  mv "$BATS_TEST_TMPDIR/away" "$in"
  run -0 indexer "$in"
  [[ $output == *"30 found: 0 read, 30 unchanged"* ]]
}

@test "a rebuilding that was stopped or killed goes on from there, and the archive is whole all the time" {
  many_articles
  indexer "$in" >/dev/null
  cp "$NEWS_ARCHIVE/gen-000001/position.glass" "$BATS_TEST_TMPDIR/before"
  for signal in TERM KILL; do
    for attempt in 1 2 3 4 5; do
      "$NEWS_INDEXER" --rebuild --jobs 1 >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
      indexer=$!
      until [ -e "$NEWS_ARCHIVE/merging/run-2" ] || ! kill -0 "$indexer" 2>/dev/null; do sleep 0.01; done
      kill -"$signal" "$indexer" 2>/dev/null || true
      status=0
      wait "$indexer" || status=$?
      [ "$status" -eq 0 ] || break # else it was done before
    done
    expect "$status" "$((128 + $(kill -l "$signal")))"
    expect "$(searcher --count storm)" 6000
    [ -e "$NEWS_ARCHIVE/merging/run-1" ]
  done
  run -0 indexer --rebuild
  [[ $output =~ ^"6000 articles built anew, "[0-9]+" of them before an interruption"$ ]]
  cmp "$BATS_TEST_TMPDIR/before" "$NEWS_ARCHIVE"/gen-*/position.glass
  [ ! -e "$NEWS_ARCHIVE/merging" ]
}

@test "an archive of another text analysis is refused until it is rebuilt" {
  article a a1 "Strike at the port" "A strike began."
  indexer --quiet "$in"
  xapian-metadata set "$NEWS_ARCHIVE/gen-000001" archive/analysis 00000000000000000000000000000000
  for program in "searcher strike" "indexer $in"; do
    run -2 $program
    [[ $output == *"indexed with another text analysis"*"news-indexer --rebuild makes it anew"* ]]
  done
  run -0 indexer --rebuild
  expect "$(ids strikes)" a1
  run -0 indexer "$in"
  [[ $output == *"1 unchanged"* ]]
}

@test "generations of alike size are merged, and --compact merges all" {
  for i in 1 2 3 4 5 6 7; do
    article "f$i" "id$i" "Title $i" "storm number $i"
    indexer "$in" >/dev/null
  done
  [ "$(wc -l <"$NEWS_ARCHIVE/XAPIANDB")" -le 3 ]
  expect "$(searcher --count storm)" 7
  run -0 indexer --compact
  expect "$(wc -l <"$NEWS_ARCHIVE/XAPIANDB")" 1
  run -0 indexer --compact
  expect "$output" "nothing to merge: there is one generation"
  run -0 indexer --compact --summary json
  expect "$output" '{"type":"compaction","merged":0}'
  run -0 indexer --rebuild --summary json
  expect "$output" '{"type":"rebuilding","articles":7,"taken_up":0,"finished":true}'
  expect "$(searcher --count storm)" 7
  run -0 indexer "$in"
  [[ $output == *"0 read, 7 unchanged"* ]]
  run -2 indexer --compact "$in"
  run -2 indexer --compact -a "$BATS_TEST_TMPDIR/none"
  [ ! -e "$BATS_TEST_TMPDIR/none" ]
}

@test "--prune withdraws what is gone, and not what may only be out of sight" {
  mkdir "$in/sub"
  for i in 1 2 3; do article "f$i" "id$i" "Title $i" "storm number $i"; done
  article sub/f4 id4 "Title 4" "storm number 4"
  indexer "$in" >/dev/null
  rm "$in/f1.jsonl" "$in/sub/f4.jsonl"
  run -0 indexer "$in"
  expect "$(ids storm | wc -w)" 4  # not asked for

  run -0 indexer --prune "$in/sub/../f2.jsonl"
  expect "$(ids storm | wc -w)" 4  # elsewhere
  run -1 indexer --prune "$in/sub"
  [[ $output == *"/sub: is empty now"*"is a disk not mounted?"* ]]
  expect "$(ids storm | wc -w)" 4
  rmdir "$in/sub"
  run -0 indexer --prune "$in"
  [[ $output == *"2 gone"*"2 withdrawn"* ]]
  expect "$(ids storm | tr ' ' '\n' | sort | paste -sd ' ')" "id2 id3"
  run -0 indexer --prune "$in"
  [[ $output != *"gone"* ]]
  run -2 indexer --prune --dump "$in"
}

@test "mistakes on the command line are named, with a way out" {
  run -2 indexer
  [[ $output == *"nothing to read"* ]]
  run -2 indexer --formt text x
  run -2 indexer --format nonsense x
  [[ $output == *"--list-formats"* ]]
  run -2 indexer --timezone Mars/Olympus x
  run -2 indexer --map body x
  run -2 indexer --memory much x
  run -2 indexer --language english x
}

@test "--list-formats, --help and --version" {
  run -0 indexer --list-formats
  for name in text markdown json nitf; do [[ $output == *"$name"* ]]; done
  run -0 indexer --help
  [[ $output == *"Usage: news-indexer"* ]]
  run -0 indexer --version
  [[ $output == "news-indexer "* ]]
}

@test "--verify reads the records again where the archive says they are" {
  article a a1 "One" "storm"
  article b b1 "Two" "calm"
  article c c1 "Three" "rain"
  tar -C "$in" -cf "$in/both.tar" b.jsonl c.jsonl
  gzip "$in/both.tar"
  rm "$in/b.jsonl" "$in/c.jsonl"
  indexer "$in" >/dev/null
  jq -cn '{id: "p1", title: "Piped", body: "snow"}' | indexer --quiet -
  run -0 indexer --verify
  expect "$output" "4 records in 3 files: 3 verified, 0 changed, 0 missing, 1 from standard input, which can't be read again"
  expect "$(indexer --verify --summary json | jq -c '[.files, .records, .verified, .unread]')" "[3,4,3,1]"

  # Another byte, a member that is gone, a file that is cut.
  sed -i 's/storm/stern/' "$in/a.jsonl"
  gunzip "$in/both.tar.gz"
  tar --delete -f "$in/both.tar" b.jsonl
  gzip "$in/both.tar"
  run -1 indexer --verify
  [[ ${lines[0]}${lines[1]} == *"a.jsonl byte 0 length 100 (article a1): the record has changed"* ]]
  [[ ${lines[0]}${lines[1]} == *"both.tar.gz member b.jsonl byte 0 "*": its place in the file is not there"* ]]
  [[ ${lines[2]} == "4 records in 3 files: 1 verified, 1 changed, 1 missing,"* ]]
  truncate -s 10 "$in/a.jsonl"
  rm "$in/both.tar.gz"
  run -1 indexer --verify
  [[ $output == *"a.jsonl byte 0 length 100 (article a1): the member ends before it"* ]]
  [[ $output == *"both.tar.gz member c.jsonl byte 0 length "*" (article c1): "*"No such file or directory"* ]]
  run -2 indexer --verify "$in"
}

@test "the whole sample corpus verifies" {
  run -1 indexer --quiet "$NEWS_SOURCE/sample_corpus"
  run -0 indexer --verify
  [[ $output == *" 0 changed, 0 missing" ]]
}

@test "containers nest, whatever is in them" {
  cp "$NEWS_SOURCE/sample_corpus/warc/crawl.warc" "$in/crawl.warc"
  gzip "$in/crawl.warc"
  cp "$NEWS_SOURCE/sample_corpus/trec/wire.trec" "$in/wire.trec"
  (cd "$in" && zip -q wire.zip wire.trec && tar -cf all.tar crawl.warc.gz wire.zip && xz all.tar && rm crawl.warc.gz wire.trec wire.zip)
  run -1 --separate-stderr indexer --dump --quiet "$in"
  expect "$(jq -r '[.provenance.member, .format] | @tsv' <<<"$output" | sort | uniq -c | awk '{ print $1, $2, $3 }' | paste -sd ';')" \
    "3 crawl.warc.gz warc;2 wire.zip/wire.trec trec"
}

@test "a canceled item leaves the archive, and an older version does not come back in the same run" {
  item() { # ID VERSION STATUS
    printf '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="%s" version="%s"><itemMeta><provider literal="Northlight"/><versionCreated>2024-05-02T10:00:00Z</versionCreated><pubStatus qcode="stat:%s"/></itemMeta><contentMeta><headline>Tram %s</headline></contentMeta><contentSet/></newsItem>\n' "$1" "$2" "$3" "$2"
  }
  item a 1 usable >"$in/1.xml"
  item b 2 usable >"$in/2.xml"
  item b 1 usable >"$in/3.xml"
  indexer "$in" >/dev/null
  expect "$(ids tram | tr ' ' '\n' | sort | paste -sd ' ')" "a b"
  expect "$(searcher --format json 'id:b' | jq -r 'select(.type == "hit") | .title')" "Tram 2"
  item a 2 canceled >"$in/4.xml"
  item a 1 usable >"$in/5.xml"
  run -0 indexer --summary json "$in"
  expect "$(jq -c '[.articles.withdrawn, .no_article.canceled]' <<<"$output")" "[1,2]"
  expect "$(ids tram)" "b"
}
