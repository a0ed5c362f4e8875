#!/usr/bin/env bats
# Real articles that are not part of the project: $NEWS_SHARED/corpora, skipped where there are none.

load common

setup() {
  setup_archive_variables
  shared=${NEWS_SHARED:-$NEWS_SOURCE/../shared}/corpora
  [ -d "$shared/wire-article" ] || skip "no real data: set NEWS_SHARED"
}

# lit QUERY: the words that are highlighted, each once, in small letters.
lit() { searcher --quiet "$1" | grep -o '\*[^*]*\*' | tr -d '*' | tr '[:upper:]' '[:lower:]' | sort -u | paste -sd ' '; }

@test "an agency article as a news site exports it" {
  run -0 --separate-stderr indexer --dump --quiet "$shared/wire-article"
  expect "$(jq -c '[(.id | length), .published, .dateline, .agency, .paragraphs >= 7, (.body | test("Read more"))]' <<<"$output")" \
    '[32,"2024-03-29T13:14","WASHINGTON","Sputnik",true,false]'
  indexer "$shared/wire-article" >/dev/null
  expect "$(lit '"groundless accusations"')" "accusations groundless"
  expect "$(lit 'APT31 AND sanctions')" "apt31 sanctions"
  expect "$(lit 'title:embassy')" "embassy"
  expect "$(lit 'date:2024-03 AND cyber NOT election')" "cyber"
  run -1 searcher 'date:2024-04 AND cyber'
}

@test "hostile files do no harm, and a good neighbour is read" {
  mkdir "$in/hostile"
  tar -C "$in/hostile" -xzf "$shared/hostile.tar.gz"
  article good g1 "Good neighbour" "Nothing happened to it."
  run --separate-stderr indexer --dump "$in"
  [ "$status" -le 1 ]
  [[ $output == *'"Good neighbour"'* ]]
  [[ $stderr != *crashed* && $stderr != *"no progress"* ]]
}

@test "web archives inside a container: every page of a response with text" {
  run --separate-stderr indexer --dump --quiet "$shared/warc.tar.gz"
  [ "$status" -eq 1 ] # some are cut off on purpose
  # Counted by other means: responses of status 200 in HTML (scripts of this test's making, not the reader's).
  expect "$(jq -r 'select(.provenance.member | endswith("warcio/test/data/example.warc.gz")) | .id' <<<"$output" | sort -u | paste -sd ' ')" \
    "http://example.com/"
}

@test "a collection of TREC: as many articles as numbers" {
  run --separate-stderr indexer --dump --quiet "$shared/trec.tar.gz"
  expect "$(jq -c 'select(.provenance.member | endswith("doc-text.trec")) | .id' <<<"$output" | sort -u | wc -l)" \
    "$(tar -xzOf "$shared/trec.tar.gz" --wildcards '*/doc-text.trec' | grep -c '^<DOCNO>')"
}

@test "Vaswani: the ranking is as good as it has been measured" {
  tar -C "$in" -xzf "$shared/trec.tar.gz" --wildcards '*/vaswani_npl'
  collection=$(find "$in" -type d -name vaswani_npl)
  run -0 "$NEWS_SOURCE/tests/relevance/evaluate" --programs "$(dirname "$(dirname "$NEWS_INDEXER")")" \
    --documents "$collection/corpus" --topics "$collection/query-text.trec" --qrels "$collection/qrels"
  [[ $output == "topics     93"* ]]
  awk '$1 == "MAP" {map = $2} $1 == "nDCG@10" {ndcg = $2} END {exit !(map >= 0.295 && ndcg >= 0.44)}' <<<"$output"
}
