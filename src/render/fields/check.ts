import type { Fail } from './fail.ts'
import type { Field } from './field.ts'
import { saysSomething } from './texts.ts'
import { types } from './types.ts'

/** How many rows a unique field must have room for; the generated tests make some hundred. */
const leastCapacity = 1_000

/** Checks what the parts of a field say together. */
export function checkField(field: Field, fail: Fail): void {
  const { type, min, max, default: usual } = field
  const { indexable, serial, capacity, measure } = types[type]

  if (field.unique && !serial && type !== 'references')
    throw fail(`\`${type}\` cannot be unique`, 'Leave `unique` out.')
  if (field.index && !indexable) throw fail(`\`${type}\` cannot have an index`, 'Leave `index` out.')
  if (field.index && (field.unique || type === 'references')) {
    throw fail('it has an index without `index`', 'Leave `index` out.')
  }
  if (field.many && (field.unique || field.private)) {
    const [modifier, why] = field.unique
      ? ['unique', 'one row at most refers to another']
      : ['private', 'nobody is told']
    throw fail(`it is \`many\`, and by \`${modifier}\` ${why}`, 'Leave one of them out.')
  }
  if (field.onDelete === 'set-null' && !field.optional) {
    throw fail('`set-null` leaves it empty, which it may not be', 'Add `optional`.')
  }
  if (measure && min !== undefined && max !== undefined && measureBound(field, min) > measureBound(field, max)) {
    throw fail(`\`min=${min}\` is beyond \`max=${max}\``, 'Exchange them.')
  }
  if (field.unique && capacity && capacity(field) < leastCapacity) {
    throw fail('`unique` leaves room for a few rows only', `Expected at least ${leastCapacity} values to be possible.`)
  }
  if (usual === undefined) return
  if ((type === 'string' || type === 'text') && saysSomething(field) && !/\S/.test(String(usual))) {
    throw fail('its default is blank', 'Add `min=0`, or give it a text.')
  }
  if (field.unique) throw fail('a unique field has no default: two rows would have it', 'Leave `default` out.')
  if (!measure) return
  const size = measure(usual, field)
  if (min !== undefined && size < measureBound(field, min))
    throw fail('its default is below `min`', `Expected ${min} or more.`)
  if (max !== undefined && size > measureBound(field, max))
    throw fail('its default is above `max`', `Expected ${max} or less.`)
}

/** A bound of text is a length already. */
function measureBound(field: Field, bound: number | string): number | bigint | string {
  const isLength = field.type === 'string' || field.type === 'text'
  return isLength ? Number(bound) : types[field.type].measure!(bound, field)
}
