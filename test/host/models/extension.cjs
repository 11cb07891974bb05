const vscode = require('vscode');

/**
 * What the model does with the next requests: `say` streams a text in pieces, `fail` throws an error of VS Code's API by its
 * maker's name, `hang` answers nothing until it is cancelled. A test sets it and reads what was asked.
 */
const script = { steps: [{ say: '' }], requests: [], cancelled: 0 };

const information = {
  id: 'scripted',
  name: 'Scripted Model',
  family: 'scripted',
  version: '1.0.0',
  maxInputTokens: 16000,
  maxOutputTokens: 4000,
  capabilities: {},
};

const textOf = (message) =>
  message.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('eider-tests', {
      provideLanguageModelChatInformation: () => [information],
      provideTokenCount: (_model, text) => Math.ceil((typeof text === 'string' ? text : textOf(text)).length / 4),
      async provideLanguageModelChatResponse(_model, messages, _options, progress, token) {
        const step = script.steps[Math.min(script.requests.length, script.steps.length - 1)];
        script.requests.push(messages.map(textOf).join('\n\n'));
        token.onCancellationRequested(() => script.cancelled++);
        if (step.fail !== undefined) {
          const make = vscode.LanguageModelError[step.fail];
          throw make === undefined
            ? new Error(step.fail)
            : make.call(vscode.LanguageModelError, 'as the test wants it');
        }
        if (step.hang === true) {
          await new Promise((resolve) => token.onCancellationRequested(resolve));
          return;
        }
        for (let from = 0; from < step.say.length && !token.isCancellationRequested; from += 12) {
          progress.report(new vscode.LanguageModelTextPart(step.say.slice(from, from + 12)));
          if (step.everyMs > 0) await new Promise((resolve) => setTimeout(resolve, step.everyMs));
        }
      },
    }),
  );
  return script;
};
