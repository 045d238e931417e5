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
  /** The same, where it is to say nothing of its own. */
  readonly runQuietly: string
  /** Before what is passed to a script. */
  readonly passed: '' | '-- '
  readonly lockfile: string
  /** What it reads beside package.json and the lockfile. */
  readonly configuration: string
  /** What it leaves in the project besides `node_modules`, and is nobody's source. */
  readonly leftovers: readonly string[]
  /** The script of package.json that runs after an installation. */
  readonly installed: 'prepare' | 'postinstall'
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
    runQuietly: 'npm run --silent',
    passed: '-- ',
    lockfile: 'package-lock.json',
    configuration: '.npmrc',
    leftovers: [],
    installed: 'prepare',
    ci: { setup: [], cache: ['cache: npm'] },
  },
  pnpm: {
    install: 'pnpm install',
    installFrozen: 'pnpm install --frozen-lockfile --ignore-scripts',
    installProduction: 'pnpm install --prod --frozen-lockfile --ignore-scripts',
    prune: 'pnpm prune --prod --ignore-scripts',
    run: 'pnpm run',
    runQuietly: 'pnpm run --silent',
    passed: '',
    lockfile: 'pnpm-lock.yaml',
    configuration: 'pnpm-workspace.yaml .npmrc',
    leftovers: [],
    installed: 'prepare',
    ci: { setup: ['- run: npm install --global pnpm@12'], cache: ['cache: pnpm'] },
  },
  // Yarn 4.
  yarn: {
    install: 'yarn install',
    installFrozen: 'yarn install --immutable --mode=skip-build',
    installProduction: 'yarn workspaces focus --production',
    prune: 'yarn workspaces focus --production',
    run: 'yarn run',
    runQuietly: 'yarn run',
    passed: '',
    lockfile: 'yarn.lock',
    configuration: '.yarnrc.yml',
    leftovers: ['.pnp.*', '.yarn'],
    installed: 'postinstall',
    // Over the Yarn 1 that the machine has.
    ci: { setup: ['- run: npm install --global --force @yarnpkg/cli-dist@4'], cache: ['cache: yarn'] },
  },
  bun: {
    install: 'bun install',
    installFrozen: 'bun install --frozen-lockfile --ignore-scripts',
    installProduction: 'bun install --production --frozen-lockfile --ignore-scripts',
    prune: 'rm -rf node_modules && bun install --production --frozen-lockfile --ignore-scripts',
    run: 'bun run',
    runQuietly: 'bun run --silent',
    passed: '-- ',
    lockfile: 'bun.lock',
    configuration: '.npmrc',
    leftovers: [],
    installed: 'prepare',
    ci: { setup: ['- uses: oven-sh/setup-bun@v2'], cache: [] },
  },
}

export const commandsOf = (packageManager: PackageManager): Commands => commands[packageManager]
