import { UsageError } from '../../errors.ts'

/** The error of a model: where, what is wrong, and what would be right. */
export const fail = (code: string, file: string, what: string, hint: string): UsageError =>
  new UsageError(code, `${file}: ${what}.`, hint)
