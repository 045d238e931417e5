const short: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  'bit varying': 'varbit',
  bpchar: 'char',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  float8: 'double precision',
  float: 'double precision',
  float4: 'real',
  decimal: 'numeric',
}

/** A type as people write it, by one name: `varchar(80)`, `timestamptz(3)`, `numeric(10,2)`. A name in quotes stays. */
export function normalType(type: string): string {
  if (type.startsWith('"')) return type
  const text = type.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  const [, head = '', size = '', tail = '', list = ''] =
    /^([a-z_]\w*(?: [a-z]\w*)*?) ?(\([-\d, ]+\))?((?: [a-z]+)*)((?:\[\d*\])*)$/.exec(text) ?? []
  if (head === '') return text
  const name = head + tail
  return (short[name] ?? name) + size.replaceAll(' ', '') + list
}

export type Family = 'number' | 'text' | 'boolean' | 'json' | 'time' | 'bytes' | string

const families: readonly (readonly [Family, RegExp])[] = [
  ['number', /^(smallint|integer|bigint|numeric|real|double precision|smallserial|serial|bigserial)\b(?!.*\[)/],
  ['text', /^(text|varchar|char|citext|name)\b(?!.*\[)/],
  ['boolean', /^boolean$/],
  ['json', /^jsonb?$/],
  ['time', /^(date|timestamp(tz)?(\(\d\))?)$/],
]

/** What types that can hold each other's values have in common. */
export const familyOf = (type: string): Family => families.find(([, pattern]) => pattern.test(type))?.[0] ?? type

/** Whether one type holds all that another does, and keeps it as that did: no row need be written again. */
export function isWider(from: string, to: string): boolean {
  const [old, fresh] = [from, to].map((type) => /^varchar(?:\((\d+)\))?$/.exec(type))
  if (!old) return false
  if (to === 'text' || (fresh && fresh[1] === undefined)) return true
  return old[1] !== undefined && fresh?.[1] !== undefined && Number(fresh[1]) >= Number(old[1])
}

const ranks = ['smallint', 'integer', 'bigint', 'numeric']

/** Whether one type has room for every value of another. */
export function holdsAll(from: string, to: string): boolean {
  const isFloat = from === 'real' && to === 'double precision'
  const [old, fresh] = [from, to].map((type) => ranks.indexOf(type)) as [number, number]
  return to === 'text' || isFloat || isWider(from, to) || (old >= 0 && fresh >= old)
}

/** The name of an enum type, which may be that of an array, or in quotes. */
export const bare = (type: string): string =>
  type
    .replace(/(\[\])+$/, '')
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"')
