import type { TemplateExample } from '../../template';

export const inPython = (buggy: string, fixed: string): TemplateExample => ({ language: 'python', buggy, fixed });
export const inJavaScript = (buggy: string, fixed: string): TemplateExample => ({
  language: 'javascript',
  buggy,
  fixed,
});
export const inTypeScript = (buggy: string, fixed: string): TemplateExample => ({
  language: 'typescript',
  buggy,
  fixed,
});
