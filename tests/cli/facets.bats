#!/usr/bin/env bats
# --by: how many of the articles that match state which value of a field.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() { export TZ=UTC; unset NO_COLOR; }

fields='day week month year source section author topic language'

# counted FIELD QUERY...: counts made of the table of all hits, by another program than ours; value and count, in order.
counted() {
  searcher --quiet -f csv --all --columns published,source,section,byline,topics,language "${@:2}" |
    /usr/bin/python3 -c 'import collections, csv, datetime, re, sys
by = sys.argv[1]
sys.stdin.reconfigure(newline="", encoding="utf-8")
def values(row):
    date = row["published"][:10]
    if by == "week" and len(date) == 10:
        year, week, _ = datetime.date.fromisoformat(date).isocalendar()
        return [f"{year:04}-w{week:02}"]
    if by in ("day", "week", "month", "year"):
        return [date[:{"year": 4, "month": 7}.get(by, 10)]]
    cell = row[{"author": "byline", "topic": "topics"}.get(by, by)]
    return {value.casefold() for value in cell.split("; ")} if by in ("author", "topic") else [cell.casefold()]
counts = collections.Counter(value for row in csv.DictReader(sys.stdin) for value in values(row))
for value, count in sorted(counts.items()): print(value, count, sep="\t")' "$1"
}

# facets FIELD QUERY...: the same as --by gives it.
facets() {
  searcher --quiet -f json --all --by "$@" |
    /usr/bin/python3 -c 'import json, sys
lines = [json.loads(line) for line in sys.stdin]
for value, count in sorted(((line["value"] or "").casefold(), line["count"]) for line in lines if line["type"] == "facet"):
    print(value, count, sep="\t")'
}

@test "counts by every field are those of the hits" {
  for query in strike 'words:>=0' 'harbour W/5 strike' 'title:ice OR (storm -arctic)'; do
    for field in $fields; do
      facets "$field" "$query" >"$BATS_TEST_TMPDIR/facets"
      [ -s "$BATS_TEST_TMPDIR/facets" ]
      counted "$field" "$query" | diff - "$BATS_TEST_TMPDIR/facets"
    done
  done
}

@test "json is as the published schema says, and ends with the total" {
  for field in $fields; do searcher --quiet -f json --by "$field" 'words:>=0'; done >"$BATS_TEST_TMPDIR/lines"
  run -1 searcher --quiet -f json --by month zzyzx
  expect "$(jq -c '[.type, .total.value, .values]' <<<"$output")" '["summary",0,0]'
  "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json" <"$BATS_TEST_TMPDIR/lines"
  expect "$(searcher --quiet -f json --by source strike | jq 'select(.type == "summary") | .total | select(.exact) | .value')" \
    "$(searcher --count strike)"
}

@test "times are all there in their order, of other values the commonest come first" {
  searcher --quiet -f csv --by day 'words:>=0' | tr -d '\r' | tail -n +2 | cut -d , -f 1 | grep . >"$BATS_TEST_TMPDIR/days"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/days")" -gt 20 ]
  sort -c "$BATS_TEST_TMPDIR/days"
  expect "$(searcher --quiet -f csv --by day -n 3 'words:>=0' | tr -d '\r')" \
    "$(searcher --quiet -f csv --by day 'words:>=0' | tr -d '\r' | head -n 4)"
  run -0 --separate-stderr searcher -f csv --by source 'words:>=0'
  expect "$(wc -l <<<"$output")" 11
  tail -n +2 <<<"$output" | tr -d '\r' | sed 's/.*,//' | sort -c -n -r
  [[ $stderr =~ "articles, values 1-10 of "[0-9]+" shown" ]]
  run -0 --separate-stderr searcher -f csv --by source --all 'words:>=0'
  [ "$(wc -l <<<"$output")" -gt 12 ]
  expect "$(searcher --quiet -f csv --by source -n 2 --offset 1 'words:>=0' | tail -n +2)" "$(sed -n 3,4p <<<"$output")"
}

@test "a configured limit is for hits and for values, and cuts no chart" {
  export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
  days=$(searcher --quiet -f csv --by day 'words:>=0')
  mkdir -p "$XDG_CONFIG_HOME/news-archive"
  printf '[search]\nlimit = 2\n' >"$XDG_CONFIG_HOME/news-archive/config"
  expect "$(searcher --quiet -f csv --by day 'words:>=0')" "$days"
  expect "$(searcher --quiet -f csv --by source 'words:>=0' | wc -l)" 3
}

@test "on the terminal times are a chart" {
  run -0 --separate-stderr searcher --by year 'strike date:2024..2025'
  [[ $output =~ ^\ +[0-9]+\ \ 2024\ \ █+ ]]
  [[ $stderr =~ ^[0-9]+" articles"$ ]]
  run -1 --separate-stderr searcher --by year zzyzx
  expect "$output" ""
  expect "$stderr" "nothing found"
}

@test "--by is for counts: other results and formats of hits contradict it" {
  run -2 searcher --by month --count strike
  run -2 searcher --by month --explain strike
  run -2 searcher --by month --columns id -f csv strike
  run -2 searcher --by fortnight strike
  [[ $output == *"day, week, month, year"* ]]
  for format in ids trec; do
    run -2 searcher --by month -f "$format" strike
    [[ $output == *"--by gives counts, and --format $format is for hits"* ]]
  done
}

@test "a saved query and a batch count by a field, too" {
  export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  searcher --quiet --save years --by year strike
  expect "$(searcher --quiet --saved years)" "$(searcher --quiet --by year strike)"
  searcher --quiet -f json --saved years >"$BATS_TEST_TMPDIR/lines"
  "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json" <"$BATS_TEST_TMPDIR/lines"
  expect "$(jq -r .saved "$BATS_TEST_TMPDIR/lines" | sort -u)" years
  # Looked at beforehand, it is still to be given; as the query's own result it is given once.
  expect "$(searcher --quiet --saved years --new --by month | wc -l)" "$(searcher --quiet --by month strike | wc -l)"
  expect "$(searcher --quiet --saved years --new)" "$(searcher --quiet --by year strike)"
  run -1 --separate-stderr searcher --saved years --new
  expect "$output" ""
  [[ $stderr == *"nothing new"* ]]
  printf '1\tstrike\n2\tzzyzx\n3\tice\n' >"$BATS_TEST_TMPDIR/queries"
  expect "$(searcher --quiet --batch "$BATS_TEST_TMPDIR/queries" -f csv --by year | tr -d '\r')" "query_id,year,count
$(searcher --quiet -f csv --by year strike | tr -d '\r' | sed 1d | sed 's/^/1,/')
$(searcher --quiet -f csv --by year ice | tr -d '\r' | sed 1d | sed 's/^/3,/')"
  echo '{"id":"1","query":"strike","by":"year"}' >"$BATS_TEST_TMPDIR/lines.jsonl"
  run -2 searcher --batch "$BATS_TEST_TMPDIR/lines.jsonl"
  [[ $output == *"by is for the whole batch, not for one query"* ]]
}
