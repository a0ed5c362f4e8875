#!/usr/bin/env bats
# --group-duplicates: one hit a story, with how many copies and where.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() { export TZ=UTC; unset NO_COLOR; }

stories() { searcher --group-duplicates "$@"; }

@test "a hit is the first article of its story in the order asked for, with the publications of its copies" {
  run -0 --separate-stderr stories --snippets 0 --sort newest comet garden
  expect "$output" "1. Comet empties Tellin’s only telescope shop
   2023-10-21 · Meridian Post · MP-2023-1021-33

2. Tellin teacher finds comet
   2023-10-18 · Evening Ledger · EL-2023-10-18-7
   2 copies: Meridian Post, Northlight"
  expect "$stderr" "2 stories in 4 articles, 1-2 shown"
  run -0 stories --snippets 0 --sort oldest -n 1 --color always comet garden
  [[ $output == *"NL-2023-1017-04"*$'\e[2m2 copies: Evening Ledger, Meridian Post\e[0m'*"2 stories in 4 articles, 1-1 shown"* ]]
}

@test "every article that matches is a hit or a copy, once, whatever the query and its order" {
  for query in comet 'words:>=0' 'strike OR ice' '"garden shed"' 'telescope W/9 garden' 'lake ATLEAST2(ice)' lang:de; do
    for sort in relevance newest oldest; do
      stories -f json --all --quiet -s "$sort" "$query" >"$BATS_TEST_TMPDIR/lines"
      expect "$(jq -r 'select(.type == "hit" or .type == "copy") | .id' "$BATS_TEST_TMPDIR/lines" | sort)" \
        "$(searcher -f ids --all --quiet "$query" | sort)"
      # A story's first article comes where it would among all.
      expect "$(jq -r 'select(.type == "hit") | [.id, .score] | @tsv' "$BATS_TEST_TMPDIR/lines")" \
        "$(searcher -f json --all --quiet -s "$sort" "$query" | jq -r 'select(.type == "hit") | [.id, .score] | @tsv' |
          grep -vFf <(jq -r 'select(.type == "copy") | .id + "\t"' "$BATS_TEST_TMPDIR/lines"; echo 'no such id'))"
      expect "$(stories -c -s "$sort" "$query")" "$(jq -s 'map(select(.type == "hit")) | length' "$BATS_TEST_TMPDIR/lines")"
    done
  done
}

@test "json is as the published schema says: a group behind each hit, its copies, and both totals" {
  stories -f json --all --quiet 'words:>=0' >"$BATS_TEST_TMPDIR/lines"
  "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json" <"$BATS_TEST_TMPDIR/lines"
  expect "$(jq -s 'map(select(.type == "group") | .copies) | add' "$BATS_TEST_TMPDIR/lines")" \
    "$(grep -c '"type":"copy"' "$BATS_TEST_TMPDIR/lines")"
  expect "$(jq -s 'map(select(.type == "group") | .sources[].copies) | add' "$BATS_TEST_TMPDIR/lines")" \
    "$(grep -c '"type":"copy"' "$BATS_TEST_TMPDIR/lines")"
  expect "$(jq -c 'select(.type == "summary") | [.total.value, .groups]' "$BATS_TEST_TMPDIR/lines")" \
    "[$(searcher -c 'words:>=0'),{\"value\":$(grep -c '"type":"hit"' "$BATS_TEST_TMPDIR/lines"),\"exact\":true}]"
  # The page on output shows what the programs write.
  stories -f json --quiet -s oldest -n 1 comet garden | grep -v '"type":"hit"\|"summary"' |
    diff - <(grep -e '^{"type":"group"' -e '^{"type":"copy"' "$NEWS_SOURCE/docs/output.md")
  run -1 stories -f json --quiet zzyzx
  expect "$(jq -c '[.type, .total.value, .groups.value]' <<<"$output")" '["summary",0,0]'
}

@test "pages follow one another, with the ranks of all" {
  for offset in 0 3 6 9; do
    stories -f json -n 3 --offset "$offset" --quiet 'comet OR ice' | jq -c 'select(.type != "summary")'
  done | diff - <(stories -f json -n 12 --quiet 'comet OR ice' | jq -c 'select(.type != "summary")')
}

@test "csv has columns for copies; ids and runs of trec have a line a story" {
  expect "$(stories -f csv --quiet -s oldest comet garden | tr -d '\r')" \
    "rank,score,id,title,published,source,copies,copy_sources
1,0,NL-2023-1017-04,Retired teacher finds comet from garden shed,2023-10-17T08:05:00Z,Northlight,2,Evening Ledger; Meridian Post
2,0,MP-2023-1021-33,Comet empties Tellin’s only telescope shop,2023-10-21,Meridian Post,0,"
  expect "$(stories -f csv --columns copies,id --quiet -s oldest comet garden | tr -d '\r' | tail -n +2)" \
    $'2,NL-2023-1017-04\n0,MP-2023-1021-33'
  expect "$(stories -f ids --quiet -s oldest comet garden)" $'NL-2023-1017-04\nMP-2023-1021-33'
  expect "$(stories -f trec --quiet -s oldest comet garden | cut -d ' ' -f 3,4)" $'NL-2023-1017-04 1\nMP-2023-1021-33 2'
}

@test "what makes no sense with it is an error" {
  run -2 stories --by month comet
  [[ $output == *"--group-duplicates and --by contradict each other"* || $output == *"--by and --group-duplicates contradict"* ]]
  run -2 stories --explain comet
  [[ $output == *"contradict each other"* ]]
  run -2 searcher -f csv --columns id,copies comet
  [[ $output == *"copies are columns of --group-duplicates alone"* ]]
}

@test "saved queries, alerts, configurations and batches take it" {
  export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  in=$BATS_TEST_TMPDIR/in archive=$BATS_TEST_TMPDIR/own
  mkdir -p "$in"
  long=$(seq -s ' ' 100 160)
  article one n-1 'Dockers walk out' "The dockers walked out. $long" 2024-05-06
  article two c-1 'Port shut' "The dockers walked out. $long And more." 2024-05-07
  article own c-2 'A word on the dockers' "The dockers have a point." 2024-05-07
  indexer -a "$archive" --quiet "$in"
  searcher -a "$archive" --save docks --group-duplicates --sort oldest --quiet dockers
  grep -q '^group-duplicates' "$XDG_CONFIG_HOME/news-archive/saved.ini"
  expect "$(searcher --saved docks -f ids --quiet)" $'n-1\nc-2'
  expect "$(searcher --saved docks --group-duplicates=false -c)" 3
  expect "$(searcher --saved docks --by source -f csv --quiet | tr -d '\r' | tail -n 1)" Courier,3
  expect "$(searcher --saved docks --new -f ids --quiet)" $'n-1\nc-2'
  # Copies among what is new are one story; a copy of what was seen is new.
  article three m-1 'Walkout' "The dockers walked out. $long" 2024-05-08
  article four m-2 'Walkout again' "The dockers walked out. $long" 2024-05-09
  indexer -a "$archive" --quiet "$in"
  expect "$(searcher --saved docks --new -f csv --columns id,copies --quiet | tr -d '\r' | tail -n +2)" m-1,1
  run -1 searcher --saved docks --new --quiet
  printf '%s\n' '{"id": 1, "query": "dockers", "sort": "oldest"}' '{"id": 2, "query": "point"}' >"$BATS_TEST_TMPDIR/batch"
  batch() { searcher -a "$archive" --batch "$BATS_TEST_TMPDIR/batch" --group-duplicates --quiet "$@"; }
  expect "$(batch -c)" $'1\t2\n2\t1'
  expect "$(batch -f json | jq -c 'select(.type == "group") | [.query_id, .id, .copies]')" \
    $'["1","n-1",3]\n["1","c-2",0]\n["2","c-2",0]'
  expect "$(batch -f csv --columns id,copies | tr -d '\r')" $'query_id,id,copies\n1,n-1,3\n1,c-2,0\n2,c-2,0'
  # It shapes the output: one query of many can't say it.
  printf '%s\n' '{"id": 1, "query": "dockers", "group-duplicates": true}' >"$BATS_TEST_TMPDIR/batch"
  run -2 searcher -a "$archive" --batch "$BATS_TEST_TMPDIR/batch" --by source
  [[ $output == *"group-duplicates is for the whole batch, not for one query"* ]]
  printf '[search]\ngroup-duplicates = true\n' >"$XDG_CONFIG_HOME/news-archive/config"
  expect "$(searcher -a "$archive" -f ids --quiet -s oldest dockers)" $'n-1\nc-2'
}

@test "an archive that another machine serves gives the same stories" {
  serve "$NEWS_ARCHIVE" strike
  status=0
  for query in comet 'words:>=0' '"garden shed"'; do
    expect "$(stories -a "127.0.0.1:$port" -f json --quiet --all "$query" | jq -c 'del(.elapsed_ms)')" \
      "$(stories -f json --quiet --all "$query" | jq -c 'del(.elapsed_ms)')" || status=1
  done
  kill "$server"
  [ "$status" -eq 0 ]
}
