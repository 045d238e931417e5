import { UsageError } from '../../errors.ts'
import type { Slots } from '../template.ts'
import type { Extension } from './extension.ts'
import type { Manifest } from './manifest.ts'

/** The lines of settings.ts and of .env.example for the settings of an extension. */
export function settingSlots(settings: Manifest['settings']): Slots {
  const all = Object.entries(settings)
  if (all.length === 0) return {}
  return {
    settings: all.flatMap(([name, { type, comment }]) => [`/** ${comment} */`, `${name}: ${type},`]),
    env: all.flatMap(([name, { comment, default: usual }]) => [
      '',
      `# ${comment}`,
      usual === undefined ? `${name}=` : `# ${name}=${usual}`,
    ]),
  }
}

/**
 * @param text settings.ts as it is without them
 * @throws UsageError for a setting that there is already
 */
export function checkSettings(extensions: readonly Extension[], text: string): void {
  const owners = new Map([...text.matchAll(/^ +([A-Z][A-Z0-9_]*): /gm)].map(([, name]) => [name!, 'the project']))
  for (const { name, manifest } of extensions) {
    for (const setting of Object.keys(manifest.settings)) {
      const owner = owners.get(setting)
      if (owner !== undefined) throw taken(`${name} brings the setting ${setting}, which ${owner} has`)
      owners.set(setting, name)
    }
  }
}

const taken = (reason: string) => new UsageError('EXTENSION_INVALID', `${reason}.`, 'Give it a name of its own.')
