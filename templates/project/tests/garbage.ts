const notText = [1, true, {}, ['a'], 'a\0', '\uD800']

/** What no field of a type takes. */
const values = {
  string: notText,
  text: notText,
  email: ['', 'someone', '@example.com', 'someone@', 'a b@example.com', 'a@example.com\0', 1],
  url: ['', 'example', '//example.com', 'ftp://example.com', 'javascript:alert(1)', 1],
  uuid: ['', 'x', '{0198c0de-0000-7000-8000-000000000001}', '0198c0de-0000-7000-8000-00000000000g', 1],
  integer: ['1', '', 1.5, 2 ** 53, true, [1]],
  bigint: [1, '', ' ', 'x', '1.5', '1e3', '0x1', '01', '+1', '-0', '9223372036854775808', '-9223372036854775809'],
  float: ['1', '', 'NaN', true, [1]],
  decimal: [1, '', ' ', 'x', '1e3', '0x1', '+1', '-0', 'NaN', '9'.repeat(40)],
  boolean: ['true', '', 0, 1],
  date: ['', 'x', 'today', '2026-02-30', '2026-13-01', '2026-1-2', '0000-01-01', '10000-01-01', '2026-01-02T00:00:00Z', 0],
  datetime: [
    '', ' ', 'x', 'infinity', 0, '2026-01-02', '2026-01-02T03:04:05', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z',
    '2016-12-31T23:59:60Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00+24:00', '9999-12-31T23:59:59-23:59',
    '0000-01-01T00:00:00+23:59', '+010000-01-01T00:00:00Z', `2026-01-01T00:00:00.${'0'.repeat(99)}Z`,
  ],
  json: ['text', '', 1, true, Array.from({ length: 2_000 }, () => 0), ['x'.repeat(70_000)]],
  enum: ['', 'none of these', 0, []],
  references: ['', 'x', 0, -1, 1.5, true],
}

/** Cases for a test: a field of a type, what is sent in it as JSON, and that itself. */
export const garbage = (field: string, type: keyof typeof values) =>
  values[type].map((value): [field: string, reason: string, value: unknown] => [field, JSON.stringify(value).slice(0, 80), value])
