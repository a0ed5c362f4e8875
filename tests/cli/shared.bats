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
