// A command line for the user's shell, in which no file's name is more than a name.
"use strict";

function quoted(word, platform) {
  if (/^[\w./:@%+=,-]+$/.test(word) && (platform !== "win32" || !/%/.test(word))) return word;
  return platform === "win32" ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

function commandLine(program, command, file, platform) {
  // PowerShell takes a quoted word for a text unless "&" asks to run it.
  const first = quoted(program, platform);
  const call = platform === "win32" && first.startsWith('"') ? `& ${first}` : first;
  return `${call} ${command} ${quoted(file, platform)}`;
}

module.exports = { commandLine };
