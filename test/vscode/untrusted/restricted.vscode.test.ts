import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('an untrusted workspace', () => {
  it('is what this window shows', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
