import type * as ts from 'typescript';
import { Overlays } from './overlay';
import { answer } from './answer';
import { REQUEST, type PluginQuestion } from './protocol';

const served = new WeakSet();

/**
 * Runs inside the user's own TypeScript server and answers questions about texts that stand nowhere but in the question.
 * What the server says about the user's files it leaves as it is.
 */
export default function init({ typescript }: { readonly typescript: typeof ts }): ts.server.PluginModule {
  return {
    create({ session, project, languageService }) {
      if (session && !served.has(session)) {
        served.add(session);
        const overlays = new Overlays(typescript, project.projectService);
        session.addProtocolHandler(REQUEST, (request) => ({
          response: answer(typescript, overlays, request.arguments as PluginQuestion),
          responseRequired: true,
        }));
      }
      return languageService;
    },
  };
}
