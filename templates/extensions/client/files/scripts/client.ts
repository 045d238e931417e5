import { writeFileSync } from 'node:fs'
import { createApp } from '../app.ts'
import { closeResources, openResources } from '../resources.ts'
import { loadSettings } from '../settings.ts'
import { clientFiles } from './client-types.ts'
import { run } from './script.ts'

await run(async () => {
  const resources = openResources({ ...loadSettings(), NODE_ENV: 'test', LOG_LEVEL: 'silent' })
  const files = await clientFiles(createApp(resources)).finally(() => closeResources(resources))
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text)
  return { json: { files: Object.keys(files) }, text: Object.keys(files).join('\n') }
})
