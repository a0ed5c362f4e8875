#!/usr/bin/env bats
# Completion in bash, as it is typed and as the shell calls it.

load common
load terminal

setup() {
  command -v bash >/dev/null || skip "not installed: bash"
  setup_completion bash
  cat >"$home/rc" <<'RC'
source "$home/news-searcher.bash"
source "$home/news-indexer.bash"
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind -x '"\C-t": printf "%s\n" "$READLINE_LINE" >"$LINE"'
PS1='ready> '
RC
}

line() { typed "bash --noprofile --rcfile $home/rc -i" "$1"; }

# replies WORD...: what is offered for the last word.
replies() {
  bash -c '
    source "$home/news-searcher.bash"
    source "$home/news-indexer.bash"
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _${1//-/_}
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@" | paste -sd ' '
}

@test "options are completed, and the values that they list" {
  expect "$(line 'news-searcher --sor\t')" 'news-searcher --sort '
  expect "$(line 'news-searcher --sort=new\t')" 'news-searcher --sort=newest '
  expect "$(line 'news-searcher -s ol\t')" 'news-searcher -s oldest '
  expect "$(line 'news-indexer --format reut\t')" 'news-indexer --format reuters21578 '
  expect "$(line 'news-indexer --map tit\t')" 'news-indexer --map title='
  expect "$(line 'news-searcher --columns id,publ\t')" 'news-searcher --columns id,published'
}

@test "folders and files are completed with their blanks" {
  expect "$(line 'news-searcher -a a\t')" 'news-searcher -a a\ folder/'
  expect "$(line 'news-searcher --archive=a\t')" 'news-searcher --archive=a\ folder/'
  expect "$(line 'news-searcher --saved-file o\t')" 'news-searcher --saved-file one\ file '
  expect "$(line 'news-indexer o\t')" 'news-indexer one\ file '
}

@test "fields of a query are completed, in quotes too" {
  expect "$(line 'news-searcher tit\t')" 'news-searcher title:'
  expect "$(line "news-searcher 'ice (byl\t")" "news-searcher 'ice (byline:"
  expect "$(line 'news-searcher "ice byl\t')" 'news-searcher "ice byline:'
}

@test "every option of the table is offered, by its names" {
  for program in news-searcher news-indexer; do
    expect "$(replies "$program" -)" "$(table_names "$program")"
  done
}

@test "behind two dashes there are no options" {
  expect "$(replies news-searcher -- --sor)" ''
  expect "$(replies news-searcher -- ti)" 'title:'
  expect "$(replies news-searcher -- -ti)" '-title:'
}

@test "a number and a name of one's own have nothing to offer" {
  expect "$(replies news-searcher --limit '')" ''
  expect "$(replies news-searcher -n '')" ''
  expect "$(replies news-indexer --source '')" ''
}

@test "a = that does not break words is understood, too" {
  expect "$(replies news-searcher --sort=n)" '--sort=newest'
  expect "$(replies news-searcher --sort =)" 'relevance newest oldest'
  expect "$(replies news-searcher --sort = o)" 'oldest'
}

@test "names of saved queries are completed, of the file that is in use" {
  news-searcher --quiet --save harbour 'harbour strike'
  news-searcher --quiet --save 'arctic ice' ice
  news-searcher --quiet --saved-file other.ini --save volcano ash
  expect "$(line 'news-searcher --saved har\t')" 'news-searcher --saved harbour '
  expect "$(line 'news-searcher --delete-saved arc\t')" 'news-searcher --delete-saved arctic\ ice '
  expect "$(line 'news-searcher --saved-file other.ini --saved vol\t')" \
    'news-searcher --saved-file other.ini --saved volcano '
  expect "$(line 'news-searcher --saved-file=other.ini --saved vol\t')" \
    'news-searcher --saved-file=other.ini --saved volcano '
  expect "$(line 'news-searcher saved:har\t' | sed 's/ *$//')" 'news-searcher saved:harbour'
  expect "$(line "news-searcher 'ice saved:har\t" | sed "s/'* *$//")" "news-searcher 'ice saved:harbour"
  expect "$(line 'news-searcher saved:arc\t')" 'news-searcher saved:arc' # it has a blank
}
