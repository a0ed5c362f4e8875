#!/usr/bin/env bats
# The Debian package: built, installed into a root of its own, used and removed.

load common

# as_root COMMAND...: dpkg wants to be root, or to believe it.
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else fakeroot "$@"; fi; }

setup_file() {
  command -v dpkg-shlibdeps >/dev/null || skip "not installed: dpkg-dev"
  cd "$BATS_FILE_TMPDIR"
  cpack --config "$NEWS_BUILD/CPackConfig.cmake" -B "$BATS_FILE_TMPDIR/out" >cpack.log 2>&1 || { cat cpack.log >&2; return 1; }
  mv out/*.deb package.deb
  export root=$BATS_FILE_TMPDIR/root
  mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
  touch "$root/var/lib/dpkg/status"
  # The libraries are this system's.
  as_root dpkg --root="$root" --log=/dev/null --force-depends -i package.deb >dpkg.log 2>&1 || { cat dpkg.log >&2; return 1; }
}

setup() {
  deb=$BATS_FILE_TMPDIR/package.deb
  export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
  unset XDG_DATA_HOME NEWS_ARCHIVE NO_COLOR
}

@test "the installed programs index and search" {
  "$root/usr/bin/news-indexer" --quiet "$NEWS_SOURCE/sample_corpus" || [ $? -eq 1 ]
  run -0 "$root/usr/bin/news-searcher" --count strike
  [ "$output" -gt 0 ]
  [ -e "$HOME/.local/share/news-archive/XAPIANDB" ]
}

@test "it depends on what the programs need, and on nothing that this system has not" {
  depends=$(dpkg-deb -f "$deb" Depends)
  [[ $depends == *libxapian30* ]]
  while IFS= read -r one; do
    name=${one%% *}
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name")" = installed ]
  done < <(tr ',' '\n' <<<"$depends" | sed 's/^ *//')
  # Every library is of a package that is named.
  for program in news-indexer news-searcher; do
    while read -r library; do
      named=false
      for owner in $(dpkg -S "*/$library" | awk -F: '{ print $1 }' | sort -u); do
        [[ ", $depends," != *", $owner ("* && ", $depends," != *", $owner,"* ]] || named=true
      done
      $named || { echo "$program: no package is named for $library" >&2; return 1; }
    done < <(objdump -p "$root/usr/bin/$program" | awk '$1 == "NEEDED" { print $2 }')
  done
}

@test "man finds the pages" {
  for program in news-indexer news-searcher; do
    expect "$(man -M "$root/usr/share/man" -w "$program")" "$root/usr/share/man/man1/$program.1.gz"
    page=$(MANWIDTH=80 LC_ALL=C.UTF-8 man -M "$root/usr/share/man" "$program")
    [[ $page == *"$program - "* ]]
  done
}

@test "the shells find the completions where they look" {
  for program in news-indexer news-searcher; do
    [ -s "$root/usr/share/bash-completion/completions/$program" ]
    [ -s "$root/usr/share/zsh/vendor-completions/_$program" ]
    [ -s "$root/usr/share/fish/vendor_completions.d/$program.fish" ]
  done
}

@test "it brings documents, copyright and change logs, as Debian wants them" {
  doc=$root/usr/share/doc/news-archive
  grep -q 'GPL-2' "$doc/copyright"
  zcat "$doc/changelog.gz" | grep -q '^# Changelog'
  zcat "$doc/changelog.Debian.gz" | grep -q '^news-archive ('
  [ -s "$doc/README.md" ]
  [ -s "$doc/docs/query-language.md" ]
  expect "$(find "$root/usr" -type f -size 0)" ''
}

@test "the nightly timer is sound and off" {
  units=$root/usr/lib/systemd/user
  expect "$(find "$root" -type l)" '' # enabling makes a link
  expect "$(dpkg-deb -e "$deb" "$BATS_TEST_TMPDIR/control" && ls "$BATS_TEST_TMPDIR/control" | paste -sd ' ')" 'control md5sums'
  command -v systemd-analyze >/dev/null || skip "not installed: systemd"
  # Verified as installed there.
  mkdir "$BATS_TEST_TMPDIR/units" "$BATS_TEST_TMPDIR/run"
  for unit in news-archive-nightly.service news-archive-nightly.timer; do
    sed -E "s|^ExecStart=news-indexer|ExecStart=$root/usr/bin/news-indexer|" "$units/$unit" >"$BATS_TEST_TMPDIR/units/$unit"
  done
  run -0 env XDG_RUNTIME_DIR="$BATS_TEST_TMPDIR/run" systemd-analyze --user --man=no verify \
    "$BATS_TEST_TMPDIR/units/news-archive-nightly.service" "$BATS_TEST_TMPDIR/units/news-archive-nightly.timer"
  expect "$output" ''
}

@test "what it installs is what it said, and removed it leaves nothing" {
  # On a copy, for the other tests.
  cp -a "$root" "$BATS_TEST_TMPDIR/root"
  rm "$BATS_TEST_TMPDIR"/root/var/lib/dpkg/lock*
  (cd "$BATS_TEST_TMPDIR/root" && md5sum --quiet -c var/lib/dpkg/info/news-archive.md5sums)
  as_root dpkg --root="$BATS_TEST_TMPDIR/root" --log=/dev/null -r news-archive >"$BATS_TEST_TMPDIR/log" 2>&1
  expect "$(find "$BATS_TEST_TMPDIR/root" -mindepth 1 -path '*/root/var' -prune -o -print)" ''
  expect "$(dpkg --root="$BATS_TEST_TMPDIR/root" -l news-archive 2>/dev/null | grep -c '^ii')" 0
}

@test "the installed script mails what saved queries find anew, and keeps it where the mail fails" {
  export PATH=$BATS_TEST_TMPDIR/bin:$root/usr/bin:$PATH NEWS_ARCHIVE=$BATS_TEST_TMPDIR/archive
  unset XDG_STATE_HOME
  mkdir "$HOME/bin" "$HOME/articles"
  news-searcher --quiet --save strikes strike
  news-searcher --quiet --save 'arctic ice' ice
  news-searcher --quiet --save rain rain
  in=$HOME/articles
  article a a 'Strike at the docks' 'It began at six.'
  article b b 'Ice on the river' 'It is thin.'
  news-indexer --quiet "$in"
  printf '#!/bin/sh\nexit 1\n' >"$HOME/bin/mail"
  chmod +x "$HOME/bin/mail"
  alerts=$root/usr/share/doc/news-archive/examples/mail-alerts
  run -2 sh "$alerts" desk@example.org
  printf '#!/bin/sh\n{ echo "$@"; cat; } >>"$HOME/mails"\n' >"$HOME/bin/mail"
  article c c 'Rain' 'Strike or no strike, it rained.'
  news-indexer --quiet "$in"
  run -0 sh "$alerts" desk@example.org
  # The two that were kept, and what rain and strikes find in the second run.
  expect "$(grep -cE '^-s News: .* desk@example.org$' "$HOME/mails")" 4
  expect "$(grep -c '^-s News: arctic ice desk@example.org$' "$HOME/mails")" 1
  expect "$(sed 's/\*//g' "$HOME/mails" | grep -cE '^1\. (Strike at the docks|Ice on the river|Rain)$')" 4
  rm "$HOME/mails"
  run -0 sh "$alerts"
  [ ! -e "$HOME/mails" ]
  expect "$(find "$HOME/.local/state/news-archive/alerts" -type f)" ''
}
