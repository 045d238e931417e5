/** What a value becomes under another type, where that is not what it was. */
export interface Misfit {
  /** `it fails where a value does not fit`. */
  readonly text: string
  /** The condition for such a value; of a column by its name in SQL. */
  readonly where?: (name: string) => string
  readonly fails: boolean
}

/** Keys that go from numbers to UUIDs, or back, and all that refers to them. */
export const exchanged: Readonly<Record<'uuid' | 'number', Misfit>> = {
  uuid: {
    text: '7 is 00000000-0000-8000-8000-000000000007 then, here and in all that refers to it',
    fails: false,
  },
  number: { text: 'the last 48 bits of a UUID stay, and it fails where two become the same', fails: true },
}
