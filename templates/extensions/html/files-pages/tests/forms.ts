import { type Fields, textOf, type Values } from '#core/html/fields.ts'

/** What a browser sends of a form that is filled in so. */
export function filled(fields: Fields, values: Values, hidden: Record<string, string> = {}): RequestInit {
  const body = new URLSearchParams(hidden)
  for (const field of fields) {
    const value = values[field.name]
    if (field.widget !== 'checkbox') body.set(field.name, textOf({ ...field, isSecret: false }, value))
    else if (value === true) body.set(field.name, 'on')
  }
  return { method: 'POST', body, headers: { Origin: 'http://localhost', Accept: 'text/html' } }
}
