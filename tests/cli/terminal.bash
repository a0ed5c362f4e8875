# A shell at a terminal, for what can be seen there only. Needs script(1), which every Debian has.

# until_true COMMAND...: waits for it, at most a minute.
until_true() {
  for ((tries = 0; tries < 1200; ++tries)); do
    "$@" && return 0
    sleep 0.05
  done
  echo "waited in vain for: $*" >&2
  return 1
}

# typed SHELL KEYS: what stands on the shell's line after the keys (\t is the tab key). The shell's own startup file must
# make the prompt `ready> ` and bind Ctrl-T to write the line into the file $LINE.
typed() {
  local folder
  folder=$(mktemp -d "$BATS_TEST_TMPDIR/typed.XXXXXX")
  export LINE=$folder/line
  mkfifo "$folder/keys"
  # Nobody may have the descriptors of bats: it would wait for them.
  TERM=dumb script -qfec "$1" "$folder/screen" <"$folder/keys" >/dev/null 2>&1 3>&- 4>&- &
  exec 9>"$folder/keys"
  # Keys that are typed before the shell reads them would be the terminal's own.
  until_true grep -qs 'ready> ' "$folder/screen"
  printf '%b\x14' "$2" >&9
  until_true test -s "$LINE" || { cat "$folder/screen" >&2; return 1; }
  printf '\x15exit\n' >&9
  exec 9>&-
  wait $!
  cat "$LINE"
}
