/** The Zod schema of what is kept under a type, as near as there is one; `type` is what a model takes it for. */
export interface ZodType {
  readonly code: string
  readonly type?: string
}
