#!/usr/bin/env bats
# What news-indexer tells of an archive and of its runs: facts, soundness, quarantine, log, progress.

load common

setup() { setup_archive_variables; }

# One good article and one that can't be read.
half_bad_file() {
  jq -cn '{id: "a1", title: "One", body: "storm", source: "Courier", language: "en", published: "2024-03-29"}' \
    >"$in/half.jsonl"
  echo '{"id": "a2", "title": ' >>"$in/half.jsonl"
}

@test "--info counts by year, source, language and format" {
  half_bad_file
  article b b1 "Two" "calm" 2023-11-02
  indexer --quiet "$in" || [ $? -eq 1 ]
  run -0 indexer --info
  [[ $output == *"articles   2 in 1 generation, "*", made by 1 run"* ]]
  [[ $output == *"published  2023-11-02 to 2024-03-29"* ]]
  [[ $output == *"files      2 known"* ]]
  [[ $output == *"refused    1 record of 1 file: see --quarantine"* ]]
  [[ $output == *$'by year\n         1  2023\n         1  2024\nby source\n         2  Courier\n'* ]]
  run -0 indexer --info --summary json
  expect "$(jq -c '[.type, .articles, .runs, .generations[0].articles, .first_day, .by_source, .by_language, .by_format,
    .refused, .writer]' <<<"$output")" \
    '["info",2,1,2,"2023-11-02",{"Courier":2},{"en":2},{"json":2},{"records":1,"files":1},null]'
  [ "$(jq .bytes <<<"$output")" -gt 1000 ]
}

@test "--info tells of a run at work" {
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  "$NEWS_INDEXER" - <"$BATS_TEST_TMPDIR/pipe" >/dev/null 3>&- &
  local process=$!
  exec 8>"$BATS_TEST_TMPDIR/pipe"
  article a a1 "One" "storm"
  cat "$in/a.jsonl" >&8
  until [ -s "$NEWS_ARCHIVE/lock" ]; do sleep 0.01; done
  indexer -a "$BATS_TEST_TMPDIR/other" --quiet "$in"
  cp "$NEWS_ARCHIVE/lock" "$BATS_TEST_TMPDIR/other/lock"
  run -0 indexer -a "$BATS_TEST_TMPDIR/other" --info
  [[ $output == *"now        being written by process "* ]]
  exec 8>&-
  wait "$process"
  run -0 indexer --info
  [[ $output != *"now "* ]]
}

@test "tasks about an archive want one, and take no paths" {
  for task in --info --check --quarantine --retry-quarantined --compact --rebuild --verify; do
    run -2 indexer "$task"
    [[ $output == *"$NEWS_ARCHIVE"* ]]
    [ ! -e "$NEWS_ARCHIVE" ]
    run -2 indexer "$task" "$in"
    [[ $output == *"$task is about what the archive holds, and takes no paths"* ]]
  done
  run -2 indexer --info --check
  [[ $output == *"are two tasks"* ]]
  run -2 indexer --check --retry-quarantined
  [[ $output == *"--retry-quarantined goes with indexing, not with --check"* ]]
}

@test "--check finds nothing in a sound archive, and says what is wrong with another" {
  half_bad_file
  indexer --quiet "$in" || [ $? -eq 1 ]
  run -0 indexer --check
  expect "$output" "1 article in 1 generation: sound"
  run -0 indexer --check --summary json
  expect "$output" '{"type":"check","generations":1,"articles":1,"problems":0,"unfinished_articles":0}'
  printf 'x' | dd of="$NEWS_ARCHIVE/gen-000001/termlist.glass" bs=1 seek=4 conv=notrunc status=none
  run -1 --separate-stderr indexer --check
  [[ $stderr == *"gen-000001: "* ]]
  [[ $output == *"1 problem"* ]]
}

@test "--quarantine groups what was refused by reason" {
  run -0 indexer "$NEWS_SOURCE/sample_corpus/json"
  run -0 indexer --quarantine
  expect "$output" "nothing is in quarantine"
  half_bad_file
  cp "$in/half.jsonl" "$in/other.jsonl"
  sed -i '1i\ ' "$in/other.jsonl" # the same reason on another line
  mkdir "$in/"$'odd\e[31m'
  cp "$in/half.jsonl" "$in/"$'odd\e[31m/half.jsonl'
  run -1 indexer "$in"
  run -0 indexer --quarantine
  [ "${lines[0]}" = "3 records of 3 files" ]
  [[ ${lines[1]} == "     3  "* ]]
  [[ $output == *"$in/half.jsonl record 2 byte "* ]]
  [[ $output != *$'\e'* ]]
  run -0 indexer --quarantine --summary json
  expect "$(jq -c 'select(.type == "quarantine") | [.records, .files]' <<<"$output")" "[3,3]"
  expect "$(jq -r 'select(.type == "refused") | .record' <<<"$output" | paste -sd ' ')" "2 2 2"
}

@test "--retry-quarantined reads what was refused, and only that" {
  half_bad_file
  article good g1 "Good" "calm"
  mkdir "$in/"$'odd\xff\e' # what is read again is found again, whatever its name
  cp "$in/half.jsonl" "$in/"$'odd\xff\e/half.jsonl'
  run -1 indexer "$in"
  article good g2 "Other" "calm"
  run -0 indexer --retry-quarantined --summary json
  expect "$(tail -n 1 <<<"$output" | jq -c '[.files.found, .files.read, .refused.total, .refused.new]')" "[2,2,2,0]"
  expect "$(ids 'calm')" "g1"
  # Mended, with the time and the length that it had.
  touch -r "$in/half.jsonl" "$BATS_TEST_TMPDIR/time"
  sed -i '2s/.*/{"id": "a2", "body":"calm"}/; 2s/$/ /' "$in/half.jsonl"
  touch -r "$BATS_TEST_TMPDIR/time" "$in/half.jsonl"
  run -0 indexer --retry-quarantined --summary json
  expect "$(tail -n 1 <<<"$output" | jq -c '[.articles.added, .refused.total]')" "[1,1]"
  rm -r "$in/"$'odd\xff\e'
  run -1 indexer --retry-quarantined
  [[ $output == *"is not there"* ]]
  expect "$(indexer --quarantine --summary json | jq -c 'select(.type == "quarantine") | .records')" "1"
  run -0 indexer --prune "$in"
  run -0 indexer --quarantine
  expect "$output" "nothing is in quarantine"
}

@test "--log keeps what is told, with times, and the failure too" {
  half_bad_file
  log=$BATS_TEST_TMPDIR/log
  run -1 --separate-stderr indexer --log "$log" "$in"
  [ -z "$stderr" ]
  grep -qE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[+-][0-9]{4} .*/half.jsonl record 2 byte [0-9]+: refused: ' "$log"
  grep -qE ' articles 1 read: 1 added' "$log"
  lines_before=$(wc -l <"$log")
  run -2 --separate-stderr indexer --log "$log" "$in/nowhere"
  [[ $stderr == *"nothing of what is named is there"* ]]
  tail -n 1 "$log" | grep -q ' failed: nothing of what is named is there'
  [ "$(wc -l <"$log")" -gt "$lines_before" ]
  run -2 indexer --log /nowhere/at/all "$in"
  [[ $output == *"can't open the log /nowhere/at/all"* ]]
}

@test "a terminal shows how far a run is, and nothing of it is left" {
  command -v script >/dev/null
  for ((i = 0; i < 4; ++i)); do
    jq -cn --argjson i "$i" 'range(2000) | {id: "\($i).\(.)", title: "Harbour \(.)", body: ("storm \(.) " * 200)}' \
      >"$in/$i.jsonl"
  done
  script -qec "'$NEWS_INDEXER' --builder api '$in'" "$BATS_TEST_TMPDIR/seen" >/dev/null </dev/null
  grep -qE 'reading [0-9]+ (of [0-9]+ )?files, [0-9]+ articles, [0-9.]+ (of [0-9.]+ )?MB' "$BATS_TEST_TMPDIR/seen"
  # The summary begins on a line that was taken away.
  grep -qF $'\r\e[Kfiles      4 found' "$BATS_TEST_TMPDIR/seen"
  rm -r "$NEWS_ARCHIVE"
  script -qec "'$NEWS_INDEXER' --progress never '$in'" "$BATS_TEST_TMPDIR/seen" >/dev/null </dev/null
  run -1 grep -q 'reading' "$BATS_TEST_TMPDIR/seen"
}

@test "an interrupted run with other options is not taken up, and that is said" {
  for ((i = 0; i < 8; ++i)); do
    jq -cn --argjson i "$i" 'range(3000) | {id: "\($i).\(.)", title: "Harbour \(.)", body: ("storm \(.) " * 100)}' \
      >"$in/$i.jsonl"
  done
  # It waits for more, so that it is there to be killed once something is durable.
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  "$NEWS_INDEXER" --memory 64M - <"$BATS_TEST_TMPDIR/pipe" >/dev/null 2>&1 3>&- &
  local process=$!
  exec 9>"$BATS_TEST_TMPDIR/pipe"
  cat "$in"/*.jsonl >&9
  while kill -0 "$process" && ! compgen -G "$NEWS_ARCHIVE/building/run-*" >/dev/null; do sleep 0.01; done
  kill -9 "$process"
  wait "$process" || true
  exec 9>&-
  run -0 indexer --info
  [[ $output == *"now        an interrupted run waits to be gone on with"* ]]
  run -0 indexer --source Other --memory 64M "$in"
  [[ $output == *"an interrupted run had other options"* ]]
}
