import { describe, expect, it } from 'vitest'
import { ConflictError, UnavailableError } from '../errors.ts'
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

  it.each<[expected: string, ...codes: number[]]>([
    ['Another row has the same key', 1062, 1169, 1586, 1859],
    ['There is no row that it could refer to', 1216, 1452],
    ['Other rows still refer to it', 1217, 1451],
    ['A value is refused: Required', 1048, 1364],
    ['A value is refused: Out of range', 1264, 1441, 1690],
    ['A value is refused: Too long', 1118, 1153, 1406, 3157],
    ['A value is refused: Holds a character that cannot be kept', 1300, 1977, 3854],
    ['A value is refused: Not one of the values that it may have', 1369, 3819, 4025],
    ['A value is refused: Not of the type that it should be', 1265, 1292, 1366, 1367, 1411, 1525, 3140, 3141, 3156],
    ['The database is busy', 1020, 1037, 1038, 1040, 1041, 1047, 1135, 1203, 1205, 1206, 1213, 1226, 1317],
    ['The database is busy', 1614, 1637, 1969, 3024, 3058, 3572],
    ['The database is full', 1021, 1026, 1114],
    ['The database takes no changes', 1290, 1792, 1836, 1874],
    ['The database cannot read what it keeps', 1030, 1033, 1034, 1194, 1195, 1712, 1877, 1932],
    ['The database does not answer', 1044, 1045, 1046, 1049, 1129, 1130, 1251, 1524, 1698, 1820, 1862, 3032, 3118, 3159, 4151],
    ['The database does not answer', 1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 3168, 3169, 4031],
  ])('says "%s" for %s %s %s %s %s %s %s %s %s %s %s %s %s %s %s', (expected, ...codes) => {
    for (const code of codes) expect([code, translate(error(code)).message]).toEqual([code, expected])
  })

  it.each([1054, 1064, 1146, 1365])('leaves %i, which is a bug', (code) => {
    const bug = error(code)
    expect(translate(bug)).toBe(bug)
  })

  it.each([
    [1048, "Column 'a_b' cannot be null"],
    [1364, "Field 'a_b' doesn't have a default value"],
    [1264, "Out of range value for column 'a_b' at row 1"],
    [1366, "Incorrect integer value: 'for column `c`' for column `shop`.`notes`.`a_b` at row 1"],
    [3140, "Invalid JSON text: \"Invalid value.\" at position 0 in value for column 'notes.a_b'."],
    [4025, 'CONSTRAINT `notes.a_b` failed for `shop`.`notes`'],
    [4025, 'CONSTRAINT `notes_a_b_check` failed for `shop`.`notes`'],
    [3819, "Check constraint 'notes_a_b_check' is violated."],
  ])('names the field of %i: %s', (code, message) => {
    const sql = 'insert into `notes` (`a_b`) values (1)'
    expect(translate(Object.assign(error(code, message), { sql }))).toMatchObject({ issues: [{ path: 'aB' }] })
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
