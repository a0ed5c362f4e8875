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

@test "every count of the query language's examples is right" {
  rows=0
  while IFS=$'\t' read -r query count; do
    got=$("$NEWS_SEARCHER" --quiet --count -- "$query" || [ $? -eq 1 ])
    [ "$got" = "$count" ] || { echo "$query: documented $count, found $got" >&2; return 1; }
    rows=$((rows + 1))
  done < <(sed -nE 's/^\| `([^`]+)` \| ([0-9]+) \|.*/\1\t\2/p' "$NEWS_SOURCE/docs/query-language.md")
  [ "$rows" -ge 75 ]
}

@test "every command of the query language's page prints what is shown" {
  shown=0
  command='' expected=''
  check() {
    [ -n "$command" ] || return 0
    got=$(eval "$command" 2>&1) || true
    [ "$got" = "${expected%$'\n'}" ] || {
      printf 'command: %s\nshown:\n%s\nprinted:\n%s\n' "$command" "$expected" "$got" >&2
      return 1
    }
    shown=$((shown + 1))
    command='' expected=''
  }
  while IFS= read -r line; do
    if [[ $line == '    $ news-searcher'* ]]; then
      check
      command=${line#    \$ }
    elif [[ -n $command && $line == '    '* ]]; then
      expected+=${line#    }$'\n'
    else
      check
    fi
  done <"$NEWS_SOURCE/docs/query-language.md"
  check
  [ "$shown" -ge 14 ]
}
