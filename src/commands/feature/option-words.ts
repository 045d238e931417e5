import type { Project } from '../../project/find.ts'
import type { FeatureOption } from '../../render/answers.ts'
import { isProvided, unprovided } from '../../render/extensions/select.ts'
import type { Templates } from '../../render/render.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/** What a feature may have beside its fields, and what that means. */
export const optionWords: Readonly<Record<FeatureOption, string>> = {
  versioned: 'Clients say which version they change (ETag, If-Match), so that none overwrites what it has not seen',
  bulk: 'Many rows at once: POST /orders/batch, and GET /orders.csv',
  pages: 'Pages for people at /orders, beside the JSON below a prefix',
}
const words = Object.keys(optionWords) as FeatureOption[]

/** What is said of a feature that has one, and of one that has not. */
export const optionStates: Readonly<Record<FeatureOption, readonly [string, string]>> = {
  versioned: ['is versioned', 'is not versioned'],
  bulk: ['is bulk', 'is not bulk'],
  pages: ['has pages', 'has no pages'],
}

/**
 * What a new feature is to have: what flags say, or what is chosen when asked.
 * @throws UsageError for pages where nothing makes any
 */
export async function chooseOptions(
  given: Partial<Record<FeatureOption, boolean | undefined>>,
  isJoin: boolean,
  { answers }: Project,
  { extensions }: Templates,
  { yes, json }: GlobalArgs,
): Promise<FeatureOption[]> {
  const flagged = words.filter((word) => given[word])
  const paged = isProvided('pages', answers, extensions)
  if (given.pages && !paged) throw unprovided('pages', '`--html`', extensions)
  if (words.some((word) => given[word] !== undefined) || isJoin || !canAsk() || yes || json) return flagged
  const possible = words.filter((word) => word !== 'pages' || (paged && answers.prefix !== undefined))
  const choices = possible.map((value) => ({ value, title: value, description: optionWords[value] }))
  const hint = 'space chooses, return goes on'
  const message = 'What else is it to have?'
  return await ask<FeatureOption[]>({ type: 'multiselect', message, choices, instructions: false, hint })
}
