import { watch } from 'node:fs/promises'
import { clearAssets, writeAssets } from '#core/assets/bundle.ts'
import { run, table } from './script.ts'

async function build() {
  const files = (await writeAssets()).map(({ name, contents }) => ({ name: `dist/assets/${name}`, bytes: contents.length }))
  return { json: { files }, text: table(files.map(({ name, bytes }) => [name, `${bytes} bytes`])) }
}

await run(async ([action = 'build']) => {
  if (action === 'build') return await build()
  if (action === 'clean') {
    clearAssets()
    return { json: { removed: 'dist/assets' }, text: 'Removed dist/assets' }
  }
  if (action !== 'watch') throw new Error(`There is build, watch and clean, and no ${action}`)
  console.log((await build()).text)
  for await (const { filename } of watch('assets', { recursive: true })) {
    const { text } = await build().catch(({ message }: Error) => ({ text: message }))
    console.log(`${filename}\n${text}`)
  }
  return { json: {}, text: '' }
})
