import { maskFields } from '#core/logging.ts'
import { loadSettings } from '../settings.ts'
import { run, table } from './script.ts'

await run(async () => {
  const settings = maskFields(loadSettings())
  const text = table(Object.entries(settings).map(([name, value]) => [name, String(value ?? '')]))
  return { json: { settings }, text }
})
