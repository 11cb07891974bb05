import * as vscode from 'vscode';
import { setting } from '../../../src/vscode/ids';

/** One example, which no single small edit satisfies: the templates find something, and a model is asked for its opinion. */
export const undecided = `def area(side):
    """
    >>> area(2)
    4
    """
    return side
`;

/** Chooses the model of the runs to come, for all of this VS Code. */
export async function use(values: Readonly<Record<'provider' | 'baseUrl' | 'name', string>>): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  const write = (id: string, value: string) => settings.update(id, value, vscode.ConfigurationTarget.Global);
  await write(setting.modelBaseUrl, values.baseUrl);
  await write(setting.modelName, values.name);
  await write(setting.provider, values.provider);
}

export const useServer = (baseUrl: string) => use({ provider: 'openai', baseUrl, name: 'test-model' });
export const useTemplates = () => use({ provider: 'templates', baseUrl: '', name: '' });
