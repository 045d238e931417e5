/**
 * A template as another version of paxx would have it: lines that came, changed and went, chosen by a hash of each, so
 * that the same line fares alike whatever else is rendered. What comes bears a tag, `t` and a number.
 * @param version 0 for the template as it stands
 */
export function ofVersion(version: number, path: string, text: string): string {
  if (version === 0 || path === 'paxx.json') return text
  if (path === 'package.json') return manifestOf(version, text)
  const [open, close] = /\.[cm]?[jt]s$/.test(path) ? ['// ', ''] : path.endsWith('.md') ? ['<!-- ', ' -->'] : ['# ', '']
  if (path.endsWith('.json')) return text
  return text
    .split('\n')
    .flatMap((line) => {
      const hash = hashOf(`${version} ${path} ${line}`)
      const tag = `t${hash}`
      const [indent = ''] = /^\s*/.exec(line)!
      if (hash % 11 === 0 && line !== '') return [`${indent}${open}${tag}${close}`, line]
      if (!/^ {2}app\.use\(.+\)$/.test(line)) return [line]
      if (hash % 5 === 1) return []
      return hash % 5 === 2 ? [`  app.use(${tag}(${line.slice('  app.use('.length)})`] : [line]
    })
    .join('\n')
}

function manifestOf(version: number, text: string): string {
  const manifest = JSON.parse(text) as Record<string, Record<string, string>>
  const dependencies = Object.entries(manifest['dependencies'] ?? {}).map(([name, range]) => {
    return [name, range.replace(/\d+$/, (patch) => String(Number(patch) + (hashOf(name) % 3) * version))]
  })
  const tag = `t${hashOf(`script ${version}`)}`
  const scripts = { ...manifest['scripts'], [tag]: tag }
  return `${JSON.stringify({ ...manifest, scripts, dependencies: Object.fromEntries(dependencies) }, null, 2)}\n`
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
