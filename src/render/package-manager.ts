import type { Answers } from './answers.ts'
import { packageManagers } from './answers.ts'

export type PackageManager = Answers['packageManager']

/**
 * The package manager that started this process, by the user agent that each of them sets.
 * @param userAgent npm_config_user_agent: `pnpm/10.1.0 npm/? node/v24.1.0 linux x64`
 */
export function detectPackageManager(userAgent = ''): PackageManager {
  const [name] = userAgent.split('/', 1)
  return packageManagers.find((known) => known === name) ?? 'npm'
}

interface Commands {
  /** Installs what package.json asks for. */
  readonly install: string
  /** Installs exactly what the lockfile says, and runs nobody's scripts. */
  readonly installFrozen: string
  /** The same, without what only development needs. */
  readonly installProduction: string
  /** Takes away what only development needs. */
  readonly prune: string
  /** Before the name of a script. */
  readonly run: string
  /** Before the name of an installed binary. */
  readonly exec: string
  readonly lockfile: string
  /** Steps of the CI workflow that bring it, and its cache in `actions/setup-node`, where there is one. */
  readonly ci: { readonly setup: readonly string[]; readonly cache: readonly string[] }
}

const commands: Record<PackageManager, Commands> = {
  npm: {
    install: 'npm install',
    installFrozen: 'npm ci --ignore-scripts',
    installProduction: 'npm ci --omit=dev --ignore-scripts',
    prune: 'npm prune --omit=dev --ignore-scripts',
    run: 'npm run',
    exec: 'npx',
    lockfile: 'package-lock.json',
    ci: { setup: [], cache: ['cache: npm'] },
  },
  pnpm: {
    install: 'pnpm install',
    installFrozen: 'pnpm install --frozen-lockfile --ignore-scripts',
    installProduction: 'pnpm install --prod --frozen-lockfile --ignore-scripts',
    prune: 'pnpm prune --prod --ignore-scripts',
    run: 'pnpm run',
    exec: 'pnpm exec',
    lockfile: 'pnpm-lock.yaml',
    ci: { setup: ['- uses: pnpm/action-setup@v4\n  with:\n    version: 10'], cache: ['cache: pnpm'] },
  },
  yarn: {
    install: 'yarn install',
    installFrozen: 'yarn install --frozen-lockfile --ignore-scripts',
    installProduction: 'yarn install --production --frozen-lockfile --ignore-scripts',
    prune: 'yarn install --production --frozen-lockfile --ignore-scripts',
    run: 'yarn run',
    exec: 'yarn run',
    lockfile: 'yarn.lock',
    ci: { setup: [], cache: ['cache: yarn'] },
  },
  bun: {
    install: 'bun install',
    installFrozen: 'bun install --frozen-lockfile --ignore-scripts',
    installProduction: 'bun install --production --frozen-lockfile --ignore-scripts',
    prune: 'bun install --production --frozen-lockfile --ignore-scripts',
    run: 'bun run',
    exec: 'bun run',
    lockfile: 'bun.lock',
    ci: { setup: ['- uses: oven-sh/setup-bun@v2'], cache: [] },
  },
}

export const commandsOf = (packageManager: PackageManager): Commands => commands[packageManager]
