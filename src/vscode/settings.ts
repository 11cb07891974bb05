import * as vscode from 'vscode';
import type { LanguageId } from '../core/model/focalFunction';
import { languageIds, setting, type SettingId } from './ids';

/** What the settings say, checked: a value of the wrong type counts as absent. */
export interface EiderSettings {
  readonly provider: 'auto' | 'openai' | 'vscode' | 'templates';
  /** Address of an OpenAI-compatible server. */
  readonly baseUrl?: string;
  readonly modelName?: string;
  /** Questions per run. */
  readonly maxCalls: number;
  readonly strategy: 'wide' | 'tree';
  /** US dollars for a million tokens. */
  readonly price?: { readonly prompt: number; readonly completion: number };
  /** Wall time of a run in milliseconds. */
  readonly budgetMs: number;
  /** Absent: chosen by the number of cores. */
  readonly workers?: number;
  readonly sandbox: 'required' | 'preferred' | 'off';
  /** Absent: found in the project and on the path. */
  readonly python?: string;
  readonly node?: string;
  /** Command lines by language. Absent: found in the project and on the path; `[]`: none. */
  readonly languageServers: Readonly<Partial<Record<LanguageId, readonly string[]>>>;
  readonly progress: 'terminal' | 'notification';
}

export function readSettings(scope?: vscode.Uri): EiderSettings {
  const values = vscode.workspace.getConfiguration(undefined, scope ?? null);
  const oneOf = <T extends string>(id: SettingId, choices: readonly [T, ...T[]]): T => {
    const value = values.get<unknown>(id);
    return choices.find((choice) => choice === value) ?? choices[0];
  };
  const number = (id: SettingId, otherwise: number) => {
    const value = values.get<unknown>(id);
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  };
  const text = (id: SettingId) => {
    const value = values.get<unknown>(id);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const price = priceOf(values.get<unknown>(setting.modelPrice));
  const workers = Math.floor(number(setting.workers, 0));
  const python = text(setting.python);
  const node = text(setting.node);
  const baseUrl = text(setting.modelBaseUrl);
  const modelName = text(setting.modelName);
  return {
    provider: oneOf(setting.provider, ['auto', 'openai', 'vscode', 'templates']),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(modelName === undefined ? {} : { modelName }),
    maxCalls: Math.min(50, Math.max(1, Math.floor(number(setting.modelCalls, 8)))),
    strategy: oneOf(setting.modelStrategy, ['wide', 'tree']),
    ...(price === undefined ? {} : { price }),
    budgetMs: Math.min(3600, Math.max(1, number(setting.budget, 60))) * 1000,
    ...(workers > 0 ? { workers } : {}),
    sandbox: oneOf(setting.sandbox, ['preferred', 'required', 'off']),
    ...(python === undefined ? {} : { python }),
    ...(node === undefined ? {} : { node }),
    languageServers: serversOf(values.get<unknown>(setting.languageServers)),
    progress: oneOf(setting.progress, ['terminal', 'notification']),
  };
}

function serversOf(value: unknown): EiderSettings['languageServers'] {
  if (typeof value !== 'object' || value === null) return {};
  const given = new Map<string, unknown>(Object.entries(value));
  const commands = languageIds.flatMap((id) => {
    const command = given.get(id);
    return Array.isArray(command) && command.every((part) => typeof part === 'string') ? [[id, command] as const] : [];
  });
  return Object.fromEntries(commands);
}

function priceOf(value: unknown): EiderSettings['price'] {
  const { prompt, completion } = (value ?? {}) as { prompt?: unknown; completion?: unknown };
  const known = (n: unknown): n is number => typeof n === 'number' && Number.isFinite(n) && n >= 0;
  return known(prompt) && known(completion) ? { prompt, completion } : undefined;
}

/** The switch may differ by language: `"[python]": { "eider.codeLens.enabled": false }`. */
export function lensesWanted(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, document).get<unknown>(setting.codeLens) !== false;
}

/** Whether saving this document makes tests for the functions that changed. */
export function testsOnSave(document: vscode.TextDocument): boolean {
  return (
    vscode.workspace.getConfiguration(undefined, document).get<unknown>(setting.testsOnSave) === 'changed functions'
  );
}

/** Whether tests made on saving this document may cost a model's call. */
export function modelOnSave(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, document).get<unknown>(setting.testsOnSaveModel) === true;
}
