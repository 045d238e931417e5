import { describe, expect, it } from 'vitest'
import { BadRequestError, ConflictError, UnavailableError } from './errors.ts'
import { isLost, translate } from './postgres-errors.ts'

const error = (code: string | undefined, message = '', more = {}) => Object.assign(new Error(message), { code, ...more })

describe('translate', () => {
  it('names the fields that are taken, or the constraint where the server does not say', () => {
    const detail = 'Key (first_name, "order")=(a)=(b, 1815) already exists.'
    const taken = translate(error('23505', '', { detail }))
    expect(taken).toMatchObject({ issues: [{ path: 'firstName' }, { path: 'order' }] })
    expect(taken.message).toBe('Another row has the same firstName, order')
    expect(translate(error('23505', '', { constraint: 'people_key' })).message).toBe('Another row has the same people_key')
  })

  it('names the fields that refer to nothing, and the table that refers to what was to go', () => {
    const detail = 'Key (boss_id)=(9) is not present in table "people".'
    expect(translate(error('23503', '', { detail, table: 'jobs' }))).toMatchObject({ issues: [{ path: 'bossId' }] })
    const referred = translate(error('23503', '', { detail: 'Key (id)=(1) is still referenced from table "jobs".', table: 'jobs' }))
    expect(referred).toEqual(new ConflictError('Rows of jobs still refer to it'))
  })

  it.each([
    [ConflictError, '23503'],
    [ConflictError, '23001'],
    [BadRequestError, '22021'],
    [BadRequestError, '22003'],
    [BadRequestError, '22P02'],
    [UnavailableError, '40001'],
    [UnavailableError, '40P01'],
    [UnavailableError, '53300'],
    [UnavailableError, '55P03'],
    [UnavailableError, '57014'],
    [UnavailableError, '57P01'],
    [UnavailableError, '08006'],
    [UnavailableError, '3D000'],
    [UnavailableError, 'ECONNREFUSED'],
    [UnavailableError, 'EPIPE'],
  ])('gives a %o for %s', (type, code) => {
    expect(translate(error(code))).toBeInstanceOf(type)
  })

  it.each(['timeout exceeded when trying to connect', 'Query read timeout', 'Connection terminated unexpectedly'])(
    'takes "%s" for a database that does not answer',
    (message) => {
      expect(translate(error(undefined, message))).toEqual(new UnavailableError('The database does not answer'))
    },
  )

  it('says the first reason where each address of a host has one', () => {
    const first = error('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432')
    const { cause } = translate(new AggregateError([first, error('ECONNREFUSED')]))
    expect(cause).toBe(first)
  })

  it('leaves what was written wrong as it is', () => {
    const wrong = error('42601', 'syntax error', { severity: 'ERROR' })
    expect(translate(wrong)).toBe(wrong)
    expect(isLost(wrong)).toBe(false)
  })

  it('plans anew what was planned before a column got another type', () => {
    const outdated = error('0A000', 'cached plan', { severity: 'ERROR', routine: 'RevalidateCachedQuery' })
    expect(isLost(outdated)).toBe(true)
    expect(translate(outdated)).toBeInstanceOf(UnavailableError)
  })

  it('keeps no row', () => {
    const failing = error('23502', 'null value', { detail: 'Failing row contains (1, s3cret).' })
    expect(translate(failing)).not.toHaveProperty('detail')
  })
})
