#!/usr/bin/env bats
# Saved queries: --save, --saved, --list-saved, --delete-saved, and the file that they are in.

load common

setup_file() {
  export NEWS_ARCHIVE=$BATS_FILE_TMPDIR/archive
  "$NEWS_INDEXER" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ] # some of its records are broken on purpose
}

setup() {
  export TZ=UTC XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
  unset NO_COLOR
  file=$XDG_CONFIG_HOME/news-archive/saved.ini
}

# saved TEXT: the file of saved queries.
saved() {
  mkdir -p "${file%/*}"
  cat >"$file"
}

@test "a query is saved with the options of its search, and nothing else" {
  mkdir -p "${file%/*}"
  printf '[search]\nsnippets = 1\n' >"$XDG_CONFIG_HOME/news-archive/config"
  run -0 --separate-stderr searcher --save ports -s newest -n 3 -a "$NEWS_ARCHIVE/." --quiet --color always harbour 'OR port'
  expect "$output$stderr" ""
  expect "$(cat "$file")" "[ports]
query = harbour OR port
archive = $NEWS_ARCHIVE/
limit = 3
sort = newest"
  expect "$(ids --saved ports -n 3)" "$(ids -s newest -n 3 'harbour OR port')"
  expect "$(searcher -f json --saved ports | jq -r 'select(.type == "hit") | .saved' | uniq -c | tr -s ' ')" " 3 ports"
}

@test "an option on the command line replaces the saved one, lists too" {
  saved <<<"[ports]
query = harbour
archive = /nowhere
archive = /nowhere/else
limit = 2
sort = oldest"
  run -2 searcher --saved ports
  [[ $output == *"there is no archive in /nowhere"* ]]
  hits() { searcher -f json -a "$NEWS_ARCHIVE" "$@" | jq -r 'select(.type == "hit") | .id'; }
  expect "$(hits --saved ports)" "$(hits -n 2 -s oldest harbour)"
  expect "$(hits --saved ports -n 4)" "$(hits -n 4 -s oldest harbour)"
  expect "$(hits --saved ports --all -s newest)" "$(hits --all -s newest harbour)"
}

@test "a flag that is saved or configured can be turned off" {
  saved <<<'[either]
query = harbour mayor
any
all'
  expect "$(searcher -c --saved either)" "$(searcher -c --any 'harbour mayor')"
  expect "$(searcher -c --saved either --any=false)" "$(searcher -c 'harbour mayor')"
  expect "$(searcher -f ids --saved either --all=false -n 3 | wc -l)" 3
  printf '[search]\nany\n' >"$XDG_CONFIG_HOME/news-archive/config"
  expect "$(searcher -c harbour mayor)" "$(searcher -c --any=false 'harbour OR mayor')"
  searcher --quiet --save both --any=false harbour mayor
  expect "$(searcher --list-saved | tail -n 1)" $'both\tharbour mayor\tany = false'
  expect "$(searcher -c --saved both)" "$(searcher -c --any=false harbour mayor)"
  run -2 searcher --any --any=false harbour
  [[ $output == *"--any and --any=false contradict each other"* ]]
  run -2 searcher --list-saved=false
}

@test "what is saved comes before the configuration and the environment" {
  saved <<<"[ports]
query = harbour
archive = $NEWS_ARCHIVE
limit = 2"
  printf '[search]\nlimit = 1\nsort = oldest\n' >"$XDG_CONFIG_HOME/news-archive/config"
  expect "$(NEWS_ARCHIVE=/nowhere searcher -f json --saved ports | jq -r 'select(.type == "hit") | .id')" \
    "$(searcher -f json -n 2 -s oldest harbour | jq -r 'select(.type == "hit") | .id')"
}

@test "several are run one after another, by name and by pattern" {
  saved <<<'[ports]
query = harbour
[arctic-ice]
query = ice
limit = 1
[arctic-treaty]
query = title:treaty'
  run -0 --separate-stderr searcher --snippets 0 -n 1 --saved 'arctic-*' --saved ports --saved arctic-ice
  expect "$(grep '^\[' <<<"$output")" $'[arctic-ice]\n[arctic-treaty]\n[ports]'
  [[ $stderr == *"arctic-treaty: "*" articles, 1-1 shown"* ]]
  expect "$(searcher --saved '*' -c)" "$(printf 'ports\t%s\narctic-ice\t%s\narctic-treaty\t%s' "$(searcher -c harbour)" \
    "$(searcher -c ice)" "$(searcher -c title:treaty)")"
  expect "$(searcher --saved ports -c)" "$(searcher -c harbour)"
  expect "$(searcher -f json --saved 'arctic-*' | jq -r 'select(.type == "summary") | [.saved, .query] | @tsv')" \
    $'arctic-ice\tice\narctic-treaty\ttitle:treaty'
  expect "$(searcher -f csv -n 1 --columns id --saved 'arctic-*' | tr -d '\r' | cut -d , -f 1)" $'saved\narctic-ice\narctic-treaty'
  [[ $(searcher --color always -n 1 --saved 'arctic-*') == *$'\e[1;7m[arctic-ice]\e[0m'* ]]
  "$NEWS_SOURCE/tests/cli/validate-output" "$NEWS_SOURCE/docs/output.schema.json" < <(searcher -f json --saved '*')
  expect "$(searcher --explain --saved 'arctic-*' | grep '^\[\|^tree')" $'[arctic-ice]\ntree     ice\n[arctic-treaty]\ntree     title:treaty'
  # One that is named stands alone, as if it had been typed.
  expect "$(searcher -n 3 --saved ports)" "$(searcher -n 3 harbour)"
}

@test "further words restrict a saved query" {
  saved <<<'[ports]
query = harbour OR strike
[one by one]
query = harbour :) strike
any'
  expect "$(searcher -c --saved ports 'title:strike OR mayor')" "$(searcher -c '(harbour OR strike) (title:strike OR mayor)')"
  expect "$(searcher -c --saved 'one by one' mayor fund)" "$(searcher -c '(harbour OR strike) (mayor OR fund)')"
}

@test "further words are read alone: they may only exclude, and widen nothing" {
  saved <<<'[ports]
query = harbour OR strike'
  expect "$(searcher -c --saved ports 'NOT mayor')" "$(searcher -c '(harbour OR strike) NOT mayor')"
  expect "$(searcher -c --saved ports -- -mayor -fund)" "$(searcher -c '(harbour OR strike) NOT mayor NOT fund')"
  expect "$(searcher -f json --saved ports 'NOT mayor' | jq -r 'select(.type == "summary") | .query')" 'saved:"ports" NOT mayor'
  run -2 searcher -c --saved ports 'mayor) OR (the'
  expect "$output" "news-searcher: this parenthesis closes none
  mayor) OR (the
       ^
  add the opening one, or leave it out"
}

@test "the exit status is 2 if one failed, else 0 if one found something, else 1" {
  saved <<<'[found]
query = strike
[nothing]
query = zzyzx
[wrong]
query = titel:strike'
  run -0 searcher --saved found --saved nothing
  run -1 searcher --saved nothing
  run -2 --separate-stderr searcher --saved wrong --saved found -n 1
  [[ $output == *"[found]"* && $stderr == *"news-searcher: wrong: there is no field 'titel'"*"did you mean title:?"* ]]
}

@test "a broken entry is reported with its line and does not hide the others" {
  saved <<<'lost = 1
[good]
query = strike
[twice]
query = a
[broken]
query = ice
limt = 5
[twice]
query = b
[none]
limit = 3'
  run -0 --separate-stderr searcher --saved good -c
  expect "$output" "$(searcher -c strike)"
  expect "$stderr" "note: $file:1: this line belongs to no [name]"
  run -2 searcher --saved broken
  [[ $output == *"$file:8: there is no option 'limt'"*"did you mean limit?"* ]]
  run -2 searcher --saved none
  [[ $output == *"$file:11: [none] has no query"* ]]
  run -2 searcher saved:twice
  [[ $output == *"$file:9: there are two queries named 'twice'"* ]]
  run -2 --separate-stderr searcher --saved '*' -c
  expect "$output" "good"$'\t'"$(searcher -c strike)"
  expect "$(grep -c "^news-searcher: " <<<"$stderr")" 4 # the first line, too: it may be of a query that is meant
  run -2 --separate-stderr searcher --list-saved
  expect "$output" $'good\tstrike\t'
  for line in 1 8 9 11; do [[ $stderr == *"$file:$line: "* ]]; done
}

@test "--list-saved shows names, queries and options" {
  run -1 searcher --list-saved
  saved <<<'# comment
[ports]
query = harbour OR port
sort = newest
any
[ice]
query = ice
archive = news
archive = ../old'
  expect "$(searcher --list-saved)" $'ports\tharbour OR port\tany, sort = newest\nice\tice\tarchive = news, archive = ../old'
  run -2 searcher --list-saved ports
}

@test "--list-saved reports what would fail, with its line, beside the list" {
  saved <<<'[good]
query = strike
[many]
query = ice
limit = many
[up]
sort = up
query = ice
[columns]
query = ice
columns = id,nope
[field]
sort = newest
query = titel:strike
[part]
query = saved:field
[last]
query = ice'
  run -2 --separate-stderr searcher --list-saved
  expect "$(cut -f 1 <<<"$output" | paste -sd ' ')" "good many up columns field part last"
  [[ $stderr == *"$file:5: limit takes a number, not 'many'"* ]]
  [[ $stderr == *"$file:7: sort is one of relevance, newest, oldest, not 'up'"* ]]
  [[ $stderr == *"$file:11: there is no column 'nope'"* ]]
  [[ $stderr == *"$file:14: there is no field 'titel'
  titel:strike
  ^^^^^^"* ]]
  [[ $stderr == *"$file:16: in the saved query 'field': there is no field 'titel'"* ]]
  expect "$(grep -c '^news-searcher: ' <<<"$stderr")" 5
}

@test "a name that is not there is an error that offers near ones" {
  saved <<<'[ports]
query = harbour'
  run -2 searcher --saved port
  expect "$output" "news-searcher: there is no saved query 'port' in $file
  did you mean ports?"
  run -2 searcher --delete-saved prots
  [[ $output == *"did you mean ports?"* ]]
  run -2 searcher --saved 'x-*'
  [[ $output == *"there is no saved query 'x-*'"* ]]
}

@test "without a home folder, a place or a name that makes sense is asked for" {
  for task in '--saved a' '--list-saved' '--save a strike' '--delete-saved a'; do
    # shellcheck disable=SC2086 # words apart
    run -2 env -u HOME -u XDG_CONFIG_HOME "$NEWS_SEARCHER" $task
    expect "$output" "news-searcher: there is no place for saved queries: neither XDG_CONFIG_HOME nor HOME is set
  name a file with --saved-file"
  done
  run -2 env -u HOME -u XDG_CONFIG_HOME "$NEWS_SEARCHER" saved:a
  [[ $output == *"there is no place for saved queries"* ]]
  run -2 searcher --save a -a '' strike
  [[ $output == "news-searcher: --archive has an empty name"* ]]
  [ ! -e "$file" ]
}

@test "an archive is saved whole, unless it is a server" {
  cd "$BATS_TEST_TMPDIR"
  searcher --quiet --save a -a nodir:x -a host:4711 strike
  expect "$(grep ^archive "$file")" "archive = $BATS_TEST_TMPDIR/nodir:x
archive = host:4711"
}

@test "names that can't be written, and queries that can't be read, are refused" {
  for name in '' 'a]b' '[a' $'a\nb' $'a\tb' 'a*' 'a?' 'a"b'; do
    run -2 searcher --save "$name" strike
    [[ $output == *"is no name for a saved query"* ]]
  done
  run -2 searcher --save a 'titel:strike'
  run -2 searcher --save a 'strike saved:a'
  [[ $output == *"is part of itself"* ]]
  run -2 searcher --save a --sort up strike
  run -2 searcher --save a
  [[ $output == *"there is no query"* ]]
  run -2 searcher --save a --saved b strike
  [ ! -e "$file" ]
}

@test "a rewrite keeps comments, order, blank lines and what it does not understand, byte for byte" {
  mkdir -p "${file%/*}"
  printf '\xef\xbb\xbf# head\n\n [ ports ]\n; why\nquery=harbour\n\nlimit = 5\n# tail of ports\n\n[strange]\nfoo\nbar = 1\n\n[last]\nquery = x' >"$file"
  cp "$file" "$BATS_TEST_TMPDIR/before"
  run -0 searcher --save new 'ice  OR   frost'
  expect "$output" "'new' is saved in $file"
  { cat "$BATS_TEST_TMPDIR/before"; printf '\n\n[new]\nquery = ice OR frost\n'; } | cmp - "$file"
  run -0 searcher --save ports docks
  expect "$output" "'ports' is replaced in $file"
  { sed -e 's/^query=harbour$/query = docks/' -e '/^limit = 5$/d' "$BATS_TEST_TMPDIR/before"; printf '\n\n[new]\nquery = ice OR frost\n'; } |
    cmp - "$file"
  searcher --quiet --delete-saved new
  searcher --quiet --save ports harbour
  sed -e 's/^query=harbour$/query = harbour/' -e '/^limit = 5$/d' -e '$a\' "$BATS_TEST_TMPDIR/before" | { cat; echo; } | cmp - "$file"
  searcher --quiet --delete-saved strange
  ! grep -q 'strange\|foo\|bar' "$file"
  grep -q '^# tail of ports$' "$file"
}

@test "a rewrite keeps the file's mode and a link that leads to it" {
  mkdir -p "${file%/*}" "$BATS_TEST_TMPDIR/dotfiles"
  printf '[a]\nquery = x\n' >"$BATS_TEST_TMPDIR/dotfiles/saved.ini"
  chmod 640 "$BATS_TEST_TMPDIR/dotfiles/saved.ini"
  ln -s ../../dotfiles/saved.ini "$file"
  searcher --quiet --save b strike
  [ -L "$file" ]
  expect "$(stat -c %a "$BATS_TEST_TMPDIR/dotfiles/saved.ini")" 640
  grep -q '^\[b\]$' "$BATS_TEST_TMPDIR/dotfiles/saved.ini"
  expect "$(ls -A "$BATS_TEST_TMPDIR/dotfiles")" saved.ini
}

@test "a file of saved queries is a regular one" {
  mkfifo "$BATS_TEST_TMPDIR/pipe"
  ln -s /dev/full "$BATS_TEST_TMPDIR/full"
  for path in "$BATS_TEST_TMPDIR/pipe" "$BATS_TEST_TMPDIR/full" /dev/zero; do
    for task in '--list-saved' '--save x strike' '--delete-saved x' '--saved x'; do
      # shellcheck disable=SC2086 # words apart
      run -2 timeout 10 "$NEWS_SEARCHER" --saved-file "$path" $task
      [[ $output == "news-searcher: $path is no regular file"* ]]
    done
  done
  run -2 searcher --saved-file "$BATS_TEST_TMPDIR" --list-saved
  [[ $output == "news-searcher: $BATS_TEST_TMPDIR is a folder"* ]]
  [ -p "$BATS_TEST_TMPDIR/pipe" ]
  [ -L "$BATS_TEST_TMPDIR/full" ]
}

@test "processes that save at once lose nothing" {
  saved <<<'# head'
  for n in $(seq 24); do searcher --quiet --save "query $n" "strike $n" & done
  for n in $(seq 24); do searcher --quiet --save "query $n" -n "$n" "strike $n" & done
  wait
  expect "$(searcher --list-saved | wc -l)" 24
  expect "$(grep -c '^query = strike' "$file")" 24
  expect "$(head -n 1 "$file")" "# head"
}

@test "a query can be deleted and saved anew by its name in another file" {
  export other=$BATS_TEST_TMPDIR/other.ini
  run -2 searcher --saved-file "$other" --delete-saved a
  searcher --quiet --saved-file "$other" --save a strike
  expect "$(searcher --saved-file "$other" -c --saved a)" "$(searcher -c strike)"
  expect "$(searcher --saved-file "$other" -c 'saved:a harbour')" "$(searcher -c 'strike harbour')"
  run -0 searcher --saved-file "$other" --delete-saved a
  expect "$output" "'a' is deleted from $other"
  expect "$(cat "$other")" ""
  [ ! -e "$file" ]
}

@test "a query about which a shell knows more than a file keeps its text" {
  text='"acting mayor" # OR [strike] = ;x'
  searcher --quiet --save odd -- "$text"
  expect "$(searcher --list-saved | cut -f 2)" "$text"
  expect "$(searcher -c --saved odd)" "$(searcher -c -- "$text")"
  run -2 searcher --save odd -a $'a\nb' strike
  [[ $output == *"--archive can't be saved"* ]]
}

@test "a pattern that fits nothing, or a stray line beside a pattern, is told and keeps no other query" {
  searcher --quiet --save p harbour
  run -2 --separate-stderr searcher --saved p --saved 'nosuch*' --count
  [[ $output == p* ]]
  [[ $stderr == *"there is no saved query 'nosuch*'"* ]]
  file=$XDG_CONFIG_HOME/news-archive/saved.ini
  { printf 'ports]\nquery = harbour\n'; cat "$file"; } >"$file.new"
  mv "$file.new" "$file"
  run -2 --separate-stderr searcher --quiet --saved '*' --count
  [[ $output == p* ]]
  [[ $stderr == *"saved.ini:1: "* ]]
}
