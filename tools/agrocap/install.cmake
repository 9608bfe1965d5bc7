# `cmake --install build/release`: the program, its manual, what shells and editors take from it, the pages and the scenarios.
include(GNUInstallDirs)
install(TARGETS agrocap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/tools/python/agrocap.py DESTINATION ${CMAKE_INSTALL_DATADIR}/agrocap/python)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Written by the program that is installed, so that they cannot lag behind it; where each shell looks for them by itself.
set(asked_of_program
  "completion bash|bash-completion/completions/agrocap"
  "completion zsh|zsh/site-functions/_agrocap"
  "completion fish|fish/vendor_completions.d/agrocap.fish"
  "schema|agrocap/agrocap.schema.json")
foreach(row IN LISTS asked_of_program)
  string(REPLACE "|" ";" row "${row}")
  list(GET row 0 command)
  list(GET row 1 file)
  string(REPLACE " " ";" command "${command}")
  install(CODE "
    set(file \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/${file}\")
    message(STATUS \"Installing: \${file}\")
    cmake_path(GET file PARENT_PATH folder)
    file(MAKE_DIRECTORY \"\${folder}\")
    execute_process(COMMAND \"$<TARGET_FILE:agrocap>\" ${command} OUTPUT_FILE \"\${file}\" COMMAND_ERROR_IS_FATAL ANY)")
endforeach()
install(CODE "
  set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}\")
  message(STATUS \"Installing: \${folder}\")
  file(MAKE_DIRECTORY \"\${folder}\")
  execute_process(COMMAND \"$<TARGET_FILE:agrocap>\" help --man \"\${folder}\" COMMAND_ERROR_IS_FATAL ANY)")
