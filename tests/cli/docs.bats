#!/usr/bin/env bats
# What the documentation shows is what the programs do.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() {
  export TZ=UTC XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
  unset NO_COLOR
  # The page's example of a file of saved queries is there for its other examples.
  mkdir -p "$XDG_CONFIG_HOME/news-archive"
  sed -n '/^    # what the port desk watches$/,/^$/s/^    //p' "$NEWS_SOURCE/docs/query-language.md" \
    >"$XDG_CONFIG_HOME/news-archive/saved.ini"
  grep -q '^query = ' "$XDG_CONFIG_HOME/news-archive/saved.ini"
}

news-searcher() { "$NEWS_SEARCHER" "$@"; }
news-indexer() { "$NEWS_INDEXER" "$@"; }

@test "every count of the query language's examples is right" {
  rows=0
  while IFS=$'\t' read -r query count; do
    got=$("$NEWS_SEARCHER" --quiet --count -- "$query" || [ $? -eq 1 ])
    [ "$got" = "$count" ] || { echo "$query: documented $count, found $got" >&2; return 1; }
    rows=$((rows + 1))
  done < <(sed -nE 's/^\| `([^`]+)` \| ([0-9]+) \|.*/\1\t\2/p' "$NEWS_SOURCE/docs/query-language.md")
  [ "$rows" -ge 75 ]
}

# check_page PAGE BEGIN: runs each command of a page that begins so, in order, and compares what it prints with what is
# shown below it, but for derived ids: these depend on where the checkout lies. Prints how many there were.
check_page() {
  local shown=0 command='' expected='' line got home=$BATS_TEST_TMPDIR derived='s/\<[0-9a-f]{32}\>/derived/g'
  check() {
    [ -n "$command" ] || return 0
    got=$(eval "$command" 2>&1 | sed -E "s|$home|/home/jo|g; $derived") || true
    expected=$(printf %s "$expected" | sed -E "$derived") # without the empty lines behind it
    [ "$got" = "$expected" ] || {
      printf 'command: %s\nshown:\n%s\nprinted:\n%s\n' "$command" "$expected" "$got" >&2
      return 1
    }
    shown=$((shown + 1))
    command='' expected=''
  }
  while IFS= read -r line; do
    if [[ $line == "    \$ $2"* ]]; then
      check || return 1
      command=${line#    \$ }
    elif [[ -n $command && ($line == '    '* || -z $line) ]]; then
      expected+=${line#    }$'\n'
    else
      check || return 1
    fi
  done <"$NEWS_SOURCE/docs/$1"
  check || return 1
  echo "$shown"
}

@test "every command of the query language's page prints what is shown" {
  shown=$(check_page query-language.md news-searcher)
  [ "$shown" -ge 14 ]
}

@test "every command of the page on saved queries prints what is shown" {
  export HOME=$BATS_TEST_TMPDIR
  unset XDG_CONFIG_HOME XDG_STATE_HOME
  cp -r "$NEWS_ARCHIVE" "$HOME/archive"
  export NEWS_ARCHIVE=$HOME/archive
  cd "$HOME"
  shown=$(check_page saved-queries.md '')
  [ "$shown" -ge 17 ]
}

@test "the examples of files on the page on saved queries are understood" {
  # example FIRST-LINE: the block of the page that begins so.
  example() { sed -n "/^    $1\$/,/^\$/s/^    //p" "$NEWS_SOURCE/docs/saved-queries.md"; }
  example '# what the port desk watches' >"$BATS_TEST_TMPDIR/saved.ini"
  expect "$("$NEWS_SEARCHER" --saved-file "$BATS_TEST_TMPDIR/saved.ini" --list-saved)" \
    $'ports\tharbour OR port OR docks\t'"archive = $HOME/news, archive = server:4711, limit = 2, sort = newest"
  { example '# for both programs: archive and quiet'; example '\[search\]'; example '\[index\]'; } >"$XDG_CONFIG_HOME/news-archive/config"
  unset NEWS_ARCHIVE
  config=$XDG_CONFIG_HOME/news-archive/config
  expect "$("$NEWS_SEARCHER" --print-config | grep "$config")" \
    "archive"$'\t'"$HOME/news"$'\t'"$config:2
snippets"$'\t1\t'"$config:4
color"$'\talways\t'"$config:5"
  expect "$("$NEWS_INDEXER" --print-config | grep "$config" | cut -f 1,2)" $'timezone\tEurope/Paris\narchive\t'"$HOME/news"
}
