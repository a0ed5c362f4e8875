# What the golden tests of the programs share. bats runs each test in its own shell; $BATS_TEST_TMPDIR is its folder.
# The programs under test come in $NEWS_INDEXER and $NEWS_SEARCHER, the checkout in $NEWS_SOURCE.
bats_require_minimum_version 1.5.0

# No configuration, saved queries or marks but those of the tests.
export XDG_CONFIG_HOME=$BATS_RUN_TMPDIR/config XDG_STATE_HOME=$BATS_RUN_TMPDIR/state

setup_archive_variables() {
  export NEWS_ARCHIVE=$BATS_TEST_TMPDIR/archive
  unset XDG_DATA_HOME NO_COLOR
  export TZ=UTC
  in=$BATS_TEST_TMPDIR/in
  mkdir -p "$in"
}

indexer() { "$NEWS_INDEXER" "$@"; }
searcher() { "$NEWS_SEARCHER" "$@"; }

# article NAME ID TITLE BODY [DATE]: a JSON Lines file with one article.
article() {
  jq -cn --arg id "$2" --arg title "$3" --arg body "$4" --arg date "${5:-2024-03-29}" \
    '{id: $id, title: $title, body: $body, published: $date, source: "Courier", language: "en"}' >"$in/$1.jsonl"
}

# ids QUERY...: the ids that a query finds, in order, on one line.
ids() { searcher --format json --limit 1000 "$@" | jq -r 'select(.type == "hit") | .id' | paste -sd ' '; }

# serve ARCHIVE QUERY: lets xapian-tcpsrv serve an archive at 127.0.0.1:$port, as the process $server, until kill "$server".
# QUERY finds something there.
serve() {
  port=$((20000 + RANDOM % 20000))
  # In a session of its own: when it ends it ends its whole process group.
  setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" "$1" </dev/null >/dev/null 2>&1 3>&- &
  server=$!
  for _ in $(seq 50); do
    searcher -a "127.0.0.1:$port" -c "$2" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "xapian-tcpsrv does not answer" >&2
  return 1
}

# expect ACTUAL EXPECTED: equality, told well when it does not hold.
expect() {
  if [ "$1" != "$2" ]; then
    printf 'expected: %s\nactual:   %s\n' "$2" "$1" >&2
    return 1
  fi
}

# setup_completion SHELL: an empty folder $home to work in, with the completions of both programs, the programs in $PATH,
# and files and folders to be completed.
setup_completion() {
  export home=$BATS_TEST_TMPDIR/home
  mkdir -p "$home/work/a folder"
  touch "$home/work/one file"
  export PATH=$(dirname "$NEWS_INDEXER"):$(dirname "$NEWS_SEARCHER"):$PATH
  export HOME=$home XDG_CONFIG_HOME=$home/config
  for name in news-indexer news-searcher; do "$name" --generate "complete-$1" >"$home/$name.$1"; done
  cd "$home/work"
}

# table_names PROGRAM: the names of all its options, as the full help shows them, on one line.
table_names() {
  "$1" --help-all | sed -nE '/^(Query language|Formats|Fields of a query|Exit status):$/q; s/^  +((-[A-Za-z0-9], )?--[a-z0-9-]+)( .*)?$/\1/p' |
    sed 's/,//' | paste -sd ' '
}
