#!/usr/bin/env bats
# Every recipe of docs/scripting.md does what it says.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() {
  export HOME=$BATS_TEST_TMPDIR TZ=UTC
  export PATH=$BATS_TEST_TMPDIR/bin:$(dirname "$NEWS_INDEXER"):$(dirname "$NEWS_SEARCHER"):$PATH
  unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME NO_COLOR
  mkdir "$HOME/bin"
  cd "$HOME"
}

# recipe NUMBER [FENCE [WHICH]]: the first (or that) block of a recipe between its fences, "sh" if not said.
recipe() {
  awk -v heading="## $1. " -v fence='```'"${2:-sh}" -v which="${3:-1}" '
    /^## / { inside = index($0, heading) == 1 }
    inside && $0 == fence { ++block; next }
    /^```$/ { if (block == which && inside) exit; next }
    inside && block == which' "$NEWS_SOURCE/docs/scripting.md" | grep .
}

# runs NUMBER [FENCE [WHICH]]: runs it as a script.
runs() { recipe "$@" >recipe.sh; bash -eu -o pipefail recipe.sh; }

# own_archive: an archive that the test may add to.
own_archive() { export NEWS_ARCHIVE=$HOME/archive; mkdir -p articles inbox; }

# write_article FILE ID TITLE BODY
write_article() {
  jq -cn --arg id "$2" --arg title "$3" --arg body "$4" '{id: $id, title: $title, body: $body, date: "2026-05-02"}' >"$1"
}

@test "there are ten recipes" {
  expect "$(grep -cE '^## [0-9]+\. ' "$NEWS_SOURCE/docs/scripting.md")" 10
  for number in {1..10}; do recipe "$number" >/dev/null; done
}

@test "1: cron mails what is new, and nothing where nothing is" {
  own_archive
  write_article articles/a.jsonl a 'Harbour reopens' 'The gates opened at six.'
  write_article articles/b.jsonl b 'Snow' 'It fell all night.'
  runs 1 2>/dev/null
  job=$(recipe 1 crontab | sed -n 's/^30 5 \* \* \* *//p')
  [[ -n $job && $job != *%* ]] # a percent sign ends a command in a crontab
  first=$(sh -c "$job" | tr -d '*') # stars mark what matched
  [[ $first == *"Harbour reopens"* && $first != *Snow* ]]
  expect "$(sh -c "$job" 2>&1)" ''
  write_article articles/c.jsonl c 'Dockers walk out' 'Their strike is the third this year.'
  second=$(sh -c "$job" | tr -d '*')
  [[ $second == *"Dockers walk out"* && $second != *"Harbour reopens"* ]]
  expect "$(sh -c "$job" 2>&1)" ''
}

@test "2: a table has a line for each hit, with three cells" {
  runs 2 >table 2>/dev/null
  expect "$(wc -l <table)" "$(news-searcher --quiet -f ids -n 20 strike | wc -l)"
  expect "$(awk -F '\t' '{ print NF }' table | sort -u)" 3
  expect "$(cut -f 3 table | sort)" "$(news-searcher -f json -n 20 strike | jq -r 'select(.type == "hit").title' | sort)"
}

@test "3: the files of all hits are gathered" {
  runs 3
  news-searcher -f json --all 'harbour W/5 strike' | jq -r 'select(.type == "hit").provenance.path' | sort -u >paths
  [ -s paths ]
  expect "$(ls found | sort | paste -sd ' ')" "$(xargs -n 1 basename <paths | sort -u | paste -sd ' ')"
}

@test "4: what one query finds and another does not" {
  expect "$(runs 4)" "$(news-searcher --quiet -f ids --all '(harbour strike) NOT (harbour W/5 strike)' | LC_ALL=C sort)"
  [ -n "$(runs 4)" ]
  runs 4 sh 2
  expect "$(sed 's/^seen //' seen.txt)" "$(news-searcher --quiet -f ids 'harbour W/5 strike')"
}

@test "5: a spreadsheet gets UTF-8 with its mark, and a row for each hit" {
  runs 5
  expect "$(head -c 3 treaty.csv | od -An -tx1 | tr -d ' ')" efbbbf
  expect "$(python3 -c '
import csv
rows = list(csv.reader(open("treaty.csv", encoding="utf-8-sig", newline="")))
print(rows[0], len(rows) - 1, {len(row) for row in rows})')" \
    "['published', 'source', 'title', 'url', 'snippet'] $(news-searcher -c 'treaty OR summit') {5}"
}

@test "6: the months add up to the year, and so do several queries" {
  runs 6 >months
  expect "$(head -n 1 months)" month,count
  expect "$(awk -F , 'NR > 1 { sum += $2 } END { print sum }' months)" "$(news-searcher -c 'strike date:2024')"
  expect "$(awk -F , '$1 == "2024-03" { print $2 }' months)" "$(news-searcher -c 'strike date:2024-03')"
  runs 6 sh 2
  expect "$(head -n 1 years.csv | tr -d '\r')" query_id,year,count
  expect "$(tr -d '\r' <years.csv | awk -F , '$1 == "strikes" { sum += $3 } END { print sum }')" "$(news-searcher -c 'strike OR walkout')"
  expect "$(tr -d '\r' <years.csv | awk -F , '$1 == "ice" && $2 == 2024 { print $3 }')" "$(news-searcher -c '(ice NOT storm) date:2024')"
}

@test "7: a table of many queries, each with its options" {
  runs 7
  ids() { python3 -c '
import csv, sys
print(*[row["id"] for row in csv.DictReader(open("hits.csv", encoding="utf-8", newline="")) if row["query_id"] == sys.argv[1]])' "$1"; }
  expect "$(ids ports)" "$(news-searcher --quiet -f ids -s newest -n 5 'harbour OR docks' | paste -sd ' ')"
  expect "$(ids mayor)" "$(news-searcher --quiet -f ids --all '"acting mayor" -football' | paste -sd ' ')"
  expect "$(ids ice)" "$(news-searcher --quiet -f ids -n 3 'title:ice OR lead:ice' | paste -sd ' ')"
  [ -n "$(ids mayor)" ]
}

@test "8: precision is what counting by hand gives" {
  own_archive
  for i in 1 2 3; do write_article articles/h$i.jsonl h$i "Harbour $i" 'Ships came in.'; done
  write_article articles/s1.jsonl s1 'Snow' 'It fell all night.'
  news-indexer --quiet articles
  printf '<top>\n<num> Number: 7\n<title> harbour ships\n</top>\n<top>\n<num> Number: 8\n<title> snow\n</top>\n' >topics
  # Of the three of topic 7 two are relevant, of topic 8 the one: (2/10 + 1/10) / 2.
  printf '7 0 h1 1\n7 0 h2 1\n7 0 h3 0\n7 0 s1 0\n8 0 s1 2\n' >qrels
  expect "$(runs 8)" 'P@10 0.1500 over 2 topics'
  expect "$(awk '{ print NF, $2 }' run | sort -u)" '6 Q0'
}

@test "9: a watched folder tells what comes in, each once" {
  own_archive
  news-searcher --quiet --save strikes strike
  write_article inbox/a.jsonl a 'Strike at the docks' 'It began at six.'
  # The first pause brings an article, the second a broken one, the third ends the watch.
  cat >bin/sleep <<'STUB'
#!/bin/sh
echo pause >>"$HOME/pauses"
case $(wc -l <"$HOME/pauses") in
  1) echo '{"id": "b", "title": "Strike over", "body": "They went back.", "date": "2026-05-03"}' >"$HOME/inbox/b.jsonl" ;;
  2) printf '{"id": "c", "title": "Strike again", "body": "Out once more.", "date": "2026-05-04"}\n{"id": "d", "ti\n' \
       >"$HOME/inbox/c.jsonl" ;;
  *) kill "$PPID" ;;
esac
STUB
  chmod +x bin/sleep
  recipe 9 >recipe.sh
  bash recipe.sh >watched 2>/dev/null || [ $? -eq 143 ]
  expect "$(grep -c pause pauses)" 3
  for title in 'Strike at the docks' 'Strike over' 'Strike again'; do expect "$(sed 's/\*//g' watched | grep -c "$title")" 1; done
}

@test "10: found, nothing and failed are told apart" {
  recipe 10 >recipe.sh
  run -0 --separate-stderr bash recipe.sh strike
  expect "$output" "$(news-searcher -c strike) articles"
  run -0 --separate-stderr bash recipe.sh zzyzx
  expect "$output" 'not a single one'
  run -2 --separate-stderr bash recipe.sh 'titel:strike'
  [[ $stderr == *'the search failed' ]]
}
