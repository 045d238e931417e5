/** Why the process cannot start: its message says it all. */
export class StartError extends Error {}

/** Errors that the domain raises on purpose. They know nothing of HTTP: `core/problem.ts` gives each its status. */
export class BadRequestError extends Error {}
export class UnauthorizedError extends Error {}
export class ForbiddenError extends Error {}
export class ConflictError extends Error {}
export class UnavailableError extends Error {}
<%~ slot('errors') %>

export class NotFoundError extends Error {
  constructor(resource: string, id: number | string) {
    super(`${resource} ${id} does not exist`)
  }
}

export type Issue = { path: string; message: string }

export class ValidationError extends Error {
  readonly issues: Issue[]

  constructor(issues: Issue[]) {
    super('The request is not valid')
    this.issues = issues
  }
}
