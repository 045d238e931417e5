import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
<%~ slot('build.imports') %>

// An emptied dist/, in which the project's own imports (`#core/…`) lead to what tsc is about to write there.
rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
const { type, imports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  type: string
  imports: Record<string, string>
}
const built = Object.entries(imports).map(([name, file]) => [name, file.replace(/\.ts$/, '.js')])
writeFileSync('dist/package.json', JSON.stringify({ type, imports: Object.fromEntries(built) }))
// The checksums of migrations are those of their sources.
if (existsSync('migrations')) cpSync('migrations', 'dist/migrations', { recursive: true })
<%~ slot('build.steps') %>
