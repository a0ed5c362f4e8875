#!/usr/bin/env bats
# The output formats of news-searcher, and how it behaves in pipes.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() { export TZ=UTC; unset NO_COLOR; }

validate() { "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json"; }

# csv COMMAND...: a table as JSON Lines, read by another program than ours.
csv() { "$@" | /usr/bin/python3 -c 'import csv, json, sys
sys.stdin.reconfigure(newline="", encoding="utf-8")
for row in csv.DictReader(sys.stdin, strict=True): print(json.dumps(row, ensure_ascii=False))'; }

# hostile_archive: an archive of one article that means harm, at $hostile.
hostile_archive() {
  hostile=$BATS_TEST_TMPDIR/hostile
  mkdir -p "$BATS_TEST_TMPDIR/in"
  jq -cn '{id: "a b%c", title: "=HYPERLINK(\"http://example.org\",\"strike\")", body: "A \"strike\", he said.\nAnd more.\n\nThe end.",
    byline: "@marten", section: "-x", url: "https://example.org/a,b", source: "Courier", language: "en"}' >"$BATS_TEST_TMPDIR/in/one.jsonl"
  indexer --quiet -a "$hostile" "$BATS_TEST_TMPDIR/in"
}

@test "json: every record is as the published schema says" {
  for query in strike 'title:strike' '"acting mayor"' 'lang:de' 'date:2024' 'zzyzx'; do
    searcher -f json --all --quiet "$query" || [ $? -eq 1 ]
    searcher -f json --snippets 0 --quiet "$query" || [ $? -eq 1 ]
  done >"$BATS_TEST_TMPDIR/lines"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/lines")" -gt 100 ]
  run -0 validate <"$BATS_TEST_TMPDIR/lines"
  # The judge can say no.
  run -1 validate < <(sed '1s/"rank"/"place"/' "$BATS_TEST_TMPDIR/lines")
  run -1 validate < <(sed '1s/"rank":1/"rank":1,"more":1/' "$BATS_TEST_TMPDIR/lines")
  run -1 validate < <(sed '1s/"score":[0-9.e-]*/"score":"high"/' "$BATS_TEST_TMPDIR/lines")
}

@test "json: no key of this version has gone or changed" {
  version=$(jq '."$defs".summary.properties.schema.const' "$NEWS_SOURCE/docs/output.schema.json")
  expect "$(searcher -f json --quiet strike | tail -n 1 | jq .schema)" "$version"
  "$NEWS_SOURCE/tests/cli/validate-output" --keys "$NEWS_SOURCE/docs/output.schema.json" | sort >"$BATS_TEST_TMPDIR/now"
  grep -v '^#' "$NEWS_SOURCE/tests/cli/output-schema-$version.keys" | sort >"$BATS_TEST_TMPDIR/promised"
  [ -s "$BATS_TEST_TMPDIR/promised" ]
  expect "$(comm -23 "$BATS_TEST_TMPDIR/promised" "$BATS_TEST_TMPDIR/now")" ""
}

@test "csv: the rows are the hits of json" {
  [ "$(csv searcher -f csv -n 100 --quiet strike | wc -l)" -gt 20 ]
  expect "$(csv searcher -f csv -n 100 --quiet strike | jq -c '[.rank, .score, .id, .title, .published, .source]')" \
    "$(searcher -f json -n 100 --quiet strike | jq -c 'select(.type == "hit") | [(.rank | tostring), (.score | tostring), .id, .title, .published // "", .source]')"
  expect "$(searcher -f csv --all --quiet strike)" "$(searcher -f csv -n 100 --quiet strike)"
}

@test "csv: all columns agree with the articles" {
  columns=$(sed -n '/^| column | of `csv` |/,/^$/s/^| `\([a-z_]*\)`.*/\1/p' "$NEWS_SOURCE/docs/output.md" | paste -sd ,)
  run -2 searcher -f csv --columns zzyzx strike
  expect "columns are $(tr , ' ' <<<"$columns")" "$(grep -o 'columns are .*' <<<"$output")" # documented in this order
  columns=${columns%,copies,copy_sources} # groups.bats has these
  csv searcher -f csv --all --quiet --columns "$columns" 'strike OR storm OR ice' >"$BATS_TEST_TMPDIR/rows"
  { indexer --dump --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ]; } >"$BATS_TEST_TMPDIR/dump"
  # Every column of every row, but what is of the search (rank, score, snippet, words) or of several places.
  jq -nr --slurpfile rows "$BATS_TEST_TMPDIR/rows" --slurpfile dump "$BATS_TEST_TMPDIR/dump" '
    def text: if type == "array" then join("; ") elif . == null then "" else tostring end;
    def shown: if test("^\u0027*[-=+@].") then "\u0027" + . else . end;
    ($dump | group_by(.id) | map({(.[0].id): .}) | add) as $articles | $rows[] | . as $row
    | select([$articles[.id][] | select(
        all(("title", "published", "source", "deck", "byline", "dateline", "agency", "section", "topics", "language", "url",
             "updated", "version", "edition", "page", "body", "format") as $key | $row[$key] == (.[$key] | text | if $key == "published" or $key == "updated" then . else shown end); .)
        and .provenance.path == $row.path and .provenance.member == $row.member
        and (.provenance.offset | tostring) == $row.offset and (.provenance.length | tostring) == $row.length)] == [])
    | .id' >"$BATS_TEST_TMPDIR/wrong"
  expect "$(cat "$BATS_TEST_TMPDIR/wrong")" ""
  [ "$(wc -l <"$BATS_TEST_TMPDIR/rows")" -gt 30 ]
  expect "$(jq -r 'select(.words == "") | .id' "$BATS_TEST_TMPDIR/rows")" ""
  expect "$(jq -r .snippet "$BATS_TEST_TMPDIR/rows" | grep -ciE 'strik|storm|ice')" "$(searcher -c --quiet 'strike OR storm OR ice')"
}

@test "csv: what an article holds is a cell, and no formula" {
  hostile_archive
  # Behind the header: quoted as RFC 4180 says, lines end with CR LF, inside a cell they are as they are.
  expect "$(searcher -a "$hostile" --quiet -f csv --columns id,title,byline,section,url,body strike | od -An -c | tr -d ' \n')" \
    "$(printf 'id,title,byline,section,url,body\r\na b%%c,"%s","%s",%s,"https://example.org/a,b","A ""strike"", he said.\nAnd more.\n\nThe end."\r\n' \
      "'=HYPERLINK(\"\"http://example.org\"\",\"\"strike\"\")" "'@marten" "'-x" | sed "s/\"'@marten\"/'@marten/" | od -An -c | tr -d ' \n')"
}

@test "csv: columns that make no sense are errors" {
  run -2 searcher -f csv --columns title,titel strike
  [[ $output == *"there is no column 'titel'"*"columns are rank score id "* ]]
  run -2 searcher -f csv --columns title,title strike
  run -2 searcher -f csv --columns '' strike
  run -2 searcher --columns title strike
  [[ $output == *"--columns is for CSV alone"* ]]
  run -2 searcher -f csv --columns title -c strike
}

@test "trec: a run whose scores fall with the ranks" {
  searcher -f trec --quiet 'strike OR the' >"$BATS_TEST_TMPDIR/run"
  expect "$(awk '{print $4, $3}' "$BATS_TEST_TMPDIR/run")" \
    "$(searcher -f json -n 1000 --quiet 'strike OR the' | jq -r 'select(.type == "hit") | "\(.rank) \(.id | gsub("%"; "%25") | gsub(" "; "%20"))"')"
  for options in '--sort newest' '--sort oldest --offset 3' '--all'; do
    echo
    # shellcheck disable=SC2086
    searcher -f trec --quiet $options 'strike OR the OR lang:de'
  done >>"$BATS_TEST_TMPDIR/run"
  run -0 awk 'NF == 0 {last = ""; next} NF != 6 || $1 != 1 || $2 != "Q0" || (last != "" && $5 >= last) {print "wrong: " $0; exit 1} {last = $5 + 0}' "$BATS_TEST_TMPDIR/run"
}

@test "trec: a blank in an id and a percent sign are escaped" {
  hostile_archive
  expect "$(searcher -a "$hostile" -f trec --quiet strike | cut -d ' ' -f 1-4)" "1 Q0 a%20b%25c 1"
}

@test "trec: a thousand hits unless asked otherwise" {
  jq -cn 'range(1005) | {id: "a\(.)", title: "", body: "strike", language: "en"}' >"$BATS_TEST_TMPDIR/many.jsonl"
  indexer --quiet -a "$BATS_TEST_TMPDIR/many" "$BATS_TEST_TMPDIR/many.jsonl"
  expect "$(searcher -a "$BATS_TEST_TMPDIR/many" -f trec --quiet strike | wc -l)" 1000
  expect "$(searcher -a "$BATS_TEST_TMPDIR/many" -f trec -n 7 --quiet strike | wc -l)" 7
  expect "$(searcher -a "$BATS_TEST_TMPDIR/many" -f trec --all --quiet strike | wc -l)" 1005
  expect "$(searcher -a "$BATS_TEST_TMPDIR/many" -f ids --quiet strike | wc -l)" 10
}

@test "ids: one a line, or ended by NUL" {
  expected=$(searcher -f json --all --quiet strike | jq -r 'select(.type == "hit").id')
  expect "$(searcher -f ids --all --quiet strike)" "$expected"
  expect "$(searcher -f ids --all -0 --quiet strike | tr '\0' '\n')" "$expected"
  expect "$(searcher -f ids -n 3 -0 --quiet strike | tr -cd '\0' | wc -c)" 3
  run -2 searcher -0 strike
  [[ $output == *"-0 is for ids alone"* ]]
}

@test "--count is the number in every format, --explain is for people" {
  for format in terminal json csv trec ids; do
    expect "$(searcher -c -f $format --quiet strike)" 27
  done
  for format in json csv trec ids; do
    run -2 searcher --explain -f $format strike
  done
  run -2 searcher -f html strike
}

@test "nothing found: no hits, exit status 1" {
  for format in terminal trec ids; do
    run -1 --separate-stderr searcher -f $format --quiet zzyzx
    expect "$output" ""
  done
  run -1 --separate-stderr searcher -f csv --quiet zzyzx
  expect "$output" $'rank,score,id,title,published,source\r'
  run -1 --separate-stderr searcher -f json --quiet zzyzx
  expect "$(jq -c .total <<<"$output")" '{"value":0,"exact":true}'
}

@test "an error leaves stdout empty in every format" {
  for format in terminal json csv trec ids; do
    run -2 --separate-stderr searcher -f $format 'titel:x'
    expect "$output" ""
    [[ $stderr == *"did you mean title:?"* ]]
  done
}

@test "totals and notes are on stderr, and --quiet silences them" {
  for format in terminal csv trec ids; do
    run -0 --separate-stderr searcher -f $format -n 3 'strike OR mayor harbour'
    [[ $stderr == *"note: read as "*" articles, 1-3 shown"* ]]
    run -0 --separate-stderr searcher -f $format -n 3 --quiet 'strike OR mayor harbour'
    expect "$stderr" ""
  done
  run -1 --separate-stderr searcher --quiet 'harbuor zzyzx'
  expect "$stderr" ""
}

@test "a reader that has enough is no error in any format" {
  jq -cn 'range(20000) | {id: "a long enough id to fill a pipe \(.)", title: "strike \(.)", body: "strike", language: "en"}' >"$BATS_TEST_TMPDIR/many.jsonl"
  indexer --quiet -a "$BATS_TEST_TMPDIR/many" "$BATS_TEST_TMPDIR/many.jsonl"
  for format in terminal json csv trec ids; do
    statuses=$(bash -c '"$NEWS_SEARCHER" -a "$0" -f "$1" --all strike 2>"$2" | head -n 1 >/dev/null; echo "${PIPESTATUS[@]}"' \
      "$BATS_TEST_TMPDIR/many" $format "$BATS_TEST_TMPDIR/stderr")
    expect "$format $statuses" "$format 0 0"
    expect "$(cat "$BATS_TEST_TMPDIR/stderr")" ""
  done
}

@test "output that can't be written is an error in every format" {
  for format in terminal json csv trec ids; do
    run -2 bash -c '"$NEWS_SEARCHER" --all -f "$0" strike >/dev/full' $format
    [[ $output == *"can't write the output: No space left on device"* ]]
  done
  run -2 bash -c '"$NEWS_SEARCHER" -c strike >/dev/full'
  run -2 bash -c '"$NEWS_SEARCHER" --explain strike >/dev/full'
}

# on_terminal COMMAND: what it writes on a terminal, stderr left out.
on_terminal() { script -qec "$1 2>/dev/null" /dev/null </dev/null; }

@test "colours are for terminals, unless NO_COLOR is set or --color says otherwise" {
  [[ $(on_terminal "$NEWS_SEARCHER strike") == *$'\e[1;31m'* ]]
  [[ $(NO_COLOR=1 on_terminal "$NEWS_SEARCHER strike") != *$'\e'* ]]
  [[ $(on_terminal "$NEWS_SEARCHER --color never strike") != *$'\e'* ]]
  [[ $(searcher strike 2>/dev/null) != *$'\e'* ]]
  [[ $(NO_COLOR=1 searcher --color always strike 2>/dev/null) == *$'\e[1;31m'* ]]
  for format in json csv trec ids; do
    [[ $(on_terminal "$NEWS_SEARCHER --color always -f $format strike") != *$'\e'* ]]
  done
}

@test "--color always writes nothing but colours, which less -R shows" {
  searcher --color always --all strike 2>/dev/null >"$BATS_TEST_TMPDIR/colours"
  expect "$(sed $'s/\e\\[[0-9;]*m//g' "$BATS_TEST_TMPDIR/colours" | grep -c $'\e')" 0
  expect "$(sed $'s/\e\\[1;31m\\([^\e]*\\)\e\\[0m/*\\1*/g; s/\e\\[[0-9;]*m//g' "$BATS_TEST_TMPDIR/colours")" "$(searcher --all --quiet strike)"
}

@test "SIGINT ends a search at once, though nobody reads what it writes" {
  jq -cn 'range(5000) | {id: "a long enough id to fill a pipe \(.)", title: "strike \(.)", body: "strike", language: "en"}' >"$BATS_TEST_TMPDIR/many.jsonl"
  indexer --quiet -a "$BATS_TEST_TMPDIR/many" "$BATS_TEST_TMPDIR/many.jsonl"
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  exec 8<>"$BATS_TEST_TMPDIR/pipe" # holds it open, and does not read
  run -130 timeout --preserve-status -k 20 -s INT 0.5 bash -c 'exec "$NEWS_SEARCHER" -a "$0" --all -f json strike >&8' "$BATS_TEST_TMPDIR/many"
  exec 8>&-
}
