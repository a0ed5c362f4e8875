# Man page and shell completions of a program, written by the program itself when it has been built, and installed where
# man and the shells look.
function(news_install_usage program)
  if(NEWS_SANITIZE)
    return() # nobody installs these, and a sanitizer that cannot run here must not fail the build
  endif()
  # Debian's zsh looks below /usr for what packages bring and below /usr/local for what others bring, in two folders.
  install(CODE [[
    set(NEWS_ZSH_FOLDER site-functions)
    if(CMAKE_INSTALL_PREFIX MATCHES "/usr/?$")
      set(NEWS_ZSH_FOLDER vendor-completions)
    endif()]])
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/usage)
  file(MAKE_DIRECTORY ${folder})
  # What --generate calls it, its file's name here, where it is installed, under which name.
  foreach(row
      "man|${program}.1|${CMAKE_INSTALL_MANDIR}/man1|${program}.1"
      "complete-bash|${program}.bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions|${program}"
      "complete-zsh|${program}.zsh|${CMAKE_INSTALL_DATADIR}/zsh/\${NEWS_ZSH_FOLDER}|_${program}"
      "complete-fish|${program}.fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d|${program}.fish")
    string(REPLACE "|" ";" row "${row}")
    list(GET row 0 kind)
    list(GET row 1 file)
    list(GET row 2 destination)
    list(GET row 3 name)
    # Written aside and renamed, so that a failure leaves no empty file that looks finished.
    add_custom_command(OUTPUT ${folder}/${file}
      COMMAND sh -ec "\"$1\" --generate \"$2\" >\"$3.part\" && mv \"$3.part\" \"$3\"" sh
              $<TARGET_FILE:${program}> ${kind} ${folder}/${file}
      DEPENDS ${program}
      VERBATIM)
    list(APPEND files ${folder}/${file})
    install(FILES ${folder}/${file} DESTINATION ${destination} RENAME ${name})
  endforeach()
  add_custom_target(${program}-usage ALL DEPENDS ${files})
endfunction()
