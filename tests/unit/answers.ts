import type { Answers } from '../../src/render/answers.ts'

/** A project with nothing in it. */
export const answers: Answers = {
  paxx: '0.1.0',
  name: 'shop',
  database: 'sqlite',
  ids: 'integer',
  packageManager: 'npm',
  features: {},
  extensions: {},
}

/** What one has whose features may have pages. */
export const withPages = { prefix: '/api', extensions: { html: {} } } as const
