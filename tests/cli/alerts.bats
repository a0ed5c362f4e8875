#!/usr/bin/env bats
# Alerts: what a saved query gives with --new, run after run of the indexer.

load common

setup() {
  setup_archive_variables
  export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  marks=$XDG_STATE_HOME/news-archive/alerts.jsonl
  searcher --quiet --save storms storm
}

# given [OPTION...]: the ids that the alert gives, sorted, on one line.
given() {
  searcher --quiet --saved storms --new -f ids "$@" >"$BATS_TEST_TMPDIR/given" || [ $? -eq 1 ]
  sort "$BATS_TEST_TMPDIR/given" | paste -sd ' '
}

index() { indexer --quiet "$@" >/dev/null; }

@test "an alert gives what entered or changed, and that once" {
  article a a "Storm" "The first storm."
  article b b "Storm" "The second storm."
  article c c "Calm" "Nothing moves."
  index "$in"
  expect "$(given)" "a b"
  expect "$(given)" ""
  run -1 --separate-stderr searcher --saved storms --new
  expect "$output" ""
  expect "$stderr" "nothing new"

  article d d "Storm" "The third storm." # new
  article b b "Storm" "The second storm, told better." # replaced
  article c c "Calm" "Before the storm." # replaced, and a match now
  index "$in"
  expect "$(given)" "b c d"
  expect "$(given)" ""

  article a a "Calm" "The wind has gone." # no match any more
  rm "$in/d.jsonl"
  index --prune "$in"
  expect "$(given)" ""
  article e e "Calm" "No match."
  index "$in"
  expect "$(given)" ""
  article d d "Storm" "The third storm." # it is back
  index "$in"
  expect "$(given)" "d"
}

@test "neither compaction, nor rebuilding, nor reading again makes anything new" {
  for id in a b c d e f; do
    article $id $id "Storm" "It blew from $id."
    index "$in"
  done
  expect "$(given)" "a b c d e f"
  article g g "Storm" "Another."
  index "$in"
  index --compact
  touch -d '2001-01-01' "$in"/*
  index "$in"
  expect "$(given)" g
  index --compact
  expect "$(given)" ""
  article h h "Storm" "One more."
  index "$in"
  index --rebuild
  expect "$(given)" h
  index --rebuild
  expect "$(given)" ""
}

@test "the first run gives everything, or nothing with --new-from now" {
  article a a "Storm" "The first."
  index "$in"
  run -0 --separate-stderr searcher --saved storms --new --dry-run
  [[ $stderr == *"note: $NEWS_ARCHIVE is searched by this alert for the first time: all of it counts as new"* ]]
  run -1 --separate-stderr searcher --saved storms --new --new-from now
  expect "$output" ""
  [[ $stderr == *"for the first time: what is in it now counts as given"* ]]
  article b b "Storm" "The second."
  index "$in"
  expect "$(given --new-from now)" b # only the first run is told from where
  article c c "Storm" "The third."
  index "$in"
  expect "$(given --new-from start)" c
  run -2 searcher --saved storms --new --new-from yesterday
  mkdir -p "$XDG_CONFIG_HOME/news-archive"
  printf '[search]\nnew-from = now\n' >"$XDG_CONFIG_HOME/news-archive/config"
  searcher --quiet --save others storm
  run -1 searcher --saved others --new
}

@test "all that is new is given, whatever the limits of pages" {
  printf '[search]\nlimit = 2\n' >"$XDG_CONFIG_HOME/news-archive/config"
  searcher --quiet --save few -n 1 --offset 3 storm
  for n in $(seq 30); do printf '{"id":"%s","title":"Storm","body":"Number %s.","language":"en"}\n' "$n" "$n"; done >"$in/many.jsonl"
  index "$in"
  expect "$(searcher --quiet --saved few --new -f ids | wc -l)" 30
  expect "$(searcher --quiet --saved storms --new -f trec | wc -l)" 30
  for option in '-n 5' '--offset 1' --explain; do
    # shellcheck disable=SC2086 # words apart
    run -2 searcher --saved storms --new $option
    [[ $output == *"contradict each other"* ]]
  done
}

@test "--dry-run and --count leave the mark" {
  article a a "Storm" "The first."
  article b b "Storm" "The second."
  index "$in"
  expect "$(given --dry-run)" "a b"
  [ ! -e "$marks" ]
  expect "$(searcher --saved storms --new --count)" 2
  expect "$(given)" "a b"
  cp "$marks" "$BATS_TEST_TMPDIR/before"
  article c c "Storm" "The third."
  index "$in"
  expect "$(given --dry-run)" c
  expect "$(given --dry-run first)" ""
  expect "$(searcher --saved storms --new --count)" 1
  cmp "$marks" "$BATS_TEST_TMPDIR/before"
  expect "$(given)" c
  run -1 searcher --saved storms --new --count
}

@test "an alert that was saved with count gives the number, and that once" {
  searcher --quiet --save number --count storm
  article a a "Storm" "The first."
  article b b "Storm" "The second."
  index "$in"
  expect "$(searcher --quiet --saved number --new --dry-run)" 2
  expect "$(searcher --quiet --saved number --new --count || true)" 2
  run -2 bash -c '"$NEWS_SEARCHER" --quiet --saved number --new >/dev/full'
  expect "$(searcher --quiet --saved number --new)" 2
  expect "$(searcher --quiet --saved number --new || true)" 0
}

@test "the mark moves only when the output was written" {
  # Twice of what a pipe holds: the reader below must not let all of it in.
  for n in $(seq 6000); do printf '{"id":"%s","title":"Storm","body":"Number %s.","language":"en"}\n' "$n" "$n"; done >"$in/many.jsonl"
  index "$in"
  # The reader stops: no error, and nothing counts as given.
  set -o pipefail
  searcher --quiet --saved storms --new 2>&1 | head -n 1 >/dev/null
  [ ! -e "$marks" ]
  # The disk is full: an error.
  for format in terminal json csv ids; do
    run -2 bash -c '"$NEWS_SEARCHER" --quiet --saved storms --new -f "$1" >/dev/full' _ $format
    [[ $output == *"can't write the output"* ]]
    [ ! -e "$marks" ]
  done
  run -2 bash -c '"$NEWS_SEARCHER" --quiet --saved storms --new -f ids >&-'
  [ ! -e "$marks" ]
  expect "$(searcher --quiet --saved storms --new -f ids | wc -l)" 6000
  [ -e "$marks" ]
  # One more than fits into no buffer's rest: the little that is left fails, too.
  article last last "Storm" "The last."
  index "$in"
  run -2 bash -c '"$NEWS_SEARCHER" --quiet --saved storms --new -f ids >/dev/full'
  expect "$(given)" last
}

@test "a failure of one alert leaves its mark, and the others go on" {
  article a a "Storm" "The first."
  index "$in"
  searcher --quiet --save broken -a "$BATS_TEST_TMPDIR/none" storm
  run -2 --separate-stderr searcher --saved broken --saved storms --new -f ids
  expect "$output" a
  [[ $stderr == *"news-searcher: broken: there is no archive in "* ]]
  expect "$(jq -r .query "$marks")" storms
  expect "$(given)" ""
}

@test "each saved query, file of them and archive has a mark of its own" {
  article a a "Storm and ice" "The first."
  index "$in"
  searcher --quiet --save ice ice
  expect "$(given)" a
  expect "$(searcher --quiet --saved ice --new -f ids)" a
  expect "$(searcher --quiet --saved ice --new -f ids || [ $? -eq 1 ])" ""
  cp "$XDG_CONFIG_HOME/news-archive/saved.ini" "$BATS_TEST_TMPDIR/other.ini"
  expect "$(given --saved-file "$BATS_TEST_TMPDIR/other.ini")" a
  expect "$(given --saved-file "$BATS_TEST_TMPDIR/../$(basename "$BATS_TEST_TMPDIR")/other.ini")" ""
  jq -cn '{id: "z", title: "Storm elsewhere", body: "It blew.", language: "en"}' >"$BATS_TEST_TMPDIR/z.jsonl"
  index -a "$BATS_TEST_TMPDIR/second" "$BATS_TEST_TMPDIR/z.jsonl"
  expect "$(given -a "$NEWS_ARCHIVE" -a "$BATS_TEST_TMPDIR/second")" z
  article b b "Storm" "The second."
  index "$in"
  expect "$(given -a "$BATS_TEST_TMPDIR/second" -a "$NEWS_ARCHIVE")" b
  expect "$(given)" ""
}

@test "archives with different marks are searched as one, served ones too" {
  second=$BATS_TEST_TMPDIR/second
  mkdir "$BATS_TEST_TMPDIR/in2"
  for n in 1 2 3 4 5; do
    article "a$n" "a$n" "Storm" "The storm of day $n was long."
    index "$in"
    jq -cn --arg n "$n" '{id: ("z" + $n), title: "Storm", body: ("A storm elsewhere on day " + $n), language: "en"}' \
      >"$BATS_TEST_TMPDIR/in2/$n.jsonl"
    [ "$n" -gt 2 ] || index -a "$second" "$BATS_TEST_TMPDIR/in2"
  done
  serve "$second" storm
  status=0
  searcher --quiet --save near 'storm W/9 day'
  both() { searcher --quiet --saved "$1" --new -f ids -a "$NEWS_ARCHIVE" -a "$2" --new-from start | sort | paste -sd ' '; }
  for query in storms near; do
    expect "$(both $query "127.0.0.1:$port")" "a1 a2 a3 a4 a5 z1 z2" || status=1
  done
  index -a "$second" "$BATS_TEST_TMPDIR/in2"
  article a2 a2 "Storm" "The storm of day 2, told again."
  index "$in"
  for query in storms near; do
    expect "$(both $query "127.0.0.1:$port")" "a2 z3 z4 z5" || status=1
    expect "$(both $query "$second")" "" || status=1 # the same archive, by another way
  done
  kill "$server"
  [ "$status" -eq 0 ]
}

@test "an archive that was made anew is said to be another one, and begins anew" {
  article a a "Storm" "The first."
  index "$in"
  expect "$(given)" a
  rm -r "$NEWS_ARCHIVE"
  index "$in"
  run -0 --separate-stderr searcher --saved storms --new -f ids
  expect "$output" a
  [[ $stderr == *"note: $NEWS_ARCHIVE is another archive than before: all of it counts as new"* ]]
  # The query may be edited now: what is remembered of the old archive keeps no note alive.
  searcher --quiet --save storms 'storm OR ice'
  run -1 --separate-stderr searcher --saved storms --new
  [[ $stderr == *"was edited"* ]]
  run -1 --separate-stderr searcher --saved storms --new
  expect "$stderr" "nothing new"
  expect "$(given)" ""
}

# An archive of two runs, both given, is lost; of the first there is a backup.
lost_behind_a_backup() {
  article a a "Storm" "The first."
  index "$in"
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/backup"
  article b b "Storm" "The second."
  index "$in"
  expect "$(given)" "a b"
  rm -r "$NEWS_ARCHIVE"
}

@test "an archive that was put back loses nothing of what comes after" {
  lost_behind_a_backup
  mv "$BATS_TEST_TMPDIR/backup" "$NEWS_ARCHIVE"
  cp -r "$NEWS_ARCHIVE" "$BATS_TEST_TMPDIR/again"
  run -0 --separate-stderr searcher --saved storms --new -f ids
  [[ $stderr == *"was put back to an earlier state: all of it counts as new"* ]]
  expect "$output" a
  article c c "Storm" "The third."
  index "$in"
  expect "$(given)" "b c"
  # The indexer may come first.
  rm -r "$NEWS_ARCHIVE"
  mv "$BATS_TEST_TMPDIR/again" "$NEWS_ARCHIVE"
  article d d "Storm" "The fourth."
  article e e "Storm" "The fifth."
  searcher --saved storms --new >/dev/null
  index "$in"
  expect "$(given)" "b c d e"
}

@test "an archive that was put back and indexed as often as before loses nothing either" {
  lost_behind_a_backup
  cp -r "$BATS_TEST_TMPDIR/backup" "$NEWS_ARCHIVE"
  rm "$in/b.jsonl"
  article c c "Storm" "The third."
  index "$in" # run 2, as the one that was lost
  run -0 --separate-stderr searcher --saved storms --new -f ids
  expect "$(sort <<<"$output" | paste -sd ' ')" "a c"
  [[ $stderr == *"was put back to an earlier state: all of it counts as new"* ]]
  expect "$(given)" ""
  # More often than before, and with articles changed in place.
  rm -r "$NEWS_ARCHIVE"
  cp -r "$BATS_TEST_TMPDIR/backup" "$NEWS_ARCHIVE"
  article a a "Storm" "The first, told better."
  index "$in"
  article d d "Storm" "The fourth."
  index "$in"
  expect "$(given)" "a c d"
  index --compact
  article e e "Storm" "The fifth."
  index "$in"
  expect "$(given)" e
}

@test "marks of old, without ids of runs, go on" {
  article a a "Storm" "The first."
  index "$in"
  expect "$(given)" a
  jq -c 'del(.run)' "$marks" >"$marks.old"
  mv "$marks.old" "$marks"
  article b b "Storm" "The second."
  index "$in"
  expect "$(given)" b
}

@test "an edited query goes on from its mark, and says so" {
  article a a "Storm and ice" "The first."
  index "$in"
  expect "$(given)" a
  searcher --quiet --save storms 'storm OR ice'
  article b b "Ice" "The second."
  index "$in"
  run -0 --separate-stderr searcher --saved storms --new -f ids
  expect "$output" b
  [[ $stderr == *"the query was edited since it ran last with --new"* ]]
  run -1 --separate-stderr searcher --saved storms --new -f ids
  expect "$stderr" "nothing new"
}

@test "a query that is deleted takes its mark with it" {
  article a a "Storm" "The first."
  index "$in"
  expect "$(given)" a
  searcher --quiet --delete-saved storms
  searcher --quiet --save storms storm
  expect "$(given)" a
}

@test "a query that can't be deleted keeps its mark" {
  article a a "Storm" "The first."
  index "$in"
  expect "$(given)" a
  mkdir "$XDG_CONFIG_HOME/news-archive/saved.ini.new" # in the way of the file that is to replace it
  run -2 searcher --delete-saved storms
  expect "$(given)" ""
  rmdir "$XDG_CONFIG_HOME/news-archive/saved.ini.new"
  # Nor is it deleted where its mark can't be.
  cp "$marks" "$marks.good"
  echo '{' >>"$marks"
  run -2 searcher --delete-saved storms
  mv "$marks.good" "$marks"
  expect "$(searcher --list-saved)" $'storms\tstorm\t'
  expect "$(given)" ""
}

@test "runs of one alert at once, while the archive grows, lose nothing" {
  article 0 0 "Storm" "The first."
  index "$in"
  (
    for n in $(seq 12); do
      article "$n" "$n" "Storm" "Number $n."
      index "$in"
    done
    touch "$BATS_TEST_TMPDIR/done"
  ) &
  for alert in 1 2 3; do
    while [ ! -e "$BATS_TEST_TMPDIR/done" ]; do
      searcher --quiet --saved storms --new -f ids >>"$BATS_TEST_TMPDIR/given.$alert" || [ $? -eq 1 ]
    done &
  done
  wait
  given >>"$BATS_TEST_TMPDIR/given.1"
  expect "$(cat "$BATS_TEST_TMPDIR"/given.* | tr ' ' '\n' | sed '/^$/d' | sort -nu | paste -sd ' ')" "$(seq 0 12 | paste -sd ' ')"
}

@test "where nothing is new nothing is printed, so that cron sends no mail" {
  article a a "Storm" "The first."
  index "$in"
  searcher --quiet --save ice ice
  run -0 searcher --quiet --saved '*' --new --snippets 0
  expect "$output" "[storms]

1. Storm
   2024-03-29 · Courier · a"
  run -1 searcher --quiet --saved '*' --new
  expect "$output" ""
  expect "$(searcher -f json --saved '*' --new | jq -c '[.type, .saved, .total.value]' || true)" \
    $'["summary","storms",0]\n["summary","ice",0]'
}

@test "what makes no sense is said" {
  run -2 searcher --new storm
  [[ $output == *"--new is for saved queries"* ]]
  run -2 searcher --saved storms --dry-run
  run -2 searcher --saved storms --new-from now
  run -2 searcher --saved storms --new harbour
  [[ $output == *"words beside --new would hide what is new"* ]]
  article a a "Storm" "The first."
  index "$in"
  given
  echo '{' >>"$marks"
  run -2 searcher --saved storms --new
  [[ $output == *"$marks:2: this is no mark of an alert"* ]]
}
