import { html } from 'hono/html'
import { ConflictError, type Issue, ValidationError } from '../errors.ts'
import { type Field, type Fields, textOf, type Values } from './fields.ts'

/** What a select offers: a value, and what it is called. */
export type Choices = readonly (readonly [value: string, text: string])[]

export type Form = {
  action: string
  fields: Fields
  /** What it holds; of a new one, what each is until somebody says otherwise. */
  values?: Values | undefined
  issues?: readonly Issue[]
  /** What the references offer, by the names of their fields. */
  choices?: Readonly<Record<string, Choices | undefined>>
  submit: string
  /** What stands beside the button. */
  beside?: unknown
}

/** A form with what is wrong said at its field, and above it what is wrong with all of it. */
export function showForm({ action, fields, values, issues = [], choices = {}, submit, beside }: Form) {
  const fieldOf = ({ path }: Issue) => path.split('.')[0]
  const others = issues.filter((issue) => !fields.some(({ name }) => name === fieldOf(issue)))
  const inputs = fields.map((field) => {
    const issue = issues.find((one) => fieldOf(one) === field.name)
    return showField(field, values ? values[field.name] : field.default, choices[field.name], issue?.message)
  })
  return html` ${
      issues.length > 0 &&
      html`<p class="problem" role="alert">
        ${others.map(({ message }) => message).join('. ') || 'See below what is wrong.'}
      </p>`
    }
    <form method="post" action="${action}" class="card">
      ${inputs}
      <div class="actions"><button class="primary">${submit}</button> ${beside}</div>
    </form>`
}

/** An input with its label, and what is wrong with what it holds. */
export function showField(field: Field, value: unknown, choices?: Choices, problem?: string) {
  const { name, title, required, widget } = field
  const common = html`id="${name}" name="${name}" ${required && html`required`}
  ${problem && html`aria-invalid="true" aria-describedby="${name}-problem"`}`
  return html`<div class="field ${widget === 'checkbox' && 'check'}">
    <label for="${name}"
      >${title}${widget === 'datetime-local' && ' (UTC)'}${required && html`<span aria-hidden="true"> *</span>`}</label
    >
    ${showInput(field, value, common, choices)}
    ${problem && html`<p class="problem" id="${name}-problem">${problem}</p>`}
  </div>`
}

function showInput(field: Field, value: unknown, common: unknown, choices?: Choices) {
  const { widget, maxLength, options, required, isSecret } = field
  const none = required ? 'Choose …' : isSecret ? 'As it is' : 'None'
  const text = textOf(field, value)
  if (widget === 'select' || choices) {
    return html`<select ${common}>
      ${showOptions(choices ?? options.map((option) => [option, wordFor(option)]), text, none)}
    </select>`
  }
  if (widget === 'checkbox') return html`<input ${common} type="checkbox" ${value === true && html`checked`} />`
  // The first newline of a textarea is not part of it.
  if (widget === 'textarea' || widget === 'json') return html`<textarea ${common} rows="5">${`\n${text}`}</textarea>`
  return html`<input
    ${common}
    type="${widget === 'reference' ? 'text' : widget}"
    value="${text}"
    ${maxLength !== undefined && html`maxlength="${maxLength}"`}
    ${widget === 'number' && html`step="any"`}
    ${widget === 'datetime-local' && html`step="0.001"`}
  />`
}

/** @param none what nothing is called */
export const showOptions = (choices: Choices, chosen: string, none: string) =>
  html`<option value="">${none}</option>
    ${choices.map(([value, text]) => html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`)}`

/** What a select calls `true` and `false`; others are their own words. */
export const wordFor = (option: string): string => ({ true: 'yes', false: 'no' })[option] ?? option

/** What was wrong with what a form sent; whatever else was thrown is not the form's. */
export function issuesIn(thrown: unknown): Issue[] {
  if (!(thrown instanceof ValidationError || thrown instanceof ConflictError)) throw thrown
  return thrown.issues.length > 0 ? thrown.issues : [{ path: '', message: thrown.message }]
}
