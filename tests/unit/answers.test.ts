import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { formatAnswers, parseAnswers } from '../../src/render/answers.ts'
import { answers } from './answers.ts'

describe('parseAnswers', () => {
  it('reads what formatAnswers writes', () => {
    expect(parseAnswers(formatAnswers(answers))).toEqual(answers)
    expect(parseAnswers(formatAnswers({ ...answers, node: '24.21.0' }))).toEqual({ ...answers, node: '24.21.0' })
  })

  it.each([
    ['no JSON', '{', /not JSON/],
    ['no object', '[]', /not valid/],
    ['a missing answer', '{"paxx":"0.1.0"}', /name: /],
    ['an unknown database', JSON.stringify({ ...answers, database: 'oracle' }), /database: /],
    ['an unknown answer', JSON.stringify({ ...answers, colour: 'red' }), /colour/],
    ['a version that is none', JSON.stringify({ ...answers, paxx: '../../x' }), /paxx: /],
  ])('refuses %s, and says where', (_, text, reason) => {
    expect(() => parseAnswers(text)).toThrow(UsageError)
    expect(() => parseAnswers(text)).toThrow(reason)
  })
})
