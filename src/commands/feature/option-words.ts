import type { FeatureOption } from '../../render/answers.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/** What a feature may have beside its fields, and what that means. */
export const optionWords: Readonly<Record<FeatureOption, string>> = {
  versioned: 'Clients say which version they change (ETag, If-Match), so that none overwrites what it has not seen',
  bulk: 'Many rows at once: POST /orders/batch, and GET /orders.csv',
}
const words = Object.keys(optionWords) as FeatureOption[]

/** What a new feature is to have: what flags say, or what is chosen when asked. */
export async function chooseOptions(
  given: Partial<Record<FeatureOption, boolean | undefined>>,
  isJoin: boolean,
  { yes, json }: GlobalArgs,
): Promise<FeatureOption[]> {
  const flagged = words.filter((word) => given[word])
  if (words.some((word) => given[word] !== undefined) || isJoin || !canAsk() || yes || json) return flagged
  const choices = words.map((value) => ({ value, title: value, description: optionWords[value] }))
  const hint = 'space chooses, return goes on'
  const message = 'What else is it to have?'
  return await ask<FeatureOption[]>({ type: 'multiselect', message, choices, instructions: false, hint })
}
