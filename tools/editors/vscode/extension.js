// Starts `agrocap lsp` for scenarios, and runs the program in a terminal for the commands that stand above them.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { commandLine } = require("./command-line.js");

let client;

function settings() {
  return vscode.workspace.getConfiguration("agrocap");
}

async function start() {
  const program = settings().get("program");
  const pattern = settings().get("files");
  client = new LanguageClient(
    "agrocap",
    "agrocap",
    { command: program, args: ["lsp"], transport: TransportKind.stdio },
    {
      documentSelector: [{ scheme: "file", pattern }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{toml,csv}") },
    },
  );
  try {
    await client.start();
  } catch (fault) {
    client = undefined;
    vscode.window.showErrorMessage(`agrocap: "${program} lsp" does not start: ${fault.message}. The setting agrocap.program has the path of the program.`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop();
}

/// Saves first: the program reads the file, not the editor.
async function runIn(command, path) {
  const editor = vscode.window.activeTextEditor;
  const file = path ?? editor?.document.uri.fsPath;
  if (!file) return;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === file);
  if (open?.isDirty) await open.save();
  const terminal = vscode.window.terminals.find((one) => one.name === "agrocap") ?? vscode.window.createTerminal("agrocap");
  terminal.show(true);
  terminal.sendText(commandLine(settings().get("program"), command, file, process.platform));
}

async function activate(context) {
  for (const command of ["run", "check", "explain"])
    context.subscriptions.push(vscode.commands.registerCommand(`agrocap.${command}`, (path) => runIn(command, path)));
  context.subscriptions.push(
    vscode.commands.registerCommand("agrocap.restart", async () => {
      await stop();
      await start();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
