import { findForeign, isForeign } from '../../project/foreign.ts'
import { type Extension, hashExtension, type Part, partOf } from '../../render/extensions/extension.ts'
import { packagesOf } from '../../render/extensions/packages.ts'
import { findExtension } from '../../render/extensions/select.ts'
import { destination } from '../../render/template.ts'
import { table } from '../../ui/table.ts'
import { defineCommand } from '../command.ts'
import { knownExtensions, namesOf } from './known.ts'

export const command = defineCommand({
  details: 'What it is, what it needs, and what it brings: settings, files, and lines in files of yours.',
  positionals: {
    extension: { type: 'string', demandOption: true, describe: 'Its name, its folder or its package' },
  },
  values: { extension: () => namesOf('all') },
  examples: [
    ['paxx extensions info docker', 'One of paxx'],
    ['paxx extensions info ./our-extension', 'One of your own, before you add it'],
  ],
  async run({ extension: word }) {
    const { project, extensions } = await knownExtensions()
    const extension = isForeign(word)
      ? (await findForeign(project?.root ?? process.cwd(), word)).extension
      : findExtension(word, extensions)
    const added = Object.hasOwn(project?.answers.extensions ?? {}, extension.name)
    const about = {
      ...describe(extension),
      ...(isForeign(word) && { hash: [hashExtension(extension.files)] }),
    }
    const rows = Object.entries(about).flatMap(([title, lines]) =>
      lines.map((line, index) => [index === 0 ? title : '', line]),
    )
    const { name, manifest } = extension
    return {
      json: { name, title: manifest.title, description: manifest.description, added, ...about },
      text: [`${manifest.title}: ${manifest.description}`, '', ...(rows.length > 0 ? [table(rows)] : [])].join('\n'),
    }
  },
})

function describe({ manifest, sources }: Extension): Record<string, readonly string[]> {
  const parts = [...sources.keys()].map((path) => partOf(path)!)
  const targets = (...kinds: readonly Part['kind'][]) => {
    const all = parts.filter(({ kind }) => kinds.includes(kind))
    return all.map(({ target, beside }) => {
      return (kinds.includes('file') ? destination(target) : target) + (beside === undefined ? '' : ` (${beside})`)
    })
  }
  return {
    requires: manifest.requires,
    excludes: manifest.excludes,
    databases: manifest.databases ?? [],
    packages: packagesOf(manifest),
    scripts: Object.entries(manifest.scripts).map(([name, line]) => `${name}: ${line}`),
    generates: manifest.generates?.files ?? [],
    settings: Object.entries(manifest.settings).map(([name, { comment }]) => `${name}: ${comment}`),
    files: [...new Set(targets('file'))].toSorted(),
    slots: [...new Set([...Object.keys(manifest.slots), ...targets('slot', 'each', 'each-join')])].toSorted(),
  }
}
