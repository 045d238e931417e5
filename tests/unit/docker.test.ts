import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, databases, packageManagers } from '../../src/render/answers.ts'
import { commandsOf } from '../../src/render/package-manager.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { type Instruction, only, stagesOf, wordsOf } from '../dockerfile.ts'
import { answers } from './answers.ts'

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplates()
})

async function files(more: Partial<Answers>): Promise<Record<string, string>> {
  const tree = await render({ ...answers, extensions: { docker: {} }, ...more }, templates)
  return Object.fromEntries([...tree].map(([path, file]) => [path, textOf(file)]))
}

describe.each(packageManagers)('the Dockerfile of a project with %s', (packageManager) => {
  let stages: Instruction[][]
  let rendered: Record<string, string>
  beforeAll(async () => {
    rendered = await files({ packageManager })
    stages = stagesOf(rendered['Dockerfile']!)
  })

  it('stands on one image of Node.js, pinned, and of the version that the project names', () => {
    const images = stages.flatMap((stage) => only(stage, 'FROM'))
    const [base, ...others] = images
    expect(base).toMatch(/^node:\d+\.\d+\.\d+-[a-z]+-slim AS base$/)
    expect(base).toMatch(new RegExp(`^node:${rendered['.node-version']!.trim()}\\.`))
    expect(others).toEqual(['base AS packages', 'packages AS dependencies', 'packages AS build', 'base'])
  })

  it('installs by the lockfile and runs no script of a dependency', () => {
    const { installFrozen, installProduction, lockfile, configuration, run } = commandsOf(packageManager)
    const [, packages, dependencies, build] = stages
    expect(only(packages!, 'COPY')).toContain(`package.json ${lockfile} ${configuration} ./`)
    expect(only(packages!, 'COPY')).toContain('vendor vendor')
    expect(only(dependencies!, 'RUN')).toEqual([installProduction])
    expect(only(build!, 'RUN')).toEqual([installFrozen, `${run} build`])
    expect(installFrozen).toMatch(/--ignore-scripts|--mode=skip-build/)
    expect(installProduction).toMatch(/--omit=dev|--prod/)
  })

  it('ends with what production needs alone, as a user without rights, started without a shell', () => {
    const last = stages.at(-1)!
    const copied = last.filter(({ keyword }) => keyword === 'COPY')
    expect(copied.map(({ flags, args }) => `${flags['from']}: ${args}`)).toEqual([
      'dependencies: /app/node_modules node_modules',
      'build: /app/dist dist',
    ])
    expect(only(last, 'ENV')).toEqual(['NODE_ENV=production'])
    expect(only(last, 'USER')).toEqual(['node'])
    expect(wordsOf(only(last, 'CMD')[0]!)).toEqual([
      'node',
      '--min-semi-space-size=16',
      '--max-semi-space-size=32',
      'dist/main.js',
    ])
    // All that follows USER changes no file.
    const after = last.slice(last.findIndex(({ keyword }) => keyword === 'USER')).map(({ keyword }) => keyword)
    expect(after).toEqual(['USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'])
  })

  it('asks after its health without a tool that the image lacks', () => {
    const healthcheck = stages.at(-1)!.find(({ keyword }) => keyword === 'HEALTHCHECK')!
    expect(healthcheck.flags).toMatchObject({ timeout: '3s', interval: '10s' })
    expect(wordsOf(healthcheck.args).slice(0, 2)).toEqual(['node', '-e'])
  })

  it('keeps secrets, history and what is built anew out of the context', () => {
    const ignored = rendered['.dockerignore']!.trim().split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', '.git', 'node_modules', 'dist', 'data']))
  })

  it('keeps them out of the image of a Dockerfile that is the user’s own, too', async () => {
    const plain = await files({ packageManager, extensions: {} })
    expect(plain['.dockerignore']).toBe(rendered['.dockerignore'])
  })
})

interface Service {
  image?: string
  build?: string
  command?: string[]
  profiles?: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  volumes?: string[]
  [key: string]: unknown
}

describe.each(databases)('the compose.yaml of a project on %s', (database) => {
  let compose: { services: Record<string, Service>; volumes?: Record<string, unknown> }
  beforeAll(async () => {
    compose = parse((await files({ database }))['compose.yaml']!) as typeof compose
  })

  it('migrates in a step of its own, before the app starts and after the database is there', () => {
    const { app, migrate, ...servers } = compose.services
    expect(migrate!.command).toEqual(['node', 'dist/scripts/db.js', 'upgrade'])
    expect(app!.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
    const healthy = Object.fromEntries(Object.keys(servers).map((name) => [name, { condition: 'service_healthy' }]))
    expect(migrate!.depends_on ?? {}).toEqual(healthy)
    for (const server of Object.values(servers)) expect(server['healthcheck']).toBeDefined()
    expect(Object.keys(servers)).toEqual(database === 'sqlite' ? [] : [database])
  })

  it('gives both the same image, settings and data', () => {
    const { app, migrate } = compose.services
    for (const key of ['build', 'environment', 'volumes', 'read_only', 'tmpfs'])
      expect(app![key]).toEqual(migrate![key])
    expect(app!.environment!['DATABASE_URL']).toMatch(database === 'sqlite' ? /^sqlite:\/var\/lib\// : /:\/\//)
    const server = new URL(app!.environment!['DATABASE_URL']!).hostname
    if (database !== 'sqlite') expect(Object.keys(compose.services)).toContain(server)
  })

  it('runs the app with a root that is read-only, and with no rights', () => {
    const { app } = compose.services
    expect(app).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(Number.parseInt(app!['stop_grace_period'] as string, 10)).toBeGreaterThan(10)
  })

  it('starts the servers alone without a profile, and names every volume', () => {
    for (const [name, { profiles }] of Object.entries(compose.services)) {
      expect(profiles, name).toEqual(['app', 'migrate'].includes(name) ? ['app'] : undefined)
    }
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((one) => one.split(':', 1)[0]!),
    )
    expect(Object.keys(compose.volumes ?? {}).toSorted()).toEqual([...new Set(used)].toSorted())
  })
})

it('adds the image to the workflow, which stays one', async () => {
  const workflow = parse((await files({ database: 'postgres' }))['.github/workflows/ci.yml']!) as {
    jobs: { check: { steps: { run?: string }[] } }
  }
  expect(workflow.jobs.check.steps.at(-1)).toEqual({ run: 'docker build .' })
})
