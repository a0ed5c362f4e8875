#!/usr/bin/env bats
# Completion in fish, as fish states it.

load common

setup() {
  command -v fish >/dev/null || skip "not installed: fish"
  setup_completion fish
}

# offers LINE: what is offered at its end, without the descriptions.
offers() {
  fish --no-config -c 'source $home/news-searcher.fish; source $home/news-indexer.fish; complete -C $argv[1]' -- "$1" |
    cut -f 1 | paste -sd ' '
}

@test "options are completed, and the values that they list" {
  expect "$(offers 'news-searcher --sor')" '--sort'
  expect "$(offers 'news-searcher --sort=new')" '--sort=newest'
  expect "$(offers 'news-searcher -s ol')" 'oldest'
  expect "$(offers 'news-searcher -s ')" 'newest oldest relevance'
  expect "$(offers 'news-indexer --format reut')" 'reuters21578'
  expect "$(offers 'news-indexer --map tit')" 'title='
  expect "$(offers 'news-searcher --columns id,publ')" 'id,published'
}

@test "folders and files are completed" {
  expect "$(offers 'news-searcher -a a')" 'a folder/'
  expect "$(offers 'news-searcher -a o')" ''
  expect "$(offers 'news-searcher --saved-file o')" 'one file'
  expect "$(offers 'news-indexer o')" 'one file'
}

@test "fields of a query are completed, in quotes too, and no files" {
  expect "$(offers 'news-searcher tit')" 'title:'
  expect "$(offers "news-searcher 'ice (byl")" 'ice (byline:'
  expect "$(offers 'news-searcher fil')" ''
  expect "$(offers 'news-searcher -- -tit')" '-title:'
}

@test "every option is offered, with its description" {
  for program in news-searcher news-indexer; do
    long=$(table_names "$program" | tr ' ' '\n' | grep '^--' | sort | paste -sd ' ')
    expect "$(offers "$program --" | tr ' ' '\n' | sort | paste -sd ' ')" "$long"
  done
  run -0 fish --no-config -c 'source $home/news-searcher.fish; complete -C "news-searcher --cou"'
  [[ $output == --count$'\t'*exact* ]]
}

@test "names of saved queries are completed, of the file that is in use" {
  news-searcher --quiet --save harbour 'harbour strike'
  news-searcher --quiet --save 'arctic ice' ice
  news-searcher --quiet --saved-file other.ini --save volcano ash
  expect "$(offers 'news-searcher --saved har')" 'harbour'
  expect "$(offers 'news-searcher --delete-saved arc')" 'arctic ice'
  expect "$(offers 'news-searcher --saved-file other.ini --saved vol')" 'volcano'
  expect "$(offers 'news-searcher --saved-file=other.ini --saved vol')" 'volcano'
  expect "$(offers 'news-searcher saved:har')" 'saved:harbour'
  expect "$(offers "news-searcher 'ice saved:har")" 'ice saved:harbour'
  expect "$(offers 'news-searcher saved:arc')" '' # it has a blank
}
