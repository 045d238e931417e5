/** Why the process cannot start: its message says it all. */
export class StartError extends Error {}

/** Errors that the domain raises on purpose. They know nothing of HTTP: `core/http/problem.ts` gives each its status. */
export class BadRequestError extends Error {}
export class UnauthorizedError extends Error {}
export class ForbiddenError extends Error {}
export class TooManyRequestsError extends Error {}
export class UnavailableError extends Error {}
<%~ slot('errors') %>

export class NotFoundError extends Error {
  constructor(resource: string, id: number | string) {
    super(`${resource} ${id} does not exist`)
  }
}

/** A field of a request, and what is wrong with it. */
export type Issue = { path: string; message: string }

export class ConflictError extends Error {
  readonly issues: Issue[]

  constructor(message: string, issues: Issue[] = [], options?: ErrorOptions) {
    super(message, options)
    this.issues = issues
  }
}

export class ValidationError extends Error {
  readonly issues: Issue[]

  constructor(issues: Issue[], message = 'The request is not valid', options?: ErrorOptions) {
    super(message, options)
    this.issues = issues
  }
}
