/** A value of a column, as JSON has it. */
export type Value = string | number | boolean | object

export const typeNames = [
  'string',
  'text',
  'email',
  'url',
  'uuid',
  'integer',
  'bigint',
  'float',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'json',
  'enum',
  'references',
] as const
export type TypeName = (typeof typeNames)[number]

export const deletions = ['restrict', 'cascade', 'set-null'] as const
type Deletion = (typeof deletions)[number]

/** One field of a feature, read and checked: plain data. */
export interface Field {
  /** In TypeScript and JSON: `customerId`. */
  readonly name: string
  /** In the database: `customer_id`. */
  readonly column: string
  readonly type: TypeName
  readonly optional: boolean
  readonly unique: boolean
  readonly index: boolean
  /** Stored, and in no answer. */
  readonly private: boolean
  readonly default?: Value
  /** The least and the greatest value; of text, its length. */
  readonly min?: number | string
  readonly max?: number | string
  /** Of a decimal. */
  readonly precision?: number
  readonly scale?: number
  /** Of an enum. */
  readonly values?: readonly string[]
  /** Of a reference: the feature that it leads to, and what deleting a row there does here. */
  readonly target?: string
  readonly onDelete?: Deletion
  /** Whether the row that it leads to is answered with those that refer to it. */
  readonly many?: true
}
