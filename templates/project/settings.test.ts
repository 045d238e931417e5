import { describe, expect, it } from 'vitest'
import { parseSettings, readVariables } from './settings.ts'

const production = { NODE_ENV: 'production', DATABASE_URL: '<%= exampleUrl %>' }

describe('parseSettings', () => {
  it('needs nothing in development', () => {
    expect(parseSettings({})).toMatchObject({ NODE_ENV: 'development', PORT: 3000, HOST: 'localhost' })
  })

  it('takes what is empty as not given', () => {
    expect(parseSettings({ PORT: '', DOCS_PASSWORD: '' })).toEqual(parseSettings({}))
  })

  it('splits a list of origins', () => {
    const { CORS_ORIGINS } = parseSettings({ CORS_ORIGINS: 'https://a.example, https://b.example' })
    expect(CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example'])
  })

  it.each([
    ['NODE_ENV', { NODE_ENV: 'staging' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['DATABASE_URL', { DATABASE_URL: 'mongodb://localhost/<%= name %>' }],
    ['DATABASE_URL', { NODE_ENV: 'production' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: '*' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://a.example/path' }],
    ['BODY_LIMIT', { BODY_LIMIT: '-5' }],
    ['DOCS_PASSWORD', { ...production, DOCS_PASSWORD: 'changeme' }],
  ])('refuses a wrong %s and does not repeat it', (name, env: Record<string, string>) => {
    expect(() => parseSettings(env)).toThrow(new RegExp(`^${name}: `))
    expect(() => parseSettings(env)).not.toThrow(env[name] ?? 'nothing')
  })

  it('names every wrong variable at once', () => {
    expect(() => parseSettings({ PORT: '-1', BODY_LIMIT: 'x' })).toThrow(/^PORT: .+\nBODY_LIMIT: .+$/)
  })
})

describe('readVariables', () => {
  it.each(['A=1\nB=2', '\ufeffA=1\nB=2\n', '\ufeffA=1\r\nB=2\r\n'])('reads %j', (text) => {
    expect(readVariables(Buffer.from(text))).toEqual({ A: '1', B: '2' })
  })

  it('refuses what is not UTF-8, and names the file', () => {
    expect(() => readVariables(Buffer.from('\ufeffA=1', 'utf16le'))).toThrow(/^\.env: .+UTF-8$/)
  })
})
