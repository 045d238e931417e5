import { UsageError } from '../../errors.ts'
import { typeNames } from '../../render/fields/field.ts'
import { parseFields } from '../../render/fields/parse.ts'
import { ask } from '../../ui/ask.ts'
import { colour } from '../../ui/colour.ts'
import { note } from '../../ui/print.ts'

/** Asks for the fields of a feature one by one, showing them as they grow, until an answer is empty. */
export async function askForFields(feature: string): Promise<string[]> {
  note(`name:type[:modifier]… with one of ${typeNames.join(', ')}. Enter alone ends the list.`)
  const fields: string[] = []
  for (;;) {
    const message = fields.length === 0 ? `The first field of ${feature}?` : `${colour.dim(fields.join(' '))} and?`
    const field = await ask<string>({ type: 'text', message, validate: (text: string) => check(fields, text) })
    if (field === '') return fields
    fields.push(field)
  }
}

/** Whether a field can be added; if not, why. */
function check(fields: readonly string[], text: string): true | string {
  if (text === '') return fields.length > 0 || 'A feature has at least one field.'
  try {
    parseFields([...fields, text])
    return true
  } catch (error) {
    return error instanceof UsageError ? [error.message, error.hint].filter(Boolean).join(' ') : String(error)
  }
}
