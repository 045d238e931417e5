import { describe, expect, it } from 'vitest'
import { BadRequestError, ConflictError, UnavailableError } from './errors.ts'
import { isLost, takenKey, translate } from './mysql-errors.ts'

const error = (errno: number, message = '') => Object.assign(new Error(message), { errno })
const thrown = (code: string, errno?: number) => Object.assign(new Error(code), { code, errno })

describe('translate', () => {
  it('names the fields that are taken, or the key where nobody knows them', () => {
    const taken = error(1062, "Duplicate entry 'a.b' for key 'people.people_key'")
    expect(translate(taken, ['first_name', 'born'])).toMatchObject({
      message: 'Another row has the same firstName, born',
      issues: [{ path: 'firstName' }, { path: 'born' }],
    })
    expect(translate(taken)).toEqual(new ConflictError('Another row has the same people_key'))
    expect(takenKey(error(1062, "Duplicate entry 'it's' for key 'people_key'"))).toBe('people_key')
  })

  it('names the fields that refer to nothing, and the table that refers to what was to go', () => {
    const key = '(`shop`.`jobs`, CONSTRAINT `a` FOREIGN KEY (`boss_id`, `team`) REFERENCES `people` (`id`, `team`))'
    expect(translate(error(1452, key))).toMatchObject({ issues: [{ path: 'bossId' }, { path: 'team' }] })
    expect(translate(error(1451, key))).toEqual(new ConflictError('Rows of jobs still refer to it'))
  })

  it.each([
    [ConflictError, 1451],
    [ConflictError, 1452],
    [BadRequestError, 1264],
    [BadRequestError, 1292],
    [BadRequestError, 1406],
    [BadRequestError, 1525],
    [UnavailableError, 1040],
    [UnavailableError, 1045],
    [UnavailableError, 1049],
    [UnavailableError, 1053],
    [UnavailableError, 1205],
    [UnavailableError, 1213],
    [UnavailableError, 1969],
    [UnavailableError, 3024],
  ])('gives a %o for %s', (type, errno) => {
    expect(translate(error(errno))).toBeInstanceOf(type)
  })

  it.each([
    ['ECONNREFUSED', -111],
    ['PROTOCOL_CONNECTION_LOST', undefined],
    ['PROTOCOL_SEQUENCE_TIMEOUT', undefined],
  ])('takes %s for a database that does not answer', (code, errno) => {
    expect(translate(thrown(code, errno))).toEqual(new UnavailableError('The database does not answer'))
    expect(isLost(thrown(code, errno))).toBe(true)
  })

  it('leaves what was written wrong as it is, and keeps no value', () => {
    const wrong = Object.assign(error(1064, 'You have an error in your SQL syntax'), { sql: "select 's3cret'" })
    expect(translate(wrong)).toBe(wrong)
    expect(wrong).not.toHaveProperty('sql')
    expect(isLost(wrong)).toBe(false)
  })
})
