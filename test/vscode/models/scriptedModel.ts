import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What test/host/models hands out: the model another extension registered with VS Code. */
export interface ScriptedModel {
  steps: readonly {
    readonly say?: string;
    readonly everyMs?: number;
    readonly fail?: string;
    readonly hang?: boolean;
  }[];
  requests: string[];
  cancelled: number;
}

export async function scriptedModel(): Promise<ScriptedModel> {
  const extension = vscode.extensions.getExtension<ScriptedModel>('eider-tests.models');
  assert.ok(extension, 'the extension that registers a model is installed');
  return extension.activate();
}
