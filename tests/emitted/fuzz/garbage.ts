const words = (text: string): string[] => text.trim().split(/\s+/)

/** Texts that one parser or another takes for something, or chokes on. */
const texts = [
  ...words(`x null undefined NaN infinity -Infinity now true [] {} " \\ '; % %00 %s%n \${7*7} {{7*7}} <script> ../../etc
    0 -0 +1 01 1.0 1e0 0x1 1_000 １ 1e400 9007199254740993 9223372036854775807 9223372036854775808 -9223372036854775808
    -9223372036854775809 2026-02-30 2026-13-01 0000-01-01 0000-00-00 9999-12-31 10000-01-01 2026-1-1 20260101 2026-01-01
    2016-12-31T23:59:60Z 2026-13-01T00:00:00Z 2026-01-01T00:00:00+24:00 2026-01-01T24:00:00Z 9999-12-31T23:59:59-23:59
    0000-01-01T00:00:00+23:59 0000-01-01T00:00:00Z +010000-01-01T00:00:00Z 2026-01-01T00:00:00.123456789Z
    2026-01-01T00:00Z 2026-01-01T00:00:00z A@B.co a@b ü@example.com 7F2C0000-0000-4000-8000-00000000000A
    {7f2c0000-0000-4000-8000-000000000000} 7f2c00000000400080000000000000 javascript:alert(1) file:///etc/passwd http://
    http://[ HTTPS://EXAMPLE.COM //a.b __proto__ İ ß 👩‍🚀`),
  '',
  ' ',
  '   ',
  '\t\n',
  ' 1',
  'a@b.co ',
  '"a b"@c.de',
  'http://a b',
  '2026-01-01 00:00:00Z',
  'e\u0301',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  '\ufeff',
  '\u202e',
  '\u2028',
  '9'.repeat(60),
  `${'a'.repeat(250)}@b.co`,
  'é'.repeat(40_000),
]

const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])
const wide = (members: number): unknown => Object.fromEntries(Array.from({ length: members }, (_, n) => [`k${n}`, {}]))

/** Values of JSON that are of another type than they should be, or at the edge of their own. */
export const values: readonly unknown[] = [
  ...texts,
  null,
  true,
  false,
  0,
  1,
  -1,
  0.1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
  5e-324,
  [],
  {},
  ['x'],
  { $ref: '#' },
  { length: 1 },
  { toJSON: 1 },
  { a: '\ud800' },
  { '\0': 1 },
  { a: '\0' },
  JSON.parse('{"__proto__":{"x":1}}'),
  { constructor: { prototype: {} } },
  { '': '' },
  { '\ud800': 1 },
  nested(31),
  nested(32),
  wide(20_000),
  Array(50_000).fill(0),
  ...[900_000, 1_100_000].map((length) => ({ a: 'x'.repeat(length) })),
]

const deep = '['.repeat(5_000)
/** What stands in a body in place of one of its values. */
export const tokens = [
  ...words("1e400 -1e400 -0 0.10 1E2 9007199254740993 NaN 'x' 01"),
  '',
  '1'.repeat(400),
  `${deep}${']'.repeat(5_000)}`,
]

export const extraFields = ['', '\0', ...words('id createdAt updatedAt notAField __proto__ constructor toString a.b')]

/** A body that is made of a good one, and is no JSON in UTF-8. */
export const broken: readonly ((json: string) => string | Uint8Array<ArrayBuffer>)[] = [
  (json) => json.slice(0, -1),
  (json) => `${json}${json}`,
  (json) => `${json},`,
  (json) => json.replaceAll('"', "'"),
  (json) => `/**/${json}`,
  (json) => `\0${json}`,
  () => '',
  () => ' ',
  () => '{"a":1,}',
  () => '['.repeat(100_000),
  () => '{"a":'.repeat(10_000),
  (json) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]),
]

export const contentTypes = [
  ...words('text/plain application/x-www-form-urlencoded multipart/form-data application/jsonp json */* x'),
  '',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
]
export const contentEncodings = ['gzip', 'br', 'deflate', 'zstd', 'GZIP', 'identity, gzip', 'x']

/** As they stand in a path. */
export const ids = [
  ...words(`0 -1 +1 01 1.0 1.5 1e0 0x1 0b1 %201 1%20 %31%00 %00 %ff % 1_0 １ NaN Infinity null undefined x true []
    9007199254740991 9007199254740992 9007199254740993 %27 * 1,2 1;2 1%2F2 7f2c0000-0000-4000-8000-00000000000a
    7f2c0000-0000-4000-8000-0000000000 7f2c000000004000800000000000000a 00000000-0000-0000-0000-000000000000`),
  '9'.repeat(60),
  'x'.repeat(5_000),
]

/** A query that no list takes, as it is sent. */
export const parameters = [
  ...words(`limit=0 limit=101 limit=-1 limit=1.5 limit=0x10 limit=1e1 limit= limit=+5 limit=05 limit=x limit=1&limit=2
    limit[]=1 sort= sort=nothing sort=--createdAt sort=CREATEDAT sort=constructor sort=createdAt&sort=id nothing=1
    __proto__=1 __proto__[x]=1 constructor=1 % %00=1 %ff=%ff cursor= cursor=x cursor=%00 cursor=bnVsbA cursor=W10 cursor=e30`),
  `cursor=${'x'.repeat(2_001)}`,
]

const cursor = (...value: unknown[]): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const keys = [null, 0, 1, true, 'x', '', '\0', '2026-02-30', '9999-99-99', 2 ** 53, 1e308, '\ud800', '9'.repeat(60)]
/** A query with a cursor that a list could have given, but for its values. */
export const cursors = keys.flatMap((key) =>
  ['-createdAt', 'createdAt', '-id'].flatMap((sort) =>
    [
      [key, [1]],
      [key, [key]],
      [key, [1, 1]],
      ['2026-01-01T00:00:00.000Z', [key]],
    ].map((end) => `sort=${sort}&cursor=${cursor(sort, ...end)}`),
  ),
)

/** Headers that change nothing. */
export const headers: readonly Record<string, string>[] = [
  { Accept: 'text/html' },
  { Accept: 'image/*;q=x' },
  { 'Accept-Encoding': 'gzip' },
  { 'Accept-Encoding': '*, gzip;q=0' },
  { 'Accept-Language': 'xx' },
  { Authorization: 'Bearer' },
  { 'Content-Encoding': 'identity' },
  { Cookie: '=;;a' },
  { Expect: '100-continue' },
  { 'If-Match': '*' },
  { 'If-Modified-Since': 'yesterday' },
  { Origin: 'null' },
  { Range: 'bytes=0-0' },
  { 'X-Forwarded-For': "'" },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { 'X-Request-Id': 'ÿ' },
  { 'X-Request-Id': 'x'.repeat(5_000) },
]

/** ETags that match no row, or are none. */
export const tags = [
  '',
  '0',
  '"0"',
  'W/"1"',
  '"-1"',
  '"1e0"',
  '"',
  '"99999999999999999999"',
  `"${'1'.repeat(500)}"`,
  '"1"x',
  '**',
]
