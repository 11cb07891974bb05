import { command, mustRun, say, step } from './step';

/** True where Debian packages can be installed without asking: apt-get is there and this is root. */
async function aptUsable(): Promise<boolean> {
  return process.getuid?.() === 0 && (await command('apt-get', ['--version'])).code === 0;
}

let updated: Promise<string> | undefined;

/**
 * Installs Debian packages for a stated reason; false, after one line that says what to do, where that is not possible.
 * Calls must not overlap: apt takes a lock.
 */
export async function aptInstall(packages: readonly string[], reason: string): Promise<boolean> {
  const names = packages.join(' ');
  if (!(await aptUsable())) {
    say('system', `${names} is missing (${reason}); install it with your system's package manager`);
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await step('system', `installing ${names} with apt-get: ${reason}`, async () => {
      await (updated ??= mustRun('apt-get', ['update', '-q'], { env }));
      await mustRun('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
    });
    return true;
  } catch (error) {
    say('system', `${names} could not be installed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
