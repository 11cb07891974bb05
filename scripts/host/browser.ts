import { chromium, type Browser, type Page } from 'playwright-core';
import type { Chromium } from '../setup/chromium';

/** The background-networking flags keep Chromium from calling its maker's servers. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
];

/** Nobody watches this page, and without a graphics card each frame of an animation is painted by the processor. */
const still = `document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, *::before, *::after { animation: none !important; transition: none !important; }';
  document.head.append(style);
});`;

/** Opens an empty page of 1280 x 800 in headless Chromium. */
export async function openPage(binary: Chromium): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: binary.executable,
    headless: true,
    args,
    env: { ...process.env, ...binary.env },
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.addInitScript({ content: still });
  return { browser, page };
}
