#!/usr/bin/env bats
# What the programs say about themselves: help and man pages.

load common

setup() {
  setup_archive_variables
  export HOME=$BATS_TEST_TMPDIR
  unset XDG_CONFIG_HOME XDG_STATE_HOME
}

@test "--help and --help-all fit 80 columns" {
  for program in "$NEWS_INDEXER" "$NEWS_SEARCHER"; do
    for help in --help --help-all; do
      run -0 --separate-stderr "$program" $help
      expect "$stderr" ''
      expect "$(awk 'length > 80' <<<"$output")" ''
      [[ $output == "Usage: $(basename "$program") "* ]]
    done
  done
}

@test "--help is short and names --help-all, which has every option" {
  for program in "$NEWS_INDEXER" "$NEWS_SEARCHER"; do
    [ "$("$program" --help | wc -l)" -le 50 ]
    [[ $("$program" --help) == *"--help-all"* ]]
    options=$("$program" --help | grep -cE '^ +(-., )?--[a-z]')
    all=$("$program" --help-all | grep -cE '^ +(-., )?--[a-z]')
    [ "$options" -ge 5 ]
    [ "$options" -lt "$all" ]
    [[ $("$program" --help-all) == *"Exit status:"* ]]
  done
  [[ $(searcher --help-all) == *"Fields of a query:"*"dateline:, place:"* ]]
}

@test "the examples of news-searcher --help are queries" {
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ]
  news-searcher() { "$NEWS_SEARCHER" "$@"; }
  cd "$BATS_TEST_TMPDIR"
  printf 'first\tstrike\n' >queries.tsv
  examples=0
  while IFS= read -r line; do
    command=$(sed -E 's/^  //; s/   .*//' <<<"$line")
    eval "$command" >"$BATS_TEST_TMPDIR/out" || [ $? -eq 1 ]
    examples=$((examples + 1))
  done < <(searcher --help | grep '^  news-searcher')
  [ "$examples" -ge 5 ]
}

@test "a short option and its value in one get them apart" {
  run -2 indexer -j2 "$in"
  [[ $output == *"'-j2' is no option: short options stand alone"*"write -j 2, or --jobs=2"* ]]
  run -2 searcher -n5 strike
  [[ $output == *"write -n 5, or --limit=5"* ]]
  run -2 searcher -fjson strike
  [[ $output == *"write -f json"* ]]
  run -2 searcher strike -storm
  [[ $output == *"--"*"quote"*"NOT"* ]]
}

@test "the man pages render without a warning" {
  for program in "$NEWS_INDEXER" "$NEWS_SEARCHER"; do
    page=$BATS_TEST_TMPDIR/$(basename "$program").1
    "$program" --generate man >"$page"
    run -0 --separate-stderr env LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$page"
    expect "$stderr" ''
    expect "$(groff -ww -man -Tutf8 -z "$page" 2>&1)" ''
  done
}

@test "mandoc finds nothing to say of the man pages" {
  command -v mandoc >/dev/null || skip "not installed: mandoc"
  for program in "$NEWS_INDEXER" "$NEWS_SEARCHER"; do
    "$program" --generate man >"$BATS_TEST_TMPDIR/page.1"
    expect "$(mandoc -Tlint "$BATS_TEST_TMPDIR/page.1" 2>&1)" ''
  done
}

@test "the man pages have every option, and text that can be copied" {
  export PATH=$(dirname "$NEWS_INDEXER"):$(dirname "$NEWS_SEARCHER"):$PATH
  for program in news-indexer news-searcher; do
    "$program" --generate man >"$BATS_TEST_TMPDIR/page.1"
    LC_ALL=C.UTF-8 MANWIDTH=100 man -l "$BATS_TEST_TMPDIR/page.1" >"$BATS_TEST_TMPDIR/page"
    for option in $(table_names "$program"); do
      grep -qE "^ +(-[A-Za-z0-9], )?$option( |$|,)" "$BATS_TEST_TMPDIR/page" || { echo "$program: no $option" >&2; return 1; }
    done
    for title in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' ENVIRONMENT FILES EXAMPLES 'SEE ALSO'; do
      grep -qx "$title" "$BATS_TEST_TMPDIR/page"
    done
  done
  # Quotes and dashes as a shell wants them.
  grep -qF "news-searcher '\"acting mayor\" strike'" "$BATS_TEST_TMPDIR/page"
  grep -qF 'news-searcher -- strike -storm' "$BATS_TEST_TMPDIR/page"
}

@test "--generate refuses what it does not know" {
  run -2 searcher --generate complete-csh
  [[ $output == *"--generate is one of man, complete-bash, complete-zsh, complete-fish"* ]]
}
