#!/usr/bin/env bats
# The configuration file and the environment, as both programs read them.

load common

setup() {
  setup_archive_variables
  export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
  config=$XDG_CONFIG_HOME/news-archive/config
  mkdir -p "${config%/*}"
}

# origin PROGRAM OPTION: where --print-config says that an option was said.
origin() { "$1" --print-config "${@:3}" | awk -F '\t' -v name="$2" '$1 == name { print $2, "<", $3 }'; }

@test "one file configures both programs" {
  printf 'quiet\n[search]\nformat = json\nsnippets = 0\n[index]\nsummary = json\nsource = Ledger\n' >"$config"
  jq -cn '{id: "a", title: "Harbour strike", body: "It began.", language: "en"}' >"$in/a.jsonl"
  run -0 indexer "$in"
  expect "$(jq -c .articles.added <<<"$output")" 1
  run -0 --separate-stderr searcher strike
  expect "$stderr" ""
  expect "$(head -n 1 <<<"$output" | jq -c '[.id, .source]')" '["a","Ledger"]'
}

@test "a flag comes before the environment, that before the file, that before the default" {
  printf 'archive = /from/file\n[search]\nlimit = 3\ncolor = always\n' >"$config"
  unset NEWS_ARCHIVE
  expect "$(origin searcher archive)" "/from/file < $config:1"
  expect "$(origin indexer archive)" "/from/file < $config:1"
  expect "$(NEWS_ARCHIVE=/from/env origin searcher archive)" "/from/env < environment NEWS_ARCHIVE"
  expect "$(NEWS_ARCHIVE=/from/env origin indexer archive -a /flag)" "/flag < command line"
  expect "$(origin searcher limit)" "3 < $config:3"
  expect "$(origin searcher limit --limit 4)" "4 < command line"
  expect "$(origin searcher limit --all)" "10 < default"
  expect "$(origin searcher snippets)" "2 < default"
  expect "$(NO_COLOR=1 origin searcher color)" "never < environment NO_COLOR"
  expect "$(origin searcher color)" "always < $config:4"
  rm "$config"
  expect "$(XDG_DATA_HOME=/data origin searcher archive)" "/data/news-archive < default"
}

@test "NO_COLOR holds against the file, and --color against NO_COLOR" {
  printf '[search]\ncolor = always\n' >"$config"
  article a a1 "Harbour strike" "The acting mayor spoke."
  indexer --quiet "$in"
  [[ $(searcher strike) == *$'\e['* ]]
  [[ $(NO_COLOR=1 searcher strike) != *$'\e['* ]]
  [[ $(NO_COLOR=1 searcher --color always strike) == *$'\e['* ]]
}

@test "every option that a configuration can hold is printed, and no other" {
  cd "$BATS_TEST_TMPDIR" # some name files that are written
  for program in searcher indexer; do
    printed=$($program --print-config | cut -f 1 | sort -u)
    # Each stands in the help; of the others each is refused by the file.
    while read -r name; do
      section=$([ $program = searcher ] && echo search || echo index)
      printf '[%s]\n%s = x\n' "$section" "$name" >"$config"
      run $program /nowhere
      if grep -qx -- "$name" <<<"$printed"; then
        [[ $output != *"command line only"* && $output != *"single query"* ]]
      else
        [ "$status" -eq 2 ]
        [[ $output == *"$config:2: $name is "* ]]
      fi
    done < <(rm -f "$config"; $program --help | grep -oE -- '(^  |\[ |^  --)--[a-z-]+|^  --[a-z-]+' | grep -oE '[a-z][a-z-]+')
    rm -f "$config"
    [ "$(wc -l <<<"$printed")" -ge 10 ]
    for task in help version print-config save list-saved dump prune info check verify compact rebuild quarantine; do
      ! grep -qx "$task" <<<"$printed" || { echo "$program: $task" >&2; return 1; }
    done
  done
}

@test "--print-config tells defaults that are lists, and what makes no sense, beside all else" {
  expect "$(origin searcher columns)" "rank,score,id,title,published,source < default"
  expect "$(origin searcher limit)" "10 < default"
  printf '[search]\nformat = trec\n' >"$config"
  expect "$(origin searcher limit)" "1000 < default"
  printf '[search]\nsnippets = 1\nlimit = many\n' >"$config"
  run -2 --separate-stderr searcher --print-config
  [[ $output == *$'limit\tmany\t'"$config:3"* && $output == *$'snippets\t1\t'* && $output == *$'width\t'* ]]
  [[ $stderr == *"$config:3: limit takes a number, not 'many'"* ]]
  for line in 'color = red' 'sort = up' 'columns = nope' 'topic-parts = nope' 'new-from = never'; do
    printf '[search]\n%s\n' "$line" >"$config"
    run -2 --separate-stderr searcher --print-config
    [[ $output == *"${line% = *}"$'\t'"${line#* = }"$'\t'* ]]
    [[ $stderr == "news-searcher: "* ]]
  done
}

@test "a mistake in the file is an error with its line" {
  printf '# mine\n[search]\nlimt = 3\n' >"$config"
  run -2 searcher strike
  expect "$output" "news-searcher: $config:3: there is no option 'limt'
  did you mean limit?"
  printf '[search]\n\nlimit = many\n' >"$config"
  run -2 searcher strike
  [[ $output == *"$config:3: limit takes a number, not 'many'"* ]]
  printf '[index]\nbuilder = fast\n' >"$config"
  run -2 indexer "$in"
  [[ $output == *"$config:2: builder is one of auto, bulk, api, not 'fast'"* ]]
  # Help needs no configuration.
  printf 'x\n' >"$config"
  run -0 searcher --help
  run -0 indexer --version
}
