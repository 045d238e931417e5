import { describeApi } from '#core/http/openapi.ts'
import { createApp } from '../app.ts'
import { closeResources, openResources } from '../resources.ts'
import { loadSettings } from '../settings.ts'
import { run, table } from './script.ts'

await run(async () => {
  const resources = openResources({ ...loadSettings(), NODE_ENV: 'test', LOG_LEVEL: 'silent' })
  const app = createApp(resources)
  const { paths } = await describeApi(app, '').finally(() => closeResources(resources))

  const routes = new Map<string, { method: string; path: string; summary: string }>()
  for (const { method, path } of app.routes) {
    const operations = paths[path.replaceAll(/:(\w+)/g, '{$1}')] as Record<string, { summary?: string }> | undefined
    const summary = operations?.[method.toLowerCase()]?.summary ?? ''
    if (method !== 'ALL') routes.set(`${method} ${path}`, { method, path, summary })
  }
  const list = [...routes.values()]
  return { json: { routes: list }, text: table(list.map(({ method, path, summary }) => [method, path, summary])) }
})
