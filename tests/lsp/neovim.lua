-- Run by Neovim itself: nvim --headless --clean -l would need 0.9, so it is sourced. Opens a scenario with a fault, sees it marked, mends it
-- by the server's own fix, renames an id, lays the file out, and saves it. Prints what it found, a fact a line; "done" comes last.
local program, path = vim.env.AGROCAP, vim.env.SCENARIO

local function say(...) io.stdout:write(table.concat(vim.tbl_map(tostring, { ... }), " "), "\n") end

local function fail(why)
  say("failed:", why)
  vim.cmd("cquit 1")
end

local function wait(what, ready)
  if not vim.wait(20000, ready, 20) then fail("no " .. what) end
end

vim.cmd("edit " .. vim.fn.fnameescape(path))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ name = "agrocap", cmd = { program, "lsp" }, root_dir = vim.fn.fnamemodify(path, ":h") })
vim.lsp.buf_attach_client(buffer, client)

local function ask(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/" .. method, params, 20000)
  local answer = answers and answers[client]
  if not answer then fail("no answer to " .. method) end
  if answer.err or answer.error then fail(method .. ": " .. vim.inspect(answer.err or answer.error)) end
  return answer.result
end

local function line_of(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then return number - 1, vim.str_utfindex(line, column - 1) end
  end
  fail("nowhere: " .. text)
end

wait("diagnostics", function() return #vim.diagnostic.get(buffer) > 0 end)
local fault = vim.diagnostic.get(buffer)[1]
say("fault", fault.code, "line", fault.lnum + 1, "column", fault.col)

local actions = ask("codeAction", {
  range = { start = { line = fault.lnum, character = 0 }, ["end"] = { line = fault.lnum, character = 99 } },
  context = { diagnostics = {} },
})
say("fix", actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
wait("end of the fault", function() return #vim.diagnostic.get(buffer) == 0 end)

local line, column = line_of("size = 2")
say("help", ask("hover", { position = { line = line, character = column + 1 } }).contents.value:match("people[^\n]*"))

line, column = line_of("weld.time")
vim.lsp.util.apply_workspace_edit(ask("rename", { position = { line = line, character = column + 1 }, newName = "welding" }), "utf-16")
say("renamed", vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1])

local edits = ask("formatting", { options = { tabSize = 4, insertSpaces = true } })
vim.lsp.util.apply_text_edits(edits, buffer, "utf-16")
say("symbols", #ask("documentSymbol", {}))
vim.cmd("write")
vim.lsp.stop_client(client)
say("done")
vim.cmd("qall!")
