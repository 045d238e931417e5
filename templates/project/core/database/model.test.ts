import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { generatedColumns, patch, table, tables } from './model.ts'

const Task = table(
  'tasks',
  {
    title: z.string().min(1),
    done: z.boolean().default(false),
    note: z.string().nullable().default(null),
  },
  { indexes: [['done', 'createdAt']] },
)
const TaskCreate = Task.omit(generatedColumns).strict()

describe('table', () => {
  it('keeps what migrations are made from', () => {
    expect(tables.get(Task)).toEqual({ name: 'tasks', indexes: [['done', 'createdAt']] })
  })
})

describe('patch', () => {
  const TaskUpdate = patch(TaskCreate)

  it('leaves out what is left out, defaults too', () => {
    expect(TaskUpdate.parse({})).toEqual({})
    expect(TaskUpdate.parse({ note: null })).toEqual({ note: null })
    expect(TaskCreate.parse({ title: 'Sleep' })).toEqual({ title: 'Sleep', done: false, note: null })
  })

  it.each([{ title: '' }, { done: 'yes' }, { id: 1 }, { colour: 'red' }])('refuses %j', (changes) => {
    expect(TaskUpdate.safeParse(changes).success).toBe(false)
  })
})
