#!/usr/bin/env bats
# news-searcher over the sample corpus, as people and scripts run it.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() { export TZ=UTC; unset NO_COLOR; }

hits() { searcher --format json --limit 1000 "$@" | jq -c 'select(.type == "hit")'; }
total() { searcher --count "$@"; }

# dump: the sample corpus as the reader gives it, for jq to judge by.
dump() { indexer --dump --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ]; }

@test "a phrase is found exactly where the text has it" {
  expected=$(dump | jq -r 'select((.title + "\n" + .deck + "\n" + .body) | test("\\bacting\\s+mayor\\b"; "i")) | .id' | sort)
  expect "$(hits '"acting mayor"' | jq -r .id | sort)" "$expected"
  [ -n "$expected" ]
}

@test "highlights of a phrase are its words and nothing else" {
  [ "$(hits '"harbour strike"' | jq -c '.snippets[].highlights[]' | wc -l)" -gt 0 ]
  hits '"harbour strike"' | jq -c '.snippets[]' | while read -r snippet; do
    text=$(jq -r .text <<<"$snippet")
    jq -r '.highlights[] | "\(.[0]) \(.[1])"' <<<"$snippet" | while read -r begin end; do
      word=$(LC_ALL=C bash -c 'printf %s "${1:$2:$3}"' _ "$text" "$begin" $((end - begin)))
      [[ ${word,,} == harbour || ${word,,} == strike ]] || { echo "lit: $word" >&2; exit 1; }
    done
  done
}

@test "snippets are verbatim pieces of the stored field" {
  dump >"$BATS_TEST_TMPDIR/dump.jsonl"
  hits strike | jq -c '. as $hit | .snippets[] | {id: $hit.id, field, text, offset}' >"$BATS_TEST_TMPDIR/snippets.jsonl"
  jq -n --slurpfile articles "$BATS_TEST_TMPDIR/dump.jsonl" --slurpfile snippets "$BATS_TEST_TMPDIR/snippets.jsonl" '
    ($articles | map({(.id): .}) | add) as $by_id
    | $snippets[] | . as $s | select(($by_id[$s.id][$s.field] | contains($s.text)) | not)' >"$BATS_TEST_TMPDIR/wrong"
  [ ! -s "$BATS_TEST_TMPDIR/wrong" ]
  [ -s "$BATS_TEST_TMPDIR/snippets.jsonl" ]
}

@test "boolean operators" {
  both=$(total 'strike AND harbour')
  either=$(total 'strike OR harbour')
  strike=$(total strike)
  harbour=$(total harbour)
  expect $((strike + harbour)) $((both + either))
  expect "$(total 'strike NOT harbour')" $((strike - both))
  expect "$(total 'strike -harbour')" $((strike - both))
}

@test "fields and dates agree with the articles" {
  expect "$(total 'date:2024')" "$(dump | jq -c 'select(.published // "" | startswith("2024"))' | wc -l)"
  expect "$(total 'date:2024-03')" "$(dump | jq -c 'select(.published // "" | startswith("2024-03"))' | wc -l)"
  expect "$(total 'lang:de')" "$(dump | jq -c 'select(.language == "de")' | wc -l)"
  expect "$(total 'title:strike')" "$(dump | jq -r .title | grep -ciwE 'strikes?|striking')"
}

@test "the order is by date when asked" {
  newest=$(hits --sort newest strike | jq -r '.published // "0"' | paste -sd ' ')
  expect "$newest" "$(tr ' ' '\n' <<<"$newest" | sort -r | paste -sd ' ')"
}

@test "pages follow one another" {
  all=$(hits strike | jq -r .id | paste -sd ' ')
  paged=$(for offset in 0 5 10 15 20 25 30 35; do searcher -f json -n 5 --offset $offset strike | jq -r 'select(.type=="hit").id'; done | paste -sd ' ')
  expect "$paged" "$all"
}

@test "exit status: 0 found, 1 nothing found, 2 an error" {
  run -0 searcher strike
  run -1 searcher zzyzx
  run -1 searcher --count zzyzx
  expect "$output" 0
  run -2 searcher 'titel:strike'
  run -2 searcher -a "$BATS_TEST_TMPDIR/none" strike
  [[ $output == *"there is no archive"* ]]
  run -2 searcher
}

@test "a mistake in a query is shown with a caret and a suggestion" {
  run -2 --separate-stderr searcher 'strike titel:mayor'
  expect "$output" ""
  expect "$stderr" "news-searcher: there is no field 'titel'
  strike titel:mayor
         ^^^^^^
  did you mean title:?"
}

@test "-storm is not taken for an option with a value" {
  run -2 searcher strike -storm
  [[ $output == *"--"* && $output == *"NOT"* ]]
  run -0 searcher -- strike -zzyzx
  run -2 searcher -n5 strike
  run -2 searcher --lim 5 strike
}

@test "colour only when asked for or on a terminal" {
  [[ $(searcher strike 2>/dev/null) != *$'\e'* ]]
  [[ $(searcher --color always strike 2>/dev/null) == *$'\e[1;31m'* ]]
}

@test "results are on stdout, totals and notes on stderr, and --quiet silences them" {
  run -0 --separate-stderr searcher 'strike OR mayor harbour'
  [[ $stderr == *"read as strike OR (mayor harbour)"* && $stderr == *"articles"* && $output != *"read as"* ]]
  run -0 --separate-stderr searcher --quiet 'strike OR mayor harbour'
  expect "$stderr" ""
}

@test "a reader that has enough is no error" {
  set -o pipefail
  searcher --limit 1000 strike 2>/dev/null | head -n 1 >/dev/null
}

@test "output that can't be written is an error" {
  run -2 bash -c '"$NEWS_SEARCHER" --limit 1000 -f json strike >/dev/full'
  [[ $output == *"can't write the output"* ]]
}

@test "JSON has the keys of schema version 1" {
  hit=$(hits strike | head -n 1)
  expect "$(jq -c keys_unsorted <<<"$hit")" '["type","rank","score","id","title","published","source","snippets","provenance"]'
  expect "$(jq -c '.snippets[0] | keys_unsorted' <<<"$hit")" '["field","text","offset","highlights"]'
  expect "$(jq -c '.provenance | keys_unsorted' <<<"$hit")" '["path","member","offset","length"]'
  summary=$(searcher -f json strike | tail -n 1)
  expect "$(jq -c keys_unsorted <<<"$summary")" '["type","query","total","elapsed_ms","schema"]'
  expect "$(jq -c '[.type, .query, .schema]' <<<"$summary")" '["summary","strike",1]'
}

@test "--explain says how a query was read" {
  run -0 --separate-stderr searcher --explain 'strikes OR mayor ice'
  [[ $output == *"tree     (OR strikes (AND mayor ice))"* && $output == *"word     strikes -> Zstrike "* && $output == *"xapian   Query("* ]]
  [[ $output == *"forms: "*"strikes "* && $output == *"time     parse "*" match "*" verify "*" snippet "* ]]
  run -0 --separate-stderr searcher --explain 'mayor W/S resign*'
  [[ $output == *"tree     (W/S mayor resign*)"* && $output == *"word     resign* -> "*"resigned "* ]]
  [[ $output == *"verified (W/S mayor resign*)"*"by position in "*"articles"* ]]
}

@test "proximity lights the words that are near, and no others" {
  hits 'harbour PRE/6 (strike OR walkout)' | jq -c '.snippets[] | select(.highlights != [])' >"$BATS_TEST_TMPDIR/lit"
  [ -s "$BATS_TEST_TMPDIR/lit" ]
  while read -r snippet; do
    text=$(jq -r .text <<<"$snippet")
    jq -r '.highlights[] | "\(.[0]) \(.[1])"' <<<"$snippet" | while read -r begin end; do
      word=$(LC_ALL=C bash -c 'printf %s "${1:$2:$3}"' _ "$text" "$begin" $((end - begin)))
      [[ ${word,,} =~ ^(strike|strikes|striking|walkout|walkouts|harbour|harbours)$ ]]
    done
  done <"$BATS_TEST_TMPDIR/lit"
}

@test "--all gives every hit in the order of the pages, and an exact total" {
  paged=$(for offset in 0 5 10 15 20 25; do searcher -f json -n 5 --offset "$offset" strike 2>/dev/null || true; done |
    jq -r 'select(.type == "hit") | [.rank, .score, .id] | @tsv')
  all=$(searcher -f json --all strike)
  expect "$(jq -r 'select(.type == "hit") | [.rank, .score, .id] | @tsv' <<<"$all")" "$paged"
  expect "$(tail -n 1 <<<"$all" | jq -c .total)" '{"value":27,"exact":true}'
  for sort in newest oldest; do
    expect "$(searcher -f json --all -s $sort strike | jq -r .id)" "$(searcher -f json -n 100 -s $sort strike | jq -r .id)"
  done
  run -2 searcher --all --limit 3 strike
}

@test "estimates are marked" {
  expect "$(searcher -f json -n 1000 strike | tail -n 1 | jq -c .total)" '{"value":27,"exact":true}'
  summary=$(searcher -f json -n 1 'strike OR the' | tail -n 1)
  expect "$(jq -c '.total.exact | type' <<<"$summary")" '"boolean"'
  run -0 --separate-stderr searcher -n 1 'strike OR the'
  if [ "$(jq .total.exact <<<"$summary")" = false ]; then [[ $stderr == "about "* ]]; fi
}

@test "--any ranks articles with most of the words first" {
  [ "$(total --any 'harbour strike fund')" -gt "$(total 'harbour strike fund')" ]
  expect "$(total --any 'harbour strike')" "$(total 'harbour OR strike')"
  expect "$(total --any 'harbour strike date:2024-03')" "$(total '(harbour OR strike) date:2024-03')"
}

@test "several archives are searched as one, and one named twice once" {
  parts=$BATS_TEST_TMPDIR/parts
  mkdir -p "$parts"
  "$NEWS_INDEXER" --quiet -a "$parts/a" "$NEWS_SOURCE/sample_corpus/nitf" "$NEWS_SOURCE/sample_corpus/text" || [ $? -eq 1 ]
  "$NEWS_INDEXER" --quiet -a "$parts/b" "$NEWS_SOURCE/sample_corpus/markdown" || [ $? -eq 1 ]
  "$NEWS_INDEXER" --quiet -a "$parts/c" "$NEWS_SOURCE"/sample_corpus/{nitf,text,markdown} || [ $? -eq 1 ]
  for query in strike 'mayor OR ice' 'strike W/10 harbour' 'lang:en'; do
    expect "$(searcher -a "$parts/a" -a "$parts/b" -a "$parts/a/." -f json --all "$query" | jq -r '[.id, .score] | @tsv')" \
      "$(searcher -a "$parts/c" -f json --all "$query" | jq -r '[.id, .score] | @tsv')"
  done
}

@test "an archive that another machine serves gives the same hits" {
  serve "$NEWS_ARCHIVE" strike
  status=0
  for query in strike '"acting mayor"' 'mayor W/S resign*' 'strike NOT W/5 harbour' 'ATLEAST3(strike)' 'hlead:strik*'; do
    local=$(searcher -f json -n 5 "$query" | jq -c 'select(.type == "hit")')
    served=$(searcher -a "127.0.0.1:$port" -f json -n 5 "$query" | jq -c 'select(.type == "hit")')
    expect "$served" "$local" || status=1
    expect "$(searcher -a "127.0.0.1:$port" -c "$query")" "$(searcher -c "$query")" || status=1
  done
  kill "$server"
  [ "$status" -eq 0 ]
  run -2 searcher -a "127.0.0.1:$port" strike
  [[ $output == *"no archive answers at 127.0.0.1:$port"* && $output == *xapian-tcpsrv* ]]
}

@test "saved queries are parts of others" {
  printf '# comment\n[ports]\nquery = harbour OR port\nsort = newest\n\n[loop]\nquery = ice saved:loop\n' >"$BATS_TEST_TMPDIR/saved.ini"
  expect "$(total --saved-file "$BATS_TEST_TMPDIR/saved.ini" 'strike W/5 saved:ports')" "$(total 'strike W/5 (harbour OR port)')"
  mkdir -p "$BATS_TEST_TMPDIR/config/news-archive"
  cp "$BATS_TEST_TMPDIR/saved.ini" "$BATS_TEST_TMPDIR/config/news-archive/"
  expect "$(XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config total 'saved:ports')" "$(total 'harbour OR port')"
  run -2 searcher --saved-file "$BATS_TEST_TMPDIR/saved.ini" 'saved:loop'
  [[ $output == *"is part of itself"* ]]
  run -2 searcher --saved-file "$BATS_TEST_TMPDIR/saved.ini" 'saved:none'
  printf 'query = x\n' >"$BATS_TEST_TMPDIR/broken.ini"
  run -2 searcher --saved-file "$BATS_TEST_TMPDIR/broken.ini" 'saved:none'
  [[ $output == *"broken.ini:1: this line belongs to no [name]"* ]]
}

@test "another spelling is offered where little is found" {
  run -1 --separate-stderr searcher 'harbuor strike'
  [[ $stderr == *"'harbuor' is in no articles: did you mean harbour "* ]]
  run -0 --separate-stderr searcher 'harbour strike'
  [[ $stderr != *"did you mean"* ]]
}

@test "pasted text never breaks" {
  for text in 'fire...' 'AT&T' 'C++' '9/11' '10:30' 'Ukraine...what next' 'https://example.org/a?b=c' 'me@example.org' \
    'storm — ice' 'storm & ice' 'Breaking: storm' 'great :)' '5" pipe' '🌪 storm' "it's"; do
    run searcher -- "$text"
    [ "$status" -le 1 ] || { echo "$text: $output" >&2; return 1; }
  done
}
