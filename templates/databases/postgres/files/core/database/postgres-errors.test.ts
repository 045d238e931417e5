import { describe, expect, it } from 'vitest'
import { ConflictError, UnavailableError } from '../errors.ts'
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

  it.each<[expected: string, ...codes: string[]]>([
    ['There is no row that it could refer to', '23503', '23001'],
    ['A value is refused: Required', '23502'],
    ['A value is refused: Out of range', '22003', '22008', '22009', '22015'],
    ['A value is refused: Too long', '22001', '22026', '54000', '54001'],
    ['A value is refused: Holds a character that cannot be kept', '22021', '22P05'],
    ['A value is refused: Not one of the values that it may have', '23514', '44000'],
    ['A value is refused: Not of the type that it should be', '22007', '22P02', '22P03', '22032', '2201B'],
    ['The database is busy', '40001', '40P01', '53000', '53200', '53300', '53400', '55P03', '57014', '25P03', '25P04', '26000'],
    ['The database is full', '53100'],
    ['The database takes no changes', '25006'],
    ['The database cannot read what it keeps', '58030', '58P01', 'XX001', 'XX002'],
    ['The database does not answer', '08001', '08006', '08P01', '28000', '28P01', '3D000', '57P01', '57P02', '57P03', '57P05'],
    ['The database does not answer', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('says "%s" for %s %s %s %s %s %s %s %s %s %s %s', (expected, ...codes) => {
    for (const code of codes) expect([code, translate(error(code)).message]).toEqual([code, expected])
  })

  it.each(['Invalid input for boolean type', 'Invalid time value'])('takes "%s" of PGlite for a wrong value', (message) => {
    expect(translate(error(undefined, message)).message).toBe('A value is refused: Not of the type that it should be')
  })

  it.each(['22012', '22023', '25P02', '42601', '42703', '42P01', 'P0001', 'ERR_INVALID_ARG_TYPE'])('leaves %s, which is a bug', (code) => {
    const bug = error(code)
    expect(translate(bug)).toBe(bug)
  })

  it.each([
    [{ code: '23502', column: 'a_b' }],
    [{ code: '23514', table: 'notes', constraint: 'notes_a_b_check' }],
    [{ code: '22P02', where: "unnamed portal parameter $2 = '...'" }],
    [{ code: '22001', message: 'value too long for type character varying(4)' }],
  ])('names the field of %j', (refused) => {
    const values = [1, 'longer']
    for (const sql of ['insert into "notes" ("x", "a_b") values ($1, $2)', 'update "notes" set "x" = $1, "a_b" = $2']) {
      const { code, message = '' } = { message: '', ...refused }
      expect(translate(error(code, message, refused), { sql, values })).toMatchObject({ issues: [{ path: 'aB' }] })
    }
  })

  it('tells of a sequence that is behind the rows, where nobody sent the id that is taken', () => {
    const taken = () => error('23505', '', { table: 'notes', constraint: 'notes_pkey', detail: 'Key (id)=(1) already exists.' })
    const sent = (columns: string) => ({ sql: `insert into "notes" (${columns}) values ($1) returning "id"`, values: [1] })
    expect(translate(taken(), sent('"id"'))).toBeInstanceOf(ConflictError)
    expect(translate(taken(), sent('"text"')).message).toContain("select setval(pg_get_serial_sequence('notes', 'id'), max(id)) from notes")
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
