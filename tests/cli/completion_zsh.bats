#!/usr/bin/env bats
# Completion in zsh, as it is typed.

load common
load terminal

setup() {
  command -v zsh >/dev/null || skip "not installed: zsh"
  setup_completion zsh
  mkdir "$home/functions"
  for name in news-indexer news-searcher; do mv "$home/$name.zsh" "$home/functions/_$name"; done
  cat >"$home/.zshrc" <<'RC'
fpath=($HOME/functions $fpath)
autoload -Uz compinit && compinit -u -D
setopt no_beep
dump() { print -r -- "$BUFFER" >$LINE }
zle -N dump && bindkey '^T' dump
PS1='ready> '
RC
}

line() { typed "env ZDOTDIR=$home zsh -d -i" "$1"; }

@test "options are completed, and the values that they list" {
  expect "$(line 'news-searcher --sor\t')" 'news-searcher --sort='
  expect "$(line 'news-searcher --sort=new\t')" 'news-searcher --sort=newest '
  expect "$(line 'news-searcher -s ol\t')" 'news-searcher -s oldest '
  expect "$(line 'news-searcher --cou\t')" 'news-searcher --count '
  expect "$(line 'news-indexer --format reut\t')" 'news-indexer --format reuters21578 '
  expect "$(line 'news-indexer --map tit\t')" 'news-indexer --map title='
  expect "$(line 'news-searcher --columns id,publ\t')" 'news-searcher --columns id,published'
}

@test "folders and files are completed with their blanks" {
  expect "$(line 'news-searcher -a a\t')" 'news-searcher -a a\ folder/'
  expect "$(line 'news-searcher --archive=a\t')" 'news-searcher --archive=a\ folder/'
  expect "$(line 'news-indexer o\t')" 'news-indexer one\ file '
}

@test "fields of a query are completed, in quotes too" {
  expect "$(line 'news-searcher tit\t')" 'news-searcher title:'
  expect "$(line "news-searcher 'ice (byl\t")" "news-searcher 'ice (byline:"
  expect "$(line 'news-searcher "ice byl\t')" 'news-searcher "ice byline:'
}

@test "every option of the table is known, by its names" {
  for program in news-searcher news-indexer; do
    known=$(zsh -f -c '
      compdef() { :; }
      _arguments() { print -l -- "$@"; }
      source $home/functions/_$1
      _${1//-/_}' zsh "$program" | sed -nE "s/^(\\([^)]*\\)|\\*)(--?[a-zA-Z0-9-]+)=?\\[.*/\\2/p" | paste -sd ' ')
    expect "$known" "$(table_names "$program")"
  done
}

@test "an option that was given is offered once, a repeatable one again" {
  expect "$(line 'news-searcher --count --coun\t')" 'news-searcher --count --coun'
  expect "$(line 'news-searcher --archive=x --archi\t')" 'news-searcher --archive=x --archive='
}

@test "sourced, it makes itself known" {
  run -0 zsh -f -c 'autoload -Uz compinit && compinit -u -D; source $1; print $_comps[news-searcher]' zsh \
    "$home/functions/_news-searcher"
  expect "$output" _news_searcher
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
