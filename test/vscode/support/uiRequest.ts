/** VS Code's names of the families of colour themes. */
export type ThemeBase = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

/** What a test in the extension host may ask of the workbench page. `timeout` in milliseconds, 15,000 when not given. */
export type UiRequest = { readonly timeout?: number } & (
  | { readonly op: 'screenshot'; readonly name: string; readonly readme?: boolean }
  | { readonly op: 'waitText' | 'waitGone' | 'clickText' | 'type'; readonly text: string }
  | { readonly op: 'click' | 'hover' | 'text' | 'texts' | 'box'; readonly selector: string }
  | { readonly op: 'waitTheme'; readonly base: ThemeBase }
  | { readonly op: 'press'; readonly key: string }
  | { readonly op: 'frameTexts' | 'reloadLater' }
);
