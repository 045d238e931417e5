import type { Answers } from './answers.ts'
import type { JsonObject } from './json.ts'
import type { Slots } from './template.ts'

type Asked = Pick<Answers, 'node' | 'packageManager'>

/** Dependencies that come with an install script, and whether a project needs it: that of `node` downloads Node.js. */
const scripts = ({ node }: Asked): [name: string, isNeeded: boolean][] => [
  ['@scarf/scarf', false],
  ['esbuild', false],
  ['fsevents', false],
  ...(node === undefined ? [] : [['node', true] as [string, boolean]]),
]

/** What package.json says of install scripts, as its package manager reads it; pnpm reads a file of its own. */
export function scriptsManifest(answers: Asked): JsonObject {
  const all = scripts(answers)
  switch (answers.packageManager) {
    case 'npm':
      return { allowScripts: Object.fromEntries(all) }
    case 'yarn':
      return { dependenciesMeta: Object.fromEntries(all.map(([name, built]) => [name, { built }])) }
    case 'bun':
      return { trustedDependencies: all.flatMap(([name, isNeeded]) => (isNeeded ? [name] : [])) }
    case 'pnpm':
      return {}
  }
}

/** The same, as lines of pnpm-workspace.yaml. */
export const scriptsSlots = (answers: Asked): Slots => ({
  'pnpm.builds': scripts(answers).map(
    ([name, isNeeded]) => `${name.startsWith('@') ? `'${name}'` : name}: ${isNeeded}`,
  ),
})
