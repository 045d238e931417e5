import { describe, expect, it } from 'vitest'
import { destination, renderTemplate } from '../../src/render/template.ts'

describe('renderTemplate', () => {
  it('prints what the view has, and changes nothing else', () => {
    expect(renderTemplate('const a = "<%= name %>" && `<b>`\n\n', { name: 'x & "y"' })).toBe(
      'const a = "x & "y"" && `<b>`\n\n',
    )
  })

  it.each([
    ['a name that the view does not have', '<%= nmae %>'],
    ['undefined', '<%= versions.hono %>'],
    ['null', '<%= nothing %>'],
    ['an object', '<%= versions %>'],
  ])('throws for %s', (_, template) => {
    expect(() => renderTemplate(template, { versions: {}, nothing: null })).toThrow()
  })

  it('puts the fragments of a slot on lines of their own, indented as the slot is', () => {
    const template = "a\n  <%~ slot('app.routes') %>\nb\n"
    const slots = { 'app.routes': ["route('/', x)", "route('/y',\n  y)"] }
    expect(renderTemplate(template, {}, slots)).toBe("a\n  route('/', x)\n  route('/y',\n    y)\nb\n")
  })

  it('leaves nothing of a slot without fragments, not even its line', () => {
    expect(renderTemplate("a\n  <%~ slot('app.routes') %>\nb\n", {})).toBe('a\nb\n')
  })

  it('has lines of its own where a slot has none', () => {
    const template = "a\n  <%~ slot('test.root') or %>\n  <%= name %>\n  <%~ end %>\nb\n"
    expect(renderTemplate(template, { name: 'usual' })).toBe('a\n  usual\nb\n')
    expect(renderTemplate(template, { name: 'usual' }, { 'test.root': ['other'] })).toBe('a\n  other\nb\n')
  })
})

describe('destination', () => {
  it.each([
    ['_gitignore', '.gitignore'],
    ['_github/workflows/ci.yml', '.github/workflows/ci.yml'],
    ['core/_keep', 'core/.keep'],
    ['features/health/health.test.ts', 'features/health/health.test.ts'],
    ['core/snake_case.ts', 'core/snake_case.ts'],
  ])('takes %s to %s', (template, file) => {
    expect(destination(template)).toBe(file)
  })
})
