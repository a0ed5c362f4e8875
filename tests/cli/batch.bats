#!/usr/bin/env bats
# Many queries in one process: news-searcher --batch.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() {
  export TZ=UTC
  unset NO_COLOR
  cd "$BATS_TEST_TMPDIR"
  in=$BATS_TEST_TMPDIR/in
  mkdir "$in"
}

batch() { searcher --quiet --batch "$@"; }

# queries N: that many different ones, light and heavy by turns.
queries() {
  local words=(strike mayor harbour ice storm treaty fund court port fire) i
  for ((i = 0; i < $1; i++)); do
    printf 'q%d\t%s OR %s%s\n' $i "${words[i % 10]}" "${words[i / 10 % 10]}" "$( ((i % 7)) || echo ' OR the OR ha*r OR co*')"
  done
}

@test "each query gives what it gives alone, in the order of the input" {
  queries 60 >queries.tsv
  for options in '-f ids --all' '-f csv --columns id,title,snippet' '-f trec -n 20 --sort newest' '-f json -n 3 --snippets 1'; do
    # shellcheck disable=SC2086
    while IFS=$'\t' read -r id query; do
      searcher --quiet $options "$query" | case $options in
        *ids*) cat ;;
        *csv*) sed "1d; s/^/$id,/" | sed "/^$id,\$/d" ;;
        *trec*) sed "s/^1 /$id /" ;;
        *) jq -c --arg id "$id" '{query_id: $id} + . | del(.elapsed_ms)' ;;
      esac || true
    done <queries.tsv >alone
    # shellcheck disable=SC2086
    batch queries.tsv $options >together
    case $options in
      *csv*) sed -i '1{s/^query_id,id,title,snippet\r$//;/^$/d}' together ;;
      *json*) jq -c 'del(.elapsed_ms) | {query_id} + .' together >sorted && mv sorted together ;;
    esac
    [ "$(wc -l <alone)" -gt 60 ]
    cmp alone together
  done
}

@test "the order is the same however the threads run" {
  queries 300 >queries.tsv
  batch queries.tsv -f trec -n 50 >first
  for _ in 1 2 3; do batch queries.tsv -f trec -n 50 | cmp - first; done
}

@test "a result that is larger than what is held comes whole and in its place" {
  jq -cn 'range(30000) | {id: "a rather long id, so that much is written: \(.)", title: "strike \(.)", body: "strike", language: "en"}' >many.jsonl
  indexer --quiet -a many many.jsonl
  printf '1\tnothing\n2\tstrike\n3\tstrike AND 7\n4\tstrike\n5\tnothing\n' >queries.tsv
  batch queries.tsv -a many -f trec --all >run
  expect "$(cut -d ' ' -f 1 run | uniq -c | tr -s ' ' | paste -sd ,)" " 30000 2, 1 3, 30000 4"
}

@test "a query that fails is said in its place, and the others go on" {
  printf '1\tstrike\n2\tstrike titel:x\nno tab\n4\tzzyzx\n5\tmayor\n' >queries.tsv
  run -2 --separate-stderr batch queries.tsv -f ids -n 1
  expect "$(wc -l <<<"$output")" 2
  expect "$stderr" "news-searcher: queries.tsv:2: query 2: there is no field 'titel'
  strike titel:x
         ^^^^^^
  did you mean title:?
news-searcher: queries.tsv:3: there is no tab between the query's id and the query
  such as 301<TAB>strike"
  run -2 --separate-stderr batch - -f json -n 1 <queries.tsv
  expect "$stderr" ""
  expect "$(jq -c '[.type, .query_id, .line, .message, .total.value == 0]' <<<"$output")" \
    '["hit","1",null,null,false]
["summary","1",null,null,false]
["error","2",2,"there is no field '"'titel'"'",false]
["error",null,3,"there is no tab between the query'"'"'s id and the query",false]
["summary","4",null,null,true]
["hit","5",null,null,false]
["summary","5",null,null,false]'
}

@test "json: every record is as the published schema says, and names its query" {
  printf '1\tstrike\n2\tstrike titel:x\nno tab\n4\tzzyzx\n5\tmayor\n' >queries.tsv
  run -2 --separate-stderr batch queries.tsv -f json
  "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json" <<<"$output"
  expect "$(jq -c 'select(has("query_id") | not)' <<<"$output")" ""
}

@test "exit status: 2 if a query failed, else 0 if one found something, else 1" {
  printf '1\tzzyzx\n2\tstrike\n' >found.tsv
  printf '1\tzzyzx\n2\tzzyzy\n' >nothing.tsv
  printf '1\tstrike\n2\t(strike\n' >failed.tsv
  run -0 batch found.tsv
  run -1 batch nothing.tsv
  run -2 batch failed.tsv
  run -1 batch - </dev/null
  run -2 batch none.tsv
  [[ $output == *"can't read none.tsv: No such file or directory"* ]]
  run -2 batch found.tsv strike
  [[ $output == *"--batch and a query contradict each other"* ]]
  run -2 batch found.tsv -a none -f json # no query would do better: said once
  expect "$(grep -c 'there is no archive' <<<"$output")" 1
  run -2 batch found.tsv --sort up
}

@test "json lines state options of their own over those of the command line" {
  cat >queries.jsonl <<'END'
{"id": "all", "query": "strike", "all": true}
{"id": "two", "query": "strike", "limit": 2}
{"id": 3, "query": "strike"}
{"id": "newest", "query": "strike", "sort": "newest", "offset": 1}
{"id": "any", "query": "harbour strike fund", "any": true, "limit": 1000}
END
  ids() { batch queries.jsonl -f trec -n 5 | awk -v id="$1" '$1 == id {print $3}'; }
  alone() { searcher --quiet -f trec "$@" | awk '{print $3}'; }
  expect "$(ids all)" "$(alone --all strike)"
  expect "$(ids two)" "$(alone -n 2 strike)"
  expect "$(ids 3)" "$(alone -n 5 strike)"
  expect "$(ids newest)" "$(alone -n 5 --offset 1 --sort newest strike)"
  expect "$(ids any)" "$(alone -n 1000 --any 'harbour strike fund')"
}

@test "json lines search archives of their own" {
  article one a1 "A strike" "of one"
  indexer --quiet -a one "$in"
  printf '{"id":1,"query":"strike","archive":"one"}\n{"id":2,"query":"strike","archive":["one","one/."]}\n{"id":3,"query":"strike","archive":"none"}\n' >queries.jsonl
  run -2 --separate-stderr batch queries.jsonl -a none-either -f ids
  expect "$output" $'a1\na1'
  [[ $stderr == *"queries.jsonl:3: query 3: there is no archive in none"* ]]
}

@test "options that a query can't state are said, with the line" {
  printf '{"id":1,"query":"strike","limt":3}\n{"id":2,"query":"strike","format":"json"}\n{"id":3,"query":"strike","quiet":true}\n{"id":4,"query":"strike","sort":"up"}\n{"id":5,"query":"strike","all":true,"limit":3}\n' >queries.jsonl
  run -2 --separate-stderr batch queries.jsonl -f ids
  expect "$output" ""
  expect "$stderr" "news-searcher: queries.jsonl:1: query 1: there is no option 'limt'
  did you mean limit?
news-searcher: queries.jsonl:2: query 2: format is for the whole batch, not for one query
  say it on the command line: --format
news-searcher: queries.jsonl:3: query 3: quiet is not about a query
  the configuration can hold it
news-searcher: queries.jsonl:4: query 4: sort is one of relevance, newest, oldest, not 'up'
news-searcher: queries.jsonl:5: query 5: limit and all contradict each other
  leave one of them out"
}

@test "topics of TREC are plain text: any of it can be read, and nothing is an operator" {
  cat >topics <<'END'
<top>
<num> Number: 301
<title> HARBOUR AND STRIKE: "is it (open?
<desc> Description:
What about the fund?
</top>
<top>
<num>302</num><title>
NOT strike &amp; title:mayor
</title>
</top>
END
  run -0 --separate-stderr batch topics --any -f trec
  expect "$(cut -d ' ' -f 1 <<<"$output" | sort | uniq | paste -sd ' ')" "301 302"
  expect "$(awk '$1 == 301 {print $3}' <<<"$output")" "$(searcher --quiet -f trec --any 'harbour and strike is it open' | awk '{print $3}')"
  expect "$(awk '$1 == 302 {print $3}' <<<"$output")" "$(searcher --quiet -f trec --any 'not strike title mayor' | awk '{print $3}')"
  expect "$(batch topics --any -f trec --topic-parts desc | awk '$1 == 301 {print $3}')" "$(searcher --quiet -f trec --any 'what about the fund' | awk '{print $3}')"
  run -2 batch topics --topic-parts titel
}

@test "a run of TREC has each topic once" {
  printf '1\tstrike\n01\tice\n1\tmayor\n' >queries.tsv
  run -2 --separate-stderr batch queries.tsv -f trec -n 1
  expect "$(cut -d ' ' -f 1 <<<"$output" | paste -sd ' ')" "1 01"
  expect "$stderr" "news-searcher: queries.tsv:3: query 1: another query before has this id, and a run of TREC tells them by it"
  expect "$(batch queries.tsv -f ids -n 1 | wc -l)" 3
}

@test "--count and --explain of a batch name the query" {
  printf '1\tstrike\n2\tstrike harbour\n3\tzzyzx\n' >queries.tsv
  both=$(searcher -c 'strike harbour')
  expect "$(batch queries.tsv -c)" $'1\t27\n2\t'"$both"$'\n3\t0'
  expect "$(batch queries.tsv -c -f csv)" $'query_id,count\r\n1,27\r\n2,'"$both"$'\r\n3,0\r'
  expect "$(batch queries.tsv -c -f json | jq -c '[.type, .query_id, .total]')" \
    '["summary","1",{"value":27,"exact":true}]
["summary","2",{"value":'"$both"',"exact":true}]
["summary","3",{"value":0,"exact":true}]'
  run -0 --separate-stderr batch queries.tsv --explain
  [[ $output == "[1] strike"*"tree     strike"*"[2] strike harbour"*"tree     (AND strike harbour)"*"[3] zzyzx"* ]]
}

@test "for people: a heading for each query, notes that name it, one last line" {
  printf '1\tstrike OR mayor harbour\n2\tzzyzx\n' >queries.tsv
  run -0 --separate-stderr searcher --batch queries.tsv -n 1
  [[ $output == "[1] strike OR mayor harbour"$'\n\n'"1. "* ]]
  [[ $stderr == *"query 1: note: read as strike OR (mayor harbour)"*"query 1: "*" articles, 1-1 shown"*"query 2: nothing found"*"2 queries: 1 found something, 1 nothing, 0 failed" ]]
  run -0 --separate-stderr searcher --batch queries.tsv -n 1 --quiet
  expect "$stderr" ""
}

@test "saved queries are parts of a batch's queries" {
  printf '[ports]\nquery = harbour OR port\n' >saved.ini
  expect "$(printf '1\tstrike saved:ports\n' | batch - --saved-file saved.ini -c)" $'1\t'"$(searcher -c 'strike (harbour OR port)')"
}

@test "an answer comes before the next question is asked" {
  coproc SEARCHER { "$NEWS_SEARCHER" --quiet --batch - -f ids -n 1; }
  local process=$SEARCHER_PID # bash forgets it as soon as the process has ended
  for query in strike mayor; do
    printf '1\t%s\n' $query >&"${SEARCHER[1]}"
    IFS= read -r -t 20 id <&"${SEARCHER[0]}"
    expect "$id" "$(searcher --quiet -f ids -n 1 $query)"
  done
  exec {SEARCHER[1]}>&-
  wait "$process"
}

@test "a reader that has enough ends the batch, quietly, though questions would go on" {
  for format in terminal json csv trec ids; do
    statuses=$(bash -c '{ seq -f "%.0f'$'\t''strike OR the" 1000000000 & echo $! >&3; wait; } 3>pid 2>/dev/null |
      "$NEWS_SEARCHER" --quiet --batch - -f "$0" -n 1000 2>stderr | head -n 1 >/dev/null; echo "${PIPESTATUS[@]:1}"' $format)
    expect "$format $statuses" "$format 0 0"
    expect "$(cat stderr)" ""
  done
  # Nor does it wait for a question that may never come.
  run -0 timeout 20 bash -c '{ sleep 100 & echo $! >pid; printf "1\tstrike\n2\tstrike\n"; wait; } | { "$NEWS_SEARCHER" --quiet --batch - -f json --all; echo $? >status; kill "$(cat pid)"; } | true'
  expect "$(cat status)" 0
}

@test "output that can't be written ends the batch with an error" {
  queries 300 >queries.tsv
  run -2 --separate-stderr bash -c '"$NEWS_SEARCHER" --quiet --batch queries.tsv -f json >/dev/full'
  expect "$stderr" "news-searcher: can't write the output: No space left on device"
}

@test "SIGINT ends a batch at once" {
  run -130 timeout --preserve-status -k 20 -s INT 0.5 bash -c 'yes "$(printf "1\tstrike OR the OR co*")" | exec "$NEWS_SEARCHER" --quiet --batch - -f json --all >/dev/null'
  run -130 timeout --preserve-status -k 20 -s INT 0.5 bash -c 'exec "$NEWS_SEARCHER" --quiet --batch - < <(sleep 100)'
}

@test "--new gives what is new since each query ran last" {
  export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  article one a1 "A strike" "in the harbour"
  indexer --quiet -a new "$in"
  printf '{"id":"s","query":"strike"}\n{"id":"i","query":"ice"}\n' >queries.jsonl
  new() { batch queries.jsonl -a new --new -f trec "$@" | awk '{print $1, $3}' | paste -sd ,; }
  expect "$(new --dry-run)" "s a1"
  expect "$(new)" "s a1"
  expect "$(new)" ""
  article two a2 "Ice" "on the strike"
  indexer --quiet -a new "$in"
  expect "$(batch queries.jsonl -a new --new -c | paste -sd ,)" $'s\t1,i\t1' # counts are not hits: what they count is still to be given
  printf '{"id":"s","query":"strike"}\n{"id":"i","query":"(ice"}\n' >queries.jsonl
  expect "$(new)" "s a2"
  printf '{"id":"s","query":"strike"}\n{"id":"i","query":"ice"}\n' >queries.jsonl
  expect "$(new)" "i a2" # it had failed
  expect "$(new)" ""
  article three a3 "Ice again" "and a strike"
  indexer --quiet -a new "$in"
  # What was not written was not given.
  run -2 bash -c '"$NEWS_SEARCHER" --quiet --batch queries.jsonl -a new --new -f json >/dev/full'
  expect "$(new)" "s a3,i a3"
  printf '{"id":"new","query":"strike"}\n' >>queries.jsonl
  expect "$(new --new-from now)" ""
  expect "$(new)" ""
}

@test "--new of a batch needs a file, ids of their own and no limits" {
  export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  run -2 batch - --new <<<$'1\tstrike'
  [[ $output == *"--new takes no queries from standard input"* ]]
  printf '1\tstrike\n1\tice\n' >queries.tsv
  run -2 --separate-stderr batch queries.tsv --new -f ids
  [[ $stderr == *"queries.tsv:2: query 1: another query before has this id, and --new tells them by it" ]]
  printf '{"id":1,"query":"strike","limit":1}\n' >queries.jsonl
  run -2 batch queries.jsonl --new
  [[ $output == *"limit would hide what is new and count it as given"* ]]
  printf '1\tstrike OR fire\n' >queries.tsv
  run -1 --separate-stderr searcher --batch queries.tsv --new -f json
  [[ $stderr == *"query 1: note: the query was edited since it ran last with --new"* ]]
}

@test "--new of a batch tells of first runs, other archives and such that were put back, as alerts do" {
  export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  printf 's\tstrike\ni\tice\n' >queries.tsv
  told() { searcher --batch queries.tsv -a new --new -f ids "$@" 2>&1 >/dev/null | sed -n 's/^query s: note: //p'; }
  article one a1 "A strike" "in the harbour"
  indexer --quiet -a new "$in"
  cp -r new backup
  expect "$(told --dry-run)" "$PWD/new is searched by this alert for the first time: all of it counts as new"
  expect "$(told --new-from now)" "$PWD/new is searched by this alert for the first time: what is in it now counts as given"
  article two a2 "Ice" "on the strike"
  indexer --quiet -a new "$in"
  expect "$(told)" ""
  rm -r new
  mv backup new
  expect "$(told)" "$PWD/new was put back to an earlier state: all of it counts as new"
  rm -r new
  indexer --quiet -a new "$in"
  expect "$(told)" "$PWD/new is another archive than before: all of it counts as new"
}

@test "a closed standard input is an error, not a wait without end" {
  run -2 timeout 20 bash -c '"$NEWS_SEARCHER" --batch - <&-'
  [[ $output == *"standard input"* ]]
}

@test "one query of an archive that can't be looked at does not keep the others" {
  printf '{"id":"a","query":"harbour","archive":"%s"}\n{"id":"b","query":"harbour"}\n' "$(printf 'x%.0s' {1..300})" \
    >"$BATS_TEST_TMPDIR/queries"
  run -2 --separate-stderr searcher --batch "$BATS_TEST_TMPDIR/queries" --count
  [[ $output == *$'b\t'* ]]
  [[ $stderr == *"File name too long"* ]]
}
