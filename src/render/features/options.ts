import { type FeatureOption, featureOptions } from '../answers.ts'
import type { Field } from '../fields/field.ts'

/** What of a feature says what it has beside its fields. */
interface Optioned {
  readonly options?: readonly FeatureOption[] | undefined
}

/** Options in the one order in which they are kept. */
export const inOrder = (options: readonly FeatureOption[]): FeatureOption[] =>
  featureOptions.filter((option) => options.includes(option))

export const isVersioned = ({ options }: Optioned): boolean => options?.includes('versioned') ?? false

export const isBulk = ({ options }: Optioned): boolean => options?.includes('bulk') ?? false

export const hasPages = ({ options }: Optioned): boolean => options?.includes('pages') ?? false

/** How often a row was changed. It is no field, as no client sets it. */
export const version: Field = {
  name: 'version',
  column: 'version',
  type: 'integer',
  optional: false,
  unique: false,
  index: false,
  private: false,
  default: 1,
  min: 1,
}
