// Packages resolve from test/host/node_modules: VS Code loads this file by its real path.
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

exports.activate = async () => {
  const server = { module: require.resolve('pyright/langserver.index.js'), transport: TransportKind.ipc };
  client = new LanguageClient(
    'pyright',
    'Pyright',
    { run: server, debug: server },
    {
      documentSelector: [{ language: 'python' }],
      initializationOptions: {},
      synchronize: { configurationSection: ['python', 'python.analysis', 'pyright'] },
    },
  );
  await client.start();
  return { client };
};

exports.deactivate = () => client?.stop();
