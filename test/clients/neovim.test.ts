import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {it} from 'node:test';
import {readPage} from '../support/page.ts';
import {inScratch, post} from '../support/scratch.ts';

/*
 * A real Neovim, without a screen, with the set-up of docs/editors.md for its version: it opens a post, waits for what
 * draftlint says, asks for fixes and for why, mends the text, and waits until nothing is said.
 */
const main = path.resolve(import.meta.dirname, '../../dist/main.js');
const [, minor = 0] = /^NVIM v0\.(\d+)/
  .exec(spawnSync('nvim', ['--version'], {encoding: 'utf8'}).stdout ?? '')
  ?.map(Number) ?? [0, Number.NaN];
const {block} = readPage('editors.md');

const session = `
local said = {}
local function diagnostics() return vim.diagnostic.get(0) end
local function request(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do return answer.result end
end
vim.wait(60000, function() return #diagnostics() > 0 end, 50)
said.diagnostics = vim.tbl_map(function(one) return {one.lnum, one.col, one.message, one.code} end, diagnostics())
local document = {uri = vim.uri_from_bufnr(0)}
local at = {line = 4, character = 6}
local actions = request('textDocument/codeAction', {
  textDocument = document,
  range = {start = at, ['end'] = at},
  context = {diagnostics = {}},
}) or {}
said.actions = vim.tbl_map(function(action) return action.title end, actions)
said.hover = (request('textDocument/hover', {textDocument = document, position = at}) or {contents = {}}).contents.value
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
said.line = vim.api.nvim_buf_get_lines(0, 4, 5, true)[1]
said.silent = vim.wait(60000, function() return #diagnostics() == 0 end, 50)
vim.fn.writefile({vim.fn.json_encode(said)}, 'said.json')
vim.cmd('qall!')
`;

it(
  'Neovim shows what draftlint says, offers fixes, and follows the text',
  {
    skip: Number.isNaN(minor) && '!!! nvim is not installed !!!',
  },
  () =>
    inScratch(
      {
        '_posts/2024-05-01-pears.md': post(
          'Pears',
          'They accomodate the neighbours.',
          '',
          'The trees behind the shed bear more fruit each autumn than the two of us can eat, cook, dry or give away.',
          '',
          'So we put a basket at the gate, with a note that says how long each kind keeps, and by noon it is empty.',
        ),
        'init.lua': block(minor >= 11 ? 'neovim' : 'neovim-before-0.11'),
        'session.lua': session,
      },
      async (blog) => {
        blog.git('init', '--quiet');
        blog.write({'bin/.keep': ''});
        symlinkSync(main, path.join(blog.folder, 'bin/draftlint'));
        const args = ['--headless', '-n', '-i', 'NONE', '-u', 'init.lua', '_posts/2024-05-01-pears.md'];
        const {status, stdout, stderr} = spawnSync('nvim', [...args, '-c', 'luafile session.lua'], {
          cwd: blog.folder,
          encoding: 'utf8',
          timeout: 180_000,
          env: {...process.env, HOME: blog.folder, PATH: `${blog.folder}/bin${path.delimiter}${process.env.PATH}`},
        });
        assert.equal(status, 0, stdout + stderr);
        const said = JSON.parse(readFileSync(path.join(blog.folder, 'said.json'), 'utf8'));
        assert.deepEqual(said.diagnostics, [[4, 5, 'Misspelt: accomodate → accommodate', 'spelling']]);
        assert.equal(said.actions[0], 'Change to “accommodate”');
        assert.deepEqual(said.actions.slice(-2), ['Add “accomodate” to words.txt', 'Ignore spelling here']);
        assert.equal(said.line, 'They accommodate the neighbours.');
        assert.match(said.hover, /^Misspelt: accomodate → accommodate \(spelling\)\n/);
        assert.equal(said.silent, true);
      },
    ),
);
