/** A failure that the user can mend: printed as one line and a hint, without a stack, with exit code 1. */
export class UsageError extends Error {
  readonly code: string
  readonly hint: string | undefined

  constructor(code: string, message: string, hint?: string) {
    super(message)
    this.name = 'UsageError'
    this.code = code
    this.hint = hint
  }
}
